"""Forces in a picture: where they act, as long as they are large, with their size in newtons beside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evenpull.body.figure.camera import Camera
from evenpull.body.figure.palette import PALETTES, Theme
from evenpull.body.figure.solids import Item
from evenpull.body.figure.svg import element, path, text, text_width
from evenpull.body.skeleton.tree import Vector
from evenpull.core.words import say
from evenpull.errors import OutOfRange

METRES_PER_NEWTON = 0.0005
HEAD = 6.5
LEAST_N = 1.0
COLOUR = {"ground": "#33414f", "joint": "#7a3f8f"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Force:
    """A force on the body.

    Args:
        kind: `ground` for a reaction of the floor, whose arrow ends where it acts on the body's underside and points
            up the body; `joint` for a joint's load, whose arrow points at the joint.
        at: Where it acts, world, m (3,).
        vector: N, world (3,).
        label: What it is, said before its size; may be empty.
    """

    kind: Literal["ground", "joint"]
    at: Vector
    vector: Vector
    label: str = ""


def draw_force(force: Force, eye: Camera, *, theme: Theme = "light") -> Item:
    """Return a force as an arrow: 200 newtons are a tenth of a metre.

    Raises:
        OutOfRange: When a force is no number.
    """
    vector, at = np.asarray(force.vector, dtype=np.float64), np.asarray(force.at, dtype=np.float64)
    if not (np.isfinite(vector).all() and np.isfinite(at).all()):
        raise OutOfRange(say("a force in a picture has to be three numbers"))
    size = float(np.linalg.norm(vector))
    if size < LEAST_N:
        return Item(markup="", nearness=0.0, points=eye.plane(at)[None])
    reach = vector * METRES_PER_NEWTON
    start, end = (at, at + reach) if force.kind == "ground" else (at - reach, at)
    a, b = eye.plane(start), eye.plane(end)
    length = max(float(np.hypot(*(b - a))), 1e-6)
    way = (b - a) / length
    across = np.array([-way[1], way[0]])
    neck = b - way * min(HEAD, length)
    tip = np.array([b, neck + across * HEAD * 0.5, neck - across * HEAD * 0.5])
    colour = COLOUR[force.kind] if theme == "light" else PALETTES[theme].text
    halo = PALETTES[theme].far_light
    shaft = path(np.array([a, neck]), closed=False)
    out = element("path", d=shaft, fill="none", stroke=halo, stroke_width=4.2)
    out += element("path", d=shaft, fill="none", stroke=colour, stroke_width=2.1)
    out += element("path", d=path(tip), fill=colour, stroke=halo, stroke_width=0.6)
    words = say("{label} {size} N", label=force.label, size=f"{size:.0f}").strip()
    tail = b if force.kind == "ground" else a
    side = 1.0 if way[0] >= -1e-9 else -1.0
    x, y = float(tail[0]) + side * 5, float(tail[1]) - 3
    anchor = "start" if side > 0 else "end"
    out += element(
        "g", text(words, x=x, y=y, size=9.5, fill=halo, anchor=anchor, weight=600), stroke=halo, stroke_width=3
    )
    out += text(words, x=x, y=y, size=9.5, fill=colour, anchor=anchor, weight=600)
    ends = np.array([[x, y - 10], [x + side * text_width(words, 9.5), y + 3]])
    return Item(markup=out, nearness=30.0, points=np.concatenate([a[None], b[None], ends]))
