"""C3D: markers, analog channels, EMG, force plates and events of a motion laboratory, read by ezc3d.

The file's own account of itself is checked before, and the library runs in a process of its own (`c3d_process`), so
that no file can crash, hang or fill this one. Model outputs that some programs store as points (angles, moments, axes)
are no markers and are left out, with a warning.
"""

from __future__ import annotations

import importlib.util
import struct
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

import numpy as np

from evenpull.capture.motion.c3d_process import SECONDS
from evenpull.capture.motion.limits import GREATEST_RATE_HZ, counted, named_once, sized
from evenpull.capture.motion.records import Analog, Array, Event, ForcePlate, Markers, Recording, gaps_of
from evenpull.capture.motion.trc import METRES
from evenpull.core.words import say
from evenpull.errors import FileFormatError, MissingExtra, MissingField, OutOfRange, Where

BLOCK = 512
MAGIC = 0x50
DEC = 85
BIG_ENDIAN = 86
OVERFLOW = 65535
"""A frame count that the header's field cannot hold; the file then says it elsewhere."""
NEWTON_METRES = {"nmm": 0.001, "n.mm": 0.001, "n*mm": 0.001, "nm": 1.0, "n.m": 1.0, "n*m": 1.0}
AXES: dict[str, Literal["x", "y", "z"]] = {"x": "x", "y": "y", "z": "z"}


def read_c3d(path: Path) -> Recording:
    """Read a C3D file.

    Raises:
        MissingExtra: When ezc3d is not installed.
        InputError: When it cannot be read; says why.
    """
    sized(path)
    refuse_false_header(path)
    if importlib.util.find_spec("ezc3d") is None:
        raise MissingExtra("motion", install='pip install "evenpull[motion]"')
    with tempfile.TemporaryDirectory(prefix="evenpull-") as folder:
        held = _in_a_process(path, Path(folder) / "held.npz")
    return _recording(path, held)


def refuse_false_header(path: Path) -> None:
    """Refuse a file whose header is none, or promises more than the file holds.

    Raises:
        FileFormatError: With what is wrong.
    """
    where = Where(file=path.name)
    again = say("Copy or export it again.")
    with path.open("rb") as file:
        head = file.read(BLOCK)
        if len(head) < BLOCK or head[1] != MAGIC or head[0] == 0:
            raise FileFormatError(say("this is no C3D file: its header has no mark"), where=where, hint=again)
        file.seek((head[0] - 1) * BLOCK)
        parameters = file.read(4)
    if len(parameters) < 4:
        raise FileFormatError(say("the file was cut off before its parameters"), where=where, hint=again)
    order = ">" if parameters[3] == BIG_ENDIAN else "<"
    points, samples, first, last = struct.unpack_from(f"{order}4H", head, 2)
    (start,) = struct.unpack_from(f"{order}H", head, 16)
    frames = last - first + 1
    if frames < 1 and last != OVERFLOW:
        raise FileFormatError(say("the header ends before its first frame"), where=where, hint=again)
    counted(frames=max(frames, 1), labels=points, width=4 * points + samples, where=where)
    real = head[12:16] if parameters[3] != DEC else bytes([head[14], head[15], head[12], head[13]])
    negative = bool((real[3] if order == "<" else real[0]) & 0x80)
    size = 4 if negative else 2
    needed = max(start - 1, 0) * BLOCK + frames * (4 * points + samples) * size
    if last != OVERFLOW and path.stat().st_size < needed:
        share = path.stat().st_size / needed
        text = say("the file was cut off: {share:.0f} % of what its header promises is there", share=100 * share)
        raise FileFormatError(text, where=where, hint=again)


