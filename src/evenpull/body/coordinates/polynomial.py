"""Polynomials in one variable as rows of a table: value, slope and curvature of many at once, and their composition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.polynomial import Polynomial
from numpy.typing import NDArray

Array = NDArray[np.float64]
Coefficients = tuple[float, ...]
"""Constant term first."""


def composed(outer: Sequence[float], inner: Sequence[float]) -> Coefficients:
    """Return outer(inner(t)), trailing zeros dropped."""
    out = Polynomial([0.0])
    for value in reversed(outer):
        out = out * Polynomial(list(inner)) + value
    return trimmed(out.coef)


def shifted(poly: Sequence[float], *, at: float, by: float) -> Coefficients:
    """Return by + poly(t - at)."""
    first, *rest = composed(poly, (-at, 1.0))
    return (first + by, *rest)


def trimmed(poly: Iterable[float]) -> Coefficients:
    """Return the coefficients without zeros at the end; at least one is left."""
    out = [float(value) for value in poly]
    while len(out) > 1 and out[-1] == 0.0:
        out.pop()
    return tuple(out)


def table(rows: Sequence[Sequence[float]]) -> Array:
    """Return the coefficients as (rows, degree + 1), padded with zeros; at least of degree one."""
    width = max([2, *(len(row) for row in rows)])
    out = np.zeros((len(rows), width))
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


def value(coefficients: Array, t: Array) -> Array:
    """Return each row's value (T, rows) at t (T, rows)."""
    out = np.empty_like(t)
    out[:] = coefficients[:, -1]
    for k in range(coefficients.shape[1] - 2, -1, -1):
        out *= t
        out += coefficients[:, k]
    return out


def derivative(coefficients: Array) -> Array:
    """Return the table of the derivatives, one column shorter."""
    return np.asarray(coefficients[:, 1:] * np.arange(1, coefficients.shape[1]))
