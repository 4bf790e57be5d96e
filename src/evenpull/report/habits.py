"""Habits as people read them: the week's exercise in words, and when each stands in a calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from evenpull.core.words import say, say_many
from evenpull.plan.records import Habit, HabitMove, Programme

WORKDAYS = ("MO", "TU", "WE", "TH", "FR")
RULES: dict[str, dict[str, Any]] = {
    "daily": {"freq": "DAILY"},
    "workdays": {"freq": "WEEKLY", "byday": list(WORKDAYS)},
    "weekly": {"freq": "WEEKLY"},
    "monthly": {"freq": "MONTHLY"},
}
MINUTES = {"moving": 10, "routine": 1, "seat": 2, "breaks": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """One entry of a calendar: its first day, its rule of recurrence with its last day (None: once), and its text."""

    key: str
    first: dt.date
    rule: dict[str, Any] | None
    minutes: int
    text: str


def move_text(move: HabitMove) -> str:
    """Return a habit's exercise with its amount: "Seated pelvic tilt: 6 times"."""
    if move.reps is not None:
        amount = say_many("{count} time", "{count} times", move.reps)
    elif move.hold_s is not None and move.hold_s >= 120:
        amount = say_many("{count} minute", "{count} minutes", move.hold_s // 60)
    elif move.hold_s is not None:
        amount = say_many("{count} second", "{count} seconds", move.hold_s)
    else:
        amount = say_many("{count} slow breath", "{count} slow breaths", move.breaths or 0)
    if move.two_sided:
        return say("{exercise}: {amount}", exercise=move.name, amount=amount)
    return say("{exercise}: {amount} each side", exercise=move.name, amount=amount)


def week_move(habit: Habit, week: int) -> str:
    """Return the exercise of a habit in one week, the last one's after the firm weeks; empty when it has none."""
    due = [move for move in habit.moves if move.week <= week] or list(habit.moves[:1])
    return move_text(due[-1]) if due else ""


def reminders(programme: Programme) -> tuple[Reminder, ...]:
    """Return a programme's habits as calendar entries, from its start to the day before its retest.

    A habit with an exercise has one entry for each firm week, the last of which goes on until the retest.
    """
    end = dt.date.fromisoformat(programme.retest) - dt.timedelta(days=1)
    found = []
    for habit in programme.habits:
        if habit.repeat == "never":
            continue
        for first, last, move in _spans(habit, programme, end=end):
            start = _first_day(first, habit.repeat)
            if start <= last:
                rule = {**RULES[habit.repeat], "until": last} if habit.repeat in RULES else None
                lines = [habit.text, say("How often: {rhythm}", rhythm=habit.rhythm), move]
                text = "\n".join(line for line in lines if line)
                key = f"habit/{habit.id}"
                minutes = MINUTES.get(habit.topic, 1)
                found.append(Reminder(key=key, first=start, rule=rule, minutes=minutes, text=text))
    return tuple(found)


def _spans(habit: Habit, programme: Programme, *, end: dt.date) -> list[tuple[dt.date, dt.date, str]]:
    """Return (first day, last day, exercise) of each stretch of days with one text."""
    if not habit.moves or not programme.weeks:
        return [(dt.date.fromisoformat(programme.start), end, "")]
    spans = []
    for place, week in enumerate(programme.weeks):
        first = dt.date.fromisoformat(week.days[0].date)
        final = place == len(programme.weeks) - 1
        last = end if final else dt.date.fromisoformat(week.days[-1].date)
        move = week_move(habit, week.number)
        spans.append((first, last, say("This week: {exercise}", exercise=move)))
    return spans


def _first_day(day: dt.date, repeat: str) -> dt.date:
    """Return the first working day on or after a day for what comes on working days, else the day itself."""
    while repeat == "workdays" and day.weekday() > 4:
        day += dt.timedelta(days=1)
    return day
