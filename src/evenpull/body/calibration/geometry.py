"""Muscle lengths and moment arms at the postures of the targets: they do not depend on what is fitted.

Computed once; a prediction is then a sum over muscle curves. Muscles that neither turn the tested coordinates nor stand
in the table of plain standing are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import mujoco
import numpy as np
from numpy.typing import NDArray

from evenpull.body.calibration.targets import Pose, Target
from evenpull.body.model.body import Body

Array = NDArray[np.float64]
STEP_RAD = 1e-5
TURNS: dict[Pose, tuple[int, float]] = {
    "standing": (1, 0.0),
    "supine": (1, -90.0),
    "prone": (1, 90.0),
    "left_side": (0, -90.0),
}
"""Axis (x, y, z) about which the pelvis is turned from standing, and by how many degrees."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Geometry:
    """Postures of T targets of a body with m muscles and n coordinates.

    Args:
        q: Postures (T, n), rad.
        length: (T, m), m.
        arms: Of the tested coordinate or level, positive where the muscle pulls it up (T, m), m.
        tested: Index of the tested coordinate (T,).
        weight: What gravity asks of the tested coordinate in the pose (T,), N m.
    """

    q: Array
    length: Array
    arms: Array
    tested: NDArray[np.intp]
    weight: Array


def geometry(body: Body, targets: Sequence[Target]) -> Geometry:
    """Return lengths and arms at the postures of the targets."""
    q = np.array([posture(body, target) for target in targets])
    tested = np.array([body.coordinates.index(target.coordinate) for target in targets], dtype=np.intp)
    length, derivative = body.states.lengths(q)
    rows = np.arange(len(q))
    arms = -derivative.dense()[rows, :, tested]
    for i, target in enumerate(targets):
        if target.level is not None:
            arms[i] = level_arms(body, q[i], target.level)
    at = np.array([root(target.pose, target.pelvis_back) for target in targets])
    weight = body.states.gravity(q, at)[rows, 6 + tested]
    weight[[not target.gravity for target in targets]] = 0.0
    return Geometry(q=q, length=length, arms=arms, tested=tested, weight=weight)


def posture(body: Body, target: Target) -> Array:
    """Return a target's posture q (n,), rad; a published angle may lie a little outside the coordinate's range."""
    q = np.zeros(len(body.coordinates.names))
    for name, angle in target.angles.items():
        q[body.coordinates.index(name)] = np.radians(angle)
    return q


def root(pose: Pose, pelvis_back: float) -> Array:
    """Return the root (7,) of a body that lies or stands, its pelvis tilted back by an angle in degrees."""
    axis, turn = TURNS[pose]
    half = np.radians(turn - pelvis_back) / 2.0
    at = np.zeros(7)
    at[3] = np.cos(half)
    at[4 + axis] = np.sin(half)
    return at


def level_arms(body: Body, q: Array, joint: str) -> Array:
    """Return moment arms (m,), m, about one joint of those that a coordinate drives, the others standing still."""
    place = int(body.model.joint(joint).qposadr[0])
    x = body.coordinates.positions(q[None])[0]
    lengths = []
    data = mujoco.MjData(body.model)
    for step in (STEP_RAD, -STEP_RAD):
        data.qpos[:] = x
        data.qpos[place] += step
        mujoco.mj_kinematics(body.model, data)
        mujoco.mj_comPos(body.model, data)
        mujoco.mj_tendon(body.model, data)
        lengths.append(data.ten_length[body.states.tendons].copy())
    return np.asarray((lengths[1] - lengths[0]) / (2.0 * STEP_RAD))
