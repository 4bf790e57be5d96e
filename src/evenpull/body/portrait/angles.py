"""Angles of pelvis and low back on a side view: lines on the body, an arc between before and after, true degrees."""

from __future__ import annotations

import numpy as np

from evenpull.body.figure.camera import Camera
from evenpull.body.figure.palette import PALETTES, Theme
from evenpull.body.figure.svg import element, path, text, text_width
from evenpull.body.portrait.change import NOTHING_DEG, Change
from evenpull.body.portrait.panel import Drawing
from evenpull.body.portrait.pose import Pose
from evenpull.body.skeleton.tree import Vector
from evenpull.core.words import say

AHEAD_M, BEHIND_M = 0.27, 0.06
RAY_M, NEARLY = 0.21, 0.9
LEVELS = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1")
LOWER, UPPER = np.array([-0.96, 0.0, 0.27]), np.array([-0.94, 0.0, -0.35])
"""Backward normals of the lowest and the highest lumbar level with all coordinates at zero: the curve is 37 degrees."""
INK = {"before": "#7c8896", "after": "#b0560c"}
SIZE = 10.0


def draw_angles(change: Change, eye: Camera, *, theme: Theme = "light") -> Drawing:
    """Return the marks of both angles, for a view from the right or the left."""
    first, then = change.before, change.drawn
    out, points = "", []
    for markup, at in (_tilt(first, then, change, eye, theme), _lordosis(first, then, change, eye, theme)):
        out += markup
        points.append(at)
    return Drawing(markup=out, points=np.concatenate(points))


def _line(points: Vector, colour: str, *, dash: str | None = None, width: float = 1.3) -> str:
    return element(
        "path", d=path(points, closed=False), fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dash
    )


def _arc(centre: Vector, a: Vector, b: Vector) -> Vector:
    """Return an arc (s, 2) about a centre from the point a to the point b."""
    start, end = (np.arctan2(*(p - centre)[::-1]) for p in (a, b))
    sweep = (end - start + np.pi) % (2 * np.pi) - np.pi
    radius = np.linspace(np.hypot(*(a - centre)), np.hypot(*(b - centre)), 9)
    angle = start + sweep * np.linspace(0.0, 1.0, 9)
    return np.asarray(centre + radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1))


def _words(words: str, at: Vector, side: float, theme: Theme) -> tuple[str, Vector]:
    """Write a label beside a point, away from the body, on a halo."""
    colour = INK["after"] if theme == "light" else PALETTES[theme].text
    x, y = float(at[0]) + 4 * side, float(at[1]) + 3.5
    anchor = "start" if side > 0 else "end"
    place = {"x": x, "y": y, "size": SIZE, "anchor": anchor, "weight": 600}
    halo = "#ffffff" if theme == "light" else "#20252b"
    out = element("g", text(words, fill=halo, **place), stroke=halo, stroke_width=3.0)  # type: ignore[arg-type]
    out += text(words, fill=colour, **place)  # type: ignore[arg-type]
    ends = np.array([[x, y - SIZE], [x + side * text_width(words, SIZE), y + 3]])
    return out, ends


def _signed(degrees: float) -> str:
    if abs(degrees) < NOTHING_DEG:
        return "0°"
    return f"{degrees:+.1f}°".replace("-", "−")


def _tilt(first: Pose, then: Pose, change: Change, eye: Camera, theme: Theme) -> tuple[str, Vector]:
    """Draw a line through the pelvis, before and after, with the arc between their front ends."""
    colour = INK["after"] if theme == "light" else PALETTES[theme].text
    centre = (then.origins["femur_l"] + then.origins["femur_r"]) / 4 + then.origins["lumbar5"] / 2
    ends = [centre + pose.turns["pelvis"][:, 0] * AHEAD_M for pose in (first, then)]
    flat, a, b = eye.plane(centre), eye.plane(ends[0]), eye.plane(ends[1])
    back = flat - (b - flat) * BEHIND_M / AHEAD_M
    side = 1.0 if b[0] >= flat[0] else -1.0
    out = _line(np.array([flat, a]), INK["before"], dash="4 3") + _line(np.array([back, b]), colour)
    out += _line(_arc(flat, a, b), colour, width=2.2)
    out += element("circle", cx=float(flat[0]), cy=float(flat[1]), r=2.2, fill=colour)
    label, room = _words(say("pelvis {degrees}", degrees=_signed(change.tilt_deg)), (a + b) / 2, side, theme)
    return out + label, np.concatenate([np.array([a, b, back]), room])


def _lordosis(first: Pose, then: Pose, change: Change, eye: Camera, theme: Theme) -> tuple[str, Vector]:
    """Draw the lumbar levels and the normals of the lowest and the highest one, which meet behind the back."""
    colour = INK["after"] if theme == "light" else PALETTES[theme].text
    moved = first.moved(then.origins["lumbar5"] - first.origins["lumbar5"])
    old, new = _normals(moved, eye), _normals(then, eye)
    out = "".join(_line(ray, INK["before"], dash="4 3", width=1.0) for ray in old)
    out += "".join(_line(ray, colour) for ray in new)
    out += _line(_arc(new[:, 0].mean(axis=0), new[0, 1], new[1, 1]), colour, width=2.2)
    spine = np.array([eye.plane(then.origins[name]) for name in LEVELS])
    out += _line(spine, colour)
    for x, y in spine:
        out += element("circle", cx=float(x), cy=float(y), r=2.4, fill="#ffffff", stroke=colour, stroke_width=1.1)
    side = 1.0 if new[0, 1, 0] > spine[0, 0] else -1.0
    edge = side * float((side * np.concatenate([old, new])[:, 1, 0]).max())
    at = np.array([edge, float(new[:, 1, 1].mean())])
    label, room = _words(say("low back {degrees}", degrees=_signed(change.lordosis_deg)), at, side, theme)
    return out + label, np.concatenate([old.reshape(-1, 2), new.reshape(-1, 2), room])


def _normals(pose: Pose, eye: Camera) -> Vector:
    """Return the backward normals of the lowest and the highest lumbar level, ends (2, 2, 2); they never cross."""
    starts = np.array([eye.plane(pose.origins["lumbar5"]), eye.plane(pose.origins["lumbar1"])])
    ways = np.array([eye.plane(pose.turns["pelvis"] @ LOWER), eye.plane(pose.turns["torso"] @ UPPER)])
    reach = RAY_M
    crossing = np.stack([ways[0], -ways[1]], axis=1)
    if abs(float(np.linalg.det(crossing))) > 1e-6:
        meet = np.linalg.solve(crossing, starts[1] - starts[0])
        if (meet > 0).all():
            reach = min(reach, NEARLY * float(meet.min()))
    return np.stack([starts, starts + ways * reach], axis=1)
