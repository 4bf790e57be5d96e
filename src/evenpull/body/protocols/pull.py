"""Passive and active pull of a test's muscles, for many people at once, with what each property does to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import curves

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fibres:
    """Properties of m muscles of B people. Arrays (B, m), or (1, m) where all people have the same.

    Args:
        optimal: Optimal fibre length of this person, m.
        thickness: That a pennate muscle keeps, m.
        slack: Tendon slack length, m.
        passive: Passive force at `strain`, N.
        active: Greatest isometric force, N.
        shape, strain, start: Of the passive curve.
        low, high: Active range.
    """

    optimal: Array
    thickness: Array
    slack: Array
    passive: Array
    active: Array
    shape: Array
    strain: Array
    start: Array
    low: Array
    high: Array

    @staticmethod
    def of(
        parameters: Parameters,
        muscles: NDArray[np.intp],
        *,
        length: Array | None = None,
        strength: Array | None = None,
        stiffness: Array | None = None,
    ) -> Fibres:
        """Take the muscles (m,) out of a body's parameters.

        Args:
            parameters: Of the body.
            muscles: Columns of the body's muscles.
            length, strength, stiffness: Natural logarithms to be added, (B, all muscles of the body).
        """
        given = parameters.muscles

        def changed(value: Array, by: Array | None) -> Array:
            return value if by is None else value * np.exp(by[:, muscles])

        optimal = changed((given.l_0[muscles] * np.exp(given.length[muscles]))[None], length)
        return Fibres(
            optimal=optimal,
            thickness=optimal * np.sin(given.pennation[muscles]),
            slack=given.l_T[muscles][None],
            passive=changed((given.F_0[muscles] * np.exp(given.stiffness[muscles]))[None], stiffness),
            active=changed((given.F_0[muscles] * np.exp(given.strength[muscles]))[None], strength),
            shape=given.passive_shape[muscles],
            strain=given.passive_strain[muscles],
            start=given.passive_start[muscles],
            low=given.active_low[muscles],
            high=given.active_high[muscles],
        )

    def rows(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> Fibres:
        """Return the same for some of the people."""
        if len(self.optimal) == len(self.passive) == len(self.active) == 1:
            return self
        pick = [
            array[chosen] if len(array) > 1 else array
            for array in (self.optimal, self.thickness, self.passive, self.active)
        ]
        return Fibres(
            optimal=pick[0],
            thickness=pick[1],
            slack=self.slack,
            passive=pick[2],
            active=pick[3],
            shape=self.shape,
            strain=self.strain,
            start=self.start,
            low=self.low,
            high=self.high,
        )

    def at_rest(self, length: Array) -> tuple[Array, Array, Array]:
        """Return the passive pull along the path, N, its slope, N/m, and its derivative by ln optimal fibre length, N.

        Args:
            length: Of the paths, m (..., m).
        """
        cosine, bend, normal = self._geometry(length)
        value, slope, _ = curves.passive(normal, self.shape, self.strain, self.start)
        along = cosine * cosine
        steep = slope * along
        return (
            self.passive * value * cosine,
            self.passive * (steep / self.optimal + value * bend),
            -self.passive * cosine * (steep * normal + value * (1.0 - along)),
        )

    def at_work(self, length: Array) -> tuple[Array, Array]:
        """Return the active pull at full activation, N, and its derivative by ln optimal fibre length, (B, m).

        A longer fibre keeps its angle of pennation, so its thickness grows with it: the normalised length falls by
        cosine^2 of a share, the cosine by sine^2.
        """
        cosine, _, normal = self._geometry(length)
        value, slope, _ = curves.active(normal, self.low, self.high)
        along = cosine * cosine
        by_length = -cosine * (slope * normal * along + value * (1.0 - along))
        return self.active * value * cosine, self.active * by_length

    def _geometry(self, length: Array) -> tuple[Array, Array, Array]:
        """Return cosine of pennation, its change per m, and normalised fibre length; a slack tendon has cosine 0."""
        along = np.maximum(length - self.slack, 0.0)
        fibre = np.sqrt(along * along + self.thickness * self.thickness)
        fibre = np.maximum(fibre, 1e-12)
        cosine = along / fibre
        bend = np.where(along > 0.0, (1.0 - cosine * cosine) / fibre, 0.0)
        return cosine, bend, fibre / self.optimal
