"""How a settled posture spreads over the stiffnesses that agree with what was measured.

From a posture that is exactly at rest for one K, one Newton step goes to where each other K rests: K enters the balance
linearly, and postures of a change lie within a fraction of a degree of one another.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import root
from evenpull.body.settle import metrics
from evenpull.body.settle.balance import Balance, joint_table
from evenpull.body.settle.solve import Rest
from evenpull.body.settle.stiffness import BALANCE, NAMES, TRUNK
from evenpull.core.words import say
from evenpull.errors import NotConverged

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spread:
    """Postures of one change at T stiffnesses.

    Args:
        steps: From the posture of the balance's own K (T, tangent).
        metrics: Posture metrics (T, metrics), degrees and mm.
        least_eigenvalue: Of the second derivative along allowed movements at each K (T,), N m/rad.
    """

    steps: Array
    metrics: Array
    least_eigenvalue: Array


def spread(balance: Balance, rest: Rest, stiffness: Array) -> Spread:
    """Return where the same body rests with each K (T, terms).

    Raises:
        NotConverged: When some K leaves a direction unstable.
    """
    found = spread_anyhow(balance, rest, stiffness)
    if unstable := int((found.least_eigenvalue <= 0.0).sum()):
        text = say("at {count} of {all} stiffnesses", count=unstable, all=len(stiffness))
        raise NotConverged("unstable_direction: " + text)
    return found


def spread_anyhow(balance: Balance, rest: Rest, stiffness: Array) -> Spread:
    """Return the same without refusing: where the least eigenvalue is not above zero the posture says nothing."""
    ref, skip = balance.reference, root.TANGENT
    seen = balance.scene.see(rest.state.q[None], rest.state.root[None])
    trunk, centre = balance.errors(seen)
    free, on = rest.free, float(ref.stance.upright)
    own = free[skip:]
    table = joint_table(ref)
    gradient = np.zeros((len(NAMES), free.shape[1]))
    bent = np.einsum("ia,ik,ib->kab", own, table, own, optimize=True)
    gradient += (table * (rest.state.q - ref.stance.state.q)[:, None]).T @ own
    for term, error, moving in ((TRUNK, trunk, seen.trunk_moving), (BALANCE, centre, seen.centre_moving)):
        reduced = moving[0] @ free
        gradient[term] += on * error[0] @ reduced
        bent[term] += on * reduced.T @ reduced
    change = stiffness - balance.stiffness
    hessian = rest.hessian + np.tensordot(change, bent, 1)
    z = -np.linalg.solve(hessian, (change @ gradient)[:, :, None])[:, :, 0]
    steps = z @ free.T
    here = metrics.measured(ref.body, [rest.state], ref.stance.view)
    slopes = metrics.slopes(ref.body, rest.state, ref.stance.view)
    return Spread(
        steps=steps, metrics=here + steps @ slopes.T, least_eigenvalue=np.asarray(np.linalg.eigvalsh(hessian)[:, 0])
    )
