"""How moment arms change with posture: d R / d q of every muscle, by differences of exact arms."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.body import Body

Array = NDArray[np.float64]
STEP_RAD = 1e-4


def bends(body: Body, q: Array) -> Array:
    """Return d^2 length / d q^2, m (muscles, n, n), symmetric, at q (n,)."""
    n = len(q)
    steps = STEP_RAD * np.eye(n)
    _, arms = body.states.lengths(np.concatenate([q + steps, q - steps]))
    dense = arms.dense()
    out = np.moveaxis(dense[:n] - dense[n:], 0, 2) / (2.0 * STEP_RAD)
    return np.asarray(0.5 * (out + np.swapaxes(out, 1, 2)))
