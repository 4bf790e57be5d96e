"""Habits that follow from a person's answers, pains and mode: few, in a fixed order, with moves for breaks."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from evenpull.capture.person.model import Person, SidedAnswer
from evenpull.knowledge import kinds as k
from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules
from evenpull.plan.candidates import Candidate, Pool
from evenpull.plan.needs import pain_regions
from evenpull.plan.records import Habit, HabitMove

MOST = 3
BREAK_S = 60
"""A break's exercise takes ten seconds to a minute a side (our own choice: a break that is short is taken)."""
BREAK_POSITIONS: dict[str, frozenset[str]] = {
    "breaks": frozenset({"sitting", "standing"}),
    "comfort": frozenset({"supine", "sitting", "standing"}),
}
SOFTENING = ("inhibit", "lengthen")
COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
TEST = re.compile(r"^(>=|<=|>|<)(-?\d+(?:\.\d+)?)$")


def pick_habits(
    person: Person, *, mode: str, catalogue: Catalogue, pool: Pool | None = None, busy: frozenset[str] = frozenset()
) -> tuple[Habit, ...]:
    """Return the habits whose conditions hold, at most three (two when nothing hurts), most fitting first.

    What is offered for comfort comes last, at most once, beside the three.

    Args:
        person: Answers, pains, feelings.
        mode: What kind of plan this is.
        catalogue: Habits.
        pool: What this person may do, for the exercises of breaks and comfort; without it there are none.
        busy: Exercises of the sessions: a break holds another one where there is one.
    """
    regions = pain_regions(person, catalogue)

    def holds(conditions: tuple[str, ...]) -> bool:
        return any(_holds(one, person, mode=mode, regions=regions) for one in conditions)

    fitting = sorted(
        (habit.order, name) for name, habit in catalogue.habits.items() if holds(habit.when) and not holds(habit.unless)
    )
    habits = [_record(name, catalogue.habits[name], pool=pool, busy=busy) for _, name in fitting]
    most = MOST if person.pains else MOST - 1
    daily = [habit for habit in habits if habit.topic != "comfort"][:most]
    return (*daily, *[habit for habit in habits if habit.topic == "comfort" and habit.moves][:1])


def _record(name: str, habit: k.Habit, *, pool: Pool | None, busy: frozenset[str]) -> Habit:
    value = habit.repeat.value
    keys = (*habit.sources, *((value.source,) if value is not None and value.source is not None else ()))
    return Habit(
        id=name,
        text=habit.text,
        why=habit.why,
        rhythm=habit.rhythm,
        evidence=habit.evidence,
        topic=habit.topic,
        repeat=habit.repeat.on,
        sources=tuple(dict.fromkeys(keys)),
        known=habit.known,
        moves=_moves(habit, pool, busy=busy) if habit.moves and pool is not None else (),
    )


def _moves(habit: k.Habit, pool: Pool, *, busy: frozenset[str]) -> tuple[HabitMove, ...]:
    """Return one exercise for each firm week: allowed, easy, short, most needed first, taking turns.

    A stretch or roll is a break only where its muscles were found short, as in a session.
    """

    def worth(one: Candidate) -> float:
        return sum(need.weight * amount for need, amount in one.serves)

    fitting = [
        one
        for one in pool.in_week(1, level=1).values()
        if habit.moves in one.exercise.tags
        and one.exercise.position in BREAK_POSITIONS[habit.topic]
        and (habit.topic == "comfort" or one.dose.set_s <= BREAK_S)
        and (one.exercise.role not in SOFTENING or any(need.calls for need, _ in one.serves))
    ]
    ranked = sorted(fitting, key=lambda one: (one.id in busy, -worth(one), one.rank))
    theme = ranked[:1] if habit.topic == "comfort" else ranked[: rules.FIRM_WEEKS]
    weeks = range(1, rules.FIRM_WEEKS + 1) if theme else ()
    return tuple(_move(theme[(week - 1) % len(theme)], week=week) for week in weeks)


def _move(one: Candidate, *, week: int) -> HabitMove:
    dose = one.dose
    return HabitMove(
        week=week,
        exercise=one.id,
        name=one.exercise.name,
        two_sided=dose.two_sided,
        reps=dose.reps,
        hold_s=dose.hold_s,
        breaths=dose.breaths,
        seconds=dose.set_s if dose.two_sided else 2 * dose.set_s,
    )


def _holds(condition: str, person: Person, *, mode: str, regions: tuple[str, ...]) -> bool:
    if condition == "always":
        return True
    subject, _, wanted = condition.partition(":")
    if subject == "pain":
        return bool(regions) if wanted == "any" else wanted in regions
    if subject == "mode":
        return mode == wanted
    if subject == "feels":
        match = re.match(r"^([a-z_]+)(.+)$", wanted)
        return match is not None and _compare(getattr(person.feels, match[1], None), match[2])
    answer = person.answers.get(subject)
    value = answer.value if isinstance(answer, SidedAnswer) else answer
    if TEST.match(wanted):
        return _compare(value, wanted)
    given = value if isinstance(value, tuple) else (value,)
    return wanted in {
        ("yes" if one else "no") if isinstance(one, bool) else str(one) for one in given if one is not None
    }


def _compare(value: object, test: str) -> bool:
    match = TEST.match(test)
    if match is None or isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return COMPARE[match[1]](float(value), float(match[2]))
