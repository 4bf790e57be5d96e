"""What inference is compared with: the checklist, the checklist with norms, and a trained logistic regression."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from scipy.stats import rankdata

Array = NDArray[np.float64]


def auc(score: Array, true: NDArray[np.bool_]) -> float:
    """Return the area under the curve, ties counted half; nan without both kinds."""
    hits, misses = int(true.sum()), int((~true).sum())
    if not hits or not misses:
        return float("nan")
    return float((rankdata(score)[true].sum() - hits * (hits + 1) / 2) / (hits * misses))


def sensitivity(score: Array, true: NDArray[np.bool_], *, specificity: float = 0.9) -> float:
    """Return the share of true ones above the score that this share of the others does not exceed."""
    return float((score[true] > np.quantile(score[~true], specificity)).mean())


def votes(
    readings: dict[str, Array], listed: dict[str, frozenset[tuple[str, str]]], target: tuple[str, str], *, norms: bool
) -> Array:
    """Return each person's votes for a target: findings of tests that list it, counted or by their size.

    Args:
        readings: By test, in published sds, higher is better.
        listed: The groups that each test lists.
        target: Group and property.
        norms: Whether a finding counts by its size in published sds, else one.
    """
    total = np.zeros(next(iter(readings.values())).shape)
    for name, z in sorted(readings.items()):
        if target in listed[name]:
            total += np.maximum(-z, 0.0) if norms else (z < -1.0).astype(np.float64)
    return total


def trained(features: Array, true: NDArray[np.bool_], *, ridge: float = 1.0) -> Array:
    """Return the weights, intercept last, of a ridge logistic regression."""
    design = np.column_stack([features, np.ones(len(features))])

    def loss(w: Array) -> tuple[float, Array]:
        eta = design @ w
        value = np.logaddexp(0.0, eta).sum() - eta[true].sum() + 0.5 * ridge * (w[:-1] ** 2).sum()
        slope = design.T @ (expit(eta) - true) + ridge * np.append(w[:-1], 0.0)
        return float(value), slope

    return np.asarray(minimize(loss, np.zeros(design.shape[1]), jac=True, method="L-BFGS-B").x)
