"""Random people for the plan rubric: findings, pains, conditions, kit, time; the same seed gives the same person.

Every safety question is answered; a person whom safety lets have no programme is left out by the caller, for all
planners alike.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any, Literal

from evenpull.capture.person.model import Person
from evenpull.infer.records import Call, Inference, InferenceQuality
from evenpull.knowledge import Catalogue
from evenpull.safety.records import SafetyProfile
from evenpull.safety.screening import questions_for, screen

SIDES: tuple[tuple[Literal["left", "right"], ...], ...] = (("left",), ("right",), ("left", "right"))
CONDITIONS = (
    "high_blood_pressure",
    "osteoporosis",
    "knee_arthritis",
    "kneecap_pain",
    "cannot_kneel",
    "wrist_pain",
    "shoulder_arc_pain",
    "flexion_sensitive_back",
    "extension_sensitive_back",
    "hypermobility",
    "bleeding_risk",
    "falls_risk",
    "hip_pinch",
    "outer_hip_pain",
    "nerve_signs",
    "varicose_veins",
)
KIT = ("band", "foam_roller", "ball", "dumbbell")
MINUTES = (8, 10, 15, 20, 20, 30, 45, 60)
RELEVANCE = (1.0, 0.5, 0.5, 0.25, 0.1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One random person with findings and what safety says."""

    seed: int
    person: Person
    inference: Inference
    profile: SafetyProfile

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls that a plan may use: none where safety allows none."""
        return () if self.profile.no_calls is not None else self.inference.calls


def subject(seed: int, catalogue: Catalogue) -> Subject:
    """Return the person of a seed."""
    dice = random.Random(seed)
    data = _file(dice)
    answers = _easy_answers(data, catalogue)
    data["screening"] = {"date": "2027-02-27", "answers": answers}
    person = Person.model_validate(data)
    return Subject(seed=seed, person=person, inference=_findings(dice, catalogue), profile=screen(person, catalogue))


def _file(dice: random.Random) -> dict[str, Any]:
    sites = ("low_back", "knee_front", "neck", "shoulder", "hip_side", "ankle", "upper_back", "buttock")
    pains = [
        {
            "site": site,
            "side": dice.choice(("left", "right", "both")),
            "now": dice.randint(1, 4),
            "usual": dice.randint(2, 5),
            "worst": dice.randint(5, 8),
            "weeks": dice.choice((2, 6, 10, 40)),
            "days_per_week": dice.randint(2, 7),
            "settles_after_min": dice.choice((5, 20, 45, 90)),
        }
        for site in dice.sample(sites, dice.choice((0, 0, 1, 1, 1, 2)))
    ]
    return {
        "person": {
            "sex": dice.choice(("male", "female")),
            "age_years": dice.randint(18, 88),
            "height_cm": dice.randint(150, 195),
            "mass_kg": dice.randint(50, 110),
        },
        "start": "2027-03-01",
        "goals": [dice.choice(("less_pain", "prevent", "perform", "posture", "balance", "strength"))],
        "pains": pains,
        "answers": {"hours_seated": dice.randint(1, 12)},
        "conditions": sorted(dice.sample(CONDITIONS, dice.choice((0, 0, 0, 1, 1, 2, 3)))),
        "equipment": sorted(dice.sample(KIT, dice.randint(0, len(KIT)))),
        "time": {"minutes": dice.choice(MINUTES), "days_per_week": dice.randint(1, 7)},
        "experience": dice.choice(("none", "novice", "novice", "regular", "experienced")),
    }


def _easy_answers(data: dict[str, Any], catalogue: Catalogue) -> dict[str, Any]:
    """Return the answers that raise nothing, for every question that this person must answer."""
    answers: dict[str, Any] = {}
    while True:
        asked = data | {"screening": {"date": "2027-02-27", "answers": answers}}
        missing = [q for q in questions_for(Person.model_validate(asked), catalogue) if q.id not in answers]
        if not missing:
            return answers
        for question in missing:
            yes_no = "yes" if question.id.endswith("_cleared") else "no"
            first = (*question.options, "")[0]
            answers[question.id] = {"yes_no": yes_no, "number": 0, "choice": first}[question.answer]


def _findings(dice: random.Random, catalogue: Catalogue) -> Inference:
    muscles = sorted(name for name, entry in catalogue.muscles.items() if entry.posterior)
    drawn = [(name, "short") for name in dice.sample(muscles, dice.randint(0, 2))]
    drawn += [(name, "weak") for name in dice.sample(muscles, dice.randint(0, 3))]
    calls = []
    for name, what in drawn:
        relevance = dice.choice(RELEVANCE)
        for side in dice.choice(SIDES):
            probability = round(dice.uniform(0.6, 0.99), 3)
            calls.append(
                Call(
                    id=f"{side}.{name}.{what}",
                    muscle=name,
                    side=side,
                    property="short" if what == "short" else "weak",
                    probability=probability,
                    word="probably" if probability >= 0.8 else "possibly",
                    severity=round(dice.uniform(0.5, 3.0), 2),
                    relevance=relevance,
                    resolution=0.5,
                    evidence=(),
                    against=("Made up.",),
                )
            )
    return Inference(
        muscles=(),
        calls=tuple(calls),
        open_questions=(),
        pairs=(),
        patterns=(),
        next_tests=(),
        quality=InferenceQuality(level="fair", reasons=()),
    )
