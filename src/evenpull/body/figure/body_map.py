"""The pain map: front and back figure with a spot for every place that can hurt, to show or to touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

from evenpull.body.figure.palette import PALETTES, Theme
from evenpull.body.figure.standing import View, said_view, silhouette, standing
from evenpull.body.figure.svg import document, element, number, text
from evenpull.core.side import SIDES, Side
from evenpull.core.words import say
from evenpull.knowledge.kinds.pain import PainSite
from evenpull.knowledge.load import Catalogue

HALF = 96.0
BETWEEN = 200.0
RADIUS = 8.0
SPOT = "#16867a"


def draw_body_map(
    sites: Catalogue | Mapping[str, PainSite],
    *,
    chosen: Iterable[tuple[str, str]] = (),
    width: float | None = None,
    theme: Theme = "light",
    name: str = "body",
) -> str:
    """Return the outline of a body from the front and the back with a spot on every place that can hurt.

    Each spot is a group with `data-site` and `data-side`, so that a page can let people touch it.

    Args:
        sites: The catalogue, or its pain sites by id; their places count in a square of the body's height, left side.
        chosen: Site and side of the places that hurt; `both` marks both sides.
        width: Shown width in pixels; the drawing's own where None.
        theme: Colours for a light or dark page; the ground is transparent.
        name: Keeps the ids of several maps on one page apart.
    """
    places = sites.pain_sites if isinstance(sites, Catalogue) else sites
    palette = PALETTES[theme]
    hurt = set(chosen)
    body, seen = "", standing("front")
    views: tuple[tuple[View, float], ...] = (("front", HALF), ("back", HALF + BETWEEN))
    for view, x in views:
        spots = "".join(_spots(site_id, site, view, hurt) for site_id, site in sorted(places.items()))
        body += element("g", silhouette(view, theme) + spots, transform=f"translate({number(x)},0)")
        body += text(said_view(view), x=x, y=seen.top - 12, size=13.0, fill=palette.text, weight=600)
        first, second = (say("right"), say("left")) if view == "front" else (say("left"), say("right"))
        for words, shift in ((first, -66), (second, 66)):
            body += text(words, x=x + shift, y=seen.bottom + 4, size=11.0, fill=palette.text)
    box = (-10.0, seen.top - 32, 2 * HALF + BETWEEN + 20, seen.height + 50)
    names = ", ".join(sorted({_name(places[site], side) for site, side in hurt if site in places}))
    words = (
        say("Front and back of a body. Marked: {places}.", places=names)
        if names
        else say("Front and back of a body, to mark where it hurts.")
    )
    return document(body, name=f"{name}-{theme}", title=say("Where it hurts"), description=words, box=box, width=width)


def _name(site: PainSite, side: str) -> str:
    return f"{site.name}, {side}" if site.sided and side in SIDES else site.name


def _spots(site_id: str, site: PainSite, view: View, hurt: set[tuple[str, str]]) -> str:
    place = site.map_front if view == "front" else site.map_back
    if place is None:
        return ""
    seen = standing(view)
    sides: tuple[Side | None, ...] = SIDES if site.sided else (None,)
    out = ""
    for side in sides:
        x = (place[0] - 0.5) * seen.height * (-1 if side == "right" else 1)
        y = seen.top + place[1] * seen.height
        marked = (site_id, side or "both") in hurt or (site_id, "both") in hurt
        touch = element("circle", cx=x, cy=y, r=RADIUS + 2, fill="#ffffff", fill_opacity="0")
        if marked:
            dot = element(
                "circle", cx=x, cy=y, r=RADIUS, fill=SPOT, fill_opacity="0.85", stroke="#0d5149", stroke_width=1.4
            )
            dot += element("circle", cx=x, cy=y, r=RADIUS * 0.4, fill="#ffffff")
        else:
            dot = element(
                "circle", cx=x, cy=y, r=4.2, fill="#ffffff", fill_opacity="0.9", stroke=SPOT, stroke_width=1.3
            )
        title = element("title", escape(_name(site, side or "")))
        out += element(
            "g", title + touch + dot, data_site=site_id, data_side=side or "both", class_="hurts" if marked else None
        )
    return out
