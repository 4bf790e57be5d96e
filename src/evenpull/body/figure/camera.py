"""A camera without perspective: world metres to picture units, and how near a point is."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from evenpull.body.skeleton.tree import Vector

PIXELS_PER_METRE = 165.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Camera:
    """Looks at the origin.

    Args:
        right, up, towards: Unit vectors (3,) of the picture's right, its up, and towards the viewer.
    """

    right: Vector
    up: Vector
    towards: Vector

    def plane(self, points: Vector) -> Vector:
        """Return picture coordinates (..., 2), y down, of world points (..., 3) in metres."""
        x = points @ self.right
        y = points @ self.up
        return np.stack([x, -y], axis=-1) * PIXELS_PER_METRE

    def nearness(self, points: Vector) -> Vector:
        """Return how near points (..., 3) are, metres; larger is nearer."""
        near: Vector = points @ self.towards
        return near


def camera(*, turn_deg: float, lift_deg: float) -> Camera:
    """Return a camera that stands `turn_deg` from the right side round to the front, `lift_deg` above the floor."""
    turn, lift = math.radians(turn_deg), math.radians(lift_deg)
    flat = np.array([math.sin(turn), -math.cos(turn), 0.0])
    right = np.array([math.cos(turn), math.sin(turn), 0.0])
    towards = flat * math.cos(lift) + np.array([0.0, 0.0, math.sin(lift)])
    return Camera(right=right, up=np.cross(towards, right), towards=towards)
