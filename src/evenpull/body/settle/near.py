"""The body near its reference posture, cheap enough for hundreds of stiffnesses at once.

Muscle curves, capsules and limits are exact; lengths are their second-order expansion about the reference posture, and
gravity and contacts their second derivative there. A settled posture starts from this one, and the spread of a posture
over K is taken from it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import root
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import tension
from evenpull.body.settle.balance import LIMIT, joint_table
from evenpull.body.settle.contact import LEVEL, Ground
from evenpull.body.settle.reference import Reference
from evenpull.body.settle.stiffness import BALANCE, TRUNK

Array = NDArray[np.float64]
MOST_STEPS = 25
LARGEST_STEP_RAD = 0.2
TOLERANCE_RAD = 1e-9
PIVOT_DECIMALS = 9
"""Columns of a projector whose sizes agree to this many decimals count as equal; the first is taken."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Near:
    """A reference reduced to the movements that its contacts allow, m of them.

    Args:
        reference: The healthy body at rest.
        free: Allowed movements as columns, orthonormal (tangent, m).
        spread: Step (tangent, rows) of least size that takes up a change of the contacts' targets.
        bend: Second derivative of lengths along allowed movements, m (muscles, m, m).
        rigid, trunk, centre: Second derivatives along allowed movements: of gravity and contacts, and of the two
            regulated quantities at gain one (m, m).
        joint: Of the joint stiffness at one of each term (terms, m, m).
    """

    reference: Reference
    free: Array
    spread: Array
    bend: Array
    rigid: Array
    trunk: Array
    centre: Array
    joint: Array

    @staticmethod
    def of(reference: Reference) -> Near:
        """Reduce a reference."""
        _, size, right = np.linalg.svd(reference.jacobian)
        rank = int((size > 1e-9 * size[0]).sum())
        free = _tidy(right[rank:].T)
        own = free[root.TANGENT :]
        on = float(reference.stance.upright)
        table = joint_table(reference)
        return Near(
            reference=reference,
            free=free,
            spread=np.asarray(np.linalg.pinv(reference.jacobian), dtype=np.float64),
            bend=np.einsum("ia,mij,jb->mab", own, reference.bend, own, optimize=True),
            rigid=free.T @ reference.rigid @ free,
            trunk=on * _square(reference.trunk @ free),
            centre=on * _square(reference.centre @ free),
            joint=np.einsum("ia,ik,ib->kab", own, table, own, optimize=True),
        )

    def held(self, stiffness: Array) -> Array:
        """Return the second derivative without muscles and capsules, (T, m, m), for K (T, terms)."""
        regulated = (
            self.rigid + stiffness[:, TRUNK, None, None] * self.trunk + stiffness[:, BALANCE, None, None] * self.centre
        )
        return np.asarray(regulated + np.tensordot(stiffness, self.joint, 1))

    def pulled(self, base: Array, stiffness: Array) -> Array:
        """Return what K and the regulator pull with along the allowed movements at a step (tangent,), (T, m)."""
        ref, skip = self.reference, root.TANGENT
        on = float(ref.stance.upright)
        springs = stiffness @ joint_table(ref).T * base[skip:]
        trunk = (ref.trunk @ base) @ ref.trunk @ self.free
        centre = (ref.centre @ base) @ ref.centre @ self.free
        regulated = stiffness[:, TRUNK, None] * trunk + stiffness[:, BALANCE, None] * centre
        return np.asarray(springs @ self.free[skip:] + on * regulated)

    def shifted(self, ground: Ground) -> tuple[Array, Array]:
        """Return the step (tangent,) that a ground asks for, and how far the middle of the soles moves, m (2,)."""
        scene = self.reference.stance.scene
        moved = scene.targets.on(ground, scene.contacts)
        if ground == LEVEL:
            return np.zeros(len(self.free)), np.zeros(2)
        other = type(scene)(
            body=scene.body, contacts=scene.contacts, locks=scene.locks, targets=moved, locked=scene.locked
        )
        state = self.reference.stance.state
        miss = other.see(state.q[None], state.root[None]).miss[0]
        return -self.spread @ miss, other.middle - scene.middle

    def solve(
        self, parameters: Parameters, *, ground: Ground, stiffness: Array, rho: float, tolerance: float = TOLERANCE_RAD
    ) -> NearPosture:
        """Find where the body rests for each K (T, terms), to a last step below `tolerance`, rad."""
        ref, skip = self.reference, root.TANGENT
        base, feet = self.shifted(ground)
        own, start = self.free[skip:], base[skip:]
        arms = ref.arms + ref.bend @ start
        length = ref.length + ref.arms @ start + 0.5 * (ref.bend @ start) @ start
        reduced = arms @ own
        table = joint_table(ref)
        springs = stiffness @ table.T
        constant = ref.rigid @ base + _regulated(ref, base, feet, stiffness)
        constant[:, skip:] += springs * start - ref.held_at(rho) + _carried(ref)
        constant = constant @ self.free
        held = self.held(stiffness)
        activation = parameters.muscles.resting_activation + rho * ref.command
        z = np.zeros((len(stiffness), own.shape[1]))
        size = np.full(len(z), np.inf)
        for _ in range(MOST_STEPS):
            q = ref.stance.state.q + start + z @ own.T
            curved = np.tensordot(z, self.bend, ([1], [1]))
            pulls = reduced + 0.5 * curved
            l = length + np.einsum("tma,ta->tm", pulls, z, optimize=True)  # noqa: E741 - the letter of the equations
            pulls += 0.5 * curved
            forces = tension(parameters.muscles, l)
            force, slope = forces.force(activation), forces.slope(activation)
            beyond = np.maximum(q - ref.body.coordinates.high, 0.0) + np.minimum(q - ref.body.coordinates.low, 0.0)
            joints = 0.5 * LIMIT * beyond * np.abs(beyond) - parameters.capsule.torque(q)
            gradient = constant + np.matmul(held, z[:, :, None])[:, :, 0] + joints @ own
            gradient += np.matmul(force[:, None, :], pulls)[:, 0]
            diagonal = parameters.capsule.stiffness(q) + LIMIT * np.abs(beyond)
            hessian = held + np.matmul(np.swapaxes(pulls, 1, 2), slope[:, :, None] * pulls)
            hessian += np.tensordot(force, self.bend, 1)
            hessian += np.matmul(own.T * diagonal[:, None, :], own)
            step = -np.linalg.solve(hessian, gradient[:, :, None])[:, :, 0]
            size = np.abs(step).max(axis=1)
            step *= np.minimum(1.0, LARGEST_STEP_RAD / np.maximum(size, LARGEST_STEP_RAD))[:, None]
            z = z + step
            if size.max() < tolerance:
                break
        return NearPosture(step=base + z @ self.free.T, converged=size < max(1e3 * TOLERANCE_RAD, tolerance))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NearPosture:
    """Where the body rests near its reference, for T stiffnesses.

    Args:
        step: From the reference (T, tangent).
        converged: Which of them are at rest (T,).
    """

    step: Array
    converged: NDArray[np.bool_]


