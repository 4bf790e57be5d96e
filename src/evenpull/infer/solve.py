"""The posterior: one Cholesky solve in the space of the measurements, and the exact ledger of what each one did.

With H (n rows, m unknowns), nuisances G, noise R, prior N(mu, P):
    S = H P H' + G G' + R,   W = P H' S^-1,   mean = mu + W (y - H mu),   covariance = P - W H P.
Leaving out rows A needs no second solve: with Q = S^-1, mean_A = mean - W_A Q_AA^-1 (Q r)_A and
covariance_A = covariance + W_A Q_AA^-1 W_A'. Bounds and capped blocks depend on the other rows, so with those the
rest is solved anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from evenpull.infer.prior import Prior
from evenpull.infer.rows import Row
from evenpull.infer.truncated import gaussian_factors

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Rows as arrays: H (n, m), error covariance N = G G' + R (n, n), readings y (n,)."""

    rows: tuple[Row, ...]
    H: Array
    N: Array
    y: Array
    capped: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Mean and covariance of the unknowns with what is needed to explain them.

    Args:
        prior: Where it started.
        system: Rows, with bounds replaced by their Gaussian factors.
        mean: (m,) healthy sds.
        covariance: (m, m).
        gain: W, (m, n).
        innovation: y - H mu, (n,).
        inverse: S^-1, (n, n).
    """

    prior: Prior
    system: System
    mean: Array
    covariance: Array
    gain: Array
    innovation: Array
    inverse: Array

    @property
    def sd(self) -> Array:
        """Posterior standard deviations, (m,)."""
        return np.sqrt(np.maximum(np.diag(self.covariance), 0.0))

    def pushes(self) -> dict[str, Array]:
        """Return each measurement's push, (m,): with the prior mean they sum to the posterior mean."""
        found: dict[str, Array] = {}
        for number, row in enumerate(self.system.rows):
            share = self.gain[:, number] * self.innovation[number] / len(row.sources)
            for source in row.sources:
                found[source] = found.get(source, np.zeros(len(self.mean))) + share
        return found

    def without(self, source: str) -> tuple[Array, Array]:
        """Return posterior mean and sd, (m,) each, when one measurement is left out."""
        rows = self.system.rows
        gone = [number for number, row in enumerate(rows) if source in row.sources]
        if not gone:
            return self.mean, self.sd
        if any(row.censored for row in rows) or any(rows[number].block in self.system.capped for number in gone):
            rest = solve(self.prior, [row for row in rows if source not in row.sources])
            return rest.mean, rest.sd
        W, alpha = self.gain[:, gone], (self.inverse @ self.innovation)[gone]
        core = np.linalg.solve(self.inverse[np.ix_(gone, gone)], np.column_stack([alpha, W.T]))
        variance = np.diag(self.covariance) + np.einsum("ij,ji->i", W, core[:, 1:])
        return self.mean - W @ core[:, 0], np.sqrt(variance)

    def misfit(self) -> tuple[float, int]:
        """Return the squared length of the innovation and its degrees of freedom: far above them, the model fails."""
        return float(self.innovation @ self.inverse @ self.innovation), len(self.innovation)


def solve(prior: Prior, rows: Sequence[Row]) -> Posterior:
    """Return the posterior that the rows give.

    Args:
        prior: Of this person.
        rows: Any number, none included; their order changes nothing.
    """
    system = _with_factors(prior, assemble(prior, rows))
    return _condition(prior, system)


def assemble(prior: Prior, rows: Sequence[Row]) -> System:
    """Return rows as arrays, each block's error widened until it says no more than it may."""
    H = np.zeros((len(rows), len(prior.index)))
    names = sorted({name for row in rows for name, _ in row.nuisances})
    place = {name: number for number, name in enumerate(names)}
    G = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for unknown, load in row.loads:
            H[number, prior.index.place[unknown]] += load
        for name, load in row.nuisances:
            G[number, place[name]] += load
    widen, capped = np.ones(len(rows)), set()
    R = np.array([row.noise_sd**2 for row in rows])
    for block in sorted({row.block for row in rows if row.block}):
        members = [number for number, row in enumerate(rows) if row.block == block]
        h, g = H[members], G[members]
        factor = _cap_factor(h @ prior.covariance @ h.T, g @ g.T + np.diag(R[members]), rows[members[0]].block_nats)
        if factor > 1.0:
            capped.add(block)
            widen[members] = factor
    N = widen[:, None] * (G @ G.T + np.diag(R)) * widen[None, :]
    y = np.array([row.y for row in rows], dtype=np.float64)
    return System(rows=tuple(rows), H=H, N=N, y=y, capped=frozenset(capped))


def _cap_factor(signal: Array, noise: Array, nats: float) -> float:
    """Return the factor on the errors' sds at which a block's information equals its cap, at least 1."""
    root = np.linalg.inv(np.linalg.cholesky(noise))
    ratios = np.maximum(np.linalg.eigvalsh(root @ signal @ root.T), 0.0)

    def information(factor: float) -> float:
        return 0.5 * float(np.log1p(ratios / factor**2).sum())

    if information(1.0) <= nats:
        return 1.0
    low, high = 1.0, 2.0
    while information(high) > nats:
        high *= 2.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if information(middle) > nats else (low, middle)
    return high


def _with_factors(prior: Prior, system: System) -> System:
    """Replace bounds by Gaussian factors given all other rows."""
    bounded = [number for number, row in enumerate(system.rows) if row.censored]
    if not bounded:
        return system
    plain = [number for number, row in enumerate(system.rows) if not row.censored]
    joint = system.H @ prior.covariance @ system.H.T + system.N
    mean, covariance = (system.H @ prior.mean)[bounded], joint[np.ix_(bounded, bounded)]
    if plain:
        cross = joint[np.ix_(bounded, plain)]
        weights = cho_solve(cho_factor(joint[np.ix_(plain, plain)]), cross.T).T
        mean = mean + weights @ (system.y - system.H @ prior.mean)[plain]
        covariance = covariance - weights @ cross.T
    sides = [row.censored for row in system.rows if row.censored]
    precision, weighted = gaussian_factors(mean, covariance, system.y[bounded], sides)
    y, N = system.y.copy(), system.N.copy()
    for number, strength, value in zip(bounded, precision, weighted, strict=True):
        silent = strength < 1e-10
        N[number, number] += 1e12 if silent else 1.0 / strength
        y[number] = float(system.H[number] @ prior.mean) if silent else value / strength
    return System(rows=system.rows, H=system.H, N=N, y=y, capped=system.capped)


def _condition(prior: Prior, system: System) -> Posterior:
    cross = prior.covariance @ system.H.T
    S = system.H @ cross + system.N
    inverse = cho_solve(cho_factor(S), np.eye(len(S))) if len(S) else np.zeros((0, 0))
    gain = cross @ inverse
    innovation = system.y - system.H @ prior.mean
    covariance = prior.covariance - gain @ cross.T
    return Posterior(
        prior=prior,
        system=system,
        mean=prior.mean + gain @ innovation,
        covariance=0.5 * (covariance + covariance.T),
        gain=gain,
        innovation=innovation,
        inverse=inverse,
    )
