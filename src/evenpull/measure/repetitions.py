"""Find the repetitions of a squat or sit-to-stand in the knee's curve: each ends when the knee straightens again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, sosfiltfilt

CUTOFF_HZ = 6.0
LEAST_RANGE_DEG = 30.0
BENT, STRAIGHT = 0.65, 0.35


def smooth(values: NDArray[np.float64], *, rate: float, cutoff_hz: float = CUTOFF_HZ) -> NDArray[np.float64]:
    """Low-pass evenly sampled values along the first axis without delay (second-order Butterworth, both ways).

    Args:
        values: (n, ...), n at least 16.
        rate: Samples per second.
        cutoff_hz: What is faster than this is taken for noise.
    """
    sos = butter(2, cutoff_hz / (rate / 2), output="sos")
    return np.asarray(sosfiltfilt(sos, values, axis=0), dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repetition:
    """One rise: from the deepest point (`peak`) to the straightest after it (`top`), as indices of the curve."""

    peak: int
    top: int


def repetitions(flexion_deg: NDArray[np.float64]) -> tuple[Repetition, ...]:
    """Return the rises in a knee-flexion curve, degrees (n,); none when the knee bends by less than 30 degrees.

    A rise counts when the curve goes from above 65 % of its range to below 35 % of it; the deepest point is the highest
    value since the last rise. So a clip that ends seated counts no rise that did not happen.
    """
    low, high = np.percentile(flexion_deg, [2, 98])
    if high - low < LEAST_RANGE_DEG:
        return ()
    bent, straight = low + BENT * (high - low), low + STRAIGHT * (high - low)
    found: list[Repetition] = []
    start: int | None = None
    for i, value in enumerate(flexion_deg):
        if value > bent and start is None:
            start = i
        elif value < straight and start is not None:
            rest = flexion_deg[i:]
            down_again = np.flatnonzero(rest > bent)
            end = i + int(down_again[0]) if down_again.size else len(flexion_deg)
            found.append(
                Repetition(
                    peak=start + int(np.argmax(flexion_deg[start:i])), top=i + int(np.argmin(flexion_deg[i:end]))
                )
            )
            start = None
    return tuple(found)
