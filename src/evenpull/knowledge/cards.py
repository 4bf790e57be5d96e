"""Entries of the catalogue as readable cards: values with unit, source and how known, evidence, what speaks against.

Nothing is left out of a card but what is empty; the same entry as plain data is `Card.as_dict()`.
"""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from evenpull.core.words import say
from evenpull.errors import UnknownId
from evenpull.knowledge.kinds import KINDS, Entry, Source, Value
from evenpull.knowledge.kinds.common import Record
from evenpull.knowledge.load import Catalogue

WIDTH = 88
AGAINST = ("against", "competing", "weight_note", "ordinary", "evidence_note", "caution", "gaps")
"""Fields that say what limits an entry; they stand together at a card's end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry in a list: its id and what it is called."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One entry with the sources that it cites; `note` says when it was asked for by a deprecated name."""

    kind: str
    entry: Entry
    sources: dict[str, Source]
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the entry and its sources as plain data."""
        return ({"note": self.note} if self.note else {}) | {
            "kind": self.kind,
            "entry": self.entry.model_dump(mode="json", exclude_defaults=True) | {"id": self.entry.id},
            "sources": {key: source.model_dump(mode="json") for key, source in self.sources.items()},
        }

    def text(self) -> str:
        """Return the card as lines of at most 88 columns."""
        lines = [f"{self.kind} / {self.entry.id}", *([self.note] if self.note else []), ""]
        for name in type(self.entry).model_fields:
            if name not in ("id", "sources", *AGAINST):
                lines += _field(name, getattr(self.entry, name))
        limits = [name for name in AGAINST if getattr(self.entry, name, None)]
        if limits:
            lines += ["", say("What speaks against it, and what is not known")]
            for name in limits:
                lines += _field(name, getattr(self.entry, name))
        if self.sources:
            lines += ["", say("Sources")]
            for key, source in self.sources.items():
                lines += _wrap(f"{key}: {source.citation} ({_READ[source.read]})", 2)
        return "\n".join(lines)


_KNOWN = {
    "measured": say("measured"),
    "derived": say("derived"),
    "recalled": say("recalled"),
    "default": say("default"),
}
_READ = {
    "whole": say("read whole"),
    "part": say("read in part"),
    "abstract": say("abstract read"),
    "secondary": say("read about elsewhere"),
    "not_opened": say("not opened"),
}


def listing(catalogue: Catalogue, kind: str | None = None) -> tuple[Row, ...]:
    """Return the kinds with how many entries they have, or the entries of one kind.

    Raises:
        UnknownId: When there is no such kind.
    """
    if kind is None:
        return tuple(Row(id=name, name=f"{len(getattr(catalogue, name))}") for name in KINDS)
    if kind not in KINDS:
        raise _unknown_kind(kind)
    return tuple(Row(id=id, name=title(entry)) for id, entry in getattr(catalogue, kind).items())  # noqa: A001


def card(catalogue: Catalogue, kind: str, name: str) -> Card:
    """Return the card of an entry by its id or alias.

    Raises:
        UnknownId: When there is no such kind or entry; lists the nearest names.
    """
    if kind not in KINDS:
        raise _unknown_kind(kind)
    entry: Entry = getattr(catalogue, kind)[catalogue.resolve(kind, name)]
    note = (
        say("{name} is no longer used; this is what replaced it.", name=name) if catalogue.replaced(kind, name) else ""
    )
    return Card(kind=kind, entry=entry, sources=sources_of(entry, catalogue), note=note)


def sources_of(entry: Entry, catalogue: Catalogue) -> dict[str, Source]:
    """Return every source that an entry cites anywhere, by key."""
    keys = sorted(set(_cited(entry)))
    return {key: catalogue.sources[key] for key in keys if key in catalogue.sources}


def _unknown_kind(kind: str) -> UnknownId:
    """Build the error for a kind that is not there, with the nearest ones."""
    near = difflib.get_close_matches(kind, KINDS, n=3, cutoff=0.4)
    return UnknownId(kind, kind=say("kind of fact"), allowed=near or sorted(KINDS))


def title(entry: Entry) -> str:
    """Return what an entry is called: its name, title, citation or first words."""
    for field in ("name", "title", "citation", "text", "contributor", "question", "stated", "person", "why", "alt"):
        found = getattr(entry, field, None)
        if found:
            return str(found)
    return ""


def _cited(value: Any) -> Iterator[str]:
    """Yield every source key that a record names, wherever it stands."""
    if isinstance(value, Record):
        for name in type(value).model_fields:
            held = getattr(value, name)
            if name == "source" and isinstance(held, str):
                yield held
            elif name in ("sources", "seeds"):
                yield from held
            else:
                yield from _cited(held)
    elif isinstance(value, dict):
        for held in value.values():
            yield from _cited(held)
    elif isinstance(value, tuple):
        for held in value:
            yield from _cited(held)


def _field(name: str, value: Any, indent: int = 0) -> list[str]:
    """Return a field's lines; an empty field has none."""
    if value is None or value in ("", (), {}, False):
        return []
    label = name.replace("_", " ")
    if isinstance(value, Value):
        return _wrap(f"{label}: {value_text(value)}", indent)
    if isinstance(value, Record):
        inner = [
            line for field in type(value).model_fields for line in _field(field, getattr(value, field), indent + 2)
        ]
        return [" " * indent + f"{label}:", *inner]
    if isinstance(value, dict):
        inner = [line for key, held in value.items() for line in _field(str(key), held, indent + 2)]
        return [" " * indent + f"{label}:", *inner]
    if isinstance(value, tuple) and any(isinstance(held, Record) or " " in str(held) for held in value):
        return [" " * indent + f"{label}:", *(line for held in value for line in _item(held, indent + 2))]
    shown = ", ".join(map(_scalar, value)) if isinstance(value, tuple) else _scalar(value)
    return _wrap(f"{label}: {shown}", indent)


