"""Named places of the body that can be pushed at, read from `places.yaml`: soles, seat, back, hands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort import Support
from evenpull.body.effort.movement import UP
from evenpull.body.model.body import Body
from evenpull.core.words import say
from evenpull.errors import UnknownId
from evenpull.knowledge.yaml_document import parse_document

Array = NDArray[np.float64]
MIDLINE = ("pelvis", "torso", "head")
"""Segments without a side; a place on them still has a right and a left half."""
MIRROR = np.array([1.0, -1.0, 1.0])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Place:
    """A place on one side: its segment and its points in the segment's frame, m (p, 3)."""

    name: str
    segment: str
    points: Array


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[str, Array]]:
    text = files("evenpull.body.tasks").joinpath("places.yaml").read_text(encoding="utf-8")
    rows = parse_document(text, name="places.yaml").data
    return {name: (row["segment"], np.array(row["points"], dtype=np.float64)) for name, row in rows.items()}


def place(name: str, body: Body) -> Place:
    """Return a place by name with its side, such as `foot_r`, on a body of this size.

    Raises:
        UnknownId: When there is no such place.
    """
    base, _, side = name.rpartition("_")
    rows = _rows()
    if base not in rows or side not in {"r", "l"}:
        allowed = [f"{row}_{end}" for row in rows for end in ("r", "l")]
        raise UnknownId(name, kind=say("place of the body"), allowed=allowed)
    segment, points = rows[base]
    points = points * _size(body)
    return Place(
        name=name,
        segment=segment if segment in MIDLINE else f"{segment}_{side}",
        points=points * MIRROR if side == "l" else points,
    )


def support(name: str, body: Body, active: NDArray[np.bool_], normal: tuple[float, float, float] = UP) -> Support:
    """Return a place as a support that is there in some frames (T,), pushing along a normal."""
    found = place(name, body)
    return Support(name=name, segment=found.segment, points=found.points, active=active, normal=normal)


def both(names: Sequence[str]) -> tuple[str, ...]:
    """Return names with their side: a name without one means both sides."""
    known = _rows()
    return tuple(full for name in names for full in ((f"{name}_r", f"{name}_l") if name in known else (name,)))


def _size(body: Body) -> float:
    """Return the body's size over the one that the places were set on: shank and thigh together."""
    height = sum(abs(float(body.model.body(name).pos[2])) for name in ("tibia_r", "talus_r"))
    return height / REFERENCE_LEG_M


REFERENCE_LEG_M = 0.8044327093
"""Thigh and shank of the body as built, from hip to ankle. Source: `body.xml`."""
