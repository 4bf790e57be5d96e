"""The dual Newton iteration for all frames of a block at once, in NumPy alone."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
MOST_STEPS = 200
RIDGE = 1e-12


def solve_frames(  # noqa: PLR0917 - as the compiled one
    gain: Array, demand: Array, weight: Array, low: Array, high: Array, nu: Array, tolerance: float
) -> tuple[Array, NDArray[np.int64]]:
    """Solve every frame of one block; `nu` (T, m) holds the start and is left holding the multipliers.

    Args:
        gain: (T, m, n).
        demand: (T, m).
        weight: (n,).
        low, high: (T, n).
        nu: (T, m), changed in place.
        tolerance: Relative miss at which a frame counts as solved.

    Returns:
        x, (T, n), and the steps that each frame took, (T,). A frame that does not converge keeps its last x.
    """
    frames, rows, _ = gain.shape
    steps = np.zeros(frames, dtype=np.int64)
    limit = tolerance * np.maximum(1.0, np.abs(demand).max(axis=1))
    live = np.arange(frames)
    A, b, lo, hi, y = gain, demand, low, high, nu.copy()
    eye = np.eye(rows)
    for _ in range(MOST_STEPS):
        s = np.matmul(y[:, None, :], A)[:, 0] / weight
        miss = b - np.matmul(A, np.clip(s, lo, hi)[:, :, None])[:, :, 0]
        going = np.abs(miss).max(axis=1) > limit[live]
        if not going.all():
            nu[live[~going]] = y[~going]
            live, A, b, lo, hi, y = live[going], A[going], b[going], lo[going], hi[going], y[going]
            s, miss = s[going], miss[going]
            if not len(live):
                break
        free = (s > lo) & (s < hi)
        hessian = np.matmul(A * (free / weight)[:, None, :], A.transpose(0, 2, 1))
        scale = np.trace(hessian, axis1=1, axis2=2) / rows
        hessian += (RIDGE * np.where(scale > 0, scale, 1.0))[:, None, None] * eye
        step = np.linalg.solve(hessian, miss[:, :, None])[:, :, 0]
        y = y + best_length(A, miss, weight=weight, lo=lo, hi=hi, s=s, step=step)[:, None] * step
        steps[live] += 1
    nu[live] = y
    x = np.clip(np.matmul(nu[:, None, :], gain)[:, 0] / weight, low, high)
    return x, steps


def best_length(A: Array, miss: Array, *, weight: Array, lo: Array, hi: Array, s: Array, step: Array) -> Array:
    """Return how far along `step` the dual is greatest, (T,): its slope is piecewise linear, and its zero is exact.

    Each actuator is free on one interval of the line; there it takes weight * u^2 from the slope's rate of change.
    """
    u = np.matmul(step[:, None, :], A)[:, 0] / weight
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
