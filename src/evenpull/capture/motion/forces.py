"""Cortex force files: one table of all force plates, N and mm, beside a TRC file of the same name."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from evenpull.capture.motion.limits import counted, lines_of, number
from evenpull.capture.motion.records import ForcePlate, Recording
from evenpull.core.words import say
from evenpull.errors import FileFormatError, MissingField, Where

_NAMES = re.compile(r"^FX(\d+)$")


def read_forces(path: Path) -> Recording:
    """Read a force file: force in N, place in mm, free moment in N mm.

    Raises:
        InputError: When it cannot be read; says where and why.
    """
    lines = lines_of(path)
    where = Where(file=path.name)
    fields = dict(line.strip().split("=", 1) for line in lines[:10] if "=" in line)
    at = next((i for i, line in enumerate(lines[:12]) if line.startswith("#Sample")), None)
    if at is None:
        raise FileFormatError(say("no line names the columns (#Sample)"), where=where)
    try:
        rate = float(fields["SampleRate"])
    except (KeyError, ValueError) as fault:
        raise MissingField(say("the sample rate is not said"), where=where) from fault
    if not 0 < rate < 1e5:
        raise FileFormatError(say("the sample rate is no rate"), where=where)
    labels = lines[at].split()[1:]
    rows = [(i + 1, lines[i].split()) for i in range(at + 1, len(lines)) if lines[i].strip()]
    counted(frames=len(rows), labels=len(labels), width=len(labels), where=where)
    for line, cells in rows:
        if len(cells) != len(labels) + 1:
            raise FileFormatError(
                say("the row has {given} numbers, the names need {wanted}", given=len(cells), wanted=len(labels) + 1),
                where=Where(file=path.name, line=line),
            )
    said = fields.get("NumberOfSamples", "").strip()
    if not rows or (said.isdigit() and int(said) > len(rows)):
        text = say("the file was cut off: it has {count} rows", count=len(rows))
        raise FileFormatError(text, where=where, hint=say("Copy or export it again."))
    table = np.array([[number(c, where=Where(file=path.name, line=line)) for c in cells[1:]] for line, cells in rows])
    column = {label: i for i, label in enumerate(labels)}
    plates = []
    for label in labels:
        if not (match := _NAMES.match(label)):
            continue
        n = match.group(1)
        wanted = [f"FX{n}", f"FY{n}", f"FZ{n}", f"X{n}", f"Y{n}", f"Z{n}", f"MZ{n}"]
        if missing := [name for name in wanted if name not in column]:
            raise MissingField(say("the column {name} is missing", name=missing[0]), where=where)
        part = table[:, [column[name] for name in wanted]]
        free = np.zeros((len(part), 3))
        free[:, 2] = part[:, 6] / 1000
        plates.append(
            ForcePlate(name=f"plate {n}", force=part[:, :3], point=part[:, 3:6] / 1000, moment=free, rate_hz=rate)
        )
    if not plates:
        raise MissingField(say("the file names no force plate"), where=where)
    time = np.arange(len(table)) / rate
    return Recording(source=path.name, format="forces", time_s=time, rate_hz=rate, forces=tuple(plates))
