"""Figures of exercises, tests and muscles for a page, with ids that stay unique when many share it."""

from __future__ import annotations

import re
from typing import Literal

from evenpull.body.figure.marks import Mark
from evenpull.infer.records import Call
from evenpull.knowledge.load import Catalogue

_ID = re.compile(r'(?<![\w-])id="([A-Za-z_][\w.\-]*)"')
_URL = re.compile(r"url\(#([^)]*)\)")
_HREF = re.compile(r'href="#([^"]*)"')
_ARIA = re.compile(r'(aria-labelledby|aria-describedby)="([^"]*)"')


def figure(figure_id: str | None, catalogue: Catalogue, *, prefix: str) -> str:
    """Return the drawing of an exercise or test as SVG, or an empty string when the catalogue holds none.

    Args:
        figure_id: Catalogue id, or None.
        prefix: Put before every id inside the drawing, so that drawings on one page do not share gradients or patterns.
    """
    if figure_id is None or figure_id not in catalogue.figures:
        return ""
    from evenpull.body.figure.exercise import draw_figure  # noqa: PLC0415 - figures load only when a page shows them

    return own_ids(draw_figure(figure_id, catalogue), prefix=prefix)


def muscle_map(calls: tuple[Call, ...], catalogue: Catalogue) -> str:
    """Return the front and back figure with the called groups marked."""
    from evenpull.body.figure.muscle_map import draw_map  # noqa: PLC0415 - likewise

    return own_ids(draw_map(_marks(calls), catalogue), prefix="page")


def pelvis(calls: tuple[Call, ...]) -> str:
    """Return the pelvis on four even ropes beside this person's; empty when no call concerns one of them."""
    from evenpull.body.figure.pelvis import draw_pelvis, ropes_of  # noqa: PLC0415 - likewise

    pulls = ropes_of(_marks(calls))
    return own_ids(draw_pelvis(pulls, width=620), prefix="ropes") if pulls else ""


def _marks(calls: tuple[Call, ...]) -> dict[tuple[str, str], Mark]:
    """Return what is said of each group; one both short and weak bears one mark."""
    marks: dict[tuple[str, str], Mark] = {}
    for call in sorted(calls, key=lambda call: (-call.probability, call.id)):
        if call.property == "overactive" or call.word not in {"probably", "possibly"}:
            continue
        word: Literal["probably", "possibly"] = "probably" if call.word == "probably" else "possibly"
        first = marks.get((call.muscle, call.side))
        kind = (
            call.property
            if first is None
            else "both"
            if {first.kind, call.property} == {"short", "weak"}
            else first.kind
        )
        marks[call.muscle, call.side] = Mark(kind=kind, word=word)
    return marks


def own_ids(svg: str, *, prefix: str) -> str:
    """Return the drawing with every id and every reference to one prefixed."""
    svg = re.sub(r"^\s*<\?xml[^>]*\?>\s*", "", svg)
    names = set(_ID.findall(svg))

    def own(name: str) -> str:
        return f"{prefix}-{name}" if name in names else name

    svg = _ID.sub(lambda m: f'id="{own(m[1])}"', svg)
    svg = _URL.sub(lambda m: f"url(#{own(m[1])})", svg)
    svg = _HREF.sub(lambda m: f'href="#{own(m[1])}"', svg)
    return _ARIA.sub(lambda m: f'{m[1]}="{" ".join(own(word) for word in m[2].split())}"', svg)
