"""How it goes: the person's own numbers first, then how often sessions were done, then what the tests say, apart."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, replace
from pathlib import Path

from evenpull.app.checkins import CheckIn, read_checks, told_then
from evenpull.app.everyday import Everyday, Standing
from evenpull.app.retest import retest
from evenpull.app.visits import earlier_assessment
from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.knowledge.load import Catalogue
from evenpull.report.retest_view import Row, global_words, group_rows, own_rows, reading_rows, refused_rows
from evenpull.report.words import SURE, Names
from evenpull.track.own import own_changes
from evenpull.track.records import OwnChange, Retest

WINDOW_DAYS = 7
CALLED = {
    "short": say("{muscles} short"),
    "long": say("{muscles} long"),
    "weak": say("{muscles} weak"),
    "overactive": say("{muscles} overactive"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How often sessions were done lately.

    Args:
        days: The last seven days, the oldest first, each with whether a session was done.
        done: How many of them.
        planned: How many sessions were planned on them.
        all_done: Sessions since the plan began.
    """

    days: tuple[tuple[dt.date, bool], ...]
    done: int
    planned: int
    all_done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Own pain on one day of the log; None where it is not known."""

    date: dt.date
    before: float
    worst: float
    next_morning: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What a retest says, in rows; the person's own word for the change comes first."""

    all_in_all: str
    own: tuple[Row, ...]
    groups: tuple[Row, ...]
    readings: tuple[Row, ...]
    refused: tuple[tuple[str, str], ...]
    weeks: float


def kept(now: Standing) -> Kept:
    """Return how often sessions were done in the last seven days, today included."""
    days = [now.today - dt.timedelta(days=back) for back in reversed(range(WINDOW_DAYS))]
    done = {day.date for day in now.log.days if day.exercises}
    planned = {day.date for week in now.programme.weeks for day in week.days if day.items}
    start = dt.date.fromisoformat(now.programme.start)
    return Kept(
        days=tuple((day, day in done) for day in days),
        done=sum(day in done for day in days),
        planned=sum(day.isoformat() in planned for day in days),
        all_done=sum(day >= start for day in done),
    )


def course(now: Standing) -> tuple[Course, ...]:
    """Return the own pain day by day since the plan began."""
    start = dt.date.fromisoformat(now.programme.start)
    return tuple(
        Course(date=day.date, before=day.start_pain, worst=day.worst_pain, next_morning=day.next_morning)
        for day in now.log.days
        if day.date >= start and (day.exercises or day.start_pain > 0)
    )


def own_then_and_now(everyday: Everyday) -> tuple[Row, ...]:
    """Return the own activities, then the pain, from the beginning of this visit to the last check-in."""
    catalogue = everyday.catalogue
    person = everyday.person()
    checks = [check for check in read_checks(everyday.folder) if check.date >= person.start]
    asked = told_then(person, checks[-1] if checks else CheckIn(date=person.start))
    return own_rows(_own_alone(person, asked, catalogue), catalogue)


def calls_at_the_start(everyday: Everyday) -> tuple[tuple[str, str], ...]:
    """Return the calls of this visit in words, each with how sure it was."""
    whole = json.loads(everyday.assessment.read_text(encoding="utf-8"))
    names = Names(everyday.catalogue)
    return tuple(
        (
            CALLED[call["property"]].format(muscles=names.sided(call["side"], call["muscle"])),
            SURE[call["word"]],
        )
        for call in whole["calls"]
        if call["word"] in {"probably", "possibly"}
    )


def tested(everyday: Everyday) -> Tested | None:
    """Return what the retest says, None at a first visit.

    Raises:
        InputError: When the two visits cannot be compared.
        SafetyStop: When the answers call for a clinician first.
    """
    before: Path | None = earlier_assessment(everyday.folder)
    if before is None or not everyday.ready():
        return None
    catalogue = everyday.catalogue
    found = retest(before, everyday.assessment, catalogue=catalogue)
    return Tested(
        all_in_all=global_words(found),
        own=own_rows(replace(found, own=_activities_first(found.own)), catalogue),
        groups=group_rows(found, catalogue),
        readings=reading_rows(found, catalogue),
        refused=refused_rows(found, catalogue),
        weeks=found.weeks,
    )


def _activities_first(changes: tuple[OwnChange, ...]) -> tuple[OwnChange, ...]:
    """Return what the person wants to do before where it hurts; otherwise in their order."""
    return tuple(sorted(changes, key=lambda change: change.outcome != "activities"))


def _own_alone(old: Person, new: Person, catalogue: Catalogue) -> Retest:
    """Return the own numbers of two times as a retest without tests, so that they are worded as there."""
    return Retest(
        weeks=0.0,
        first=old.start.isoformat(),
        second=new.start.isoformat(),
        global_change=None,
        own=_activities_first(own_changes(old, new, catalogue)),
        not_asked=(),
        tests=(),
        groups=(),
        no_groups="",
        refused=(),
        forecasts=(),
        created="",
        inputs_sha256=("", ""),
        catalogue_sha256=catalogue.sha256,
        evenpull_version="",
    )
