"""Faults have the size that the stick person has; the level, its error and the gaps follow."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.measure.movement.findings import findings
from evenpull.measure.movement.levels import level_of
from tests.unit.movement.figures import front, lying, side_squat, swing

DOWN = swing(0.0, 0.3)
WIDTH = 800.0


def sizes(found) -> dict:
    return {(size.fault, size.side): size for size in found.sizes}


@pytest.mark.parametrize("from_behind", [False, True])
def test_a_knee_that_falls_in_is_found_on_its_side_with_its_size(shown, from_behind):
    read = sizes(shown(front(DOWN, knee_in={"left": 18.0}, from_behind=from_behind)))
    assert read["knees_in", "left"].value == pytest.approx(18, abs=1.0)
    assert read["knees_in", "right"].value == pytest.approx(0, abs=1.0)
    assert read["knees_out", "left"].value == pytest.approx(-18, abs=1.0)


def test_sideways_lean_and_shift_are_changes_so_a_tilted_phone_adds_nothing(shown):
    moving = swing(0.0, 1.0)
    read = sizes(shown(front(DOWN, lean_left=3 + 9 * moving, shift_left=0.02 + 0.05 * moving)))
    assert read["trunk_leans_sideways", "left"].value == pytest.approx(9, abs=0.7)
    assert read["trunk_leans_sideways", "right"].value == pytest.approx(-9, abs=0.7)
    assert read["uses_one_side_more", "left"].value == pytest.approx(5, abs=0.7)


def test_the_free_side_of_the_pelvis_sinks_on_the_standing_leg(shown):
    stance = np.concatenate([np.zeros(45), np.ones(120)])
    drop = sizes(shown(front(np.zeros(165), lift={"right": 0.15}, drop=-7 * stance)))
    assert drop["pelvis_drops_standing", "left"].value == pytest.approx(7, abs=0.5)
    assert ("pelvis_drops_standing", "right") not in drop


def test_from_the_side_heels_arms_lean_and_depth_are_read(shown):
    squat = shown(side_squat(swing(3, 90), lean=swing(5, 55), arm=150.0, heel=0.03))
    read = sizes(squat)
    assert squat.movement == "overhead_squat"
    assert read["heels_rise", "left"].value == pytest.approx(3, abs=0.4)
    assert read["arms_fall_forward", None].value == pytest.approx(30, abs=1)
    assert read["trunk_leans_forward", None].value == pytest.approx(25, abs=1)
    assert read["squat_stays_high", None].value == pytest.approx(90, abs=1)
    assert read["elbows_bend", "left"].value == pytest.approx(0, abs=1)


def test_a_mirrored_recording_gives_the_mirrored_faults_exactly(shown):
    poses = front(DOWN, knee_in={"left": 14.0, "right": -3.0}, lean_left=6 * swing(0.0, 1.0))
    own, other = sizes(shown(poses)), sizes(shown(poses.mirrored(width=WIDTH)))
    assert len(own) > 6
    for (fault, side), size in own.items():
        there = other[fault, {"left": "right", "right": "left"}.get(side)]
        assert there.value == pytest.approx(size.value, abs=1e-9)
        assert there.sd == pytest.approx(size.sd, abs=1e-9)


def test_an_even_person_shows_no_difference(shown):
    read = sizes(shown(front(DOWN, knee_in={"left": 8.0, "right": 8.0})))
    for fault, side in read:
        assert read[fault, side].value == pytest.approx(read[fault, "right"].value, abs=1e-6)


def test_findings_are_levels_that_the_inference_takes(shown, catalogue):
    measured = findings(
        shown(front(DOWN, knee_in={"left": 18.0})), mirrored=False, catalogue=catalogue, file="clip.mov"
    )
    knees = {row.side: row for row in measured.measurements if row.metric == "knees_in"}
    assert (knees["left"].value, knees["right"].value) == (2.0, 0.0)
    assert knees["left"].unit == "level"
    assert knees["left"].sd > catalogue.compensations["knees_in"].reliability.value
    assert {row.session for row in measured.measurements} == {"clip.mov"}
    reasons = " ".join(gap.reason for gap in measured.gaps)
    assert "arch of the foot" in reasons
    assert "straight from the side" in reasons


def test_one_sided_faults_wait_for_the_side_check_and_a_mirror_exchanges_them(shown, catalogue):
    found = shown(front(DOWN, knee_in={"left": 18.0}))
    unknown = findings(found, mirrored=None, catalogue=catalogue, file="clip.mov")
    assert not [row for row in unknown.measurements if row.side is not None]
    assert any("not confirmed" in gap.reason for gap in unknown.gaps)
    mirrored = findings(found, mirrored=True, catalogue=catalogue, file="clip.mov")
    worst = max(mirrored.measurements, key=lambda row: row.value)
    assert (worst.metric, worst.side, worst.value) == ("knees_in", "right", 2.0)


def test_a_knee_is_judged_before_the_thigh_points_to_the_camera(shown):
    deep = sizes(shown(front(swing(0.0, 0.55), knee_in={"left": 18.0})))["knees_in", "left"]
    assert deep.value == pytest.approx(18 * 0.4 / 0.55, abs=1.0)


@pytest.mark.parametrize(
    ("value", "sd", "limits", "level"),
    [
        (12.0, 0.1, (10.0, 15.0, 20.0), 1.0),
        (25.0, 0.1, (10.0, 15.0, 20.0), 3.0),
        (110.0, 0.1, (100.0, 85.0, 70.0), 0.0),
        (80.0, 0.1, (100.0, 85.0, 70.0), 2.0),
    ],
)
def test_levels_follow_rising_and_falling_limits(value, sd, limits, level):
    found, spread = level_of(value, sd=sd, limits=limits, by_eye=0.6)
    assert found == level
    assert spread == pytest.approx(0.6, abs=1e-6)


def test_a_rougher_measurement_leaves_a_wider_level():
    spreads = [level_of(12.0, sd=sd, limits=(10.0, 15.0, 20.0), by_eye=0.6)[1] for sd in (0.5, 3.0, 8.0)]
    assert spreads == sorted(spreads)
    assert spreads[-1] > 1.0


def test_control_tells_steady_from_unsteady_repetitions(shown):
    steady = {each.metric: each for each in shown(side_squat(swing(3, 90, reps=6))).control}
    fading = np.concatenate([swing(3, 100 - 7 * i, reps=1) for i in range(6)])
    tired = {each.metric: each for each in shown(side_squat(fading)).control}
    assert steady["depth_variation"].value < 1
    assert abs(steady["depth_drift"].value) < 0.5
    assert tired["depth_drift"].value == pytest.approx(-9, abs=1.5)
    assert tired["depth_drift"].value < -3 * tired["depth_drift"].sd
    shaking = swing(3, 90, reps=6) + 4 * np.sin(np.linspace(0, 300, len(swing(3, 90, reps=6))))
    shaky = {each.metric: each for each in shown(side_squat(shaking)).control}
    assert shaky["smoothness"].value < steady["smoothness"].value - 0.2


def test_a_raised_leg_has_its_angle(shown):
    found = shown(lying(swing(0, 75)))
    curve = found.curves["leg_raise", "left"]
    assert [curve.value[rep.peak] for rep in found.reps] == pytest.approx([75, 75, 75], abs=1)
    assert curve.sd(0.0).min() >= 8.5
