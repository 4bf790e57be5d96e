"""The four made-up people of the report's tests, by name."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from evenpull.knowledge import Catalogue
from evenpull.report.records import Assessment


def _people() -> ModuleType:
    name = "evenpull_report_people"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name("people.py"))
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


@pytest.fixture(scope="session")
def people() -> ModuleType:
    """The factory of made-up assessments."""
    return _people()


@pytest.fixture(scope="session")
def everyone(people: ModuleType, catalogue: Catalogue) -> dict[str, Assessment]:
    """Every made-up assessment by name."""
    return {
        "desk_worker": people.desk_worker(catalogue),
        "carrier": people.carrier(catalogue),
        "emergency": people.refer(catalogue),
        "urgent": people.refer(catalogue, level="urgent"),
        "no_calls": people.no_calls(catalogue),
        "unanswered": people.unanswered(catalogue),
    }
