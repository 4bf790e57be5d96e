"""Read programme.json: the same programme comes back, or the file is refused with its line, field and what is wrong."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, MissingField, OutOfRange, UnknownId, Where
from evenpull.knowledge.load import Catalogue
from evenpull.knowledge.yaml_source import line_of, read_yaml
from evenpull.plan.adapt.records import Change
from evenpull.plan.records import Blocked, Day, Habit, Programme, SketchWeek, Solver, Week
from evenpull.plan.schedule import WEEKDAYS
from evenpull.plan.size import PlanMode
from evenpull.report.json_out import PROGRAMME_SCHEMA

MOST_BYTES = 2_000_000
MOST_DAYS = 7 * 60
Place = tuple[str | int, ...]
SPANS = {"order": (1, 20), "reps": (1, 200), "hold_s": (1, 900), "breaths": (1, 60), "rpe": (0, 10)}
SPANS |= {"rest_s": (0, 900), "discomfort_max": (0, 10), "seconds": (1, 7200)}
"""What a number of an item may be; sets have their own, 0 to 10 a side."""
MOST_SETS = 10
MOST_ITEMS = 7
NAMES = {
    "exercise": "exercise_id",
    "role": "phase",
    "side_first": "side_order",
    "stop_rules": "stop_rule_ids",
    "calls": "finding_ids",
}
"""Fields of an item that have another name in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeFile:
    """What a programme.json holds: the programme, when it was made, the codes that took something away, its history."""

    programme: Programme
    created: str
    codes: tuple[str, ...]
    history: tuple[Change, ...]


def read_programme(path: Path, catalogue: Catalogue) -> ProgrammeFile:
    """Read a programme.json.

    Args:
        path: The file.
        catalogue: Every exercise, substitute and stop rule must be in it.

    Raises:
        FileFormatError: When it is no programme.json, or one of a later version.
        InputError: When a field is missing, wrong or outside its range, or a name is unknown; names file, line, field.
    """
    data = _load(path)
    try:
        return _checked(data, catalogue)
    except _Wrong as found:
        fault, place = found.fault, found.place
    fault.where = Where(file=path.name, line=_line(path, place), field=".".join(map(str, place)))
    raise fault


class _Wrong(Exception):
    """A fault and its place in the file."""

    def __init__(self, fault: InputError, place: Place) -> None:
        super().__init__()
        self.fault = fault
        self.place = place


def _load(path: Path) -> dict[str, Any]:
    where, again = Where(file=path.name), say("Make one with: evenpull assess DIR")
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FileFormatError(say("the file is too large for a programme"), where=where, hint=again)
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as fault:
        raise FileFormatError(say("there is no such file"), where=where, hint=again) from fault
    except (OSError, UnicodeDecodeError) as fault:
        raise FileFormatError(say("the file cannot be read"), where=where, hint=again) from fault
    try:
        data = json.loads(text)
    except json.JSONDecodeError as fault:
        where = Where(file=path.name, line=fault.lineno)
        raise FileFormatError(say("this is no JSON from here on"), where=where, hint=again) from fault
    except (RecursionError, ValueError) as fault:
        raise FileFormatError(say("this is no JSON"), where=where, hint=again) from fault
    name = data.get("schema") if isinstance(data, dict) else None
    if name == PROGRAMME_SCHEMA:
        found: dict[str, Any] = data
        return found
    if isinstance(name, str) and name.startswith(PROGRAMME_SCHEMA.partition("/")[0] + "/"):
        raise FileFormatError(
            say("this programme was written by another version of the program"),
            where=Where(file=path.name, field="schema"),
            hint=say("This version reads {schema}.", schema=PROGRAMME_SCHEMA),
        )
    raise FileFormatError(say("this is no programme.json of Evenpull"), where=where, hint=again)


def _line(path: Path, place: Place) -> int | None:
    """Return the line of a field; JSON is read as YAML, which keeps its lines."""
    try:
        return line_of(read_yaml(path), place) or 1
    except (InputError, RecursionError):
        return None


