"""Made-up people, findings and safety profiles for the planner's tests."""

from __future__ import annotations

from typing import Any

from evenpull.capture.person.model import Person
from evenpull.infer.records import Call, Inference, InferenceQuality
from evenpull.safety.records import DoseLimits, PainCeilings, SafetyProfile

BACK = {"site": "low_back", "now": 4, "usual": 4, "worst": 7, "weeks": 60, "days_per_week": 6}
ABOUT = {"sex": "male", "age_years": 41, "height_cm": 181, "mass_kg": 84}


def person(**changes: Any) -> Person:
    """The desk worker, with changes."""
    about = ABOUT | changes.pop("about", {})
    base: dict[str, Any] = {
        "person": about,
        "start": "2027-03-01",
        "goals": ["less_pain"],
        "pains": [BACK],
        "answers": {"hours_seated": 9},
        "equipment": ["foam_roller", "band"],
        "time": {"minutes": 20, "days_per_week": 4},
    }
    return Person.model_validate(base | changes)


def profile(**changes: Any) -> SafetyProfile:
    """A clear profile, with changes."""
    base: dict[str, Any] = {
        "level": "clear",
        "levels": {},
        "flags": (),
        "not_asked": (),
        "answered": 34,
        "asked": 34,
        "codes": (),
        "limits": DoseLimits(),
        "mode": "normal",
        "no_calls": None,
        "irritable": False,
        "letter": False,
        "ceilings": PainCeilings(discomfort_max=2, start_level=4, own_pain_max=5),
        "unreviewed": True,
    }
    return SafetyProfile(**(base | changes))


def call(
    side: str, muscle: str, what: str, *, probability: float = 0.86, severity: float = 1.5, relevance: float = 0.5
) -> Call:
    """One call."""
    word = "probably" if probability >= 0.8 else "possibly" if probability >= 0.6 else "cannot_tell"
    return Call(
        id=f"{side}.{muscle}.{what}",
        muscle=muscle,
        side=side,  # type: ignore[arg-type]
        property=what,  # type: ignore[arg-type]
        probability=probability,
        word=word,  # type: ignore[arg-type]
        severity=severity,
        relevance=relevance,
        resolution=0.5,
        evidence=(),
        against=("Made up.",),
    )


def inference(*calls: Call) -> Inference:
    """What was found, calls only."""
    return Inference(
        muscles=(),
        calls=calls,
        open_questions=(),
        pairs=(),
        patterns=(),
        next_tests=(),
        quality=InferenceQuality(level="fair", reasons=()),
    )


DESK = (
    call("left", "iliopsoas", "short"),
    call("left", "gluteus_maximus", "weak", probability=0.68, severity=1.2),
)


def desk_inference() -> Inference:
    """The desk worker's two calls."""
    return inference(*DESK)
