"""Exit codes by branch of the error tree, and the one shape in which any error is said."""

from __future__ import annotations

from typing import Any

from evenpull.core.words import say
from evenpull.errors import (
    ComputeError,
    EvenpullError,
    InputError,
    KnowledgeError,
    MissingExtra,
    SafetyStop,
    ScreeningIncomplete,
    StoreError,
)

EXIT_CODES: tuple[tuple[type[EvenpullError], int, str], ...] = (
    (ScreeningIncomplete, 8, say("a safety question has no answer")),
    (SafetyStop, 7, say("a red flag: see the referral page")),
    (InputError, 3, say("the person's data or file is wrong")),
    (KnowledgeError, 4, say("the catalogue is wrong or was not built")),
    (ComputeError, 5, say("no answer exists")),
    (StoreError, 6, say("something cannot be read or written")),
    (MissingExtra, 9, say("an optional part is not installed")),
)
"""Most special first; 0 is success, 1 a fault of the program itself, 2 a wrong command line."""


def exit_code(fault: EvenpullError) -> int:
    """Return the exit code of an error's branch."""
    return next((code for branch, code, _ in EXIT_CODES if isinstance(fault, branch)), 1)


def as_json(fault: EvenpullError) -> dict[str, Any]:
    """Return the error as one JSON-ready object: code, message, place, hint, and any others found with it."""
    place = {
        key: value for key in ("file", "line", "field", "frame") if (value := getattr(fault.where, key)) is not None
    }
    shape: dict[str, Any] = {"code": fault.code, "message": fault.message, "where": place, "hint": fault.hint}
    if isinstance(fault, InputError) and fault.others:
        shape["others"] = [as_json(other) for other in fault.others]
    if isinstance(fault, ScreeningIncomplete):
        shape["not_asked"] = list(fault.questions)
    return shape
