"""TRC: tables of marker positions, as OpenSim, Cortex, Vicon, Sports2D and Pose2Sim write them.

Programs write this format in many ways. Set right with a warning: counts in the header that the table contradicts,
header fields or rows that are shifted, blanks, rows of blanks. Refused: a unit that is not said, cells that are no
numbers, times that do not rise, a table that is cut off.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from evenpull.capture.motion.limits import counted, lines_of, named_once, number, rate_of
from evenpull.capture.motion.records import Array, Markers, Recording, gaps_of
from evenpull.core.words import say
from evenpull.errors import FileFormatError, MissingField, Where

METRES = {"m": 1.0, "meters": 1.0, "metres": 1.0, "cm": 0.01, "mm": 0.001, "millimeters": 0.001, "millimetres": 0.001}
PIXELS = {"px", "pixel", "pixels"}
_NUMBERED = re.compile(r"^[XYZxyz]\d+$")


def read_trc(path: Path) -> Recording:
    """Read a TRC file.

    Raises:
        InputError: When it cannot be read; says where and why.
    """
    lines = lines_of(path)
    where = Where(file=path.name)
    if not lines[0].strip().lower().startswith("pathfiletype"):
        raise FileFormatError(
            say("this is no TRC file: its first line does not begin with PathFileType"),
            where=Where(file=path.name, line=1),
        )
    warnings: list[str] = []
    header, names_line = _header(lines, path)
    unit = _unit(header, path)
    labels = _labels(lines[names_line])
    markers_named = named_once(labels, where=Where(file=path.name, line=names_line + 1))
    time, values = _rows(lines, names_line, markers_named, path, warnings)
    if not len(time):
        raise FileFormatError(say("the table has no row"), where=where, hint=say("Export it again."))
    rate = rate_of(time, where=where)
    _check_counts(header, frames=len(time), markers=len(labels), rate=rate, path=path, warnings=warnings)
    position = values.reshape(len(time), len(labels), 3) * unit
    position[(position == 0.0).all(axis=2)] = np.nan
    markers = Markers(labels=markers_named, position=position)
    return Recording(
        source=path.name,
        format="trc",
        time_s=time,
        rate_hz=rate,
        markers=markers,
        gaps=gaps_of(markers, rate_hz=rate),
        warnings=tuple(warnings),
    )


def _header(lines: list[str], path: Path) -> tuple[dict[str, str], int]:
    """Return the header's fields by name, and the index of the line that names the markers."""
    found = [i for i, line in enumerate(lines[:12]) if line.strip().lower().startswith("frame#")]
    if not found:
        text = say("no line begins with Frame#, so the markers have no names")
        raise FileFormatError(text, where=where_line(path, min(len(lines), 4)), hint=say("Export it again."))
    names = next((line.split() for line in lines[: found[0]] if line.strip().lower().startswith("datarate")), None)
    if names is None:
        raise MissingField(
            say("no line begins with DataRate, so unit and rate are not known"), where=where_line(path, 2)
        )
    start = next(i for i, line in enumerate(lines) if line.strip().lower().startswith("datarate"))
    values = lines[start + 1].split() if start + 1 < found[0] else []
    return dict(zip((name.lower() for name in names), values, strict=False)), found[0]


def where_line(path: Path, line: int) -> Where:
    """Return a place in a file by its line, counted from one."""
    return Where(file=path.name, line=line)


def _unit(header: dict[str, str], path: Path) -> float:
    given = header.get("units", "").lower()
    shifted = next(
        (value.lower() for value in header.values() if value.lower() in METRES or value.lower() in PIXELS), ""
    )
    unit = given if given in METRES or given in PIXELS else shifted
    if unit in PIXELS:
        text = say("these are pixels of a picture, not metres")
        hint = say("Give the same program's keypoint JSON with --view, or its TRC file in metres.")
        raise FileFormatError(text, where=where_line(path, 3), hint=hint)
    if unit not in METRES:
        text = say("the unit of the markers is not said")
        raise MissingField(text, where=where_line(path, 3), hint=say("Write mm, cm or m under Units."))
    return METRES[unit]


def _labels(line: str) -> list[str]:
    cells = line.rstrip("\n").split("\t")
    if len(cells) < 3:
        cells = line.split()
    return [cell.strip() for cell in cells[2:] if cell.strip()]


def _rows(
    lines: list[str], names_line: int, labels: tuple[str, ...], path: Path, warnings: list[str]
) -> tuple[Array, Array]:
    width = 3 * len(labels)
    counted(frames=len(lines) - names_line, labels=len(labels), width=width, where=Where(file=path.name))
    rows: list[list[float]] = []
    short = blank_frames = 0
    last = max((i for i, line in enumerate(lines) if line.strip()), default=0)
    for i in range(names_line + 1, last + 1):
        line = lines[i]
        cells = line.split("\t") if "\t" in line else line.split()
        if not line.strip() or _NUMBERED.match(next((cell.strip() for cell in cells if cell.strip()), "")):
            continue
        place = where_line(path, i + 1)
        while len(cells) > width + 2 and not cells[-1].strip():
            cells.pop()
        if len(cells) > width + 2:
            text = say(
                "the row has {given} numbers; {count} markers need {wanted}",
                given=len(cells),
                count=len(labels),
                wanted=width + 2,
            )
            raise FileFormatError(text, where=place, hint=say("Does a name of a marker hold a tab, or is one missing?"))
        if i == last and len(cells) < 2 + width and rows and len(rows[-1]) == width + 1 and not short:
            raise FileFormatError(say("the last row is cut off"), where=place, hint=say("Copy or export it again."))
        short += len(cells) < width + 2
        values = [number(cell, where=place) for cell in cells[1:]]
        values += [np.nan] * (width + 1 - len(values))
        blank_frames += all(np.isnan(value) for value in values[1:])
        rows.append(values)
    if short:
        warnings.append(say("{count} rows are shorter than the others; what is missing is a gap", count=short))
    if blank_frames:
        warnings.append(say("{count} frames hold no marker at all", count=blank_frames))
    table = np.array(rows, dtype=np.float64).reshape(len(rows), width + 1)
    return table[:, 0].copy(), table[:, 1:].copy()


def _check_counts(
    header: dict[str, str], *, frames: int, markers: int, rate: float, path: Path, warnings: list[str]
) -> None:
    for field, given in (("numframes", frames), ("nummarkers", markers)):
        said = header.get(field, "")
        if not said.isdigit():
            warnings.append(say("the header's {field} is no number; the table counts", field=field))
        elif field == "numframes" and int(said) > frames:
            text = say("the header promises {said} frames, the table has {given}", said=int(said), given=frames)
            raise FileFormatError(text, where=Where(file=path.name), hint=say("The file was cut off; export it again."))
        elif int(said) != given:
            warnings.append(
                say(
                    "the header says {said} for {field}, the table has {given}",
                    said=int(said),
                    field=field,
                    given=given,
                )
            )
    try:
        promised = float(header.get("datarate", ""))
    except ValueError:
        warnings.append(say("the header's DataRate is no number; the times count"))
        return
    if frames > 1 and abs(promised - rate) > 0.05 * rate:
        warnings.append(
            say("the header says {said:g} frames a second, the times say {rate:.4g}", said=promised, rate=rate)
        )
