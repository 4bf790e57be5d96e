"""The list of messages as `scripts/words.py` finds it, for the tests that read every message."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

from babel.messages.catalog import Catalog

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "words.py"


@cache
def script() -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("scripts_words", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scripts_words"] = module
    spec.loader.exec_module(module)
    return module


@cache
def messages() -> Catalog:
    """Return every message of the program."""
    found = script().messages()
    assert isinstance(found, Catalog)
    return found
