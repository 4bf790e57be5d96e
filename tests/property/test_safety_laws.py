"""Laws of safety over two thousand made-up people: what is removed is never proposed, and no limit is exceeded."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from evenpull.core.side import mirror
from evenpull.errors import NoPlanFound
from evenpull.infer.assess import weigh, without_repeats
from evenpull.infer.next_tests import next_tests
from evenpull.infer.records import Call, Inference, InferenceQuality
from evenpull.knowledge import Catalogue
from evenpull.measure.typed import measure_person
from evenpull.plan import rules
from evenpull.plan.planner import make_programme
from evenpull.plan.records import Item
from evenpull.safety.filter import check_exercise, check_test
from evenpull.safety.records import DoseLimits, SafetyProfile
from evenpull.safety.regions import LEVELS, stops
from evenpull.safety.screening import questions_for, screen
from tests.people import random_person
from tests.property.safety_people import LOWEST, Oracle, easy, fields_of, made
from tests.unit.safety.people import easy_answers, person

PEOPLE = 2000
PART = 500
THINGS = 50
FEW = 8
PLANS = 250
SOME = 300
MUSCLES = ("iliopsoas", "hamstrings", "gluteus_maximus", "hip_abductors", "abdominals", "upper_trapezius", "vasti")


@pytest.fixture(scope="module")
def oracle(catalogue: Catalogue) -> Oracle:
    return Oracle(catalogue)


@pytest.fixture(scope="module")
def answers(catalogue: Catalogue) -> dict[str, Any]:
    return easy(catalogue)


def law_of_verdicts(judged: Catalogue, oracle: Oracle, answers: dict[str, Any], seeds: range) -> None:
    """Every verdict over many people says what the catalogue's entries say, thing by thing and limit by limit.

    Raises:
        AssertionError: With the seed and the thing.
    """
    things = sorted(oracle.codes)
    for seed in seeds:
        who = made(oracle.catalogue, seed, answers)
        found = screen(who, judged)
        named = oracle.with_implied(oracle.catalogue.conditions[name].code for name in who.conditions)
        assert named <= set(found.codes), seed
        for name in (*LOWEST, "rest_s_min"):
            assert getattr(found.limits, name) == oracle.limit(name, found.codes), (seed, name)
        nothing = stops(found.level) or bool(found.not_asked) or found.mode == "none"
        for kind, name in random.Random(seed).sample(things, FEW if nothing else THINGS):
            if kind == "exercise":
                verdict = check_exercise(judged.exercises[name], False, found, judged)
            else:
                verdict = check_test(judged.tests[name], found, judged)
            assert verdict.allowed != (nothing or oracle.forbidden(kind, name, found.codes)), (seed, name)
            assert verdict.allowed == (not verdict.removed), (seed, name)
            assert verdict.limits == found.limits, (seed, name)


@pytest.mark.parametrize("start", range(0, PEOPLE, PART))
def test_no_verdict_over_two_thousand_people_lets_a_removed_thing_through(
    catalogue: Catalogue, oracle: Oracle, answers: dict[str, Any], start: int
) -> None:
    law_of_verdicts(catalogue, oracle, answers, range(start, start + PART))


@pytest.mark.parametrize("lost", ["osteoporosis", "pregnancy", "clot", "cannot_kneel", "hypermobility"])
def test_the_law_of_verdicts_breaks_when_the_rules_of_one_condition_are_lost(
    catalogue: Catalogue, oracle: Oracle, answers: dict[str, Any], lost: str
) -> None:
    condition = catalogue.conditions[lost]
    weak = replace(
        catalogue,
        conditions=catalogue.conditions | {lost: condition.model_copy(update={"removes": ()})},
        exercises={name: each.model_copy(update={"codes": ()}) for name, each in catalogue.exercises.items()},
        tests={name: each.model_copy(update={"contra_codes": ()}) for name, each in catalogue.tests.items()},
    )
    with pytest.raises(AssertionError):
        law_of_verdicts(weak, oracle, answers, range(PEOPLE))


def test_the_law_of_verdicts_breaks_when_one_limit_is_lost(
    catalogue: Catalogue, oracle: Oracle, answers: dict[str, Any]
) -> None:
    condition = catalogue.conditions["high_blood_pressure"]
    weak = replace(
        catalogue, conditions=catalogue.conditions | {condition.id: condition.model_copy(update={"limits": None})}
    )
    with pytest.raises(AssertionError):
        law_of_verdicts(weak, oracle, answers, range(PART))


def findings(seed: int) -> Inference:
    """Return made-up findings, for the planner to answer."""
    dice = random.Random(seed)
    calls = tuple(
        Call(
            id=f"{side}.{muscle}.{what}",
            muscle=muscle,
            side=side,
            property=what,
            probability=0.86,
            word="probably",
            severity=1.5,
            relevance=0.5,
            resolution=0.5,
            evidence=(),
            against=("Made up.",),
        )
        for muscle in dice.sample(MUSCLES, dice.randint(0, 3))
        for side, what in [(dice.choice(("left", "right")), dice.choice(("short", "weak")))]
    )
    quality = InferenceQuality(level="fair", reasons=())
    return Inference(muscles=(), calls=calls, open_questions=(), pairs=(), patterns=(), next_tests=(), quality=quality)


def planned(profile: SafetyProfile) -> bool:
    return not (profile.not_asked or profile.mode == "none" or stops(profile.level))


def within_limits(item: Item, limits: DoseLimits, catalogue: Catalogue) -> bool:
    """Say whether an item's dose keeps to every limit."""
    exercise = catalogue.exercises[item.exercise]
    effort = item.role not in ("reposition", "inhibit", "lengthen")
    caps = (
        (item.rpe, limits.rpe_max),
        (item.reps, limits.reps_max),
        (item.sets.left, limits.sets_max),
        (item.sets.right, limits.sets_max),
        (exercise.difficulty, limits.difficulty_max),
        (None if item.role in rules.RELAXED_ROLES else item.hold_s, limits.hold_s_max),
    )
    rested = not effort or item.rest_s >= (limits.rest_s_min or 0)
    told = not limits.mid_range_only or set(limits.texts) <= set(item.limits)
    return rested and told and all(value is None or most is None or value <= most for value, most in caps)


