"""Independent coordinates q, the joint values x = phi(q) that they drive, and the slopes of phi.

A lumbar angle drives five levels, a knee angle the sliding and turning of tibia and patella, an arm's elevation the
shoulder blade. Each joint follows exactly one coordinate by a polynomial.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenpull.errors import OutOfRange, UnknownId

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinates:
    """The movements of a body besides that of its pelvis in space.

    Args:
        names: Coordinate names, length n.
        low: Least values, rad (n,).
        high: Greatest values, rad (n,).
        mirror: Index of the same movement on the other side (n,).
        sign: +1, or -1 for midline movements that change sign in the mirror (n,).
        joints: Joint names, length k.
        driver: Coordinate index of each joint (k,).
        polynomials: Coefficients of each joint, constant term first (k, degree + 1).
    """

    names: tuple[str, ...]
    low: Floats
    high: Floats
    mirror: Integers
    sign: Floats
    joints: tuple[str, ...]
    driver: Integers
    polynomials: Floats

    @staticmethod
    def from_record(rows: Sequence[Mapping[str, Any]]) -> Coordinates:
        """Build the arrays from the `coordinates` of a body record."""
        names = tuple(str(row["name"]) for row in rows)
        drives = [(i, str(joint), list(c)) for i, row in enumerate(rows) for joint, c in row["drives"].items()]
        width = max(len(c) for _, _, c in drives)
        return Coordinates(
            names=names,
            low=np.array([float(row["low"]) for row in rows]),
            high=np.array([float(row["high"]) for row in rows]),
            mirror=np.array([names.index(_other(name) if _other(name) in names else name) for name in names]),
            sign=np.array([-1.0 if row.get("flips") else 1.0 for row in rows]),
            joints=tuple(joint for _, joint, _ in drives),
            driver=np.array([i for i, _, _ in drives]),
            polynomials=np.array([c + [0.0] * (width - len(c)) for _, _, c in drives]),
        )

    def index(self, name: str) -> int:
        """Return the place of a coordinate.

        Raises:
            UnknownId: When there is no such coordinate.
        """
        if name not in self.names:
            raise UnknownId(name, kind="coordinate", allowed=list(self.names))
        return self.names.index(name)

    def values(self, angles: Mapping[str, float]) -> Floats:
        """Return q (n,), rad: zero where nothing is said.

        Raises:
            OutOfRange: When a value lies outside the coordinate's range.
        """
        q = np.zeros(len(self.names))
        for name, value in angles.items():
            i = self.index(name)
            if not self.low[i] - 1e-9 <= value <= self.high[i] + 1e-9:
                raise OutOfRange(f"{name} is given outside {self.low[i]:.3f} to {self.high[i]:.3f} rad")
            q[i] = value
        return q

    def joint_values(self, q: Floats) -> Floats:
        """Return x = phi(q) (k,), rad or m."""
        powers = np.vander(q[self.driver], self.polynomials.shape[1], increasing=True)
        return np.asarray((self.polynomials * powers).sum(axis=1))

    def joint_slopes(self, q: Floats) -> Floats:
        """Return dx_j / dq of each joint against the coordinate that drives it (k,)."""
        orders = np.arange(1, self.polynomials.shape[1])
        powers = np.vander(q[self.driver], len(orders), increasing=True)
        return np.asarray((self.polynomials[:, 1:] * orders * powers).sum(axis=1))

    def mirrored(self, q: Floats) -> Floats:
        """Return the mirror posture of q (n,)."""
        return np.asarray(self.sign * q[self.mirror])


def _other(name: str) -> str:
    if name.endswith(("_r", "_l")):
        return name[:-1] + ("l" if name.endswith("_r") else "r")
    return name
