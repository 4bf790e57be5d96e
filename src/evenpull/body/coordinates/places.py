"""Places of the body: named points, where they are in a posture and how they move, and the centre of mass.

One pass over the frames serves all: MuJoCo places the segments once a frame, whatever is asked of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import mujoco
import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates.guard import guarded
from evenpull.core.words import say
from evenpull.errors import UnknownId

Array = NDArray[np.float64]
KINDS = {"site": say("site"), "body": say("body")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place of the body by name: a site, or the origin of a segment (`body`)."""

    kind: Literal["site", "body"]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """Where named points are, and how they move. p points; tangent is 6 of the root, then n.

    Args:
        position: (T, p, 3), m, world.
        rotation: From the point's frame to the world (T, p, 3, 3).
        moving: d position / d tangent (T, p, 3, tangent).
        turning: World angular velocity per rate (T, p, 3, tangent).
    """

    position: Array
    rotation: Array
    moving: Array
    turning: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Centre:
    """The whole body's centre of mass: position (T, 3) in m, world, and its derivative (T, 3, tangent)."""

    position: Array
    moving: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spots:
    """Where p named points and the centre of mass are in T frames, and with `moving` how they move.

    Args:
        position: (T, p, 3), m, world.
        rotation: From the point's frame to the world (T, p, 3, 3).
        centre: Centre of mass (T, 3), m, world.
        moving: Per full velocity (T, 2 p + 1, 3, nv): each point, each point's turning, the centre of mass; None where
            not asked for.
    """

    position: Array
    rotation: Array
    centre: Array
    moving: Array | None


def walk(model: Any, data: Any, x: Array, points: Sequence[Point], *, moving: bool) -> Spots:
    """Place a body in every full position x (T, nx) and look at named points.

    Args:
        model, data: MuJoCo's, the second as working memory.
        x: Full positions (T, nx).
        points: p points.
        moving: Whether derivatives are asked for; they take four fifths of the time.

    Raises:
        UnknownId: When a name is no site or segment of the model.
        ComputeError: When MuJoCo warns.
    """
    ids = [_found(model, point) for point in points]
    frames, p = len(x), len(ids)
    position, rotation = np.empty((frames, p, 3)), np.empty((frames, p, 9))
    centre = np.empty((frames, 3))
    derivative = np.empty((frames, 2 * p + 1, 3, model.nv)) if moving else None
    groups = [
        (
            np.flatnonzero([site == kind for site, _ in ids]),
            np.array([i for site, i in ids if site == kind], dtype=np.intp),
        )
        for kind in (False, True)
    ]
    found = [(to, index, *at) for (to, index), at in zip(groups, _places(data), strict=True) if len(to)]
    qpos, whole = data.qpos, data.subtree_com
    kinematics, com_pos = partial(mujoco.mj_kinematics, model, data), partial(mujoco.mj_comPos, model, data)
    calls = [(mujoco.mj_jacSite if site else mujoco.mj_jacBody, index) for site, index in ids]
    with guarded(data):
        for t in range(frames):
            qpos[:] = x[t]
            kinematics()
            com_pos()
            for to, index, spot, turn in found:
                position[t, to], rotation[t, to] = spot[index], turn[index]
            centre[t] = whole[0]
            if derivative is not None:
                row = derivative[t]
                for i, (jacobian, which) in enumerate(calls):
                    jacobian(model, data, row[i], row[p + i], which)
                mujoco.mj_jacSubtreeCom(model, data, row[2 * p], 0)
    return Spots(position=position, rotation=rotation.reshape(frames, p, 3, 3), centre=centre, moving=derivative)


def _places(data: Any) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Return the live positions and rotations of all segments, and of all sites."""
    return (data.xpos, data.xmat), (data.site_xpos, data.site_xmat)


def _found(model: Any, point: Point) -> tuple[bool, int]:
    site = point.kind == "site"
    kind = mujoco.mjtObj.mjOBJ_SITE if site else mujoco.mjtObj.mjOBJ_BODY
    index = mujoco.mj_name2id(model, kind, point.name)
    if index < 0:
        raise UnknownId(point.name, kind=KINDS[point.kind])
    return site, index
