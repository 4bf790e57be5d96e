"""Missed weeks: one is done again, after two or three the plan goes one week back, after more to the gate before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from evenpull.core.words import say
from evenpull.knowledge.kinds.exercise import Judge
from evenpull.plan import rules
from evenpull.plan.adapt.log import LoggedDay
from evenpull.plan.adapt.records import Change, ChangeKind
from evenpull.plan.records import Programme, Week
from evenpull.plan.schedule import WEEKDAYS

MOST_WEEKS = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The programme with its coming weeks moved, and what changed."""

    programme: Programme
    changes: tuple[Change, ...]


def shifted(programme: Programme, days: list[LoggedDay], *, today: dt.date, judge: Judge) -> Moved:
    """Move the coming weeks when whole weeks passed without a session.

    Args:
        programme: The programme, changed by the log or not.
        days: Logged days, in order.
        today: The day on which the plan goes on.
        judge: How many missed weeks mean what.
    """
    start = dt.date.fromisoformat(programme.start)
    now = (today - start).days // 7 + 1
    last = max(((day.date - start).days // 7 + 1 for day in days), default=0)
    missed = min(now - 1 - last, MOST_WEEKS)
    content, kind, why = _resume(last, missed, judge)
    kept = [week for week in programme.weeks if week.number <= last]
    coming = [week for week in programme.weeks if week.number >= content]
    if missed < 1 or not coming:
        return Moved(programme=programme, changes=())
    first = start + dt.timedelta(days=7 * (now - 1))
    moved = [_at(week, first + dt.timedelta(days=7 * place)) for place, week in enumerate(coming)]
    delay = dt.timedelta(days=7 * (now - content))
    looked = 7 * last >= rules.RETEST_DAYS
    retest = programme.retest if looked else (dt.date.fromisoformat(programme.retest) + delay).isoformat()
    checks = tuple((_later(date, delay, today), what) for date, what in programme.checks)
    change = Change(date=first.isoformat(), exercise="", kind=kind, before="", after="", why=why)
    changed = replace(programme, weeks=(*kept, *moved), retest=retest, checks=checks)
    return Moved(programme=changed, changes=(change,))


def _resume(last: int, missed: int, judge: Judge) -> tuple[int, ChangeKind, str]:
    if missed <= judge.missed_repeat:
        return last + 1, "repeat_week", say("A week was missed, so that week is done now. Missing one does no harm.")
    if missed <= judge.missed_back:
        return max(last, 1), "step_back", say("Two or three weeks were missed, so the plan goes one week back.")
    gate = rules.START_WEEKS + 1 if last > rules.START_WEEKS + 1 else 1
    return gate, "restart", say("Four weeks or more were missed, so the plan begins again at the step before.")


def _later(date: str, delay: dt.timedelta, today: dt.date) -> str:
    day = dt.date.fromisoformat(date)
    return date if day < today else (day + delay).isoformat()


def _at(week: Week, first: dt.date) -> Week:
    dates = [first + dt.timedelta(days=offset) for offset in range(len(week.days))]
    days = tuple(
        replace(day, date=date.isoformat(), weekday=WEEKDAYS[date.weekday()])
        for day, date in zip(week.days, dates, strict=True)
    )
    return replace(week, days=days)
