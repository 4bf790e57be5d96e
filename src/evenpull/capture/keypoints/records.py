"""One person's body points over time, under one set of names, whoever found them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeypointTrack:
    """Body points of one person.

    Args:
        source: The file's name.
        format: Who wrote it: `openpose`, `coco`, `rtmpose`, `mediapipe`, `trc`.
        time_s: Times of the frames (n,); frame numbers where `rate_hz` is not known.
        rate_hz: Frames per second, None where the file does not say.
        labels: Names as `left_knee`; the person's own sides.
        points: (n, k, 2) pixels, x right and y down, or (n, k, 3) metres; not a number where a point was not found.
        confidence: (n, k), 0 to 1, as the program gives it; not comparable between programs.
        space: `picture` or `world`.
        warnings: What was noticed while reading.
    """

    source: str
    format: str
    time_s: Array
    rate_hz: float | None
    labels: tuple[str, ...]
    points: Array
    confidence: Array
    space: Literal["picture", "world"]
    warnings: tuple[str, ...] = ()

    def at(self, label: str) -> Array:
        """Return one point's path (n, d)."""
        path: Array = self.points[:, self.labels.index(label)]
        return path
