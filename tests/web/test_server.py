"""Who opens the address as soon as it is named is let in: the port listens before anybody is told of it."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from evenpull.web.server import serve


class SeenEnoughError(Exception):
    """Ends the server from within the call that names the address."""


def test_the_port_listens_before_its_address_is_named(tmp_path: Path) -> None:
    def ready(address: str) -> None:
        parts = urlsplit(address)
        assert parts.port is not None
        with socket.create_connection((parts.hostname, parts.port), timeout=10):
            raise SeenEnoughError

    with pytest.raises(SeenEnoughError):
        serve(tmp_path / "me", port=0, ready=ready)
