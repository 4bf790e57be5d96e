"""Hostile requests: each gets a safe plan, or an explained none whose hint leads to one."""

from __future__ import annotations

import random

import pytest

from evenpull.app.assess import conclude
from evenpull.capture.person.model import Person
from evenpull.errors import NoPlanFound
from evenpull.measure.records import Measured
from evenpull.plan import rules
from evenpull.plan.candidates import kit
from evenpull.plan.planner import make_programme
from evenpull.plan.relax import cheapest
from evenpull.safety.filter import check_exercise
from evenpull.safety.screening import questions_for, screen

CASES = 18
BASE = {
    "person": {"sex": "female", "age_years": 41, "height_cm": 168, "mass_kg": 70},
    "start": "2027-03-01",
    "goals": ["less_pain"],
    "answers": {"hours_seated": 9},
    "time": {"minutes": 20, "days_per_week": 4},
    "experience": "novice",
}


def pain(site, **more):
    return {"site": site, "now": 3, "usual": 3, "worst": 5, "weeks": 20, "days_per_week": 5} | more


def someone(catalogue, **changes):
    """A person with every safety question answered by what raises nothing, and what safety says."""
    data = BASE | changes
    answers = {}
    while True:
        asked = Person.model_validate(data | {"screening": {"date": "2027-02-27", "answers": answers}})
        missing = [one for one in questions_for(asked, catalogue) if one.id not in answers]
        if not missing:
            return asked, screen(asked, catalogue)
        for one in missing:
            calm = "yes" if one.id.endswith("_cleared") else "no"
            answers[one.id] = {"yes_no": calm, "number": 0, "choice": (*one.options, "")[0]}[one.answer]


def answer(catalogue, **changes):
    person, profile = someone(catalogue, **changes)
    _, programme, why = conclude(Measured(measurements=()), person=person, profile=profile, catalogue=catalogue)
    return person, profile, programme, why


def aged(years):
    return {"person": BASE["person"] | {"age_years": years}}


def items(programme):
    return [item for week in programme.weeks for day in week.days for item in day.items]


