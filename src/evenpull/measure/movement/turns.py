"""Turning points of one curve while it comes: a turn counts once the curve has gone back by a set amount.

Any movement that goes and comes back has such a curve: the bend of a knee, the lean of the trunk, the lift of an arm. A
repetition is a highest point with a way back after it; so a clip that begins seated has its first one, and one that
ends seated has none that did not happen.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SHARE = 0.5
"""A repetition of less than this share of the whole range is a wobble. Chosen by us."""

MOVING = 0.1
"""Share of a repetition's height at which it begins and ends; what lies below is standing and waiting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cycle:
    """One repetition as indices of its curve.

    Args:
        start: Where it leaves the resting position, or 0 when the recording begins in the middle of it.
        peak: The highest value.
        end: Where it is back at rest.
        top: The lowest value after it, before the next one.
    """

    start: int
    peak: int
    end: int
    top: int


class Turns:
    """Finds highest points while values come, one at a time.

    Args:
        least: The least way back, in the curve's unit, that makes a turn.
    """

    def __init__(self, *, least: float) -> None:
        self._least = least
        self._low = self._high = 0.0
        self._at = -1
        self._rising: bool | None = None
        self._lowest = self._highest = (0, 0.0)

    @property
    def way_back(self) -> float:
        """The way back that makes a turn now: half of all that was seen, and no less than the least."""
        return max(self._least, SHARE * (self._high - self._low))

    def push(self, value: float) -> tuple[int, bool] | None:
        """Take the next value; return the index of a turn that is now sure and whether it is a highest point."""
        self._at += 1
        if self._at == 0:
            self._low = self._high = value
            self._lowest = self._highest = (0, value)
            return None
        self._low, self._high = min(self._low, value), max(self._high, value)
        if value > self._highest[1]:
            self._highest = (self._at, value)
        if value < self._lowest[1]:
            self._lowest = (self._at, value)
        if self._rising is not False and self._highest[1] - value >= self.way_back:
            turn = self._highest[0]
            self._rising, self._lowest, self._highest = False, (self._at, value), (self._at, value)
            return turn, True
        if self._rising is not True and value - self._lowest[1] >= self.way_back:
            turn = self._lowest[0]
            self._rising, self._lowest, self._highest = True, (self._at, value), (self._at, value)
            return turn, False
        return None


def cycles(curve: Array, *, least: float) -> tuple[Cycle, ...]:
    """Return the repetitions in a curve, (n,); none when it moves by less than `least` in its unit."""
    low, high = np.percentile(curve, [2, 98])
    if high - low < least:
        return ()
    turns = Turns(least=max(least, SHARE * float(high - low)))
    peaks = [found[0] for found in map(turns.push, curve.tolist()) if found is not None and found[1]]
    lows = [0, *(a + int(np.argmin(curve[a:b])) for a, b in zip(peaks, [*peaks[1:], len(curve)], strict=True))]
    return tuple(_cycle(curve, lows[i], peak, lows[i + 1]) for i, peak in enumerate(peaks))


def _cycle(curve: Array, before: int, peak: int, after: int) -> Cycle:
    up, down = curve[before : peak + 1], curve[peak : after + 1]
    still = np.flatnonzero(up < up.min() + MOVING * (curve[peak] - up.min()))
    back = np.flatnonzero(down < down.min() + MOVING * (curve[peak] - down.min()))
    begun = curve[peak] - up.min() >= SHARE * (curve[peak] - down.min())
    return Cycle(
        start=before + int(still[-1]) if begun and still.size else before,
        peak=peak,
        end=peak + int(back[0]) if back.size else after,
        top=after,
    )
