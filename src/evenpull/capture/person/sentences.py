"""What is wrong with a field of the person file, in a sentence: place, what is allowed, never the value itself."""

from __future__ import annotations

import difflib
import types
from collections.abc import Iterator
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from evenpull.capture.person.model import Person, SidedAnswer
from evenpull.core.words import say
from evenpull.errors import InputError, MissingField, OutOfRange, Where
from evenpull.knowledge.yaml_source import line_of

UNITS = {
    "cm": "cm",
    "kg": "kg",
    "years": say("years"),
    "min": say("minutes"),
    "minutes": say("minutes"),
    "weeks": say("weeks"),
}
KINDS = {
    "answer": (say("this is no way to answer"), say("Write a word in quotes, a number, or {value: ..., side: left}.")),
    "tuple_type": (
        say("this must be a list"),
        say("Write it in square brackets, such as [a, b]; [] when there is none."),
    ),
    "list_type": (
        say("this must be a list"),
        say("Write it in square brackets, such as [a, b]; [] when there is none."),
    ),
    "model_type": (say("this must be a block of fields"), say("Write it in braces, such as {name: value}.")),
    "dict_type": (say("this must be a block of fields"), say("Write it in braces, such as {name: value}.")),
    "string_type": (say("this must be a word"), say("Put it in quotes if it looks like a number.")),
    "int_type": (say("this must be a whole number"), ""),
    "int_parsing": (say("this must be a whole number"), ""),
    "int_parsing_size": (say("this must be a whole number"), ""),
    "int_from_float": (say("this must be a whole number"), ""),
    "float_type": (say("this must be a number"), ""),
    "float_parsing": (say("this must be a number"), ""),
    "bool_type": (say("this must be yes or no"), ""),
    "bool_parsing": (say("this must be yes or no"), ""),
}
OUTSIDE = ("greater_than", "less_than", "finite_number", "too_long", "too_short", "string_too")


def shape_faults(invalid: ValidationError, node: Any, *, file: str) -> Iterator[InputError]:
    """Turn each of pydantic's errors into ours.

    Args:
        invalid: What the model refused.
        node: The file's content with line marks, or plain data without them.
        file: The file's name for the messages.
    """
    seen: set[str] = set()
    errors = invalid.errors(include_url=False, include_input=False)
    sided = {error["loc"][1] for error in errors if _in_sided_answer(error["loc"])}
    for found in errors:
        error: Any = found
        if found["loc"][0] == "answers" and len(found["loc"]) > 2 and not _in_sided_answer(found["loc"]):
            if found["loc"][1] in sided:
                continue
            error = {**found, "type": "answer", "loc": found["loc"][:2]}
        location = _fields_only(error["loc"])
        field = ".".join(map(str, location))
        if field not in seen:
            seen.add(field)
            yield _fault(error, location, where=Where(file=file, line=line_of(node, location), field=field))


def _in_sided_answer(location: tuple[int | str, ...]) -> bool:
    """Tell whether a place is a field of an answer that was written with its side."""
    return location[0] == "answers" and len(location) > 3 and location[2] == "SidedAnswer"


def _fault(error: Any, location: tuple[int | str, ...], *, where: Where) -> InputError:
    """Return the fault of one error, of the class and with the hint that fit it."""
    kind: str = error["type"]
    if kind == "missing":
        return MissingField(say("this field must be here"), where=where, hint=_hint_for_missing(location))
    if kind == "extra_forbidden":
        allowed = _fields_at(location[:-1])
        near = difflib.get_close_matches(str(location[-1]), allowed, n=1, cutoff=0.6)
        all_names = ", ".join(allowed)
        hint = say("Did you mean {name}?", name=near[0]) if near else say("Allowed here: {names}", names=all_names)
        return InputError(say("no field of this name belongs here"), where=where, hint=hint)
    if kind.startswith(OUTSIDE):
        return _outside(error, location, where=where)
    sentence, hint = _not_of_its_kind(error)
    return InputError(sentence, where=where, hint=hint or _allowed_range(location))


