"""A practitioner's own entries: a folder laid over the shipped catalogue, checked by the same rules.

The folder has the shape of the shipped one, `<kind>/<id>.yaml`. A new id adds an entry; an id that ships is replaced.
Own entries may make things safer, never looser: safety rules can be added and not replaced, and an exercise or test
that is replaced keeps the condition codes, stop rules and physical facts that it ships with.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evenpull.core.canonical import canonical_json
from evenpull.core.words import say
from evenpull.errors import CatalogueInvalid, FileFormatError, Problem, Where
from evenpull.knowledge.kinds import KINDS, Exercise, Test
from evenpull.knowledge.load import Catalogue, from_bytes
from evenpull.knowledge.rules import RULES, Whole
from evenpull.knowledge.source_files import SourceFile, read_source
from evenpull.knowledge.yaml_document import Document

SAFETY_KINDS = frozenset({"screening", "safety_facts", "conditions", "referrals", "stop_rules", "word_lists"})
"""Kinds of which an own entry is only ever one more."""


def check_own(folder: Path, shipped: Catalogue) -> tuple[list[SourceFile], list[Problem]]:
    """Return a folder's files and every problem that they have, on their own or together with what ships.

    Raises:
        FileFormatError: When there is no such folder.
    """
    if not folder.is_dir():
        raise FileFormatError(
            say("there is no folder of own catalogue entries"),
            where=Where(file=folder.name),
            hint=say(
                "Give the folder that holds one folder per kind, such as exercises/, or unset EVENPULL_CATALOGUE."
            ),
        )
    files, problems = read_source(folder)
    places = {(file.kind, file.id) for file in files}
    below = [file for file in _as_files(shipped) if (file.kind, file.id) not in places]
    whole = Whole.of([*below, *files], judged=frozenset(places))
    problems += [problem for rule in RULES for problem in rule(whole)]
    problems += [problem for file in files for problem in _looser(file, shipped)]
    return files, problems


def with_own(compiled: bytes, folder: Path) -> Catalogue:
    """Return the shipped catalogue with a folder's entries laid over it; its hash is that of the whole.

    Args:
        compiled: The shipped catalogue's bytes.
        folder: The own entries.

    Raises:
        FileFormatError: When there is no such folder.
        CatalogueInvalid: With every problem, each with file, line and field.
    """
    files, problems = check_own(folder, from_bytes(compiled))
    if problems:
        raise CatalogueInvalid(problems)
    raw: dict[str, Any] = json.loads(compiled)
    for file in files:
        assert file.entry is not None
        raw[file.kind][file.id] = file.entry.model_dump(mode="json", exclude_defaults=True) | {"id": file.id}
        kept = {alias: name for alias, name in raw["aliases"].get(file.kind, {}).items() if name != file.id}
        raw["aliases"][file.kind] = kept | dict.fromkeys(file.entry.aliases, file.id)
    return from_bytes(canonical_json(raw), own=tuple(f"{file.kind}/{file.id}" for file in files))


def _as_files(shipped: Catalogue) -> Iterator[SourceFile]:
    """Yield what ships as files whose text is not needed, because they are not judged again."""
    nothing = Document(data={}, lines={})
    for kind in KINDS:
        for name, entry in (getattr(shipped, kind) | shipped.retired.get(kind, {})).items():
            place = f"{kind}/{name}.yaml"
            yield SourceFile(kind=kind, id=name, path=Path(place), name=place, document=nothing, entry=entry)


def _looser(file: SourceFile, shipped: Catalogue) -> Sequence[Problem]:
    """Return why a file would make something less safe than it ships."""
    old = getattr(shipped, file.kind).get(file.id)
    if old is None or file.entry is None:
        return ()
    if file.kind in SAFETY_KINDS:
        message = say("safety rules can be added, not replaced: give it an id of its own")
        return (Problem(where=file.at(), rule="safety", message=message),)
    new, lost = file.entry, []
    if isinstance(old, Exercise) and isinstance(new, Exercise):
        lost += [("codes", code) for code in sorted(set(old.codes) - set(new.codes))]
        lost += [("stop_rules", rule) for rule in sorted(set(old.stop_rules) - set(new.stop_rules))]
        lost += [("practitioner_only", "true")] if old.practitioner_only and not new.practitioner_only else []
    if isinstance(old, Test) and isinstance(new, Test):
        lost += [("contra_codes", code) for code in sorted(set(old.contra_codes) - set(new.contra_codes))]
        lost += [("stop_rules", rule) for rule in sorted(set(old.stop_rules) - set(new.stop_rules))]
    if isinstance(old, Exercise | Test) and isinstance(new, Exercise | Test):
        lost += [("facts", name) for name in _facts_lost(old.facts.model_dump(), new.facts.model_dump())]
    return tuple(
        Problem(where=file.at(field), rule="safety", message=say("what ships has {what!r} here: keep it", what=what))
        for field, what in lost
    )


def _facts_lost(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    """Yield the facts that are there in what ships and missing, or smaller, in what replaces it."""
    for name, value in old.items():
        now = new[name]
        if isinstance(value, (list, tuple)):
            if not set(value) <= set(now):
                yield name
        elif isinstance(value, (bool, int, float)):
            if value > now:
                yield name
        elif value != now and value not in ("none", "no"):
            yield name
