"""Read a clip: upright frames at an even rate with their times, never more of them in memory than one.

Phones write variable frame rates, turn the picture by a flag, and cut with edit lists; so the frames' own times count,
not their number. Frames larger than is useful are scaled down while they are converted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from evenpull.capture.pose.records import Image
from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, MissingExtra, OutOfRange, Where

RATE = 30.0
LONGEST_S = 600.0
MOST_PIXELS = 8192 * 8192
LONG_SIDE = 1280


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """One upright frame: time in s from the first, the picture, and its scale (clip pixels per picture pixel)."""

    time_s: float
    image: Image
    scale: float


def read_clip(path: Path, *, rate: float = RATE, long_side: int = LONG_SIDE) -> Iterator[Frame]:
    """Yield a clip's frames at `rate` per second, at most `long_side` pixels long.

    Each tick of the even grid takes the frame that is on screen then; a slow clip repeats none, so its rate is its own.

    Args:
        path: The file.
        rate: Frames per second wanted.
        long_side: Larger frames are scaled to this many pixels on their long side.

    Raises:
        MissingExtra: When the decoder is not installed.
        FileFormatError: When it is empty, no video, truncated, or holds no frame.
        OutOfRange: When it is longer than ten minutes or absurdly large.
    """
    try:
        import av  # noqa: PLC0415 - optional, and heavy to import
    except ImportError as fault:
        raise MissingExtra("pose", install='pip install "evenpull[pose]"') from fault
    av.logging.set_level(None)
    where = Where(file=path.name)
    if not path.is_file():
        raise InputError(say("the clip is not there"), where=where)
    if path.stat().st_size == 0:
        raise FileFormatError(
            say("the clip is empty (0 bytes)"), where=where, hint=say("Copy it from the phone again.")
        )
    try:
        container = av.open(str(path))
    except (av.error.FFmpegError, OSError, ValueError) as fault:
        raise FileFormatError(
            say("this file is not a video that can be read"),
            where=where,
            hint=say("Use the MP4 or MOV file that the phone wrote."),
        ) from fault
    with container:
        stream = _video_stream(container, where=where)
        stream.thread_type = "AUTO"
        decoded = 0
        try:
            for number, frame in _at_rate(container.decode(stream), rate=rate, where=where):
                decoded = number
                yield _upright(frame, long_side=long_side, where=where)
        except (av.error.FFmpegError, OSError, ValueError, ArithmeticError, MemoryError) as fault:
            raise FileFormatError(
                say("the clip is damaged or was cut off while copying"),
                where=Where(file=path.name, frame=decoded),
                hint=say("Copy it from the phone again."),
            ) from fault
        if decoded == 0:
            raise FileFormatError(say("the clip holds no picture"), where=where, hint=say("Film it again."))
        _whole(container, stream, frames=decoded, where=where)


def _video_stream(container: Any, *, where: Where) -> Any:
    if not container.streams.video:
        message = say("this file holds no picture: it is sound only, or it was cut off while copying")
        raise FileFormatError(message, where=where, hint=say("Copy the clip itself from the phone again."))
    stream = container.streams.video[0]
    context = stream.codec_context
    if context is None:
        raise FileFormatError(
            say("the clip is written in a way that cannot be read"),
            where=where,
            hint=say("Use the MP4 or MOV file that the phone wrote."),
        )
    if context.width * context.height > MOST_PIXELS:
        raise OutOfRange(
            say("the picture of this clip is too large"),
            where=where,
            hint=say("Film in 4K or less; full HD is enough."),
        )
    length = float(container.duration or 0) / 1e6
    if length > LONGEST_S:
        raise OutOfRange(
            say("the clip is {minutes:.0f} minutes long", minutes=length / 60),
            where=where,
            hint=say("Cut it to the movement, ten minutes at most."),
        )
    return stream


def _at_rate(frames: Iterator[Any], *, rate: float, where: Where) -> Iterator[tuple[int, Any]]:
    start: float | None = None
    tick = 0
    for number, frame in enumerate(frames, start=1):
        if frame.time is None:
            continue
        start = frame.time if start is None else start
        elapsed = frame.time - start
        if elapsed > LONGEST_S:
            raise OutOfRange(
                say("the clip is longer than ten minutes"),
                where=where,
                hint=say("Cut it to the movement, ten minutes at most."),
            )
        if elapsed + 0.25 / rate < tick / rate:
            continue
        tick = max(tick, round(elapsed * rate)) + 1
        yield number, (frame, elapsed)


def _upright(timed: tuple[Any, float], *, long_side: int, where: Where) -> Frame:
    frame, time_s = timed
    longest = max(frame.width, frame.height)
    if frame.width * frame.height > MOST_PIXELS:
        raise OutOfRange(say("the picture of this clip is too large"), where=where, hint=say("Film in 4K or less."))
    scale = max(1.0, longest / long_side)
    width, height = max(1, round(frame.width / scale)), max(1, round(frame.height / scale))
    picture = frame.to_ndarray(format="rgb24", width=width, height=height)
    quarter_turns = round(getattr(frame, "rotation", 0) / 90) % 4
    if quarter_turns:
        picture = np.ascontiguousarray(np.rot90(picture, k=quarter_turns))
    return Frame(time_s=time_s, image=picture, scale=scale)


def _whole(container: Any, stream: Any, *, frames: int, where: Where) -> None:
    """Refuse a clip that ends long before its own index says; the decoder passes over a cut-off end in silence."""
    if stream.frames and frames < 0.5 * stream.frames:
        raise FileFormatError(
            say("the clip was cut off: more than half of its frames are missing"),
            where=Where(file=where.file, frame=frames),
            hint=say("Copy it from the phone again."),
        )
