"""MOT and STO: OpenSim's tables of angles, forces, sensor orientations and other channels, with their header."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import numpy as np

from evenpull.capture.motion.limits import counted, lines_of, named_once, number, rate_of
from evenpull.capture.motion.records import Analog, Angles, Array, ForcePlate, Orientations, Recording
from evenpull.core.words import say
from evenpull.errors import FileFormatError, Where

HEADER_LINES = 400
SLIDES = re.compile(r"(?:^|_)t[xyz]$|_beta_t")
ANGLES_NAMED = {"pelvis_tilt", "hip_flexion_r", "hip_flexion_l", "knee_angle_r", "knee_angle_l", "lumbar_extension"}
"""A table that has one of these holds coordinates, whatever its first line says."""
_OWN = re.compile(r"^/(?:.*/)?([^/]+)/(value|speed)$")
_SIDES = ("vx", "vy", "vz")


def read_sto(path: Path) -> Recording:
    """Read a MOT or STO file: what its columns are is decided by header and names.

    Raises:
        InputError: When it cannot be read; says where and why.
    """
    lines = lines_of(path)
    fields, start = _header(lines, path)
    labels, rows = _table(lines, start, path)
    fmt = path.suffix.lower().lstrip(".")
    if fields.get("datatype", "").lower() == "quaternion":
        return _quaternions(path, labels, rows, fields)
    time, values = _numbers(rows, path)
    where = Where(file=path.name)
    _whole(fields, frames=len(time), path=path)
    rate = rate_of(time, where=where)
    plain = [
        match.group(1) if (match := _OWN.match(label)) and match.group(2) == "value" else label for label in labels
    ]
    base = {"source": path.name, "format": fmt, "time_s": time, "rate_hz": rate}
    if forces := _plates(labels, values, rate=rate, start=float(time[0])):
        return Recording(**base, forces=forces)  # type: ignore[arg-type]
    if ANGLES_NAMED & set(plain):
        return Recording(**base, angles=_angles(plain, values, fields, path))  # type: ignore[arg-type]
    analog = Analog(
        labels=named_once(plain, where=where),
        units=("",) * len(plain),
        values=values,
        rate_hz=rate,
        start_s=float(time[0]),
    )
    notes = (say("OpenSim tables do not say the unit of a channel; none is given here"),)
    return Recording(**base, analog=analog, warnings=notes)  # type: ignore[arg-type]


def _header(lines: list[str], path: Path) -> tuple[dict[str, str], int]:
    ends = [i for i, line in enumerate(lines[:HEADER_LINES]) if line.strip().lower() == "endheader"]
    if not ends:
        text = say("no line says endheader in the first {count} lines", count=HEADER_LINES)
        raise FileFormatError(text, where=Where(file=path.name), hint=say("Is this an OpenSim table?"))
    pairs = (line.split("=", 1) for line in lines[: ends[0]] if "=" in line)
    return {key.strip().lower(): value.strip() for key, value in pairs}, ends[0] + 1


def _table(lines: list[str], start: int, path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Return labels without time, and rows of cells with their line; rows of words before `time` are passed over."""
    at = next((i for i in range(start, min(start + 20, len(lines))) if lines[i].strip()[:4].lower() == "time"), None)
    if at is None:
        text = say("no row of names that begins with time follows the header")
        raise FileFormatError(text, where=Where(file=path.name, line=start + 1))
    head = lines[at].rstrip().split("\t") if "\t" in lines[at].strip() else lines[at].split()
    labels = [label.strip() for label in head[1:]]
    rows = [
        (i + 1, lines[i].strip().split("\t") if "\t" in lines[i].strip() else lines[i].split())
        for i in range(at + 1, len(lines))
        if lines[i].strip()
    ]
    counted(frames=len(rows), labels=len(labels), width=len(labels), where=Where(file=path.name))
    if not rows or not labels:
        raise FileFormatError(say("the table has no row"), where=Where(file=path.name), hint=say("Export it again."))
    for line, cells in rows:
        if len(cells) != len(labels) + 1:
            text = say("the row has {given} numbers, the names need {wanted}", given=len(cells), wanted=len(labels) + 1)
            raise FileFormatError(
                text, where=Where(file=path.name, line=line), hint=say("The file was cut off, or a name is missing.")
            )
    return labels, rows


