"""Whether the hand-made table of codes and the rules on facts agree, thing by thing, in both directions.

The table is what people wrote beside each exercise and test (`codes`, `contra_codes`); the rules are the `removes` of
the conditions, applied to the physical facts. `evenpull.safety.filter` removes a thing when either says so, so a
disagreement never lets anything through; it shows that a fact, a rule or the table is wrong, or that the table knows
what facts cannot say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.facts import Facts
from evenpull.safety.filter import Kind, forbids

Only = Literal["table", "rules"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Disagreement:
    """A code that only one of the two names for a thing.

    Args:
        kind: Exercise or test.
        thing: Its id.
        code: The condition code.
        only: Who alone names it.
    """

    kind: Kind
    thing: str
    code: str
    only: Only


def codes_by_rules(facts: Facts, catalogue: Catalogue, *, kind: Kind) -> frozenset[str]:
    """Return every code that removes a thing by its facts, for a person without a practitioner."""
    return frozenset(
        condition.code
        for condition in catalogue.conditions.values()
        if not condition.everyone and any(forbids(rule, facts, kind=kind) for rule in condition.removes)
    )


def codes_by_table(kind: Kind, thing: str, catalogue: Catalogue) -> frozenset[str]:
    """Return the codes that were written by hand for an exercise or test."""
    return frozenset(catalogue.exercises[thing].codes if kind == "exercise" else catalogue.tests[thing].contra_codes)


def disagreements(catalogue: Catalogue) -> tuple[Disagreement, ...]:
    """Return every code that only the table or only the rules name, for every exercise and test, sorted."""
    return tuple(sorted(_found(catalogue)))


def _found(catalogue: Catalogue) -> Iterator[Disagreement]:
    for kind, thing, facts in _things(catalogue):
        table, rules = codes_by_table(kind, thing, catalogue), codes_by_rules(facts, catalogue, kind=kind)
        for code in table - rules:
            yield Disagreement(kind=kind, thing=thing, code=code, only="table")
        for code in rules - table:
            yield Disagreement(kind=kind, thing=thing, code=code, only="rules")


def _things(catalogue: Catalogue) -> Iterator[tuple[Kind, str, Facts]]:
    for name, exercise in catalogue.exercises.items():
        yield "exercise", name, exercise.facts
    for name, test in catalogue.tests.items():
        yield "test", name, test.facts
