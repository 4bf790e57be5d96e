"""Lengths and moment arms of a published OpenSim model's muscles, wrapping cylinders included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from evenpull.body.build.osim.document import Cylinder, OsimModel, OsimMuscle, Point, Vector

STEP_RAD = 1e-4
"""Half width of the finite difference that gives a moment arm."""
ROUNDS = 8
"""How often a path over several surfaces is relaxed, one surface at a time, as OpenSim does."""


def turn(axis: Vector, angle: float) -> Vector:
    """Return the rotation (3, 3) by an angle, rad, about an axis (Rodrigues)."""
    x, y, z = axis / np.linalg.norm(axis)
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1 - np.cos(angle)) * cross @ cross)


class Posed:
    """A model in one posture.

    Args:
        model: The file.
        angles: Coordinates that differ from the file's defaults, rad.
        coupled: False leaves the file's couplings out, so that a spine can be bent by other shares.
    """

    def __init__(self, model: OsimModel, angles: Mapping[str, float], *, coupled: bool = True) -> None:
        self.model = model
        self.values = {**model.defaults, **angles}
        for source, target, function in model.couplings:
            if coupled or target not in angles:
                self.values[target] = function(self.values[source])
        self._frames: dict[str, Vector] = {"ground": np.eye(4)}

    def frame(self, body: str) -> Vector:
        """Return the pose (4, 4) of a body in the ground frame."""
        if body not in self._frames:
            joint = self.model.joints[body]
            inner = np.eye(4)
            for axis in joint.axes:
                value = axis.function(self.values[axis.coordinate] if axis.coordinate else 0.0)
                if axis.turns:
                    inner[:3, :3] = inner[:3, :3] @ turn(axis.direction, value)
                else:
                    inner[:3, 3] += value * axis.direction
            above = self.frame(joint.parent) @ joint.parent_offset
            self._frames[body] = above @ inner @ np.linalg.inv(joint.child_offset)
        return self._frames[body]

    def point(self, point: Point) -> Vector:
        """Return the ground position (3,) of a path point, m."""
        at = [move[1](self.values[move[0]]) if move else at for move, at in zip(point.moves, point.at, strict=True)]
        return np.asarray(self.frame(point.body)[:3] @ np.array([*at, 1.0]))

    def length(self, muscle: OsimMuscle) -> float:
        """Return the length of a muscle's path, m."""
        kept = [
            (index + 1, self.point(point))
            for index, point in enumerate(muscle.points)
            if point.while_in is None or point.while_in[1] <= self.values[point.while_in[0]] <= point.while_in[2]
        ]
        cylinders = [(self.model.cylinders[name], a, b) for name, a, b in muscle.wraps if name in self.model.cylinders]
        bends: list[Bend | None] = [None] * len(cylinders)
        for _ in range(ROUNDS if len(cylinders) > 1 else 1):
            for own, (cylinder, first, last) in enumerate(cylinders):
                bends[own] = None
                bends[own] = self._best(_chain(kept, bends), cylinder, first, last)
        return sum(step.length for step in _chain(kept, bends))

    def _best(self, chain: list[Leg], cylinder: Cylinder, first: int, last: int) -> Bend | None:
        """Return the bend that lengthens the path least, among the straight legs that may touch the cylinder."""
        frame = self.frame(cylinder.body) @ cylinder.frame
        turned, at = frame[:3, :3], frame[:3, 3]
        best, least = None, np.inf
        for leg in chain:
            if leg.bent or (first > 0 and leg.after < first) or (last > 0 and leg.after + 1 > last):
                continue
            p, q = (turned.T @ (v - at) for v in (leg.start, leg.end))
            found = around_cylinder(p, q, cylinder.radius, cylinder.side, cylinder.length)
            if found is not None and found.total - leg.length < least:
                least = found.total - leg.length
                start, end = (turned @ v + at for v in (found.leaves, found.meets))
                best = Bend(after=leg.after, on=found.on, start=start, end=end)
        return best


@dataclass(frozen=True, slots=True, kw_only=True)
class Bend:
    """A stretch of a path on a surface: between which points of the file, its length and its two ends (3,)."""

    after: int
    on: float
    start: Vector
    end: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """A piece of a path: straight, or bent over a surface."""

    after: int
    start: Vector
    end: Vector
    length: float
    bent: bool


