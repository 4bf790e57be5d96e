"""Readings that may be slips: misread, mistyped, the wrong side. They are weighed in full, and named more carefully.

A slip is a reading with a further error of `slip_sd`, and one reading in 1 / `SLIP` is one before anything else is
known. With Q = S^-1 and innovation r, a row lies d = (Q r)_i / Q_ii from what all others predict, with variance
v = 1 / Q_ii. The odds of "row i alone is a slip" against "none is" are

    SLIP / (1 - SLIP) sqrt(v / (v + g^2)) exp(d^2 (1 / v - 1 / (v + g^2)) / 2),   g = slip_sd.

A true change of one side looks the same, so that the posterior is not moved: what rests on such a reading is said as if
it were no more than (1 - chance) sure, until the test was read again. A mean of several trials is no slip.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from evenpull.infer.numbers import SIGN_PUSH, SLIP, SLIP_LEAST
from evenpull.infer.rows import Row
from evenpull.infer.solve import Posterior

Array = NDArray[np.float64]


def chances(distance: Array, variance: Array, slip_variance: Array) -> Array:
    """Return the chance of each row, alone, to be a slip, (..., n); 0 where `slip_variance` is 0.

    Args:
        distance: From what all other rows predict, (..., n).
        variance: Of that distance, (n,).
        slip_variance: Of a slip's further error, (n,).

    Example:
        >>> odd = chances(np.array([0.5, 5.0]), np.ones(2), np.full(2, 9.0))
        >>> [bool(each > 0.5) for each in odd]
        [False, True]
    """
    whole = variance + slip_variance
    log_odds = np.log(SLIP / (1.0 - SLIP)) + 0.5 * np.log(variance / whole)
    log_odds = log_odds + 0.5 * distance**2 * (1.0 / variance - 1.0 / whole)
    log_odds = np.where(slip_variance > 0, log_odds, -np.inf)
    top = np.maximum(log_odds.max(axis=-1, keepdims=True, initial=0.0), 0.0)
    weight = np.exp(log_odds - top)
    found: Array = weight / (np.exp(-top) + weight.sum(axis=-1, keepdims=True))
    return found


def slip_chances(rows: Sequence[Row], inverse: Array, innovation: Array) -> Array:
    """Return the chance of each row to be a slip, (..., n), for one person or many of the same rows.

    Args:
        rows: n of them; bounds and signs are never slips.
        inverse: Q, (n, n).
        innovation: r, (..., n).
    """
    slip = np.array([0.0 if row.censored else row.slip_sd**2 for row in rows], dtype=np.float64)
    if not slip.any():
        return np.zeros_like(innovation)
    variance = 1.0 / np.diag(inverse)
    return chances((innovation @ inverse) * variance, variance, slip)


def slips_of(posterior: Posterior) -> dict[int, float]:
    """Return the chance of each row that may be a slip with `SLIP_LEAST` or more, by the row's number."""
    found = slip_chances(posterior.system.rows, posterior.inverse, posterior.innovation)
    return {number: float(chance) for number, chance in enumerate(found) if chance >= SLIP_LEAST}


def doubt_of(place: int, slips: Mapping[int, float], gain: Array, innovation: Array) -> float:
    """Return the chance that a reading which pushes an unknown down is a slip.

    Args:
        place: Of the unknown.
        slips: Chances by row.
        gain: W, (m, n).
        innovation: r, (n,).
    """
    return sum(
        (chance for number, chance in slips.items() if gain[place, number] * innovation[number] <= -SIGN_PUSH), 0.0
    )
