"""Where the doubt about one number comes from: each source's part of the posterior variance; the parts sum to it.

With gain W, the error of the posterior mean is (I - W H)(u - mu) - W G n - W e, whose parts are independent. Posture
weighs nothing, so that the stiffness K of the tug of war has no part in any number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenpull.infer.solve import Posterior
from evenpull.infer.unknowns import Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Variances in healthy sds squared; their sum is the posterior variance.

    Args:
        prior: What no reading spoke of: how people differ.
        measurement: Errors of readings and sittings, of norms and claims, and the width of bounds.
        tolerance: What all tests of a property share: end torque and passive stiffness, or effort.
        capsule: What one test has for itself: capsule, bone, and what its model leaves out.
    """

    prior: float
    measurement: float
    tolerance: float
    capsule: float

    @property
    def total(self) -> float:
        """Return the posterior variance."""
        return self.prior + self.measurement + self.tolerance + self.capsule


def budget_of(posterior: Posterior, unknown: Unknown) -> Budget:
    """Return where the posterior variance of an unknown comes from."""
    place, system = posterior.prior.index.place[unknown], posterior.system
    left = -posterior.gain[place] @ system.H
    left[place] += 1.0
    gain = posterior.gain[place]
    pushed: dict[str, float] = {}
    for weight, row in zip(gain, system.rows, strict=True):
        for name, load in row.nuisances:
            pushed[name] = pushed.get(name, 0.0) + float(weight) * load
    shared = {f"nuisance.{prop}" for prop in ("length", "strength")}
    tolerance = sum(value**2 for name, value in pushed.items() if name in shared)
    capsule = sum(value**2 for name, value in pushed.items() if name.startswith("nuisance.") and name not in shared)
    prior = float(left @ posterior.prior.covariance @ left)
    noise = float(gain @ system.N @ gain)
    return Budget(prior=prior, measurement=max(noise - tolerance - capsule, 0.0), tolerance=tolerance, capsule=capsule)


def strangest(posterior: Posterior) -> tuple[tuple[str, ...], float] | None:
    """Return the sources of the row that its own fellows predict worst, and how many sds off; None without rows.

    The prediction leaves the row out: its distance over its sd is (Q r)_i / sqrt(Q_ii). Bounds are not weighed.
    """
    distance = posterior.inverse @ posterior.innovation / np.sqrt(np.diag(posterior.inverse))
    rows = posterior.system.rows
    ranked = sorted(
        (-round(abs(float(distance[number])), 9), tuple(source.rpartition(".")[0] for source in row.sources), number)
        for number, row in enumerate(rows)
        if not row.censored
    )
    if not ranked:
        return None
    return rows[ranked[0][2]].sources, -ranked[0][0]
