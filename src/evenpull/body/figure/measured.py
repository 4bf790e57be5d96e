"""What a test reads, drawn on the picture: an angle as an arc, a length as a line with ends, a hold as a stopwatch.

The arc lies in the plane of the two lines that the angle is between, so that it is foreshortened as the limbs are.
"""

from __future__ import annotations

import numpy as np

from evenpull.body.figure.placement import SUPPORT_M
from evenpull.body.figure.setting import WAY, Setting
from evenpull.body.figure.solids import Item
from evenpull.body.figure.svg import element, path
from evenpull.body.skeleton.tree import Vector
from evenpull.knowledge.kinds.figure import Prop

FRONT = 13.0
RADIUS_M = 0.2
OVERSHOOT = 1.3
CAP = 6.5
DIAL = 12.0
SMALLEST_RAD = 0.02


def _direction(vector: Vector) -> Vector:
    unit: Vector = vector / max(float(np.linalg.norm(vector)), 1e-9)
    return unit


def _stroke(points: Vector, colour: str, halo: str, *, width: float = 2.2, dash: str | None = None) -> str:
    line = path(points, closed=False)
    under = element("path", d=line, fill="none", stroke=halo, stroke_width=width + 2.6, stroke_linecap="round")
    return under + element(
        "path", d=line, fill="none", stroke=colour, stroke_width=width, stroke_linecap="round", stroke_dasharray=dash
    )


def sector(first: Vector, second: Vector, *, steps: int = 25) -> Vector:
    """Return unit vectors (steps, 3) from one direction (3,) to another by the shortest way."""
    a, b = _direction(first), _direction(second)
    angle = float(np.arccos(np.clip(a @ b, -1.0, 1.0)))
    if angle < SMALLEST_RAD:
        return np.repeat(a[None], steps, axis=0)
    across = b - (a @ b) * a
    if float(np.linalg.norm(across)) < 1e-6:
        across = np.cross(a, [0.0, 1.0, 0.0] if abs(a[1]) < 0.9 else [1.0, 0.0, 0.0])
    t = np.linspace(0.0, angle, steps)[:, None]
    turned: Vector = np.cos(t) * a + np.sin(t) * _direction(across)
    return turned


def angle(prop: Prop, at: Setting) -> list[Item]:
    """Draw the angle at the first place, from a line of reference (dashed) to the second place.

    The line of reference goes to the third place, else by `fastened`, else the way of `along`.
    """
    points = at.points(prop)
    vertex, moving = points[0], points[1] - points[0]
    reference = np.array(WAY[prop.along], dtype=np.float64)
    if prop.fastened is not None:
        reference = np.array(prop.fastened, dtype=np.float64)
    if len(points) > 2:
        reference = points[2] - vertex
    radius = RADIUS_M * prop.size
    arc = vertex + radius * sector(reference, moving)
    flat, centre = at.eye.plane(arc), at.eye.plane(vertex)
    colour, halo = at.palette.measure, at.palette.far_light
    out = element("path", d=path(np.concatenate([[centre], flat])), fill=colour, fill_opacity="0.22")
    held = [flat]
    for way, dash in ((reference, "4.5 4"), (moving, None)):
        ray = at.eye.plane(np.array([vertex, vertex + _direction(way) * radius * OVERSHOOT]))
        out += _stroke(ray, colour, halo, width=1.8, dash=dash)
        held.append(ray)
    out += _stroke(flat, colour, halo, width=2.6)
    return [Item(markup=out, nearness=FRONT, points=np.concatenate(held))]


def gap(prop: Prop, at: Setting) -> list[Item]:
    """Draw a length as a line with two ends: between two places, by `fastened`, or down to what carries the body."""
    points = at.points(prop)
    start = points[0]
    if len(points) > 1:
        end = points[1]
    elif prop.fastened is not None:
        end = start + np.array(prop.fastened)
    else:
        level = max(SUPPORT_M[c.on] for c in at.scene.pose.contacts if c.on in SUPPORT_M)
        end = np.array([start[0], start[1], level])
    a, b = at.eye.plane(start), at.eye.plane(end)
    way = _direction(b - a)
    across = np.array([-way[1], way[0]]) * CAP
    out = ""
    for line in (np.array([a, b]), np.array([a - across, a + across]), np.array([b - across, b + across])):
        out += _stroke(line, at.palette.measure, at.palette.far_light, width=2.6)
    return [Item(markup=out, nearness=FRONT, points=np.array([a - across, a + across, b - across, b + across]))]


def clock(prop: Prop, at: Setting) -> list[Item]:
    """Draw a stopwatch beside a place: what is read is how long."""
    x, y = (float(v) for v in at.eye.plane(at.points(prop)[0]))
    colour, face = at.palette.measure, at.palette.far_light
    knob = np.array([[x - 3.2, y - DIAL - 4.5], [x + 3.2, y - DIAL - 4.5]])
    stem = np.array([[x, y - DIAL], [x, y - DIAL - 4.0]])
    out = _stroke(stem, colour, face) + _stroke(knob, colour, face)
    out += element("circle", cx=x, cy=y, r=DIAL, fill=face, stroke=colour, stroke_width=2.2)
    out += element("path", d=f"M{x:.1f} {y:.1f}V{y - 8.5:.1f}A8.5 8.5 0 0 1 {x + 8.5:.1f} {y:.1f}Z", fill=colour)
    reach = DIAL + 8.0
    return [Item(markup=out, nearness=FRONT, points=np.array([[x - reach, y - reach], [x + reach, y + reach]]))]


__all__ = ["angle", "clock", "gap", "sector"]
