"""Each mend: the mended body is right, and the body without that mend is not."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from evenpull.body.build.audit.compare import GATE_MM, arms_over, compare
from evenpull.body.build.audit.continuity import breaks, curves
from evenpull.body.build.audit.table import doubtful_forces, rows, wrong_side
from evenpull.body.build.compile import body_of
from evenpull.body.build.mends import knee, lumbar, masses, patella, psoas
from evenpull.body.build.mends.published import facts
from evenpull.body.build.parts import Anatomy, Via
from evenpull.body.build.standing import com_in_front, standing
from evenpull.body.coordinates import Point
from evenpull.body.model.body import Body

Make = Callable[..., Anatomy]


def torso_turn(body: Body, coordinate: str, angle: float) -> float:
    q = np.stack([body.coordinates.posture({}), body.coordinates.posture({coordinate: angle})])
    start, end = body.states.places(q, [Point(kind="body", name="torso")]).rotation[:, 0]
    return float(np.arccos(np.clip((np.trace(start.T @ end) - 1) / 2, -1, 1)))


def test_the_trunk_turns_by_the_lumbar_angle_and_not_by_1_875_of_it(without: Make, as_shipped: Anatomy) -> None:
    mended, shipped = body_of(without()), body_of(as_shipped)
    for coordinate in ("lumbar_flexion", "lumbar_bending", "lumbar_rotation"):
        assert torso_turn(mended, coordinate, 0.4) == pytest.approx(0.4, abs=1e-6)
    assert torso_turn(shipped, "flex_extension", 0.4) == pytest.approx(0.75, abs=1e-3)


def test_no_segment_resists_turning_more_than_its_mass_can(without: Make) -> None:
    """The radius of gyration of any part of a person is below half a metre; the shoulder's joint carriers had 32 m."""
    for anatomy, holds in ((without(), True), (without("masses"), False)):
        radii = [np.sqrt(np.trace(one.inertia) / (2 * one.mass)) for one in anatomy.segments.values() if one.mass > 0]
        assert (max(radii) < 0.5) == holds


def test_level_shares_sum_to_one() -> None:
    for shares in (lumbar.FLEXION_SHARES, lumbar.BENDING_SHARES, lumbar.ROTATION_SHARES):
        assert sum(shares) == pytest.approx(1.0, abs=1e-9)


def test_no_muscle_runs_on_the_wrong_side(without: Make, as_shipped: Anatomy) -> None:
    assert wrong_side(without()) == []
    assert set(wrong_side(as_shipped)) == {"rect_abd_r", "rect_abd_l", "ltpt_t12_l"}
    plain = without("abdominal_plate", "right_on_the_right")
    assert "rect_abd_r" in wrong_side(plain)


def test_left_and_right_agree_within_a_nanometre_in_200_random_postures(without: Make, as_shipped: Anatomy) -> None:
    body = body_of(without())
    assert mirror_error(body, 200) < 1e-9
    assert mirror_error(body_of(as_shipped), 3) > 1e-2


def mirror_error(body: Body, poses: int) -> float:
    c, mirror = body.coordinates, body.mirror()
    generator = np.random.default_rng(5)
    worst = 0.0
    for _ in range(poses):
        q = generator.uniform(c.low, c.high)
        length, arms = body.paths(q)
        turned_length, turned_arms = body.paths(mirror.posture(q))
        worst = max(worst, float(np.abs(mirror.moment_arms(turned_arms) - arms).max()))
        worst = max(worst, float(np.abs(mirror.lengths(turned_length) - length).max()))
    return worst


