"""One entry as a page: what people read, numbers, claims, limits, gaps, sources, where it is used, who reviewed it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evenpull.core.words import say
from evenpull.knowledge.backlinks import Links
from evenpull.knowledge.cards import AGAINST, sources_of, title
from evenpull.knowledge.kinds import Entry, ReferenceFact, Value
from evenpull.knowledge.kinds.common import Claim, Reviewer
from evenpull.knowledge.person_text import PERSON_FIELDS
from evenpull.knowledge.rules.whole import fields
from evenpull.report.catalogue_pages.fields import label
from evenpull.report.catalogue_pages.nodes import ClaimRow, Node, Number, claim_row, node, number, opened, walk
from evenpull.report.catalogue_pages.refs import Linker, Ref, many
from evenpull.report.words import capital

_APART = frozenset({"id", "aliases", "deprecated", "gaps", "known", "reviewed_by", "sources", "evidence"})
"""Fields with a place of their own on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A cited source: its page, its reference, how much of it was read."""

    ref: Ref
    citation: str
    locator: str
    doi: str
    opened: str
    unread: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything that one entry's page shows."""

    kind: str
    id: str
    title: str
    aliases: tuple[str, ...]
    replaced_by: Ref | None
    known: str
    evidence: str
    evidence_about: str
    reviewable: bool
    reviewed: Reviewer | None
    own: bool
    said: tuple[Node, ...]
    holds: tuple[Node, ...]
    numbers: tuple[Number, ...]
    claims: tuple[ClaimRow, ...]
    columns: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    against: tuple[Node, ...]
    disagreements: tuple[Ref, ...]
    gaps: tuple[str, ...]
    sources: tuple[SourceRow, ...]
    used: tuple[tuple[str, tuple[Ref, ...]], ...]
    figure: str


def page(kind: str, entry: Entry, *, linker: Linker, links: Links) -> Page:
    """Return an entry's page.

    Args:
        kind: Its kind.
        entry: The entry, in use or deprecated.
        linker: Makes addresses.
        links: Who names whom.
    """
    catalogue = linker.catalogue
    found = list(walk(entry))
    columns, table = _table(entry)
    covered = {pattern.split(".")[0] for pattern in PERSON_FIELDS.get(kind, ()) if pattern.count(".") < 2}
    covered -= {"rules", "removes", "limits", "validity", "options"}
    skipped = _APART | covered | set(AGAINST) | ({"columns", "table"} if table else set())
    about = getattr(entry, "evidence_about", "")
    return Page(
        kind=kind,
        id=entry.id,
        title=title(entry) or entry.id,
        aliases=entry.aliases,
        replaced_by=linker.to(kind, catalogue.resolve(kind, entry.deprecated)) if entry.deprecated else None,
        known=getattr(entry, "known", ""),
        evidence=getattr(entry, "evidence", None) or "",
        evidence_about=about,
        reviewable="reviewed_by" in type(entry).model_fields,
        reviewed=getattr(entry, "reviewed_by", None),
        own=f"{kind}/{entry.id}" in catalogue.own,
        said=_said(kind, entry),
        holds=_nodes(
            [name for name in type(entry).model_fields if name not in skipped], entry, kind=kind, linker=linker
        ),
        numbers=tuple(number(at, value, linker) for at, value in found if isinstance(value, Value)),
        claims=tuple(claim_row(at, value, linker) for at, value in found if isinstance(value, Claim)),
        columns=columns,
        table=table,
        against=_nodes([name for name in AGAINST if name != "gaps"], entry, kind=kind, linker=linker),
        disagreements=tuple(
            linker.to("contradictions", link.id)
            for link in links.get((kind, entry.id), ())
            if link.kind == "contradictions"
        ),
        gaps=entry.gaps,
        sources=tuple(
            SourceRow(
                ref=linker.to("sources", key),
                citation=source.citation,
                locator="" if source.doi and source.doi in source.locator else source.locator,
                doi=source.doi,
                opened=opened(source),
                unread=source.read == "not_opened",
            )
            for key, source in sources_of(entry, catalogue).items()
        ),
        used=_used(kind, entry.id, linker=linker, links=links),
        figure=getattr(entry, "drawn", None) or (entry.id if kind == "tests" and entry.id in catalogue.figures else ""),
    )


def _said(kind: str, entry: Entry) -> tuple[Node, ...]:
    """Return what people read of an entry, field by field."""
    data = entry.model_dump(mode="json", exclude_defaults=True)
    found: dict[str, list[Ref]] = {}
    for pattern in PERSON_FIELDS.get(kind, ()):
        name = label(pattern.split(".")[0])
        for _, text in fields(data, pattern):
            if isinstance(text, str) and text:
                found.setdefault(name, []).append(Ref(text))
    return tuple(Node(name, items=tuple(items), whole=True) for name, items in found.items())


def _nodes(names: list[str], entry: Entry, *, kind: str, linker: Linker) -> tuple[Node, ...]:
    found = (
        node(name, getattr(entry, name), kind=kind, pattern=name, linker=linker)
        for name in names
        if getattr(entry, name, None) is not None
    )
    return tuple(each for each in found if each is not None)


def _table(entry: Entry) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Return a reference fact's table: heads with units, then lines."""
    if not isinstance(entry, ReferenceFact) or not entry.table:
        return (), ()
    heads = (f"{column.what} ({column.unit})" if column.unit != "1" else column.what for column in entry.columns)
    lines = ((line.sex, line.age, *(f"{value:g}" for value in line.numbers)) for line in entry.table)
    return (say("Sex"), say("Age"), *heads), tuple(lines)


def _used(kind: str, name: str, *, linker: Linker, links: Links) -> tuple[tuple[str, tuple[Ref, ...]], ...]:
    """Return who names an entry, kind by kind and field by field."""
    groups: dict[str, dict[str, Ref]] = {}
    for link in links.get((kind, name), ()):
        head = capital(many(link.kind))
        if link.field != "sources":
            head = f"{head}: {label(link.field).lower()}"
        groups.setdefault(head, {})[link.id] = linker.to(link.kind, link.id)
    return tuple((head, tuple(refs.values())) for head, refs in groups.items())


def knowns(value: Any) -> list[str]:
    """Return how each number, claim and statement below plain data is known."""
    if isinstance(value, dict):
        here = [value["known"]] if isinstance(value.get("known"), str) else []
        return here + [word for held in value.values() for word in knowns(held)]
    if isinstance(value, list):
        return [word for held in value for word in knowns(held)]
    return []
