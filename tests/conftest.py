"""Fixtures that every test folder shares: the catalogue, the real recordings, the examples."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from evenpull.knowledge import Catalogue, load

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The compiled catalogue that ships."""
    return load()


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real recordings; absent: skip, or fail where everything is required."""
    folder = Path(os.environ.get("EVENPULL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        message = "the real recordings are not here (set EVENPULL_DATA)"
        if os.environ.get("EVENPULL_REQUIRE_ALL") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def examples_dir() -> Path:
    """The made-up people that ship with the project."""
    return ROOT / "examples"
