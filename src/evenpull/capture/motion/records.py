"""What every motion file becomes: markers, angles, sensor orientations, analog channels and force plates over time.

Arrays are read-only, time comes first, and a value that the file does not hold is not a number, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def kept(array: Array) -> Array:
    """Return the array as floats that nobody can change."""
    out = np.ascontiguousarray(array, dtype=np.float64)
    out.setflags(write=False)
    return out


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Markers:
    """Labelled points: k labels, and where each was in every frame (n, k, 3) in m; not a number where it was unseen."""

    labels: tuple[str, ...] = ()
    position: Array = field(default_factory=lambda: np.empty((0, 0, 3)))

    def __post_init__(self) -> None:
        object.__setattr__(self, "position", kept(self.position))

    def at(self, label: str) -> Array:
        """Return one marker's path (n, 3), m."""
        path: Array = self.position[:, self.labels.index(label)]
        return path


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Analog:
    """Sampled channels: c labels with a unit each (as the file writes it), values (n, c), samples per second.

    `start_s` is the time of the first sample on the recording's own clock.
    """

    labels: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    values: Array = field(default_factory=lambda: np.empty((0, 0)))
    rate_hz: float = 0.0
    start_s: float = 0.0

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", kept(self.values))

    def channel(self, label: str) -> Array:
        """Return one channel (n,) in its own unit."""
        values: Array = self.values[:, self.labels.index(label)]
        return values

    @property
    def time_s(self) -> Array:
        """Return the time of every sample, s (n,)."""
        return self.start_s + np.arange(len(self.values)) / (self.rate_hz or 1.0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ForcePlate:
    """One plate: force on the person N (n, 3), where m (n, 3), free moment N m (n, 3), samples per second."""

    name: str
    force: Array
    point: Array
    moment: Array
    rate_hz: float
    start_s: float = 0.0

    def __post_init__(self) -> None:
        for name in ("force", "point", "moment"):
            object.__setattr__(self, name, kept(getattr(self, name)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Angles:
    """Named coordinates of a model (n, c): rad for `rad`, m for `m`, as `units` says for each."""

    labels: tuple[str, ...] = ()
    units: tuple[Literal["rad", "m"], ...] = ()
    values: Array = field(default_factory=lambda: np.empty((0, 0)))

    def __post_init__(self) -> None:
        object.__setattr__(self, "values", kept(self.values))

    def at(self, label: str) -> Array:
        """Return one coordinate over time (n,), rad or m."""
        values: Array = self.values[:, self.labels.index(label)]
        return values


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Orientations:
    """Turns of sensors or segments: unit quaternions (n, k, 4), real part first, from the sensor to the world."""

    labels: tuple[str, ...] = ()
    quaternion: Array = field(default_factory=lambda: np.empty((0, 0, 4)))

    def __post_init__(self) -> None:
        object.__setattr__(self, "quaternion", kept(self.quaternion))


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How much of one marker is missing: share of all frames, 0 to 1, and the longest stretch in s."""

    label: str
    share: float
    longest_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that the file marks in time, such as a foot strike; `side` as the file writes it."""

    name: str
    side: str
    time_s: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Recording:
    """One motion file.

    Args:
        source: The file's name without folder.
        format: `trc`, `c3d`, `mot`, `sto`, `forces` or `csv`.
        time_s: Times of the frames, rising (n,); of markers, angles and orientations.
        rate_hz: Frames per second; the median where the times are uneven.
        markers, angles, orientations: What the frames hold; without labels where the file has none.
        analog: Channels, among them EMG.
        forces: Force plates.
        events: What the file marks in time.
        up: The axis that points up, where the file says so: `x`, `y` or `z`.
        gaps: Markers that are not there in every frame.
        warnings: What was noticed and set right while reading, words for a reader.
    """

    source: str
    format: str
    time_s: Array
    rate_hz: float
    markers: Markers = field(default_factory=Markers)
    angles: Angles = field(default_factory=Angles)
    orientations: Orientations = field(default_factory=Orientations)
    analog: Analog = field(default_factory=Analog)
    forces: tuple[ForcePlate, ...] = ()
    events: tuple[Event, ...] = ()
    up: Literal["x", "y", "z"] | None = None
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "time_s", kept(self.time_s))


def gaps_of(markers: Markers, *, rate_hz: float) -> tuple[Gap, ...]:
    """Return the markers that are missing in some frame, in the file's order."""
    found = []
    for i, label in enumerate(markers.labels):
        missing = ~np.isfinite(markers.position[:, i]).all(axis=1)
        if not missing.any():
            continue
        edges = np.flatnonzero(np.diff(np.concatenate([[0], missing.astype(np.int8), [0]])))
        longest = int((edges[1::2] - edges[::2]).max())
        found.append(Gap(label=label, share=float(missing.mean()), longest_s=longest / rate_hz))
    return tuple(found)