def _in_a_process(path: Path, target: Path) -> dict[str, Array]:
    where = Where(file=path.name)
    hint = say("Open and save it again in the program that wrote it.")
    command = [sys.executable, "-m", "evenpull.capture.motion.c3d_process", str(path.resolve()), str(target)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as fault:
        raise FileFormatError(say("the file cannot be read in reasonable time"), where=where, hint=hint) from fault
    if done.returncode or not target.is_file():
        raise FileFormatError(say("the file's parameters or data contradict themselves"), where=where, hint=hint)
    with np.load(target, allow_pickle=False) as held:
        return {key: held[key] for key in held.files}


def _recording(path: Path, held: dict[str, Array]) -> Recording:
    where = Where(file=path.name)
    points, labels = held["points"], _texts(held["labels"])
    rate = float(held["rate"])
    if not 0 < rate <= GREATEST_RATE_HZ or not len(points):
        raise OutOfRange(say("the file has no frame or no frame rate"), where=where)
    if len(labels) < points.shape[1]:
        raise MissingField(say("the file does not name all of its points"), where=where)
    warnings: list[str] = []
    counted(frames=len(points), labels=points.shape[1], width=3 * points.shape[1], where=where)
    markers = _markers(held, points, labels[: points.shape[1]], where, warnings)
    start = float(held["first_frame"]) / rate
    times = start + np.arange(len(points)) / rate
    plates = _plates(held, start, warnings, where)
    return Recording(
        source=path.name,
        format="c3d",
        time_s=times,
        rate_hz=rate,
        markers=markers,
        analog=_analog(held, start, where),
        forces=plates,
        events=_events(held),
        up=_up(held),
        gaps=gaps_of(markers, rate_hz=rate),
        warnings=tuple(warnings),
    )


def _texts(values: Any) -> list[str]:
    return [str(each).strip() for each in np.ravel(values)]


def _markers(held: dict[str, Array], points: Array, labels: list[str], where: Where, warnings: list[str]) -> Markers:
    unit = (_texts(held["unit"]) or [""])[0].lower()
    if points.shape[1] and unit not in METRES:
        text = (
            say("the unit of the points is not said")
            if not unit
            else say("the points are in an unknown unit: {unit}", unit=unit[:20])
        )
        raise MissingField(text, where=Where(file=where.file, field="POINT:UNITS"))
    computed = {name for key in held if key.startswith("no_points_") for name in _texts(held[key])}
    real = [i for i, label in enumerate(labels) if label not in computed]
    if len(real) < len(labels):
        warnings.append(say("{count} model outputs stored as points are left out", count=len(labels) - len(real)))
    position = points[:, real].astype(np.float64) * METRES.get(unit, 1.0)
    lost = (held["residual"][:, real] < 0) | (position == 0.0).all(axis=2) | ~np.isfinite(position).all(axis=2)
    position[lost] = np.nan
    names = named_once([labels[i].rsplit(":", 1)[-1] for i in real], where=where) if real else ()
    return Markers(labels=names, position=position)


def _analog(held: dict[str, Array], start: float, where: Where) -> Analog:
    values = held["analog"].astype(np.float64)
    if not values.size:
        return Analog()
    labels, units = _texts(held["analog_labels"]), _texts(held["analog_units"])
    count = values.shape[1]
    labels = (labels + [f"channel {i + 1}" for i in range(len(labels), count)])[:count]
    units = (units + [""] * count)[:count]
    return Analog(
        labels=named_once([label or f"channel {i + 1}" for i, label in enumerate(labels)], where=where),
        units=tuple(units),
        values=values,
        rate_hz=float(held["analog_rate"]),
        start_s=start,
    )


def _plates(held: dict[str, Array], start: float, warnings: list[str], where: Where) -> tuple[ForcePlate, ...]:
    wanted, found = int(held["plates_wanted"]), []
    for number in range(wanted):
        if f"plate_{number}_units" not in held:
            break
        force_unit, moment_unit, place_unit = (text.lower() for text in _texts(held[f"plate_{number}_units"]))
        if force_unit != "n" or place_unit not in METRES or moment_unit not in NEWTON_METRES:
            warnings.append(say("force plate {number} has a unit that is not known; it is left out", number=number + 1))
            continue
        found.append(
            ForcePlate(
                name=f"plate {number + 1}",
                force=held[f"plate_{number}_force"],
                point=held[f"plate_{number}_point"] * METRES[place_unit],
                moment=held[f"plate_{number}_moment"] * NEWTON_METRES[moment_unit],
                rate_hz=float(held["analog_rate"]),
                start_s=start,
            )
        )
    if len(found) < wanted and not warnings:
        warnings.append(say("the force plates cannot be computed from their channels; the channels are there"))
    return tuple(found)


def _events(held: dict[str, Array]) -> tuple[Event, ...]:
    names, sides = _texts(held["event_names"]), _texts(held["event_sides"])
    times = np.ravel(held["event_times"])
    count = min(len(names), len(times))
    sides += [""] * count
    return tuple(Event(name=names[i], side=sides[i].lower(), time_s=float(times[i])) for i in range(count))


def _up(held: dict[str, Array]) -> Literal["x", "y", "z"] | None:
    screen = _texts(held["screen"])
    return AXES.get(screen[1].lstrip("+").lower()) if len(screen) == 2 else None
