"""A whole picture of one posture: one view or several side by side, legend and caption below."""

from __future__ import annotations

from collections.abc import Sequence

from evenpull.body.figure.palette import PALETTES
from evenpull.body.figure.svg import document, element, number, text, text_width
from evenpull.body.portrait.colours import legend, legend_width
from evenpull.body.portrait.panel import Drawing, Look, draw_panel
from evenpull.body.portrait.pose import Pose
from evenpull.body.portrait.views import VIEWS, looking
from evenpull.core.words import say
from evenpull.errors import UnknownId

MARGIN, BETWEEN = 12.0, 26.0
LABEL, LINE = 12.0, 15.0
WRAP = 62


def draw_posture(
    pose: Pose,
    *,
    views: Sequence[str] = ("right",),
    look: Look | None = None,
    title: str = "",
    caption: str = "",
    width: float | None = None,
    name: str = "posture",
) -> str:
    """Return a posture as an SVG element that can stand in a page or alone.

    Args:
        pose: The posture (`pose`).
        views: From where, in order: any of `VIEWS`.
        look: Values on muscles, forces, lines, theme.
        title: The picture's name, for those who hear it.
        caption: Sentences below it; also its description.
        width: Shown width in pixels; the drawing's own where None.
        name: Keeps the ids of several pictures on one page apart.

    Raises:
        UnknownId: When a view or a muscle of the values does not exist.
    """
    look = Look() if look is None else look
    require_known(pose, look)
    labels = [said_view(view) for view in views] if len(views) > 1 else [""]
    panels = [draw_panel(pose, looking(view), look) for view in views]
    title = title or say("A posture of the body")
    return arranged(panels, labels, look, title=title, caption=caption, width=width, name=name)


def require_known(pose: Pose, look: Look) -> None:
    """Refuse values of muscles that the body does not have.

    Raises:
        UnknownId: When there is such a muscle.
    """
    for muscle in look.values:
        if muscle not in pose.muscles:
            raise UnknownId(muscle, kind=say("muscle"), allowed=list(pose.muscles))


def said_view(view: str) -> str:
    """Return a view in words.

    Raises:
        UnknownId: When there is no such view.
    """
    words = {
        "right": say("from the right"),
        "left": say("from the left"),
        "front": say("from the front"),
        "back": say("from the back"),
        "front_right": say("from the front and right"),
        "front_left": say("from the front and left"),
        "back_right": say("from the back and right"),
        "back_left": say("from the back and left"),
    }
    if view not in words:
        raise UnknownId(view, kind=say("view"), allowed=list(VIEWS))
    return words[view]


def arranged(
    panels: Sequence[Drawing],
    labels: Sequence[str],
    look: Look,
    *,
    title: str,
    caption: str,
    width: float | None,
    name: str,
) -> str:
    """Set panels in a row on one floor, with labels, legend and caption below, as a whole picture."""
    ink = PALETTES[look.theme].text
    low = [panel.points.min(axis=0) for panel in panels]
    high = [panel.points.max(axis=0) for panel in panels]
    top, bottom = min(float(p[1]) for p in low), max(float(p[1]) for p in high)
    widths = [max(float(b[0] - a[0]), text_width(words, LABEL)) for a, b, words in zip(low, high, labels, strict=True)]
    lines = wrapped(caption)
    total = sum(widths) + BETWEEN * (len(panels) - 1)
    room = max([total, *(text_width(line, LABEL) for line in lines), legend_width(look.scale) if look.scale else 0.0])
    out, x = "", (room - total) / 2
    for panel, words, a, b, wide in zip(panels, labels, low, high, widths, strict=True):
        middle = x + wide / 2
        shift = middle - float(a[0] + b[0]) / 2
        out += element("g", panel.markup, transform=f"translate({number(shift)},0)")
        if words:
            out += text(words, x=middle, y=bottom + LABEL + 4, size=LABEL, fill=ink, weight=600)
        x += wide + BETWEEN
    y = bottom + (LABEL + 8 if any(labels) else 4)
    if look.scale is not None:
        out += legend(look.scale, x=room / 2, y=y + 4, ink=ink)
        y += 48
    for line in lines:
        y += LINE
        out += text(line, x=room / 2, y=y, size=LABEL, fill=ink)
    box = (-MARGIN, top - MARGIN, room + 2 * MARGIN, y - top + 2 * MARGIN)
    return document(out, name=f"{name}-{look.theme}", title=title, description=caption or title, box=box, width=width)


def wrapped(words: str, *, most: int = WRAP) -> list[str]:
    """Return words in lines of at most `most` characters."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(lines[-1]) + 1 + len(word) <= most:
            lines[-1] += " " + word
        else:
            lines.append(word)
    return lines
