"""Which entries name which: the references that the rules check, read from the other end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evenpull.knowledge.cards import sources_of
from evenpull.knowledge.kinds import KINDS
from evenpull.knowledge.load import Catalogue
from evenpull.knowledge.rules.references import CODES, MOVED, REFERENCES
from evenpull.knowledge.rules.whole import fields

Links = dict[tuple[str, str], tuple["Link", ...]]

OTHER_FIELDS: tuple[tuple[str, str, str], ...] = (
    *((kind, pattern, "muscles") for kind, pattern in MOVED),
    ("contexts", "claims.*.muscle", "muscles"),
)
"""Fields that name an entry and stand in another table of the rules."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An entry that names another, and the field in which it does."""

    kind: str
    id: str
    field: str


def backlinks(catalogue: Catalogue) -> Links:
    """Return, for each (kind, id), the entries that name it, in the order of kinds and ids."""
    found: dict[tuple[str, str], list[Link]] = {}
    for target, link in _links(catalogue):
        held = found.setdefault(target, [])
        if link not in held:
            held.append(link)
    return {target: tuple(links) for target, links in found.items()}


def _links(catalogue: Catalogue) -> Iterator[tuple[tuple[str, str], Link]]:
    codes = {entry.code: name for name, entry in catalogue.conditions.items()}
    patterns: dict[str, list[tuple[str, str]]] = {}
    for kind, pattern, target in (*REFERENCES, *OTHER_FIELDS):
        patterns.setdefault(kind, []).append((pattern, target))
    for kind, pattern in CODES:
        patterns.setdefault(kind, []).append((pattern, "conditions"))
    for kind, wanted in patterns.items():
        for name, entry in getattr(catalogue, kind).items():
            data = entry.model_dump(mode="json", exclude_defaults=True)
            for pattern, target in wanted:
                field = pattern.split(".")[0]
                for _, held in fields(data, pattern):
                    named = codes.get(held, held) if target == "conditions" else held
                    for each in target.split("|"):
                        if named in getattr(catalogue, each):
                            yield (each, named), Link(kind=kind, id=name, field=field)
    for kind in KINDS:
        for name, entry in getattr(catalogue, kind).items():
            for key in sources_of(entry, catalogue):
                yield ("sources", key), Link(kind=kind, id=name, field="sources")
