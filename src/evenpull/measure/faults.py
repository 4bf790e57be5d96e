"""Collect every fault of a person's entries before one is raised, so that a file is mended in one go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from evenpull.errors import InputError, UnknownId, Where
from evenpull.knowledge.load import Catalogue


class Faults:
    """Faults found so far; `raise_any` raises the first with the others attached."""

    def __init__(self) -> None:
        self.found: list[InputError] = []

    @contextmanager
    def gather(self) -> Iterator[None]:
        """Keep an input error that the block raises instead of letting it out."""
        try:
            yield
        except InputError as fault:
            self.found.append(fault)

    def raise_any(self) -> None:
        """Raise the first fault, the others attached, each once.

        Raises:
            InputError: When at least one was found.
        """
        if self.found:
            flat = [one for fault in self.found for one in (fault, *fault.others)]
            first, *others = {(one.message, str(one.where)): one for one in flat}.values()
            first.others = tuple(others)
            raise first


def resolve_at(catalogue: Catalogue, kind: str, name: str, *, field: str) -> str:
    """Return the id that a name or alias leads to.

    Raises:
        UnknownId: With the field where it was given and the nearest names.
    """
    try:
        return catalogue.resolve(kind, name)
    except UnknownId as fault:
        raise UnknownId(name, kind=fault.kind, allowed=fault.allowed, where=Where(field=field)) from None