def test_psoas_pulls_spine_and_thigh_together_with_one_force(without: Make) -> None:
    mended, cut = without(), without("psoas_joined")
    parts = [m for n, m in mended.muscles.items() if n.startswith("psoas_") and n.endswith("_r")]
    assert len(parts) == 11
    assert sum(m.force.maximum for m in parts) == pytest.approx(1426.79, abs=0.01)
    for muscle in parts:
        ends = [step.segment for step in muscle.path if isinstance(step, Via)]
        assert ends[0].startswith("lumbar")
        assert ends[-1] == "femur_r"
    body = body_of(mended)
    _, arms = body.paths(body.coordinates.posture({}))
    hip, back = body.coordinates.index("hip_flexion_r"), body.coordinates.index("lumbar_bending")
    index = body.names.index("psoas_l3_tp_r")
    assert arms[index, hip] > 0.02
    assert arms[index, back] > 0.01
    assert not any(n.startswith("psoas_l3") for n in cut.muscles)


def test_the_brim_points_of_both_models_lie_within_two_centimetres(without: Make) -> None:
    assert psoas.brim_residual_m(without("psoas_joined")) == pytest.approx(0.016, abs=0.001)


def test_the_spine_sits_12_cm_above_the_hips(without: Make) -> None:
    def above(body: Anatomy) -> float:
        return float(body.segments["lumbar5"].origin[2] - body.segments["femur_r"].origin[2])

    assert above(without()) == pytest.approx(0.120, abs=0.002)
    assert above(without("spine_seat")) == pytest.approx(0.150, abs=0.002)


def test_the_knee_is_defined_from_ten_degrees_beyond_straight_to_140(without: Make) -> None:
    coordinate = without().coordinates["knee_angle_r"]
    assert np.rad2deg([coordinate.low, coordinate.high]) == pytest.approx([-10.0, 140.0])
    narrow = without("knee_range").coordinates["knee_angle_r"]
    assert narrow.low == pytest.approx(0.0)
    for joint, poly in narrow.drives.items():
        q = np.linspace(knee.LOW_RAD, knee.HIGH_RAD, 100)
        target = knee.continued(poly, narrow.low, narrow.high, q)
        ours = np.polynomial.Polynomial(coordinate.drives[joint])(q)
        assert np.abs(ours - target).max() < 0.01, joint
    wild = np.polynomial.Polynomial(narrow.drives["knee_angle_rotation2_r"])(knee.HIGH_RAD)
    tame = np.polynomial.Polynomial(coordinate.drives["knee_angle_rotation2_r"])(knee.HIGH_RAD)
    assert abs(wild - tame) > 0.01


def test_the_short_head_of_biceps_bends_the_knee_over_its_whole_range(without: Make) -> None:
    def least(body: Body) -> float:
        grid = np.linspace(knee.LOW_RAD, knee.HIGH_RAD, 40)
        return float(arms_over(body, "knee_angle_r", grid)[:, body.names.index("bfsh_r")].min())

    assert least(body_of(without())) > 0.015
    assert least(body_of(without("biceps_short_head"))) < 0.0


def test_the_body_weighs_what_the_published_one_does_and_has_one_pelvis(without: Make) -> None:
    mended, shipped = without(), without("masses")
    assert masses.whole_mass(mended) == pytest.approx(84.0, abs=0.1)
    assert mended.segments["pelvis"].mass == pytest.approx(11.777)
    assert shipped.segments["pelvis"].mass == pytest.approx(18.4, abs=0.1)


def test_a_small_ankle_angle_brings_the_centre_of_mass_where_people_have_it(without: Make, as_shipped: Anatomy) -> None:
    body = body_of(without())
    plain = standing(body)
    assert plain.com_in_front == pytest.approx(0.045)
    assert 0.0 < np.rad2deg(plain.lean) < 4.0
    assert com_in_front(body_of(as_shipped), 0.0) < 0.0


def test_deep_hip_muscles_turn_and_draw_in_the_thigh(without: Make) -> None:
    body = body_of(without())
    _, arms = body.paths(body.coordinates.posture({}))
    rotation, adduction = (body.coordinates.index(f"hip_{name}_r") for name in ("rotation", "adduction"))
    for name in ("gemelli_r", "quadratus_femoris_r"):
        assert arms[body.names.index(name), rotation] < -0.01
    assert arms[body.names.index("pectineus_r"), adduction] > 0.02
    assert "gemelli_r" not in without("deep_hip").muscles


