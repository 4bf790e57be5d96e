"""The dual Newton iteration frame by frame, compiled by numba (an optional part): microseconds a frame."""

# ruff: noqa: PLR0917 - compiled functions take their arguments by position

from __future__ import annotations

import numpy as np
from numba import njit

from evenpull.body.effort.batch import MOST_STEPS, NEAR, RIDGE, WHOLE_STEPS

SEARCHES = 60


@njit(cache=True)
def _slope(length, s, u, weight, lo, hi, demanded):  # type: ignore[no-untyped-def]
    """Return the dual's slope at a length along the step."""
    given = 0.0
    for i in range(len(s)):
        value = s[i] + length * u[i]
        value = min(max(value, lo[i]), hi[i])
        given += weight[i] * u[i] * value
    return demanded - given


@njit(cache=True)
def _best_length(s, u, weight, lo, hi, demanded, slope, whole):  # type: ignore[no-untyped-def]
    """Return where the slope along the step is zero: bracketed, then regula falsi with halving (Illinois).

    With `whole` the whole step stands where the slope is nearly zero.
    """
    left, at_left, right = 0.0, slope, 1.0
    at_right = _slope(right, s, u, weight, lo, hi, demanded)
    if whole and abs(at_right) <= NEAR * slope:
        return right
    tiny = 1e-10 * slope
    for _ in range(SEARCHES):
        if at_right <= tiny:
            break
        left, at_left, right = right, at_right, 2.0 * right
        at_right = _slope(right, s, u, weight, lo, hi, demanded)
    if at_right >= -tiny:
        return right
    for _ in range(SEARCHES):
        middle = (left * at_right - right * at_left) / (at_right - at_left)
        value = _slope(middle, s, u, weight, lo, hi, demanded)
        if abs(value) <= tiny:
            return middle
        if value > 0:
            left, at_left = middle, value
            at_right *= 0.5
        else:
            right, at_right = middle, value
            at_left *= 0.5
    return left


@njit(cache=True)
def _factor_solve(H, d):  # type: ignore[no-untyped-def]
    """Solve H d = d in place by Cholesky; H is overwritten."""
    m = len(d)
    for j in range(m):
        for k in range(j):
            H[j, j] -= H[j, k] * H[j, k]
        H[j, j] = np.sqrt(H[j, j]) if H[j, j] > 1e-300 else 1e-150
        for i in range(j + 1, m):
            for k in range(j):
                H[i, j] -= H[i, k] * H[j, k]
            H[i, j] /= H[j, j]
    for i in range(m):
        for k in range(i):
            d[i] -= H[i, k] * d[k]
        d[i] /= H[i, i]
    for i in range(m - 1, -1, -1):
        for k in range(i + 1, m):
            d[i] -= H[k, i] * d[k]
        d[i] /= H[i, i]


@njit(cache=True)
def _across(values, row, start, factor, weight, out):  # type: ignore[no-untyped-def]
    """Write A' factor / weight into `out`; A has `values` at `row`, column by column from `start`."""
    for i in range(len(out)):
        total = 0.0
        for e in range(start[i], start[i + 1]):
            total += factor[row[e]] * values[e]
        out[i] = total / weight[i]


@njit(cache=True)
def _misses(values, row, start, b, x, out):  # type: ignore[no-untyped-def]
    """Write b - A x into `out` and return its greatest size."""
    out[:] = b
    for i in range(len(x)):
        for e in range(start[i], start[i + 1]):
            out[row[e]] -= values[e] * x[i]
    worst = 0.0
    for k in range(len(out)):
        worst = max(worst, abs(out[k]))
    return worst


@njit(cache=True)
def _hessian(values, row, start, weight, free, H):  # type: ignore[no-untyped-def]
    """Write the lower half of A_free A_free' / weight into H, with a ridge that keeps it positive."""
    m = len(H)
    trace = 0.0
    H[:] = 0.0
    for i in range(len(free)):
        if free[i]:
            for e in range(start[i], start[i + 1]):
                a = values[e] / weight[i]
                for k in range(start[i], e + 1):
                    H[row[e], row[k]] += a * values[k]
    for j in range(m):
        trace += H[j, j]
    for j in range(m):
        H[j, j] += RIDGE * (trace / m if trace > 0.0 else 1.0)


@njit(cache=True)
def _solve_frame(values, row, start, b, weight, lo, hi, nu, x, limit):  # type: ignore[no-untyped-def]
    m, n = len(b), len(x)
    s, u, free = np.empty(n), np.empty(n), np.empty(n, dtype=np.bool_)
    H, d, miss = np.empty((m, m)), np.empty(m), np.empty(m)
    for step in range(MOST_STEPS):
        _across(values, row, start, nu, weight, s)
        for i in range(n):
            x[i] = min(max(s[i], lo[i]), hi[i])
            free[i] = lo[i] < s[i] < hi[i]
        if _misses(values, row, start, b, x, miss) <= limit:
            return step
        d[:] = miss
        _hessian(values, row, start, weight, free, H)
        _factor_solve(H, d)
        _across(values, row, start, d, weight, u)
        demanded, slope = 0.0, 0.0
        for k in range(m):
            demanded += d[k] * b[k]
            slope += d[k] * miss[k]
        length = _best_length(s, u, weight, lo, hi, demanded, slope, step < WHOLE_STEPS)
        for k in range(m):
            nu[k] += length * d[k]
    return MOST_STEPS


@njit(cache=True)
def solve_frames(values, row, start, demand, weight, low, high, nu, along, tolerance):  # type: ignore[no-untyped-def]
    """As `batch.solve_frames`; with `along` each frame begins with the multipliers of the one before."""
    frames, m = demand.shape
    x = np.empty(low.shape)
    steps = np.zeros(frames, dtype=np.int64)
    for t in range(frames):
        if along and t > 0:
            nu[t] = nu[t - 1]
        limit = 0.0
        for k in range(m):
            limit = max(limit, abs(demand[t, k]))
        limit = tolerance * max(1.0, limit)
        steps[t] = _solve_frame(values[t], row, start, demand[t], weight, low[t], high[t], nu[t], x[t], limit)
    return x, steps