def least_eigenvalue(hessian: Array, free: Array) -> float:
    """Return the least eigenvalue along allowed movements per squared radian of joint angle, N m/rad.

    Args:
        hessian: Between allowed movements (m, m).
        free: The allowed movements as columns (tangent, m).
    """
    own = free[root.TANGENT :]
    inverse = np.linalg.inv(np.linalg.cholesky(own.T @ own))
    return float(np.linalg.eigvalsh(inverse @ hessian @ inverse.T)[0])


def allowed(jacobian: Array) -> Array:
    """Return the movements (tangent, m) that constraints (rows, tangent) allow, orthonormal."""
    _, size, right = np.linalg.svd(jacobian)
    return np.asarray(right[int((size > 1e-9 * size[0]).sum()) :].T)


def _tidy(free: Array) -> Array:
    """Return the same movements in a basis that depends on them alone, not on rounding.

    The basis begins with the coordinates that move most freely, one after the other: a QR factorisation with pivots.
    SciPy has one; its import would take a fifth of a cold start.
    """
    projector = free @ free.T
    left, picked = projector.copy(), []
    for _ in range(free.shape[1]):
        pick = int(np.round((left * left).sum(axis=0), PIVOT_DECIMALS).argmax())
        unit = left[:, pick] / np.linalg.norm(left[:, pick])
        left -= np.outer(unit, unit @ left)
        picked.append(pick)
    basis, _ = np.linalg.qr(projector[:, picked])
    return np.asarray(basis)


def _square(rows: Array) -> Array:
    return np.asarray(rows.T @ rows)


def _regulated(ref: Reference, base: Array, feet: Array, stiffness: Array) -> Array:
    """Return what the regulator pulls with at a step of the contacts, (T, tangent)."""
    if not ref.stance.upright:
        return np.zeros((len(stiffness), len(base)))
    trunk = (ref.trunk @ base) @ ref.trunk
    centre = (ref.centre @ base - feet) @ ref.centre
    return np.asarray(stiffness[:, TRUNK, None] * trunk + stiffness[:, BALANCE, None] * centre)


def _carried(ref: Reference) -> Array:
    """Return the joint moments of gravity less the reaction at the reference, N m (n,)."""
    gravity = ref.body.states.gravity(ref.stance.state.q[None], ref.stance.state.root[None])[0]
    return np.asarray((gravity - ref.reaction @ ref.jacobian)[root.TANGENT :])
