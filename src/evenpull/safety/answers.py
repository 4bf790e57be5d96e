"""Which safety questions this person must answer, which of them are answered, and whether a rule fits an answer."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Mapping, Set

from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.errors import InputError, UnknownId, Where
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.safety import ScreeningQuestion

Answer = str | float
Answers = Mapping[str, Answer]

_COMPARE: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
}
_COMPARISON = re.compile(r"(>=|>|<=|<) *(-?\d+(?:\.\d+)?)")


def read_answers(person: Person, catalogue: Catalogue) -> dict[str, Answer]:
    """Return the answers by question id, each of a kind that its question accepts.

    Raises:
        InputError: When a question is not in the catalogue or its answer is none that it accepts. The
            field is named, the answer is not repeated.
    """
    answers: dict[str, Answer] = {}
    given = {} if person.screening is None else person.screening.answers
    for name, answer in given.items():
        where = Where(field=f"screening.answers.{name}")
        try:
            question = catalogue.screening[catalogue.resolve("screening", name)]
        except UnknownId as fault:
            hint = say("See: {command}", command="evenpull knowledge list screening")
            raise InputError(say("this safety question is not in the catalogue"), where=where, hint=hint) from fault
        wanted = _not_accepted(question, answer)
        if wanted:
            raise InputError(say("this answer is not one that the question accepts"), where=where, hint=wanted)
        answers[question.id] = answer
    return answers


def _not_accepted(question: ScreeningQuestion, answer: Answer) -> str:
    """Return a hint of what would be accepted, or nothing when the answer is."""
    if question.answer == "number":
        good = isinstance(answer, int | float) and math.isfinite(answer) and answer >= 0
        return "" if good else say("Write a number of {unit}, 0 or more.", unit=question.unit)
    options = question.options if question.answer == "choice" else ("yes", "no")
    return "" if answer in options else say("Write one of: {options}.", options=", ".join(options))


def must_answer(
    person: Person, *, answers: Answers, regions: Set[str], codes: Set[str], catalogue: Catalogue
) -> tuple[ScreeningQuestion, ...]:
    """Return the questions that this person must answer, in order.

    Args:
        person: Whose sex and pains decide.
        answers: Answers so far; a follow-up is asked once its question is yes.
        regions: Regions in which something hurts.
        codes: Condition codes known so far, which ask some follow-ups.
        catalogue: The questions.
    """

    def asked(question: ScreeningQuestion) -> bool:
        match question.asked_of:
            case "everyone":
                return True
            case "pain":
                return bool(person.pains)
            case "region":
                return not regions.isdisjoint(regions_of(question))
            case "female":
                return person.person.sex != "male"
            case _:
                said = any(answers.get(parent) == "yes" for parent in question.asked_if)
                return said or not codes.isdisjoint(question.asked_if_codes)

    questions = sorted(catalogue.screening.values(), key=lambda question: (question.order, question.id))
    return tuple(question for question in questions if asked(question))


def regions_of(question: ScreeningQuestion) -> tuple[str, ...]:
    """Return every region that a question belongs to, its main one first."""
    return (question.region, *question.also_regions)


def is_answered(question: ScreeningQuestion, answers: Answers) -> bool:
    """Say whether a question counts as answered: silence does not, nor "yes" to "is one missing from your list"."""
    answer = answers.get(question.id)
    return answer is not None and question.must_be in (None, answer)


def fits(when: str, answer: Answer | None) -> bool:
    """Say whether an answer is what a rule waits for: a word, or a comparison such as `>= 5`."""
    if answer is None:
        return False
    comparison = _COMPARISON.fullmatch(when)
    if comparison is None:
        return answer == when
    sign, number = comparison.groups()
    return not isinstance(answer, str) and _COMPARE[sign](answer, float(number))
