"""Laws of what people type: order changes nothing, left mirrors right, and the catalogue's numbers are honest."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenpull.capture.person.model import Person
from evenpull.core.side import mirror
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.measure.typed import measure_person

FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CONTEXT_SITES = ["low_back", "knee_front", "hip_side", "neck"]


@st.composite
def filled(draw: st.DrawFn, catalogue: Catalogue) -> dict[str, Any]:
    """Draw a person file in which every value is one that its test or question allows."""
    tests = []
    for test in draw(st.lists(st.sampled_from(sorted(catalogue.tests.values(), key=lambda t: t.id)), unique=True)):
        low, high = test.possible
        unit = test.unit
        for side in (
            ["both"] if test.sides == "both" else draw(st.sampled_from([["left"], ["right"], ["left", "right"]]))
        ):
            trials = draw(st.lists(st.floats(low, high).map(lambda x: round(x, 3)), min_size=1, max_size=4))
            trials = [min(max(x, low), high) for x in trials]
            tests.append(
                {
                    "test": test.id,
                    "side": side,
                    "trials": trials,
                    "unit": unit,
                    "pain": draw(st.integers(0, 10)),
                    "stopped_by": draw(
                        st.sampled_from([None, "tightness", "pain", "weakness", "joint_block", "nerve"])
                    ),
                    "method": draw(st.sampled_from([None, *sorted(test.error)])),
                    "pelvis_held_flat": draw(st.sampled_from([None, "yes", "no"])),
                }
            )
    observed = [
        {
            "movement": fault.movement,
            "view": fault.view,
            "fault": fault.id,
            "side": draw(st.sampled_from(["left", "right", "both"])) if fault.sided else "both",
            "how": draw(st.sampled_from(["looked_not_there", "slight", "clear", "marked"])),
        }
        for fault in draw(
            st.lists(st.sampled_from(sorted(catalogue.compensations.values(), key=lambda f: f.id)), unique=True)
        )
    ]
    answers: dict[str, Any] = {}
    for question in draw(
        st.lists(st.sampled_from(sorted(catalogue.questions.values(), key=lambda q: q.id)), unique=True)
    ):
        option = draw(st.sampled_from(question.options))
        value = option.level if question.answer == "number" else option.value
        side = draw(st.sampled_from(["left", "right", "both"]))
        answers[question.id] = {"value": value, "side": side} if question.sided else value
    pains = [
        {"site": site, "side": draw(st.sampled_from(["left", "right", "both"])), "now": 3, "usual": 3, "worst": 5}
        | {"weeks": draw(st.integers(0, 100)), "days_per_week": 5}
        for site in draw(st.lists(st.sampled_from(CONTEXT_SITES), unique=True))
    ]
    about = {"sex": draw(st.sampled_from(["male", "female", "unstated"])), "age_years": draw(st.integers(18, 90))}
    about |= {"height_cm": 170, "mass_kg": draw(st.integers(45, 120))}
    return {
        "person": about,
        "start": dt.date(2027, 3, 1),
        "tests": tests,
        "observed": observed,
        "answers": answers,
        "pains": pains,
    }


def mirrored(raw: dict[str, Any]) -> dict[str, Any]:
    def turn(entry: Any) -> Any:
        return {**entry, "side": mirror(entry["side"])} if isinstance(entry, dict) and "side" in entry else entry

    lists = {name: [turn(entry) for entry in raw[name]] for name in ("tests", "observed", "pains")}
    return {**raw, **lists, "answers": {name: turn(answer) for name, answer in raw["answers"].items()}}


def mirror_one(one: Measurement) -> Measurement:
    if one.side is None:
        return one
    return replace(one, side=mirror(one.side), id=one.id.removesuffix(one.side) + mirror(one.side))  # type: ignore[arg-type]


@FAST
@given(data=st.data())
def test_the_order_of_entries_changes_nothing(catalogue: Catalogue, data: st.DataObject) -> None:
    raw = data.draw(filled(catalogue))
    shuffled = {
        **raw,
        **{name: data.draw(st.permutations(raw[name])) for name in ("tests", "observed", "pains")},
        "answers": dict(reversed(raw["answers"].items())),
    }
    shuffled["tests"] = [{**entry, "trials": entry["trials"][::-1]} for entry in shuffled["tests"]]
    first, second = (measure_person(Person.model_validate(each), catalogue) for each in (raw, shuffled))
    assert first == second


@FAST
@given(data=st.data())
def test_a_mirrored_person_gives_mirrored_measurements_exactly(catalogue: Catalogue, data: st.DataObject) -> None:
    raw = data.draw(filled(catalogue))
    plain = measure_person(Person.model_validate(raw), catalogue).measurements
    turned = measure_person(Person.model_validate(mirrored(raw)), catalogue).measurements
    assert sorted(map(mirror_one, plain), key=lambda one: one.id) == list(turned)


@FAST
@given(data=st.data())
def test_every_measurement_is_finite_has_its_own_id_and_an_error(catalogue: Catalogue, data: st.DataObject) -> None:
    measured = measure_person(Person.model_validate(data.draw(filled(catalogue))), catalogue).measurements
    assert len({one.id for one in measured}) == len(measured)
    for one in measured:
        assert math.isfinite(one.value)
        assert math.isfinite(one.sd)
        assert one.kind == "context" or one.sd > 0 or one.value == 0


@FAST
@given(data=st.data())
def test_more_trials_never_widen_the_error_nor_shrink_it_below_the_shared_part(
    catalogue: Catalogue, data: st.DataObject
) -> None:
    value = data.draw(st.integers(-50, 50))
    counts = sorted(data.draw(st.tuples(st.integers(1, 12), st.integers(1, 12))))
    about = {"sex": "male", "age_years": 30, "height_cm": 180, "mass_kg": 80}
    few, many = (
        measure_person(
            Person.model_validate(
                {
                    "person": about,
                    "start": dt.date(2027, 3, 1),
                    "tests": [
                        {
                            "test": "modified_thomas",
                            "side": "left",
                            "trials": [value] * count,
                            "unit": "deg_above_bench",
                        }
                        | {"pain": 0, "pelvis_held_flat": "yes"}
                    ],
                }
            ),
            catalogue,
        ).measurements[0]
        for count in counts
    )
    error = catalogue.tests["modified_thomas"].error["default"].value
    assert error * math.sqrt(0.5) < many.sd <= few.sd <= error


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
        assert scaled, f"{test.id}: neither a norm nor a spread for left against right"


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
            assert any("No norm" in gap for gap in test.gaps), test.id


def test_no_norm_that_weighs_is_recalled_or_made_up(catalogue: Catalogue) -> None:
    for test in catalogue.tests.values():
        for norm in test.norms:
            if norm.weighs:
                for value in (norm.mean, norm.sd):
                    assert value.source is not None, test.id
                    assert catalogue.sources[value.source].read != "not_opened", test.id
                    assert value.known == "measured" or value.basis, test.id
