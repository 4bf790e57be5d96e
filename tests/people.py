"""Random made-up people for the tests: any mix of pains, answers, tests, faults, conditions, kit and time."""

from __future__ import annotations

from typing import Any

import numpy as np

from evenpull.capture.person import Person, check_person
from evenpull.core.side import mirror
from evenpull.knowledge import Catalogue
from evenpull.safety.screening import questions_for

SCREENED_YES = 0.02
EQUIPMENT = ("foam_roller", "ball", "band", "strap", "step", "dumbbell", "kettlebell", "soft_ball", "bench", "helper")


def random_person(catalogue: Catalogue, seed: int, *, yes: float = SCREENED_YES, complete: bool = True) -> Person:
    """Return the made-up person of a seed; `yes` is how often a safety answer is yes."""
    rng = np.random.default_rng(seed)
    data: dict[str, Any] = {
        "person": {
            "sex": str(rng.choice(["male", "female", "unstated"])),
            "age_years": int(rng.integers(18, 85)),
            "height_cm": int(rng.integers(150, 200)),
            "mass_kg": int(rng.integers(48, 120)),
        },
        "start": "2027-03-01",
        "user": str(rng.choice(["self", "self", "trainer", "physio"])),
        "goals": [str(rng.choice(["less_pain", "prevent", "perform", "balance", "posture"]))],
        "pains": [_pain(catalogue, rng) for _ in range(int(rng.integers(0, 4)))],
        "feels": {"stress": int(rng.integers(0, 11)), "fear_of_movement": int(rng.integers(0, 11))},
        "answers": _answers(catalogue, rng),
        "tests": _tests(catalogue, rng),
        "observed": _observed(catalogue, rng),
        "conditions": _some(rng, sorted(catalogue.conditions), 0.03),
        "equipment": _some(rng, EQUIPMENT, 0.4),
        "time": {"minutes": int(rng.integers(5, 60)), "days_per_week": int(rng.integers(1, 8))},
        "experience": str(rng.choice(["none", "novice", "regular", "experienced"])),
    }
    person = check_person(data, catalogue)
    if complete:
        answers: dict[str, Any] = {}
        for question in questions_for(person, catalogue):
            if question.answer == "yes_no":
                answers[question.id] = "yes" if rng.random() < yes else "no"
            else:
                answers[question.id] = question.options[0] if question.options else 0
        data["screening"] = {"date": "2027-02-27", "answers": answers}
        person = check_person(data, catalogue)
        for question in questions_for(person, catalogue):
            easy = question.options[0] if question.options else 0
            answers.setdefault(question.id, "no" if question.answer == "yes_no" else easy)
    return check_person(data, catalogue)


def mirrored(person: Person, catalogue: Catalogue) -> Person:
    """Return the same person seen in a mirror: every side exchanged, nothing else changed."""

    def flip(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: flip(part, name) for name, part in value.items()}
        if isinstance(value, list):
            return [flip(part, key) for part in value]
        if isinstance(value, str) and key in {"side", "hand", "foot"}:
            return mirror(value)
        return value

    return check_person(flip(person.model_dump(mode="json", exclude_defaults=True)), catalogue)


def _some(rng: np.random.Generator, names: Any, share: float) -> list[str]:
    return [str(name) for name in names if rng.random() < share]


def _pain(catalogue: Catalogue, rng: np.random.Generator) -> dict[str, Any]:
    site = catalogue.pain_sites[str(rng.choice(sorted(catalogue.pain_sites)))]
    now = int(rng.integers(0, 9))
    return {
        "site": site.id,
        "side": str(rng.choice(["left", "right", "both"])) if site.sided else "both",
        "now": now,
        "usual": int(rng.integers(0, 8)),
        "worst": min(10, now + 2),
        "weeks": int(rng.integers(0, 200)),
        "days_per_week": int(rng.integers(0, 8)),
        "settles_after_min": int(rng.choice([5, 30, 90, 300])),
        "night": str(rng.choice(["yes", "no", "no"])),
        "morning_stiff_min": int(rng.choice([0, 0, 10, 45])),
    }


def _answers(catalogue: Catalogue, rng: np.random.Generator) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for question in catalogue.questions.values():
        if rng.random() < 0.4:
            continue
        if question.answer == "number":
            low, high = question.possible or (0, 10)
            value: Any = round(float(rng.uniform(low, high)), 1)
        else:
            value = question.options[int(rng.integers(len(question.options)))].value
        side = str(rng.choice(["left", "right"]))
        answers[question.id] = {"value": value, "side": side} if question.sided else value
    return answers


def _tests(catalogue: Catalogue, rng: np.random.Generator) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for test in catalogue.tests.values():
        if rng.random() < 0.75:
            continue
        low, high = test.possible
        for side in ("left", "right") if test.sides == "each" else ("both",):
            centre, spread = (low + high) / 2, (high - low) / 8
            if test.norms and test.norms[0].unit == test.unit:
                centre, spread = test.norms[0].mean.value, test.norms[0].sd.value
            value = float(np.clip(rng.normal(centre, spread), low, high))
            reading: dict[str, Any] = {
                "test": test.id,
                "side": side,
                "value": round(value, 1),
                "unit": test.unit,
                "pain": int(rng.choice([0, 0, 0, 1, 4])),
                "stopped_by": str(rng.choice(["tightness", "weakness", "pain", "joint_block", "end"])),
                "by": "helper",
            }
            if test.lever:
                reading["unit"], reading["lever_cm"] = "N", 38
                newtons = float(rng.uniform(40, 250))
                reading["value"] = round(min(newtons, high // 0.38) if test.unit == "Nm" else newtons, 0)
            if test.validity and rng.random() < 0.7:
                reading["done"] = {rule.field: rule.must_be for rule in test.validity}
            found.append(reading)
    return found


def _observed(catalogue: Catalogue, rng: np.random.Generator) -> list[dict[str, Any]]:
    return [
        {
            "movement": fault.movement,
            "view": fault.view,
            "fault": fault.id,
            "side": str(rng.choice(["left", "right"])) if fault.sided else "both",
            "how": str(rng.choice(["looked_not_there", "slight", "clear", "marked"])),
        }
        for fault in catalogue.compensations.values()
        if rng.random() < 0.2
    ]
