"""Movement arrows: a slim curved shaft with a head, light enough not to hide the body, dark enough for print."""

from __future__ import annotations

import numpy as np

from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.outline import curve
from evenpull.body.figure.setting import WAY
from evenpull.body.figure.solids import Item
from evenpull.body.figure.svg import element, path
from evenpull.body.skeleton.kinematics import Posed
from evenpull.body.skeleton.surface import place
from evenpull.body.skeleton.tree import Vector
from evenpull.knowledge.kinds.figure import Arrow

HEAD = 8.5


def _head(tip: Vector, way: Vector) -> Vector:
    across = np.array([-way[1], way[0]])
    return np.array(
        [
            tip + way * HEAD * 0.55,
            tip - way * HEAD * 0.6 + across * HEAD * 0.55,
            tip - way * HEAD * 0.6 - across * HEAD * 0.55,
        ]
    )


def draw_arrow(arrow: Arrow, body: Posed, eye: Camera, *, colour: str, halo: str) -> Item:
    """Return an arrow as a piece of the picture; a halo keeps it apart from what it crosses."""
    start = place(body, arrow.at) + np.array(arrow.shift)
    end = start + np.array(WAY[arrow.way]) * arrow.length_m
    a, b = eye.plane(start), eye.plane(end)
    reach = np.hypot(*(b - a))
    if reach < 0.4 * arrow.length_m * PIXELS_PER_METRE:
        b = a + (b - a) / max(reach, 1e-6) * 0.4 * arrow.length_m * PIXELS_PER_METRE
        reach = np.hypot(*(b - a))
    way = (b - a) / max(reach, 1e-6)
    middle = (a + b) / 2 + np.array([way[1], -way[0]]) * arrow.bow * reach
    line = curve(np.array([a, middle, b]), steps=7)
    out = ""
    for stroke, width, fill in ((halo, 5.6, halo), (colour, 2.6, colour)):
        out += element(
            "path", d=path(line, closed=False), fill="none", stroke=stroke, stroke_width=width, stroke_linecap="round"
        )
        for tip, before in ((b, line[-3]), (a, line[2]))[: 2 if arrow.double else 1]:
            point = (tip - before) / max(float(np.hypot(*(tip - before))), 1e-6)
            edge = 3.0 if stroke == halo else 0.8
            out += element(
                "path", d=path(_head(tip, point)), fill=fill, stroke=stroke, stroke_width=edge, stroke_linejoin="round"
            )
    return Item(markup=out, nearness=20.0, points=np.concatenate([line, line + 7, line - 7]))
