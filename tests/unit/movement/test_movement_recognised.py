"""Each movement is recognised, counted, and refused when another one was asked for."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.cli.measure import MOVEMENTS as OFFERED
from evenpull.errors import CaptureRefused
from evenpull.measure.movement import MOVEMENTS, LiveRepetitions, PoseFrame, facing
from evenpull.measure.movement.recognise import Seen, settle
from evenpull.measure.movement.turns import cycles
from tests.unit.movement.figures import RATE, front, lying, side_squat, swing

KNEE = swing(3, 96)
DOWN = swing(0.0, 0.3)
STILL = np.zeros(120)

RECORDINGS = {
    "squat": lambda: side_squat(KNEE),
    "overhead_squat": lambda: side_squat(KNEE, arm=170.0),
    "forward_bend": lambda: side_squat(swing(3, 8), lean=swing(2, 85)),
    "straight_leg_raise": lambda: lying(swing(0, 75)),
    "arm_raise": lambda: front(np.zeros_like(KNEE), arm=swing(10, 165)),
    "single_leg_squat": lambda: front(swing(0.0, 0.2), lift={"left": 0.15}),
    "single_leg_stance": lambda: front(STILL, lift={"right": 0.15}),
}


@pytest.mark.parametrize("movement", RECORDINGS)
def test_each_movement_is_recognised_and_counted(movement, shown):
    found = shown(RECORDINGS[movement]())
    assert found.movement == movement
    assert len(found.reps) == (1 if movement == "single_leg_stance" else 3)


def test_the_front_view_counts_squats_too(shown):
    found = shown(front(DOWN))
    assert (found.movement, len(found.reps)) == ("squat", 3)


def test_a_clip_that_begins_seated_is_standing_up(shown):
    seated = np.concatenate([np.full(20, 95.0), 49 + 46 * np.cos(np.linspace(0, 6 * np.pi, 180))])
    found = shown(side_squat(seated))
    assert (found.movement, len(found.reps)) == ("sit_to_stand", 3)


@pytest.mark.parametrize(
    ("recording", "said"),
    [
        ("squat", "forward_bend"),
        ("forward_bend", "squat"),
        ("arm_raise", "squat"),
        ("squat", "overhead_squat"),
        ("squat", "single_leg_squat"),
        ("squat", "handstand"),
    ],
)
def test_the_wrong_movement_is_refused_with_what_is_seen(recording, said, shown):
    with pytest.raises(CaptureRefused) as caught:
        shown(RECORDINGS[recording](), said)
    assert caught.value.reason == "wrong_movement"
    assert caught.value.hint


@pytest.mark.parametrize("said", ["sit_to_stand", "squat"])
def test_what_the_person_says_decides_between_movements_that_look_alike(said, shown):
    assert shown(RECORDINGS["squat"](), said).movement == said


def test_standing_still_is_no_movement(shown):
    with pytest.raises(CaptureRefused) as caught:
        shown(front(STILL))
    assert caught.value.reason == "wrong_movement"


def test_a_lunge_test_from_the_front_is_refused(shown):
    with pytest.raises(CaptureRefused) as caught:
        shown(front(STILL), "lunge_test")
    assert caught.value.reason == "no_joint_view"


@pytest.mark.parametrize(("yaw", "taken"), [(150.0, False), (-150.0, False), (40.0, True), (90.0, True)])
def test_a_slant_from_behind_is_refused(yaw, taken):
    seen = Seen(movement="squat", words="a squat")
    if taken:
        assert settle(None, seen, poses=side_squat(KNEE), facing=facing(yaw), file="clip.mov") == "squat"
        return
    with pytest.raises(CaptureRefused) as caught:
        settle(None, seen, poses=side_squat(KNEE), facing=facing(yaw), file="clip.mov")
    assert caught.value.reason == "no_joint_view"


def test_frames_that_come_one_by_one_are_counted_as_they_come():
    poses = side_squat(KNEE)
    live = LiveRepetitions("squat", facing=facing(90.0))
    done = [
        number
        for number, (time_s, points) in enumerate(zip(poses.time_s, poses.points, strict=True))
        if live.push(PoseFrame(time_s=float(time_s), points=points, world=poses.world[number]))
    ]
    assert live.count == 3
    peaks = [cycle.peak for cycle in cycles(KNEE, least=30.0)]
    late = [(number - peak) / RATE for number, peak in zip(done, peaks, strict=True)]
    assert 0 < min(late) <= max(late) < 1.0


def test_half_a_repetition_is_none():
    curve = np.concatenate([swing(0, 90, reps=2), swing(0, 35, reps=1)])
    assert len(cycles(curve, least=30.0)) == 2
    assert cycles(curve / 4, least=30.0) == ()


def test_the_command_offers_every_movement():
    assert sorted(MOVEMENTS) == sorted(OFFERED)
