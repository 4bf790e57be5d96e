"""The arithmetic of competing explanations: the parts of a reading given everything measured, and the largest one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm, qmc

from evenpull.core.side import Side
from evenpull.infer.ledger import Ledger
from evenpull.infer.numbers import SHORT_OR_WEAK
from evenpull.infer.rows import Row
from evenpull.infer.unknowns import Unknown

Array = NDArray[np.float64]
What = Literal["muscle", "other", "error"]

DRAWS_LOG2 = 14
"""The odds are read off 2^14 quasi-random draws: within 0.005."""
OF_READINGS = ("session.", "norm.")
"""How the errors of one sitting and of norms are named; every other nuisance belongs to the person."""


def parts_of(row: Row, ledger: Ledger) -> tuple[tuple[Unknown | What, ...], Array, Array]:
    """Return the parts of one row's reading with mean (k,) and covariance (k, k) given everything measured.

    The parts are each loaded unknown in the index's order, then `other`, then `error`; their means sum to y.
    """
    posterior = ledger.posterior
    rows, prior = posterior.system.rows, posterior.prior
    loads = sorted(row.loads, key=lambda each: prior.index.place[each[0]])
    places = [prior.index.place[unknown] for unknown, _ in loads]
    h = np.array([load for _, load in loads])
    ours, theirs = _shared(row, rows)
    size = len(loads) + 2
    before = np.zeros((size, size))
    before[:-2, :-2] = h[:, None] * prior.covariance[np.ix_(places, places)] * h[None, :]
    number = rows.index(row)
    before[-2, -2], before[-1, -1] = ours[0], ours[1] + row.noise_sd**2
    cross = np.zeros((size, len(rows)))
    cross[:-2] = h[:, None] * (prior.covariance @ posterior.system.H.T)[places]
    cross[-2], cross[-1] = theirs
    cross[-1, number] += row.noise_sd**2
    mean = np.concatenate([h * prior.mean[places], [0.0, 0.0]]) + cross @ posterior.inverse @ posterior.innovation
    covariance = before - cross @ posterior.inverse @ cross.T
    kinds: tuple[Unknown | What, ...] = (*(unknown for unknown, _ in loads), "other", "error")
    return kinds, mean, 0.5 * (covariance + covariance.T)


def _shared(row: Row, rows: Sequence[Row]) -> tuple[tuple[float, float], tuple[Array, Array]]:
    """Return a row's variance from the person's nuisances and from errors, and the covariance with every row."""
    variance, cross = [0.0, 0.0], (np.zeros(len(rows)), np.zeros(len(rows)))
    mine: dict[str, float] = {}
    for name, load in row.nuisances:
        mine[name] = mine.get(name, 0.0) + load
    for name, load in mine.items():
        kind = 1 if name.startswith(OF_READINGS) else 0
        variance[kind] += load**2
        for number, other in enumerate(rows):
            cross[kind][number] += load * sum(theirs for named, theirs in other.nuisances if named == name)
    return (variance[0], variance[1]), cross


def largest(mean: Array, covariance: Array) -> Array:
    """Return how often each part is the largest, (k,)."""
    draws = mean + _normal(len(mean)) @ _root(covariance).T
    return np.bincount(draws.argmax(axis=1), minlength=len(mean)) / len(draws)


def deepest(mean: Array, covariance: Array) -> Array:
    """Return how often each unknown lies furthest below one healthy sd, and last how often none does, (k + 1,)."""
    draws = mean + _normal(len(mean)) @ _root(covariance).T
    which = np.where(draws.min(axis=1) < SHORT_OR_WEAK, draws.argmin(axis=1), len(mean))
    return np.bincount(which, minlength=len(mean) + 1) / len(draws)


def orders(kinds: Sequence[Unknown | What], side: Side | None) -> list[list[int]]:
    """Return in which orders the parts meet the draws, so that the mirrored finding gives the mirrored odds exactly.

    Seen from the finding's own side there is one order; a finding without a side takes both and averages.
    """

    def order(first: Side) -> list[int]:
        def key(number: int) -> tuple[bool, str, str, bool]:
            kind = kinds[number]
            if isinstance(kind, str):
                return True, kind, "", False
            return False, kind.muscle, kind.property, kind.side != first

        return sorted(range(len(kinds)), key=key)

    if side is not None:
        return [order(side)]
    return [order("left"), order("right")]


@lru_cache(maxsize=32)
def _normal(size: int) -> Array:
    """Return quasi-random standard normal draws (2^14, size); the same every time."""
    points = qmc.Sobol(d=size, seed=np.random.default_rng(1)).random_base2(DRAWS_LOG2)
    draws: Array = norm.ppf(np.clip(points, 1e-12, 1 - 1e-12))
    draws.flags.writeable = False
    return draws


def _root(covariance: Array) -> Array:
    """Return a square root of a covariance that may be singular."""
    values, vectors = np.linalg.eigh(covariance)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)), dtype=np.float64)