def hostile(seed, catalogue):
    """A random request that is hard to serve."""
    dice = random.Random(seed)
    exercises = sorted(catalogue.exercises)
    declined = dice.choice((0, 0, len(exercises) // 2, len(exercises) - 8, len(exercises)))
    return {
        **aged(dice.choice((18, 41, 66, 90, 104))),
        "time": {"minutes": dice.choice((0, 1, 2, 3, 5, 10, 180)), "days_per_week": dice.choice((0, 1, 3, 7))},
        "conditions": sorted(dice.sample(sorted(catalogue.conditions), dice.choice((0, 2, 5, 12)))),
        "pains": [pain(site) for site in dice.sample(sorted(catalogue.pain_sites), dice.choice((0, 1, 3)))],
        "declined_exercises": sorted(dice.sample(exercises, declined)),
        "no_floor": dice.choice(("yes", "no")),
        "experience": dice.choice(("none", "experienced")),
    }


def check_plan(programme, *, person, profile, catalogue):
    """Everything that must hold of a plan, whatever was asked for."""
    held = items(programme)
    assert held
    moves = [move.exercise for habit in programme.habits for move in habit.moves]
    named = {item.exercise for item in held} | {item.substitute for item in held if item.substitute} | set(moves)
    for name in named:
        entry = catalogue.exercises[name]
        assert check_exercise(entry, False, profile, catalogue).allowed, name
        assert name not in person.declined_exercises
        assert set(entry.equipment) <= kit(person)
        if person.no_floor == "yes":
            assert not rules.FLOOR & {entry.position, *entry.facts.positions}, name
    for week in programme.weeks:
        for day in week.days:
            assert sum(item.seconds for item in day.items) <= 60 * person.time.minutes
            assert len(day.items) <= rules.SESSION_COUNT
            assert all(item.stop_rules for item in day.items)
    assert len(programme.weeks[0].days) == 7
    if person.pains or person.experience == "none":
        assert max(len(day.items) for day in programme.weeks[0].days) <= 3


def test_random_hostile_requests_get_a_safe_plan_or_a_reason_that_leads_to_one(catalogue):
    seen = {"plan": 0, "stop": 0, "none": 0, "relaxed": 0}
    for seed in range(CASES):
        person, profile, programme, why = answer(catalogue, **hostile(seed, catalogue))
        if programme is not None:
            seen["plan"] += 1
            check_plan(programme, person=person, profile=profile, catalogue=catalogue)
            continue
        assert why.endswith(".")
        if profile.mode == "none" or profile.level in ("urgent", "emergency"):
            seen["stop"] += 1
            continue
        seen["none"] += 1
        relaxed = relaxation(person, profile, catalogue)
        if relaxed is None:
            assert "clinician" in why
            continue
        seen["relaxed"] += 1
        assert why.endswith(relaxed.hint)
        again = make_programme(None, person=relaxed.person, profile=profile, catalogue=catalogue)
        check_plan(again, person=relaxed.person, profile=profile, catalogue=catalogue)
    assert seen["plan"] >= 3
    assert seen["relaxed"] >= 3


def relaxation(person, profile, catalogue):
    def works(who):
        try:
            make_programme(None, person=who, profile=profile, catalogue=catalogue)
        except NoPlanFound:
            return False
        return True

    return cheapest(person, works)


@pytest.mark.parametrize(
    ("changes", "hint"),
    [
        ({"time": {"minutes": 0, "days_per_week": 4}}, "Offer at least 2 minutes a session."),
        ({"time": {"minutes": 20, "days_per_week": 0}}, "Offer at least one day a week."),
        (
            {"time": {"minutes": 0, "days_per_week": 0}},
            "Offer at least one day a week. Offer at least 2 minutes a session.",
        ),
    ],
)
def test_no_time_names_the_least_time_that_would_do(catalogue, changes, hint):
    _, _, programme, why = answer(catalogue, **changes)
    assert programme is None
    assert why.endswith(hint)


def test_when_everything_is_declined_only_that_has_to_give_way(catalogue):
    _, _, programme, why = answer(catalogue, declined_exercises=sorted(catalogue.exercises))
    assert programme is None
    assert why.endswith("Allow some of the exercises that you declined.")


def test_without_floor_and_kit_there_is_a_plan_on_feet_and_chair(catalogue):
    person, profile, programme, _ = answer(catalogue, no_floor="yes", equipment=[])
    check_plan(programme, person=person, profile=profile, catalogue=catalogue)
    places = {catalogue.exercises[item.exercise].position for item in items(programme)}
    assert places <= {"standing", "sitting", "lunging", "squatting"}


def test_at_ninety_there_is_a_plan_with_balance_or_the_word_that_none_fits(catalogue):
    person, profile, programme, _ = answer(catalogue, **aged(90))
    check_plan(programme, person=person, profile=profile, catalogue=catalogue)
    assert any("balance" in catalogue.exercises[item.exercise].tags for item in items(programme))
    assert all((item.rpe or 0) <= rules.OLDER_RPE for item in items(programme))
    unsteady = ["falls_risk", "osteoporosis", "cannot_kneel"]
    person, profile, programme, _ = answer(catalogue, **aged(90), conditions=unsteady)
    check_plan(programme, person=person, profile=profile, catalogue=catalogue)
    assert any("balance" in text for text in programme.unmet_needs)


def test_every_condition_at_once_and_pain_everywhere_send_to_a_clinician(catalogue):
    _, profile, programme, why = answer(catalogue, conditions=sorted(catalogue.conditions))
    assert programme is None
    assert "clinician" in why
    assert profile.mode == "none"
    _, profile, programme, why = answer(catalogue, pains=[pain(site) for site in sorted(catalogue.pain_sites)[:20]])
    assert programme is None
    assert "clinician" in why


def test_pain_in_many_calm_places_gets_a_general_plan_without_calls(catalogue):
    sites = ("low_back", "neck", "knee_front", "ankle", "shoulder")
    person, profile, programme, _ = answer(catalogue, pains=[pain(site) for site in sites])
    assert profile.no_calls
    check_plan(programme, person=person, profile=profile, catalogue=catalogue)
    assert not any(item.why.calls for item in items(programme))
