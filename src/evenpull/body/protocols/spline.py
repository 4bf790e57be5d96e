"""Cubic splines over a grid of one or two angles, for many columns at once, with first and second derivatives.

A value at x is a sum over the 4 (or 16) basis functions that are not zero there, so one evaluation is one small
product whatever the grid; value and derivatives belong to one smooth function, so a moment is exactly the slope of an
energy.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import factorial

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import BSpline, make_interp_spline

Array = NDArray[np.float64]
DEGREE = 3
ORDERS = {1: ((0,), (1,), (2,)), 2: ((0, 0), (1, 0), (0, 1), (2, 0), (1, 1), (0, 2))}
"""Orders of the derivatives that `Spline.at` returns, for one and two axes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Basis:
    """The basis functions of one axis.

    Args:
        breaks: Where one cubic ends and the next begins (p + 1,).
        pieces: Per interval, the four functions' coefficients of 1, t, t^2, t^3 with t the distance from its start
            (p, 4, 4).
    """

    breaks: Array
    pieces: Array

    @staticmethod
    def of(nodes: Array) -> Basis:
        """Return the basis of an axis with nodes at these angles."""
        knots = make_interp_spline(nodes, nodes, k=DEGREE).t
        functions = BSpline(knots, np.eye(len(nodes)), DEGREE)
        breaks = knots[DEGREE : len(nodes) + 1]
        taylor = np.stack([functions(breaks[:-1], nu=m) / factorial(m) for m in range(DEGREE + 1)])
        pieces = np.stack([taylor[:, i, i : i + DEGREE + 1] for i in range(len(breaks) - 1)])
        return Basis(breaks=breaks, pieces=pieces)

    def at(self, x: Array) -> tuple[NDArray[np.intp], Array]:
        """Return the interval (T,) and the four functions' value, slope and curvature (T, 3, 4) at x (T,)."""
        place = np.clip(self.breaks.searchsorted(x, side="right") - 1, 0, len(self.pieces) - 1)
        t = x - self.breaks[place]
        powers = np.zeros((len(x), 3, 4))
        powers[:, 0, 0] = powers[:, 1, 1] = 1.0
        powers[:, 0, 1] = t
        powers[:, 0, 2] = t * t
        powers[:, 0, 3] = t * t * t
        powers[:, 1, 2] = 2.0 * t
        powers[:, 1, 3] = 3.0 * t * t
        powers[:, 2, 2] = 2.0
        powers[:, 2, 3] = 6.0 * t
        return place, powers @ self.pieces[place]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Spline:
    """Columns over a grid: `at(x)` returns each column's value and derivatives.

    Args:
        bases: One per axis.
        coefficients: (nodes of axis 1, [nodes of axis 2,] columns).
    """

    bases: tuple[Basis, ...]
    coefficients: Array

    @staticmethod
    def through(nodes: tuple[Array, ...], values: Array) -> Spline:
        """Return the spline through values ([n1, [n2,]] columns) at the nodes of each axis."""
        bases = []
        for axis, at in enumerate(nodes):
            bases.append(Basis.of(at))
            values = np.moveaxis(np.asarray(make_interp_spline(at, values, k=DEGREE, axis=axis).c), 0, axis)
        return Spline(bases=tuple(bases), coefficients=np.ascontiguousarray(values))

    def at(self, x: Array) -> Array:
        """Return values and derivatives, (T, orders, columns), at x (T, axes); the orders are those of `ORDERS`."""
        first, weights = self.bases[0].at(x[:, 0])
        window = np.arange(DEGREE + 1)
        if len(self.bases) == 1:
            return np.asarray(weights @ self.coefficients[first[:, None] + window])
        second, others = self.bases[1].at(x[:, 1])
        rows, columns = first[:, None, None] + window[:, None], second[:, None, None] + window
        block = self.coefficients[rows, columns]
        inner = np.einsum("tbj,tijm->tbim", others, block)
        both = np.einsum("tai,tbim->tabm", weights, inner)
        return np.stack([both[:, a, b] for a, b in ORDERS[2]], axis=1)
