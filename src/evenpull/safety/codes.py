"""From conditions, medicines, answers and facts to condition codes, each with its origin and how it is known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set

from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.errors import InputError, UnknownId, Where
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.safety import Condition, ScreeningQuestion
from evenpull.safety.answers import Answer, Answers
from evenpull.safety.medicines import codes_of_medicines
from evenpull.safety.records import CodeReason
from evenpull.safety.regions import PlacedPain


def codes_before_questions(
    person: Person, *, pains: tuple[PlacedPain, ...], facts: Set[str], catalogue: Catalogue
) -> tuple[CodeReason, ...]:
    """Return the codes that follow without a safety answer: conditions, medicines, what makes pain worse, other facts.

    Raises:
        InputError: When a condition is not in the catalogue; names the field, not what was written.
    """
    found = [_reason("conditions", condition.code, condition) for condition in named_conditions(person, catalogue)]
    medicines = codes_of_medicines(person.medicines, catalogue)
    found += [_reason("medicines", code, catalogue.conditions[name]) for code, name in medicines.items()]
    found += [
        _reason("pains", condition.code, condition)
        for condition in catalogue.conditions.values()
        if any(_brings(condition, placed) for placed in pains)
    ]
    for name in sorted(facts):
        fact = catalogue.safety_facts[name]
        found += [CodeReason(code=code, source="facts", of=fact.id, known=fact.known) for code in fact.codes]
    return with_implied(found, catalogue)


def codes_of_answers(
    questions: Iterable[ScreeningQuestion], answers: Answers, catalogue: Catalogue
) -> tuple[CodeReason, ...]:
    """Return the codes that follow from safety answers: a yes, or a number from the question's limit on."""
    found = [
        CodeReason(code=code, source="screening", of=question.id, known=question.known)
        for question in questions
        if _brings_codes(question, answers.get(question.id))
        for code in question.codes
    ]
    return with_implied(found, catalogue)


def with_implied(reasons: Iterable[CodeReason], catalogue: Catalogue) -> tuple[CodeReason, ...]:
    """Return the reasons with those of every code that another code brings along, sorted, each once."""
    by_code = conditions_by_code(catalogue)
    found: set[CodeReason] = set()
    open_ = list(reasons)
    while open_:
        reason = open_.pop()
        if reason in found:
            continue
        found.add(reason)
        condition = by_code[reason.code]
        open_ += [_reason("implied", code, condition) for code in condition.implies]
    return tuple(sorted(found, key=lambda reason: (reason.code, reason.source, reason.of)))


def conditions_by_code(catalogue: Catalogue) -> Mapping[str, Condition]:
    """Return the conditions by their code."""
    return {condition.code: condition for condition in catalogue.conditions.values()}


def named_conditions(person: Person, catalogue: Catalogue) -> tuple[Condition, ...]:
    """Return the conditions that the person file names, by id, code or other name.

    Raises:
        InputError: When one is not in the catalogue.
    """
    found = []
    for number, name in enumerate(person.conditions):
        plain = re.sub(r"[\s-]+", "_", name.strip())
        try:
            known = catalogue.aliases.get("conditions", {})
            wanted = plain if plain in catalogue.conditions or plain in known else plain.lower()
            found.append(catalogue.conditions[catalogue.resolve("conditions", wanted)])
        except UnknownId as fault:
            where = Where(field=f"conditions.{number}")
            hint = say("See: {command}", command="evenpull knowledge list conditions")
            raise InputError(say("this condition is not in the catalogue"), where=where, hint=hint) from fault
    return tuple(found)


def _reason(source: str, code: str, condition: Condition) -> CodeReason:
    return CodeReason(code=code, source=source, of=condition.id, known=condition.known)


def _brings(condition: Condition, placed: PlacedPain) -> bool:
    """Say whether what makes a pain worse, and where it is, bring a condition's code."""
    here = placed.region in condition.worse_regions or placed.site in condition.worse_sites
    worse = {re.sub(r"[\s-]+", "_", word.strip().lower()) for word in placed.pain.worse_with}
    return here and not worse.isdisjoint(condition.worse_with)


def _brings_codes(question: ScreeningQuestion, answer: Answer | None) -> bool:
    if question.codes_from is None or answer is None or isinstance(answer, str):
        return answer == "yes"
    return answer >= question.codes_from
