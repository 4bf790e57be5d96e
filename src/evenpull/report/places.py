"""The six places of the first page, and which of them a muscle, test or question speaks of."""

from __future__ import annotations

from evenpull.core.words import say
from evenpull.knowledge.load import Catalogue

PLACES = {
    "pelvis": say("pelvis"),
    "shoulders": say("shoulders"),
    "core": say("core"),
    "hips": say("hips"),
    "feet": say("feet"),
    "breathing": say("breathing"),
}
ROWS = tuple(PLACES)
_ROW_OF_REGION = {
    "foot": "feet",
    "leg": "feet",
    "thigh": "hips",
    "hip": "hips",
    "trunk": "core",
    "shoulder": "shoulders",
    "neck": "shoulders",
    "arm": "shoulders",
}
_ROW_OF_JOINT = {
    "ankle": "feet",
    "foot": "feet",
    "knee": "hips",
    "hip": "hips",
    "trunk": "core",
    "spine": "core",
    "lumbar": "core",
    "shoulder": "shoulders",
    "scapula": "shoulders",
    "neck": "shoulders",
    "pelvis": "pelvis",
}


def row_of_muscle(muscle: str, catalogue: Catalogue) -> str:
    """Return the row that a muscle group belongs to."""
    entry = catalogue.muscles.get(muscle)
    return _ROW_OF_REGION[entry.region] if entry else "hips"


def row_of(metric: str, catalogue: Catalogue) -> str | None:
    """Return the row that a test, posture metric, fault or question speaks of; None for habits and feelings."""
    test = catalogue.tests.get(metric)
    if test is not None:
        if test.moves:
            best = max(test.moves, key=lambda move: (move.share, move.muscle))
            return row_of_muscle(best.muscle, catalogue)
        return _ROW_OF_JOINT.get(test.joint, "feet" if test.property == "balance" else "hips")
    for entries in (catalogue.posture_metrics, catalogue.compensations, catalogue.questions):
        entry = entries.get(metric)
        if entry is not None:
            return entry.row if entry.row in ROWS else None
    return None
