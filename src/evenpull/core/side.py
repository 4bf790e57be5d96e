"""Left, right, both, and their mirror. Nothing else in the code may decide what a side is."""

from __future__ import annotations

from typing import Literal

from evenpull.core.words import say

Side = Literal["left", "right"]
SideOrBoth = Literal["left", "right", "both"]

SIDES: tuple[Side, Side] = ("left", "right")
SIDE_WORDS: dict[str, str] = {"left": say("left"), "right": say("right"), "both": say("both")}
"""What a reader is told; the keys are what code compares."""


def mirror(side: str) -> str:
    """Return the other side; `both` and anything that has no side stay as they are.

    Example:
        >>> mirror("left"), mirror("both")
        ('right', 'both')
    """
    return {"left": "right", "right": "left"}.get(side, side)


def sides_of(side: SideOrBoth) -> tuple[Side, ...]:
    """Return the one or two sides that a word means.

    Example:
        >>> sides_of("both")
        ('left', 'right')
    """
    if side == "both":
        return SIDES
    return (side,)
