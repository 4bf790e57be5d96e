"""Instruments and helping hands: phone, goniometer, dynamometer, tape, a helper's hand, and the sign for breathing."""

from __future__ import annotations

from typing import Any

import numpy as np

from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.outline import envelope
from evenpull.body.figure.palette import Palette
from evenpull.body.figure.solids import Item
from evenpull.body.figure.svg import element, path
from evenpull.body.skeleton.kinematics import Posed
from evenpull.body.skeleton.tree import Vector
from evenpull.knowledge.kinds.figure import Prop

FRONT = 12.0
FACING: dict[str, tuple[float, float]] = {"ahead": (1, 0), "behind": (-1, 0), "left": (0, -1), "right": (0, 1)}


def _unit(vector: Vector) -> Vector:
    size = float(np.hypot(*vector))
    return vector / size if size > 1e-6 else np.array([1.0, 0.0])


def _plate(centre: Vector, way: Vector, size: tuple[float, float], *, fill: str, line: str) -> tuple[str, Vector]:
    length, width = size
    across = np.array([-way[1], way[0]])
    corners = [centre + way * length / 2 * i + across * width / 2 * j for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    points = np.array(corners)
    return element("path", d=path(points), fill=fill, stroke=line, stroke_width=1.2, stroke_linejoin="round"), points


def _phone(points: Vector, palette: Palette) -> Item:
    way = _unit(points[-1] - points[0])
    centre = points[:2].mean(axis=0)
    body, corners = _plate(centre, way, (24, 12), fill=palette.near_line, line=palette.near_line)
    screen, _ = _plate(centre, way, (18, 8.5), fill=palette.far_light, line=palette.near_line)
    return Item(markup=body + screen, nearness=FRONT, points=corners)


def _goniometer(points: Vector, palette: Palette) -> Item:
    """Lay two arms from the joint (first place) along the other two places."""
    centre = points[0]
    out, held = "", [centre + 15, centre - 15]
    for end in points[1:3]:
        way = _unit(end - centre)
        tip = centre + way * 52
        arm, corners = _plate((centre + tip) / 2, way, (52, 5.5), fill=palette.far_light, line=palette.near_line)
        out += arm
        held.append(corners.mean(axis=0) + way * 26)
    x, y = centre
    out += element(
        "circle",
        cx=float(x),
        cy=float(y),
        r=12.0,
        fill=palette.far_light,
        fill_opacity="0.85",
        stroke=palette.near_line,
        stroke_width=1.2,
    )
    for degrees in range(0, 360, 30):
        a = np.radians(degrees)
        tick = np.array([[x + 9 * np.cos(a), y + 9 * np.sin(a)], [x + 12 * np.cos(a), y + 12 * np.sin(a)]])
        out += element("path", d=path(tick, closed=False), stroke=palette.near_line, stroke_width=0.9)
    out += element("circle", cx=float(x), cy=float(y), r=1.8, fill=palette.near_line)
    return Item(markup=out, nearness=FRONT, points=np.array(held))


def _dynamometer(points: Vector, way: Vector, palette: Palette) -> Item:
    """Press a round pad with a dial against the place, from the side that `way` points to."""
    centre = points[0] + way * 11
    pad, corners = _plate(points[0] + way * 5, way, (6, 21), fill=palette.hair, line=palette.near_line)
    shaft, _ = _plate(points[0] + way * 11, way, (9, 7), fill=palette.far, line=palette.near_line)
    dial_at = centre + way * 13
    dial = element(
        "circle",
        cx=float(dial_at[0]),
        cy=float(dial_at[1]),
        r=11.0,
        fill=palette.far_light,
        stroke=palette.near_line,
        stroke_width=1.4,
    )
    needle = np.array([dial_at + np.array([-4.5, 3.5]), dial_at + np.array([4.5, -4.5])])
    dial += element(
        "path", d=path(needle, closed=False), stroke=palette.near_line, stroke_width=1.4, stroke_linecap="round"
    )
    return Item(
        markup=shaft + pad + dial, nearness=FRONT, points=np.concatenate([corners, [dial_at + 12, dial_at - 12]])
    )


def _helper_hand(points: Vector, way: Vector, palette: Palette) -> Item:
    """Draw another person's hand and forearm that come from the side that `way` points to."""
    touch = points[0]
    across = np.array([-way[1], way[0]])
    row = np.array(
        [touch + across * 10, touch + way * 3 + across * 4, touch + way * 13, touch + way * 24, touch + way * 34]
    )
    radii = np.array([3.4, 5.6, 7.6, 5.4, 6.0])
    shape = envelope(row, radii[:, None, None] ** 2 * np.eye(2))
    thumb = np.array([touch + way * 13 - across * 4, touch + way * 2 - across * 9])
    thumb_shape = envelope(thumb, np.array([3.4, 2.8])[:, None, None] ** 2 * np.eye(2))
    sleeve = np.array([touch + way * 32, touch + way * 56])
    sleeve_shape = envelope(sleeve, np.array([7.6, 9.2])[:, None, None] ** 2 * np.eye(2))
    common: dict[str, Any] = {
        "fill": palette.far_light,
        "stroke": palette.near_line,
        "stroke_width": 1.1,
        "stroke_linejoin": "round",
    }
    out = element("path", d=path(thumb_shape), **common) + element("path", d=path(shape), **common)
    out += element("path", d=path(sleeve_shape), fill=palette.soft, stroke=palette.soft_line, stroke_width=1.1)
    for spread in (0.2, 3.2, 6.2):
        start = touch + way * 5 + across * (spread + 1)
        finger = np.array([start, start - way * 4.2 + across * 2.4])
        out += element(
            "path", d=path(finger, closed=False), stroke=palette.near_line, stroke_width=0.9, stroke_linecap="round"
        )
    return Item(markup=out, nearness=FRONT, points=np.concatenate([shape, thumb_shape, sleeve_shape]))


def _tape(points: Vector, palette: Palette) -> Item:
    way = _unit(points[1] - points[0])
    across = np.array([-way[1], way[0]])
    length = float(np.hypot(*(points[1] - points[0])))
    body, corners = _plate(points[:2].mean(axis=0), way, (length, 7), fill=palette.prop_top, line=palette.prop_line)
    for i in range(1, max(int(length / 6), 2)):
        start = points[0] + way * 6 * i + across * 3.5
        tick = np.array([start, start - across * (4.5 if i % 5 == 0 else 2.6)])
        body += element("path", d=path(tick, closed=False), stroke=palette.prop_line, stroke_width=0.9)
    return Item(markup=body, nearness=FRONT - 1, points=corners)


def _breath(points: Vector, way: Vector, palette: Palette) -> Item:
    """Draw three soft waves of air that leave the place."""
    across = np.array([-way[1], way[0]])
    out, held = "", []
    for shift, length in ((-7, 17), (0, 24), (7, 17)):
        t = np.linspace(0, 1, 13)[:, None]
        wave = points[0] + across * shift + way * (5 + t * length) + across * np.sin(t * 2 * np.pi) * 1.8
        out += element(
            "path", d=path(wave, closed=False), fill="none", stroke="#4f8fb3", stroke_width=1.6, stroke_linecap="round"
        )
        held.append(wave)
    return Item(markup=out, nearness=FRONT, points=np.concatenate(held))


def draw(prop: Prop, places: Vector, body: Posed, eye: Camera, palette: Palette) -> list[Item]:
    """Draw an instrument; flat things lie in the picture plane, so that they can be read."""
    flat = eye.plane(places)
    ways: dict[str, tuple[float, float, float]] = {
        "ahead": (1, 0, 0), "behind": (-1, 0, 0), "left": (0, 1, 0), "right": (0, -1, 0),
        "up": (0, 0, 1), "down": (0, 0, -1),
    }  # fmt: skip
    side = prop.along if prop.along in {"up", "down"} else prop.facing
    way = _unit(eye.plane(np.array(ways[side], dtype=np.float64)) / PIXELS_PER_METRE)
    if prop.kind == "phone":
        return [_phone(flat, palette)]
    if prop.kind == "goniometer":
        return [_goniometer(flat, palette)]
    if prop.kind == "dynamometer":
        return [_dynamometer(flat, way, palette)]
    if prop.kind == "tape":
        return [_tape(flat, palette)]
    if prop.kind == "breath":
        return [_breath(flat, way, palette)]
    return [_helper_hand(flat, way, palette)]
