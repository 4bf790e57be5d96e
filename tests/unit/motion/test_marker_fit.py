"""Claims about inverse kinematics: exact places and Jacobians, known angles and sizes found again, the mirror."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.body.coordinates import Point
from evenpull.body.markers import Rig, fit_markers, placed_keypoints, placed_markers
from evenpull.body.markers.rig import SIZED
from evenpull.body.scaling import scaled
from evenpull.errors import InputError, MissingField, OutOfRange
from tests.unit.motion import making

SEGMENTS = ["pelvis", "torso", "femur_r", "tibia_l", "calcn_r", "humerus_r", "radius_l"]


def posture(seed: int, frames: int = 3) -> tuple[np.ndarray, np.ndarray]:
    given = making.body().coordinates
    rng = np.random.default_rng(seed)
    q = given.low + (given.high - given.low) * rng.uniform(0.1, 0.9, (frames, len(given.names)))
    at = rng.normal(size=(frames, 7))
    at[:, 3:] /= np.linalg.norm(at[:, 3:], axis=1, keepdims=True)
    return q, at


def test_the_rig_is_where_the_compiled_model_is_and_moves_as_it_does() -> None:
    rig, (q, at) = Rig(making.body(), SEGMENTS), posture(1)
    theirs = making.body().states.places(q, [Point(kind="body", name=name) for name in SEGMENTS], at)
    ones = np.ones(len(SIZED))
    placed = rig.place(q, at, ones)
    points = rig.markers(placed, np.zeros((len(SEGMENTS), 3)))
    assert np.allclose(points, theirs.position, atol=1e-12)
    assert np.allclose(rig.jacobian(placed, points, ones), theirs.moving, atol=1e-12)


def test_a_rig_with_sizes_is_where_the_scaled_model_is() -> None:
    big = scaled(making.body(), mass_kg=80, stature_m=1.87)
    rig, (q, at) = Rig(making.body(), SEGMENTS), posture(2)
    theirs = big.states.places(q, [Point(kind="body", name=name) for name in SEGMENTS], at).position
    factors = np.full(len(SIZED), 1.87 / 1.70)
    assert np.allclose(rig.markers(rig.place(q, at, factors), np.zeros((len(SEGMENTS), 3))), theirs, atol=1e-9)


def test_derivatives_by_size_are_finite_differences_but_for_the_sliding_knee() -> None:
    rig, (q, at) = Rig(making.body(), SEGMENTS), posture(3, 1)
    offsets, factors, step = np.full((len(SEGMENTS), 3), 0.05), np.ones(len(SIZED)), 1e-6
    slopes = rig.by_size(rig.place(q, at, factors), offsets, factors)
    for i, part in enumerate(SIZED):
        more = factors.copy()
        more[i] += step
        moved = offsets.copy()
        for m in range(len(SEGMENTS)):
            moved[m] *= more[rig.part(m)]
        there = rig.markers(rig.place(q, at, more), moved)
        here = rig.markers(rig.place(q, at, factors), offsets)
        near = 0.08 if part in {"thigh", "shank"} else 1e-5
        assert np.allclose((there - here) / step, slopes[..., i], atol=near), part


def test_known_angles_and_size_are_found_again() -> None:
    seen, truth = making.squat(size=1.08)
    fit = fit_markers(making.body(), placed_markers(making.LABELS), seen)
    assert fit.rms_m < 0.004
    for name, angle in truth.items():
        assert np.degrees(np.abs(fit.coordinate(name) - angle).max()) < 3.0
    assert fit.stature_m == pytest.approx(1.70 * 1.08, rel=0.03)


def test_a_mirrored_person_gives_the_mirrored_fit() -> None:
    seen, _ = making.squat(right_more_deg=12.0, frames=16)
    swapped = {
        ("L" if label[0] == "R" else "R") + label[1:] if label[1] == "." else label: path
        for label, path in seen.items()
    }
    mirrored = {label: path * np.array([1.0, -1.0, 1.0]) for label, path in swapped.items()}
    places = placed_markers(making.LABELS)
    one, other = (fit_markers(making.body(), places, paths) for paths in (seen, mirrored))
    assert np.allclose(one.coordinate("knee_angle_r"), other.coordinate("knee_angle_l"), atol=1e-5)
    assert np.degrees((one.coordinate("knee_angle_r") - one.coordinate("knee_angle_l")).max()) > 8


def test_what_no_marker_shows_is_no_number() -> None:
    seen, _ = making.squat(frames=16)
    seen["R.Knee"][4:9] = np.nan
    fit = fit_markers(making.body(), placed_markers(making.LABELS), seen)
    assert np.isnan(fit.coordinate("elbow_flexion_r")).all()
    assert np.isnan(fit.residual[4:9, fit.labels.index("R.Knee")]).all()
    assert np.isfinite(fit.coordinate("knee_angle_r")).all()


@pytest.mark.parametrize(
    ("keep", "scale", "fault", "says"),
    [
        (("R.Knee", "R.Ankle"), 1.0, MissingField, "do not fix the pelvis"),
        (("R.ASIS", "L.ASIS", "R.PSIS"), 1.0, MissingField, "no leg"),
        (tuple(making.LABELS), 3.0, OutOfRange, "no person"),
    ],
)
def test_markers_that_cannot_be_fitted_say_why(keep: tuple, scale: float, fault: type[InputError], says: str) -> None:
    seen, _ = making.squat(frames=8)
    given = {label: scale * path for label, path in seen.items() if label in keep}
    with pytest.raises(fault, match=says):
        fit_markers(making.body(), placed_markers(given), given)


def test_every_left_place_is_the_mirror_of_the_right_one() -> None:
    right = placed_markers(["R.Knee", "RKNE", "r_knee_study"]) | placed_keypoints(["right_knee"])
    left = placed_markers(["L.Knee", "LKNE", "l_knee_study"]) | placed_keypoints(["left_knee"])
    for one, other in zip(right.values(), left.values(), strict=True):
        assert one.left() == other
    assert right.keys() == {"R.Knee", "RKNE", "r_knee_study", "right_knee"}
