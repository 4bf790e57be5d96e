"""Serve the page on this computer's loopback address, on a free port, behind a one-time token."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Callable
from pathlib import Path

import uvicorn

from evenpull.knowledge import load
from evenpull.web.app import create_app
from evenpull.web.draft import Draft
from evenpull.web.security import Keys

HOST = "127.0.0.1"


def serve(folder: Path, *, port: int, ready: Callable[[str], None]) -> None:
    """Serve one person folder until interrupted.

    Args:
        folder: The person folder; it may not be there yet.
        port: Port on the loopback address; 0 for a free one.
        ready: Called once with the address to open, one-time token included; who opens it at once waits
            until the page answers and is not refused.
    """
    keys = Keys()
    draft = Draft(folder=folder, catalogue=load(), today=dt.date.today)
    app = create_app(draft, keys)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen()
        ready(f"http://{HOST}:{listener.getsockname()[1]}/enter?token={keys.token}")
        config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, date_header=False)
        uvicorn.Server(config).run(sockets=[listener])
