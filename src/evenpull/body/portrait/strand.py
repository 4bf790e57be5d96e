"""One muscle in a picture: a belly between its tendons, along the path that the body gives it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.svg import element, path
from evenpull.body.portrait.colours import Ink
from evenpull.body.skeleton.tree import Vector

TENDON = 0.2
"""Thickness of a tendon over that of its belly."""
LEAST = 0.3
"""Half of the thinnest line, picture units."""
DARK = 0.6
"""Opacity from which a muscle has a stronger edge than the pale ones."""
ROUNDS = 3
STRAIGHT = 0.14
"""How far a point may lie off the straight line that replaces it, picture units."""
EDGES = {"stroke": "#2b3540", "stroke_width": "0.4", "stroke_opacity": "0.3", "stroke_linejoin": "round"}
"""The lines of every muscle that says nothing else."""


def outline(line: Vector, half_width: float, belly: Vector, eye: Camera) -> Vector:
    """Return the outline (2s, 2) of a muscle in the picture; it narrows where its path turns sharply.

    Args:
        line: Its path in the world (s, 3), m.
        half_width: Half its greatest thickness, m.
        belly: Where the belly begins and ends, as shares of the path (2,).
        eye: The camera.
    """
    flat = eye.plane(line)
    step = np.gradient(flat, axis=0)
    for _ in range(2):
        step[1:-1] = (step[:-2] + 2 * step[1:-1] + step[2:]) / 4
    size = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1) / size[:, None]
    s = np.linspace(0.0, 1.0, len(line))
    t = (s - belly[0]) / max(float(belly[1] - belly[0]), 1e-9)
    full = np.sin(np.pi * np.clip(t, 0.0, 1.0)) ** 0.75
    tendon = TENDON * np.clip(np.minimum(s, 1.0 - s) / 0.12, 0.0, 1.0)
    width = half_width * PIXELS_PER_METRE * np.maximum(tendon, full)
    width = np.maximum(np.minimum(width, _room(flat)), LEAST)
    sides = np.stack([flat + normal * width[:, None], flat - normal * width[:, None]])
    sides = sides[:, needed(sides)]
    return np.concatenate([sides[0], sides[1, ::-1]])


def _room(flat: Vector) -> Vector:
    """Return the half width (s,) beyond which the inner side of a bent line would cross itself."""
    bend = np.zeros(len(flat))
    before, after = flat[1:-1] - flat[:-2], flat[2:] - flat[1:-1]
    cross = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0])
    chord = np.hypot(*(flat[2:] - flat[:-2]).T)
    bend[1:-1] = 2 * cross / np.maximum(np.hypot(*before.T) * np.hypot(*after.T) * chord, 1e-9)
    return np.asarray(0.9 / np.maximum(bend, 1e-9))


def needed(sides: Vector) -> NDArray[np.intp]:
    """Return which points of both sides (2, s, 2) a picture needs: the others lie on straight pieces.

    Every second point goes when it is no corner of either side, in a few rounds; a mirrored shape loses the same ones.
    """
    keep = np.arange(sides.shape[1])
    for _ in range(ROUNDS):
        if len(keep) < 3:
            break
        count = (len(keep) - 1) // 2
        first, middle, last = keep[0 : 2 * count : 2], keep[1 : 2 * count : 2], keep[2 : 2 * count + 1 : 2]
        chord, off = sides[:, last] - sides[:, first], sides[:, middle] - sides[:, first]
        reach = np.maximum(np.hypot(chord[..., 0], chord[..., 1]), 1e-9)
        away = np.abs(off[..., 0] * chord[..., 1] - off[..., 1] * chord[..., 0]) / reach
        keep = np.setdiff1d(keep, middle[away.max(axis=0) < STRAIGHT], assume_unique=True)
    return keep


def drawn(shape: Vector, ink: Ink, *, name: str) -> str:
    """Return a muscle's markup from its outline, for a group that gives line colour and width (`EDGES`)."""
    rise = ink.texture == "rise"
    out = element(
        "path",
        d=path(shape),
        fill=ink.fill,
        fill_opacity=f"{ink.opacity:g}",
        stroke_opacity="1" if rise else ".7" if ink.opacity > DARK else None,
        stroke_width=0.8 if rise else None,
        data_muscle=name,
    )
    if ink.texture == "fall":
        count = len(shape) // 2
        thick = float(np.hypot(*(shape[:count] - shape[: count - 1 : -1]).T).max())
        middle = (shape[:count] + shape[: count - 1 : -1]) / 2
        out += element(
            "path",
            d=path(middle, closed=False),
            fill="none",
            stroke="#ffffff",
            stroke_opacity="1",
            stroke_width=min(0.9, 0.28 * thick),
            stroke_dasharray="3 2.4",
        )
    return out
