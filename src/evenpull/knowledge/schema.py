"""JSON Schema of each kind of catalogue file, for editors that complete and check the YAML while typing.

A schema says what a file may hold on its own: fields, types, words. What hangs on other files (references, honesty,
completeness, style) is judged by `evenpull knowledge check`.
"""

from __future__ import annotations

import re
from typing import Any

from evenpull.core.words import say
from evenpull.errors import UnknownId
from evenpull.knowledge import kinds as k
from evenpull.knowledge.kinds.common import Record
from evenpull.knowledge.vocabulary import EQUIPMENT, REGIONS

SCHEMA_FILE = "{kind}.schema.json"

_WORDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("pain_sites", "region", REGIONS),
    ("screening", "region", ("all", *REGIONS)),
    ("screening", "also_regions", REGIONS),
    ("exercises", "equipment", EQUIPMENT),
    ("tests", "needs", EQUIPMENT),
)
"""Fields whose words are a fixed list: kind, field, words."""
_ARGUMENT = re.compile(r"^ {8}(?P<names>\w+(?:, \w+)*): (?P<text>.*)$")


def kind_schema(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of one kind's files.

    Raises:
        UnknownId: When there is no such kind.

    Example:
        >>> sorted(kind_schema("word_lists")["required"])
        ['why', 'words']
    """
    if kind not in k.KINDS:
        raise UnknownId(kind, kind=say("kind of fact"), allowed=sorted(k.KINDS))
    model = k.KINDS[kind]
    schema = model.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = f"urn:evenpull:catalogue:{kind}"
    schema["title"] = say("Evenpull catalogue: {kind}", kind=kind)
    del schema["properties"]["id"]
    _describe(schema, model)
    parts = schema.get("$defs", {})
    for part in _records():
        if part.__name__ in parts:
            _describe(parts[part.__name__], part)
    for held, field, words in _WORDS:
        if held == kind:
            place = schema["properties"][field]
            place.get("items", place)["enum"] = list(words)
    return schema


def _records(model: type[Record] = Record) -> list[type[Record]]:
    """Return every shape that the catalogue knows."""
    return [each for below in model.__subclasses__() for each in (below, *_records(below))]


def _describe(schema: dict[str, Any], model: type[Record]) -> None:
    """Give the shape its docstring's first paragraph and each field what the nearest docstring says of it."""
    schema["description"] = " ".join((model.__doc__ or "").split("\n\n")[0].split())
    for base in model.__mro__:
        if issubclass(base, Record) and base is not Record:
            for name, text in _arguments((base.__doc__ or "").splitlines()).items():
                if name in schema.get("properties", {}):
                    schema["properties"][name].setdefault("description", text)


def _arguments(lines: list[str]) -> dict[str, str]:
    """Return what a docstring's `Args:` say of each field."""
    found: dict[str, str] = {}
    names: list[str] = []
    inside = False
    for line in lines:
        if line.strip() == "Args:":
            inside = True
        elif not inside or not line.strip():
            continue
        elif start := _ARGUMENT.match(line):
            names = start["names"].split(", ")
            found |= dict.fromkeys(names, start["text"])
        elif names and line.startswith(" " * 9):
            found |= {name: f"{found[name]} {line.strip()}" for name in names}
        else:
            inside, names = False, []
    return found
