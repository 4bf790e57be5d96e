"""A clip gives the repetitions and angles that it shows, of the near leg only, mirrored when it is mirrored."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.capture.person.model import PictureConfirmation
from evenpull.errors import CaptureRefused
from evenpull.measure.clip import measure_clip
from evenpull.measure.repetitions import repetitions, smooth
from evenpull.measure.side_check import is_mirrored
from tests.unit.pose_people import clip_of, squatting, standing

DEEPEST = 96.0


def squats(count: int = 3, *, seconds: float = 1.6) -> list:
    t = np.arange(0, count * seconds, 1 / 30)
    bend = DEEPEST * (1 - np.cos(2 * np.pi * t / seconds)) / 2
    return [squatting(float(angle), lean_deg=5 + float(angle) / 3) for angle in bend]


def said(view="left", hand="picture_left") -> PictureConfirmation:
    return PictureConfirmation(file="clip.mov", view=view, right_hand_shown=hand, movement="squat")


@pytest.fixture(scope="module")
def measured_squats(tmp_path_factory, catalogue):
    folder = tmp_path_factory.mktemp("clip")
    poses = squats()
    path, pose = clip_of(folder, poses)
    other, _ = clip_of(folder, poses, name="mirrored.mov", mirrored=True)
    return {
        "own": measure_clip(path, confirmation=said(), catalogue=catalogue, estimator=pose),
        "mirrored": measure_clip(other, confirmation=said("right"), catalogue=catalogue, estimator=pose),
        "unconfirmed": measure_clip(path, confirmation=None, catalogue=catalogue, estimator=pose),
    }


def by_metric(measured) -> dict:
    return {row.metric: row for row in measured.measurements}


def test_repetitions_and_peaks_are_those_of_the_movement(measured_squats):
    rows = by_metric(measured_squats["own"][0])
    assert rows["repetitions"].value == 3
    assert rows["knee_flexion_peak"].value == pytest.approx(DEEPEST, abs=2)
    assert rows["trunk_lean_forward_peak"].value == pytest.approx(5 + DEEPEST / 3, abs=2)
    assert rows["hip_flexion_peak"].value == pytest.approx(DEEPEST * 2 / 3 + 5 + DEEPEST / 3, abs=2)
    assert rows["knee_flexion_peak"].side == "left"
    assert rows["trunk_lean_forward_peak"].side is None


def test_every_angle_has_at_least_the_published_error(measured_squats):
    _, picture = measured_squats["own"]
    least = {"knee_flexion": 8.1, "hip_flexion": 8.5, "trunk_lean_forward": 8.5, "shin_lean_forward": 5.2}
    assert {curve.name for curve in picture.curves} == set(least)
    for curve in picture.curves:
        assert min(curve.sd_deg) >= least[curve.name]
        assert len(curve.time_s) == len(curve.value_deg) == len(curve.sd_deg)


def test_the_far_leg_is_a_gap(measured_squats):
    measured, _ = measured_squats["own"]
    far = {gap.metric for gap in measured.gaps if gap.side == "right"}
    assert far == {"knee_flexion", "hip_flexion", "shin_lean_forward"}
    assert not [row for row in measured.measurements if row.side == "right"]


def test_a_mirrored_clip_gives_the_mirrored_result(measured_squats):
    (one, plain), (two, flipped) = measured_squats["own"], measured_squats["mirrored"]
    for a, b in zip(one.measurements, two.measurements, strict=True):
        assert a.metric == b.metric
        assert b.value == pytest.approx(a.value, abs=1e-9)
        assert b.sd == pytest.approx(a.sd, abs=1e-9)
        assert (a.side, b.side) in {("left", "right"), (None, None)}
    assert (plain.view, flipped.view) == ("left", "right")
    assert plain.points["left_knee"][0] + flipped.points["right_knee"][0] == pytest.approx(plain.width)


def test_sided_angles_are_withheld_until_the_side_is_confirmed(measured_squats):
    measured, picture = measured_squats["unconfirmed"]
    assert {"repetitions", "trunk_lean_forward_peak", "trunk_lean_forward_range"} <= set(by_metric(measured))
    assert all(row.side is None for row in measured.measurements)
    assert all(curve.side is None for curve in picture.curves)
    assert "Which side is right in this picture is not confirmed." in measured.warnings


@pytest.mark.parametrize(
    ("poses", "reason"),
    [
        ([None] * 60, "no_person"),
        (squats(1)[:30], "too_few_frames"),
        (squats(2)[:40] + [None] * 25 + squats(2)[65:], "tracking_lost"),
    ],
)
def test_each_gate_refuses_a_clip_with_its_reason(tmp_path, catalogue, poses, reason):
    path, pose = clip_of(tmp_path, poses)
    with pytest.raises(CaptureRefused) as caught:
        measure_clip(path, confirmation=said(), catalogue=catalogue, estimator=pose)
    assert caught.value.reason == reason
    assert caught.value.hint


def test_a_clip_without_the_movement_says_what_is_seen(tmp_path, catalogue):
    path, pose = clip_of(tmp_path, [standing()] * 60)
    measured, _ = measure_clip(path, confirmation=said("front"), catalogue=catalogue, estimator=pose)
    missing = next(gap for gap in measured.gaps if gap.metric == "repetitions")
    assert "almost still" in missing.reason
    assert not measured.measurements


def test_a_clip_of_another_movement_is_refused(tmp_path, catalogue):
    path, pose = clip_of(tmp_path, squats())
    other = PictureConfirmation(file="clip.mov", movement="forward_bend")
    with pytest.raises(CaptureRefused) as caught:
        measure_clip(path, confirmation=other, catalogue=catalogue, estimator=pose)
    assert caught.value.reason == "wrong_movement"


def test_faults_and_control_stand_beside_the_angles(measured_squats):
    rows = by_metric(measured_squats["own"][0])
    assert rows["squat_stays_high"].unit == "level"
    assert rows["squat_stays_high"].moves_muscles
    assert not rows["depth_variation"].moves_muscles
    assert any("low back cannot be seen" in gap.reason for gap in measured_squats["own"][0].gaps)


def test_standing_still_is_no_repetition():
    assert repetitions(smooth(np.random.default_rng(3).normal(5, 3, 300), rate=30)) == ()


def test_a_clip_that_begins_and_ends_seated_counts_the_rises_between():
    t = np.arange(0, 12, 1 / 30)
    assert len(repetitions(55 + 50 * np.cos(2 * np.pi * t / 3))) == 4


def test_the_filter_keeps_time_and_slow_movement():
    t = np.arange(0, 4, 1 / 30)
    slow = np.sin(2 * np.pi * 0.7 * t)
    assert smooth(slow, rate=30)[20:-20] == pytest.approx(slow[20:-20], abs=0.01)


@pytest.mark.parametrize(
    ("hand", "view", "given", "mirrored"),
    [
        ("picture_left", "front", None, False),
        ("picture_right", "front", None, True),
        ("picture_right", "back", None, False),
        ("picture_left", "front_left", None, False),
        ("picture_left", "left", None, None),
        ("picture_left", "left", "left", False),
        ("picture_left", "left", "right", True),
        (None, "front", "front", None),
    ],
)
def test_the_side_check_knows_what_each_view_can_tell(hand, view, given, mirrored):
    confirmation = PictureConfirmation(file="a", view=given, right_hand_shown=hand)
    assert is_mirrored(confirmation, view=view) is mirrored
