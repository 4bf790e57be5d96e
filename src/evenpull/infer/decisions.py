"""What a decision about one muscle group can lose, and how much of that a test is expected to take away.

Three decisions are open for each group: treat it, leave it, or have somebody look (refer). With p the probability of
short or weak, treating what is ordinary loses 0.6 (1 - p), leaving what is not loses 0.4 p, and referring 0.22 always:
so that treating begins where the word `possibly` does, at 0.6, and referring lies between the two. After a test the
mean is normal around today's, with variance (today's minus what is left), and the sd is what is left: the expected
loss is an integral over that mean, by a 20-point Gauss-Hermite quadrature.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from evenpull.infer.numbers import LEAVE_LOSS, POSSIBLY, REFER_LOSS, SHORT_OR_WEAK, TREAT_LOSS

Array = NDArray[np.float64]
POINTS = 20


def loss(p: Array) -> Array:
    """Return the loss of the best decision at a probability of short or weak.

    Example:
        >>> loss(np.array([0.0, 1.0])).tolist()
        [0.0, 0.0]
    """
    return np.minimum(np.minimum(TREAT_LOSS * (1.0 - p), LEAVE_LOSS * p), REFER_LOSS)


def expected_fall(mean: Array, variance: Array, left: Array) -> Array:
    """Return the expected fall in loss of each unknown, never negative, all (n,).

    Args:
        mean: Today's posterior means, healthy sds.
        variance: Today's posterior variances.
        left: Variances after the test; they do not depend on what it reads.
    """
    nodes, weights = _quadrature()
    moved = np.sqrt(np.maximum(variance - left, 0.0))
    then = mean[:, None] + moved[:, None] * nodes
    after = loss(ndtr((SHORT_OR_WEAK - then) / np.sqrt(left)[:, None])) @ weights
    now = loss(ndtr((SHORT_OR_WEAK - mean) / np.sqrt(variance)))
    return np.where(moved > 0, np.maximum(now - after, 0.0), 0.0)


def chance_of_another_item(mean: Array, variance: Array, left: Array) -> Array:
    """Return the probability that a test starts or stops treating each unknown, (n,).

    Args:
        mean: Today's posterior means, healthy sds.
        variance: Today's posterior variances.
        left: Variances after the test.
    """
    moved = np.sqrt(np.maximum(variance - left, 1e-12))
    edge = SHORT_OR_WEAK - np.sqrt(left) * ndtri(POSSIBLY)
    treated = ndtr((edge - mean) / moved)
    today = ndtr((SHORT_OR_WEAK - mean) / np.sqrt(variance)) >= POSSIBLY
    return np.where(today, 1.0 - treated, treated)


@lru_cache(maxsize=1)
def _quadrature() -> tuple[Array, Array]:
    nodes, weights = np.polynomial.hermite_e.hermegauss(POINTS)
    return nodes, weights / weights.sum()
