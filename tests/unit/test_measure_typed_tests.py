"""Typed tests become measurements with the error, bound and notes that the catalogue gives them."""

from __future__ import annotations

import datetime as dt
import math
from typing import Any

import pytest

from evenpull.capture.person.model import Person
from evenpull.errors import InputError, MissingField, OutOfRange, UnknownId
from evenpull.knowledge import Catalogue
from evenpull.measure.norms import reference
from evenpull.measure.records import Measurement
from evenpull.measure.typed import measure_person


def person(*tests: dict[str, Any], **fields: Any) -> Person:
    about = {"sex": "male", "age_years": 41, "height_cm": 181, "mass_kg": 80, **fields.pop("about", {})}
    return Person.model_validate({"person": about, "start": dt.date(2027, 3, 1), "tests": tests, **fields})


def thomas(**changes: Any) -> dict[str, Any]:
    plain = {
        "test": "modified_thomas",
        "side": "left",
        "value": 6,
        "unit": "deg_above_bench",
        "pelvis_held_flat": "yes",
    }
    return {**plain, "pain": 0, "stopped_by": "tightness", **changes}


def push(**changes: Any) -> dict[str, Any]:
    plain = {"test": "hip_extension_strength", "side": "right", "value": 100, "unit": "N", "lever_cm": 40}
    return {**plain, "pain": 0, "stopped_by": "weakness", **changes}


def only(catalogue: Catalogue, entry: dict[str, Any], **fields: Any) -> Measurement:
    (one,) = measure_person(person(entry, **fields), catalogue).measurements
    return one


def test_a_plain_reading_keeps_value_unit_side_method_and_the_method_s_error(catalogue: Catalogue) -> None:
    one = only(catalogue, thomas(method="goniometer"))
    assert (one.id, one.metric, one.side) == ("test.modified_thomas.left", "modified_thomas", "left")
    assert (one.value, one.unit, one.method) == (6.0, "deg_above_bench", "goniometer")
    assert one.sd == pytest.approx(catalogue.tests["modified_thomas"].error["goniometer"].value)
    assert one.session == "tests.2027-03-01"
    assert (one.quality, one.censored, one.notes) == ("good", None, ())


def test_a_table_s_id_leads_to_the_test(catalogue: Catalogue) -> None:
    assert only(catalogue, thomas(test="MTT_HIPEXT")).metric == "modified_thomas"


def test_words_of_direction_turn_the_sign(catalogue: Catalogue) -> None:
    assert only(catalogue, thomas(value=11, unit="deg_below_bench")).value == -11


def test_a_knee_angle_of_180_is_nothing_missing_from_straight(catalogue: Catalogue) -> None:
    entry = {"test": "active_knee_extension", "side": "left", "value": 150, "pain": 0}
    assert only(catalogue, {**entry, "unit": "deg_knee_angle_180_straight"}).value == 30


def test_millimetres_and_minutes_become_the_test_s_unit(catalogue: Catalogue) -> None:
    lunge = {"test": "lunge_distance", "side": "left", "value": 105, "unit": "mm", "pain": 0}
    assert only(catalogue, lunge).value == pytest.approx(10.5)
    bridge = {"test": "single_leg_bridge", "side": "left", "value": 1.5, "unit": "min", "pain": 0}
    assert only(catalogue, bridge).value == pytest.approx(90)


@pytest.mark.parametrize("unit", ["deg", "cm", "N"])
def test_a_unit_that_is_not_the_test_s_is_refused_and_the_allowed_ones_are_listed(
    catalogue: Catalogue, unit: str
) -> None:
    with pytest.raises(InputError) as caught:
        only(catalogue, thomas(unit=unit))
    assert caught.value.where.field == "tests.0.unit"
    assert {"deg_above_bench", "deg_below_bench"} <= set(caught.value.hint.removeprefix("Allowed: ").split(", "))


