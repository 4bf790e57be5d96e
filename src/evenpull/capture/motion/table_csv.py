"""CSV and other plain tables: a mapping says what each column is, because such a file says neither unit nor meaning."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Literal

import numpy as np

from evenpull.capture.motion.limits import counted, lines_of, named_once, number, rate_of
from evenpull.capture.motion.mapping import Mapping
from evenpull.capture.motion.records import Analog, Angles, Array, Markers, Orientations, Recording, gaps_of
from evenpull.capture.motion.sto import unit_turns
from evenpull.core.words import say
from evenpull.errors import FileFormatError, MissingField, UnknownId, Where

FACTORS = {"m": 1.0, "cm": 0.01, "mm": 0.001, "rad": 1.0, "deg": np.pi / 180}
NEEDS_A_MAPPING = say("a table says neither the unit nor the meaning of its columns")


def read_table(path: Path, mapping: Mapping | None) -> Recording:
    """Read a table of columns separated by commas, semicolons or tabs.

    Raises:
        MissingField: When no mapping is given, or a column that it names is not there.
        InputError: When the table cannot be read; says where and why.
    """
    where = Where(file=path.name)
    lines = lines_of(path)
    if mapping is None:
        raise MissingField(
            NEEDS_A_MAPPING, where=where, hint=say("Give a mapping: evenpull measure FILE --mapping MAP.yaml")
        )
    column, table = _numbers(path, lines, header=mapping.header)

    def values(name: str) -> Array:
        if name not in column:
            raise UnknownId(name, kind=say("column of this table"), allowed=list(column), where=where)
        picked: Array = table[:, column[name]]
        return picked

    time = _times(mapping, values, len(table), where)
    rate = rate_of(time, where=where)
    paths = [
        np.stack([values(name) for name in each.columns], axis=1) * FACTORS[each.unit]
        for each in mapping.markers.values()
    ]
    position = np.stack(paths, axis=1) if paths else np.empty((len(time), 0, 3))
    position[(position == 0.0).all(axis=2)] = np.nan
    markers = Markers(labels=tuple(mapping.markers), position=position)
    turns = [np.stack([values(name) for name in each.columns], axis=1) for each in mapping.orientations.values()]
    return Recording(
        source=path.name,
        format="csv",
        time_s=time,
        rate_hz=rate,
        markers=markers,
        angles=_angles(mapping, values, len(time)),
        orientations=Orientations(
            labels=tuple(mapping.orientations),
            quaternion=unit_turns(np.stack(turns, axis=1), where) if turns else np.empty((len(time), 0, 4)),
        ),
        analog=Analog(
            labels=tuple(mapping.analog),
            units=tuple(each.unit for each in mapping.analog.values()),
            values=np.stack([values(each.column) for each in mapping.analog.values()], axis=1)
            if mapping.analog
            else np.empty((len(time), 0)),
            rate_hz=rate,
            start_s=float(time[0]),
        ),
        up=mapping.up,
        gaps=gaps_of(markers, rate_hz=rate),
    )


def _angles(mapping: Mapping, values: object, frames: int) -> Angles:
    assert callable(values)
    units: tuple[Literal["rad", "m"], ...] = tuple(
        "rad" if each.unit in {"deg", "rad"} else "m" for each in mapping.angles.values()
    )
    columns = [values(each.column) * FACTORS[each.unit] * each.sign for each in mapping.angles.values()]
    return Angles(
        labels=tuple(mapping.angles),
        units=units,
        values=np.stack(columns, axis=1) if columns else np.empty((frames, 0)),
    )


def _times(mapping: Mapping, values: object, frames: int, where: Where) -> Array:
    assert callable(values)
    if mapping.time.column is not None:
        scale = 0.001 if mapping.time.unit == "ms" else 1.0
        return np.asarray(values(mapping.time.column) * scale)
    if mapping.time.rate_hz is None:
        text = say("the mapping names neither a column of time nor a rate")
        raise MissingField(text, where=Where(file=where.file, field="time"))
    return np.arange(frames) / mapping.time.rate_hz


def _numbers(path: Path, lines: list[str], *, header: bool) -> tuple[dict[str, int], Array]:
    filled = [(i + 1, line) for i, line in enumerate(lines) if line.strip()]
    if len(filled) <= header:
        raise FileFormatError(say("the table has no row"), where=Where(file=path.name))
    mark = max(",;\t", key=filled[0][1].count)
    try:
        rows = list(csv.reader((line for _, line in filled), delimiter=mark))
    except csv.Error as fault:
        raise FileFormatError(say("the table cannot be split into cells"), where=Where(file=path.name)) from fault
    if len(rows) != len(filled):
        raise FileFormatError(say("a quoted cell runs over several lines"), where=Where(file=path.name))
    names = [cell.strip() for cell in rows[0]] if header else [str(i + 1) for i in range(len(rows[0]))]
    counted(frames=len(rows), labels=len(names), width=len(names), where=Where(file=path.name))
    out = []
    for (line, _), cells in zip(filled[header:], rows[header:], strict=True):
        where = Where(file=path.name, line=line)
        if len(cells) != len(names):
            text = say("the row has {given} numbers, the names need {wanted}", given=len(cells), wanted=len(names))
            raise FileFormatError(text, where=where, hint=say("The file was cut off, or a name is missing."))
        out.append([_cell(cell) for cell in cells])
    unique = named_once(names, where=Where(file=path.name))
    return {name: i for i, name in enumerate(unique)}, np.array(out, dtype=np.float64)


def _cell(cell: str) -> float:
    """Return a cell as a number; words in columns that nothing maps are not a number and no fault."""
    try:
        return number(cell, where=Where())
    except FileFormatError:
        return np.nan
