"""Laws of what people type: order changes nothing, left mirrors right, and the catalogue's numbers are honest."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from evenpull.capture.person.model import Person
from evenpull.core.side import mirror
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds import Test
from evenpull.measure.records import Measurement
from evenpull.measure.typed import measure_person

SEEDS = range(40)
CONTEXT_SITES = ("low_back", "knee_front", "hip_side", "neck")
SIDES = ("left", "right", "both")
STOPS = (None, "tightness", "pain", "weakness", "joint_block", "nerve", "balance", "time")


def some(random: Random, things: Any) -> list[Any]:
    """Return a random part of things, in a random order."""
    everything = sorted(things)
    return random.sample(everything, random.randint(0, len(everything)))


def reading(test: Test, side: str, random: Random) -> dict[str, Any]:
    return {
        "test": test.id,
        "side": side,
        "trials": [random.uniform(*test.possible) for _ in range(random.randint(1, 4))],
        "unit": test.unit,
        "pain": random.randint(0, 10),
        "stopped_by": random.choice(STOPS),
        "method": random.choice([None, *sorted(test.error)]),
        "pelvis_held_flat": random.choice([None, "yes", "no"]),
    }


def filled(catalogue: Catalogue, random: Random) -> dict[str, Any]:
    """Return a random person file in which every value is one that its test or question allows."""
    tests = []
    for test in (catalogue.tests[name] for name in some(random, catalogue.tests)):
        sides = ["both"] if test.sides == "both" else random.choice([["left"], ["right"], ["left", "right"]])
        tests += [reading(test, side, random) for side in sides]
    observed = [
        {
            "movement": fault.movement,
            "view": fault.view,
            "fault": fault.id,
            "side": random.choice(SIDES) if fault.sided else "both",
            "how": random.choice(["looked_not_there", "slight", "clear", "marked"]),
        }
        for fault in (catalogue.compensations[name] for name in some(random, catalogue.compensations))
    ]
    answers: dict[str, Any] = {}
    for question in (catalogue.questions[name] for name in some(random, catalogue.questions)):
        option = random.choice(question.options)
        value = option.level if question.answer == "number" else option.value
        answers[question.id] = {"value": value, "side": random.choice(SIDES)} if question.sided else value
    pains = [
        {"site": site, "side": random.choice(SIDES), "now": 3, "usual": 3, "worst": 5}
        | {"weeks": random.randint(0, 100), "days_per_week": 5}
        for site in some(random, CONTEXT_SITES)
    ]
    about = {"sex": random.choice(["male", "female", "unstated"]), "age_years": random.randint(18, 90)}
    about |= {"height_cm": 170, "mass_kg": random.randint(45, 120)}
    start = dt.date(2027, 3, 1)
    return {"person": about, "start": start, "tests": tests, "observed": observed, "answers": answers, "pains": pains}


def mirrored(raw: dict[str, Any]) -> dict[str, Any]:
    def turn(entry: Any) -> Any:
        return {**entry, "side": mirror(entry["side"])} if isinstance(entry, dict) and "side" in entry else entry

    lists = {name: [turn(entry) for entry in raw[name]] for name in ("tests", "observed", "pains")}
    return {**raw, **lists, "answers": {name: turn(answer) for name, answer in raw["answers"].items()}}


def mirror_one(one: Measurement) -> Measurement:
    if one.side is None:
        return one
    return replace(one, side=mirror(one.side), id=one.id.removesuffix(one.side) + mirror(one.side))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_entries_changes_nothing(catalogue: Catalogue, seed: int) -> None:
    random = Random(seed)
    raw = filled(catalogue, random)
    shuffled = {
        **raw,
        **{name: random.sample(raw[name], len(raw[name])) for name in ("tests", "observed", "pains")},
        "answers": dict(reversed(raw["answers"].items())),
    }
    shuffled["tests"] = [{**entry, "trials": entry["trials"][::-1]} for entry in shuffled["tests"]]
    first, second = (measure_person(Person.model_validate(each), catalogue) for each in (raw, shuffled))
    assert first == second


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mirrored_person_gives_mirrored_measurements_exactly(catalogue: Catalogue, seed: int) -> None:
    raw = filled(catalogue, Random(seed))
    plain = measure_person(Person.model_validate(raw), catalogue).measurements
    turned = measure_person(Person.model_validate(mirrored(raw)), catalogue).measurements
    assert tuple(sorted(map(mirror_one, plain), key=lambda one: one.id)) == turned


@pytest.mark.parametrize("seed", SEEDS)
def test_every_measurement_is_finite_has_its_own_id_and_an_error(catalogue: Catalogue, seed: int) -> None:
    measured = measure_person(Person.model_validate(filled(catalogue, Random(seed))), catalogue).measurements
    assert len({one.id for one in measured}) == len(measured)
    for one in measured:
        assert math.isfinite(one.value)
        assert math.isfinite(one.sd)
        assert one.kind == "context" or one.sd > 0


@pytest.mark.parametrize("count", range(1, 12))
def test_one_trial_more_narrows_the_error_but_never_below_the_shared_part(catalogue: Catalogue, count: int) -> None:
    about = {"sex": "male", "age_years": 30, "height_cm": 180, "mass_kg": 80}
    thomas = {
        "test": "modified_thomas",
        "side": "left",
        "unit": "deg_above_bench",
        "pain": 0,
        "pelvis_held_flat": "yes",
    }
    few, many = (
        measure_person(
            Person.model_validate(
                {"person": about, "start": dt.date(2027, 3, 1), "tests": [{**thomas, "trials": [5] * trials}]}
            ),
            catalogue,
        ).measurements[0]
        for trials in (count, count + 1)
    )
    test = catalogue.tests["modified_thomas"]
    assert test.error["default"].value * math.sqrt(test.session_share) < many.sd < few.sd


def test_every_test_of_the_catalogue_has_a_default_error_a_scale_and_steps(catalogue: Catalogue) -> None:
    for test in catalogue.tests.values():
        assert "default" in test.error, test.id
        assert {value.unit for value in test.error.values()} <= {test.unit, "percent", "Nm"}, test.id
        assert sum(move.share for move in test.moves) <= 1, test.id
        assert test.possible[0] < test.possible[1], test.id
        assert test.protocol, test.id
        assert test.stop_rules, test.id
        assert all(stop in catalogue.stop_rules for stop in test.stop_rules), test.id
        scaled = any(norm.weighs for norm in test.norms) or test.spread is not None
        told = not test.moves or any("weighs nothing" in gap for gap in test.gaps)
        assert scaled or told, f"{test.id}: neither a norm nor a spread, and no gap that says that it weighs nothing"


def test_a_reading_that_pain_stopped_is_bound_towards_what_is_better(catalogue: Catalogue) -> None:
    for test in catalogue.tests.values():
        assert test.censors == ("lower" if test.better == "higher" else "upper"), test.id


def test_moves_point_the_way_that_is_better(catalogue: Catalogue) -> None:
    for test in catalogue.tests.values():
        assert {move.sign for move in test.moves} <= {1 if test.better == "higher" else -1}, test.id


def test_the_norms_of_a_test_lie_within_what_is_possible(catalogue: Catalogue) -> None:
    for test in catalogue.tests.values():
        for norm in test.norms:
            assert norm.unit == test.unit, test.id
            assert test.possible[0] < norm.mean.value < test.possible[1], test.id


def test_a_test_without_a_norm_for_any_adult_says_so_in_its_gaps(catalogue: Catalogue) -> None:
    for test in catalogue.tests.values():
        if not any(norm.weighs for norm in test.norms):
            said = " ".join(test.gaps).lower()
            assert "no norm" in said or "weighs nothing" in said or "only left against right" in said, test.id


def test_no_norm_that_weighs_is_recalled_or_made_up(catalogue: Catalogue) -> None:
    for test in catalogue.tests.values():
        for norm in test.norms:
            if norm.weighs:
                for value in (norm.mean, norm.sd):
                    assert value.source is not None, test.id
                    assert catalogue.sources[value.source].read != "not_opened", test.id
                    assert value.known == "measured" or value.basis, test.id
