"""Pictures of postures: valid, small, the same every time, mirrored exactly, muscles where the body has them."""

from __future__ import annotations

import re

import numpy as np
import pytest

from evenpull.body.coordinates import root
from evenpull.body.figure.camera import PIXELS_PER_METRE
from evenpull.body.model.body import Body
from evenpull.body.portrait.change import Posture
from evenpull.body.portrait.colours import FLESH, changing, growing
from evenpull.body.portrait.forces import METRES_PER_NEWTON, Force
from evenpull.body.portrait.panel import Look
from evenpull.body.portrait.portrait import draw_posture
from evenpull.body.portrait.pose import Pose, pose
from evenpull.body.portrait.views import VIEWS, looking
from evenpull.errors import OutOfRange, UnknownId
from tests.unit.body.portrait.svg_shapes import SVG, body_groups, muscles, points, root_of, shapes

MOST_BYTES = 150_000
MIRROR_VIEW = {
    "front": "front",
    "back": "back",
    "right": "left",
    "front_right": "front_left",
    "back_right": "back_left",
}


def posed(body: Body, posture: Posture) -> Pose:
    return pose(body, posture.q, posture.at)


@pytest.fixture(scope="module")
def stand(body: Body, standing: Posture) -> Pose:
    return posed(body, standing)


@pytest.fixture(scope="module")
def odd(body: Body, lopsided: Posture) -> Pose:
    return posed(body, lopsided)


@pytest.fixture(scope="module")
def values(body: Body) -> dict[str, float]:
    numbers = np.random.default_rng(4).normal(0.0, 60.0, len(body.names))
    return dict(zip(body.names, numbers.tolist(), strict=True))


def test_lengths_of_the_drawn_lines_are_the_tendon_lengths(body: Body, squat: Posture):
    import mujoco  # noqa: PLC0415

    from evenpull.body.portrait.paths import muscle_line  # noqa: PLC0415 - needs MuJoCo

    data = mujoco.MjData(body.model)
    data.qpos[:] = body.coordinates.positions(squat.q[None], squat.at)[0]
    mujoco.mj_kinematics(body.model, data)
    mujoco.mj_comPos(body.model, data)
    mujoco.mj_tendon(body.model, data)
    length = body.paths(squat.q)[0]
    drawn = np.array(
        [
            np.linalg.norm(np.diff(muscle_line(body.model, data, int(t)), axis=0), axis=1).sum()
            for t in body.states.tendons
        ]
    )
    assert np.abs(drawn - length).max() < 0.002, body.names[int(np.abs(drawn - length).argmax())]


def test_drawn_muscles_end_where_the_body_attaches_them(body: Body, squat: Posture):
    drawn = posed(body, squat)
    data = drawn.lines
    for name, site in (("soleus_r", ("soleus_r.0", 0)), ("recfem_l", ("recfem_l.0", 0))):
        place = body.states.places(squat.q[None], [_site(site[0])], squat.at).position[0, 0]
        assert np.allclose(data[drawn.muscles.index(name), site[1]], place, atol=1e-9)


def _site(name: str):
    from evenpull.body.coordinates import Point  # noqa: PLC0415

    return Point(kind="site", name=name)


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_is_small_and_well_formed_and_the_same_again(view, body: Body, odd: Pose, values):
    look = Look(values=values, scale=changing(most=100, unit="N", title="Change"), arms="solid")
    picture = draw_posture(odd, views=(view,), look=look, caption="One leg & one arm < two.")
    again = draw_posture(odd, views=(view,), look=look, caption="One leg & one arm < two.")
    assert picture == again
    assert len(picture.encode()) < MOST_BYTES
    found = root_of(picture)
    assert found.find(f"{SVG}desc").text == "One leg & one arm < two."
    assert not re.search(r"\b(nan|inf)\b", picture)


def test_two_builds_of_one_posture_give_the_same_picture(body: Body, lopsided: Posture):
    assert draw_posture(posed(body, lopsided)) == draw_posture(posed(body, lopsided))


