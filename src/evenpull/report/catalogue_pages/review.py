"""Review sheets: what a clinician reads, ticks and signs, kind by kind, on paper (HTML) or in a table program (CSV)."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from evenpull.core.words import say
from evenpull.errors import StoreError, UnknownId
from evenpull.knowledge.cards import sources_of, title
from evenpull.knowledge.kinds import KINDS, Entry
from evenpull.knowledge.kinds.common import Reviewer
from evenpull.knowledge.load import Catalogue
from evenpull.report.catalogue_pages.nodes import Node, as_list, node, opened
from evenpull.report.catalogue_pages.refs import Linker, many
from evenpull.report.page import environment, load_css

REVIEWED = tuple(kind for kind, model in KINDS.items() if "reviewed_by" in model.model_fields)
"""Kinds whose entries a clinician reviews."""
_FIELDS: dict[str, tuple[str, ...]] = {
    "tests": ("plain", "steps", "risk", "needs", "facts", "contra_codes", "stop_rules", "competing"),
    "screening": ("text", "help", "asked_of", "region", "rules", "refers", "codes", "caution"),
    "safety_facts": ("text", "region", "threshold", "words", "rules", "refers", "codes", "caution"),
    "conditions": ("question", "removes", "limits", "no_plan", "mode", "no_calls", "needs_clearance", "instead",
                   "implies", "medicines", "caution"),
    "referrals": ("title", "level", "how_soon", "do_now", "tell_them", "caution"),
    "stop_rules": ("text", "then", "applies", "most", "rise", "caution"),
    "exercises": ("role", "primary", "start", "movement", "feel", "breathing", "avoid", "dose", "facts", "codes",
                  "stop_rules", "practitioner_only", "substitute"),
}  # fmt: skip
"""What a sheet shows of an entry, by kind."""
COLUMNS = (
    *("kind", "id", "name", "says", "known", "sources", "reviewed_by"),
    *("decision", "change", "reviewer", "licence", "date"),
)
"""The columns of a sheet as CSV; the second line is the reviewer's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry on a sheet."""

    id: str
    name: str
    says: tuple[Node, ...]
    known: str
    sources: tuple[str, ...]
    gaps: tuple[str, ...]
    reviewed: Reviewer | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One kind's sheet."""

    kind: str
    name: str
    items: tuple[Item, ...]

    @property
    def reviewed(self) -> int:
        """How many entries a clinician has reviewed."""
        return sum(item.reviewed is not None for item in self.items)


def sheet(catalogue: Catalogue, kind: str) -> Sheet:
    """Return a kind's sheet.

    Raises:
        UnknownId: When there is no such kind or it carries no review.
    """
    if kind not in REVIEWED:
        raise UnknownId(kind, kind=say("kind that is reviewed"), allowed=sorted(REVIEWED))
    linker = Linker.of(catalogue, frozenset())
    items = (_item(kind, entry, linker) for entry in getattr(catalogue, kind).values())
    return Sheet(kind=kind, name=many(kind), items=tuple(items))


def _item(kind: str, entry: Entry, linker: Linker) -> Item:
    shown = (node(field, getattr(entry, field), kind=kind, pattern=field, linker=linker) for field in _FIELDS[kind])
    cited = sources_of(entry, linker.catalogue)
    return Item(
        id=entry.id,
        name=title(entry),
        says=tuple(each for each in shown if each is not None),
        known=getattr(entry, "known", ""),
        sources=tuple(f"{key} ({opened(source)}): {source.citation}" for key, source in cited.items()),
        gaps=entry.gaps,
        reviewed=getattr(entry, "reviewed_by", None),
    )


def as_html(found: Sheet, catalogue: Catalogue) -> str:
    """Return a sheet as one printable page that holds its own style."""
    template = environment().get_template("review_sheet.html.j2")
    css = environment().loader.get_source(environment(), "catalogue.css")[0]  # type: ignore[union-attr]
    return template.render(
        sheet=found, css=load_css(), own_css=css, as_list=as_list, sha256=catalogue.sha256, version=version("evenpull")
    )


def as_csv(found: Sheet) -> str:
    """Return a sheet as comma-separated values with empty columns for the reviewer."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in found.items:
        done = f"{item.reviewed.name}, {item.reviewed.licence}, {item.reviewed.date}" if item.reviewed else ""
        row = (found.kind, item.id, item.name, _words(item.says), item.known, "; ".join(item.sources), done)
        writer.writerow([*map(_cell, row), "", "", "", "", ""])
    return out.getvalue()


def _words(nodes: tuple[Node, ...]) -> str:
    """Return nodes as running text."""
    parts = []
    for each in nodes:
        inner = _words(each.parts) if each.parts else " | ".join(ref.text for ref in each.items)
        parts.append(f"{each.label}: {inner}")
    return "; ".join(parts)


def _cell(text: str) -> str:
    """Return a cell that no table program takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def write_sheets(catalogue: Catalogue, out: Path, *, kind: str | None = None) -> tuple[Path, ...]:
    """Write one kind's sheet as HTML at `out` and as CSV beside it, or every kind's into the folder `out`.

    Raises:
        StoreError: When they cannot be written.
        UnknownId: When there is no such kind or it carries no review.
    """
    made: dict[Path, str] = {}
    for each in REVIEWED if kind is None else (kind,):
        found = sheet(catalogue, each)
        place = out / f"review_{each}.html" if kind is None else out
        made[place.with_suffix(".html")] = as_html(found, catalogue)
        made[place.with_suffix(".csv")] = as_csv(found)
    try:
        for path, text in made.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    except OSError as fault:
        raise StoreError(
            say("the review sheets could not be written"), hint=say("Choose another place with --out.")
        ) from fault
    return tuple(made)
