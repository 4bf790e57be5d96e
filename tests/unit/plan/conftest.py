"""The planner's made-up people as one fixture."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session")
def people() -> ModuleType:
    """The module of made-up people."""
    path = Path(__file__).resolve().parents[2] / "unit" / "plan" / "people.py"
    spec = importlib.util.spec_from_file_location("plan_people", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
