"""Doses: preset values, limits, sides and exact seconds."""

from __future__ import annotations

import pytest

from evenpull.plan.dose import first_side, least_dose, strictest
from evenpull.plan.records import SideCount
from evenpull.safety.records import DoseLimits


def dose(catalogue, name, *, limits=None, age=41, uneven=None):
    exercise = catalogue.exercises[name]
    return least_dose(
        exercise,
        catalogue.doses[exercise.dose.preset],
        limits=limits or DoseLimits(),
        age_years=age,
        discomfort_max=2,
        uneven=uneven,
    )


def test_the_presets_hold_the_published_numbers_exactly(catalogue):
    roll, stretch, press, strength, whole = (catalogue.doses[name] for name in ("inh", "len", "len_pnf", "act", "int"))
    assert (roll.hold_s, roll.discomfort_max) == ((30, 60), 2)
    assert (stretch.hold_s, stretch.discomfort_max) == ((30, 60), 2)
    assert press.cycle == (("stretch", 10, 10), ("contract", 6, 10), ("stretch", 30, 60))
    assert (strength.sets, strength.reps, strength.tempo, strength.rpe) == ((1, 2), (10, 15), (4, 2, 1), 7)
    assert strength.days_per_week == (3, 5)
    assert (whole.sets, whole.reps, whole.days_per_week) == ((1, 3), (10, 15), (3, 5))


def test_every_preset_says_where_its_numbers_come_from(catalogue):
    for name, preset in catalogue.doses.items():
        assert preset.values, name
        for value in preset.values:
            assert value.source or value.known == "default", (name, value)


def test_the_short_side_begins_with_one_hold_more(catalogue):
    least = dose(catalogue, "len_hip_flexor_half_kneel", uneven="left")
    assert least.sets == SideCount(left=1, right=1)
    assert least.next_step().sets == SideCount(left=2, right=1)
    assert least.next_step().next_step().sets == SideCount(left=2, right=1)
    mirrored = dose(catalogue, "len_hip_flexor_half_kneel", uneven="right")
    assert mirrored.next_step().sets == SideCount(left=1, right=2)


def test_seconds_are_set_up_sets_and_rests(catalogue):
    stretch = dose(catalogue, "len_hip_flexor_half_kneel", uneven="left").next_step()
    assert stretch.seconds == 35 + 3 * 45
    bridge = dose(catalogue, "act_bridge").next_step()
    assert bridge.seconds == 35 + 2 * 10 * 7 + 30
    bug = dose(catalogue, "ree_dead_bug")
    assert bug.seconds == 35 + 2 * (6 * 6 * 2) + 30


def test_one_press_and_ease_cycle_counts_all_its_parts(catalogue):
    press = dose(catalogue, "len_pnf_hamstring")
    assert press.set_s == 10 + 8 + 45


def test_holds_are_sixty_seconds_from_65(catalogue):
    assert dose(catalogue, "len_hip_flexor_standing", age=65).hold_s == 60
    assert dose(catalogue, "len_hip_flexor_standing", age=64).hold_s == 45
    assert dose(catalogue, "act_bridge", age=70).rpe == 6


def test_a_limit_wins_over_the_preset_and_is_named(catalogue):
    limits = DoseLimits(rpe_max=6, rest_s_min=90, hold_s_max=15, sets_max=1, reps_max=8, texts=("Less.",))
    bridge = dose(catalogue, "act_bridge", limits=limits)
    assert (bridge.rpe, bridge.rest_s, bridge.reps, bridge.most) == (6, 90, 8, 1)
    assert bridge.limits == ("Less.",)
    assert dose(catalogue, "act_side_plank", limits=limits).hold_s <= 15


def test_a_limit_on_hard_holds_does_not_shorten_a_stretch(catalogue):
    limits = DoseLimits(hold_s_max=15, texts=("Less.",))
    assert dose(catalogue, "len_hip_flexor_standing", limits=limits, age=70).hold_s == 60


def test_a_limit_that_changes_nothing_is_not_named(catalogue):
    limits = DoseLimits(rpe_max=9, texts=("Less.",))
    assert dose(catalogue, "act_bridge", limits=limits).limits == ()


def test_the_strictest_of_two_limits_counts(catalogue):
    first = DoseLimits(rpe_max=6, rest_s_min=60, texts=("a",))
    second = DoseLimits(rpe_max=7, rest_s_min=90, hold_s_max=20, texts=("b",))
    both = strictest(first, second)
    assert (both.rpe_max, both.rest_s_min, both.hold_s_max, both.texts) == (6, 90, 20, ("a", "b"))


@pytest.mark.parametrize(("left", "right", "side"), [(1.0, 0.5, "left"), (0.5, 1.0, "right"), (1.0, 1.0, None)])
def test_the_side_that_needs_more_begins(left, right, side):
    assert first_side(left=left, right=right) == side


def test_every_exercise_has_a_positive_dose(catalogue):
    for name in catalogue.exercises:
        assert dose(catalogue, name).set_s > 0, name
