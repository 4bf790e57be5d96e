"""What joint capsule and ligaments do: one pair of exponentials per coordinate, in every posture and every test.

    torque = low_torque e^(low_rate (low_at - q)) - high_torque e^(high_rate (q - high_at))

Positive torque pushes the coordinate up. Torque is the negative slope of an energy, and stiffness is its curvature.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from evenpull.body.muscles import curves
from evenpull.core.words import say
from evenpull.errors import OutOfRange

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Capsule:
    """Exponential pairs of n coordinates. A torque of zero means that there is no capsule on that side.

    Args:
        low_at, high_at: Angles at which the torques below are reached, rad or m (n,).
        low_torque, high_torque: Their sizes there, N m or N, zero or more (n,).
        low_rate, high_rate: How steeply they grow, per rad or per m, above zero (n,).

    Raises:
        OutOfRange: When arrays differ in shape, or hold a negative torque, a rate that is not positive or no number.
    """

    low_at: Array
    low_torque: Array
    low_rate: Array
    high_at: Array
    high_torque: Array
    high_rate: Array

    def __post_init__(self) -> None:
        shape = np.shape(self.low_at)
        for entry in fields(self):
            value = np.array(getattr(self, entry.name), dtype=np.float64)
            if value.shape != shape or not np.isfinite(value).all():
                text = say("{name} of a capsule has another shape than the rest, or holds no number", name=entry.name)
                raise OutOfRange(text)
            if entry.name.endswith("rate") and (value <= 0).any():
                raise OutOfRange(say("{name} of a capsule is above zero", name=entry.name))
            if entry.name.endswith("torque") and (value < 0).any():
                raise OutOfRange(say("{name} of a capsule is zero or more", name=entry.name))
            value.flags.writeable = False
            object.__setattr__(self, entry.name, value)

    @staticmethod
    def none(count: int) -> Capsule:
        """Return a capsule of `count` coordinates that does nothing."""
        zero, one = np.zeros(count), np.ones(count)
        return Capsule(low_at=zero, low_torque=zero, low_rate=one, high_at=zero, high_torque=zero, high_rate=one)

    def torque(self, q: Array) -> Array:
        """Return the generalised force on the coordinates, (T, n) in N m or N, at q (T, n)."""
        (_, low, _), (_, high, _) = self._pair(q)
        return np.asarray(self.low_torque * low - self.high_torque * high)

    def stiffness(self, q: Array) -> Array:
        """Return the curvature of the energy, -d torque / d q, (T, n) in N m/rad or N/m; never negative."""
        (_, _, low), (_, _, high) = self._pair(q)
        return np.asarray(self.low_torque * self.low_rate * low + self.high_torque * self.high_rate * high)

    def energy(self, q: Array) -> Array:
        """Return the stored energy, (T, n) in J."""
        (low, _, _), (high, _, _) = self._pair(q)
        return np.asarray(self.low_torque / self.low_rate * low + self.high_torque / self.high_rate * high)

    def _pair(self, q: Array) -> tuple[tuple[Array, Array, Array], tuple[Array, Array, Array]]:
        return (
            curves.exponential(self.low_rate * (self.low_at - q)),
            curves.exponential(self.high_rate * (q - self.high_at)),
        )