def test_no_path_jumps_over_the_range_of_any_joint(without: Make) -> None:
    body = body_of(without())
    assert breaks(body, curves(body)) == []


def test_triceps_jumps_without_its_mend(without: Make) -> None:
    body = body_of(without("triceps_long_head"))
    assert any(b.muscle == "trilong_r" for b in breaks(body, curves(body)))


def test_pronator_quadratus_pronates_over_its_whole_range(without: Make) -> None:
    def least(body: Body) -> float:
        c = body.coordinates
        index = c.index("pro_sup_r")
        grid = np.linspace(c.low[index], c.high[index], 40)
        return float(arms_over(body, "pro_sup_r", grid)[:, body.names.index("pq_r")].min())

    assert least(body_of(without())) > 0.0
    assert least(body_of(without("pronator_quadratus"))) < 0.0


def test_every_force_property_is_one_that_a_muscle_can_have(without: Make) -> None:
    def doubts(body: Anatomy) -> int:
        return len(list(doubtful_forces(rows(body, body_of(body), []))))

    assert doubts(without()) == 0
    assert doubts(without("forces")) > 50


@pytest.mark.data
@pytest.mark.parametrize("model", ["rajagopal", "fullbody"])
def test_no_muscle_misses_the_published_arms_by_more_than_a_centimetre(
    model: str, without: Make, data_dir: Path
) -> None:
    found = compare(body_of(without()), model, data_dir)
    assert len(found) > 50
    assert max(found, key=lambda c: c.rms_mm).rms_mm < GATE_MM


@pytest.mark.data
@pytest.mark.parametrize(
    ("mend", "model", "arm"),
    [
        ("gluteus_maximus", "rajagopal", ("glmax1_r", "hip_flexion_r")),
        ("abdominal_plate", "fullbody", ("eo3_r", "lumbar_flexion")),
        ("rib_iliocostalis", "fullbody", ("il_r6_r", "lumbar_bending")),
    ],
)
def test_a_region_misses_the_gate_without_its_mend(
    mend: str, model: str, arm: tuple[str, str], without: Make, data_dir: Path
) -> None:
    found = compare(body_of(without(mend)), model, data_dir)
    match = next(c for c in found if (c.muscle, c.movement.coordinate) == arm)
    assert match.rms_mm > GATE_MM


@pytest.mark.data
def test_the_knee_turns_about_the_published_point(without: Make, data_dir: Path) -> None:
    extensors = {"vaslat_r", "vasmed_r", "vasint_r", "recfem_r"}

    def worst(body: Anatomy) -> float:
        found = compare(body_of(body), "rajagopal", data_dir)
        bent = [c for c in found if c.movement.coordinate == "knee_angle_r"]
        return max(c.rms_mm for c in bent if c.muscle not in {"bfsh_r", *extensors})

    assert worst(without()) < 3.0
    assert worst(without("knee_centre")) > 5.0


def test_the_extensors_of_the_bent_knee_keep_the_published_arm(without: Make) -> None:
    degrees = np.arange(0.0, 121.0, 5.0)
    published = facts()["knee_extensor_arm"]

    def arm(body: Anatomy) -> np.ndarray:
        return np.gradient(patella.lengths(body, np.deg2rad(degrees)), np.deg2rad(degrees))

    mended, shipped = arm(without()), arm(without("patella_track"))
    bent = (degrees >= 65.0) & (degrees <= 115.0)
    wanted = np.interp(degrees, published["flexion_deg"], published["arm_m"])
    assert np.abs(mended - wanted)[bent].max() < 0.0015
    assert np.abs(shipped - wanted)[bent].max() > 0.006
    assert np.abs(mended - shipped)[degrees <= 45.0].max() < 0.001
    assert (np.diff(mended[degrees >= 50.0]) < 0.0005).all()
