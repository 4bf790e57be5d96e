"""Read a file of muscle electrodes: a column of time in seconds, then a column for each channel, named or not."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, OutOfRange, Where

Array = NDArray[np.float64]

MAX_BYTES = 200_000_000
RATE_LEAST_HZ = 500.0
"""Half of a surface signal's power lies above 100 Hz; slower recordings lose it and fold it back."""
SECONDS_LEAST = 1.0
STEP_SCATTER = 0.02
"""Most that a step of time may stray from the middle step, as a share of it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EmgRecording:
    """Raw signals of one file.

    Args:
        name: The file's name, never its path.
        rate_hz: Samples a second.
        channels: Each channel's samples (n,), in the file's unit (volts or any multiple; only ratios are used).
    """

    name: str
    rate_hz: float
    channels: dict[str, Array]

    @property
    def seconds(self) -> float:
        """How long it is, s."""
        return len(next(iter(self.channels.values()))) / self.rate_hz


def read_emg(path: Path) -> EmgRecording:
    """Read a comma-separated file whose first column is time in seconds.

    Channels are named by the first line, or `channel_1` and on where it holds numbers.

    Raises:
        FileFormatError: When it is no such table, or a value is missing.
        OutOfRange: When samples are too slow, uneven in time, or too few.
    """
    where = Where(file=path.name)
    rows = _rows(path)
    if not rows:
        raise FileFormatError(say("the file is empty"), where=where)
    names = None if _numbers(rows[0]) else [cell.strip() for cell in rows[0]]
    first = 0 if names is None else 1
    width = len(rows[0])
    if width < 2 or len(rows) - first < 2:
        raise FileFormatError(
            say("expected time and at least one channel"),
            where=where,
            hint=say("The first column is time in seconds, each other column one channel."),
        )
    values = np.empty((len(rows) - first, width))
    for number, row in enumerate(rows[first:]):
        found = _numbers(row) if len(row) == width else None
        if found is None or not all(np.isfinite(found)):
            place = Where(file=path.name, line=number + first + 1)
            raise FileFormatError(say("a number is missing or is none"), where=place)
        values[number] = found
    titles = names[1:] if names else [f"channel_{number}" for number in range(1, width)]
    if len(set(titles)) != len(titles):
        raise FileFormatError(say("two channels have one name"), where=where)
    rate = _rate(values[:, 0], where)
    channels = {title: np.ascontiguousarray(values[:, number + 1]) for number, title in enumerate(titles)}
    for signal in channels.values():
        signal.flags.writeable = False
    return EmgRecording(name=path.name, rate_hz=rate, channels=channels)


def _rows(path: Path) -> list[list[str]]:
    where = Where(file=path.name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(say("the recording is too large"), where=where)
        with path.open(encoding="utf-8-sig", newline="") as stream:
            return [row for row in csv.reader(stream) if any(cell.strip() for cell in row)]
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        hint = say("Comma-separated text is read; export other formats to it.")
        raise FileFormatError(say("the file cannot be read"), where=where, hint=hint) from fault


def _numbers(row: list[str]) -> list[float] | None:
    try:
        return [float(cell) for cell in row]
    except ValueError:
        return None


def _rate(time: Array, where: Where) -> float:
    step = np.diff(time)
    middle = float(np.median(step))
    if middle <= 0 or float(np.abs(step - middle).max()) > STEP_SCATTER * middle:
        raise OutOfRange(say("the times are not evenly spaced seconds"), where=where)
    rate = 1.0 / float(step.mean())
    if rate < RATE_LEAST_HZ:
        raise OutOfRange(
            say("the signal was sampled too slowly: {rate:.0f} a second", rate=rate),
            where=where,
            hint=say("Muscle electrodes need {least:.0f} samples a second or more.", least=RATE_LEAST_HZ),
        )
    if len(time) < SECONDS_LEAST * rate:
        raise OutOfRange(say("the recording is shorter than a second"), where=where)
    return rate
