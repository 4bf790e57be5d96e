"""Names lead to one entry: an alias belongs to one entry of a kind and is no entry's id."""

from __future__ import annotations

from collections.abc import Iterator

from evenpull.errors import Problem
from evenpull.knowledge.rules.whole import Whole, problem


def aliases_are_unique(whole: Whole) -> Iterator[Problem]:
    """An alias is given once, leads to one entry of its kind, and shadows no id."""
    taken: dict[tuple[str, str], str] = {(file.kind, file.id): file.name for file in whole.files}
    for file in whole.valid():
        assert file.entry is not None
        for number, alias in enumerate(file.entry.aliases):
            at = ("aliases", number)
            if alias == file.id:
                yield problem(file, at, rule="alias", message=f"{alias!r} is this entry's own id; remove it")
            elif (file.kind, alias) in taken:
                other = taken[file.kind, alias]
                told = "is given twice" if other == file.name else f"already leads to {other}"
                yield problem(file, at, rule="alias", message=f"{alias!r} {told}")
            elif not alias or alias != alias.strip():
                yield problem(file, at, rule="alias", message="an alias has no spaces at its ends and is not empty")
            taken.setdefault((file.kind, alias), file.name)
