"""What a posed test reads, and how that depends on every muscle and on what else is not known for certain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenpull.body.groups import group_of
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.errors import UnknownId

Array = NDArray[np.float64]
Property = Literal["length", "strength", "stiffness"]
PROPERTIES: tuple[Property, ...] = ("length", "strength", "stiffness")
SIDES: Mapping[str, Side] = {"_l": "left", "_r": "right"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Readings:
    """What one test reads on B people. Derivatives are by natural logarithms where not said otherwise.

    Args:
        test, side, unit: What was posed, and the unit of the readings.
        muscles: The muscles that take part, with side suffix, length m.
        value: (B,); not a number where the test does not end within the movement.
        length, strength, stiffness: d value / d ln of each muscle's optimal length, active and passive force (B, m).
        end_torque: d value / d ln end torque (B,); zero where nothing but weight pushes.
        capsule: d value / d ln of the capsules' torque (B,).
        voluntary: d value / d voluntary activation (B,); of strength tests.
        at: Free angles at the end, rad (B, axes); of length tests.
        activation: Of each muscle (B, m): zero in length tests.
        at_limit: Whether the end lies beyond a joint's usual range (B,).
        ended: Whether the test ends within the movement (B,).
    """

    test: str
    side: Side
    unit: str
    muscles: tuple[str, ...]
    value: Array
    length: Array
    strength: Array
    stiffness: Array
    end_torque: Array
    capsule: Array
    voluntary: Array
    at: Array
    activation: Array
    at_limit: NDArray[np.bool_]
    ended: NDArray[np.bool_]

    def by_group(self, what: Property) -> Mapping[tuple[Side, str], Array]:
        """Return the derivative (B,) by each group with a posterior that takes part: its muscles change together.

        Raises:
            UnknownId: When `what` is no property.
        """
        return _by_group(self, what)

    def one(self, person: int = 0) -> Reading:
        """Return the reading of one person."""
        return Reading(
            test=self.test,
            side=self.side,
            unit=self.unit,
            muscles=self.muscles,
            value=float(self.value[person]),
            length=self.length[person],
            strength=self.strength[person],
            stiffness=self.stiffness[person],
            end_torque=float(self.end_torque[person]),
            capsule=float(self.capsule[person]),
            voluntary=float(self.voluntary[person]),
            at=self.at[person],
            activation=self.activation[person],
            at_limit=bool(self.at_limit[person]),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reading:
    """What one test reads on one person; fields as in `Readings`, without the first axis.

    Example:
        >>> reading = predict("modified_thomas", "left", body, parameters)  # doctest: +SKIP
        >>> reading.by_group("length")["left", "iliopsoas"]  # degrees per natural logarithm  # doctest: +SKIP
    """

    test: str
    side: Side
    unit: str
    muscles: tuple[str, ...]
    value: float
    length: Array
    strength: Array
    stiffness: Array
    end_torque: float
    capsule: float
    voluntary: float
    at: Array
    activation: Array
    at_limit: bool

    def by_group(self, what: Property) -> Mapping[tuple[Side, str], float]:
        """Return the derivative by each group with a posterior that takes part: its muscles change together.

        Raises:
            UnknownId: When `what` is no property.
        """
        return {key: float(value) for key, value in _by_group(self, what).items()}


def _by_group(given: Readings | Reading, what: Property) -> dict[tuple[Side, str], Array]:
    """Sum the derivatives by muscle, (..., muscles), over the muscles of each group."""
    if what not in PROPERTIES:
        raise UnknownId(what, kind=say("property of a muscle"), allowed=PROPERTIES)
    rows: Array = getattr(given, what)
    sums: dict[tuple[Side, str], Array] = {}
    for column, name in enumerate(given.muscles):
        group = group_of(name)
        if group is not None:
            key = SIDES[name[-2:]], group
            sums[key] = sums.get(key, 0.0) + rows[..., column]
    return dict(sorted(sums.items()))
