"""Joint loads close Newton and Euler on every segment, halve in stance, and mirror exactly."""

import numpy as np
import pytest

from evenpull.body.effort import Movement, Work, mechanics, work
from evenpull.body.loads import LoadFrames, joint_loads, load_frames
from evenpull.body.loads.contact import applied, reactions
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.tasks import mirrored, perform


@pytest.fixture(scope="module")
def squat(body: Body, person: Parameters) -> tuple[Work, LoadFrames]:
    asked = mechanics(body, perform(body, "squat", frames=7))
    return work(asked, person), load_frames(asked)


@pytest.fixture(scope="module")
def standing(body: Body, person: Parameters) -> Work:
    return work(mechanics(body, perform(body, "standing")), person)


def test_forces_and_moments_on_every_segment_make_its_motion(squat: tuple[Work, LoadFrames], body: Body) -> None:
    done, given = squat
    reaction, acting = reactions(done, given), applied(done, given)
    parent = body.model.body_parentid
    for segment in range(2, body.model.nbody):
        children = np.flatnonzero(parent == segment)
        wanted = given.frames.carried[:, segment] - given.frames.carried[:, children].sum(axis=1)
        total = reaction[:, segment] + acting[:, segment] - reaction[:, children].sum(axis=1)
        np.testing.assert_allclose(total, wanted, atol=1e-8)


def test_newton_holds_from_positions_alone(squat: tuple[Work, LoadFrames], body: Body) -> None:
    done, given = squat
    movement = done.mechanics.movement
    ground = sum(force for force in done.support_force().values())
    whole = given.frames.carried[:, 1, :3]
    np.testing.assert_allclose(ground + done.reserve[:, :3], whole, atol=1e-5)
    fine = perform(body, "squat", frames=2001)
    centre = body.states.centre(fine.q, fine.at).position
    step = fine.time[1] - fine.time[0]
    at = 1000
    rise = (centre[at + 5] - 2 * centre[at] + centre[at - 5]) / (5 * step) ** 2
    middle = int(np.argmin(np.abs(movement.time - fine.time[at])))
    wanted = body.states.mass * (rise - body.model.opt.gravity)
    np.testing.assert_allclose(whole[middle], wanted, atol=0.5)


def test_the_ground_s_force_on_the_pelvis_free_body_needs_no_root(squat: tuple[Work, LoadFrames]) -> None:
    done, given = squat
    left = reactions(done, given)[:, 1, :3]
    np.testing.assert_allclose(left, done.reserve[:, :3], atol=1e-6)


def test_a_joint_s_moment_along_a_hinge_is_only_what_no_muscle_does(squat: tuple[Work, LoadFrames], body: Body) -> None:
    done, given = squat
    loads = joint_loads(done, given).joints["hip_r"]
    for name in ("hip_flexion_r", "hip_adduction_r", "hip_rotation_r"):
        i = body.coordinates.index(name)
        where = body.states.places(done.mechanics.movement.q, [_femur()], done.mechanics.movement.at)
        axis = where.turning[:, 0, :, 6 + i]
        world = np.einsum("tij,tj->ti", given.frames.rotation[:, int(body.model.body("femur_r").id)], loads.moment)
        np.testing.assert_allclose((world * axis).sum(axis=1), done.reserve[:, 6 + i] + done.capsule[:, i], atol=1e-6)


def test_the_knee_s_reaction_does_no_work_with_the_patellar_tendon_as_a_lever(
    squat: tuple[Work, LoadFrames], body: Body
) -> None:
    done, given = squat
    i = body.coordinates.index("knee_angle_r")
    where = body.states.places(done.mechanics.movement.q, [_segment("tibia_r")], done.mechanics.movement.at)
    number = int(body.model.body("tibia_r").id)
    wrench = reactions(done, given)[:, number]
    moment = wrench[:, 3:] - np.cross(given.frames.position[:, number], wrench[:, :3])
    power = (wrench[:, :3] * where.moving[:, 0, :, 6 + i]).sum(axis=1)
    power += (moment * where.turning[:, 0, :, 6 + i]).sum(axis=1)
    left = power - done.reserve[:, 6 + i] - done.capsule[:, i]
    assert np.abs(left).max() < 0.5


def test_each_ankle_carries_at_least_its_half_and_hips_less_body_than_ankles(standing: Work) -> None:
    loads = joint_loads(standing).joints
    for side in ("r", "l"):
        foot = sum(force[0, 2] for name, force in standing.support_force().items() if name.endswith(side))
        assert foot == pytest.approx(loads["hip_r"].weight / 2, rel=1e-3)
        assert loads[f"ankle_{side}"].size[0] > 0.97 * foot
    without = Work(
        **{
            **{f: getattr(standing, f) for f in Work.__dataclass_fields__},
            "tension": np.zeros_like(standing.tension),
        }
    )
    bare = joint_loads(without).joints
    assert 0.28 < bare["hip_r"].body_weights[0] < 0.36
    assert 0.42 < bare["knee_r"].body_weights[0] < 0.47
    assert 0.45 < bare["l4_l5"].body_weights[0] < 0.62


def test_left_is_the_mirror_of_right_in_a_one_sided_task(body: Body, person: Parameters) -> None:
    right = perform(body, "single_leg_stance")
    sides = [joint_loads(work(mechanics(body, m), person)).joints for m in (right, mirrored(body, right))]
    for name, load in sides[0].items():
        other = {"_r": "_l", "_l": "_r"}.get(name[-2:], name[-2:])
        np.testing.assert_allclose(sides[1][name[:-2] + other].world * [1, -1, 1], load.world, atol=1e-4 * load.weight)


def test_capsules_are_said_to_be_left_out(standing: Work) -> None:
    assert "Capsules" in joint_loads(standing).not_in_the_force


def test_a_known_ground_and_a_found_ground_give_the_same_loads(body: Body, person: Parameters) -> None:
    from evenpull.body.effort import Push  # noqa: PLC0415 - one use

    free = work(mechanics(body, perform(body, "single_leg_stance")), person)
    rays = free.mechanics.rays
    force = rays.force * free.ground[:, :, None]
    total, about = force.sum(axis=1), np.cross(rays.point, force).sum(axis=1)
    zero = np.zeros((1, 3))
    given = free.mechanics.movement
    plate = Push(name="plate", segment="calcn_r", force=total, point=zero, moment=about)
    on_foot = [i for i, s in enumerate(given.supports) if s.segment == "toes_r"]
    if np.abs(force[:, np.isin(rays.support, on_foot)]).max() < 1e-6:
        known = Movement.held(given.q, given.at, pushes=(plate,))
        again = work(mechanics(body, known), person)
        np.testing.assert_allclose(again.activation, free.activation, atol=5e-3)


def _segment(name: str):  # type: ignore[no-untyped-def]
    from evenpull.body.coordinates import Point  # noqa: PLC0415 - one use

    return Point(kind="body", name=name)


def _femur():  # type: ignore[no-untyped-def]
    return _segment("femur_r")
