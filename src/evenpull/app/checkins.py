"""The check-in every two weeks: usual pain and the person's own activities, 0 to 10, kept apart from the person file.

They change no plan; they are what the progress page and a retest look at first.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evenpull.capture.person.document import read_document
from evenpull.capture.person.model import Person
from evenpull.capture.person.writer import write_yaml
from evenpull.core.words import say
from evenpull.errors import FileFormatError, Where
from evenpull.knowledge.yaml_source import plain

CHECKS_FILE = "checkins.yaml"
Score = Annotated[float, Field(ge=0, le=10)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PainNow(_Part):
    """The usual pain of one place, 0-10."""

    site: str
    side: str
    usual: Score


class AbleNow(_Part):
    """How well one of the own activities goes, 0-10."""

    what: str
    able: Score


class CheckIn(_Part):
    """One check-in.

    Args:
        date: The day.
        pains: The places that were told at the beginning.
        activities: The activities that were told at the beginning.
    """

    date: dt.date
    pains: Annotated[tuple[PainNow, ...], Field(max_length=40)] = ()
    activities: Annotated[tuple[AbleNow, ...], Field(max_length=3)] = ()


class _File(_Part):
    checks: Annotated[tuple[CheckIn, ...], Field(max_length=200)] = ()


def read_checks(folder: Path) -> tuple[CheckIn, ...]:
    """Return every check-in, the oldest first.

    Raises:
        FileFormatError: When the file is not what this program writes.
    """
    path = folder / CHECKS_FILE
    if not path.is_file():
        return ()
    try:
        found = _File.model_validate(plain(read_document(path)))
    except ValidationError:
        raise FileFormatError(
            say("a check-in cannot be read"), where=Where(file=CHECKS_FILE), hint=say("Take the entry out by hand.")
        ) from None
    return tuple(sorted(found.checks, key=lambda check: check.date))


def save_check(folder: Path, check: CheckIn) -> None:
    """Write one check-in; one of the same day is replaced.

    Raises:
        StoreError: When the file cannot be written.
    """
    kept = [each for each in read_checks(folder) if each.date != check.date]
    whole = _File(checks=tuple(sorted([*kept, check], key=lambda each: each.date)))
    write_yaml(folder / CHECKS_FILE, _numbers(whole.model_dump(mode="json")))


def told_then(person: Person, check: CheckIn) -> Person:
    """Return the person as they would be with a check-in's numbers, to hold them against the first ones.

    What a check-in did not ask is left out, so that it reads as not asked.
    """
    usual = {(each.site, each.side): each.usual for each in check.pains}
    able = {each.what: each.able for each in check.activities}
    pains = tuple(
        pain.model_copy(update={"usual": usual[pain.site, pain.side]})
        for pain in person.pains
        if (pain.site, pain.side) in usual
    )
    activities = tuple(
        each.model_copy(update={"able": able[each.what]}) for each in person.activities if each.what in able
    )
    return person.model_copy(update={"pains": pains, "activities": activities})


def due(checks: tuple[CheckIn, ...], planned: tuple[str, ...], today: dt.date) -> bool:
    """Tell whether a check-in is due: its planned day has come and none was made since.

    Args:
        checks: What was made.
        planned: Planned days, ISO 8601.
        today: The day.
    """
    past = [day for day in planned if day <= today.isoformat()]
    return bool(past) and not any(check.date.isoformat() >= max(past) for check in checks)


def _numbers(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _numbers(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_numbers(each) for each in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
