"""Knee, hip and trunk angles of the leg that is nearer to one camera, and how far they can be trusted from that view.

Seen from the side, the angles in the picture are the angles. Seen at a slant they are not, and no single way of getting
the depth back is to be trusted alone; so two ways that fail differently are averaged, and half of their difference
widens the sd: the pose network's own depth, and the shortening of each limb against its longest sight in the clip. Seen
from the front or the back there is no answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX
from evenpull.core.side import Side
from evenpull.measure.view import SIDE_ON, SQUARE_ON

Array = NDArray[np.float64]

ANGLES: tuple[str, str, str] = ("knee_flexion", "hip_flexion", "trunk_lean_forward")

PUBLISHED_DEG: dict[str, float] = {"knee_flexion": 8.1, "hip_flexion": 8.5, "trunk_lean_forward": 8.5}
"""Error of joint angles from one phone, degrees: upper end of the published RMSE against optical capture (OpenCap
Monocular: knee 5.0-8.1, hip 5.1-8.5). For the trunk's forward lean none was found; the hip's stands in."""

SLANT = 1.5
"""How much larger the error of the method is taken to be at a slant. Chosen by us: no published number was found."""

LONGEST_SIGHT = 95.0
"""Percentile of a limb's length in the picture over a clip that is taken as its length unshortened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Angle:
    """One angle over a clip: degrees (n,), and half the difference of the two ways of getting depth (n,), 0 side-on."""

    value_deg: Array
    depth_half: Array


def near_side(yaw: float) -> Side | None:
    """Return the side that is nearer to the camera, None when neither is."""
    if SQUARE_ON < abs(yaw) < 180 - SQUARE_ON:
        return "left" if yaw > 0 else "right"
    return None


def is_side_on(yaw: float) -> bool:
    """Return whether the view is square to the plane in which knees and hips bend."""
    return SIDE_ON <= abs(yaw) <= 180 - SIDE_ON


def published_deg(name: str, *, yaw: float) -> float:
    """Return the sd of the method for one angle in this view, degrees."""
    return PUBLISHED_DEG[name] * (1.0 if is_side_on(yaw) else SLANT)


@dataclass(frozen=True, slots=True, kw_only=True)
class LimbLengths:
    """Unshortened lengths of trunk, thigh and shank in pixels."""

    trunk: float
    thigh: float
    shank: float


def limb_lengths(points: Array, *, side: Side) -> LimbLengths:
    """Return one side's limb lengths from the (n, 33, 2) points of a clip."""

    def longest(upper: str, lower: str) -> float:
        span = points[:, INDEX[f"{side}_{lower}"]] - points[:, INDEX[f"{side}_{upper}"]]
        return float(np.percentile(np.linalg.norm(span, axis=1), LONGEST_SIGHT))

    return LimbLengths(trunk=longest("shoulder", "hip"), thigh=longest("hip", "knee"), shank=longest("knee", "ankle"))


def angles(points: Array, world: Array, *, side: Side, yaw: float, lengths: LimbLengths) -> dict[str, Angle]:
    """Return the angles of one leg and of the trunk.

    Args:
        points: (n, 33, 2) pixels.
        world: (n, 33, 3) metres.
        side: The leg.
        yaw: Turn of the body against the camera, degrees, as `view.yaw_deg` gives it.
        lengths: Of that side, for slanted views.
    """
    if is_side_on(yaw):
        flat = _segments(points, side=side)
        return {
            name: Angle(value_deg=value, depth_half=np.zeros_like(value))
            for name, value in _in_plane(*flat, forward=-1.0 if yaw > 0 else 1.0).items()
        }
    deep = _segments(world, side=side)
    lifted = tuple(
        _lift(seen, toward=guess[:, 2], length=length)
        for seen, guess, length in zip(
            _segments(points, side=side), deep, (lengths.trunk, lengths.thigh, lengths.shank), strict=True
        )
    )
    one, two = _in_space(*deep, yaw=yaw), _in_space(*lifted, yaw=yaw)
    return {
        name: Angle(value_deg=(one[name] + two[name]) / 2, depth_half=np.abs(one[name] - two[name]) / 2)
        for name in ANGLES
    }


def _segments(points: Array, *, side: Side) -> tuple[Array, Array, Array]:
    """Return trunk (hip to shoulder), thigh (hip to knee) and shank (knee to ankle), each (n, d)."""
    shoulder, hip, knee, ankle = (points[:, INDEX[f"{side}_{name}"]] for name in ("shoulder", "hip", "knee", "ankle"))
    return shoulder - hip, knee - hip, ankle - knee


def _lift(seen: Array, *, toward: Array, length: float) -> Array:
    """Add the depth that a limb of a known length must have to look as short as it does; its sign from a guess."""
    depth = np.sqrt(np.maximum(length**2 - (seen**2).sum(axis=1), 0.0))
    return np.column_stack([seen, np.where(toward < 0, -depth, depth)])


def _in_plane(trunk: Array, thigh: Array, shank: Array, *, forward: float) -> dict[str, Array]:
    """Return signed angles in the picture of a person who faces its right (`forward` +1) or left (-1)."""

    def turn(a: Array, b: Array) -> Array:
        cross = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
        return np.asarray(np.degrees(np.arctan2(forward * cross, (a * b).sum(axis=1))))

    return {
        "knee_flexion": turn(thigh, shank),
        "hip_flexion": turn(thigh, -trunk),
        "trunk_lean_forward": np.asarray(np.degrees(np.arctan2(forward * trunk[:, 0], -trunk[:, 1]))),
    }


def _in_space(trunk: Array, thigh: Array, shank: Array, *, yaw: float) -> dict[str, Array]:
    """Return unsigned knee and hip angles and the trunk's signed forward lean from (n, 3) segments."""
    facing = np.array([-np.sin(np.radians(yaw)), 0.0, -np.cos(np.radians(yaw))])

    def between(a: Array, b: Array) -> Array:
        cosine = (a * b).sum(axis=1) / np.maximum(np.linalg.norm(a, axis=1) * np.linalg.norm(b, axis=1), 1e-9)
        return np.asarray(np.degrees(np.arccos(np.clip(cosine, -1, 1))))

    return {
        "knee_flexion": between(thigh, shank),
        "hip_flexion": between(thigh, -trunk),
        "trunk_lean_forward": np.asarray(np.degrees(np.arctan2(trunk @ facing, -trunk[:, 1]))),
    }
