"""Plan anew from an assessment, with other minutes, days or equipment, or go on from what was logged.

Nothing is measured again.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evenpull.app.assess import assess, conclude
from evenpull.capture.person import Person, check_person, read_person
from evenpull.capture.person.own_exercises import catalogue_of
from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, MissingField, NoPlanFound, SafetyStop, Where
from evenpull.knowledge import Catalogue, load
from evenpull.measure.records import Measured, Measurement
from evenpull.plan.adapt.apply import adapt
from evenpull.plan.adapt.log import LOG_FILE, Log, read_log
from evenpull.plan.adapt.records import Adapted, Change
from evenpull.plan.again import Again, ask_again
from evenpull.plan.records import Programme
from evenpull.report.json_in import read_programme
from evenpull.report.records import Assessment
from evenpull.safety.gate import require
from evenpull.safety.screening import screen

PLAN_FILE = "programme.json"
"""Beside `person.yaml`: a programme that was taken in; the log goes on from it."""


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
    catalogue = load() if isinstance(source, Assessment) else catalogue_of(Path(source))
    person, measurements = _read(source, catalogue)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A programme.json as this person may follow it, the same with its former history, and what was changed."""

    again: Again
    history: tuple[Change, ...]

    @property
    def programme(self) -> Programme:
        """The programme that this person may follow."""
        return self.again.programme


def import_programme(folder: Path, file: Path) -> Imported:
    """Read a programme.json for the person of a folder; safety is asked again.

    Args:
        folder: The person folder.
        file: The programme.json, of this or of another person.

    Raises:
        InputError: When the person file or the programme is wrong; names file, line and field.
        SafetyStop: When safety allows no plan.
        ScreeningIncomplete: When a safety question has no answer.
        NoPlanFound: When safety takes every exercise away.
    """
    catalogue = catalogue_of(folder)
    person = read_person(folder, catalogue).person
    found = read_programme(file, catalogue)
    profile = screen(person, catalogue)
    again = ask_again(found.programme, person=person, profile=profile, catalogue=catalogue)
    return Imported(again=again, history=found.history)


def base_plan(folder: Path) -> Programme:
    """Return the plan that a folder's log goes on from: its programme.json where one was taken in, else one made anew.

    Raises:
        InputError, SafetyStop, NoPlanFound: As `plan` and `import_programme` do.
    """
    own = folder / PLAN_FILE
    return import_programme(folder, own).programme if own.is_file() else plan(folder)


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
    log = read_log(folder, catalogue_of(folder))
    if log is None:
        hint = say("Write one, or let evenpull log begin it.")
        raise MissingField(say("there is no {file} here", file=LOG_FILE), hint=hint)
    return after(folder, log, today=today)


def after(folder: Path, log: Log, *, today: dt.date) -> Adapted:
    """Return a person folder's programme as it stands after a log; raises as `after_log` does."""
    catalogue = catalogue_of(folder)
    programme = base_plan(folder)
    person = read_person(folder, catalogue).person
    profile = screen(person, catalogue)
    return adapt(programme, log, person=person, profile=profile, catalogue=catalogue, today=today)


def _as_option(fault: InputError) -> InputError:
    """Give a fault of what was asked for anew its place: the option, not the person's file."""
    part = (fault.where.field or "").split(".")
    names = {"equipment": "equipment", "time": part[-1]}
    fault.where = Where(field=names.get(part[0], fault.where.field))
    return fault


def _read(source: Assessment | Path | str, catalogue: Catalogue) -> tuple[Person, tuple[Measurement, ...]]:
    """Return the person and measurements of any source."""
    if isinstance(source, Assessment):
        return source.person, source.measurements
    path = Path(source)
    if path.suffix == ".json" and not path.is_file():
        raise FileFormatError(
            say("there is no such file"), where=Where(file=path.name), hint=say("Make one with: evenpull assess DIR")
        )
    if path.suffix != ".json":
        found = assess(path, simulate=False, catalogue=catalogue)
        return found.person, found.measurements
    try:
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        measurements = TypeAdapter(tuple[Measurement, ...]).validate_python(data["measurements"])
        person = check_person(data["person"], catalogue)
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
