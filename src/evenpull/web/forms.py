"""From form fields to parts of the person file, and from faults back to the fields that they belong to."""

from __future__ import annotations

import math
import re
from typing import Any

from starlette.datastructures import FormData

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
    "age_years": "Age",
    "height_cm": "Height",
    "mass_kg": "Weight",
    "sex": "Sex",
    "minutes": "Minutes a session",
    "days_per_week": "Days a week",
    "now": "Pain now",
    "usual": "Pain on most days",
    "worst": "Pain at its worst",
    "weeks": "For how long",
    "settles_after_min": "Settles after",
    "morning_stiff_min": "Stiff in the morning",
    "able": "Able",
    "what": "What is hard now",
    "stress": "Stress",
    "sleep": "Good sleep",
    "mood": "Good mood",
    "fear_of_movement": "Fear of moving",
    "confidence": "Trust in my body",
    "value": "Result of a test",
    "pain": "Pain in a test",
    "medicines": "Medicines",
}


def faults_by_field(fault: InputError) -> dict[str, str]:
    """Return each fault's sentence under the last part of its field's name, for the page to show beside the field."""
    found: dict[str, str] = {}
    for one in (fault, *fault.others):
        name = re.split(r"[.:]", one.where.field or "")[-1]
        label = f"{LABELS[name]}: " if name in LABELS else ""
        said = one.message if label else one.message[:1].upper() + one.message[1:]
        found.setdefault(name, " ".join(part for part in (label + said + ".", one.hint) if part))
    return found


def without_empty(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of the person file without what was left empty."""
    return {name: value for name, value in part.items() if value not in (None, "", [])}


def _fault(name: str) -> InputError:
    """Return the fault of a field that should hold a number."""
    return InputError("this should be a number", where=Where(field=name))
