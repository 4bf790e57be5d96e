"""Postures of the body: lengths, moment arms, forces and points agree with one another and with MuJoCo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mujoco
import numpy as np
import pytest
from numpy.typing import NDArray

from evenpull.body.coordinates import Mirror, Point, States, root
from evenpull.body.coordinates.guard import guarded
from evenpull.errors import ComputeError, KnowledgeError, OutOfRange, UnknownId
from tests.unit.body.coordinates.conftest import postures, roots

Array = NDArray[np.float64]
STEP = 1e-6
KINK_M = 1e-7
"""A finite difference over 2e-6 rad is exact to some 1e-8 m; where a path leaves or meets a surface in between, no
derivative exists and one step misses by more than this."""
MOST_KINKS = 1e-3
"""Share of entries that may lie on such a kink in random postures."""


def by_steps(states: States, value: Callable[[Array, Array], Array], q: Array, at: Array, step: float) -> Array:
    """Return the central difference of value(q, at) (T, ...) along every direction of the tangent, last axis."""
    out = []
    skip = states.coordinates.tangent - q.shape[1]
    for k in range(states.coordinates.tangent):
        move = np.zeros(states.coordinates.tangent)
        move[k] = step
        ahead = value(q + move[skip:], root.moved(at, np.tile(move[:6], (len(q), 1))) if skip else at)
        behind = value(q - move[skip:], root.moved(at, np.tile(-move[:6], (len(q), 1))) if skip else at)
        out.append((ahead - behind) / (2 * step))
    return np.stack(out, axis=-1)


def test_moment_arms_are_the_slopes_of_length(body: States) -> None:
    q, at = postures(body, 12, 1), roots(12, 2)
    difference = by_steps(body, lambda q, at: body.lengths(q, at)[0], q, at, STEP)
    assert np.abs(difference[..., :6]).max() < 1e-8, "lengths depend on where the body stands"
    miss = np.abs(difference[..., 6:] - body.lengths(q, at)[1].dense())
    kinks = np.argwhere(miss > KINK_M)
    names = sorted({body.muscles[i] for _, i, _ in kinks})
    assert len(kinks) <= MOST_KINKS * miss.size, f"{len(kinks)} entries are no slopes, of {names}"


def test_lengths_are_those_of_mujoco_s_whole_forward_pass(body: States) -> None:
    q, at = postures(body, 5, 3), roots(5, 4)
    data = mujoco.MjData(body.model)
    lengths, _ = body.lengths(q, at)
    for x, length in zip(body.coordinates.positions(q, at), lengths, strict=True):
        data.qpos[:] = x
        mujoco.mj_fwdPosition(body.model, data)
        assert np.abs(data.ten_length[body.tendons] - length).max() < 1e-13


def test_sparse_and_dense_moment_arms_say_the_same(body: States) -> None:
    q = postures(body, 4, 5)
    rng = np.random.default_rng(6)
    _, arms = body.lengths(q)
    dense = arms.dense()
    force, rate = rng.uniform(0, 100, (4, arms.muscles)), rng.normal(size=(4, arms.coordinates))
    assert np.abs(arms.pull(force) + np.einsum("tmn,tm->tn", dense, force)).max() < 1e-10
    assert np.abs(arms.speeds(rate) - np.einsum("tmn,tn->tm", dense, rate)).max() < 1e-12
    assert np.abs(arms.stiffness(force) - np.einsum("tmi,tm,tmj->tij", dense, force, dense)).max() < 1e-10
    some = np.arange(arms.muscles)[::-3]
    last = np.arange(arms.coordinates)[-2:]
    assert np.array_equal(arms.block(some, last), dense[:, some][:, :, last])


def test_gravity_is_the_slope_of_the_potential_energy(body: States) -> None:
    q, at = postures(body, 6, 7), roots(6, 8)
    difference = by_steps(body, body.potential, q, at, 1e-5)
    assert np.abs(difference - body.gravity(q, at)).max() < 1e-6


def test_the_power_of_a_movement_is_the_change_of_its_energy(body: States) -> None:
    given, h = body.coordinates, 1e-5
    rng = np.random.default_rng(9)
    q, at = postures(body, 4, 10), roots(4, 11)
    rate, change = rng.normal(size=(2, 4, given.tangent))
    skip = given.tangent - q.shape[1]
    data = mujoco.MjData(body.model)

    def energy(t: float) -> Array:
        now = rate + t * change
        move = t * rate + 0.5 * t * t * change
        there = q + move[:, skip:], root.moved(at, move[:, :6])
        out = body.potential(*there)
        for i, (x, v) in enumerate(zip(given.positions(*there), given.full_velocities(there[0], now), strict=True)):
            data.qpos[:] = x
            mujoco.mj_fwdPosition(body.model, data)
            inertia = np.zeros((body.model.nv, body.model.nv))
            mujoco.mj_fullM(body.model, data, inertia)
            out[i] += 0.5 * v @ (inertia - np.diag(body.model.dof_armature)) @ v
        return out

    power = (energy(h) - energy(-h)) / (2 * h)
    force = body.movement(q, rate, change, at)[2]
    assert np.allclose(power, (force * rate).sum(1), rtol=1e-5, atol=1e-3)


def test_one_pass_over_a_movement_gives_what_single_passes_give(body: States) -> None:
    q, at = postures(body, 20, 12), roots(20, 13)
    rate, change = np.random.default_rng(14).normal(size=(2, 20, body.coordinates.tangent))
    length, arms, force, full = body.movement(q, rate, change, at)
    alone, alone_arms = body.lengths(q, at)
    assert np.array_equal(length, alone)
    assert np.array_equal(arms.values, alone_arms.values)
    assert np.array_equal(force, body.coordinates.projected(q, full))


def test_frames_do_not_depend_on_their_neighbours(body: States) -> None:
    q = postures(body, 33, 15)
    whole, arms = body.lengths(q)
    for t in (0, 15, 16, 32):
        alone, alone_arms = body.lengths(q[t : t + 1])
        assert np.array_equal(alone[0], whole[t])
        assert np.array_equal(alone_arms.values[0], arms.values[t])


def test_points_and_centre_of_mass_move_as_their_jacobians_say(body: States) -> None:
    q, at = postures(body, 3, 16), roots(3, 17)
    segment = body.model.body(body.model.nbody - 1).name
    points = [Point(kind="body", name=segment), Point(kind="site", name=body.model.site(0).name)]
    found = body.places(q, points, at)
    moved = by_steps(body, lambda q, at: body.places(q, points, at).position, q, at, 1e-5)
    assert np.abs(moved - found.moving).max() < 1e-7
    spin = by_steps(body, lambda q, at: body.places(q, points, at).rotation, q, at, 1e-5)
    skew = np.einsum("tpijk,tplj->tpilk", spin, found.rotation)
    turning = np.stack([skew[:, :, 2, 1], skew[:, :, 0, 2], skew[:, :, 1, 0]], axis=2)
    assert np.abs(turning - found.turning).max() < 1e-7
    centre = body.centre(q, at)
    assert np.abs(by_steps(body, lambda q, at: body.centre(q, at).position, q, at, 1e-5) - centre.moving).max() < 1e-7


def test_the_mirrored_posture_of_the_mended_body_has_mirrored_lengths_and_arms(
    mended: States, mended_record: tuple[Any, dict[str, Any]]
) -> None:
    flips = {row["name"] for row in mended_record[1]["coordinates"] if row.get("flips")}
    mirror = Mirror.of(mended.coordinates.names, mended.muscles, flips=flips)
    q, at = postures(mended, 200, 18), roots(200, 19)
    length, arms = mended.lengths(q, at)
    other, other_arms = mended.lengths(mirror.posture(q), root.mirrored(at))
    assert np.abs(other - mirror.lengths(length)).max() < 1e-9
    assert np.abs(other_arms.dense() - mirror.moment_arms(arms.dense())).max() < 1e-8
    assert np.array_equal(mirror.posture(mirror.posture(q)), q)
    centre = mended.centre(q, at).position * [1, -1, 1]
    assert np.abs(mended.centre(mirror.posture(q), root.mirrored(at)).position - centre).max() < 1e-9


def test_a_name_without_partner_or_a_sided_flip_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="knee_r"):
        Mirror.of(("knee_r",), (), flips=())
    with pytest.raises(KnowledgeError, match="has a side"):
        Mirror.of(("knee_r", "knee_l"), (), flips=("knee_r",))
    with pytest.raises(UnknownId, match="bending"):
        Mirror.of(("knee_r", "knee_l"), (), flips=("bending",))


def test_a_warning_of_mujoco_becomes_our_error_and_its_own_handler_comes_back(chain: States) -> None:
    data = mujoco.MjData(chain.model)
    before = mujoco.get_mju_user_warning()
    data.qpos[:] = np.inf
    with pytest.raises(ComputeError, match="cannot be computed"), guarded(data):
        mujoco.mj_checkPos(chain.model, data)
    assert mujoco.get_mju_user_warning() is before


def test_a_warning_that_mujoco_only_counts_is_raised_once_and_not_again(chain: States) -> None:
    data = mujoco.MjData(chain.model)
    with pytest.raises(ComputeError, match="QPOS"), guarded(data):
        data.warning.number[int(mujoco.mjtWarning.mjWARN_BADQPOS)] += 1
    with guarded(data):
        mujoco.mj_kinematics(chain.model, data)


def test_a_thousand_random_postures_give_no_warning_and_only_numbers(mended: States) -> None:
    q = postures(mended, 1000, 20)
    rate = np.random.default_rng(21).normal(scale=5.0, size=(1000, mended.coordinates.tangent))
    length, arms, force, _ = mended.movement(q, rate, rate)
    assert np.isfinite(arms.values).all()
    assert np.isfinite(force).all()
    assert (length > 0).all()


def test_what_is_no_posture_is_refused(chain: States) -> None:
    with pytest.raises(OutOfRange, match="shape"):
        chain.lengths(np.zeros((1, 3)))
    with pytest.raises(OutOfRange, match="frame 1"):
        chain.lengths(np.array([[0.0, 0.0], [np.nan, 0.0]]))
    with pytest.raises(UnknownId, match="no site"):
        chain.places(np.zeros((1, 2)), [Point(kind="site", name="tail")])
