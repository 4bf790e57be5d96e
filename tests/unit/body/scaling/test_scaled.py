"""A scaled body: mass, stature, segments, mirror, moment arms, moments; what no person can be is refused."""

import numpy as np
import pytest

from evenpull.body.calibration import fingerprint, healthy
from evenpull.body.coordinates import Point
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.scaling import SEGMENTS, scaled, stature
from evenpull.body.scaling.masses import SHARES
from evenpull.body.scaling.size import OWN_STATURE_M
from evenpull.errors import OutOfRange, UnknownId

WOMAN = {"mass_kg": 61.7, "stature_m": 1.633, "sex": "female"}


@pytest.fixture(scope="module")
def own() -> Body:
    return load_body()


@pytest.fixture(scope="module")
def woman(own: Body) -> Body:
    return scaled(own, **WOMAN)


def postures(body: Body, number: int = 20) -> np.ndarray:
    c = body.coordinates
    return np.random.default_rng(7).uniform(0.9 * c.low, 0.9 * c.high, (number, len(c.names)))


def test_the_body_that_ships_is_as_tall_as_it_is_said_to_be(own: Body) -> None:
    assert stature(own) == pytest.approx(OWN_STATURE_M, abs=1e-6)


@pytest.mark.parametrize(
    "asked",
    [WOMAN, {"mass_kg": 95.0, "stature_m": 1.93}, {"mass_kg": 50.0, "stature_m": 1.5, "segments": {"thigh": 0.36}}],
)
def test_mass_and_stature_are_those_that_were_asked_for(own: Body, asked: dict) -> None:
    body = scaled(own, **asked)
    assert body.states.mass == pytest.approx(asked["mass_kg"], abs=1e-9)
    assert stature(body) == pytest.approx(asked["stature_m"], abs=1e-6)


def test_measured_segments_are_as_long_as_measured_on_both_sides(own: Body) -> None:
    asked = {"thigh": 0.43, "shank": 0.41, "upper_arm": 0.30, "forearm": 0.27}
    body = scaled(own, mass_kg=70.0, stature_m=1.75, segments=asked)
    q = np.zeros((1, len(body.coordinates.names)))
    for name, ends in SEGMENTS.items():
        for side in ("_r", "_l"):
            points = [Point(kind="body", name=end.removesuffix("_r") + side) for end in ends]
            a, b = body.states.places(q, points).position[0]
            assert np.linalg.norm(a - b) == pytest.approx(asked[name], abs=1e-9)
    assert stature(body) == pytest.approx(1.75, abs=1e-6)


def test_the_mirror_stays_exact(woman: Body) -> None:
    mirror, q = woman.mirror(), postures(woman, 40)
    mirrored = np.stack([mirror.posture(row) for row in q])
    length = woman.states.lengths(q)[0]
    np.testing.assert_allclose(mirror.lengths(woman.states.lengths(mirrored)[0]), length, rtol=0, atol=1e-9)


def test_lengths_and_moment_arms_go_with_the_stature(own: Body, woman: Body) -> None:
    q, factor = postures(own), WOMAN["stature_m"] / OWN_STATURE_M
    (length, arms), (small, small_arms) = own.states.lengths(q), woman.states.lengths(q)
    np.testing.assert_allclose(small, factor * length, rtol=1e-9)
    np.testing.assert_allclose(small_arms.values, factor * arms.values, rtol=0, atol=1e-9)


def test_fibres_keep_their_share_of_the_path_also_where_one_segment_is_long(own: Body) -> None:
    body = scaled(own, mass_kg=84.0, stature_m=1.70, segments={"shank": 0.44})
    base, new = own.muscles(), body.muscles()
    q = np.zeros(len(own.coordinates.names))
    ratio = body.paths(q)[0] / own.paths(q)[0]
    np.testing.assert_allclose(new.l_0, base.l_0 * ratio, rtol=1e-12)
    np.testing.assert_allclose(new.l_T, base.l_T * ratio, rtol=1e-12)
    soleus, belly = base.names.index("soleus_r"), base.names.index("rect_abd_r")
    assert ratio[soleus] > 1.05
    assert ratio[belly] < 1.0


