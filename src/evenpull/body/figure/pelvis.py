"""The pelvis as a bone on four ropes, seen from the side: evenly pulled, and with this person's findings.

It is a way of speaking, not a model: no angle is drawn or meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from evenpull.body.figure.marks import Mark, Marks, said
from evenpull.body.figure.outline import curve
from evenpull.body.figure.palette import KIND_COLOUR, PALETTES, Palette, Theme
from evenpull.body.figure.svg import document, element, number, path, text
from evenpull.body.skeleton.tree import Vector
from evenpull.core.words import say

WIDTH, HEIGHT = 210.0, 226.0
ROPE = "#9a8f7c"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rope:
    """One rope: the groups it stands for, where it holds the bone, its peg, where its words stand."""

    muscles: tuple[str, ...]
    hold: tuple[float, float]
    peg: tuple[float, float]
    label: tuple[float, float]
    anchor: str


ROPES: dict[str, Rope] = {
    "back_extensors": Rope(
        muscles=("lumbar_erector_spinae", "quadratus_lumborum"),
        hold=(66, 88), peg=(58, 20), label=(44, 30), anchor="end",
    ),
    "abdominals": Rope(
        muscles=("abdominals",),
        hold=(150, 134), peg=(158, 20), label=(172, 30), anchor="start",
    ),
    "buttock_hamstrings": Rope(
        muscles=("gluteus_maximus", "hamstrings"),
        hold=(74, 146), peg=(66, 212), label=(54, 192), anchor="end",
    ),
    "hip_flexors": Rope(
        muscles=("iliopsoas", "rectus_femoris", "tensor_fasciae_latae"),
        hold=(146, 92), peg=(142, 212), label=(162, 192), anchor="start",
    ),
}  # fmt: skip
ILIUM = np.array([
    (62, 84), (66, 66), (84, 52), (108, 48), (130, 56), (146, 74), (149, 90), (142, 100), (137, 114), (147, 126),
    (155, 136),
    (151, 146), (140, 148), (128, 150), (113, 158), (98, 166), (82, 161), (76, 150), (82, 138), (86, 124), (78, 112),
    (66, 100),
], dtype=np.float64)  # fmt: skip
SACRUM = np.array(
    [(58, 74), (72, 66), (80, 78), (78, 96), (72, 112), (64, 128), (58, 138), (55, 128), (58, 112), (56, 92)],
    dtype=np.float64,
)
HIP = (110.0, 124.0)


def rope_lines(name: str) -> tuple[str, str]:
    """Return what a rope of `ROPES` is called, in two lines."""
    lines = {
        "back_extensors": (say("back"), say("muscles")),
        "abdominals": (say("belly"), say("muscles")),
        "buttock_hamstrings": (say("buttock,"), say("back thigh")),
        "hip_flexors": (say("hip"), say("flexors")),
    }
    return lines[name]


def ropes_of(marks: Marks) -> dict[str, Mark]:
    """Return what is said of each rope: the surest mark of any of its groups on either side."""
    found: dict[str, Mark] = {}
    for name, rope in ROPES.items():
        own = [marks[m, side] for m in rope.muscles for side in ("left", "right") if (m, side) in marks]
        if own:
            order = sorted(own, key=lambda mark: (mark.word != "probably", mark.kind))
            found[name] = order[0]
    return found


def draw_pelvis(
    pulls: Mapping[str, Mark], *, width: float | None = None, theme: Theme = "light", name: str = "pelvis"
) -> str:
    """Return the pelvis on four even ropes beside the same bone on this person's ropes.

    Args:
        pulls: What is said of each rope of `ROPES`; see `ropes_of`.
        width: Shown width in pixels; the drawing's own where None.
        theme: Colours for a light or dark page; the ground is transparent.
        name: Keeps the ids of several pictures on one page apart.
    """
    palette = PALETTES[theme]
    body = element("g", one_pelvis({}, palette))
    body += text(say("even"), x=WIDTH / 2 + 2, y=HEIGHT + 22, size=13.0, fill=palette.text, weight=600)
    body += element("g", one_pelvis(pulls, palette), transform=f"translate({number(WIDTH + 26)},0)")
    body += text(say("yours"), x=WIDTH * 1.5 + 28, y=HEIGHT + 22, size=13.0, fill=palette.text, weight=600)
    told = [f"{' '.join(rope_lines(rope))} {said(mark)}" for rope, mark in sorted(pulls.items())]
    words = [
        say(
            "The pelvis seen from the side, held by four ropes: back muscles, belly muscles, hip flexors, buttock and "
            "back thigh."
        ),
        say("Yours: {marks}.", marks="; ".join(told)) if told else say("No rope stands out."),
        say("The picture shows no angle."),
    ]
    title = say("The pelvis on its four ropes")
    box = (-14.0, 0.0, 2 * WIDTH + 54, HEIGHT + 32)
    return document(body, name=f"{name}-{theme}", title=title, description=" ".join(words), box=box, width=width)


def one_pelvis(pulls: Mapping[str, Mark], palette: Palette) -> str:
    """Return one bone on its ropes, 210 by 226 units, facing right."""
    bone: dict[str, Any] = {"fill": "#f3ecdc", "stroke": "#8d806a", "stroke_width": 1.6, "stroke_linejoin": "round"}
    out = "".join(
        _rope(name, rope, pulls.get(name), palette) for name, rope in sorted(ROPES.items()) if name != "hip_flexors"
    )
    for i, (x, y) in enumerate(((72, 58), (76, 40), (79, 22))):
        out += element(
            "rect",
            x=float(x - 13),
            y=float(y - 7),
            width=27.0,
            height=14.5,
            rx=5.0,
            transform=f"rotate({10 - 4 * i} {x} {y})",
            **bone,
        )
    out += element("path", d=path(_closed(SACRUM)), **bone)
    shaft = np.array(
        [(102, 130), (121, 127), (124, 150), (120, 180), (119, 214), (104, 214), (104, 180), (99, 152)],
        dtype=np.float64,
    )
    out += element("path", d=path(_closed(shaft)), **bone)
    out += element("path", d=path(_closed(ILIUM)), **bone)
    out += element(
        "ellipse",
        cx=126.0,
        cy=141.5,
        rx=8.5,
        ry=4.6,
        transform="rotate(-14 126 141.5)",
        fill="#d8ccb2",
        stroke="#8d806a",
        stroke_width=1.1,
    )
    out += element("circle", cx=HIP[0], cy=HIP[1], r=15.0, fill="#e7dcc4", stroke="#8d806a", stroke_width=1.4)
    out += element("circle", cx=HIP[0], cy=HIP[1], r=10.5, fill="#f8f3e8", stroke="#8d806a", stroke_width=1.2)
    crest = curve(np.array([(74, 74), (92, 62), (112, 59), (130, 68)], dtype=np.float64))
    out += element(
        "path", d=path(crest, closed=False), fill="none", stroke="#cdbfa3", stroke_width=1.4, stroke_linecap="round"
    )
    return out + _rope("hip_flexors", ROPES["hip_flexors"], pulls.get("hip_flexors"), palette)


def _closed(points: Vector) -> Vector:
    looped = np.concatenate([points[-2:], points, points[:2]])
    return curve(looped, steps=6)[12:-12]


def _rope(name: str, rope: Rope, mark: Mark | None, palette: Palette) -> str:
    """Draw one rope: short is thick, straight and ends before its peg; weak is thin and slack; doubt is dashed."""
    hold, peg = np.array(rope.hold, dtype=np.float64), np.array(rope.peg, dtype=np.float64)
    way = (peg - hold) / np.hypot(*(peg - hold))
    across = np.array([-way[1], way[0]])
    end, width, slack, colour = peg, 6.0, 0.0, ROPE
    if mark is not None:
        colour = KIND_COLOUR[mark.kind]
        if mark.kind in {"short", "both"}:
            end = hold + (peg - hold) * 0.74
            width = 8.0
        if mark.kind in {"weak", "long", "both"}:
            width, slack = 3.6, 5.0
    t = np.linspace(0, 1, 25)[:, None]
    line = hold + (end - hold) * t + across * np.sin(t * np.pi * 3) * slack * np.sin(t * np.pi)
    data = path(line, closed=False)
    out = ""
    if mark is not None and mark.kind in {"short", "both"}:
        rest = np.array([end, peg])
        out += element(
            "path",
            d=path(rest, closed=False),
            fill="none",
            stroke=palette.far_line,
            stroke_width=1.4,
            stroke_dasharray="2 3",
        )
    out += element(
        "path", d=data, fill="none", stroke=palette.near_line, stroke_width=width + 2.0, stroke_linecap="round"
    )
    unsure = mark is not None and mark.word == "possibly"
    out += element(
        "path", d=data, fill="none", stroke="#ffffff" if unsure else colour, stroke_width=width, stroke_linecap="round"
    )
    if unsure:
        out += element("path", d=data, fill="none", stroke=colour, stroke_width=width, stroke_dasharray="4 3")
    else:
        out += element(
            "path",
            d=data,
            fill="none",
            stroke="#ffffff",
            stroke_opacity="0.55",
            stroke_width=width,
            stroke_dasharray="1.2 5",
        )
    for centre, radius in ((end, 5.0), (hold, 4.0)):
        out += element(
            "circle",
            cx=float(centre[0]),
            cy=float(centre[1]),
            r=radius,
            fill=palette.far_light,
            stroke=palette.near_line,
            stroke_width=1.4,
        )
    strong = 600 if mark is not None else 400
    for i, words in enumerate(rope_lines(name)):
        out += text(
            words,
            x=rope.label[0],
            y=rope.label[1] + i * 13,
            size=11.0,
            fill=palette.text,
            anchor=rope.anchor,
            weight=strong,
        )
    return out
