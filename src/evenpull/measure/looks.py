"""Look at one picture many times, a little differently, and at its mirror image: what changes is not the body.

The pose network has a left-right bias and a jitter. Shifting, scaling and brightening the region shows the jitter; the
mirror image shows the bias. The looks are the same for every picture, so a mirrored picture gives mirrored results.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import Image, Landmarks, PoseEstimator, Roi

SHIFTS: tuple[tuple[float, float, float, float], ...] = (
    (0.0, 0.0, 1.00, 1.00),
    (0.02, 0.01, 0.96, 1.00),
    (-0.02, 0.01, 1.04, 1.00),
    (0.02, -0.01, 1.04, 0.85),
    (-0.02, -0.01, 0.96, 0.85),
    (0.01, 0.02, 0.98, 1.15),
    (-0.01, 0.02, 1.02, 1.15),
    (0.01, -0.02, 1.02, 1.00),
    (-0.01, -0.02, 0.98, 1.00),
)
"""Right and down as shares of the region, scale, brightness. The first look is the plain one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A number read in many looks at a picture and its mirror image.

    Args:
        value: Mean of both means: the antisymmetric half of their difference is the network's bias and is gone.
        jitter: Standard deviation between looks, precision only.
        mirror_half: Half the difference between picture and mirror image, which widens the sd.
    """

    value: float
    jitter: float
    mirror_half: float


def look(image: Image, roi: Roi, *, estimator: PoseEstimator, times: int = len(SHIFTS)) -> list[Landmarks]:
    """Return the landmarks of the first `times` looks at the person in a region; looks that lose them are left out."""
    found: list[Landmarks] = []
    brightened = {brightness: _brighter(image, brightness) for _, _, _, brightness in SHIFTS[:times]}
    for right, down, scale, brightness in SHIFTS[:times]:
        found.extend(estimator.estimate(brightened[brightness], roi.moved(right=right, down=down, scale=scale))[:1])
    return found


def _brighter(image: Image, factor: float) -> Image:
    if factor == 1.0:
        return image
    table = np.clip(np.round(np.arange(256) * factor), 0, 255).astype(np.uint8)
    return table[image]


def spread(metric: Callable[[Landmarks], float], own: Sequence[Landmarks], flipped: Sequence[Landmarks]) -> Spread:
    """Summarise one number over looks at a picture (`own`) and at its mirror image, turned back (`flipped`)."""
    here = np.array([metric(person) for person in own])
    there = np.array([metric(person) for person in flipped])
    return Spread(
        value=(float(here.mean()) + float(there.mean())) / 2,
        jitter=float(np.sqrt((_variance(here) + _variance(there)) / 2)),
        mirror_half=abs(float(here.mean()) - float(there.mean())) / 2,
    )


def _variance(values: NDArray[np.float64]) -> float:
    return float(values.var(ddof=1)) if values.size > 1 else 0.0