def test_the_moment_of_a_joint_goes_with_mass_times_stature(own: Body) -> None:
    body = scaled(own, mass_kg=60.0, stature_m=1.60)
    q = own.coordinates.posture({"knee_angle_r": 1.2, "hip_flexion_r": 1.2})
    column = own.coordinates.index("knee_angle_r")

    def moment(one: Body) -> float:
        _, arms = one.paths(q)
        return float(-(one.muscles().F_0 * np.minimum(arms[:, column], 0.0)).sum())

    assert moment(body) / moment(own) == pytest.approx(60.0 * 1.60 / (own.states.mass * OWN_STATURE_M), rel=1e-6)


def test_a_womans_segments_differ_from_a_mans_as_published(own: Body, woman: Body) -> None:
    man = scaled(own, mass_kg=61.7, stature_m=1.633, sex="male")
    as_own = scaled(own, mass_kg=61.7, stature_m=1.633)
    np.testing.assert_array_equal(man.model.body_mass, as_own.model.body_mass)
    ratio = {
        woman.model.body(i).name: float(woman.model.body_mass[i] / man.model.body_mass[i])
        for i in range(1, woman.model.nbody)
    }
    published = {part: female / male for part, (male, female) in SHARES.items()}
    common = ratio["femur_r"] / published["thigh"]
    assert common == pytest.approx(1.0, abs=0.01)
    for segment, part in (("tibia_l", "shank"), ("torso", "trunk"), ("head", "head"), ("humerus_r", "upper_arm")):
        assert ratio[segment] == pytest.approx(common * published[part], rel=1e-9)


@pytest.mark.data
def test_published_shares_are_those_of_the_table(data_dir) -> None:
    for column, file in enumerate(("BSPmale_ZdeLeva.txt", "BSPfemale_ZdeLeva.txt")):
        lines = (data_dir / "bmc_data" / file).read_text().splitlines()[1:]
        table = {line.split("\t")[0].strip(): float(line.split("\t")[2]) for line in lines}
        names = {"upper_arm": "Upper arm"}
        for part, shares in SHARES.items():
            assert shares[column] == table[names.get(part, part.capitalize())]


def test_a_scaled_body_is_calibrated_as_the_one_that_ships(own: Body, woman: Body) -> None:
    assert fingerprint(woman) == fingerprint(own)
    base, small = healthy(own, sex="female"), healthy(woman, sex="female")
    np.testing.assert_allclose(small.muscles.l_0, base.muscles.l_0 * WOMAN["stature_m"] / OWN_STATURE_M, rtol=1e-9)
    np.testing.assert_allclose(small.muscles.F_0, base.muscles.F_0 * WOMAN["mass_kg"] / own.states.mass, rtol=1e-9)


def test_the_same_size_is_compiled_once_and_each_body_has_its_own_memory(own: Body, woman: Body) -> None:
    again = scaled(own, **WOMAN)
    assert again.model is woman.model
    assert again.states is not woman.states


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"mass_kg": 5.0, "stature_m": 1.7}, "mass_kg"),
        ({"mass_kg": 70.0, "stature_m": 17.0}, "stature_m"),
        ({"mass_kg": 180.0, "stature_m": 1.25}, "mass_kg / stature_m"),
        ({"mass_kg": 70.0, "stature_m": 1.7, "segments": {"thigh": 0.9}}, "segments.thigh"),
        ({"mass_kg": 70.0, "stature_m": 1.7, "segments": {"thigh": 0.5, "shank": 0.49}}, "trunk"),
        ({"mass_kg": float("nan"), "stature_m": 1.7}, "mass_kg"),
    ],
)
def test_what_no_person_can_be_is_refused_by_name(own: Body, asked: dict, words: str) -> None:
    with pytest.raises(OutOfRange, match=words):
        scaled(own, **asked)


def test_unknown_words_and_a_second_scaling_are_refused(own: Body, woman: Body) -> None:
    with pytest.raises(UnknownId, match="tail"):
        scaled(own, mass_kg=70.0, stature_m=1.7, segments={"tail": 0.2})
    with pytest.raises(UnknownId, match="sex"):
        scaled(own, mass_kg=70.0, stature_m=1.7, sex="other")  # type: ignore[arg-type]
    with pytest.raises(OutOfRange, match="scaled already"):
        scaled(woman, mass_kg=70.0, stature_m=1.7)
