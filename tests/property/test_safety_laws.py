"""Laws of screening over hundreds of made-up people."""

from __future__ import annotations

import random
from typing import Any

import pytest

from evenpull.capture.person.model import Person
from evenpull.core.side import mirror
from evenpull.knowledge import Catalogue
from evenpull.safety.filter import check_exercise, check_test
from evenpull.safety.regions import LEVELS
from evenpull.safety.screening import questions_for, screen
from tests.unit.safety.people import easy_answers, person

PEOPLE = range(500)
MEDICINES = ("warfarin", "Ramipril 5 mg", "prednisone", "vitamin D", "unheard of", "bisoprolol")
WORSE = ("sitting", "bending", "kneeling", "stairs", "overhead", "arching")


_MADE: dict[tuple[str, int], dict[str, Any]] = {}


def random_fields(catalogue: Catalogue, seed: int) -> dict[str, Any]:
    """Return a made-up person's fields with every question answered, a few of them yes; each is made once."""
    key = (catalogue.sha256, seed)
    if key not in _MADE:
        _MADE[key] = _made(catalogue, seed)
    return dict(_MADE[key])


def _made(catalogue: Catalogue, seed: int) -> dict[str, Any]:
    dice = random.Random(seed)
    pains = [
        {
            "site": dice.choice(sorted(catalogue.pain_sites)),
            "side": dice.choice(("left", "right", "both")),
            "now": dice.randint(0, 8),
            "usual": 3,
            "worst": 8,
            "weeks": dice.choice((1, 6, 20, 300)),
            "days_per_week": 4,
            "began": dice.choice(("gradually", "suddenly", "after_injury", "after_surgery")),
            "worse_with": dice.sample(WORSE, dice.randint(0, 2)),
            "settles_after_min": dice.choice((None, 10, 200)),
            "spreads_below_knee": dice.choice(("yes", "no", "no")),
            "numb_or_tingling": dice.choice(("yes", "no", "no")),
            "night": dice.choice(("yes", "no")),
            "morning_stiff_min": dice.choice((0, 10, 60)),
        }
        for _ in range(dice.randint(0, 4))
    ]
    fields: dict[str, Any] = {
        "sex": dice.choice(("male", "female", "unstated")),
        "age": dice.randint(14, 90),
        "pains": pains,
        "medicines": dice.sample(MEDICINES, dice.randint(0, 1)),
        "conditions": dice.sample(sorted(set(catalogue.conditions) - {"heart_unstable"}), dice.choice((0, 0, 1, 2))),
        "experience": dice.choice(("none", "novice", "regular")),
    }
    answers = easy_answers(catalogue, **fields)
    for name in dice.sample(sorted(answers), dice.choice((0, 0, 1))):
        if catalogue.screening[name].answer == "yes_no":
            answers[name] = "yes"
    return fields | {"answers": easy_answers(catalogue, **(fields | {"answers": answers}))}


def alarms(catalogue: Catalogue) -> list[str]:
    """Return the questions whose yes is a sign, not a clearance."""
    return [
        entry.id
        for entry in catalogue.screening.values()
        if entry.answer == "yes_no" and not any(rule.when == "no" for rule in entry.rules)
    ]


@pytest.mark.parametrize("start", range(0, len(PEOPLE), 100))
def test_another_yes_never_lowers_a_level_nor_drops_a_code(catalogue: Catalogue, start: int) -> None:
    signs = alarms(catalogue)
    for seed in PEOPLE[start : start + 100]:
        fields = random_fields(catalogue, seed)
        before = screen(person(**fields), catalogue)
        sign = random.Random(seed).choice(signs)
        after = screen(person(**(fields | {"answers": fields["answers"] | {sign: "yes"}})), catalogue)
        assert LEVELS.index(after.level) >= LEVELS.index(before.level), (seed, sign)
        for region, level in before.levels.items():
            assert LEVELS.index(after.levels[region]) >= LEVELS.index(level), (seed, sign, region)
        assert set(before.codes) <= set(after.codes), (seed, sign)


@pytest.mark.parametrize("start", range(0, len(PEOPLE), 100))
def test_what_is_removed_is_never_allowed_and_a_code_of_the_table_always_removes(
    catalogue: Catalogue, start: int
) -> None:
    things = [*catalogue.exercises.values()][start // 100 :: 5], [*catalogue.tests.values()][start // 100 :: 5]
    for seed in PEOPLE[start : start + 100]:
        found = screen(person(**random_fields(catalogue, seed)), catalogue)
        verdicts = [(thing.codes, check_exercise(thing, False, found, catalogue)) for thing in things[0]]
        verdicts += [(thing.contra_codes, check_test(thing, found, catalogue)) for thing in things[1]]
        for table, verdict in verdicts:
            assert verdict.allowed == (not verdict.removed)
            assert not (verdict.allowed and set(table) & set(found.codes)), seed
            assert not (verdict.allowed and found.mode == "none"), seed
            assert not (verdict.allowed and found.level in ("urgent", "emergency")), seed


@pytest.mark.parametrize("start", range(0, len(PEOPLE), 100))
def test_a_mirrored_person_has_the_same_profile(catalogue: Catalogue, start: int) -> None:
    for seed in PEOPLE[start : start + 100]:
        fields = random_fields(catalogue, seed)
        turned = fields | {"pains": [entry | {"side": mirror(entry["side"])} for entry in reversed(fields["pains"])]}
        assert screen(person(**turned), catalogue) == screen(person(**fields), catalogue), seed


@pytest.mark.parametrize("start", range(0, len(PEOPLE), 100))
def test_a_missing_answer_always_blocks(catalogue: Catalogue, start: int) -> None:
    for seed in PEOPLE[start : start + 100]:
        fields = random_fields(catalogue, seed)
        whole = person(**fields)
        asked = {question.id for question in questions_for(whole, catalogue)}
        left_out = random.Random(seed).choice(sorted(asked))
        some = {name: value for name, value in fields["answers"].items() if name != left_out}
        found = screen(person(**(fields | {"answers": some})), catalogue)
        assert left_out in found.not_asked, (seed, left_out)
        assert found.mode == "none"


def test_a_further_condition_never_loosens_a_limit_nor_allows_more(catalogue: Catalogue) -> None:
    for seed in range(60):
        fields = random_fields(catalogue, seed)
        more = fields | {"conditions": [*fields["conditions"], "hypermobility", "pregnancy"]}
        more["answers"] = easy_answers(catalogue, **more)
        one, two = (screen(Person.model_validate(person(**each).model_dump()), catalogue) for each in (fields, more))
        for name in ("rpe_max", "hold_s_max", "reps_max", "sets_max", "difficulty_max"):
            before, after = getattr(one.limits, name), getattr(two.limits, name)
            assert before is None or after <= before, (seed, name)
        assert one.limits.rest_s_min is None or (two.limits.rest_s_min or 0) >= one.limits.rest_s_min
        for exercise in catalogue.exercises.values():
            if not check_exercise(exercise, False, one, catalogue).allowed:
                assert not check_exercise(exercise, False, two, catalogue).allowed, (seed, exercise.id)
