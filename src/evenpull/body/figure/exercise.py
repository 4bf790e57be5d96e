"""Pictures of exercises and tests, drawn from the catalogue's figures."""

from __future__ import annotations

import numpy as np

from evenpull.body.figure.camera import Camera, camera
from evenpull.body.figure.palette import PALETTES, Theme
from evenpull.body.figure.panel import Panel, draw_panel
from evenpull.body.figure.placement import Scene, settle
from evenpull.body.figure.svg import document, element, number, text
from evenpull.body.skeleton.surface import place
from evenpull.body.skeleton.tree import skeleton
from evenpull.core.words import say
from evenpull.errors import UnknownId
from evenpull.knowledge.kinds.figure import Figure
from evenpull.knowledge.load import Catalogue

MARGIN = 12.0
BETWEEN = 26.0
LABEL_SIZE = 13.0
VIEW_DEG = {"side": 0.0, "front": 90.0, "back": -90.0}


def draw_figure(
    figure_id: str, catalogue: Catalogue, *, width: float | None = None, theme: Theme = "light", mirror: bool = False
) -> str:
    """Return the picture of an exercise or test as an SVG element that can stand in a page or alone.

    Args:
        figure_id: Id in the catalogue's figures, the same as the exercise's or test's.
        catalogue: The catalogue.
        width: Shown width in pixels; the drawing's own where None.
        theme: Colours for a light or dark page; the ground is transparent.
        mirror: True to show it on the other side of the body.

    Raises:
        UnknownId: When no such figure is drawn.
    """
    found = catalogue.figures.get(figure_id)
    if found is None:
        raise UnknownId(figure_id, kind=say("figure"), allowed=sorted(catalogue.figures))
    return draw(found, name=figure_id, width=width, theme=theme, mirror=mirror)


def draw(figure: Figure, *, name: str, width: float | None = None, theme: Theme = "light", mirror: bool = False) -> str:
    """Draw one figure record; `name` keeps its ids apart from those of other pictures."""
    palette = PALETTES[theme]
    eye = camera(turn_deg=VIEW_DEG[figure.view] + figure.turn_deg, lift_deg=figure.lift_deg)
    scenes = [settle(pose, skeleton()) for pose in figure.poses]
    if figure.layout == "ghost":
        panels = [draw_panel(scenes[-1], figure, eye, palette, ghost=_anchored(scenes[0], scenes[-1], figure.anchor))]
        labels = [""]
    else:
        panels = [draw_panel(scene, figure, eye, palette) for scene in scenes]
        labels = [pose.label for pose in figure.poses]
    body, box = _arrange(panels, labels, below=figure.layout == "below", colour=palette.text, mirror=mirror)
    prefix = f"fig-{name}{'-mirror' if mirror else ''}-{theme}"
    alt = figure.alt + (" " + say("Shown for the other side.") if mirror else "")
    return document(body, name=prefix, title=figure.title, description=alt, box=box, width=width)


def _anchored(ghost: Scene, still: Scene, anchor: str) -> Scene:
    """Shift a ghost along the floor so that one place coincides with the later pose."""
    shift = place(still.body, anchor) - place(ghost.body, anchor)
    return Scene(body=ghost.body.moved(shift * np.array([1.0, 1.0, 0.0])), pose=ghost.pose)


def _arrange(
    panels: list[Panel], labels: list[str], *, below: bool, colour: str, mirror: bool
) -> tuple[str, tuple[float, float, float, float]]:
    """Set panels in a row or a column with their labels; return markup and the picture's box."""
    widths = [p.extent[2] - p.extent[0] for p in panels]
    heights = [p.extent[3] - p.extent[1] for p in panels]
    foot = LABEL_SIZE + 9 if any(labels) else 0.0
    total = max(widths) if below else sum(widths) + BETWEEN * (len(panels) - 1)
    out, x, y = "", 0.0, 0.0
    for i in range(len(panels)):
        left, top, right, _ = panels[i].extent
        cell = total if below else widths[i]
        middle = x + cell / 2
        floor_drop = 0.0 if below else max(heights) - heights[i]
        dx, dy = middle - (left + right) / 2, y + floor_drop - top
        if mirror:
            dx, flip = middle + (left + right) / 2, " scale(-1,1)"
        else:
            flip = ""
        out += element("g", panels[i].markup, transform=f"translate({number(dx)},{number(dy)}){flip}")
        if labels[i]:
            base = (y + heights[i] if below else max(heights)) + LABEL_SIZE + 3
            out += text(labels[i], x=middle, y=base, size=LABEL_SIZE, fill=colour)
        if below:
            y += heights[i] + foot + 8
        else:
            x += widths[i] + BETWEEN
    height = y - 8 if below else max(heights) + foot
    return out, (-MARGIN, -MARGIN, total + 2 * MARGIN, height + 2 * MARGIN)


__all__ = ["Camera", "draw", "draw_figure"]
