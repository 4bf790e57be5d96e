"""Groups that a person belongs to (long sitting, lasting back pain): base rates that move the prior, never signs."""

from __future__ import annotations

from evenpull.capture.person.model import Pain, Person
from evenpull.core.side import Side, sides_of
from evenpull.knowledge.kinds import Context
from evenpull.knowledge.load import Catalogue
from evenpull.measure.answers import option_of, split
from evenpull.measure.faults import resolve_at
from evenpull.measure.records import Measured, Measurement


def measure_context(person: Person, catalogue: Catalogue) -> Measured:
    """Return one measurement of value 1 per context that holds, with the pain's side where its claims have one.

    Raises:
        InputError: For an unknown pain site or an answer that is none of its question's.
    """
    held = [
        (context, side)
        for _, context in sorted(catalogue.contexts.items())
        if _answer_holds(context, person, catalogue)
        for side in _sides(context, person, catalogue)
    ]
    return Measured(measurements=tuple(_measure(context, side) for context, side in held))


def _measure(context: Context, side: Side | None) -> Measurement:
    return Measurement(
        id=f"context.{context.id}.{side}" if side else f"context.{context.id}",
        kind="context",
        metric=context.id,
        side=side,
        value=1.0,
        sd=0.0,
        unit="holds",
        method="typed",
        source="answers" if context.when.question else "pains",
    )


def _answer_holds(context: Context, person: Person, catalogue: Catalogue) -> bool:
    when = context.when
    if when.question is None:
        return True
    given = {
        resolve_at(catalogue, "questions", name, field=f"answers.{name}"): answer
        for name, answer in person.answers.items()
    }
    if when.question not in given:
        return False
    question = catalogue.questions[when.question]
    value, _ = split(given[when.question])
    option = option_of(question, value, field=f"answers.{when.question}")
    number = float(value) if question.answer == "number" and not isinstance(value, tuple) else option.level
    return (when.at_least is None or number >= when.at_least) and (when.below is None or number < when.below)


def _sides(context: Context, person: Person, catalogue: Catalogue) -> tuple[Side | None, ...]:
    """Return the sides on which a context holds: (None,) when it has none, () when its pain is absent."""
    if not context.when.pain_sites:
        return (None,)
    pains = [
        pain
        for number, pain in enumerate(person.pains)
        if _matches(context, pain, resolve_at(catalogue, "pain_sites", pain.site, field=f"pains.{number}.site"))
    ]
    if not pains:
        return ()
    if all(claim.side == "both" for claim in context.claims):
        return (None,)
    touched = {side for pain in pains for side in sides_of(pain.side)}
    return tuple(side for side in sides_of("both") if side in touched)


def _matches(context: Context, pain: Pain, site: str) -> bool:
    return site in context.when.pain_sites and pain.weeks >= context.when.weeks_at_least
