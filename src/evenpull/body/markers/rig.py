"""The body's segments as a tree that is evaluated for many frames at once, with a size for each part and analytic
Jacobians; it carries markers and nothing else.

It repeats the kinematics of the compiled model, so that a size can change without compiling anew: a test holds it to
the model's own places and to finite differences.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.body import Body
from evenpull.body.scaling.scaled import part_of
from evenpull.body.scaling.size import PARTS, TRUNK

Array = NDArray[np.float64]
HINGE, SLIDE, FREE = 3, 2, 0
"""MuJoCo's numbers of joint types."""
SIZED = (TRUNK, *PARTS)
"""Parts that have a size of their own."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Joint:
    slides: bool
    axis: Array
    anchor: Array
    place: int
    zero: float
    row: int
    coordinate: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Segment:
    name: str
    parent: int
    offset: Array
    turn: Array
    part: int
    above: int
    joints: tuple[_Joint, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Placed:
    """Where everything is: segment origins (s, T, 3), rotations (s, T, 3, 3), joint axes and anchors (j, T, 3)."""

    origin: Array
    rotation: Array
    axes: Array
    anchors: Array
    slopes: Array


class Rig:
    """The segments that carry markers, and all above them.

    Args:
        body: The body that ships.
        carried: Segment of every marker, in their order.
    """

    def __init__(self, body: Body, carried: Sequence[str]) -> None:
        self.coordinates = body.coordinates
        model = body.model
        names = [model.body(i).name for i in range(model.nbody)]
        wanted: set[int] = set()
        for name in carried:
            i = names.index(name)
            while i > 0:
                wanted.add(i)
                i = int(model.body_parentid[i])
        order = sorted(wanted)
        index = {body_id: i for i, body_id in enumerate(order)}
        row = {int(place): k for k, place in enumerate(self.coordinates.places)}
        self.segments = tuple(
            _segment(model, i, names=names, index=index, row=row, driver=self.coordinates.driver) for i in order
        )
        self.names = tuple(segment.name for segment in self.segments)
        self.joints = tuple((s, joint) for s, segment in enumerate(self.segments) for joint in segment.joints)
        self.carrier = np.array([self.names.index(name) for name in carried], dtype=np.intp)
        above = np.zeros((len(self.segments), len(self.segments)), dtype=bool)
        for s, segment in enumerate(self.segments):
            above[s] = above[segment.parent] if segment.parent >= 0 else False
            above[s, s] = True
        self.above = above
        moved = [{int(j.coordinate)} for _, j in self.joints if j.coordinate >= 0]
        self.moves = tuple(sorted(set().union(*moved)))

    def place(self, q: Array, at: Array, factors: Array) -> Placed:
        """Return where segments and joints are.

        Args:
            q: Coordinates (T, n), rad.
            at: Root (T, 7).
            factors: Size of each of `SIZED` against the body that ships (7,).
        """
        frames = len(q)
        x = self.coordinates.positions(q, at)
        count = len(self.segments)
        origin, rotation = np.empty((count, frames, 3)), np.empty((count, frames, 3, 3))
        axes, anchors = np.empty((2, len(self.joints), frames, 3))
        number, thigh = 0, factors[SIZED.index("thigh")]
        for s, segment in enumerate(self.segments):
            if segment.parent < 0:
                o, R = x[:, :3], turns(x[:, 3:7])
            else:
                o = origin[segment.parent] + rotation[segment.parent] @ (segment.offset * factors[segment.above])
                R = rotation[segment.parent] @ segment.turn
            for joint in segment.joints:
                value = x[:, joint.place] - joint.zero
                axes[number] = R @ joint.axis
                local = joint.anchor * factors[segment.part]
                anchors[number] = o + R @ local
                if joint.slides:
                    o = o + axes[number] * (value * thigh)[:, None]
                else:
                    R = R @ about(joint.axis, value)
                    o = anchors[number] - R @ local
                number += 1
            origin[s], rotation[s] = o, R
        slopes = self.coordinates.slopes(q)
        return Placed(origin=origin, rotation=rotation, axes=axes, anchors=anchors, slopes=slopes)

    def markers(self, placed: Placed, offsets: Array) -> Array:
        """Return where markers with offsets (m, 3) in their segments are, (T, m, 3)."""
        turned = np.einsum("mtij,mj->tmi", placed.rotation[self.carrier], offsets)
        return np.asarray(placed.origin[self.carrier].swapaxes(0, 1) + turned)

    def jacobian(self, placed: Placed, points: Array, factors: Array) -> Array:
        """Return d points / d tangent, (T, m, 3, 6 + n): root translation, root turn in its own axes, coordinates."""
        frames, count = points.shape[:2]
        out = np.zeros((frames, count, 3, 6 + len(self.coordinates.names)))
        out[..., [0, 1, 2], [0, 1, 2]] = 1.0
        reach = points - placed.origin[0][:, None]
        for k in range(3):
            out[..., 3 + k] = np.cross(placed.rotation[0][:, None, :, k], reach)
        thigh = factors[SIZED.index("thigh")]
        for number, (segment, joint) in enumerate(self.joints):
            if joint.coordinate < 0:
                continue
            moved = np.flatnonzero(self.above[self.carrier, segment])
            slope = placed.slopes[:, joint.row, None, None]
            axis = placed.axes[number][:, None]
            if joint.slides:
                step = np.broadcast_to(axis * thigh, (frames, len(moved), 3))
            else:
                step = np.cross(axis, points[:, moved] - placed.anchors[number][:, None])
            column = out[..., 6 + joint.coordinate]
            column[:, moved] += slope * step
        return out

    def by_size(self, placed: Placed, offsets: Array, factors: Array) -> Array:
        """Return d points / d factors with all angles and the root held, (T, m, 3, 7).

        What slides in the knee is counted to the segment above it, some centimetres: a fit takes several turns anyway.
        """
        frames = placed.origin.shape[1]
        chain = np.zeros((len(self.segments), frames, 3, len(SIZED)))
        for s, segment in enumerate(self.segments):
            if segment.parent >= 0:
                chain[s] = chain[segment.parent]
                step = placed.origin[s] - placed.origin[segment.parent]
                chain[s, ..., segment.above] += step / factors[segment.above]
        out = chain[self.carrier].swapaxes(0, 1).copy()
        turned = np.einsum("mtij,mj->tmi", placed.rotation[self.carrier], offsets)
        for m, carrier in enumerate(self.carrier):
            part = self.segments[carrier].part
            out[:, m, :, part] += turned[:, m] / factors[part]
        return out

    def part(self, marker: int) -> int:
        """Return the part, as its place in `SIZED`, on which a marker sits."""
        return self.segments[int(self.carrier[marker])].part


def _segment(
    m: Any, i: int, *, names: list[str], index: Mapping[int, int], row: Mapping[int, int], driver: NDArray[np.intp]
) -> _Segment:
    first, count = int(m.body_jntadr[i]), int(m.body_jntnum[i])
    joints = []
    for j in range(first, first + count):
        kind = int(m.jnt_type[j])
        if kind == FREE:
            continue
        place = int(m.jnt_qposadr[j])
        k = row.get(place, -1)
        joints.append(
            _Joint(
                slides=kind == SLIDE,
                axis=np.array(m.jnt_axis[j]),
                anchor=np.array(m.jnt_pos[j]),
                place=place,
                zero=float(m.qpos0[place]),
                row=k,
                coordinate=int(driver[k]) if k >= 0 else -1,
            )
        )
    parent = int(m.body_parentid[i])
    return _Segment(
        name=names[i],
        parent=index.get(parent, -1),
        offset=np.array(m.body_pos[i]),
        turn=turns(np.array(m.body_quat[i])[None])[0],
        part=SIZED.index(part_of(names[i])),
        above=SIZED.index(part_of(names[parent])) if parent > 0 else 0,
        joints=tuple(joints),
    )


def turns(quaternion: Array) -> Array:
    """Return the rotation matrices (T, 3, 3) of unit quaternions (T, 4), real part first."""
    w, x, y, z = quaternion.T
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
        [2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
        [2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
    ]
    return np.moveaxis(np.array(rows), 2, 0)


def about(axis: Array, angle: Array) -> Array:
    """Return rotations (T, 3, 3) about one axis (3,) by angles (T,), rad."""
    x, y, z = axis
    K = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    s, c = np.sin(angle)[:, None, None], np.cos(angle)[:, None, None]
    return np.asarray(np.eye(3) + s * K + (1 - c) * (K @ K))
