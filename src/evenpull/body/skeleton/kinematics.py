"""Forward kinematics: from joint angles to where every segment is. Frame: x forward, y left, z up, metres."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from evenpull.body.skeleton.angles import both_sides
from evenpull.body.skeleton.tree import MIDDLE, PARENT, SIDED, Skeleton, Vector
from evenpull.core.side import SIDES

SegmentId = tuple[str, str | None]


def _rotation(axis: int, degrees: float) -> Vector:
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    if axis == 0:
        return np.array([[1, 0, 0], [0, c, -s], [0, s, c]], dtype=np.float64)
    if axis == 1:
        return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]], dtype=np.float64)
    return np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]], dtype=np.float64)


def orientation(*, turn_deg: float = 0, lean_deg: float = 0, roll_deg: float = 0) -> Vector:
    """Return the pelvis's rotation (3, 3): first rolled onto the right side, then leant forward, then turned left."""
    return _rotation(2, turn_deg) @ _rotation(1, lean_deg) @ _rotation(0, roll_deg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """A posed skeleton.

    Args:
        skeleton: The skeleton that was posed.
        rotation: R_ws of each segment (3, 3): takes the standing reference's directions to the world's.
        origin: Joint centre of each segment in the world, metres (3,).
    """

    skeleton: Skeleton
    rotation: dict[SegmentId, Vector]
    origin: dict[SegmentId, Vector]

    def place(self, segment: SegmentId, standing: Vector) -> Vector:
        """Return where points (..., 3), given in the standing reference and fixed to a segment, are now."""
        return (standing - self.skeleton.joint(*segment)) @ self.rotation[segment].T + self.origin[segment]

    def moved(self, shift: Vector) -> Posed:
        """Return the same pose shifted by metres (3,)."""
        return Posed(
            skeleton=self.skeleton,
            rotation=self.rotation,
            origin={name: point + shift for name, point in self.origin.items()},
        )


def _bend(a: Mapping[str, float], part: str, share: float) -> Vector:
    return (
        _rotation(1, share * a.get(f"{part}_flexion", 0))
        @ _rotation(0, -share * a.get(f"{part}_bend", 0))
        @ _rotation(2, share * a.get(f"{part}_rotation", 0))
    )


def _local(segment: str, side: str | None, a: Mapping[str, float]) -> Vector:  # noqa: PLR0911 - one equation per joint
    """Return a segment's rotation against its parent, equation by equation as anatomy names the angles."""
    if side is None:
        middle = {
            "abdomen": ("lumbar", 0.55),
            "ribs": ("lumbar", 0.45),
            "thorax": ("thoracic", 1.0),
            "neck": ("neck", 0.6),
            "head": ("neck", 0.4),
        }
        part, share = middle[segment]
        nod = _rotation(1, a.get("head_flexion", 0)) if segment == "head" else np.eye(3)
        return _bend(a, part, share) @ nod
    out = 1.0 if side == "left" else -1.0

    def angle(name: str) -> float:
        return a.get(f"{name}_{side}", 0)

    if segment == "girdle":
        return _rotation(2, -out * angle("girdle_protraction")) @ _rotation(0, out * angle("girdle_elevation"))
    if segment in {"upper_arm", "thigh"}:
        joint = "shoulder" if segment == "upper_arm" else "hip"
        return (
            _rotation(1, -angle(f"{joint}_flexion"))
            @ _rotation(0, out * angle(f"{joint}_abduction"))
            @ _rotation(2, out * angle(f"{joint}_rotation"))
        )
    if segment == "forearm":
        return _rotation(1, -angle("elbow_flexion")) @ _rotation(2, -out * angle("forearm_pronation"))
    if segment == "hand":
        return _rotation(0, out * angle("wrist_extension"))
    if segment == "fingers":
        return _rotation(0, -out * angle("finger_flexion"))
    if segment == "shank":
        return _rotation(1, angle("knee_flexion"))
    return _rotation(1, -angle("ankle_dorsiflexion" if segment == "foot" else "toe_extension"))


def posed(skeleton: Skeleton, angles_deg: Mapping[str, float], *, pelvis: Vector | None = None) -> Posed:
    """Pose a skeleton with its hips' midpoint at the origin; `pelvis` is its rotation (3, 3).

    Raises:
        UnknownId: When a name is no joint angle.
        OutOfRange: When a healthy joint does not go there.
    """
    a = both_sides(angles_deg)
    rotation: dict[SegmentId, Vector] = {("pelvis", None): np.eye(3) if pelvis is None else pelvis}
    origin: dict[SegmentId, Vector] = {("pelvis", None): np.zeros(3)}
    ids: list[SegmentId] = [(name, None) for name in MIDDLE[1:]]
    ids += [(name, side) for side in SIDES for name in SIDED]
    for segment, side in ids:
        up = PARENT[segment]
        assert up is not None
        parent: SegmentId = (up, None if up in MIDDLE else side)
        offset = skeleton.joint(segment, side) - skeleton.joint(*parent)
        origin[segment, side] = origin[parent] + rotation[parent] @ offset
        rotation[segment, side] = rotation[parent] @ _local(segment, side, a)
    return Posed(skeleton=skeleton, rotation=rotation, origin=origin)
