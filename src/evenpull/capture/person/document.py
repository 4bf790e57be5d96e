"""The YAML of a person file: small, shallow, plain words as field names, nothing that stands for something else.

An alias (`*name`) can make a short file huge and a field that is no word cannot be found again in a message, so both
are refused. What the fields mean is not looked at here.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from evenpull.capture.person.limits import MAX_DEPTH, MAX_PERSON_BYTES
from evenpull.core.words import say
from evenpull.errors import FileFormatError, Where
from evenpull.knowledge.yaml_source import line_of, read_yaml

_DATE = re.compile(r"(?<![\w-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w-])")
_BRACKET = re.compile(r"[\[\]{}]")
_STEPS = re.compile(r"[ ?:-]{100}")
_TOWER = 40


def read_document(path: Path) -> dict[Any, Any]:
    """Return a person file's fields with their line marks.

    Raises:
        FileFormatError: When it is too large, not plain YAML 1.2, nested too deep, or uses aliases; names the line.
    """
    name = path.name
    try:
        size = path.stat().st_size
    except OSError as fault:
        raise FileFormatError(say("the file cannot be read"), where=Where(file=name)) from fault
    if size > MAX_PERSON_BYTES:
        hint = say(
            "A person takes at most {most} kB; photos and clips lie beside the file.", most=MAX_PERSON_BYTES // 1000
        )
        raise FileFormatError(say("the file is too large for a person"), where=Where(file=name), hint=hint)
    _refuse_towers(path)
    try:
        node = read_yaml(path)
    except RecursionError as fault:
        raise FileFormatError(say("fields are nested too deep"), where=Where(file=name)) from fault
    except FileFormatError as fault:
        if fault.where.line is None and isinstance(fault.__cause__, ValueError):
            line = _line_of_wrong_date(path)
            if line is not None:
                hint = say("Write year-month-day, such as 2027-03-01.")
                raise FileFormatError(
                    say("there is no such day"), where=Where(file=name, line=line), hint=hint
                ) from fault
        raise
    if not isinstance(node, dict):
        raise FileFormatError(
            say("expected fields such as person, start, screening"),
            where=Where(file=name, line=1),
            hint=say("Begin a new file with: evenpull new DIR"),
        )
    _refuse_odd_parts(node, name=name)
    return node


def _refuse_towers(path: Path) -> None:
    """Refuse text nested so deep that only reading it would take minutes."""
    depth = 0
    text = path.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), 1):
        depth = max(0, depth)
        deepest = depth
        for letter in _BRACKET.findall(line):
            depth += 1 if letter in "[{" else -1
            deepest = max(deepest, depth)
        if deepest > _TOWER or _STEPS.match(line):
            raise FileFormatError(say("fields are nested too deep"), where=Where(file=path.name, line=number))


def _line_of_wrong_date(path: Path) -> int | None:
    """Return the line of the first date that no calendar has."""
    for number, text in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        for year, month, day in _DATE.findall(text):
            try:
                dt.date(int(year), int(month), int(day))
            except ValueError:
                return number
    return None


def _refuse_odd_parts(node: Any, *, name: str) -> None:
    """Refuse aliases, too deep nesting and field names that are no words, each part looked at once."""
    seen: set[int] = set()
    waiting: list[tuple[Any, tuple[int | str, ...]]] = [(node, ())]
    while waiting:
        part, location = waiting.pop()
        if not isinstance(part, dict | list):
            continue
        where = Where(file=name, line=line_of(node, location))
        if id(part) in seen or (isinstance(part, dict) and getattr(part, "merge", None)):
            hint = say("Write the part out where it belongs; names with & and * are not used here.")
            raise FileFormatError(say("one part of the file stands for another"), where=where, hint=hint)
        if len(location) > MAX_DEPTH:
            raise FileFormatError(say("fields are nested too deep"), where=where)
        seen.add(id(part))
        steps: list[tuple[Any, tuple[int | str, ...]]] = []
        for key, value in enumerate(part) if isinstance(part, list) else part.items():
            if isinstance(part, dict) and not isinstance(key, str):
                hint = say("Put the number or word in quotes, or take it away.")
                raise FileFormatError(say("a field's name must be a word"), where=where, hint=hint)
            steps.append((value, (*location, key)))
        waiting += reversed(steps)
