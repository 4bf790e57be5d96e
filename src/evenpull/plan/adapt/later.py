"""The weeks after the first four: drawn up from the fourth, opened four at a time, the sixth and eleventh easy.

Until a block is open its weeks are a sketch. What was logged changes them like every other week, so a block begins with
what the person can do by then.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import replace

from evenpull.plan import rules
from evenpull.plan.adapt.missed import week_at
from evenpull.plan.progress import LAST_WEEK, PHASES
from evenpull.plan.records import Day, Item, Programme, SideCount, Week
from evenpull.plan.schedule import WEEKDAYS


def drawn_up(programme: Programme) -> Programme:
    """Return a programme with all its weeks up to the twelfth, each like the last firm one."""
    if not programme.weeks:
        return programme
    last, start = programme.weeks[-1], dt.date.fromisoformat(programme.start)
    later = tuple(
        Week(number=number, phase=PHASES[number][0], days=_dated(last, start + dt.timedelta(days=7 * (number - 1))))
        for number in range(last.number + 1, LAST_WEEK + 1)
    )
    return replace(programme, weeks=(*programme.weeks, *later))


def opened(programme: Programme, *, today: dt.date, least: int, easier: Callable[[Item], Item]) -> Programme:
    """Return a programme whose open blocks are firm and whose other weeks are a sketch again.

    Args:
        programme: With all its weeks.
        today: The first day of the fifth and of the ninth week of the plan open a block, missed weeks not counted.
        least: Firm weeks that it has anyway.
        easier: Makes the exercise of an easy week.
    """
    firm = max(least, math.ceil(week_at(programme, today) / rules.FIRM_WEEKS) * rules.FIRM_WEEKS)
    weeks = tuple(
        replace(one, days=tuple(_easy(day, easier) for day in one.days))
        if one.number in rules.EASY_WEEKS and one.number > least
        else one
        for one in programme.weeks
        if one.number <= firm
    )
    return replace(programme, weeks=weeks, sketch=tuple(one for one in programme.sketch if one.number > firm))


def half(sets: SideCount) -> SideCount:
    """Return half the sets of each side, at least one where there was one."""
    return SideCount(left=math.ceil(sets.left / 2), right=math.ceil(sets.right / 2))


def _easy(day: Day, easier: Callable[[Item], Item]) -> Day:
    items = tuple(easier(item) for item in day.items)
    return replace(day, items=items, minutes=round(sum(item.seconds for item in items) / 60, 1))


def _dated(week: Week, first: dt.date) -> tuple[Day, ...]:
    dates = [first + dt.timedelta(days=offset) for offset in range(len(week.days))]
    return tuple(
        replace(day, date=date.isoformat(), weekday=WEEKDAYS[date.weekday()])
        for day, date in zip(week.days, dates, strict=True)
    )
