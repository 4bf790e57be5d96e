"""The muscle map: front and back figure with every group that has a finding drawn as an area, on both sides."""

from __future__ import annotations

from evenpull.body.figure.marks import ANGLE_DEG, Mark, Marks, fill_of, hatching, said, sentence
from evenpull.body.figure.palette import PALETTES, Palette, Theme
from evenpull.body.figure.regions import REGIONS, Region
from evenpull.body.figure.standing import View, said_view, silhouette, standing
from evenpull.body.figure.svg import document, element, number, path, text, text_width
from evenpull.core.side import SIDES
from evenpull.core.words import say
from evenpull.knowledge.load import Catalogue

BETWEEN = 170.0
HALF = 84.0
NAME_SIZE = 13.0


def draw_map(
    marks: Marks, catalogue: Catalogue, *, width: float | None = None, theme: Theme = "light", name: str = "map"
) -> str:
    """Return the front and back figure side by side, with what is said of each group.

    Args:
        marks: What is said, by muscle id and side; groups left out are ordinary or cannot be told.
        catalogue: Gives each group its plain name.
        width: Shown width in pixels; the drawing's own where None.
        theme: Colours for a light or dark page; the ground is transparent.
        name: Keeps the ids of several maps on one page apart.
    """
    palette = PALETTES[theme]
    prefix = f"{name}-{theme}"
    front, back = (
        view_group("front", marks, catalogue, theme=theme, prefix=prefix),
        view_group("back", marks, catalogue, theme=theme, prefix=prefix),
    )
    seen = standing("front")
    middle = HALF + BETWEEN
    body = hatching(prefix) + element("g", front, transform=f"translate({number(HALF)},0)")
    body += element("g", back, transform=f"translate({number(middle)},0)")
    views: tuple[tuple[View, float], ...] = (("front", HALF), ("back", middle))
    for view, x in views:
        body += text(said_view(view), x=x, y=seen.top - 14, size=NAME_SIZE, fill=palette.text, weight=600)
        first, second = (say("right"), say("left")) if view == "front" else (say("left"), say("right"))
        for words, shift in ((first, -62), (second, 62)):
            body += text(words, x=x + shift, y=seen.bottom + 4, size=11.0, fill=palette.text)
    legend, depth = _legend(marks, palette, prefix=prefix, x=0.0, y=seen.bottom + 28)
    body += legend
    box = (-14.0, seen.top - 34, middle + HALF + 28, seen.height + 34 + 28 + depth)
    told = "; ".join(sentence(side, _lay(muscle, catalogue), mark) for (muscle, side), mark in sorted(marks.items()))
    words = say("Front and back of a body. {marks}.", marks=told or say("No group stands out"))
    return document(body, name=prefix, title=say("Muscle map"), description=words, box=box, width=width)


def _lay(muscle: str, catalogue: Catalogue) -> str:
    found = catalogue.muscles.get(muscle)
    return found.lay if found is not None else muscle.replace("_", " ")


def view_group(view: View, marks: Marks, catalogue: Catalogue, *, theme: Theme, prefix: str) -> str:
    """Return one view's figure with its regions, the hips' midpoint at the origin."""
    palette = PALETTES[theme]
    out = silhouette(view, theme)
    for deep in (False, True):
        for region in REGIONS:
            if region.view == view and region.deep == deep:
                for side in SIDES:
                    out += _region(region, side, marks.get((region.muscle, side)), palette, catalogue, prefix=prefix)
    return out


def _region(
    region: Region, side: str, mark: Mark | None, palette: Palette, catalogue: Catalogue, *, prefix: str
) -> str:
    outline = standing(region.view).smooth(region.segment, side, region.points)
    title = element(
        "title", sentence(side, _lay(region.muscle, catalogue), mark).replace("&", "&amp;").replace("<", "&lt;")
    )
    if mark is None:
        fill = "none" if region.deep else palette.far_light
        line, weight = palette.far_line, 0.8
    else:
        fill, line, weight = fill_of(mark, prefix), palette.near_line, 1.3
    shape = element(
        "path",
        d=path(outline),
        fill=fill,
        fill_opacity="0.9" if region.deep and mark is not None else None,
        stroke=line,
        stroke_width=weight,
        stroke_dasharray=None if not region.deep else "3 2" if mark is None else "7 2",
        stroke_linejoin="round",
    )
    return element("g", title + shape, data_muscle=region.muscle, data_side=side)


def _legend(marks: Marks, palette: Palette, *, prefix: str, x: float, y: float) -> tuple[str, float]:
    """Return the legend and how deep it is: what is marked, then what every map has."""
    kinds = sorted({"short", "weak", *(mark.kind for mark in marks.values())}, key=list(ANGLE_DEG).index)
    rows: list[tuple[str, str, str | None]] = []
    for kind in kinds:
        both = (Mark(kind=kind, word="probably"), Mark(kind=kind, word="possibly"))
        rows += [(said(mark), fill_of(mark, prefix), None) for mark in both]
    rows += [(said(None), palette.far_light, None), (say("lies under others"), "none", "3 2")]
    out, size, column = "", 11.0, 164.0
    for i, (words, fill, dash) in enumerate(rows):
        left, top = x + (i % 2) * column, y + (i // 2) * 18
        assert text_width(words, size) + 24 < column
        out += element(
            "rect",
            x=left,
            y=top - 9,
            width=16.0,
            height=11.0,
            rx=3.0,
            fill=fill,
            stroke=palette.near_line,
            stroke_width=1.0,
            stroke_dasharray=dash,
        )
        out += text(words, x=left + 22, y=top, size=size, fill=palette.text, anchor="start")
    return out, -(-len(rows) // 2) * 18.0