def test_newtons_times_lever_are_newton_metres(catalogue: Catalogue) -> None:
    one = only(catalogue, push())
    assert (one.value, one.unit) == (pytest.approx(40.0), "Nm")


def test_kilograms_on_a_scale_are_forces(catalogue: Catalogue) -> None:
    assert only(catalogue, push(value=10, unit="kg")).value == pytest.approx(10 * 9.80665 * 0.4)


def test_a_force_without_its_lever_is_refused_and_the_field_is_named(catalogue: Catalogue) -> None:
    with pytest.raises(MissingField) as caught:
        only(catalogue, push(lever_cm=None))
    assert caught.value.where.field == "tests.0.lever_cm"


def test_a_torque_needs_no_lever(catalogue: Catalogue) -> None:
    assert only(catalogue, push(value=58, unit="Nm", lever_cm=None)).value == 58


def test_a_lever_at_a_test_without_force_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InputError, match="no lever"):
        only(catalogue, thomas(lever_cm=30))


def test_strength_with_norms_per_mass_is_divided_by_mass(catalogue: Catalogue) -> None:
    knee = push(test="knee_extension_strength", value=400, lever_cm=40, method="dynamometer_belt")
    one = only(catalogue, knee)
    assert (one.value, one.unit) == (pytest.approx(400 * 0.4 / 80), "Nm_per_kg")
    assert one.sd == pytest.approx(one.value * catalogue.tests[one.metric].error["dynamometer_belt"].value / 100)


def test_typed_newton_metres_per_kilogram_are_kept_or_multiplied(catalogue: Catalogue) -> None:
    assert only(catalogue, push(test="knee_extension_strength", value=2, unit="Nm_per_kg")).value == pytest.approx(2)
    assert only(catalogue, push(value=1, unit="Nm_per_kg")).value == pytest.approx(80)


def test_the_hip_extension_error_is_what_follows_from_its_detectable_change(catalogue: Catalogue) -> None:
    assert only(catalogue, push()).sd == pytest.approx(14.8 / (1.96 * math.sqrt(2)), abs=0.05)


def test_two_trials_give_their_mean_and_share_half_their_error(catalogue: Catalogue) -> None:
    one = only(catalogue, thomas(value=None, trials=[5, 7]))
    assert (one.value, one.trials) == (6, (5, 7))
    error = catalogue.tests["modified_thomas"].error["default"].value
    assert one.sd == pytest.approx(error * math.sqrt(0.5 + 0.5 / 2))


def test_three_trials_give_their_median_and_never_lose_the_shared_half(catalogue: Catalogue) -> None:
    one = only(catalogue, thomas(value=None, trials=[5, 30, 7]))
    assert one.value == 7
    many = only(catalogue, thomas(value=None, trials=[6] * 12))
    error = catalogue.tests["modified_thomas"].error["default"].value
    assert error * math.sqrt(0.5) < many.sd < one.sd < error


def test_value_and_trials_together_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InputError, match="not both"):
        only(catalogue, thomas(trials=[5, 7]))


def test_neither_value_nor_trials_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(MissingField) as caught:
        only(catalogue, thomas(value=None))
    assert caught.value.where.field == "tests.0.value"


def test_a_value_that_no_adult_has_is_refused_with_its_field_and_without_the_value(catalogue: Catalogue) -> None:
    with pytest.raises(OutOfRange) as caught:
        measure_person(person(thomas(), push(), thomas(side="right", value=777)), catalogue)
    assert caught.value.where.field == "tests.2.value"
    assert "777" not in str(caught.value)


def test_the_trial_that_is_impossible_is_named(catalogue: Catalogue) -> None:
    with pytest.raises(OutOfRange) as caught:
        only(catalogue, thomas(value=None, trials=[5, 222]))
    assert caught.value.where.field == "tests.0.trials.1"


