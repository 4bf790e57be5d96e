"""What the body is like in a posture or along a movement: lengths, moment arms, forces, points, centre of mass.

MuJoCo computes each frame with one working memory; projection onto the independent coordinates is done for many frames
at once. Nothing here has contacts, joint limits, springs, damping, armature or constraint forces: couplings are
eliminated, not enforced.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates.arms import ArmPattern, Arms
from evenpull.body.coordinates.coordinates import Coordinates
from evenpull.body.coordinates.guard import guarded
from evenpull.body.coordinates.places import Centre, Places, Point, Spots, walk
from evenpull.core.words import say
from evenpull.errors import KnowledgeError, OutOfRange, Where

Array = NDArray[np.float64]
Integers = NDArray[np.intp]
CHUNK = 16
"""Frames whose sparse Jacobians wait in memory to be projected together: they fit in a core's cache."""


class States:
    """Evaluates one model. Not for several threads at once: it has one working memory.

    Args:
        model: A compiled model. Its muscles are the tendons of its actuators in their order, or without actuators all
            tendons.
        coordinates: Its coordinates; read from its joint equalities when not given.

    Raises:
        KnowledgeError: When an actuator pulls at something other than a tendon, or through a gear.
    """

    def __init__(self, model: Any, coordinates: Coordinates | None = None) -> None:
        self.model = model
        self.coordinates = Coordinates.from_model(model) if coordinates is None else coordinates
        self.tendons = muscle_tendons(model)
        self.muscles = muscle_names(model)
        self.pattern = ArmPattern.of(model, self.coordinates, self.tendons)
        self.mass = float(model.body_mass.sum())
        self._data = mujoco.MjData(model)

    def lengths(self, q: Array, at: Array | None = None) -> tuple[Array, Arms]:
        """Return muscle-tendon lengths (T, muscles) in m and their moment arms R = dl/dq.

        Args:
            q: (T, n), rad or m.
            at: Root (7,) or (T, 7); lengths do not depend on it.

        Raises:
            OutOfRange: When q holds something that is no number or has another shape.
            ComputeError: When MuJoCo warns.
        """
        length, _, values = self._run(q, at, paths=True, force=None)
        return length, self.pattern.arms(values)

    def gravity(self, q: Array, at: Array | None = None) -> Array:
        """Return the gradient of the potential energy, (T, tangent) in N m and N: what must hold the body up.

        A joint at rest needs this moment; gravity itself pulls with minus this.
        """
        still = np.zeros((len(q), self.model.nv))
        return self.coordinates.projected(q, self._run(q, at, paths=False, force=(still, still))[1])

    def potential(self, q: Array, at: Array | None = None) -> Array:
        """Return the potential energy of gravity, (T,) in J, zero with the centre of mass at the world's origin."""
        return np.asarray(-self.mass * (self.centre(q, at).position @ self.model.opt.gravity))

    def movement(
        self, q: Array, rate: Array, change: Array, at: Array | None = None
    ) -> tuple[Array, Arms, Array, Array]:
        """Return lengths (T, muscles), arms, projected forces (T, tangent) and full forces (T, nv) in one pass.

        Args:
            q: (T, n).
            rate: (T, tangent), rad/s and m/s.
            change: Its derivative (T, tangent).
            at: Root (7,) or (T, 7).

        The full forces are the moments at every single joint: a lumbar level's own, where the projected one is the sum
        over the levels. They do not contain what the couplings pass on from joint to joint.
        """
        length, force, values = self._run(q, at, paths=True, force=self._full(q, rate, change))
        return length, self.pattern.arms(values), self.coordinates.projected(q, force), force

    def spots(self, q: Array, points: Sequence[Point], at: Array | None = None) -> Spots:
        """Return where named points and the centre of mass are, without their derivatives.

        Raises:
            UnknownId: When a name is no site or segment of the model.
        """
        return walk(self.model, self._data, self._positions(q, at), points, moving=False)

    def places(self, q: Array, points: Sequence[Point], at: Array | None = None) -> Places:
        """Return where named points are and how they move with the tangent.

        Raises:
            UnknownId: When a name is no site or segment of the model.
        """
        return self.places_and_centre(q, points, at)[0]

    def centre(self, q: Array, at: Array | None = None) -> Centre:
        """Return the whole body's centre of mass and how it moves with the tangent."""
        return self.places_and_centre(q, [], at)[1]

    def places_and_centre(self, q: Array, points: Sequence[Point], at: Array | None = None) -> tuple[Places, Centre]:
        """Return both in one pass.

        Raises:
            UnknownId: When a name is no site or segment of the model.
        """
        seen = walk(self.model, self._data, self._positions(q, at), points, moving=True)
        moving = self.coordinates.gathered(np.asarray(seen.moving), self.coordinates.slopes(q))
        p = len(points)
        return (
            Places(position=seen.position, rotation=seen.rotation, moving=moving[:, :p], turning=moving[:, p : 2 * p]),
            Centre(position=seen.centre, moving=moving[:, 2 * p]),
        )

    def carried(self, centre: Centre) -> Array:
        """Return what `gravity` does, (T, tangent), from how the centre of mass moves."""
        return np.asarray(np.einsum("c,tck->tk", -self.mass * self.model.opt.gravity, centre.moving))

    def _full(self, q: Array, rate: Array, change: Array) -> tuple[Array, Array]:
        given = self.coordinates
        return given.full_velocities(q, rate), given.full_accelerations(q, rate, change)

    def _positions(self, q: Array, at: Array | None) -> Array:
        if q.ndim != 2 or q.shape[1] != len(self.coordinates.names):
            count = len(self.coordinates.names)
            raise OutOfRange(say("q has shape {shape}; (frames, {count}) is needed", shape=q.shape, count=count))
        x = self.coordinates.positions(q, at)
        if not np.isfinite(x).all():
            frame = int((~np.isfinite(x)).argmax(0).max())
            raise OutOfRange(say("a posture holds numbers only"), where=Where(frame=frame))
        return x

    def _run(
        self, q: Array, at: Array | None, *, paths: bool, force: tuple[Array, Array] | None
    ) -> tuple[Array, Array, Array]:
        """Return lengths (T, muscles), full forces (T, nv) and projected arms (T, pairs); empty where not asked for."""
        model, data = self.model, self._data
        x, frames = self._positions(q, at), len(q)
        slopes = self.coordinates.slopes(q) if paths else x
        length = np.empty((frames if paths else 0, len(self.tendons)))
        values = np.empty((len(length), len(self.pattern.starts)))
        raw = np.empty((CHUNK, len(model.ten_J_colind)))
        forces = np.empty((frames if force else 0, model.nv))
        qpos, qvel, qacc, ten_length, ten_jacobian = data.qpos, data.qvel, data.qacc, data.ten_length, data.ten_J
        kinematics, com_pos = partial(mujoco.mj_kinematics, model, data), partial(mujoco.mj_comPos, model, data)
        tendon, com_vel = partial(mujoco.mj_tendon, model, data), partial(mujoco.mj_comVel, model, data)
        newton = partial(mujoco.mj_rne, model, data, 1)
        with guarded(data):
            for start in range(0, frames, CHUNK):
                end = min(start + CHUNK, frames)
                for t in range(start, end):
                    qpos[:] = x[t]
                    kinematics()
                    com_pos()
                    if paths:
                        tendon()
                        length[t] = ten_length[self.tendons]
                        raw[t - start] = ten_jacobian
                    if force:
                        qvel[:], qacc[:] = force[0][t], force[1][t]
                        com_vel()
                        newton(forces[t])
                if paths:
                    values[start:end] = self.pattern.projected(raw[: end - start], slopes[start:end])
        return length, forces, values


def muscle_tendons(model: Any) -> Integers:
    """Return the tendon of every muscle: of each actuator in order, or all tendons of a model without actuators.

    Raises:
        KnowledgeError: When an actuator pulls at something other than a tendon, or through a gear.
    """
    if model.nu == 0:
        return np.arange(model.ntendon)
    if (model.actuator_trntype != int(mujoco.mjtTrn.mjTRN_TENDON)).any() or (model.actuator_gear[:, 0] != 1.0).any():
        raise KnowledgeError(say("every actuator has to pull at a tendon, without a gear"))
    return np.asarray(model.actuator_trnid[:, 0], dtype=np.intp)


def muscle_names(model: Any) -> tuple[str, ...]:
    """Return the muscles' names, those of the actuators, or of the tendons of a model without actuators."""
    if model.nu == 0:
        return tuple(model.tendon(i).name for i in range(model.ntendon))
    return tuple(model.actuator(i).name for i in range(model.nu))
