"""What a photo or clip leaves for a reader beside its measurements: a small blurred picture, points, lines, curves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX


@dataclass(frozen=True, slots=True, kw_only=True)
class AngleCurve:
    """One joint angle over a clip.

    Args:
        name: Such as `knee_flexion`.
        side: Whose, or None for the trunk and until the side check is confirmed.
        time_s: Times in s from the clip's first frame, (n,).
        value_deg: Degrees, (n,); 0 is straight, more is more bent.
        sd_deg: Standard deviation of the error of each value, degrees, (n,).
        peaks: Index of the deepest point of each repetition.
    """

    name: str
    side: str | None
    time_s: tuple[float, ...]
    value_deg: tuple[float, ...]
    sd_deg: tuple[float, ...]
    peaks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CapturedPicture:
    """A photo, or a clip's still at the deepest point of its first repetition, for a report.

    Args:
        file: Name of the file that it was read from, without folders.
        kind: `photo` or `clip`.
        jpeg: The picture with every found face blurred, at most 900 pixels on its long side, without metadata.
        width, height: Its size in pixels.
        points: Landmark name to (x, y) in its pixels, sides as confirmed.
        lines: Pairs of names in `points` to draw, with a label.
        view: What view was found, such as `front` or `left`.
        side_confirmed: Whether the person confirmed which side is right.
        curves: For clips.
        notes: What the gates noticed, in words.
    """

    file: str
    kind: Literal["photo", "clip"]
    jpeg: bytes
    width: int
    height: int
    points: dict[str, tuple[float, float]]
    lines: tuple[tuple[str, str, str], ...]
    view: str
    side_confirmed: bool
    curves: tuple[AngleCurve, ...] = ()
    notes: tuple[str, ...] = ()


def named_points(points: NDArray[np.float64]) -> dict[str, tuple[float, float]]:
    """Return the (33, 2) landmarks by name, with the middle of shoulders and of hips."""
    named = {name: (float(points[i, 0]), float(points[i, 1])) for name, i in INDEX.items()}
    for part in ("shoulder", "hip"):
        x, y = (points[INDEX[f"left_{part}"]] + points[INDEX[f"right_{part}"]]) / 2
        named[f"middle_of_{part}s"] = (float(x), float(y))
    return named