def test_both_sides_at_once_is_refused_for_a_test_of_each_side(catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        only(catalogue, thomas(side="both"))
    assert caught.value.where.field == "tests.0.side"


def test_a_test_done_once_has_no_side_and_takes_none(catalogue: Catalogue) -> None:
    chair = {"test": "chair_stand_30s", "side": "both", "value": 20, "unit": "reps", "pain": 0, "stopped_by": "time"}
    one = only(catalogue, chair)
    assert (one.id, one.side, one.censored) == ("test.chair_stand_30s", None, None)
    with pytest.raises(InputError, match="once for both"):
        only(catalogue, {**chair, "side": "left"})


def test_an_unknown_test_is_refused_with_near_names(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownId) as caught:
        only(catalogue, thomas(test="modified_tomas"))
    assert caught.value.where.field == "tests.0.test"
    assert "modified_thomas" in caught.value.allowed


def test_an_unknown_method_is_refused_and_the_known_ones_are_listed(catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        only(catalogue, thomas(method="eye"))
    assert caught.value.where.field == "tests.0.method"
    assert "goniometer" in caught.value.hint


@pytest.mark.parametrize("how", [{"pelvis_held_flat": None}, {"pelvis_held_flat": "no"}])
def test_a_thomas_test_without_the_pelvis_held_has_next_to_no_weight_and_says_so(
    catalogue: Catalogue, how: dict[str, Any]
) -> None:
    held, loose = only(catalogue, thomas()), only(catalogue, thomas(**how))
    assert loose.quality == "poor"
    assert loose.sd >= 4 * held.sd
    assert catalogue.tests["modified_thomas"].validity[0].text in loose.notes


@pytest.mark.parametrize("word", ["yes", True])
def test_how_it_was_done_may_stand_under_done(catalogue: Catalogue, word: str | bool) -> None:
    one = only(catalogue, thomas(pelvis_held_flat=None, done={"pelvis_held_flat": word}))
    assert one.quality == "good"


def test_an_unknown_way_of_doing_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        only(catalogue, thomas(done={"pelvis_flat": "yes"}))
    assert caught.value.where.field == "tests.0.done.pelvis_flat"
    assert "pelvis_held_flat" in caught.value.hint


def test_a_strength_test_that_pain_stopped_is_a_lower_bound(catalogue: Catalogue) -> None:
    one = only(catalogue, push(stopped_by="pain", pain=6))
    assert one.censored == "lower"
    assert any("pain inhibition" in note for note in one.notes)


def test_a_length_test_that_pain_stopped_is_a_bound_towards_more_length(catalogue: Catalogue) -> None:
    assert only(catalogue, thomas(stopped_by="pain", pain=5)).censored == "upper"
    leg = {"test": "straight_leg_raise", "side": "left", "value": 60, "unit": "deg", "pain": 5, "stopped_by": "pain"}
    assert only(catalogue, leg).censored == "lower"


def test_pain_in_a_strength_test_that_went_on_lowers_its_quality_and_is_noted(catalogue: Catalogue) -> None:
    one = only(catalogue, push(pain=3))
    assert (one.quality, one.censored, one.pain) == ("reduced", None, 3)
    assert any("pain inhibition" in note for note in one.notes)


def test_what_a_test_ends_in_by_nature_is_no_bound(catalogue: Catalogue) -> None:
    assert only(catalogue, thomas(stopped_by="tightness")).censored is None
    assert only(catalogue, push(stopped_by="weakness")).censored is None
    assert only(catalogue, push(stopped_by="balance")).censored == "lower"


@pytest.mark.parametrize("stop", ["joint_block", "nerve"])
def test_a_block_or_a_nerve_moves_no_muscle(catalogue: Catalogue, stop: str) -> None:
    one = only(catalogue, thomas(stopped_by=stop))
    assert not one.moves_muscles
    assert one.notes
    assert only(catalogue, thomas()).moves_muscles


def test_a_stand_that_reached_the_end_of_the_clock_is_a_bound_at_the_end(catalogue: Catalogue) -> None:
    stand = {"test": "single_leg_balance", "side": "left", "value": 60, "unit": "s", "pain": 0, "stopped_by": "time"}
    one = only(catalogue, stand)
    assert (one.value, one.censored) == (45, "lower")
    assert only(catalogue, {**stand, "value": 20, "stopped_by": "balance"}).censored is None


def test_a_test_without_a_norm_says_that_only_sides_are_compared(catalogue: Catalogue) -> None:
    assert any("only left against right" in note for note in only(catalogue, push()).notes)
    assert not any("No norm" in note for note in only(catalogue, thomas()).notes)


def test_another_protocol_has_no_norm(catalogue: Catalogue) -> None:
    one = only(catalogue, thomas(done={"protocol": "thomas_over_the_edge"}))
    assert one.protocol == "thomas_over_the_edge"
    assert any("No norm exists" in note for note in one.notes)


def test_a_declined_test_is_a_gap_and_an_unknown_one_is_refused(catalogue: Catalogue) -> None:
    measured = measure_person(person(declined_tests=["side_bridge", "SIDEBRIDGE"]), catalogue)
    assert [gap.metric for gap in measured.gaps] == ["side_bridge"]
    with pytest.raises(UnknownId) as caught:
        measure_person(person(declined_tests=["sidebridge_x"]), catalogue)
    assert caught.value.where.field == "declined_tests.0"


def test_one_sitting_listed_twice_is_refused_but_another_day_or_method_is_not(catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        measure_person(person(thomas(), thomas(value=8)), catalogue)
    assert caught.value.where.field == "tests.1"
    again = measure_person(person(thomas(), thomas(date=dt.date(2027, 3, 8))), catalogue)
    assert [one.id for one in again.measurements] == [
        "test.modified_thomas.default.2027-03-01.left",
        "test.modified_thomas.default.2027-03-08.left",
    ]


def test_every_fault_is_found_in_one_go(catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        measure_person(person(thomas(unit="deg"), push(lever_cm=None), answers={"no_such_question": "yes"}), catalogue)
    fields = [caught.value.where.field, *(other.where.field for other in caught.value.others)]
    assert fields == ["tests.0.unit", "tests.1.lever_cm", "answers.no_such_question"]


def test_recalled_norms_never_weigh(catalogue: Catalogue) -> None:
    bridge = catalogue.tests["side_bridge"]
    recalled = [norm for norm in bridge.norms if norm.sex == "male"]
    assert recalled
    assert not recalled[0].weighs
    assert reference(bridge, sex="male", age_years=30) is None
    assert reference(bridge, sex="female", age_years=30) is not None


def test_norms_are_joined_by_protocol_method_age_and_sex(catalogue: Catalogue) -> None:
    knee = catalogue.tests["knee_extension_strength"]
    assert reference(knee, sex="male", age_years=30) is None
    young = reference(knee, sex="male", age_years=30, method="dynamometer_belt")
    old = reference(knee, sex="male", age_years=70, method="dynamometer_belt")
    assert young is not None
    assert old is not None
    assert young.mean > old.mean
    ake = catalogue.tests["active_knee_extension"]
    ordinary = reference(ake, sex="male", age_years=20)
    student = reference(ake, sex="male", age_years=20, protocol="active_90_90_students_18_24")
    assert ordinary is not None
    assert student is not None
    assert ordinary.mean > student.mean + 10


def test_unstated_sex_lies_between_both_norms_with_a_spread_wider_than_either(catalogue: Catalogue) -> None:
    ake = catalogue.tests["active_knee_extension"]
    men, women, either = (reference(ake, sex=sex, age_years=40) for sex in ("male", "female", "unstated"))  # type: ignore[arg-type]
    assert men is not None
    assert women is not None
    assert either is not None
    assert women.mean < either.mean < men.mean
    assert either.sd > max(men.sd, women.sd)