@pytest.mark.parametrize("view", MIRROR_VIEW)
@pytest.mark.parametrize("which", ["lopsided", "standing", "squat"])
def test_a_mirrored_posture_is_a_mirrored_picture(view, which, body: Body, values, request):
    posture = request.getfixturevalue(which)
    mirror = body.mirror()
    other_root = None if posture.at is None else root.mirrored(posture.at)
    other = pose(body, mirror.posture(posture.q), other_root)
    flipped = dict(zip(body.names, np.array([values[n] for n in body.names])[mirror.muscle].tolist(), strict=True))
    scale = changing(most=100, unit="N", title="Change")
    one = body_groups(draw_posture(posed(body, posture), views=(view,), look=Look(values=values, scale=scale)))
    two = body_groups(draw_posture(other, views=(MIRROR_VIEW[view],), look=Look(values=flipped, scale=scale)))
    assert shapes(one[0], flip=True) == shapes(two[0], flip=False)
    if which == "lopsided" and view == "front":
        assert shapes(one[0], flip=False) != shapes(two[0], flip=False), "the posture has to differ from its mirror"


def test_every_muscle_is_seen_from_somewhere(stand: Pose):
    seen: set[str] = set()
    for view in ("front", "back", "left", "right"):
        for group in body_groups(draw_posture(stand, views=(view,), look=Look(arms="solid"))):
            seen |= set(muscles(group))
    hidden = set(stand.muscles) - seen
    assert len(hidden) <= 4, sorted(hidden)


def test_what_lies_behind_is_not_drawn_in_front(stand: Pose):
    front = muscles(body_groups(draw_posture(stand, views=("front",)))[0])
    back = muscles(body_groups(draw_posture(stand, views=("back",)))[0])
    right = muscles(body_groups(draw_posture(stand, views=("right",)))[0])
    assert {"recfem_r", "tibant_l", "rect_abd_r"} <= set(front)
    assert not {"glmax1_r", "soleus_l", "semimem_r"} & set(front)
    assert {"glmax1_r", "soleus_l", "semimem_r"} <= set(back)
    assert not {"recfem_r", "tibant_l", "rect_abd_r"} & set(back)
    assert "tfl_r" in right
    paths = list(body_groups(draw_posture(stand, views=("right",)))[0].iter(f"{SVG}path"))
    flesh = next(i for i, path in enumerate(paths) if path.get("fill") == FLESH["light"][0])
    far = [i for i, path in enumerate(paths) if path.get("data-muscle") in {"tfl_l", "delt2_l", "glmed1_l"}]
    assert all(i < flesh for i in far), "the near body is drawn over the far side's muscles"


def test_nearer_muscles_are_drawn_later(stand: Pose):
    order = list(muscles(body_groups(draw_posture(stand, views=("back",)))[0]))
    assert order.index("soleus_r") < order.index("gasmed_r")
    assert order.index("gemelli_r") < order.index("glmax2_r")


@pytest.mark.parametrize("view", ["right", "front"])
def test_legs_and_their_muscles_lie_inside_the_outline(view, stand: Pose):
    """Muscles that leave the mannequin would tell of flesh hung wrongly; a thumb's width is allowed."""
    eye = looking(view)
    centres, axes = stand.centres.reshape(-1, 3), stand.axes.reshape(-1, 3, 3)
    inverse = np.linalg.inv(axes)
    leg = [i for i, groups in enumerate(stand.groups) if any(g.startswith("leg") for g in groups)]
    for i in leg:
        away = np.einsum("kij,pkj->pki", inverse, stand.lines[i][:, None] - centres)
        nearest = np.linalg.norm(away, axis=2).min(axis=1)
        assert nearest.max() < 2.0, stand.muscles[i]
    assert np.isfinite(eye.plane(stand.lines)).all()


def test_the_figure_has_human_proportions(stand: Pose):
    height = float((stand.centres[..., 2] + np.linalg.norm(stand.axes[..., 2, :], axis=-1)).max()) - stand.floor
    assert 1.62 < height < 1.78
    assert 0.45 < (stand.origins["femur_l"][2] - stand.floor) / height < 0.56
    sole = stand.origins["talus_l"][2] - stand.floor
    assert 0.04 < sole < 0.10


def test_values_become_the_colours_of_the_legend(stand: Pose):
    scale = growing(high=100, unit="N", title="Pull")
    picture = draw_posture(stand, views=("back",), look=Look(values={"soleus_r": 99.0, "soleus_l": 1.0}, scale=scale))
    found = muscles(body_groups(picture)[0])
    assert found["soleus_r"].get("fill") == scale.colours[-1]
    assert found["soleus_l"].get("fill") == scale.colours[0]
    assert "Pull (N)" in picture
    assert ">100<" in picture


