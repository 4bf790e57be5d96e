"""Stage two: sessions A and B, and the days that hold them.

Days are templates, not variables, so that equal days cannot be swapped: a small integer programme only says which of
the two alternating sessions each exercise belongs to. What fits in every session is in both.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules
from evenpull.plan.candidates import Candidate
from evenpull.plan.needs import CONTROL_ROLES
from evenpull.plan.records import Day, Item

WEEKDAYS: tuple[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"], ...] = (
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
)
ORDER = {"reposition": 0, "inhibit": 1, "lengthen": 2, "activate": 3, "re_educate": 4, "integrate": 5, "reinforce": 6}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sessions:
    """The two sessions in the order in which they are done; B is empty when every day is the same."""

    a: tuple[Candidate, ...]
    b: tuple[Candidate, ...]


def session_days(days_per_week: int) -> int:
    """Return how many sessions a week holds: what is offered, at most five."""
    return min(days_per_week, rules.SESSION_DAYS)


def flexible(candidates: dict[str, Candidate], *, days: int, catalogue: Catalogue) -> frozenset[str]:
    """Return what may be done in every second session only, by the least days of its preset."""
    half = days // 2
    return frozenset(
        name
        for name, one in candidates.items()
        if half >= 1 and catalogue.doses[one.exercise.dose.preset].days_per_week[0] <= half
    )


def in_order(chosen: list[Candidate]) -> tuple[Candidate, ...]:
    """Sort a session: breathe, roll, stretch, train (more joints first), then practise."""
    return tuple(sorted(chosen, key=lambda one: (ORDER[one.exercise.role], -len(one.exercise.joints), one.id)))


def split(chosen: list[Candidate], *, days: int, count: int, seconds: float, catalogue: Catalogue) -> Sessions | None:
    """Place each exercise in session A, B or both, proven best; None when two such sessions cannot hold them."""
    spans = {one.id: catalogue.doses[one.exercise.dose.preset].days_per_week for one in chosen}
    whole = sum(one.dose.seconds for one in chosen)
    fits = len(chosen) <= count and whole <= seconds and _within_bounds(chosen, count)
    if fits and not any(one.exercise.hard or spans[one.id][1] < days for one in chosen):
        return Sessions(a=in_order(chosen), b=())
    a_days, b_days = math.ceil(days / 2), days // 2
    ordered = sorted(chosen, key=lambda one: one.id)
    number = len(ordered)
    cost = np.array(
        [
            -day * (100.0 + one.dose.seconds / 1000.0) - rank * 0.001
            for day in (a_days, b_days)
            for rank, one in enumerate(ordered)
        ]
    )
    rows: list[np.ndarray] = []
    low: list[float] = []
    top: list[float] = []

    def add(terms: dict[int, float], least: float, most: float) -> None:
        row = np.zeros(2 * number)
        for column, value in terms.items():
            row[column] = value
        rows.append(row)
        low.append(least)
        top.append(most)

    for index, one in enumerate(ordered):
        least, most = spans[one.id]
        add({index: a_days, number + index: b_days}, min(least, a_days), max(most, b_days, 1))
        add({index: 1, number + index: 1}, 1, 1 if one.exercise.hard and b_days else 2)
    for first in (0, number):
        add({first + index: 1.0 for index in range(number)}, 0, count)
        add({first + index: float(one.dose.seconds) for index, one in enumerate(ordered)}, 0, seconds)
        for roles, most in bounds_of(count):
            add({first + index: 1.0 for index, one in enumerate(ordered) if one.exercise.role in roles}, 0, most)
    result = milp(
        cost,
        constraints=LinearConstraint(np.array(rows), low, top),
        bounds=Bounds(0, 1),
        integrality=np.ones(2 * number, dtype=np.int64),
        options={"mip_rel_gap": 0.0},
    )
    if result.x is None:
        return None
    a = [one for index, one in enumerate(ordered) if result.x[index] > 0.5]
    b = [one for index, one in enumerate(ordered) if result.x[number + index] > 0.5]
    return Sessions(a=in_order(a), b=() if {one.id for one in a} == {one.id for one in b} else in_order(b))


def bounds_of(count: int) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Return the roles that are bounded together in one session of so many exercises, and their bounds."""
    most = rules.BOUNDS[count]
    return (
        (("inhibit",), most.inhibit),
        (("lengthen",), most.lengthen),
        (("inhibit", "lengthen"), most.soften),
        (("activate",), most.activate),
        (CONTROL_ROLES, most.control),
        (("reposition",), most.reposition),
        (("inhibit", "lengthen", "reposition"), most.ease),
    )


def _within_bounds(chosen: list[Candidate], count: int) -> bool:
    return all(sum(one.exercise.role in roles for one in chosen) <= most for roles, most in bounds_of(count))


def lay_out(first: dt.date, *, days: int, a: tuple[Item, ...], b: tuple[Item, ...]) -> tuple[Day, ...]:
    """Return the seven days of a week from its first date; sessions alternate A, B, A, ..."""
    slots = rules.DAYS[days]
    week = []
    for offset in range(7):
        date = first + dt.timedelta(days=offset)
        name: Literal["a", "b", "rest"] = "rest"
        items: tuple[Item, ...] = ()
        if offset in slots:
            second = bool(b) and slots.index(offset) % 2 == 1
            name, items = ("b", b) if second else ("a", a)
        seconds = sum(item.seconds for item in items)
        minutes = round(seconds / 60, 1)
        week.append(
            Day(date=date.isoformat(), weekday=WEEKDAYS[date.weekday()], session=name, minutes=minutes, items=items)
        )
    return tuple(week)
