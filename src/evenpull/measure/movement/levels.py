"""A measured size of a fault becomes the level that raters use, with the error that the measuring leaves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.special import ndtr


def level_of(value: float, *, sd: float, limits: Sequence[float], by_eye: float) -> tuple[float, float]:
    """Return the level 0 to 3 of a fault, and its sd in levels.

    The sd is the root mean square distance of the levels that the true size may have from the level that is given,
    and, because the limits were set for eyes, the scatter of eyes beside it.

    Args:
        value: Size of the fault.
        sd: Standard deviation of its error, above 0.
        limits: From which size it is slight, clear and marked; falling limits mean that less is worse.
        by_eye: sd of a level rated by eye.

    Example:
        >>> level_of(12.0, sd=0.1, limits=(10.0, 15.0, 20.0), by_eye=0.6)
        (1.0, 0.6)
    """
    worse = 1.0 if limits[-1] >= limits[0] else -1.0
    size, edges = worse * value, worse * np.asarray(limits)
    level = float(np.sum(size >= edges))
    above = np.concatenate([[1.0], ndtr((size - edges) / sd), [0.0]])
    chances = above[:-1] - above[1:]
    spread = float(np.sqrt(chances @ (np.arange(len(edges) + 1) - level) ** 2))
    return level, float(np.hypot(spread, by_eye))
