"""Answers become levels of the catalogue's options. An answer says little; feeling tight says nothing of length."""

from __future__ import annotations

from evenpull.capture.person.model import Person, SidedAnswer
from evenpull.core.side import Side, sides_of
from evenpull.core.words import say
from evenpull.errors import InputError, MissingField, OutOfRange, Where
from evenpull.knowledge.kinds import Question
from evenpull.knowledge.kinds.signs import AnswerOption
from evenpull.knowledge.load import Catalogue
from evenpull.measure.faults import Faults, resolve_at
from evenpull.measure.records import Measured, Measurement

Plain = str | float | bool | tuple[str, ...]


def measure_answers(person: Person, catalogue: Catalogue) -> Measured:
    """Return one measurement per answered question and side; questions without an answer are simply not there.

    Raises:
        InputError: For unknown questions or answers, a missing side, or a side where there is none.
    """
    faults = Faults()
    measurements: dict[str, Measurement] = {}
    for name in sorted(person.answers):
        with faults.gather():
            field = f"answers.{name}"
            question = catalogue.questions[resolve_at(catalogue, "questions", name, field=field)]
            value, side = split(person.answers[name])
            option = option_of(question, value, field=field)
            for one_side in _sides(question, option, side, field=field):
                one = _measure(question, option, one_side)
                if one.id in measurements:
                    raise InputError(say("this question is answered twice"), where=Where(field=field))
                measurements[one.id] = one
    faults.raise_any()
    return Measured(measurements=tuple(measurements[name] for name in sorted(measurements)))


def split(answer: SidedAnswer | Plain) -> tuple[Plain, str | None]:
    """Return an answer's value and side word, None when no side was given."""
    return (answer.value, answer.side) if isinstance(answer, SidedAnswer) else (answer, None)


def option_of(question: Question, value: Plain, *, field: str) -> AnswerOption:
    """Return the option that an answer means; of several places named, the one with the highest level.

    Raises:
        InputError: When it is none of the question's answers.
        OutOfRange: When a number lies outside what is possible.
    """
    if question.answer == "number":
        return _of_number(question, value, field=field)
    words = value if isinstance(value, tuple) else (value,)
    options = {option.value: option for option in question.options}
    chosen = []
    for word in words:
        text = {True: "yes", False: "no"}[word] if isinstance(word, bool) else str(word)
        if text not in options:
            hint = say("Allowed: {names}", names=", ".join(options))
            raise InputError(say("that is none of this question's answers"), where=Where(field=field), hint=hint)
        chosen.append(options[text])
    if not chosen:
        raise MissingField(say("this question has an empty answer"), where=Where(field=field))
    return max(chosen, key=lambda option: (option.level, option.value))


def _of_number(question: Question, value: Plain, *, field: str) -> AnswerOption:
    if isinstance(value, (bool, tuple)):
        raise InputError(
            say("this question takes a number"), where=Where(field=field), hint=say("In {unit}.", unit=question.unit)
        )
    try:
        number = float(value)
    except ValueError as fault:
        hint = say("In {unit}.", unit=question.unit)
        raise InputError(say("this question takes a number"), where=Where(field=field), hint=hint) from fault
    low, high = question.possible or (float("-inf"), float("inf"))
    if not low <= number <= high:
        raise OutOfRange(
            say("possible is {low:g} to {high:g} {unit}", low=low, high=high, unit=question.unit),
            where=Where(field=field),
        )
    below = [option for option in question.options if option.level <= number]
    return max(below, key=lambda option: option.level)


def _sides(question: Question, option: AnswerOption, side: str | None, *, field: str) -> tuple[Side | None, ...]:
    if not question.sided:
        if side in ("left", "right"):
            raise InputError(
                say("this question has no side"), where=Where(field=f"{field}.side"), hint=say("Leave the side out.")
            )
        return (None,)
    if side == "both":
        return sides_of("both")
    if side == "left":
        return ("left",)
    if side == "right":
        return ("right",)
    if option.level > 0:
        hint = say("Write it as {value: ..., side: left}.")
        raise MissingField(say("this answer needs its side"), where=Where(field=f"{field}.side"), hint=hint)
    return (None,)


def _measure(question: Question, option: AnswerOption, side: Side | None) -> Measurement:
    return Measurement(
        id=f"answer.{question.id}.{side}" if side else f"answer.{question.id}",
        kind="answer",
        metric=question.id,
        side=side,
        value=option.level,
        sd=question.error_levels,
        unit=question.unit or "level",
        method="typed",
        session="answers",
        source=f"answers.{question.id}",
    )
