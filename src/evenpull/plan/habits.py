"""Daily habits that follow from a person's answers, pains and mode; few, and in a fixed order."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from evenpull.capture.person.model import Person, SidedAnswer
from evenpull.knowledge import kinds as k
from evenpull.knowledge.load import Catalogue
from evenpull.plan.needs import pain_regions
from evenpull.plan.records import Habit

MOST = 3
COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}
TEST = re.compile(r"^(>=|<=|>|<)(-?\d+(?:\.\d+)?)$")


def pick_habits(person: Person, *, mode: str, catalogue: Catalogue) -> tuple[Habit, ...]:
    """Return the habits whose conditions hold, at most three (two when nothing hurts), most fitting first."""
    regions = pain_regions(person, catalogue)
    fitting = [
        (habit.order, name, habit)
        for name, habit in catalogue.habits.items()
        if any(_holds(condition, person, mode=mode, regions=regions) for condition in habit.when)
    ]
    most = MOST if person.pains else MOST - 1
    return tuple(_record(name, habit) for _, name, habit in sorted(fitting, key=lambda one: one[:2])[:most])


def _record(name: str, habit: k.Habit) -> Habit:
    return Habit(id=name, text=habit.text, why=habit.why, rhythm=habit.rhythm, evidence=habit.evidence)


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
