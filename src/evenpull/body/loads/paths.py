"""Where every muscle pulls at every bone: the points of its path, the segments they lie on, and the forces there.

A tension pulls each point of a path towards its neighbours on the path. On a wrapping surface the path touches at two
points; the arc between them presses on the surface itself and needs no force of its own. A surface that the path does
not touch in a frame has its two points on the straight line, where the two pulls cancel.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates.guard import guarded
from evenpull.body.effort import Mechanics
from evenpull.body.model.body import Body

Array = NDArray[np.float64]
Integers = NDArray[np.intp]
SITE, SPHERE, CYLINDER = (int(getattr(mujoco.mjtWrap, f"mjWRAP_{kind}")) for kind in ("SITE", "SPHERE", "CYLINDER"))
SHORTEST_M = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layout:
    """The fixed order of path points: s slots over all muscles. Every site is one slot, every surface two.

    Args:
        muscle: Whose each slot is (s,).
        segment: Segment that each slot lies on, MuJoCo's body number (s,).
        sites: Slots that are sites, in order.
        behind: For each site in order, the first slot of the surface that follows it, or -1.
        pulls: Slots from which a straight stretch of path goes on to the next slot.
    """

    muscle: Integers
    segment: Integers
    sites: Integers
    behind: Integers
    pulls: Integers

    @staticmethod
    def of(body: Body) -> Layout:
        """Read the layout of a body's muscles."""
        model: Any = body.model
        owner = {int(tendon): i for i, tendon in enumerate(body.states.tendons)}
        muscle: list[int] = []
        segment: list[int] = []
        sites: list[int] = []
        behind: list[int] = []
        inside: list[int] = []
        for tendon in range(model.ntendon):
            start = int(model.tendon_adr[tendon])
            for i in range(start, start + int(model.tendon_num[tendon])):
                kind, thing = int(model.wrap_type[i]), int(model.wrap_objid[i])
                if kind == SITE:
                    sites.append(len(muscle))
                    behind.append(-1)
                    segment.append(int(model.site_bodyid[thing]))
                    muscle.append(owner.get(tendon, -1))
                elif kind in {SPHERE, CYLINDER}:
                    behind[-1] = len(muscle)
                    inside.append(len(muscle))
                    segment += [int(model.geom_bodyid[thing])] * 2
                    muscle += [owner.get(tendon, -1)] * 2
        whose = np.array(muscle, dtype=np.intp)
        goes_on = (whose[1:] == whose[:-1]) & (whose[1:] >= 0)
        goes_on[np.array(inside, dtype=np.intp)] = False
        return Layout(
            muscle=whose,
            segment=np.array(segment, dtype=np.intp),
            sites=np.array(sites, dtype=np.intp),
            behind=np.array(behind, dtype=np.intp),
            pulls=np.flatnonzero(goes_on),
        )

    def points(self, objects: NDArray[np.int32], places: Array) -> Array:
        """Return each slot's place (s, 3) from one frame of MuJoCo's path points.

        Args:
            objects: -1 for a site, else the surface's number (p,).
            places: m (p, 3).
        """
        out = np.empty((len(self.muscle), 3))
        is_site = objects == -1
        out[self.sites] = places[is_site]
        follows = np.cumsum(is_site) - 1
        touching = np.flatnonzero(~is_site)
        first = touching[0::2]
        slot = self.behind[follows[first]]
        out[slot], out[slot + 1] = places[first], places[first + 1]
        surfaces = self.behind[self.behind >= 0]
        away = np.setdiff1d(surfaces, slot, assume_unique=True)
        middle = 0.5 * (out[away - 1] + out[away + 2])
        out[away], out[away + 1] = middle, middle
        return out


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frames:
    """What joint forces are made from, frame by frame. b segments.

    Args:
        points: Path points, world, m (T, s, 3).
        position, rotation: Of each segment: origin, and from its frame to the world (T, b, 3), (T, b, 3, 3).
        carried: Force and moment about the world's origin that each segment's joint must pass on so that it and all
            that hangs on it moves as it does, gravity included; (T, b, 6), force first.
    """

    points: Array
    position: Array
    rotation: Array
    carried: Array


def frames(mechanics: Mechanics, layout: Layout) -> Frames:
    """Return path points of a movement, and the forces that inertia and weight ask for.

    Raises:
        ComputeError: When MuJoCo warns.
    """
    moves, model, given = mechanics.movement, mechanics.body.model, mechanics.body.coordinates
    count, data = len(moves.q), mujoco.MjData(model)
    x, v = given.positions(moves.q, moves.at), given.full_velocities(moves.q, moves.rate)
    a = given.full_accelerations(moves.q, moves.rate, moves.change)
    points = np.empty((count, len(layout.muscle), 3))
    position, rotation = np.empty((count, model.nbody, 3)), np.empty((count, model.nbody, 3, 3))
    carried = np.empty((count, model.nbody, 6))
    steps = [
        partial(getattr(mujoco, name), model, data)
        for name in ("mj_kinematics", "mj_comPos", "mj_tendon", "mj_comVel", "mj_rnePostConstraint")
    ]
    with guarded(data):
        for t in range(count):
            data.qpos[:], data.qvel[:], data.qacc[:] = x[t], v[t], a[t]
            for step in steps:
                step()
            used = int(data.ten_wrapnum.sum())
            points[t] = layout.points(data.wrap_obj.reshape(-1)[:used], data.wrap_xpos.reshape(-1, 3)[:used])
            position[t], rotation[t] = data.xpos, data.xmat.reshape(-1, 3, 3)
            force = data.cfrc_int[:, 3:]
            carried[t, :, :3] = force
            carried[t, :, 3:] = data.cfrc_int[:, :3] + np.cross(data.subtree_com[model.body_rootid], force)
    return Frames(points=points, position=position, rotation=rotation, carried=carried)


def pulls(layout: Layout, points: Array) -> Array:
    """Return the unit vector along each straight stretch of path, towards its later end, (T, stretches, 3)."""
    along = points[:, layout.pulls + 1] - points[:, layout.pulls]
    return np.asarray(along / np.maximum(np.linalg.norm(along, axis=2, keepdims=True), SHORTEST_M))


def on_segments(layout: Layout, points: Array, stretch: Array, *, segments: int) -> Array:
    """Return force and moment about the world's origin of all muscles on every segment, (T, b, 6).

    Args:
        layout: Of the paths.
        points: (T, s, 3).
        stretch: Tension of each straight stretch, N (T, stretches): one muscle's stretches may differ at the patella.
        segments: How many segments there are.
    """
    force = pulls(layout, points) * stretch[:, :, None]
    out = np.zeros((len(points), segments, 6))
    for end, sign in ((0, 1.0), (1, -1.0)):
        slot = layout.pulls + end
        pull = sign * force
        wrench = np.concatenate([pull, np.cross(points[:, slot], pull)], axis=2)
        order = np.argsort(layout.segment[slot], kind="stable")
        which, starts = np.unique(layout.segment[slot][order], return_index=True)
        out[:, which] += np.add.reduceat(wrench[:, order], starts, axis=1)
    return out
