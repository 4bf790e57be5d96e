"""The catalogue as rules see it: every file by kind and id, its aliases, and a walk over named fields."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from evenpull.core.words import say
from evenpull.errors import Problem
from evenpull.knowledge.kinds import KINDS
from evenpull.knowledge.source_files import SourceFile
from evenpull.knowledge.yaml_document import Location


@dataclass(frozen=True, kw_only=True)
class Whole:
    """All files of a catalogue; a file whose shape is wrong counts as being there, but is not judged again.

    `judged` are the kinds and ids that the rules look at; None is all. The others are only there to be referred to.
    """

    files: tuple[SourceFile, ...]
    by_id: dict[str, dict[str, SourceFile]]
    aliases: dict[str, dict[str, str]]
    judged: frozenset[tuple[str, str]] | None = None

    @classmethod
    def of(cls, files: Sequence[SourceFile], *, judged: frozenset[tuple[str, str]] | None = None) -> Whole:
        """Index files by kind, id and alias."""
        by_id: dict[str, dict[str, SourceFile]] = {kind: {} for kind in KINDS}
        aliases: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
        for file in files:
            by_id[file.kind][file.id] = file
            for alias in file.entry.aliases if file.entry else ():
                aliases[file.kind].setdefault(alias, file.id)
        return cls(files=tuple(files), by_id=by_id, aliases=aliases, judged=judged)

    def valid(self, *kinds: str) -> Iterator[SourceFile]:
        """Yield the judged files of these kinds (all when none is named) whose shape is right."""
        for file in self.files:
            if self.judged is not None and (file.kind, file.id) not in self.judged:
                continue
            if file.entry is not None and (not kinds or file.kind in kinds):
                yield file

    def entries(self, kind: str) -> dict[str, Any]:
        """Return the valid entries of a kind by id."""
        return {id: file.entry for id, file in self.by_id[kind].items() if file.entry is not None}  # noqa: A001

    def missing(self, kind: str, name: str) -> str | None:
        """Return what is wrong with a reference, or None when it names an entry by its id; `kind` may be `a|b`."""
        kinds = kind.split("|")
        named = [self.by_id[each][name].entry for each in kinds if name in self.by_id[each]]
        if named:
            gone = next((entry.deprecated for entry in named if entry is not None and entry.deprecated), None)
            return say("{name!r} is deprecated: write the id {gone!r}", name=name, gone=gone) if gone else None
        for each in kinds:
            if name in self.aliases[each]:
                return say("{name!r} is an alias: write the id {id!r}", name=name, id=self.aliases[each][name])
        if not any(self.by_id[each] for each in kinds):
            return say("{name!r} is not in the catalogue: the folder {kind}/ is empty", name=name, kind=kind)
        import difflib  # noqa: PLC0415 - only when something is wrong

        near = difflib.get_close_matches(name, [entry for each in kinds for entry in self.by_id[each]], n=3, cutoff=0.6)
        if near:
            return say("{name!r} is not in {kind}/; near: {names}", name=name, kind=kind, names=", ".join(near))
        return say("{name!r} is not in {kind}/", name=name, kind=kind)


def fields(data: Any, pattern: str) -> Iterator[tuple[Location, Any]]:
    """Yield place and value of every field that a dotted pattern names; `*` stands for each item of a list or dict."""
    yield from _fields(data, pattern.split("."), ())


def _fields(data: Any, steps: list[str], at: Location) -> Iterator[tuple[Location, Any]]:
    if not steps:
        yield at, data
    elif steps[0] == "*":
        items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
        for key, value in items:
            yield from _fields(value, steps[1:], (*at, key))
    elif isinstance(data, dict) and data.get(steps[0]) is not None:
        yield from _fields(data[steps[0]], steps[1:], (*at, steps[0]))


def walk(data: Any, at: Location = ()) -> Iterator[tuple[Location, Any]]:
    """Yield place and value of everything below, parents first."""
    yield at, data
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from walk(value, (*at, key))


def problem(file: SourceFile, at: Location, *, rule: str, message: str) -> Problem:
    """Build a problem at a place of a file."""
    return Problem(where=file.at(*at), rule=rule, message=message)
