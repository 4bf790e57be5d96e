"""Plan anew from an assessment, with other minutes, days or equipment, or go on from what was logged.

Nothing is measured again.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evenpull.app.assess import assess, conclude
from evenpull.capture.person import Person, check_person
from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, MissingField, NoPlanFound, SafetyStop, Where
from evenpull.knowledge import load
from evenpull.measure.records import Measured, Measurement
from evenpull.plan.adapt.apply import adapt
from evenpull.plan.adapt.log import LOG_FILE, Log, read_log
from evenpull.plan.adapt.records import Adapted
from evenpull.plan.records import Programme
from evenpull.report.records import Assessment
from evenpull.safety.gate import require
from evenpull.safety.screening import screen


def plan(
    source: Assessment | Path | str,
    *,
    minutes: float | None = None,
    days: int | None = None,
    equipment: tuple[str, ...] | None = None,
) -> Programme:
    """Return a programme for an assessment.

    Args:
        source: An assessment, an `assessment.json`, or a person folder.
        minutes: Minutes a session, when other than the person offered.
        days: Days a week, likewise.
        equipment: What there is, likewise.

    Raises:
        InputError: When the file is no assessment of ours.
        SafetyStop: When safety allows no plan.
        NoPlanFound: When the rules clash; names them.
    """
    catalogue = load()
    person, measurements = _read(source)
    offered = person.time.model_dump()
    offered |= {"minutes": minutes} if minutes is not None else {}
    offered |= {"days_per_week": days} if days is not None else {}
    data = person.model_dump(mode="json", exclude_defaults=True) | {"time": offered}
    if equipment is not None:
        data["equipment"] = list(equipment)
    try:
        person = check_person(data, catalogue)
    except InputError as fault:
        raise _as_option(fault) from None
    profile = screen(person, catalogue)
    require(profile, for_what="programme")
    measured = Measured(measurements=measurements)
    _, programme, why_not = conclude(measured, person=person, profile=profile, catalogue=catalogue)
    if programme is None:
        if profile.mode == "none":
            raise SafetyStop(why_not, level=profile.level)
        raise NoPlanFound(blocking=(why_not,))
    return programme


def after_log(folder: Path, *, today: dt.date) -> Adapted:
    """Return a person folder's programme as it stands after its `log.yaml`.

    Args:
        folder: The person folder.
        today: The day on which the plan goes on.

    Raises:
        InputError: When person or log are wrong; names file, line and field.
        SafetyStop: When safety allows no plan.
        NoPlanFound: When the rules clash.
        MissingField: When the folder has no log.
    """
    catalogue = load()
    log = read_log(folder, catalogue)
    if log is None:
        hint = say("Write one, or let evenpull log begin it.")
        raise MissingField(say("there is no {file} here", file=LOG_FILE), hint=hint)
    return after(folder, log, today=today)


def after(folder: Path, log: Log, *, today: dt.date) -> Adapted:
    """Return a person folder's programme as it stands after a log; raises as `after_log` does."""
    catalogue = load()
    programme = plan(folder)
    person, _ = _read(folder)
    profile = screen(person, catalogue)
    return adapt(programme, log, person=person, profile=profile, catalogue=catalogue, today=today)


def _as_option(fault: InputError) -> InputError:
    """Give a fault of what was asked for anew its place: the option, not the person's file."""
    part = (fault.where.field or "").split(".")
    names = {"equipment": "equipment", "time": part[-1]}
    fault.where = Where(field=names.get(part[0], fault.where.field))
    return fault


def _read(source: Assessment | Path | str) -> tuple[Person, tuple[Measurement, ...]]:
    """Return the person and measurements of any source."""
    if isinstance(source, Assessment):
        return source.person, source.measurements
    path = Path(source)
    if path.suffix == ".json" and not path.is_file():
        raise FileFormatError(
            say("there is no such file"), where=Where(file=path.name), hint=say("Make one with: evenpull assess DIR")
        )
    if path.suffix != ".json":
        found = assess(path, simulate=False)
        return found.person, found.measurements
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        measurements = TypeAdapter(tuple[Measurement, ...]).validate_python(data["measurements"])
        person = check_person(data["person"], load())
    except InputError:
        raise
    except (
        OSError,
        UnicodeDecodeError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        ValidationError,
    ) as fault:
        raise FileFormatError(
            say("this is no assessment.json of Evenpull"),
            where=Where(file=path.name),
            hint=say("Make one with: evenpull assess DIR"),
        ) from fault
    return person, measurements
