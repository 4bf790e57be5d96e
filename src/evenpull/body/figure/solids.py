"""Simple solids as a camera sees them: boxes, cylinders, balls and rods, each with how near it is and its points."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.outline import hull
from evenpull.body.figure.svg import element, path
from evenpull.body.skeleton.tree import Vector

FACES = (
    (0, -1, (0, 1, 3, 2)),
    (0, 1, (4, 5, 7, 6)),
    (1, -1, (0, 1, 5, 4)),
    (1, 1, (2, 3, 7, 6)),
    (2, -1, (0, 2, 6, 4)),
    (2, 1, (1, 3, 7, 5)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to draw: markup, how near it is (metres), and points (n, 2) that the picture must hold."""

    markup: str
    nearness: float
    points: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Paint:
    """Colours of a solid: facing, top and side, and its line."""

    face: str
    top: str
    side: str
    line: str


def box(eye: Camera, centre: Vector, size: Vector, paint: Paint, *, turn_deg: float = 0) -> Item:
    """Draw a box; `size` are its whole lengths (3,) in metres, turned about the vertical."""
    c, s = np.cos(np.radians(turn_deg)), np.sin(np.radians(turn_deg))
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]])
    corners = np.array([[x, y, z] for x in (-0.5, 0.5) for y in (-0.5, 0.5) for z in (-0.5, 0.5)]) * size
    world = corners @ turn.T + centre
    flat = eye.plane(world)
    out = ""
    for axis, sign, index in FACES:
        normal = turn[:, axis] * sign
        if normal @ eye.towards <= 0.01:
            continue
        fill = paint.top if axis == 2 else paint.face if abs(normal @ eye.towards) > 0.5 else paint.side
        out += element(
            "path", d=path(flat[list(index)]), fill=fill, stroke=paint.line, stroke_width=1.0, stroke_linejoin="round"
        )
    return Item(markup=out, nearness=float(eye.nearness(world).mean()), points=flat)


def cylinder(eye: Camera, start: Vector, end: Vector, radius: float, paint: Paint) -> Item:
    """Draw a cylinder between two points, metres."""
    axis = (end - start) / max(float(np.linalg.norm(end - start)), 1e-9)
    one = np.cross(axis, [0.0, 0.0, 1.0] if abs(axis[2]) < 0.9 else [1.0, 0.0, 0.0])
    one /= np.linalg.norm(one)
    two = np.cross(axis, one)
    angle = np.linspace(0, 2 * np.pi, 28, endpoint=False)[:, None]
    ring = (np.cos(angle) * one + np.sin(angle) * two) * radius
    first, second = eye.plane(ring + start), eye.plane(ring + end)
    out = element(
        "path", d=path(hull(np.concatenate([first, second]))), fill=paint.face, stroke=paint.line, stroke_width=1.0
    )
    near_end = second if axis @ eye.towards > 0 else first
    out += element("path", d=path(near_end), fill=paint.top, stroke=paint.line, stroke_width=1.0)
    middle = (start + end) / 2
    return Item(markup=out, nearness=float(eye.nearness(middle)), points=np.concatenate([first, second]))


def ball(eye: Camera, centre: Vector, radius: float, paint: Paint) -> Item:
    """Draw a ball, metres."""
    x, y = eye.plane(centre)
    r = radius * PIXELS_PER_METRE
    out = element("circle", cx=float(x), cy=float(y), r=r, fill=paint.face, stroke=paint.line, stroke_width=1.0)
    out += element("circle", cx=float(x - r * 0.25), cy=float(y - r * 0.3), r=r * 0.45, fill=paint.top)
    points = np.array([[x - r, y - r], [x + r, y + r]])
    return Item(markup=out, nearness=float(eye.nearness(centre)), points=points)


def rod(
    eye: Camera, line: Vector, width: float, *, fill: str, edge: str, dash: str | None = None, cap: str = "round"
) -> Item:
    """Draw a rod, rope or band along points (n, 3), `width` in metres."""
    flat = eye.plane(line)
    w = max(width * PIXELS_PER_METRE, 1.4)
    data = path(flat, closed=False)
    common = {"d": data, "fill": "none", "stroke_linecap": cap, "stroke_linejoin": "round"}
    out = element("path", **common, stroke=edge, stroke_width=w + 1.8)
    out += element("path", **common, stroke=fill, stroke_width=w, stroke_dasharray=dash)
    return Item(markup=out, nearness=float(eye.nearness(line).mean()), points=flat)
