"""The standing figure from the front and the back, arms a little away from the body: ground of the two maps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from evenpull.body.figure import mannequin
from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera, camera
from evenpull.body.figure.outline import curve
from evenpull.body.figure.palette import PALETTES, Theme
from evenpull.body.figure.svg import element, path
from evenpull.body.skeleton.kinematics import Posed, posed
from evenpull.body.skeleton.tree import MIDDLE, Vector, skeleton
from evenpull.core.words import say

View = Literal["front", "back"]
ANGLES = {"shoulder_abduction": 20.0, "hip_abduction": 3.5, "forearm_pronation": 20.0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A standing figure seen from one side.

    Args:
        view: From where.
        body: Its pose, hips' midpoint at the origin.
        eye: The camera.
        top, bottom: Picture heights of scalp and sole.
    """

    view: View
    body: Posed
    eye: Camera
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Return the figure's height in picture units."""
        return self.bottom - self.top

    def smooth(self, segment: str, side: str, points: tuple[tuple[float, float], ...]) -> Vector:
        """Return a closed smooth outline (n, 2) in the picture from standing (y, z) of the left side."""
        scale = self.body.skeleton.scale
        flip = -1.0 if side == "right" else 1.0
        world = np.array([[0.0, flip * y, z] for y, z in points]) * scale
        flat = self.eye.plane(self.body.place((segment, None if segment in MIDDLE else side), world))
        looped = np.concatenate([flat[-2:], flat, flat[:2]])
        return curve(looped, steps=5)[10:-10]


@lru_cache(maxsize=2)
def standing(view: View) -> Standing:
    """Return the standing figure from the front or the back."""
    frame = skeleton()
    body = posed(frame, ANGLES)
    eye = camera(turn_deg=90.0 if view == "front" else -90.0, lift_deg=0.0)
    sole = float(frame.joints["thigh"][2]) * PIXELS_PER_METRE
    return Standing(view=view, body=body, eye=eye, top=sole - frame.stature_m * PIXELS_PER_METRE, bottom=sole)


@lru_cache(maxsize=4)
def silhouette(view: View, theme: Theme) -> str:
    """Return the figure's markup without muscles."""
    palette = PALETTES[theme]
    seen = standing(view)
    out = ""
    for part in mannequin.parts(seen.body, seen.eye):
        if part.name in {"seam", "core"}:
            out += element("path", d=path(part.outline), fill=palette.far)
            continue
        hair = part.name in {"hair", "fringe"}
        rim = palette.hair if part.name == "fringe" else palette.far_line
        out += element(
            "path", d=path(part.outline), fill=palette.hair if hair else palette.far, stroke=rim, stroke_width=1.0
        )
    return out


def said_view(view: View) -> str:
    """Return a view in one word."""
    return say("front") if view == "front" else say("back")