def test_a_muscle_that_the_body_does_not_have_is_refused(stand: Pose):
    with pytest.raises(UnknownId):
        draw_posture(stand, look=Look(values={"soleus": 1.0}, scale=growing(high=1, unit="", title="x")))
    with pytest.raises(UnknownId):
        draw_posture(stand, views=("above",))


def test_a_posture_outside_the_couplings_is_refused(body: Body):
    q = np.zeros(len(body.coordinates.names))
    q[body.coordinates.index("knee_angle_r")] = 3.0
    with pytest.raises(OutOfRange):
        pose(body, q)


def test_a_force_is_as_long_as_it_is_large_and_says_its_size(stand: Pose):
    force = Force(
        kind="ground", at=np.array([0.0, -0.08, stand.floor]), vector=np.array([0.0, 0.0, 400.0]), label="foot"
    )
    picture = draw_posture(stand, views=("front",), look=Look(forces=(force,)))
    assert "foot 400 N" in picture
    plain = draw_posture(stand, views=("front",))
    added = [p.get("d") for p in root_of(picture).iter(f"{SVG}path")]
    for path in root_of(plain).iter(f"{SVG}path"):
        added.remove(path.get("d"))
    heights = [y for data in added for piece in points(data) for _, y in piece]
    assert (max(heights) - min(heights)) / 10 == pytest.approx(400 * METRES_PER_NEWTON * PIXELS_PER_METRE, abs=0.2)
    nothing = Force(kind="ground", at=np.zeros(3), vector=np.zeros(3), label="foot")
    assert "foot" not in draw_posture(stand, look=Look(forces=(nothing,)))
    with pytest.raises(OutOfRange):
        draw_posture(stand, look=Look(forces=(Force(kind="joint", at=np.zeros(3), vector=np.array([0, 0, np.nan])),)))


def test_the_plumb_line_rises_from_the_ankles(odd: Pose):
    x = round(float(looking("front").plane(odd.ankles)[0]) * 10)
    with_line = draw_posture(odd, views=("front",))
    dashed = [p for p in root_of(with_line).iter(f"{SVG}path") if p.get("stroke-dasharray") == "5 4"]
    assert len(dashed) == 1
    assert {px for px, _ in points(dashed[0].get("d"))[0]} == {x}
    assert 'stroke-dasharray="5 4"' not in draw_posture(odd, views=("front",), look=Look(plumb=False))


@pytest.mark.parametrize("view", ["right", "left", "front_right", "back_left"])
def test_the_leg_that_is_turned_away_lies_behind(view, odd: Pose):
    near = "r" if "right" in view else "l"
    order = [p.get("data-muscle", "") for p in body_groups(draw_posture(odd, views=(view,)))[0].iter(f"{SVG}path")]
    calf = ("tibant", "edl", "soleus", "gasmed", "gaslat")
    legs = {side: [i for i, name in enumerate(order) if name in {f"{m}_{side}" for m in calf}] for side in "lr"}
    assert max(legs["l" if near == "r" else "r"]) < min(legs[near])


def test_a_small_person_has_own_limbs_in_the_same_flesh(body: Body, stand: Pose, standing: Posture):
    from evenpull.body.scaling import scaled  # noqa: PLC0415 - loads tables

    small = scaled(body, mass_kg=52.0, stature_m=1.50, sex="female")
    drawn = pose(small, standing.q)
    whole = [float(p.origins["head"][2] - p.floor) for p in (drawn, stand)]
    bones = [float(np.linalg.norm(p.origins["femur_l"] - p.origins["tibia_l"])) for p in (drawn, stand)]
    assert whole[0] / whole[1] == pytest.approx(bones[0] / bones[1], abs=0.06)
    assert whole[0] < 0.92 * whole[1]
    for i, name in enumerate(drawn.muscles):
        if name.startswith(("recfem", "soleus", "bflh", "glmed")):
            inverse = np.linalg.inv(drawn.axes.reshape(-1, 3, 3))
            away = np.einsum("kij,pkj->pki", inverse, drawn.lines[i][:, None] - drawn.centres.reshape(-1, 3))
            assert np.linalg.norm(away, axis=2).min(axis=1).max() < 2.0, name
