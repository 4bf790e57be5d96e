"""Independent coordinates: couplings hold exactly, derivatives are those of finite differences, faults are named."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from evenpull.body.coordinates import Coordinates, States, root
from evenpull.errors import KnowledgeError, NotConverged, OutOfRange, UnknownId
from tests.unit.body.coordinates.conftest import CHAIN, postures, roots

STEP = 1e-5


def test_the_model_s_own_equalities_hold_at_phi_of_q(chain: States, shipped: States) -> None:
    for states in (chain, shipped):
        model, data = states.model, mujoco.MjData(states.model)
        for x in states.coordinates.positions(postures(states, 20, 1), roots(20, 2)):
            data.qpos[:] = x
            mujoco.mj_kinematics(model, data)
            mujoco.mj_comPos(model, data)
            mujoco.mj_makeConstraint(model, data)
            equalities = data.efc_pos[: data.ne]
            assert len(equalities) == model.neq
            assert np.abs(equalities).max() < 1e-14


def test_independent_joints_are_those_that_follow_nothing(chain: States) -> None:
    assert chain.coordinates.names == ("hip", "knee")
    assert set(chain.coordinates.joints) == {"hip", "knee", "slide", "twist"}


def test_slopes_and_curvatures_are_the_derivatives_of_phi(body: States) -> None:
    given, q = body.coordinates, postures(body, 30, 3)
    n = len(given.names)
    for k in range(n):
        step = STEP * np.eye(n)[k]
        own = given.driver == k
        ahead, behind = given.positions(q + step), given.positions(q - step)
        slope = (ahead - behind)[:, given.places] / (2 * STEP)
        assert np.abs(slope - given.slopes(q) * own).max() < 1e-7
        bend = (given.slopes(q + step) - given.slopes(q - step)) / (2 * STEP)
        assert np.abs(bend - given.curvatures(q) * own).max() < 1e-7


def test_the_dense_jacobian_turns_rates_into_full_velocities(body: States) -> None:
    given, q = body.coordinates, postures(body, 8, 4)
    rate = np.random.default_rng(5).normal(size=(8, given.tangent))
    dense = np.einsum("tij,tj->ti", given.jacobian(q), rate)
    assert np.abs(dense - given.full_velocities(q, rate)).max() < 1e-13


def test_positions_along_a_path_have_the_velocities_and_accelerations_of_the_chain_rule(body: States) -> None:
    given = body.coordinates
    n, h = len(given.names), 1e-4
    rng = np.random.default_rng(6)
    q, rate, change = postures(body, 5, 7), rng.normal(size=(5, n)), rng.normal(size=(5, n))

    def along(t: float) -> np.ndarray:
        return given.positions(q + t * rate + 0.5 * t * t * change)[:, given.places]

    still = np.zeros((5, given.tangent - n))
    full = [np.concatenate([still, part], axis=1) for part in (rate, change)]
    velocity, acceleration = (along(h) - along(-h)) / (2 * h), (along(h) - 2 * along(0) + along(-h)) / h**2
    assert np.abs(velocity - given.full_velocities(q, full[0])[:, given.speeds]).max() < 1e-6
    assert np.abs(acceleration - given.full_accelerations(q, *full)[:, given.speeds]).max() < 1e-5


def test_projected_forces_do_the_same_work(body: States) -> None:
    given, q = body.coordinates, postures(body, 6, 8)
    rng = np.random.default_rng(9)
    force, rate = rng.normal(size=(6, given.velocities)), rng.normal(size=(6, given.tangent))
    full = given.full_velocities(q, rate)
    assert np.allclose((given.projected(q, force) * rate).sum(1), (force * full).sum(1), rtol=0, atol=1e-12)


def test_the_force_of_the_lumbar_coordinate_is_the_sum_of_its_levels_and_no_level_s_own(shipped: States) -> None:
    given = shipped.coordinates
    q = np.zeros((1, len(given.names)))
    force = np.zeros((1, given.velocities))
    share = {"flex_extension": 1.0, "L4_L5_FE": 0.185, "L3_L4_FE": 0.204, "L2_L3_FE": 0.231, "L1_L2_FE": 0.255}
    for moment, name in enumerate(share, start=1):
        force[0, shipped.model.joint(name).dofadr[0]] = moment
    projected = given.projected(q, force)[0, 6 + given.index("flex_extension")]
    assert projected == pytest.approx(sum(m * s for m, s in enumerate(share.values(), start=1)), abs=1e-4)
    assert abs(projected - 1.0) > 1.0


def test_curved_couplings_add_their_share_of_stiffness(body: States) -> None:
    given, q = body.coordinates, postures(body, 5, 10)
    n = len(given.names)
    force = np.random.default_rng(11).normal(size=(5, given.velocities))
    for k in range(n):
        step = STEP * np.eye(n)[k]
        change = (given.projected(q + step, force) - given.projected(q - step, force))[:, -n:] / (2 * STEP)
        assert np.abs(change[:, k] - given.gathered(force, given.curvatures(q))[:, -n:][:, k]).max() < 1e-6
        assert np.abs(np.delete(change, k, axis=1)).max() < 1e-9


def test_a_root_moves_as_mujoco_s_free_joint_does(chain: States) -> None:
    at, step = roots(50, 12), np.random.default_rng(13).normal(size=(50, 6))
    step[0] = 0.0
    step[1, 3:] = 1e-12
    x = chain.coordinates.positions(np.zeros((50, 2)), at)
    for row, turn, found in zip(x, step, root.moved(at, step), strict=True):
        moved = row.copy()
        mujoco.mj_integratePos(chain.model, moved, np.concatenate([turn, np.zeros(5)]), 1.0)
        assert np.abs(moved[:7] - found).max() < 1e-14


def test_the_step_between_two_roots_leads_from_one_to_the_other() -> None:
    start, end = roots(50, 14), roots(50, 15)
    end[0] = start[0]
    reached = root.moved(start, root.step_between(start, end))
    same = np.minimum(np.abs(reached - end).max(1), np.abs(reached - end * [1, 1, 1, -1, -1, -1, -1]).max(1))
    assert same.max() < 1e-13
    assert np.linalg.norm(root.step_between(start, end)[:, 3:], axis=1).max() <= np.pi + 1e-12


def test_a_posture_outside_a_coupling_is_refused_by_name_and_by_who_went_there(chain: States) -> None:
    given = chain.coordinates
    q = np.array([[0.0, 0.5], [0.0, 2.5]])
    assert given.out_of_range(q) == ("knee",)
    with pytest.raises(OutOfRange, match="knee"):
        given.require_held(q)
    with pytest.raises(NotConverged, match=r"out_of_range.*knee"):
        given.require_held(q, searching=True)


def test_a_straight_joint_beyond_its_limit_is_named_but_its_coupling_still_holds(chain: States) -> None:
    q = np.array([[1.6, 0.5]])
    assert chain.coordinates.out_of_range(q) == ("hip",)
    chain.coordinates.require_held(q)


def test_an_unknown_coordinate_is_refused(chain: States) -> None:
    with pytest.raises(UnknownId, match="no coordinate"):
        chain.coordinates.index("tail")


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ('<joint joint1="knee" joint2="twist" polycoef="0 1 0 0 0"/>', "circle"),
        ('<joint joint1="slide" joint2="hip" polycoef="0 1 0 0 0"/>', "two others"),
    ],
)
def test_equalities_that_contradict_themselves_are_refused(extra: str, message: str) -> None:
    model = mujoco.MjModel.from_xml_string(CHAIN.replace("</equality>", extra + "</equality>"))
    with pytest.raises(KnowledgeError, match=message):
        Coordinates.from_model(model)


@pytest.mark.parametrize(
    ("drives", "message"),
    [
        ({"hip": [0, 1]}, "nothing drives"),
        ({"hip": [0, 1], "slide": [0], "knee": [0], "twist": [0], "stuck": [0], "wing": [0, 1]}, "wing"),
    ],
)
def test_rows_that_do_not_fit_the_model_are_refused(
    chain: States, drives: dict[str, list[float]], message: str
) -> None:
    with pytest.raises(KnowledgeError, match=message):
        Coordinates.from_rows(chain.model, [{"name": "hip", "low": -1, "high": 1, "drives": drives}])
