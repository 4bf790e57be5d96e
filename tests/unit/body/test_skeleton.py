import numpy as np
import pytest

from evenpull.body.skeleton.angles import MIDDLE_RANGE, SIDED_RANGE, both_sides, mirrored
from evenpull.body.skeleton.kinematics import orientation, posed
from evenpull.body.skeleton.surface import place, place_names
from evenpull.body.skeleton.tree import skeleton
from evenpull.core.side import mirror
from evenpull.errors import OutOfRange, UnknownId

FLIP = np.array([1.0, -1.0, 1.0])


def test_a_mirrored_pose_is_the_exact_mirror_image():
    rng = np.random.default_rng(7)
    limits = dict(MIDDLE_RANGE) | {f"{n}_{s}": r for n, r in SIDED_RANGE.items() for s in ("left", "right")}
    angles = {name: float(rng.uniform(low, high)) for name, (low, high) in limits.items()}
    pelvis = orientation(lean_deg=25)
    body = posed(skeleton(), angles, pelvis=pelvis)
    other = posed(skeleton(), mirrored(angles), pelvis=pelvis)
    for (segment, side), point in body.origin.items():
        twin = other.origin[segment, mirror(side) if side else None]
        np.testing.assert_allclose(twin, point * FLIP, atol=1e-12)


def test_segment_lengths_are_those_of_the_measured_model_at_every_pose():
    frame = skeleton()
    body = posed(frame, {"knee_flexion": 90, "hip_flexion": 100, "elbow_flexion": 70})
    thigh = np.linalg.norm(body.origin["shank", "left"] - body.origin["thigh", "left"])
    assert thigh == pytest.approx(np.linalg.norm(frame.joints["shank"] - frame.joints["thigh"]))


def test_the_knee_bends_backwards_and_the_hip_forwards():
    body = posed(skeleton(), {"hip_flexion_left": 90, "knee_flexion_right": 90})
    assert body.origin["shank", "left"][0] > 0.3
    assert body.origin["foot", "right"][0] < -0.3


def test_outward_rotation_turns_the_toes_away_from_the_middle():
    body = posed(skeleton(), {"hip_rotation": 40})
    assert body.origin["toes", "left"][1] > body.origin["foot", "left"][1] + 0.05
    assert body.origin["toes", "right"][1] < body.origin["foot", "right"][1] - 0.05


def test_stature_scales_everything():
    tall = skeleton(2.0)
    assert tall.stature_m == pytest.approx(2.0)
    crown = place(posed(tall, {}), "crown")[2] - place(posed(tall, {}), "sole_left")[2]
    assert crown == pytest.approx(1.98, abs=0.03)


def test_an_angle_no_joint_reaches_is_refused():
    with pytest.raises(OutOfRange, match="knee_flexion_left"):
        both_sides({"knee_flexion": 200})


def test_a_name_that_is_no_angle_is_refused():
    with pytest.raises(UnknownId):
        both_sides({"knee_bend": 10})


@pytest.mark.parametrize("name", place_names())
def test_every_place_is_on_the_body(name):
    body = posed(skeleton(), {})
    assert np.all(np.abs(place(body, name)) < 1.2)


def test_a_name_that_is_no_place_is_refused():
    with pytest.raises(UnknownId):
        place(posed(skeleton(), {}), "tail")