@lru_cache(maxsize=16)
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _part(data: dict[str, Any], key: str, kind: Any, shape: Callable[[Any], Any] = lambda value: value) -> Any:
    """Return a part of the file as what it stands for."""
    if key not in data:
        raise _Wrong(MissingField(say("this field is missing")), (key,))
    return _as(kind, shape(data[key]), (key,))


def _as(kind: Any, value: Any, place: Place) -> Any:
    """Return plain data as a record, no number from a word and no word from a number."""
    try:
        return _adapter(kind).validate_json(json.dumps(value), strict=True)
    except ValidationError as invalid:
        error = invalid.errors(include_url=False, include_input=False)[0]
    steps = tuple(NAMES.get(step, step) if isinstance(step, str) else step for step in error["loc"])
    if error["type"] == "missing":
        raise _Wrong(MissingField(say("this field is missing")), (*place, *steps))
    if error["type"] == "literal_error":
        allowed = str(error.get("ctx", {}).get("expected", ""))
        hint = say("Allowed: {names}", names=allowed)
        raise _Wrong(InputError(say("this is none of the allowed words"), hint=hint), (*place, *steps))
    raise _Wrong(InputError(say("this is of the wrong kind")), (*place, *steps))


def _checked(data: dict[str, Any], catalogue: Catalogue) -> ProgrammeFile:
    days = data.get("days")
    if not isinstance(days, list) or not days or len(days) > MOST_DAYS:
        raise _Wrong(InputError(say("a programme has a list of days here")), ("days",))
    found = [_day(day, ("days", place), catalogue) for place, day in enumerate(days)]
    programme = Programme(
        plan_id=_part(data, "plan_id", str),
        mode=_part(data, "mode", PlanMode),
        start=_date(_part(data, "start", str), ("start",)),
        weeks=_weeks(data, days, found),
        sketch=_part(data, "sketch", tuple[SketchWeek, ...], _numbered),
        habits=_habits(data, catalogue),
        checks=_checks(data),
        retest=_date(_part(data, "retest", str), ("retest",)),
        unmet_needs=_part(data, "unmet_needs", tuple[str, ...]),
        relaxed_rules=_part(data, "relaxed_rules", tuple[str, ...]),
        blocked=_part(data, "blocked", tuple[Blocked, ...], _named),
        stop_rules=_known(_part(data, "stop_rule_ids", tuple[str, ...]), ("stop_rule_ids",), catalogue),
        solver=_part(data, "solver", Solver),
    )
    return ProgrammeFile(
        programme=programme,
        created=_part(data, "created", str),
        codes=_part(data, "user_codes_blocked", tuple[str, ...]),
        history=_part(data, "history", tuple[Change, ...]) if "history" in data else (),
    )


def _weeks(data: dict[str, Any], days: list[Any], found: list[Day]) -> tuple[Week, ...]:
    """Return the weeks: seven days each, in the order of the file."""
    heads = _part(data, "weeks", list[dict[str, int | str]])
    if len(found) != 7 * len(heads):
        raise _Wrong(InputError(say("each week has seven days")), ("days",))
    weeks = []
    for place, head in enumerate(heads):
        number, phase = head.get("week"), head.get("phase")
        if not isinstance(number, int) or not isinstance(phase, str):
            raise _Wrong(InputError(say("a week has a number and a phase")), ("weeks", place))
        span = range(7 * place, 7 * place + 7)
        for day in span:
            if days[day].get("week") != number:
                raise _Wrong(InputError(say("this day belongs to another week")), ("days", day, "week"))
        weeks.append(Week(number=number, phase=phase, days=tuple(found[day] for day in span)))
    return tuple(weeks)


