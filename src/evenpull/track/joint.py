"""One model of both times: what the compared readings, all together, say of the change of each muscle group.

Unknown are u (the first time) and d (the change); the second time is u + d. With the rows y = H u + G n + e of both:

    y_old = H u + G n + S s_old + e_old,      y_new = H (u + d) + G (n + m) + S s_new + e_new
    u ~ N(mu, P),   d ~ N(0, w^2 C),   m ~ N(0, w^2 share),   n, s, e standard normal times their sds

n is what belongs to the person and is no muscle (bone, capsule, tolerance), s what belongs to one sitting (set-up,
examiner of that day). n is the same both times but for m, so bone cancels; s is drawn anew. C is how healthy people
vary together. The mean of d is zero whatever was trained; time only widens it. A fixed bias of an examiner, instrument
or camera is in both readings of a pair and cancels whatever its size, so it needs no term; it is why only readings
taken the same way are compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve

from evenpull.infer.ledger import Ledger
from evenpull.infer.prior import covariance_of
from evenpull.infer.rows import Row
from evenpull.infer.unknowns import Index

Array = NDArray[np.float64]

CHANGE_SD = 0.5
"""How far one property of a group changes in `CHANGE_WEEKS` with nothing known, healthy sds (default: half of what
people differ; a year of training moves strength by about one)."""
CHANGE_WEEKS = 6.0
CHANGE_MOST = sqrt(2.0)
"""Two times that have nothing to do with each other differ by this, so time widens no further."""
NUISANCE_MOVES = 0.5
"""Share of what is no muscle that may change between two times: tolerance and effort do, bone and capsule do not
(default; about half of a test's nuisance is tolerance or effort)."""
OF_ONE_SITTING = ("session.", "look.")
"""How nuisances of one sitting are named; every other belongs to the person."""
OF_NORMS = "norm."
"""How the errors of norms are named: the same both times, whatever happened to the person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Posterior of both times.

    Args:
        index: Order of the m unknowns.
        then: (m,) mean and (m, m) covariance of the first time.
        change: The same of the change.
        now: The same of the second time.
        prior_sd: (m,) of the change before any reading.
        rows: Pairs of rows that were compared.
    """

    index: Index
    then: tuple[Array, Array]
    change: tuple[Array, Array]
    now: tuple[Array, Array]
    prior_sd: Array
    rows: tuple[tuple[Row, Row], ...]


def change_sd(weeks: float) -> float:
    """Return how far a property changes in this time with nothing known, healthy sds.

    Example:
        >>> change_sd(6.0), change_sd(24.0)
        (0.5, 1.0)
    """
    return min(CHANGE_SD * sqrt(max(weeks, 0.0) / CHANGE_WEEKS), CHANGE_MOST)


def joint_model(old: Ledger, new: Ledger, *, partner: Mapping[str, str], weeks: float) -> Joint:
    """Return the posterior of both times from the readings that were compared, and from nothing else.

    Args:
        old, new: Each time weighed on its own.
        partner: Id of the old measurement by the id of the new one.
        weeks: Between the times.
    """
    rows = paired_rows(old, new, partner)
    prior = old.posterior.prior
    size, width = len(prior.index), change_sd(weeks)
    spread = np.zeros((2 * size, 2 * size))
    spread[:size, :size] = prior.covariance
    spread[size:, size:] = width**2 * covariance_of(prior.index)
    mean = np.concatenate([prior.mean, np.zeros(size)])
    mean, covariance = _condition(mean, spread, *_system(rows, prior.index, width))
    both = np.concatenate([np.eye(size), np.eye(size)], axis=1)
    return Joint(
        index=prior.index,
        then=(mean[:size], covariance[:size, :size]),
        change=(mean[size:], covariance[size:, size:]),
        now=(both @ mean, both @ covariance @ both.T),
        prior_sd=np.sqrt(np.diag(spread[size:, size:])),
        rows=rows,
    )


def paired_rows(old: Ledger, new: Ledger, partner: Mapping[str, str]) -> tuple[tuple[Row, Row], ...]:
    """Return the rows of tests that stand at both times with all their readings compared, by the new sources."""
    first = {row.sources: row for row in old.rows if not row.block and row.censored is None}
    found = []
    for row in new.rows:
        if row.block or row.censored is not None or any(source not in partner for source in row.sources):
            continue
        match = first.get(tuple(partner[source] for source in row.sources))
        if match is not None:
            found.append((match, row))
    return tuple(sorted(found, key=lambda both: both[1].sources))


def _system(rows: Sequence[tuple[Row, Row]], index: Index, width: float) -> tuple[Array, Array, Array]:
    """Return H (2n, 2m), error covariance (2n, 2n) and readings (2n,): all old rows, then all new ones."""
    count, size = len(rows), len(index)
    H = np.zeros((2 * count, 2 * size))
    y = np.zeros(2 * count)
    columns: dict[str, Array] = {}
    noise = np.zeros(2 * count)
    for number, both in enumerate(rows):
        for time, row in enumerate(both):
            place = number + time * count
            y[place], noise[place] = row.y, row.noise_sd**2
            for unknown, load in row.loads:
                where = index.place[unknown]
                H[place, where] += load
                if time:
                    H[place, size + where] += load
            for name, load in row.nuisances:
                for key, factor in _parts(name, time, width):
                    columns.setdefault(key, np.zeros(2 * count))[place] += load * factor
    G = np.column_stack([columns[key] for key in sorted(columns)]) if columns else np.zeros((2 * count, 0))
    return H, G @ G.T + np.diag(noise), y


def _parts(name: str, time: int, width: float) -> tuple[tuple[str, float], ...]:
    """Return the independent errors that a named nuisance stands for at one time, with their factors."""
    if name.startswith(OF_ONE_SITTING):
        return ((f"{time}.{name}", 1.0),)
    if name.startswith(OF_NORMS):
        return ((name, 1.0),)
    moved = (f"moved.{name}", width * sqrt(NUISANCE_MOVES))
    return ((name, 1.0), moved) if time else ((name, 1.0),)


def _condition(mean: Array, spread: Array, H: Array, noise: Array, y: Array) -> tuple[Array, Array]:
    if not len(y):
        return mean, spread
    cross = spread @ H.T
    gain = cho_solve(cho_factor(H @ cross + noise), cross.T).T
    covariance = spread - gain @ cross.T
    return mean + gain @ (y - H @ mean), 0.5 * (covariance + covariance.T)
