"""Follow the person through a clip, in the picture and in its mirror image, and lay both on an even time grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX, Image, Landmarks, PoseEstimator, Roi, Tracker
from evenpull.capture.video import RATE, read_clip
from evenpull.core.words import say
from evenpull.measure.photo_gates import IN_PICTURE, SMALLEST_BODY, lean_in_picture_deg, refuse
from evenpull.measure.repetitions import smooth

FEWEST_FRAMES = 45
SLOWEST_RATE = 12.0
MOST_LOST = 0.2
LONGEST_LOSS_S = 0.5
LYING_DEG = 60.0
DISAGREE = 0.15
"""Hips of picture and mirror image further apart than this share of the person's region are two people, or none."""

JOINTS = {
    "shoulder": say("the shoulders"),
    "hip": say("the hips"),
    "knee": say("the knees"),
    "ankle": say("the ankles"),
}
"""Joints that have to be in the picture, each with what a reader calls the two."""

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
        notes: What the gates noticed.
    """

    time_s: NDArray[np.float64]
    own: Looked
    flipped: Looked
    rois: tuple[tuple[Roi, Roi] | None, ...]
    frame_times: tuple[float, ...]
    width: int
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Collected:
    times: list[float] = field(default_factory=list)
    pairs: list[tuple[Landmarks, Landmarks] | None] = field(default_factory=list)

    def add(self, time_s: float, own: Landmarks | None, flipped: Landmarks | None) -> None:
        self.times.append(time_s)
        self.pairs.append(None if own is None or flipped is None or _apart(own, flipped) else (own, flipped))


def _apart(own: Landmarks, flipped: Landmarks) -> bool:
    distance = np.hypot(own.roi.x - flipped.roi.x, own.roi.y - flipped.roi.y)
    return bool(distance > DISAGREE * (own.roi.size + flipped.roi.size) / 2)


def track_clip(path: Path, *, estimator: PoseEstimator, progress: Progress | None = None) -> ClipTrack:
    """Return the track of the one person in a clip.

    Raises:
        InputError: When the file cannot be read.
        CaptureRefused: `no_person`, `several_people`, `too_small`, `sideways`, `cropped`, `tracking_lost`,
            `too_few_frames`.
    """
    file = path.name
    collected = _Collected()
    trackers = (Tracker(estimator, watchful=True), Tracker(estimator))
    width = 0
    with ThreadPoolExecutor(2) as pool:
        waiting: tuple[float, Future[Landmarks | None], Future[Landmarks | None]] | None = None
        for frame in read_clip(path):
            width = frame.image.shape[1]
            mirror_image = np.ascontiguousarray(frame.image[:, ::-1])
            _collect(collected, waiting, width=width)
            waiting = (
                frame.time_s,
                pool.submit(trackers[0].step, frame.image),
                pool.submit(trackers[1].step, mirror_image),
            )
            if progress is not None:
                progress(frame.time_s)
        _collect(collected, waiting, width=width)
    if trackers[0].company or trackers[1].company:
        raise refuse(
            "several_people",
            say("more than one person is in this clip"),
            file=file,
            hint=say("Film again with one person in the picture, and no mirror behind."),
        )
    return _on_grid(collected, width=width, jumps=max(t.jumps for t in trackers), file=file)


def _collect(
    collected: _Collected,
    waiting: tuple[float, Future[Landmarks | None], Future[Landmarks | None]] | None,
    *,
    width: int,
) -> None:
    if waiting is None:
        return
    time_s, own, flipped = waiting
    back = flipped.result()
    collected.add(time_s, own.result(), None if back is None else back.mirrored(width=width))


def _on_grid(collected: _Collected, *, width: int, jumps: int, file: str) -> ClipTrack:
    pairs = collected.pairs
    found = [i for i, pair in enumerate(pairs) if pair is not None]
    if not found:
        raise refuse(
            "no_person",
            say("no person was found in this clip"),
            file=file,
            hint=say("Put the phone three metres away, head to feet in the picture, in good light."),
        )
    times = np.array([collected.times[i] for i in found])
    _check_enough(times, frames=len(found), file=file)
    notes = _check_losses(times, found=found, jumps=jumps, file=file)
    kept = [pair for pair in pairs if pair is not None]
    _check_people(kept, found=found, file=file)
    grid = np.arange(times[0], times[-1] + 1e-9, 1 / RATE)
    return ClipTrack(
        time_s=grid,
        own=_smoothed([own for own, _ in kept], times=times, grid=grid),
        flipped=_smoothed([flipped for _, flipped in kept], times=times, grid=grid),
        rois=tuple(None if pair is None else (pair[0].roi, pair[1].roi) for pair in pairs),
        frame_times=tuple(collected.times),
        width=width,
        notes=notes,
    )


def _check_enough(times: NDArray[np.float64], *, frames: int, file: str) -> None:
    length = float(times[-1] - times[0])
    if frames < FEWEST_FRAMES or length * RATE < FEWEST_FRAMES:
        raise refuse(
            "too_few_frames",
            say("the person is seen in only {frames} frames of this clip", frames=frames),
            file=file,
            hint=say("Film at least three slow repetitions."),
        )
    if frames / length < SLOWEST_RATE:
        raise refuse(
            "too_few_frames",
            say("this clip has only {rate:.0f} pictures a second with the person in them", rate=frames / length),
            file=file,
            hint=say("Film at 30 pictures a second or more."),
        )


def _check_losses(times: NDArray[np.float64], *, found: list[int], jumps: int, file: str) -> tuple[str, ...]:
    """Refuse a clip in which the person is out of sight too often; time before and after they are seen is cut."""
    span = found[-1] - found[0] + 1
    longest = float(np.diff(times).max())
    if 1 - len(found) / span > MOST_LOST or longest > LONGEST_LOSS_S:
        missing = next((a + 1 for a, b in pairwise(found) if b - a > 1), found[0])
        raise refuse(
            "tracking_lost",
            say("the person is lost for up to {longest:.1f} seconds in this clip", longest=longest),
            file=file,
            frame=missing,
            hint=say("Film against a plain background, with the whole body in the picture from start to end."),
        )
    notes = []
    if len(found) < span:
        lost = span - len(found)
        notes.append(
            say("The person was not found in {lost} of {all} frames; these were bridged.", lost=lost, all=span)
        )
    if jumps:
        notes.append(
            say("Something else in the picture was taken for the person for a moment; those frames were left out.")
        )
    return tuple(notes)


def _check_people(kept: list[tuple[Landmarks, Landmarks]], *, found: list[int], file: str) -> None:
    people = [person for pair in kept for person in pair]
    if float(np.median([person.roi.size for person in people])) < SMALLEST_BODY:
        raise refuse(
            "too_small",
            say("the person is too small in this clip to measure"),
            file=file,
            hint=say("Film from closer by."),
        )
    if float(np.median([lean_in_picture_deg(person) for person in people])) > LYING_DEG:
        raise refuse(
            "sideways",
            say("the person lies across this clip"),
            file=file,
            hint=say("Turn the clip upright and save it."),
        )
    for name, parts in JOINTS.items():
        joints = [INDEX[f"left_{name}"], INDEX[f"right_{name}"]]
        inside = [max(person.presence[joints].max() for person in pair) for pair in kept]
        out = [frame for frame, value in zip(found, inside, strict=True) if value < IN_PICTURE]
        if len(out) > MOST_LOST * len(kept):
            raise refuse(
                "cropped",
                say("{parts} are outside the picture in {count} frames of this clip", parts=parts, count=len(out)),
                file=file,
                frame=out[0],
                hint=say("Step back until head and feet stay in the picture."),
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
