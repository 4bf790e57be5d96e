"""The dual Newton iteration for all frames of a block at once, in NumPy alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort.layout import Part, layout

Array = NDArray[np.float64]
Integers = NDArray[np.intp]
MOST_STEPS = 200
RIDGE = 1e-12
WHOLE_STEPS = 20
"""A whole Newton step may stand without the exact search this often; then each is searched, so that none cycles."""
NEAR = 0.5
"""A whole step stands when the dual's slope at its end is at most this share of that at its beginning."""
FEW = 0.5
"""Frames are packed anew when no more than this share of them still moves."""


class _Gain:
    """The gain of some frames as small dense parts."""

    def __init__(self, parts: Sequence[Part], gains: Sequence[Array], rows: int, columns: int) -> None:
        self.parts, self.gains, self.rows, self.columns = parts, gains, rows, columns

    def kept(self, frames: NDArray[np.bool_]) -> _Gain:
        return _Gain(self.parts, [gain[frames] for gain in self.gains], self.rows, self.columns)

    def across(self, factor: Array) -> Array:
        """Return A' factor, (T, n)."""
        out = np.zeros((len(factor), self.columns))
        for part, gain in zip(self.parts, self.gains, strict=True):
            out[:, part.columns] = np.matmul(gain, factor[:, part.rows, None])[:, :, 0]
        return out

    def given(self, x: Array) -> Array:
        """Return A x, (T, m)."""
        out = np.zeros((len(x), self.rows))
        for part, gain in zip(self.parts, self.gains, strict=True):
            out[:, part.rows] += np.matmul(x[:, None, part.columns], gain)[:, 0]
        return out

    def hessian(self, free: Array) -> Array:
        """Return A diag(free) A', (T, m, m)."""
        out = np.zeros((len(free), self.rows, self.rows))
        for part, gain in zip(self.parts, self.gains, strict=True):
            scaled = gain * free[:, part.columns, None]
            out[:, part.rows[:, None], part.rows] += np.matmul(scaled.transpose(0, 2, 1), gain)
        return out


def solve_frames(  # noqa: PLR0917 - as the compiled one
    values: Array,
    row: Integers,
    start: Integers,
    demand: Array,
    weight: Array,
    low: Array,
    high: Array,
    nu: Array,
    tolerance: float,
) -> tuple[Array, NDArray[np.int64]]:
    """Solve every frame of one block; `nu` (T, m) holds the start and is left holding the multipliers.

    Args:
        values: Entries of the gain (T, e), column by column.
        row: Row of each entry (e,).
        start: First entry of each column, and the end (n + 1,).
        demand: (T, m).
        weight: (n,).
        low, high: (T, n).
        nu: (T, m), changed in place.
        tolerance: Relative miss at which a frame counts as solved.

    Returns:
        x, (T, n), and the steps that each frame took, (T,). A frame that does not converge keeps its last x.
    """
    frames, rows = demand.shape
    parts = layout(row, start)
    every = _Gain(parts, [part.filled(values) for part in parts], rows, len(weight))
    steps = np.zeros(frames, dtype=np.int64)
    limit = tolerance * np.maximum(1.0, np.abs(demand).max(axis=1))
    live, A, b, lo, hi, y = np.arange(frames), every, demand, low, high, nu.copy()
    s = A.across(y) / weight
    miss = b - A.given(np.clip(s, lo, hi))
    for number in range(MOST_STEPS):
        going = np.abs(miss).max(axis=1) > limit[live]
        if not going.any():
            break
        if going.mean() <= FEW:
            nu[live] = y
            live, A, b, lo, hi, y = live[going], A.kept(going), b[going], lo[going], hi[going], y[going]
            s, miss, going = s[going], miss[going], going[going]
        step = _newton(A, miss, (s > lo) & (s < hi), weight) * going[:, None]
        u = A.across(step) / weight
        length = np.ones(len(y))
        slope = (miss * step).sum(axis=1)
        ahead = b - A.given(np.clip(s + u, lo, hi))
        far = np.abs((ahead * step).sum(axis=1)) > NEAR * slope
        far |= number >= WHOLE_STEPS
        far &= going
        if far.any():
            length[far] = best_length(
                miss[far], weight=weight, lo=lo[far], hi=hi[far], s=s[far], u=u[far], step=step[far]
            )
        y += length[:, None] * step
        s += length[:, None] * u
        miss = ahead
        if far.any():
            miss[far] = b[far] - A.kept(far).given(np.clip(s[far], lo[far], hi[far]))
        steps[live[going]] += 1
    nu[live] = y
    return np.clip(every.across(nu) / weight, low, high), steps


def _newton(A: _Gain, miss: Array, free: NDArray[np.bool_], weight: Array) -> Array:
    """Return the Newton step on the piece where the `free` columns are between their bounds, (T, m)."""
    hessian = A.hessian(free / weight)
    scale = np.trace(hessian, axis1=1, axis2=2) / A.rows
    hessian += (RIDGE * np.where(scale > 0, scale, 1.0))[:, None, None] * np.eye(A.rows)
    return np.asarray(np.linalg.solve(hessian, miss[:, :, None])[:, :, 0])


def best_length(miss: Array, *, weight: Array, lo: Array, hi: Array, s: Array, u: Array, step: Array) -> Array:
    """Return how far along `step` the dual is greatest, (T,): its slope is piecewise linear, and its zero is exact.

    `u` is the change of `s` with the step. Each actuator is free on one interval of the line; there it takes
    weight * u^2 from the slope's rate of change.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        to_low, to_high = (lo - s) / u, (hi - s) / u
    moving = u != 0
    opens = np.where(moving, np.minimum(to_low, to_high), np.inf)
    closes = np.where(moving, np.maximum(to_low, to_high), np.inf)
    bend = weight * u * u
    rate = -np.where((opens <= 0) & (closes > 0), bend, 0.0).sum(axis=1)
    at = np.concatenate([opens, closes], axis=1)
    change = np.concatenate([-bend, bend], axis=1)
    ahead = (at > 0) & np.isfinite(at)
    at, change = np.where(ahead, at, np.inf), np.where(ahead, change, 0.0)
    order = np.argsort(at, axis=1)
    at, change = np.take_along_axis(at, order, axis=1), np.take_along_axis(change, order, axis=1)
    begins = np.concatenate([np.zeros((len(at), 1)), at], axis=1)
    rates = rate[:, None] + np.concatenate([np.zeros((len(at), 1)), np.cumsum(change, axis=1)], axis=1)
    widths = np.diff(np.where(np.isfinite(begins), begins, np.nan), axis=1)
    slope = (miss * step).sum(axis=1)
    falls = np.concatenate([np.zeros((len(at), 1)), np.cumsum(np.nan_to_num(rates[:, :-1] * widths), axis=1)], axis=1)
    slopes = slope[:, None] + falls
    reached = slopes <= 0
    piece = np.where(reached.any(axis=1), np.argmax(reached, axis=1) - 1, np.isfinite(begins).sum(axis=1) - 1)
    row = np.arange(len(at))
    rate_here, slope_here = rates[row, piece], slopes[row, piece]
    with np.errstate(divide="ignore", invalid="ignore"):
        further = np.where(rate_here < 0, -slope_here / rate_here, 0.0)
    length = begins[row, piece] + further
    return np.where(length > 0, length, 1.0)
