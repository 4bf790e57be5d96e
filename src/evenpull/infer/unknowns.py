"""What is unknown: length and strength of each group with a posterior, on each side. Here is only their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from evenpull.core.side import SIDES, Side
from evenpull.infer.records import Property

PROPERTIES: tuple[Property, Property] = ("length", "strength")


class Unknown(NamedTuple):
    """One property of one sided group, in healthy sds of its logarithm."""

    muscle: str
    side: Side
    property: Property


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """All unknowns in their order, and the place of each."""

    unknowns: tuple[Unknown, ...]
    place: dict[Unknown, int]

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.unknowns)

    def has(self, muscle: str) -> bool:
        """Whether a group has a posterior."""
        return Unknown(muscle, "left", "length") in self.place


def index_of(groups: tuple[str, ...]) -> Index:
    """Return the index over the given groups: by property, then group id, then left before right."""
    unknowns = tuple(Unknown(group, side, prop) for prop in PROPERTIES for group in sorted(groups) for side in SIDES)
    return Index(unknowns=unknowns, place={unknown: number for number, unknown in enumerate(unknowns)})
