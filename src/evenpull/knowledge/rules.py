"""Rules over the whole catalogue: references, aliases, completeness, honesty. Each is one function; add a rule, add one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from evenpull.errors import Problem
from evenpull.knowledge.compile import SourceFile

Rule = Callable[[list[SourceFile]], Iterator[Problem]]


def aliases_are_unique(files: list[SourceFile]) -> Iterator[Problem]:
    """An alias leads to one entry of a kind, and is no other entry's id."""
    taken: dict[tuple[str, str], str] = {(file.kind, file.id): file.name for file in files}
    for file in files:
        for number, alias in enumerate(file.entry.aliases if file.entry else ()):
            other = taken.setdefault((file.kind, alias), file.name)
            if other != file.name:
                where = file.at("aliases", number)
                yield Problem(where=where, rule="alias", message=f"{alias!r} already leads to {other}")


RULES: tuple[Rule, ...] = (aliases_are_unique,)


def check_rules(files: list[SourceFile]) -> list[Problem]:
    """Return every problem that the rules find, in file order."""
    return [problem for rule in RULES for problem in rule(files)]
