"""An entry's fields as labelled nodes: words, links, nested parts; numbers and claims stand in tables of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from evenpull.core.words import say
from evenpull.knowledge.kinds import Source, Value
from evenpull.knowledge.kinds.common import Claim, Record
from evenpull.report.catalogue_pages.fields import FIELDS, field_words, label
from evenpull.report.catalogue_pages.refs import Linker, Ref
from evenpull.report.words import capital, spaced

OPENED = {
    "whole": say("read whole"),
    "part": say("read in part"),
    "abstract": say("abstract read"),
    "secondary": say("read about elsewhere"),
    "not_opened": say("not opened"),
}
_SIDES = {"same": say("same side"), "other": say("other side"), "both": say("both sides")}
_LONGEST_WHOSE = 48
_RANGES = frozenset({"possible", "sets", "reps", "hold_s", "breaths", "rest_s", "days_per_week", "age"})
_WHOSE = ("what", "protocol", "sex", "age", "field", "text")


@dataclass(frozen=True, slots=True)
class Node:
    """One field: its label, its words and links (each an item), its parts."""

    label: str
    items: tuple[Ref, ...] = ()
    parts: tuple[Node, ...] = ()
    whole: bool = False
    """True when the items are sentences, one to a line, rather than words in a row."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number with everything that is known of it."""

    what: str
    value: str
    spread: str
    whose: str
    known: str
    source: Ref | None
    opened: str
    locator: str
    basis: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One graded claim about a muscle group."""

    when: str
    muscle: Ref
    says: str
    evidence: str
    known: str
    text: str
    against: str
    sources: tuple[Ref, ...]
    basis: str


def plain(value: Any) -> str:
    """Return a scalar in words."""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    return f"{value:g}" if isinstance(value, float) else str(value)


def node(name: str, value: Any, *, kind: str, pattern: str, linker: Linker) -> Node | None:
    """Return a field as a node, without the numbers and claims in it; None when nothing is left."""
    if value is None or value in ("", (), {}, False) or isinstance(value, Value | Claim):
        return None
    if isinstance(value, Record):
        parts = _parts(value, kind=kind, pattern=pattern, linker=linker)
        return Node(label(name), parts=parts) if parts else None
    if isinstance(value, dict):
        found = (node(str(key), held, kind=kind, pattern=f"{pattern}.*", linker=linker) for key, held in value.items())
        parts = tuple(each for each in found if each is not None)
        return Node(label(name), parts=parts) if parts else None
    if isinstance(value, tuple):
        return _list(name, value, kind=kind, pattern=pattern, linker=linker)
    return Node(label(name), items=(linker.field(kind, pattern, plain(value)),))


def _list(name: str, value: tuple[Any, ...], *, kind: str, pattern: str, linker: Linker) -> Node | None:
    if all(isinstance(held, int | float) and not isinstance(held, bool) for held in value):
        joined = ", ".join(map(plain, value))
        if pattern.rsplit(".", maxsplit=1)[-1] in _RANGES and len(value) == 2:
            joined = say("{low} to {high}", low=plain(value[0]), high=plain(value[1]))
        if pattern == "units_accepted.*":
            joined = say("times {factor}, plus {offset}", factor=plain(value[0]), offset=plain(value[1]))
        return Node(label(name), items=(Ref(joined),))
    if any(isinstance(held, Record) for held in value):
        parts = tuple(
            Node(str(number), parts=found)
            for number, held in enumerate(value, 1)
            if isinstance(held, Record)
            and not isinstance(held, Value | Claim)
            and (found := _parts(held, kind=kind, pattern=f"{pattern}.*", linker=linker))
        )
        return Node(label(name), parts=parts) if parts else None
    words = [", ".join(map(plain, held)) if isinstance(held, tuple) else plain(held) for held in value]
    items = tuple(linker.field(kind, f"{pattern}.*", word) for word in words)
    return Node(label(name), items=items, whole=any(" " in word for word in words) or _sentences(items))


def _sentences(items: tuple[Ref, ...]) -> bool:
    return any(each.text.endswith((".", "?", "...")) for each in items)


def _parts(record: Record, *, kind: str, pattern: str, linker: Linker) -> tuple[Node, ...]:
    """Return a nested part's fields, but for those that say no more than is assumed without them."""
    found = (
        node(field, held, kind=kind, pattern=f"{pattern}.{field}", linker=linker)
        for field, shape in type(record).model_fields.items()
        if (held := getattr(record, field)) != shape.default
    )
    return tuple(each for each in found if each is not None)


