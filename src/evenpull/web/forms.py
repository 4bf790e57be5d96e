"""From form fields to parts of the person file, and from faults back to the fields that they belong to."""

from __future__ import annotations

import math
import re
from typing import Any

from starlette.datastructures import FormData

from evenpull.core.words import say
from evenpull.errors import InputError, Where


def text(form: FormData, name: str) -> str:
    """Return a field's text without blanks at its ends; empty when absent or a file."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def number(form: FormData, name: str) -> float | None:
    """Return a field's number (comma or point), None when empty.

    Raises:
        InputError: When it is no number; the field is named.
    """
    given = text(form, name).replace(",", ".")
    if not given:
        return None
    try:
        value = float(given)
    except ValueError as fault:
        raise _fault(name) from fault
    if not math.isfinite(value):
        raise _fault(name)
    return int(value) if value.is_integer() else value


def many(form: FormData, name: str) -> list[str]:
    """Return every ticked value of a field."""
    return [value for value in form.getlist(name) if isinstance(value, str) and value]


LABELS = {
    "age_years": say("Age"),
    "height_cm": say("Height"),
    "mass_kg": say("Weight"),
    "sex": say("Sex"),
    "minutes": say("Minutes a session"),
    "days_per_week": say("Days a week"),
    "now": say("Pain now"),
    "usual": say("Pain on most days"),
    "worst": say("Pain at its worst"),
    "weeks": say("For how long"),
    "settles_after_min": say("Settles after"),
    "morning_stiff_min": say("Stiff in the morning"),
    "able": say("Able"),
    "what": say("What is hard now"),
    "stress": say("Stress"),
    "sleep": say("Good sleep"),
    "mood": say("Good mood"),
    "fear_of_movement": say("Fear of moving"),
    "confidence": say("Trust in my body"),
    "value": say("Result of a test"),
    "pain": say("Pain in a test"),
    "medicines": say("Medicines"),
}


def faults_by_field(fault: InputError) -> dict[str, str]:
    """Return each fault's sentence under the last part of its field's name, for the page to show beside the field."""
    found: dict[str, str] = {}
    for one in (fault, *fault.others):
        name = re.split(r"[.:]", one.where.field or "")[-1]
        if name in LABELS:
            said = say("{field}: {fault}.", field=LABELS[name], fault=one.message)
        else:
            said = say("{fault}.", fault=one.message[:1].upper() + one.message[1:])
        found.setdefault(name, " ".join(part for part in (said, one.hint) if part))
    return found


def without_empty(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the person file without what was left empty."""
    return {name: value for name, value in part.items() if value not in (None, "", [])}


def _fault(name: str) -> InputError:
    """Return the fault of a field that should hold a number."""
    return InputError(say("this should be a number"), where=Where(field=name))
