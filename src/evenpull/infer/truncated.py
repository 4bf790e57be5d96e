"""Readings that are only bounds: a joint Gaussian with some coordinates known to lie above or below a value.

Expectation propagation: each bound is replaced by the Gaussian factor that gives the right mean and variance of its own
coordinate given all the others. With one bound this is exact in mean and variance; with several the factors are refined
together until they no longer change. All factors move at once, so that order and mirror change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

Array = NDArray[np.float64]
_LOG_ROOT_2PI = 0.5 * float(np.log(2 * np.pi))


def truncated_moments(mean: Array, variance: Array, bound: Array, sign: Array) -> tuple[Array, Array]:
    """Return mean and variance of normals cut at `bound`: above it where sign is +1, below where -1, all (k,).

    Example:
        >>> m, v = truncated_moments(np.zeros(1), np.ones(1), np.zeros(1), np.ones(1))
        >>> round(float(m[0]), 4), round(float(v[0]), 4)
        (0.7979, 0.3634)
    """
    sd = np.sqrt(variance)
    alpha = sign * (bound - mean) / sd
    hazard = np.exp(-0.5 * alpha**2 - _LOG_ROOT_2PI - log_ndtr(-alpha))
    shrink = np.clip(1.0 - hazard * (hazard - alpha), 1e-12, 1.0)
    return mean + sign * sd * hazard, variance * shrink


def gaussian_factors(
    mean: Array, covariance: Array, bound: Array, sides: Sequence[Literal["lower", "upper"]]
) -> tuple[Array, Array]:
    """Return precision and precision times mean of the Gaussian factor of each bound, both (k,).

    Args:
        mean: (k,) mean of the bounded coordinates given everything else.
        covariance: (k, k) their covariance.
        bound: (k,) the bounds.
        sides: Which way each coordinate lies.
    """
    sign = np.array([1.0 if side == "lower" else -1.0 for side in sides])
    precision, weighted = np.zeros_like(mean), np.zeros_like(mean)
    for _ in range(200):
        root = np.sqrt(precision)
        inner = np.eye(len(mean)) + root[:, None] * covariance * root[None, :]
        half = np.linalg.solve(inner, root[:, None] * covariance)
        spread = covariance - (covariance * root[None, :]) @ half
        centre = mean + spread @ (weighted - precision * mean)
        variance = np.diag(spread)
        cavity_variance = 1.0 / (1.0 / variance - precision)
        cavity_mean = cavity_variance * (centre / variance - weighted)
        cut_mean, cut_variance = truncated_moments(cavity_mean, cavity_variance, bound, sign)
        new_precision = np.maximum(1.0 / cut_variance - 1.0 / cavity_variance, 0.0)
        new_weighted = cut_mean / cut_variance - cavity_mean / cavity_variance
        change = max(np.abs(new_precision - precision).max(), np.abs(new_weighted - weighted).max())
        step = 1.0 if len(mean) == 1 else 0.8
        precision = precision + step * (new_precision - precision)
        weighted = weighted + step * (new_weighted - weighted)
        if change < 1e-13:
            break
    return precision, weighted
