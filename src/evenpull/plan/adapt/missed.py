"""Missed weeks: one is done again, after two or three the plan goes one week back, after more to the gate before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from evenpull.core.words import say
from evenpull.knowledge.kinds.exercise import Judge
from evenpull.plan import rules
from evenpull.plan.adapt.records import Change, ChangeKind
from evenpull.plan.records import Programme, Week
from evenpull.plan.schedule import WEEKDAYS

MOST_WEEKS = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The programme with its coming weeks moved, and what changed."""

    programme: Programme
    changes: tuple[Change, ...]


def shifted(programme: Programme, *, last: dt.date | None, today: dt.date, judge: Judge) -> Moved:
    """Move the coming weeks when whole weeks passed without a session.

    Args:
        programme: The programme, changed by the log or not, its weeks moved before or not.
        last: The last day with an entry before `today`, None when there is none.
        today: The day on which the plan goes on.
        judge: How many missed weeks mean what.
    """
    start = dt.date.fromisoformat(programme.start)
    now, then = ((day - start).days // 7 if day else -1 for day in (today, last))
    missed = min(now - then - 1, MOST_WEEKS)
    kept = [week for week in programme.weeks if last is not None and begin(week) <= last]
    reached = kept[-1].number if kept else 0
    content, kind, why = _resume(reached, missed, judge)
    newest = {week.number: week for week in programme.weeks}
    coming = [newest[number] for number in sorted(newest) if number >= content]
    if missed < 1 or not coming:
        return Moved(programme=programme, changes=())
    first = start + dt.timedelta(days=7 * now)
    delay = first - begin(coming[0])
    moved = [_at(week, first + dt.timedelta(days=7 * place)) for place, week in enumerate(coming)]
    looked = 7 * reached >= rules.RETEST_DAYS
    retest = programme.retest if looked else (dt.date.fromisoformat(programme.retest) + delay).isoformat()
    checks = tuple((_later(date, delay, today), what) for date, what in programme.checks)
    change = Change(date=first.isoformat(), exercise="", kind=kind, before="", after="", why=why)
    changed = replace(programme, weeks=(*kept, *moved), retest=retest, checks=checks)
    return Moved(programme=changed, changes=(change,))


def begin(week: Week) -> dt.date:
    """Return the first day of a week of the plan."""
    return dt.date.fromisoformat(week.days[0].date)


def week_at(programme: Programme, date: dt.date) -> int:
    """Return the number of the week of the plan that a day belongs to, 1 before the first."""
    return next((week.number for week in reversed(programme.weeks) if begin(week) <= date), 1)


def _resume(reached: int, missed: int, judge: Judge) -> tuple[int, ChangeKind, str]:
    if missed <= judge.missed_repeat:
        return reached + 1, "repeat_week", say("A week was missed, so that week is done now. Missing one does no harm.")
    if missed <= judge.missed_back:
        return max(reached, 1), "step_back", say("Two or three weeks were missed, so the plan goes one week back.")
    gate = rules.START_WEEKS + 1 if reached > rules.START_WEEKS + 1 else 1
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
