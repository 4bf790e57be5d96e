"""What a motion file may hold at most, so that a hostile or mistaken one cannot exhaust the machine; and how its text
and numbers are taken in.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, MissingField, OutOfRange, Where

MOST_BYTES = 256 * 1024 * 1024
MOST_LABELS = 2000
MOST_FRAMES = 1_000_000
MOST_NUMBERS = 40_000_000
LONGEST_LINE = 1_000_000
GREATEST_RATE_HZ = 100_000.0


def sized(path: Path) -> int:
    """Return a file's size in bytes.

    Raises:
        InputError: When it is not there, empty, or larger than any recording.
    """
    where = Where(file=path.name)
    if not path.is_file():
        raise InputError(say("there is no such file"), where=where)
    size = path.stat().st_size
    if size == 0:
        raise FileFormatError(say("the file is empty (0 bytes)"), where=where, hint=say("Copy or export it again."))
    if size > MOST_BYTES:
        text = say("the file is larger than {most} MB", most=MOST_BYTES // 1024**2)
        raise OutOfRange(text, where=where, hint=say("Cut the recording to the movement."))
    return size


def lines_of(path: Path) -> list[str]:
    """Return a text file's lines.

    Raises:
        InputError: When it is no text, or a line is absurdly long.
    """
    sized(path)
    raw = path.read_bytes()
    if b"\0" in raw:
        raise FileFormatError(
            say("the file is not text"), where=Where(file=path.name), hint=say("Export it again from its program.")
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            where = Where(file=path.name, line=number)
            raise FileFormatError(say("a line is too long to be a row of numbers"), where=where)
    return lines


def number(cell: str, *, where: Where) -> float:
    """Return one cell as a number; empty cells and the usual words for nothing are not a number.

    Raises:
        FileFormatError: When it is neither; a comma used as decimal point is named as such.
    """
    text = cell.strip()
    if text.lower() in {"", "nan", "-nan", "nan(ind)", "-nan(ind)", "null", "na", "none"}:
        return math.nan
    try:
        value = float(text)
    except ValueError as fault:
        hint = say("Export it again with points as decimal signs.") if text.replace(",", ".", 1) != text else ""
        raise FileFormatError(say("this is not a number: {text!r}", text=text[:20]), where=where, hint=hint) from fault
    if "_" in text or math.isinf(value):
        raise FileFormatError(say("this is not a number: {text!r}", text=text[:20]), where=where)
    return value


def counted(*, frames: int, labels: int, width: int, where: Where) -> None:
    """Refuse a table that is larger than any recording.

    Raises:
        OutOfRange: With what is too many.
    """
    if frames > MOST_FRAMES or labels > MOST_LABELS or frames * max(width, 1) > MOST_NUMBERS:
        text = say("the file holds {frames} frames of {labels} labels: too many", frames=frames, labels=labels)
        raise OutOfRange(text, where=where, hint=say("Cut the recording to the movement."))


def named_once(labels: list[str], *, where: Where) -> tuple[str, ...]:
    """Return labels made unique: a second `Fx` becomes `Fx (2)`, as files may name channels twice.

    Raises:
        MissingField: When there is none.
    """
    if not labels:
        raise MissingField(say("the file names no column"), where=where)
    seen: dict[str, int] = {}
    out = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        out.append(label if seen[label] == 1 else f"{label} ({seen[label]})")
    return tuple(out)


def rate_of(time_s: NDArray[np.float64], *, where: Where) -> float:
    """Return the frames per second of rising times (the median step where frames are left out); 1 for a single frame.

    Raises:
        OutOfRange: When time stands still, runs backwards or is no number.
    """
    if not np.isfinite(time_s).all():
        frame = int((~np.isfinite(time_s)).argmax())
        raise OutOfRange(say("a frame has no time"), where=Where(file=where.file, frame=frame + 1))
    steps = np.diff(time_s)
    if len(steps) and steps.min() <= 0:
        frame = int((steps <= 0).argmax()) + 2
        raise OutOfRange(say("time does not rise"), where=Where(file=where.file, frame=frame))
    even = bool(len(steps)) and steps.max() < 1.5 * np.median(steps)
    rate = 1.0 / float(steps.mean() if even else np.median(steps)) if len(steps) else 1.0
    if not 0 < rate <= GREATEST_RATE_HZ:
        raise OutOfRange(say("no recording has this many frames a second"), where=where)
    return rate