def _chain(kept: list[tuple[int, Vector]], bends: list[Bend | None]) -> list[Leg]:
    """Return the legs of a path with the bends that are there."""
    legs = []
    for (index, start), (_, end) in pairwise(kept):
        here = [b for b in bends if b is not None and b.after == index]
        here.sort(key=lambda b: float(np.linalg.norm(b.start - start)))
        at = start
        for bend in here:
            legs.append(_straight(index, at, bend.start))
            legs.append(Leg(after=index, start=bend.start, end=bend.end, length=bend.on, bent=True))
            at = bend.end
        legs.append(_straight(index, at, end))
    return legs


def _straight(after: int, start: Vector, end: Vector) -> Leg:
    return Leg(after=after, start=start, end=end, length=float(np.linalg.norm(end - start)), bent=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """A path around a cylinder: whole length, length on the surface, where it meets and leaves it (3,)."""

    total: float
    on: float
    leaves: Vector
    meets: Vector


def around_cylinder(
    p: Vector, q: Vector, radius: float, side: tuple[int, float] | None, length: float = np.inf
) -> Around | None:
    """Return the shortest path from p to q around a cylinder along z, or None where it is not touched.

    Args:
        p: Start in the cylinder's frame, m (3,).
        q: End (3,).
        radius: m.
        side: (0 or 1, sign): the path stays on that side of the axis even when the straight line would not touch.
        length: Of the cylinder, m; a path that meets it only beyond its ends is not bent.
    """
    r1, r2 = float(np.hypot(p[0], p[1])), float(np.hypot(q[0], q[1]))
    if r1 <= radius or r2 <= radius:
        return None
    flat = q[:2] - p[:2]
    t = float(np.clip(-(p[:2] @ flat) / max(float(flat @ flat), 1e-18), 0.0, 1.0))
    nearest = p[:2] + t * flat
    hits = float(np.linalg.norm(nearest)) < radius
    if side is not None:
        axis, sign = side
        right_side = nearest[axis] * sign > 0
        if not hits and (right_side or (p[axis] * sign > 0 and q[axis] * sign > 0)):
            return None
    elif not hits:
        return None
    best: Around | None = None
    for way in (1.0, -1.0):
        a1 = np.arctan2(p[1], p[0]) + way * np.arccos(radius / r1)
        a2 = np.arctan2(q[1], q[0]) - way * np.arccos(radius / r2)
        arc = float((way * (a2 - a1)) % (2 * np.pi))
        middle = a1 + way * arc / 2
        direction = (np.cos(middle), np.sin(middle))
        if side is not None and direction[side[0]] * side[1] <= 0:
            continue
        legs = np.sqrt(r1**2 - radius**2), np.sqrt(r2**2 - radius**2)
        plane = float(legs[0] + arc * radius + legs[1])
        rise = float(q[2] - p[2])
        at = [p[2] + rise * f for f in (legs[0] / plane, 1 - legs[1] / plane)]
        if all(abs(z) > length / 2 for z in at):
            continue
        total = float(np.hypot(plane, rise))
        if best is None or total < best.total:
            touch = [np.array([radius * np.cos(a), radius * np.sin(a), z]) for a, z in zip((a1, a2), at, strict=True)]
            on = float(np.hypot(arc * radius, at[1] - at[0]))
            best = Around(total=total, on=on, leaves=touch[0], meets=touch[1])
    return best


def moment_arm(
    model: OsimModel, muscle: OsimMuscle, coordinate: str, angles: Mapping[str, float], *, coupled: bool = True
) -> float:
    """Return -dl/dq, m: positive where the muscle pulls the coordinate up."""
    q = angles.get(coordinate, model.defaults.get(coordinate, 0.0))
    ahead = Posed(model, {**angles, coordinate: q + STEP_RAD}, coupled=coupled).length(muscle)
    behind = Posed(model, {**angles, coordinate: q - STEP_RAD}, coupled=coupled).length(muscle)
    return (behind - ahead) / (2 * STEP_RAD)
