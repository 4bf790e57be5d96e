"""People for the safety tests: whoever is asked for, with every safety question answered unless told otherwise."""

from __future__ import annotations

from typing import Any

from evenpull.capture.person.model import Person
from evenpull.knowledge import Catalogue
from evenpull.safety.records import SafetyProfile
from evenpull.safety.screening import questions_for, screen


def pain(site: str = "low_back", **fields: Any) -> dict[str, Any]:
    """Return a mild, recent pain that raises nothing by itself, changed by the fields."""
    return {"site": site, "side": "left", "now": 3, "usual": 3, "worst": 5, "weeks": 4, "days_per_week": 3} | fields


def person(*, sex: str = "male", age: int = 41, answers: dict[str, Any] | None = None, **fields: Any) -> Person:
    """Return a person file; `answers` None: no screening at all."""
    about = {"sex": sex, "age_years": age, "height_cm": 175, "mass_kg": 75}
    data: dict[str, Any] = {"person": about, "start": "2027-03-01"} | fields
    if answers is not None:
        data["screening"] = {"date": "2027-02-27", "answers": answers}
    return Person.model_validate(data)


def easy_answers(catalogue: Catalogue, **fields: Any) -> dict[str, Any]:
    """Return the answers that raise nothing, for every question that this person must answer."""
    said: dict[str, Any] = fields.pop("answers", {})
    answers: dict[str, Any] = dict(said)
    while missing := [
        entry for entry in questions_for(person(answers=answers, **fields), catalogue) if entry.id not in answers
    ]:
        for entry in missing:
            yes = entry.id.endswith("_cleared")
            easy = {"yes_no": "yes" if yes else "no", "number": 0, "choice": (*entry.options, "")[0]}
            answers[entry.id] = easy[entry.answer]
    return answers


def answered(catalogue: Catalogue, **fields: Any) -> Person:
    """Return a person with every question answered; `answers` replaces the easy ones."""
    answers = easy_answers(catalogue, **fields)
    return person(**(fields | {"answers": answers}))


def profile(catalogue: Catalogue, **fields: Any) -> SafetyProfile:
    """Return what safety knows of such a person."""
    return screen(answered(catalogue, **fields), catalogue)
