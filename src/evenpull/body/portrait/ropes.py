"""The four ropes of the tug of war on the pelvis, and how hard each pulls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from evenpull.core.words import say
from evenpull.errors import UnknownId

NOTHING_N = 0.5
"""A pull, or a change of one, that is written as none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rope:
    """One direction of pull: where it holds the bone, its peg, where its words stand, its colour."""

    hold: tuple[float, float]
    peg: tuple[float, float]
    label: tuple[float, float]
    anchor: str
    colour: str


ROPES: dict[str, Rope] = {
    "back_extensors": Rope(hold=(64, 84), peg=(40, -52), label=(24, -30), anchor="end", colour="#37899c"),
    "abdominals": Rope(hold=(150, 136), peg=(172, -52), label=(186, -30), anchor="start", colour="#8b6bb1"),
    "hip_extensors": Rope(hold=(78, 156), peg=(64, 250), label=(44, 226), anchor="end", colour="#1f6181"),
    "hip_flexors": Rope(hold=(146, 94), peg=(150, 250), label=(172, 226), anchor="start", colour="#cf7618"),
}
"""Back extensors and hip flexors tilt the pelvis forward, abdominals and hip extensors tilt it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tug:
    """The pulls on the pelvis in one state.

    Args:
        pulls: N, for each of `ROPES`; both sides together or one, as the caption says.
        tilt_deg: How far the pelvis is tilted forward, degrees; zero in the state to compare with.
        lordosis_deg: How much deeper the hollow of the low back is, degrees.
        words: What stands below the state.
    """

    pulls: Mapping[str, float]
    tilt_deg: float = 0.0
    lordosis_deg: float = 0.0
    words: str = ""


def rope_words(name: str) -> tuple[str, ...]:
    """Return a rope's name in one or two lines.

    Raises:
        UnknownId: When there is no such rope.
    """
    words = {
        "back_extensors": (say("back muscles"),),
        "abdominals": (say("belly muscles"),),
        "hip_extensors": (say("buttock and"), say("back of thigh")),
        "hip_flexors": (say("hip flexors"),),
    }
    if name not in words:
        raise UnknownId(name, kind=say("rope"), allowed=list(ROPES))
    return words[name]
