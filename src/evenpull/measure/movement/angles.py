"""Which angles a plane shows of a movement, with what widens their sd."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.core.side import SIDES, Side
from evenpull.measure.kinematics import ANGLES, SLANT, Angle, published_deg
from evenpull.measure.movement import signals
from evenpull.measure.movement.kinds import BOTH_LEGS
from evenpull.measure.movement.poses import Facing
from evenpull.measure.movement.readings import ARM_SD, KNEE_SD, SHIN_SD, View

Array = NDArray[np.float64]
Named = tuple[str, Side | None]
"""An angle and whose it is, as seen; None is what has no side."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """One angle: mean of both orientations, and what widens its sd, all degrees (n,)."""

    value: Array
    half: Array
    depth: Array
    method: float

    def sd(self, jitter: float) -> Array:
        """Return the sd of each value, degrees (n,)."""
        return np.asarray(np.sqrt(self.method**2 + jitter**2 + self.half**2 + self.depth**2))


def angle_curves(views: tuple[View, View], *, movement: str) -> dict[Named, Curve]:
    """Return the angles of a movement from the picture and its mirror image."""
    own, flipped = (angles_of(view, movement=movement) for view in views)
    return {named: _joined(own[named], flipped[named], method=method_deg(named[0], views[0].facing)) for named in own}


def angles_of(view: View, *, movement: str) -> dict[Named, Angle]:
    """Return the angles that one orientation shows; several looks at one frame may stand in for time."""
    facing, near = view.facing, view.facing.near
    found: dict[Named, Angle] = {}
    if near is not None and movement not in {"straight_leg_raise", "plank"}:
        bends = signals.bends(view.poses, facing=facing, side=near, lengths=view.lengths)
        found.update({(name, None if name == "trunk_lean_forward" else near): bends[name] for name in ANGLES})
    sides: tuple[Side, ...] = SIDES if near is None else (near,)
    for name in _flat(facing, movement=movement):
        for side in sides:
            curve = _flat_curve(name, view, side)
            found[name, side] = Angle(value_deg=curve, depth_half=np.zeros_like(curve))
    return found


def method_deg(name: str, facing: Facing) -> float:
    """Return the sd of the method for one angle from there, degrees."""
    if name in ANGLES:
        return published_deg(name, yaw=facing.yaw)
    flat = {
        "arm_elevation": ARM_SD,
        "leg_raise": published_deg("hip_flexion", yaw=90.0),
        "shin_lean_forward": SHIN_SD,
        "knee_inward": KNEE_SD,
    }
    return flat[name] * (SLANT if facing.plane == "slant" else 1.0)


def _flat(facing: Facing, *, movement: str) -> tuple[str, ...]:
    """Return which angles of the picture's plane are shown beside knee, hip and trunk."""
    if movement == "arm_raise":
        return ("arm_elevation",)
    if facing.plane == "side" and movement == "straight_leg_raise":
        return ("leg_raise",)
    if facing.plane == "side" and movement in (*BOTH_LEGS, "single_leg_squat", "lunge_test"):
        return ("shin_lean_forward",)
    if facing.plane == "front" and movement in (*BOTH_LEGS, "single_leg_squat", "single_leg_stance"):
        return ("knee_inward",)
    return ()


def _flat_curve(name: str, view: View, side: Side) -> Array:
    poses, facing = view.poses, view.facing
    if name == "arm_elevation":
        return signals.arm_elevation(poses, side=side)
    if name == "leg_raise":
        return signals.leg_raise(poses, side=side)
    if name == "shin_lean_forward":
        return signals.shin_lean_forward(poses, facing=facing, side=side)
    return signals.knee_inward(poses, facing=facing, side=side)


def _joined(own: Angle, flipped: Angle, *, method: float) -> Curve:
    return Curve(
        value=(own.value_deg + flipped.value_deg) / 2,
        half=np.abs(own.value_deg - flipped.value_deg) / 2,
        depth=(own.depth_half + flipped.depth_half) / 2,
        method=method,
    )