@pytest.mark.parametrize("start", range(0, PEOPLE, PLANS))
def test_no_plan_holds_or_offers_a_removed_exercise_or_exceeds_a_limit(
    catalogue: Catalogue, oracle: Oracle, answers: dict[str, Any], start: int
) -> None:
    seen = 0
    for seed in range(start, start + PLANS):
        who = made(catalogue, seed, answers, yes=20)
        found = screen(who, catalogue)
        if not planned(found):
            continue
        told = None if found.no_calls else findings(seed)
        try:
            programme = make_programme(told, person=who, profile=found, catalogue=catalogue)
        except NoPlanFound:
            continue
        for item in (item for week in programme.weeks for day in week.days for item in day.items):
            seen += 1
            for name in filter(None, (item.exercise, item.substitute)):
                assert not oracle.forbidden("exercise", name, found.codes), (seed, name)
            assert within_limits(item, found.limits, catalogue), (seed, item)
    assert seen > PLANS


@pytest.mark.parametrize("start", range(0, PEOPLE, PLANS))
def test_no_test_is_proposed_that_a_code_removes(catalogue: Catalogue, oracle: Oracle, start: int) -> None:
    proposed = 0
    for seed in range(start, start + PLANS):
        who = random_person(catalogue, seed, yes=0.0)
        found = screen(who, catalogue)
        if not planned(found) or found.no_calls:
            continue
        measured, _ = without_repeats(measure_person(who, catalogue).measurements)
        ledger = weigh(measured, person=who, catalogue=catalogue)
        for test in next_tests(ledger, person=who, profile=found):
            proposed += 1
            assert not oracle.forbidden("test", test.test, found.codes), (seed, test.test)
    assert proposed > PLANS / 10


def alarms(catalogue: Catalogue) -> list[str]:
    """Return the questions whose yes is a sign, not a clearance."""
    return [
        entry.id
        for entry in catalogue.screening.values()
        if entry.answer == "yes_no" and not any(rule.when == "no" for rule in entry.rules)
    ]


def test_another_yes_never_lowers_a_level_nor_drops_a_code(catalogue: Catalogue, answers: dict[str, Any]) -> None:
    signs = alarms(catalogue)
    for seed in range(SOME):
        fields = fields_of(catalogue, seed, answers)
        before = screen(person(**fields), catalogue)
        sign = random.Random(seed).choice(signs)
        after = screen(person(**(fields | {"answers": fields["answers"] | {sign: "yes"}})), catalogue)
        assert LEVELS.index(after.level) >= LEVELS.index(before.level), (seed, sign)
        for region, level in before.levels.items():
            assert LEVELS.index(after.levels[region]) >= LEVELS.index(level), (seed, sign, region)
        assert set(before.codes) <= set(after.codes), (seed, sign)


def test_a_mirrored_person_has_the_same_profile(catalogue: Catalogue, answers: dict[str, Any]) -> None:
    for seed in range(SOME):
        fields = fields_of(catalogue, seed, answers)
        turned = fields | {"pains": [entry | {"side": mirror(entry["side"])} for entry in reversed(fields["pains"])]}
        assert screen(person(**turned), catalogue) == screen(person(**fields), catalogue), seed


def test_a_missing_answer_always_blocks(catalogue: Catalogue, answers: dict[str, Any]) -> None:
    for seed in range(SOME):
        fields = fields_of(catalogue, seed, answers)
        asked = {question.id for question in questions_for(person(**fields), catalogue)}
        left_out = random.Random(seed).choice(sorted(asked))
        some = {name: value for name, value in fields["answers"].items() if name != left_out}
        found = screen(person(**(fields | {"answers": some})), catalogue)
        assert left_out in found.not_asked, (seed, left_out)
        assert found.mode == "none"


def test_a_further_condition_never_loosens_a_limit_nor_allows_more(
    catalogue: Catalogue, answers: dict[str, Any]
) -> None:
    for seed in range(12):
        fields = fields_of(catalogue, seed, answers)
        more = fields | {"conditions": [*fields["conditions"], "hypermobility", "pregnancy"]}
        more["answers"] = easy_answers(catalogue, **more)
        one, two = (screen(person(**each), catalogue) for each in (fields, more))
        for name in LOWEST:
            before, after = getattr(one.limits, name), getattr(two.limits, name)
            assert before is None or after <= before, (seed, name)
        assert one.limits.rest_s_min is None or (two.limits.rest_s_min or 0) >= one.limits.rest_s_min
        for exercise in catalogue.exercises.values():
            if not check_exercise(exercise, False, one, catalogue).allowed:
                assert not check_exercise(exercise, False, two, catalogue).allowed, (seed, exercise.id)