def _scalar(value: Any) -> str:
    """Write one plain value: numbers without empty decimals, true as yes."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def _item(value: Any, indent: int) -> list[str]:
    """Return the lines of one item of a list."""
    if isinstance(value, Value):
        return _wrap(f"- {value_text(value)}", indent)
    if isinstance(value, Record):
        lines = [
            line for field in type(value).model_fields for line in _field(field, getattr(value, field), indent + 2)
        ]
        return [" " * indent + "- " + lines[0].lstrip(), *lines[1:]] if lines else []
    return _wrap(f"- {value if not isinstance(value, tuple) else ', '.join(map(_scalar, value))}", indent)


def value_text(value: Value) -> str:
    """Write a value with its unit, spread, population, how it is known, and from where.

    Example:
        >>> value_text(Value(value=11.9, unit="deg", sd=5.6, source="FERBER2010", known="measured"))
        '11.9 deg (sd 5.6), measured, FERBER2010'
    """
    spread = [say("sd {sd:g}", sd=value.sd)] if value.sd is not None else []
    if value.interval is not None:
        low, high = value.interval
        spread.append(say("{what} {low:g} to {high:g}", what=value.interval_is or say("interval"), low=low, high=high))
    text = f"{value.value:g} {value.unit}" + (f" ({', '.join(spread)})" if spread else "") + f", {_KNOWN[value.known]}"
    whom = value.population + (say(", n = {count}", count=value.n) if value.n else "")
    where = " ".join(part for part in (value.source, value.locator) if part)
    rest = "; ".join(part for part in (whom, value.basis) if part)
    return text + (f", {where}" if where else "") + (f": {rest}" if rest else "")


def _wrap(text: str, indent: int) -> list[str]:
    """Return a text as lines of at most 88 columns, further lines set in by two."""
    gap = " " * indent
    return textwrap.wrap(text, WIDTH, initial_indent=gap, subsequent_indent=gap + "  ", break_on_hyphens=False) or [gap]