def _outside(error: Any, location: tuple[int | str, ...], *, where: Where) -> OutOfRange:
    """Return the fault of a number, list or text that is too large or too small."""
    kind, context = error["type"], error.get("ctx", {})
    if not kind.endswith(("_long", "_short")):
        return OutOfRange(say("this value is outside what is possible"), where=where, hint=_allowed_range(location))
    most, least, text = context.get("max_length"), context.get("min_length"), kind.startswith("string")
    if most is not None:
        sentence = say("this is longer than allowed")
        hint = say("At most {most} letters.", most=most) if text else say("At most {most} entries.", most=most)
    else:
        sentence = say("this is shorter than allowed")
        hint = say("At least {least} letters.", least=least) if text else say("At least {least} entries.", least=least)
    return OutOfRange(sentence, where=where, hint=hint)


def _not_of_its_kind(error: Any) -> tuple[str, str]:
    """Return sentence and hint for something of another kind than belongs there."""
    kind: str = error["type"]
    if kind == "literal_error":
        names, _, last = error["ctx"]["expected"].rpartition(" or ")
        hint = (
            say("Allowed: {names} or {last}.", names=names, last=last) if names else say("Allowed: {last}.", last=last)
        )
        return say("this is none of the words allowed"), hint
    if kind.startswith("date"):
        return say("this must be a date"), say("Write year-month-day, such as 2027-03-01.")
    return KINDS.get(kind, (say("this is not what belongs here"), ""))


def _hint_for_missing(location: tuple[int | str, ...]) -> str:
    """Return what helps to fill in a missing field."""
    if location[0] == "tests" and location[-1] == "unit":
        return say("The units of a test: evenpull knowledge show tests ID")
    if location[0] == "tests" and location[-1] == "pain":
        return say("Pain in the test, 0 to 10; 0 when there was none.")
    return _allowed_range(location)


def _allowed_range(location: tuple[int | str, ...]) -> str:
    """Return the bounds of a numeric field with its unit, or nothing where it has none."""
    info = _field_info(location)
    if info is None:
        return ""
    low, high = _bounds(info)
    if low is None or high is None:
        return ""
    unit = UNITS.get(str(location[-1]).rsplit("_", 1)[-1], "")
    if unit:
        return say("Allowed: {low} to {high} {unit}.", low=_number(low), high=_number(high), unit=unit)
    return say("Allowed: {low} to {high}.", low=_number(low), high=_number(high))


def _number(value: Any) -> str:
    """Write a bound: a number without noughts behind the point, a day as it is."""
    return f"{value:g}" if isinstance(value, int | float) else str(value)


def _bounds(info: FieldInfo) -> tuple[Any, Any]:
    """Return the lowest and highest value of a field, also where it may be left empty."""
    rules = [*info.metadata]
    for part in get_args(info.annotation):
        rules += getattr(part, "__metadata__", ())
    for rule in tuple(rules):
        rules += getattr(rule, "metadata", ())
    low = next((r.ge if isinstance(r, Ge) else r.gt for r in rules if isinstance(r, Ge | Gt)), None)
    high = next((r.le if isinstance(r, Le) else r.lt for r in rules if isinstance(r, Le | Lt)), None)
    return low, high


def _fields_only(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Return a pydantic location without the names of the branches that it tried."""
    return tuple(step for step in location if not _is_branch(step))


def _is_branch(step: int | str) -> bool:
    """Tell whether a location step is pydantic's name of a union branch rather than a field."""
    named = {"str", "float", "bool", "int", "SidedAnswer", "constrained-str"}
    return isinstance(step, str) and (step in named or "[" in step)


def _field_info(location: tuple[int | str, ...]) -> FieldInfo | None:
    """Return the model field of a place, when it has one."""
    if not location or isinstance(location[-1], int):
        return None
    model = _model_at(location[:-1])
    return model.model_fields.get(location[-1]) if model is not None else None


def _fields_at(location: tuple[int | str, ...]) -> list[str]:
    """Return the field names that a place of the person file may have."""
    model = _model_at(location)
    return list(model.model_fields) if model is not None else []


def _model_at(location: tuple[int | str, ...]) -> type[BaseModel] | None:
    """Return the model class of a place of the person file."""
    model: type[BaseModel] | None = Person
    if len(location) == 2 and location[0] == "answers":
        return SidedAnswer
    for step in location:
        if isinstance(step, int):
            continue
        if model is None or step not in model.model_fields:
            return None
        model = _model_in(model.model_fields[step].annotation)
    return model


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """Return the model class inside an annotation such as `tuple[Pain, ...]` or `Screening | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {tuple, list, Union, types.UnionType, dict} or get_origin(annotation) is not Literal:
        for part in get_args(annotation):
            found = _model_in(part)
            if found is not None:
                return found
    return None