def _day(data: Any, place: Place, catalogue: Catalogue) -> Day:
    shaped = data
    if isinstance(data, dict) and isinstance(data.get("items"), list):
        if len(data["items"]) > MOST_ITEMS:
            hint = say("A session holds at most {count} exercises.", count=MOST_ITEMS)
            raise _Wrong(OutOfRange(say("these are too many exercises"), hint=hint), (*place, "items"))
        shaped = data | {"items": [_shaped(item) for item in data["items"]]}
    day: Day = _as(Day, shaped, place)
    date = dt.date.fromisoformat(_date(day.date, (*place, "date")))
    if day.weekday != WEEKDAYS[date.weekday()]:
        raise _Wrong(InputError(say("this is not the weekday of that date")), (*place, "weekday"))
    for number, item in enumerate(day.items):
        here = (*place, "items", number)
        for name, (least, most) in SPANS.items():
            value = getattr(item, name)
            if value is not None and not least <= value <= most:
                _outside((*here, name), least, most)
        for side in ("left", "right"):
            if not 0 <= getattr(item.sets, side) <= MOST_SETS:
                _outside((*here, "sets", side), 0, MOST_SETS)
        if max(item.sets.left, item.sets.right) == 0:
            _outside((*here, "sets"), 1, MOST_SETS)
        if (item.reps, item.hold_s, item.breaths) == (None, None, None):
            raise _Wrong(MissingField(say("an exercise has a count, a hold or breaths")), (*here, "reps"))
        _exercise(item.exercise, (*here, "exercise_id"), catalogue)
        if item.substitute is not None:
            _exercise(item.substitute, (*here, "substitute"), catalogue)
        if item.role != catalogue.exercises[item.exercise].role:
            hint = say("Allowed: {names}", names=catalogue.exercises[item.exercise].role)
            raise _Wrong(InputError(say("this exercise has another phase"), hint=hint), (*here, "phase"))
        _known(item.stop_rules, (*here, "stop_rule_ids"), catalogue)
    return day


def _shaped(item: Any) -> Any:
    """Return an item of the file with the fields of the record."""
    if not isinstance(item, dict):
        return item
    back = {new: item[old] for new, old in NAMES.items() if old in item}
    shaped = {key: value for key, value in item.items() if key not in NAMES.values()} | back
    if isinstance(item.get("why"), dict):
        why = item["why"]
        shaped["why"] = why | ({"calls": why["finding_ids"]} if "finding_ids" in why else {})
    return shaped


def _numbered(value: Any) -> Any:
    """Return sketch weeks with the record's name for their number."""
    if not isinstance(value, list):
        return value
    return [one | {"number": one["week"]} if isinstance(one, dict) and "week" in one else one for one in value]


def _named(value: Any) -> Any:
    """Return blocked exercises with the record's name for their id."""
    if not isinstance(value, list):
        return value
    return [one | {"exercise": one.get("exercise_id")} if isinstance(one, dict) else one for one in value]


def _checks(data: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    found = []
    for number, one in enumerate(_part(data, "checks", list[dict[str, str]])):
        for key in ("date", "what"):
            if key not in one:
                raise _Wrong(MissingField(say("this field is missing")), ("checks", number, key))
        found.append((_date(one["date"], ("checks", number, "date")), one["what"]))
    return tuple(found)


def _habits(data: dict[str, Any], catalogue: Catalogue) -> tuple[Habit, ...]:
    habits: tuple[Habit, ...] = _part(data, "habits", tuple[Habit, ...])
    for number, habit in enumerate(habits):
        for place, move in enumerate(habit.moves):
            _exercise(move.exercise, ("habits", number, "moves", place, "exercise"), catalogue)
    return habits


def _exercise(name: str, place: Place, catalogue: Catalogue) -> None:
    if name not in catalogue.exercises:
        raise _Wrong(UnknownId(name, kind=say("exercise"), allowed=sorted(catalogue.exercises)), place)


def _known(names: tuple[str, ...], place: Place, catalogue: Catalogue) -> tuple[str, ...]:
    for number, name in enumerate(names):
        if name not in catalogue.stop_rules:
            fault = UnknownId(name, kind=say("stop rule"), allowed=sorted(catalogue.stop_rules))
            raise _Wrong(fault, (*place, number))
    return names


def _outside(place: Place, least: float, most: float) -> None:
    hint = say("It goes from {least} to {most}.", least=least, most=most)
    raise _Wrong(OutOfRange(say("this is outside its range"), hint=hint), place)


def _date(value: str, place: Place) -> str:
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        raise _Wrong(
            InputError(say("there is no such day"), hint=say("Write year-month-day, such as 2027-03-01.")), place
        ) from None
    return value
