"""The log: one entry for each training day, with pain, effort, faults, and what was done on each side.

`log.yaml` lies beside `person.yaml`. Everything in it is what the person says; nothing is guessed from a missing line:
an exercise that is not listed was not done.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evenpull.capture.person.document import read_document
from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, MissingField, OutOfRange, UnknownId, Where
from evenpull.knowledge.load import Catalogue
from evenpull.knowledge.yaml_source import line_of, plain

LOG_FILE = "log.yaml"
MOST_DAYS = 400
Score = Annotated[float, Field(ge=0, le=10)]
Count = Annotated[int, Field(ge=0, le=200)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Sides(_Part):
    """A count for each side."""

    left: Count
    right: Count


class Done(_Part):
    """One exercise as it was done.

    Args:
        exercise: Catalogue id.
        sets: Sets done, one number or one for each side.
        reps: Repetitions of the smallest set, likewise; seconds for a hold.
        effort: How hard it felt, 0-10.
        pain: Greatest own pain in it, 0-10; None where only the day's greatest pain is known.
        faults: Faults that were seen, in own words or catalogue ids.
        form_broke: The form broke before the smallest count was reached.
    """

    exercise: str
    sets: Count | Sides
    reps: Count | Sides | None = None
    effort: Score | None = None
    pain: Score | None = None
    faults: tuple[Annotated[str, Field(max_length=80)], ...] = ()
    form_broke: bool = False


class LoggedDay(_Part):
    """One training day.

    Args:
        date: The day.
        start_pain: Own pain before, 0-10.
        worst_pain: Greatest own pain in the session.
        next_morning: Own pain the next morning; None when not known yet.
        alarm: Something sharp, sudden, numb, tingling, or travelling down a limb.
        exercises: What was done.
    """

    date: dt.date
    start_pain: Score = 0
    worst_pain: Score = 0
    next_morning: Score | None = None
    alarm: Literal["yes", "no"] = "no"
    exercises: Annotated[tuple[Done, ...], Field(max_length=20)] = ()


class Log(_Part):
    """A whole log, by day."""

    days: Annotated[tuple[LoggedDay, ...], Field(max_length=MOST_DAYS)] = ()


def read_log(folder: Path, catalogue: Catalogue) -> Log | None:
    """Read the log of a person folder; None when there is none.

    Raises:
        FileFormatError: When it is not plain YAML.
        InputError: When a field is wrong, an exercise unknown, or two entries are of one day; names the line.
    """
    path = folder / LOG_FILE
    return _checked(read_document(path), catalogue) if path.is_file() else None


def check_log(data: dict[str, object], catalogue: Catalogue) -> Log:
    """Check a log that is already plain data; raises as `read_log` does."""
    return _checked(data, catalogue)


def _checked(node: dict[str, object], catalogue: Catalogue) -> Log:
    try:
        log = Log.model_validate(plain(node))
    except ValidationError as invalid:
        faults = [_fault(error["loc"], error["type"], node) for error in invalid.errors(include_input=False)]
        first, *others = faults
        first.others = tuple(others)
        raise first from None
    dates: set[dt.date] = set()
    for number, day in enumerate(log.days):
        if day.date in dates:
            hint = say("Join the two entries of that day.")
            raise InputError(say("this day is there twice"), where=_where(node, ("days", number, "date")), hint=hint)
        dates.add(day.date)
        for place, done in enumerate(day.exercises):
            if done.exercise not in catalogue.exercises:
                where = _where(node, ("days", number, "exercises", place, "exercise"))
                allowed = sorted(catalogue.exercises)
                raise UnknownId(done.exercise, kind=say("exercise"), allowed=allowed, where=where)
    return Log(days=tuple(sorted(log.days, key=lambda day: day.date)))


def _where(node: dict[str, object], place: tuple[str | int, ...]) -> Where:
    return Where(file=LOG_FILE, line=line_of(node, place), field=".".join(map(str, place)))


def _fault(location: tuple[str | int, ...], kind: str, node: dict[str, object]) -> InputError:
    place = tuple(step for step in location if step not in ("int", "Sides", "constrained-int"))
    where = _where(node, place)
    if kind == "extra_forbidden":
        return InputError(
            say("no field is called so here"), where=where, hint=say("The fields: docs/programme.md, The log.")
        )
    if kind == "missing":
        return MissingField(say("this field is missing"), where=where, hint=say("Write it, or take the entry out."))
    if kind.startswith(("greater_than", "less_than", "too_long")):
        return OutOfRange(
            say("this is outside its range"), where=where, hint=say("Pain and effort go from 0 to 10, sets up to 200.")
        )
    return FileFormatError(say("this cannot be read"), where=where, hint=say("An example stands in docs/programme.md."))
