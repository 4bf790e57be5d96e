"""Follow the person through a clip, in the picture and in its mirror image, and lay both on an even time grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import Image, Landmarks, PoseEstimator, Roi, Tracker
from evenpull.capture.video import RATE, read_clip
from evenpull.measure.gates import ClipAsked, ClipSeen, check_clip, light_and_sharpness
from evenpull.measure.repetitions import smooth

DISAGREE = 0.15
"""Hips of picture and mirror image further apart than this share of the person's region are two people, or none."""

LOOKED_AT_EVERY = 15
"""Light and sharpness are read in one of so many pictures."""

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Looked:
    """The looks at one orientation of the clip: (n, 33, 2) pixels and (n, 33, 3) metres, smoothed, turned back."""

    points: NDArray[np.float64]
    world: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClipTrack:
    """One person through a clip.

    Args:
        time_s: Even times, (n,).
        own, flipped: From the picture and from its mirror image.
        rois: Where the person was in each decoded frame, from both orientations, None where lost.
        frame_times: Times of the decoded frames.
        width: Picture width in pixels.
        seen: What the gates look at.
    """

    time_s: NDArray[np.float64]
    own: Looked
    flipped: Looked
    rois: tuple[tuple[Roi, Roi] | None, ...]
    frame_times: tuple[float, ...]
    width: int
    seen: ClipSeen


@dataclass(slots=True)
class _Collected:
    times: list[float] = field(default_factory=list)
    pairs: list[tuple[Landmarks, Landmarks] | None] = field(default_factory=list)
    levels: list[tuple[float, float]] = field(default_factory=list)

    def add(self, time_s: float, image: Image, own: Landmarks | None, flipped: Landmarks | None) -> None:
        if own is not None and len(self.times) % LOOKED_AT_EVERY == 0:
            self.levels.append(light_and_sharpness(image, own))
        self.times.append(time_s)
        self.pairs.append(None if own is None or flipped is None or _apart(own, flipped) else (own, flipped))


_Waiting = tuple[float, Image, Future[Landmarks | None], Future[Landmarks | None]]


def _apart(own: Landmarks, flipped: Landmarks) -> bool:
    distance = np.hypot(own.roi.x - flipped.roi.x, own.roi.y - flipped.roi.y)
    return bool(distance > DISAGREE * (own.roi.size + flipped.roi.size) / 2)


def track_clip(
    path: Path, *, estimator: PoseEstimator, progress: Progress | None = None, lying: bool = False
) -> ClipTrack:
    """Return the track of the one person in a clip.

    Args:
        path: The clip.
        estimator: Who finds people in pictures.
        progress: Told the time in s of each frame.
        lying: Whether the movement is one of a person who lies.

    Raises:
        InputError: When the file cannot be read.
        CaptureRefused: When a gate of `gates.check_clip` refuses it.
    """
    collected = _Collected()
    trackers = (Tracker(estimator, watchful=True), Tracker(estimator))
    with ThreadPoolExecutor(2) as pool:
        waiting: _Waiting | None = None
        for frame in read_clip(path):
            mirror_image = np.ascontiguousarray(frame.image[:, ::-1])
            _collect(collected, waiting)
            waiting = (
                frame.time_s,
                frame.image,
                pool.submit(trackers[0].step, frame.image),
                pool.submit(trackers[1].step, mirror_image),
            )
            if progress is not None:
                progress(frame.time_s)
        _collect(collected, waiting)
    seen = ClipSeen(
        file=path.name,
        times_s=collected.times,
        people=[None if pair is None else pair[0] for pair in collected.pairs],
        jumps=max(t.jumps for t in trackers),
        company=any(t.company for t in trackers),
        levels=collected.levels,
    )
    check_clip(seen, ClipAsked(lying=lying)).stop_if_refused()
    return _on_grid(collected, width=0 if waiting is None else waiting[1].shape[1], seen=seen)


def _collect(collected: _Collected, waiting: _Waiting | None) -> None:
    if waiting is None:
        return
    time_s, image, own, flipped = waiting
    back = flipped.result()
    collected.add(time_s, image, own.result(), None if back is None else back.mirrored(width=image.shape[1]))


def _on_grid(collected: _Collected, *, width: int, seen: ClipSeen) -> ClipTrack:
    kept = [pair for pair in collected.pairs if pair is not None]
    times = np.array([time for time, pair in zip(collected.times, collected.pairs, strict=True) if pair is not None])
    grid = np.arange(times[0], times[-1] + 1e-9, 1 / RATE)
    return ClipTrack(
        time_s=grid,
        own=_smoothed([own for own, _ in kept], times=times, grid=grid),
        flipped=_smoothed([flipped for _, flipped in kept], times=times, grid=grid),
        rois=tuple(None if pair is None else (pair[0].roi, pair[1].roi) for pair in collected.pairs),
        frame_times=tuple(collected.times),
        width=width,
        seen=seen,
    )


def _smoothed(people: list[Landmarks], *, times: NDArray[np.float64], grid: NDArray[np.float64]) -> Looked:
    def even(values: NDArray[np.float64]) -> NDArray[np.float64]:
        flat = values.reshape(len(values), -1)
        resampled = np.column_stack([np.interp(grid, times, column) for column in flat.T])
        return smooth(resampled, rate=RATE).reshape(len(grid), *values.shape[1:])

    return Looked(points=even(np.stack([p.points for p in people])), world=even(np.stack([p.world for p in people])))


def frames_at(path: Path, indices: list[int]) -> Iterator[tuple[int, Image]]:
    """Yield the decoded frames of the given numbers; the clip is read again rather than held in memory."""
    wanted = set(indices)
    last = max(wanted, default=-1)
    for number, frame in enumerate(read_clip(path)):
        if number in wanted:
            yield number, frame.image
        if number >= last:
            return
