"""The mirror: left and right exchanged by name, midline movements with their sign, so that symmetry can be tested.

A thing on one side ends in `_r` or `_l`. A name without a side stands in the midline and is its own mirror.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.core.words import say
from evenpull.errors import KnowledgeError, UnknownId

Array = NDArray[np.float64]
Integers = NDArray[np.intp]
SIDES = {"_r": "_l", "_l": "_r"}


def other_side(name: str) -> str:
    """Return the name on the other side; a midline name is its own mirror."""
    return name[:-2] + SIDES[name[-2:]] if name[-2:] in SIDES else name


def partners(names: Sequence[str]) -> Integers:
    """Return the index of each name's partner on the other side (n,).

    Raises:
        KnowledgeError: When a sided name has no partner.
    """
    place = {name: i for i, name in enumerate(names)}
    if alone := [name for name in names if other_side(name) not in place]:
        raise KnowledgeError(say("{name} has no partner on the other side", name=alone[0]))
    return np.array([place[other_side(name)] for name in names], dtype=np.intp)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mirror:
    """The mirror of a posture and of its muscles.

    Args:
        coordinate: Partner of each coordinate (n,).
        sign: -1 for a midline movement that changes sign, else 1 (n,).
        muscle: Partner of each muscle (m,).
    """

    coordinate: Integers
    sign: Array
    muscle: Integers

    @staticmethod
    def of(coordinates: Sequence[str], muscles: Sequence[str], *, flips: Collection[str]) -> Mirror:
        """Build the mirror from names; `flips` are the midline coordinates that change sign (bending, rotation).

        Raises:
            UnknownId: When `flips` names no coordinate.
            KnowledgeError: When it names a sided coordinate, or a sided name has no partner.
        """
        for name in sorted(flips):
            if name not in coordinates:
                raise UnknownId(name, kind=say("coordinate"), allowed=list(coordinates))
            if other_side(name) != name:
                text = say("{name} has a side; only midline movements change sign in the mirror", name=name)
                raise KnowledgeError(text)
        return Mirror(
            coordinate=partners(coordinates),
            sign=np.array([-1.0 if name in flips else 1.0 for name in coordinates]),
            muscle=partners(muscles),
        )

    def posture(self, q: Array) -> Array:
        """Return the mirrored posture, of q (..., n)."""
        return np.asarray(self.sign * q[..., self.coordinate])

    def lengths(self, length: Array) -> Array:
        """Return values of muscles (..., m) as the mirrored body has them."""
        return np.asarray(length[..., self.muscle])

    def moment_arms(self, arms: Array) -> Array:
        """Return moment arms R (..., m, n) as the mirrored body has them."""
        return np.asarray(arms[..., self.muscle, :][..., self.coordinate] * self.sign)
