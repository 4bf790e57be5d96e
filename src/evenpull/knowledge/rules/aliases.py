"""Names lead to one entry: an alias belongs to one entry of a kind and is no entry's id."""

from __future__ import annotations

from collections.abc import Iterator

from evenpull.core.words import say
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
                yield problem(
                    file, at, rule="alias", message=say("{alias!r} is this entry's own id; remove it", alias=alias)
                )
            elif (file.kind, alias) in taken:
                other = taken[file.kind, alias]
                twice = say("{alias!r} is given twice", alias=alias)
                led = say("{alias!r} already leads to {other}", alias=alias, other=other)
                yield problem(file, at, rule="alias", message=twice if other == file.name else led)
            elif not alias or alias != alias.strip():
                yield problem(
                    file, at, rule="alias", message=say("an alias has no spaces at its ends and is not empty")
                )
            taken.setdefault((file.kind, alias), file.name)
