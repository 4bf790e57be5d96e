"""Force of every muscle along its path, active and passive, with its slope and its energy.

    fibre = sqrt((l - l_T)^2 + h^2) / (s l_0),    F = (F_0 f a FL(fibre) + F_0 g FP(fibre)) cos(pennation)

with s, f, g the exponentials of length, strength and stiffness, and h the thickness that a pennate muscle keeps.
Strength does not scale passive force and stiffness does not scale active force. The tendon is rigid; where it hangs
slack there is no force.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.muscles import curves
from evenpull.body.muscles.arrays import Muscles

Array = NDArray[np.float64]
LEAST_FIBRE_M = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tension:
    """Forces along the path at given lengths, each array (T, n). Force is linear in activation a.

    Args:
        fibre: Fibre length over this person's optimal one.
        cosine: Of the pennation angle: share of the fibre's force that goes along the path.
        active, active_slope, active_energy: Per unit of activation: N, N/m, J.
        passive, passive_slope, passive_energy: At rest: N, N/m, J.
        inside: Whether the fibre is within its active range and the tendon is taut.
    """

    fibre: Array
    cosine: Array
    active: Array
    active_slope: Array
    active_energy: Array
    passive: Array
    passive_slope: Array
    passive_energy: Array
    inside: NDArray[np.bool_]

    def force(self, activation: Array) -> Array:
        """Return F, N (T, n), at an activation (n,) or (T, n)."""
        return np.asarray(self.active * activation + self.passive)

    def slope(self, activation: Array) -> Array:
        """Return dF/dl, N/m (T, n)."""
        return np.asarray(self.active_slope * activation + self.passive_slope)

    def energy(self, activation: Array) -> Array:
        """Return the integral of F over l, J (T, n), the activation being held."""
        return np.asarray(self.active_energy * activation + self.passive_energy)

    def speed_factor(self, muscles: Muscles, lengthening: Array) -> Array:
        """Return the factor (T, n) on `active` while the path lengthens with a speed in m/s (T, n)."""
        return curves.force_velocity(lengthening * self.cosine / (muscles.max_speed * muscles.optimal))


def tension(muscles: Muscles, length: Array) -> Tension:
    """Return the forces of every muscle at given muscle-tendon lengths.

    Args:
        muscles: n muscles.
        length: (T, n), m.
    """
    optimal = muscles.optimal
    thickness = optimal * np.sin(muscles.pennation)
    along = length - muscles.l_T
    taut = along > 0
    along = np.maximum(along, 0.0)
    fibre = np.maximum(np.sqrt(along * along + thickness * thickness), LEAST_FIBRE_M)
    cosine = np.where(taut, along / fibre, 0.0)
    bend = np.where(taut, (thickness / fibre) ** 2 / fibre, 0.0)
    normal = fibre / optimal
    parts = []
    for scale, (value, slope, area) in (
        (muscles.active_force, curves.active(normal, muscles.active_low, muscles.active_high)),
        (
            muscles.passive_force,
            curves.passive(normal, muscles.passive_shape, muscles.passive_strain, muscles.passive_start),
        ),
    ):
        parts += [
            scale * value * cosine,
            scale * (slope * cosine**2 / optimal + value * bend),
            scale * area * optimal,
        ]
    return Tension(
        fibre=normal,
        cosine=cosine,
        active=parts[0],
        active_slope=parts[1],
        active_energy=parts[2],
        passive=parts[3],
        passive_slope=parts[4],
        passive_energy=parts[5],
        inside=taut & (normal > muscles.active_low) & (normal < muscles.active_high),
    )
