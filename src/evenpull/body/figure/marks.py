"""What is said of a muscle on a picture, and how it looks: solid where it is probable, hatched where it is possible."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from evenpull.body.figure.palette import KIND_COLOUR
from evenpull.body.figure.svg import element
from evenpull.core.words import say

Kind = Literal["short", "weak", "long", "both"]
Word = Literal["probably", "possibly"]
ANGLE_DEG: dict[str, float] = {"short": 45, "weak": -45, "long": 90, "both": 0}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is said of one muscle group of one side.

    Args:
        kind: `both` is short and weak.
        word: How sure it is: `probably` is drawn solid, `possibly` hatched.
    """

    kind: Kind
    word: Word


Marks = Mapping[tuple[str, str], Mark]


def hatching(prefix: str) -> str:
    """Return the definitions of every hatching; ids begin with `prefix`."""
    out = ""
    for kind, colour in KIND_COLOUR.items():
        ground = element("rect", width="6", height="6", fill="#ffffff") + element(
            "rect", width="6", height="6", fill=colour, fill_opacity="0.22"
        )
        line = element("path", d="M0 0V6", stroke=colour, stroke_width="4.4")
        out += element(
            "pattern",
            ground + line,
            id=f"{prefix}-{kind}",
            width="6",
            height="6",
            patternUnits="userSpaceOnUse",
            patternTransform=f"rotate({ANGLE_DEG[kind]:g})",
        )
    return element("defs", out)


def fill_of(mark: Mark, prefix: str) -> str:
    """Return the fill of a marked region."""
    return KIND_COLOUR[mark.kind] if mark.word == "probably" else f"url(#{prefix}-{mark.kind})"


def sentence(side: str, lay: str, mark: Mark | None) -> str:
    """Return what is said of a group: `Left hip flexors: probably short`."""
    if side == "left":
        return say("Left {group}: {said}", group=lay, said=said(mark))
    return say("Right {group}: {said}", group=lay, said=said(mark))


def said(mark: Mark | None) -> str:
    """Return a mark in words, without the group."""
    if mark is None:
        return say("ordinary, or cannot tell")
    words = {
        ("probably", "short"): say("probably short"),
        ("possibly", "short"): say("possibly short"),
        ("probably", "weak"): say("probably weak"),
        ("possibly", "weak"): say("possibly weak"),
        ("probably", "long"): say("probably long"),
        ("possibly", "long"): say("possibly long"),
        ("probably", "both"): say("probably short and weak"),
        ("possibly", "both"): say("possibly short and weak"),
    }
    return words[mark.word, mark.kind]