def _numbers(rows: list[tuple[int, list[str]]], path: Path) -> tuple[Array, Array]:
    table = np.array([[number(cell, where=Where(file=path.name, line=line)) for cell in cells] for line, cells in rows])
    return table[:, 0].copy(), table[:, 1:].copy()


def _whole(fields: dict[str, str], *, frames: int, path: Path) -> None:
    said = fields.get("nrows", "")
    if said.isdigit() and int(said) > frames:
        text = say("the header promises {said} frames, the table has {given}", said=int(said), given=frames)
        raise FileFormatError(text, where=Where(file=path.name), hint=say("The file was cut off; export it again."))


def _angles(labels: list[str], values: Array, fields: dict[str, str], path: Path) -> Angles:
    degrees = fields.get("indegrees", "").lower()
    if degrees not in {"yes", "no"}:
        text = say("the header does not say whether angles are in degrees (inDegrees=yes or no)")
        raise FileFormatError(text, where=Where(file=path.name))
    units: tuple[Literal["rad", "m"], ...] = tuple("m" if SLIDES.search(label) else "rad" for label in labels)
    factor = np.array([np.pi / 180 if unit == "rad" and degrees == "yes" else 1.0 for unit in units])
    return Angles(labels=named_once(labels, where=Where(file=path.name)), units=units, values=values * factor)


def _plates(labels: list[str], values: Array, *, rate: float, start: float) -> tuple[ForcePlate, ...]:
    """Return force plates from OpenSim's names: `<name>_vx`, `<name>_px` and `<torque name>_x`."""
    plates = []
    column = {label: i for i, label in enumerate(labels)}
    for label in labels:
        name = label[:-3]
        if not label.endswith("_vx") or not all(f"{name}_{axis}" in column for axis in (*_SIDES, "px", "py", "pz")):
            continue
        torque = name.replace("force", "torque")
        force = values[:, [column[f"{name}_v{axis}"] for axis in "xyz"]]
        point = values[:, [column[f"{name}_p{axis}"] for axis in "xyz"]]
        turns = [column.get(f"{torque}_{axis}", column.get(f"{torque}_m{axis}", -1)) for axis in "xyz"]
        moment = values[:, turns] if min(turns) >= 0 else np.full_like(force, np.nan)
        plates.append(ForcePlate(name=name, force=force, point=point, moment=moment, rate_hz=rate, start_s=start))
    return tuple(plates)


def _quaternions(path: Path, labels: list[str], rows: list[tuple[int, list[str]]], fields: dict[str, str]) -> Recording:
    """Return the orientations of an OpenSim sensor table: each cell is `w,x,y,z`."""
    times, turns = [], []
    for line, cells in rows:
        where = Where(file=path.name, line=line)
        times.append(number(cells[0], where=where))
        parts = [[number(each, where=where) for each in cell.split(",")] for cell in cells[1:]]
        if any(len(part) != 4 for part in parts):
            raise FileFormatError(say("an orientation needs four numbers: w, x, y, z"), where=where)
        turns.append(parts)
    time = np.array(times)
    _whole(fields, frames=len(time), path=path)
    where = Where(file=path.name)
    return Recording(
        source=path.name,
        format="sto",
        time_s=time,
        rate_hz=rate_of(time, where=where),
        orientations=Orientations(
            labels=named_once(labels, where=where), quaternion=unit_turns(np.array(turns), where)
        ),
    )


def unit_turns(quaternion: Array, where: Where) -> Array:
    """Return quaternions (n, k, 4) of length one.

    Raises:
        FileFormatError: When one is no rotation: its length is not within 5 % of one.
    """
    length = np.linalg.norm(quaternion, axis=-1, keepdims=True)
    wrong = np.abs(length - 1.0) > 0.05
    if wrong.any():
        frame = int(wrong.any(axis=(1, 2)).argmax()) + 1
        raise FileFormatError(
            say("four numbers of an orientation are no rotation"), where=Where(file=where.file, frame=frame)
        )
    return np.asarray(quaternion / length)
