"""Where a thing stands in a picture: the scene it belongs to, the camera, its colours, and the room's directions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenpull.body.figure.camera import Camera
from evenpull.body.figure.palette import Palette
from evenpull.body.figure.placement import Scene
from evenpull.body.figure.solids import Paint
from evenpull.body.skeleton.surface import place
from evenpull.body.skeleton.tree import Vector
from evenpull.knowledge.kinds.figure import Prop

FACING_DEG = {"ahead": 0.0, "left": 90.0, "behind": 180.0, "right": -90.0}
WAY: dict[str, tuple[float, float, float]] = {
    "up": (0, 0, 1),
    "down": (0, 0, -1),
    "ahead": (1, 0, 0),
    "behind": (-1, 0, 0),
    "left": (0, 1, 0),
    "right": (0, -1, 0),
}
BEHIND = -10.0
IN_FRONT = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a prop needs to know: the scene, the camera and the colours."""

    scene: Scene
    eye: Camera
    palette: Palette

    @property
    def wood(self) -> Paint:
        """Colours of furniture and walls."""
        p = self.palette
        return Paint(face=p.prop, top=p.prop_top, side=p.prop_side, line=p.prop_line)

    @property
    def foam(self) -> Paint:
        """Colours of rollers, balls and mats."""
        p = self.palette
        return Paint(face=p.soft, top=p.prop_top, side=p.soft, line=p.soft_line)

    @property
    def iron(self) -> Paint:
        """Colours of weights and instruments."""
        p = self.palette
        return Paint(face=p.hair, top=p.far, side=p.hair, line=p.near_line)

    def points(self, prop: Prop) -> Vector:
        """Return the places of a prop in the world with its shift, shape (n, 3)."""
        names = prop.at or ("pelvis",)
        where: Vector = np.array([place(self.scene.body, name) for name in names]) + np.array(prop.shift)
        return where


def turned(prop: Prop, offset: tuple[float, float, float]) -> Vector:
    """Return an offset in metres (3,) turned the way a thing faces."""
    angle = np.radians(FACING_DEG[prop.facing])
    x, y, z = offset
    turned_offset: Vector = np.array([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle), z])
    return turned_offset
