"""The sum that posture makes least, its exact gradient, and its second derivative.

    V(q) = gravity + sum_i int F_i dl + capsule + limits + 1/2 (q - q_ref)' K_j (q - q_ref) + 1/2 e' K_p e - tau_0' q

Activation is a_0 + rho a_ref: resting tone of the person, and the share rho of the healthy command that stays when
muscles change; the rest of the command holds as a moment, so that the healthy body is at rest for every rho. Regulated
are the trunk's long axis (head and trunk are one piece) and the centre of mass against the feet.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import root
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Tension, tension
from evenpull.body.settle import stiffness
from evenpull.body.settle.contact import LEVEL, Ground
from evenpull.body.settle.reference import Reference
from evenpull.body.settle.scene import Scene, Seen, State
from evenpull.core.words import say
from evenpull.errors import OutOfRange

Array = NDArray[np.float64]
LIMIT = 13000.0
"""Stiffness that a coordinate gains per rad beyond its range, N m/rad^2: 50 N m at 5 degrees. A default."""
WEIGHT_STIFFENS = 2.0
"""Joint stiffness of the leg that bears all of the weight, over that of a leg that bears half: it grows with load."""
LEG = ("hip_", "knee_", "ankle_", "subtalar_", "mtp_")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class At:
    """One evaluated state.

    Args:
        gradient: Of V (tangent,), N m and N.
        jacobian: Of the constraints (rows, tangent).
        miss: Of the constraints (rows,), m and rad.
        tension, slope: Of every muscle, N and N/m (muscles,).
        arms: d length / d q (muscles, n).
    """

    gradient: Array
    jacobian: Array
    miss: Array
    tension: Array
    slope: Array
    arms: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Balance:
    """What pulls against what: a person's body on a ground, with one stiffness and one share of the command.

    Args:
        reference: The healthy body at rest.
        parameters: The person's muscles and capsules.
        ground: What lies under the feet.
        stiffness: K (terms,), ordered as `stiffness.NAMES`.
        rho: Share of the healthy command that stays, 0 to 1.
        scene: What holds the body, on this ground.
        joint: K_j of every coordinate, N m/rad (n,).
        regulator: K_p of trunk, N m/rad, and of the centre of mass, N/m.
        feet: Middle of the soles, m (2,).

    Raises:
        OutOfRange: When rho or K cannot be, or the parameters are of another body.
    """

    reference: Reference
    parameters: Parameters
    ground: Ground = LEVEL
    stiffness: Array
    rho: float
    scene: Scene = field(init=False)
    joint: Array = field(init=False)
    regulator: tuple[float, float] = field(init=False)
    feet: Array = field(init=False)

    def __post_init__(self) -> None:
        stiffness.checked(self.stiffness)
        if not 0.0 <= self.rho <= 1.0:
            raise OutOfRange(say("rho is the share of the command that stays, 0 to 1"))
        if self.parameters.muscles.names != self.reference.healthy.muscles.names:
            raise OutOfRange(say("the parameters belong to another body"))
        held, on = self.reference.stance.scene, float(self.reference.stance.upright)
        scene = replace(held, targets=held.targets.on(self.ground, held.contacts))
        gains = on * float(self.stiffness[stiffness.TRUNK]), on * float(self.stiffness[stiffness.BALANCE])
        for name, value in (
            ("scene", scene),
            ("joint", joint_table(self.reference) @ self.stiffness),
            ("regulator", gains),
            ("feet", scene.middle),
        ):
            object.__setattr__(self, name, value)

    def muscles(self, length: Array) -> tuple[Tension, Array]:
        """Return the forces at lengths (T, muscles), m, and the activations (muscles,)."""
        person = self.parameters.muscles
        return tension(person, length), person.resting_activation + self.rho * self.reference.command

    def errors(self, seen: Seen) -> tuple[Array, Array]:
        """Return by how much trunk (T, 2) and centre of mass (T, 2) are off, rad and m."""
        return seen.trunk - self.reference.trunk_at, seen.centre - self.reference.centre_at - self.feet

    def at(self, state: State) -> At:
        """Evaluate gradient and constraints at a state."""
        ref, skip = self.reference, root.TANGENT
        q = state.q[None]
        seen = self.scene.see(q, state.root[None])
        length, arms = ref.body.states.lengths(q)
        forces, activation = self.muscles(length)
        pull, slope = forces.force(activation), forces.slope(activation)
        dense = arms.dense()[0]
        gradient = seen.gravity[0].copy()
        trunk, centre = self.errors(seen)
        for gain, error, moving in zip(
            self.regulator, (trunk, centre), (seen.trunk_moving, seen.centre_moving), strict=True
        ):
            gradient += gain * error[0] @ moving[0]
        beyond = limits(ref, state.q)
        gradient[skip:] += (
            pull[0] @ dense
            - self.parameters.capsule.torque(q)[0]
            + self.joint * (state.q - ref.stance.state.q)
            + 0.5 * LIMIT * beyond * np.abs(beyond)
            - ref.held_at(self.rho)
        )
        return At(
            gradient=gradient,
            jacobian=seen.jacobian[0],
            miss=seen.miss[0],
            tension=pull[0],
            slope=slope[0],
            arms=dense,
        )

    def energy(self, state: State) -> float:
        """Return V, J, up to a constant."""
        ref = self.reference
        q = state.q[None]
        length, _ = ref.body.states.lengths(q)
        forces, activation = self.muscles(length)
        trunk, centre = self.errors(self.scene.see(q, state.root[None]))
        away = state.q - ref.stance.state.q
        parts = (
            ref.body.states.potential(q, state.root[None])[0],
            forces.energy(activation).sum(),
            self.parameters.capsule.energy(q).sum(),
            LIMIT / 6.0 * (np.abs(limits(ref, state.q)) ** 3).sum(),
            0.5 * self.joint @ away**2,
            0.5 * (self.regulator[0] * (trunk**2).sum() + self.regulator[1] * (centre**2).sum()),
            -ref.held_at(self.rho) @ state.q,
        )
        return float(sum(parts))

    def curvature(self, at: At, q: Array, *, rigid: Array, bend: Array) -> Array:
        """Return the second derivative of V less the constraints, (tangent, tangent) in N m/rad.

        Args:
            at: The state, evaluated.
            q: Its posture (n,).
            rigid: Second derivative of gravity, constraints and regulator (tangent, tangent).
            bend: d^2 length / d q^2, m (muscles, n, n).
        """
        out, skip = rigid.copy(), root.TANGENT
        own = out[skip:, skip:]
        own += at.arms.T @ (at.slope[:, None] * at.arms) + np.tensordot(at.tension, bend, 1)
        beyond = np.abs(limits(self.reference, q))
        own[np.diag_indices_from(own)] += self.joint + self.parameters.capsule.stiffness(q[None])[0] + LIMIT * beyond
        return out

    @property
    def rigid(self) -> Array:
        """Second derivative of gravity, constraints and regulator at the reference, (tangent, tangent)."""
        ref = self.reference
        trunk, centre = self.regulator
        return np.asarray(ref.rigid + trunk * ref.trunk.T @ ref.trunk + centre * ref.centre.T @ ref.centre)

    def rigid_at(self, state: State, reaction: Array, along: Array) -> Array:
        """Return the same at any state between directions (tangent, m), by differences of the gradient, (m, m)."""

        def pull(seen: Seen) -> Array:
            trunk, centre = self.errors(seen)
            out = seen.gravity - np.einsum("trk,r->tk", seen.jacobian, reaction)
            out += self.regulator[0] * np.einsum("ti,tik->tk", trunk, seen.trunk_moving)
            return np.asarray(out + self.regulator[1] * np.einsum("ti,tik->tk", centre, seen.centre_moving))

        return self.scene.slope(state, pull, along)


def limits(reference: Reference, q: Array) -> Array:
    """Return how far each coordinate is beyond its range, rad (n,), negative below."""
    given = reference.body.coordinates
    return np.asarray(np.maximum(q - given.high, 0.0) + np.minimum(q - given.low, 0.0))


def joint_table(reference: Reference) -> Array:
    """Return how much of each stiffness holds each coordinate (n, terms).

    The joints of a leg that bears all of the weight are held `WEIGHT_STIFFENS` times as stiffly.
    """
    table = stiffness.on_coordinates(reference.body.coordinates)
    at = reference.stance
    if not at.bears or len(at.feet) > 1:
        return table
    loaded = [name.startswith(LEG) and name[-1] == at.feet[0] for name in reference.body.coordinates.names]
    return np.asarray(np.where(np.array(loaded)[:, None], WEIGHT_STIFFENS, 1.0) * table)
