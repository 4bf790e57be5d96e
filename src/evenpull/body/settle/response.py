"""How a posture answers to small changes: its derivative by the implicit function theorem, for many K at once.

    d z / d theta = -(Z' H Z)^-1 Z' (d grad V / d theta + H x_c),     d x = x_c + Z d z

with Z the movements that the contacts allow and x_c what a change of the ground itself asks for. All is linear in the
muscles, so a group's answer is the sum of its muscles'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import root
from evenpull.body.muscles import Muscles, tension
from evenpull.body.settle import metrics
from evenpull.body.settle.contact import Ground
from evenpull.body.settle.near import Near
from evenpull.body.settle.stiffness import BALANCE

Array = NDArray[np.float64]
PROPERTIES = ("length", "strength", "stiffness", "tone")
STEP_LOG = 1e-4
GROUNDS = ("lift_left_m", "lift_right_m", "wedge_left_rad", "wedge_right_rad")
STEP_GROUND = 1e-5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Response:
    """What small changes do to a healthy body in one stance.

    Args:
        near: The reduced reference.
        own: Second derivative of muscles and capsules along allowed movements, at rho 0 and 1, N m/rad (2, m, m).
        force: d F / d theta of each muscle by property, at rho 0 and 1: N per logarithm (2, properties, muscles).
        reduced: d length / d z, m (muscles, m).
        grounds: Steps that a change of the ground asks for, (grounds, tangent) per m or rad.
        feet: How the middle of the soles moves with it, (grounds, 2).
        slopes: Of the posture metrics, degrees or mm per rad or m (metrics, tangent).
    """

    near: Near
    own: Array
    force: Array
    reduced: Array
    grounds: Array
    feet: Array
    slopes: Array

    @staticmethod
    def of(near: Near) -> Response:
        """Prepare the responses of a reference."""
        ref = near.reference
        own = near.free[root.TANGENT :]
        reduced = ref.arms @ own
        stiff = ref.healthy.capsule.stiffness(ref.stance.state.q[None])[0]
        capsule = (own.T * stiff) @ own
        forces = tension(ref.healthy.muscles, ref.length[None])
        curved = []
        for rho in (0.0, 1.0):
            activation = ref.healthy.muscles.resting_activation + rho * ref.command
            slope, pull = forces.slope(activation)[0], forces.force(activation)[0]
            curved.append(reduced.T @ (slope[:, None] * reduced) + np.tensordot(pull, near.bend, 1) + capsule)
        moved = [near.shifted(Ground(**{name: STEP_GROUND})) for name in GROUNDS]
        return Response(
            near=near,
            own=np.array(curved),
            force=_force_slopes(ref.healthy.muscles, ref.length, ref.command),
            reduced=reduced,
            grounds=np.array([step for step, _ in moved]) / STEP_GROUND,
            feet=np.array([feet for _, feet in moved]) / STEP_GROUND,
            slopes=metrics.slopes(ref.body, ref.stance.state, ref.stance.view),
        )

    def hessian(self, stiffness: Array, rho: float) -> Array:
        """Return the second derivative along allowed movements, (T, m, m) in N m/rad, for K (T, terms)."""
        return np.asarray(self.near.held(stiffness) + (1.0 - rho) * self.own[0] + rho * self.own[1])

    def muscles(self, weights: Mapping[str, Array], *, stiffness: Array, rho: float) -> Array:
        """Return the step d x (T, tangent) when muscles change.

        Args:
            weights: Change of each muscle's logarithm by property (muscles,).
            stiffness: K (T, terms).
            rho: Share of the command that stays.
        """
        force = (1.0 - rho) * self.force[0] + rho * self.force[1]
        load = np.zeros(self.reduced.shape[1])
        for name, weight in weights.items():
            load += (force[PROPERTIES.index(name)] * weight) @ self.reduced
        z = -np.linalg.solve(
            self.hessian(stiffness, rho), np.broadcast_to(load[:, None], (len(stiffness), len(load), 1))
        )
        return np.asarray(z[:, :, 0] @ self.near.free.T)

    def ground(self, weights: Mapping[str, float], *, stiffness: Array, rho: float) -> Array:
        """Return the step d x (T, tangent) when lifts (m) and wedges (rad) change by `weights`."""
        size = np.array([weights.get(name, 0.0) for name in GROUNDS])
        base, feet = size @ self.grounds, size @ self.feet
        ref, free = self.near.reference, self.near.free
        on = float(ref.stance.upright)
        whole = self._whole(rho) @ base
        load = np.broadcast_to(free.T @ whole, (len(stiffness), free.shape[1])).copy()
        load += self.near.pulled(base, stiffness)
        load -= on * stiffness[:, BALANCE, None] * ((feet @ ref.centre) @ free)
        z = -np.linalg.solve(self.hessian(stiffness, rho), load[:, :, None])[:, :, 0]
        return np.asarray(base + z @ free.T)

    def of_metrics(self, steps: Array) -> Array:
        """Return the change of each metric, (T, metrics) in degrees and mm, for steps (T, tangent)."""
        return steps @ self.slopes.T

    def _whole(self, rho: float) -> Array:
        """Return the second derivative of gravity, contacts, muscles and capsules, (tangent, tangent)."""
        ref, skip = self.near.reference, root.TANGENT
        forces = tension(ref.healthy.muscles, ref.length[None])
        activation = ref.healthy.muscles.resting_activation + rho * ref.command
        out = ref.rigid.copy()
        out[skip:, skip:] += ref.arms.T @ (forces.slope(activation)[0][:, None] * ref.arms)
        out[skip:, skip:] += np.tensordot(forces.force(activation)[0], ref.bend, 1)
        out[skip:, skip:] += np.diag(ref.healthy.capsule.stiffness(ref.stance.state.q[None])[0])
        return out


def _force_slopes(muscles: Muscles, length: Array, command: Array) -> Array:
    """Return d F / d theta by property at rho 0 and 1, N per logarithm (2, properties, muscles)."""
    out = np.empty((2, len(PROPERTIES), len(length)))
    for k, name in enumerate(PROPERTIES):
        ends = []
        for sign in (1.0, -1.0):
            changed = muscles.changed(**{name: sign * STEP_LOG})
            forces = tension(changed, length[None])
            ends.append([forces.force(changed.resting_activation + rho * command)[0] for rho in (0.0, 1.0)])
        out[:, k] = (np.array(ends[0]) - np.array(ends[1])) / (2.0 * STEP_LOG)
    return out
