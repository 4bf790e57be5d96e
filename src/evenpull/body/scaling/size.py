"""How large a person is: what is asked for, what no body can have, and the factor that each segment takes from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evenpull.body.coordinates import Point
from evenpull.body.model.body import Body
from evenpull.core.words import say
from evenpull.errors import OutOfRange, UnknownId, Where

Sex = Literal["male", "female"]
OWN_STATURE_M = 1.70
"""Stature of the body that ships: its legs descend from those of a man of 1.70 m. Source: Rajagopal 2016."""
MASS_KG = (30.0, 250.0)
STATURE_M = (1.20, 2.30)
BODY_MASS_INDEX = (12.0, 60.0)
SEGMENT_SHARE = (0.8, 1.25)
"""A measured segment is within these times what the stature alone would give it; so is the trunk that is left."""
SEGMENTS: Mapping[str, tuple[str, str]] = {
    "thigh": ("femur_r", "tibia_r"),
    "shank": ("tibia_r", "talus_r"),
    "upper_arm": ("humerus_r", "ulna_r"),
    "forearm": ("ulna_r", "hand_r"),
}
"""Segments that may be measured, between the centres of the joints at their ends. Both sides take one length."""
PARTS: Mapping[str, tuple[str, ...]] = {
    "thigh": ("femur", "patella"),
    "shank": ("tibia",),
    "foot": ("talus", "calcn", "toes"),
    "upper_arm": ("humphant", "humphant1", "humerus"),
    "forearm": ("ulna", "radius"),
    "hand": ("hand",),
}
"""The body's segments without side; all others are of the trunk, which holds girdle, neck and head."""
TRUNK = "trunk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What is asked for.

    Args:
        mass_kg: Of the whole body.
        stature_m: Height, standing.
        sex: Whose segment masses: `male`, `female`, or None for those of the body that is scaled, a man's.
        segments: Measured lengths by the names of `SEGMENTS`, m, in their order.

    Raises:
        OutOfRange: When it is nothing that a person can be; names the number.
        UnknownId: When sex or a segment is none.
    """

    mass_kg: float
    stature_m: float
    sex: Sex | None = None
    segments: tuple[tuple[str, float], ...] = ()

    def __post_init__(self) -> None:
        if self.sex not in (None, "male", "female"):
            raise UnknownId(str(self.sex), kind=say("sex of segment masses"), allowed=["male", "female"])
        for name, _ in self.segments:
            if name not in SEGMENTS:
                raise UnknownId(name, kind=say("segment that may be measured"), allowed=list(SEGMENTS))
        _within("mass_kg", self.mass_kg, MASS_KG, "kg")
        _within("stature_m", self.stature_m, STATURE_M, "m")
        _within("mass_kg / stature_m^2", self.mass_kg / self.stature_m**2, BODY_MASS_INDEX, "kg/m2")


def factors(body: Body, size: Size) -> dict[str, float]:
    """Return the factor on all lengths of each part, `PARTS` and the trunk.

    Measured segments have their own; the trunk takes what makes the stature right; all others go with the stature.

    Raises:
        OutOfRange: When a measured segment, or the trunk that is left, does not fit the stature.
    """
    usual = size.stature_m / OWN_STATURE_M
    found = dict.fromkeys((*PARTS, TRUNK), usual)
    lengths, heights = own_lengths(body)
    for name, measured in size.segments:
        expected = lengths[name] * usual
        _within(f"segments.{name}", measured, (SEGMENT_SHARE[0] * expected, SEGMENT_SHARE[1] * expected), "m")
        found[name] = measured / lengths[name]
    if found["thigh"] != usual or found["shank"] != usual:
        legs = sum(heights[name] * found[name] for name in ("thigh", "shank", "foot"))
        found[TRUNK] = (usual * OWN_HEAD_OVER_HEEL_M - legs) / heights[TRUNK]
        _within(say("trunk over what the stature gives"), found[TRUNK] / usual, SEGMENT_SHARE, "")
    return found


def own_lengths(body: Body) -> tuple[dict[str, float], dict[str, float]]:
    """Return the lengths of the segments that may be measured, and the heights that add up from heel to head, m."""
    q = np.zeros((1, len(body.coordinates.names)))
    names = sorted({name for ends in SEGMENTS.values() for name in ends} | {"calcn_r", "head"})
    places = body.states.places(q, [Point(kind="body", name=name) for name in names]).position[0]
    at = dict(zip(names, places, strict=True))
    lengths = {name: float(np.linalg.norm(at[a] - at[b])) for name, (a, b) in SEGMENTS.items()}
    steps = {"foot": ("talus_r", "calcn_r"), "shank": SEGMENTS["shank"], "thigh": SEGMENTS["thigh"]}
    steps[TRUNK] = ("head", "femur_r")
    return lengths, {name: float(at[above][2] - at[below][2]) for name, (above, below) in steps.items()}


def stature(body: Body) -> float:
    """Return how tall a body stands, m: from heel to the head's joint, in proportion to the body that ships.

    Neither the crown nor the sole is a point of the model; both lie at a fixed share above and below these two.
    """
    q = np.zeros((1, len(body.coordinates.names)))
    points = [Point(kind="body", name=name) for name in ("head", "calcn_r")]
    head, heel = body.states.places(q, points).position[0, :, 2]
    return float(head - heel) * OWN_STATURE_M / OWN_HEAD_OVER_HEEL_M


OWN_HEAD_OVER_HEEL_M = 1.496721433
"""Height of the head's joint over the heel's frame in the body that ships, m."""


def _within(name: str, value: float, allowed: tuple[float, float], unit: str) -> None:
    low, high = allowed
    if not low <= value <= high:
        hint = (
            say("Allowed is {low:.3g} to {high:.3g} {unit}.", low=low, high=high, unit=unit)
            if unit
            else say("Allowed is {low:.3g} to {high:.3g}.", low=low, high=high)
        )
        text = say("no person is like this: {name} is out of range", name=name)
        raise OutOfRange(text, where=Where(field=name), hint=hint)