def walk(value: Any, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the place and the content of every number and claim below a record; a place is fields and words."""
    if isinstance(value, Value | Claim):
        yield at, value
    elif isinstance(value, Record):
        whose = [
            say("{low} to {high} years", low=plain(held[0]), high=plain(held[1]))
            if name == "age" and isinstance(held, tuple)
            else plain(held)
            for name in _WHOSE
            if at
            and (held := getattr(value, name, None)) not in (None, "", "any", (18, 120))
            and len(str(held)) <= _LONGEST_WHOSE
        ]
        for field in type(value).model_fields:
            yield from walk(getattr(value, field), (*at, *whose, field))
    elif isinstance(value, dict):
        for key, held in value.items():
            yield from walk(held, (*at, field_words(str(key))))
    elif isinstance(value, tuple):
        several = len(value) > 1 and isinstance(value[0], Value)
        for place, held in enumerate(value, 1):
            yield from walk(held, (*at, str(place)) if several else at)


def number(at: tuple[str, ...], value: Value, linker: Linker) -> Number:
    """Return a value as a row of the table of numbers."""
    spread = [say("sd {sd}", sd=f"{value.sd:g}")] if value.sd is not None else []
    if value.interval is not None:
        low, high = (f"{end:g}" for end in value.interval)
        what = value.interval_is or say("interval")
        spread.append(say("{interval} {low} to {high}", interval=what, low=low, high=high))
    source = linker.catalogue.sources.get(value.source or "")
    unit = "" if value.unit == "1" else " " + value.unit.replace("_", " ")
    return Number(
        what=_joined(at),
        value=f"{value.value:g}{unit}",
        spread="; ".join(spread),
        whose=", ".join(part for part in (value.population, f"n = {value.n}" if value.n else "") if part),
        known=value.known,
        source=linker.to("sources", value.source) if value.source else None,
        opened=opened(source),
        locator=value.locator,
        basis=value.basis,
    )


def claim_row(at: tuple[str, ...], claim: Claim, linker: Linker) -> ClaimRow:
    """Return a claim as a row of the table of claims."""
    weight = say("weighs nothing")
    if claim.shift:
        weight = say("{shift} sd, error {scatter}", shift=f"{claim.shift:+g}", scatter=f"{claim.scatter:g}")
    return ClaimRow(
        when=_joined(tuple(part for part in at if part not in ("claims", "options"))),
        muscle=linker.to("muscles", claim.muscle),
        says=f"{spaced(claim.property)}, {_SIDES[claim.side]}: {weight}",
        evidence=claim.evidence,
        known=claim.known,
        text=claim.text,
        against=claim.against,
        sources=tuple(linker.to("sources", key) for key in claim.sources),
        basis=claim.basis,
    )


def _joined(at: tuple[str, ...]) -> str:
    return capital(", ".join(FIELDS.get(part, part).rstrip(".") for part in at))


def opened(source: Source | None) -> str:
    """Say how much of a source was read."""
    return OPENED[source.read] if source is not None else ""


def as_list(nodes: tuple[Node, ...]) -> Markup:
    """Return nodes as a list of labels and contents, parts within; a template would take four times as long."""
    rows = (f"<dt>{escape(each.label)}</dt><dd>{_content(each)}</dd>" for each in nodes)
    return Markup(f'<dl class="fields">{"".join(rows)}</dl>')  # every part was escaped


def _content(found: Node) -> str:
    """Return a node's words, or its parts: numbered ones in a line each where they are short."""
    if not found.parts:
        return _items(found)
    if all(part.label.isdigit() for part in found.parts):
        items = (_line(part) if _short(part) else as_list(part.parts) for part in found.parts)
        return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"
    return _line(found) if _short(found) else str(as_list(found.parts))


def _short(found: Node) -> bool:
    """Say whether a node's parts fit in a line: words only, no sentences in rows, nothing further within."""
    parts = found.parts
    return bool(parts) and all(_short(part) if part.parts else not part.whole or len(part.items) < 2 for part in parts)


def _line(found: Node) -> str:
    """Return a node's parts in one line, each after its label."""
    return "; ".join(
        f'<span class="quiet">{escape(part.label[:1].lower() + part.label[1:])}</span> '
        + (f"({_line(part)})" if part.parts else _items(part))
        for part in found.parts
    )


def _items(found: Node) -> str:
    words = [each.__html__() for each in found.items]
    if found.whole and len(words) > 1:
        return "<ul>" + "".join(f"<li>{word}</li>" for word in words) + "</ul>"
    return ", ".join(words)
