"""Two thousand made-up people for the laws of safety, and what must never be proposed to each, worked out anew.

What is forbidden and limited is computed here from the catalogue's entries, once for each code, and not by the
functions that propose things; a rule that they lost would show.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from evenpull.capture.person.model import Person
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.safety import Condition
from evenpull.safety.agreement import codes_by_rules, codes_by_table
from evenpull.safety.filter import Kind, forbids
from tests.unit.safety.people import person

MEDICINES = ("warfarin", "Ramipril 5 mg", "prednisone", "vitamin D", "bisoprolol", "ciprofloxacin", "latanoprost")
WORSE = ("sitting", "bending", "kneeling", "stairs", "overhead", "arching", "pinching", "leaning_on_hand")
KIT = ("foam_roller", "ball", "band", "strap", "step", "dumbbell", "kettlebell", "bench", "swiss_ball", "bar", "stick")
LOWEST = ("rpe_max", "hold_s_max", "reps_max", "sets_max", "difficulty_max")
STOPPING = {"heart_unstable"}


@dataclass(frozen=True)
class Oracle:
    """What each code forbids and limits, read from the catalogue's entries."""

    catalogue: Catalogue
    sets: dict[tuple[Kind, str], frozenset[str]] = field(default_factory=dict)

    @cached_property
    def conditions(self) -> dict[str, Condition]:
        """The conditions by code."""
        return {condition.code: condition for condition in self.catalogue.conditions.values()}

    @cached_property
    def codes(self) -> dict[tuple[Kind, str], frozenset[str]]:
        """Every code that the rules or the table name for a thing."""
        things = [("exercise", name, each.facts) for name, each in self.catalogue.exercises.items()]
        things += [("test", name, each.facts) for name, each in self.catalogue.tests.items()]
        return {
            (kind, name): codes_by_rules(facts, self.catalogue, kind=kind) | codes_by_table(kind, name, self.catalogue)
            for kind, name, facts in things
        }

    @cached_property
    def for_nobody(self) -> frozenset[tuple[Kind, str]]:
        """Things that no person without a practitioner is ever given."""
        rules = [rule for each in self.conditions.values() if each.everyone for rule in each.removes]
        found: list[tuple[Kind, str]] = []
        for kind, entries in (("exercise", self.catalogue.exercises), ("test", self.catalogue.tests)):
            for name, entry in entries.items():
                alone = getattr(entry, "practitioner_only", False)
                if alone or any(forbids(rule, entry.facts, kind=kind) for rule in rules):
                    found.append((kind, name))
        return frozenset(found)

    def with_implied(self, codes: Iterable[str]) -> set[str]:
        """Return codes with everything that they bring along."""
        found: set[str] = set()
        open_ = list(codes)
        while open_:
            code = open_.pop()
            if code not in found:
                found.add(code)
                open_ += self.conditions[code].implies
        return found

    def forbidden(self, kind: Kind, name: str, codes: Iterable[str]) -> bool:
        """Say whether a thing must not be proposed to a person with these codes and no practitioner."""
        return (kind, name) in self.for_nobody or not self.codes[kind, name].isdisjoint(codes)

    def limit(self, name: str, codes: Iterable[str]) -> Any:
        """Return the strictest number of one limit."""
        limits = [self.conditions[code].limits for code in codes]
        numbers = [getattr(each, name) for each in limits if each is not None and getattr(each, name) is not None]
        if not numbers:
            return None
        return max(numbers) if name == "rest_s_min" else min(numbers)


def easy(catalogue: Catalogue) -> dict[str, Any]:
    """Return an answer to every safety question that raises nothing."""
    answers: dict[str, Any] = {}
    for entry in catalogue.screening.values():
        yes = "yes" if entry.id.endswith("_cleared") else "no"
        answers[entry.id] = {"yes_no": yes, "number": 0, "choice": (*entry.options, "")[0]}[entry.answer]
    return answers


def fields_of(catalogue: Catalogue, seed: int, answers: dict[str, Any], *, yes: int = 2) -> dict[str, Any]:
    """Return a made-up person's fields: every question answered, now and then one of them yes (one in `yes`)."""
    dice = random.Random(seed)
    codes = sorted(set(catalogue.conditions) - STOPPING - {"everyone"})
    said = dict(answers)
    if dice.randrange(yes) == 0:
        name = dice.choice(sorted(catalogue.screening))
        if catalogue.screening[name].answer == "yes_no":
            said[name] = "yes"
    return {
        "sex": dice.choice(("male", "female", "unstated")),
        "age": dice.choice((17, *range(18, 86))),
        "pains": [_pain(catalogue, dice) for _ in range(dice.choice((0, 1, 1, 2)))],
        "medicines": dice.sample(MEDICINES, dice.choice((0, 0, 1))),
        "conditions": dice.sample(codes, dice.choice((0, 1, 1, 2, 3))),
        "experience": dice.choice(("none", "novice", "regular", "experienced")),
        "equipment": dice.sample(KIT, dice.randint(0, 6)),
        "time": {"minutes": dice.choice((8, 10, 15, 20)), "days_per_week": dice.randint(1, 4)},
        "goals": [dice.choice(("less_pain", "prevent", "perform", "posture"))],
        "answers": said,
    }


def made(catalogue: Catalogue, seed: int, answers: dict[str, Any], **how: Any) -> Person:
    """Return the made-up person of a seed."""
    return person(**fields_of(catalogue, seed, answers, **how))


def _pain(catalogue: Catalogue, dice: random.Random) -> dict[str, Any]:
    return {
        "site": dice.choice(sorted(catalogue.pain_sites)),
        "side": dice.choice(("left", "right", "both")),
        "now": dice.randint(0, 6),
        "usual": 3,
        "worst": 8,
        "weeks": dice.choice((1, 6, 20, 300)),
        "days_per_week": 4,
        "began": dice.choice(("gradually", "gradually", "suddenly", "after_injury")),
        "worse_with": dice.sample(WORSE, dice.randint(0, 2)),
        "settles_after_min": dice.choice((None, 10, 10, 200)),
        "spreads_below_knee": dice.choice(("yes", "no", "no", "no")),
        "numb_or_tingling": dice.choice(("yes", "no", "no", "no", "no")),
        "night": dice.choice(("yes", "no", "no")),
        "morning_stiff_min": dice.choice((0, 0, 10, 60)),
    }
