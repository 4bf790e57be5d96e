"""Before and after in one picture: two mannequins beside each other, or one over the ghost of the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from evenpull.body.figure.camera import Camera
from evenpull.body.figure.palette import PALETTES, Theme
from evenpull.body.figure.svg import element, path
from evenpull.body.portrait.angles import draw_angles
from evenpull.body.portrait.change import Change
from evenpull.body.portrait.panel import Drawing, Look, draw_panel, silhouettes
from evenpull.body.portrait.portrait import arranged, require_known
from evenpull.body.portrait.pose import Pose
from evenpull.body.portrait.views import looking
from evenpull.core.words import say


def draw_change(
    change: Change,
    *,
    view: str = "right",
    layout: Literal["beside", "over"] = "beside",
    look: Look | None = None,
    before: Look | None = None,
    title: str = "",
    caption: str = "",
    width: float | None = None,
    name: str = "change",
) -> str:
    """Return a picture of a change: the caption says it in degrees, and how much larger it is drawn.

    Args:
        change: Two postures (`change.change`).
        view: From where; angles are marked from the right and the left.
        layout: `beside` each other, or the later `over` the ghost of the earlier.
        look: Values on the muscles afterwards, forces, theme.
        before: The same for the mannequin before; without muscles when None.
        title: The picture's name, for those who hear it.
        caption: Said before the sentences about the change.
        width: Shown width in pixels; the drawing's own where None.
        name: Keeps the ids of several pictures on one page apart.

    Raises:
        UnknownId: When a view or a muscle of the values does not exist.
    """
    look = Look() if look is None else look
    floor = change.before.floor if look.floor is None else look.floor
    look = replace(look, floor=floor)
    first = (
        Look(theme=look.theme, muscles=False, plumb=look.plumb, arms=look.arms, floor=floor)
        if before is None
        else before
    )
    for each in (look, first):
        require_known(change.before, each)
    eye = looking(view)
    after = draw_panel(change.drawn, eye, look)
    if view in {"right", "left"}:
        after = _together(after, draw_angles(change, eye, theme=look.theme))
    said = after_words(change)
    if layout == "over":
        panels = [_together(_ghost(change.before, eye, look.theme), after)]
        labels = [say("{after}; dashed: before", after=said)]
    else:
        panels, labels = [draw_panel(change.before, eye, first), after], [say("before"), said]
    words = f"{caption} {change.sentences()}".strip()
    title = title or say("The body before and after a change")
    return arranged(panels, labels, look, title=title, caption=words, width=width, name=name)


def after_words(change: Change) -> str:
    """Return the label of the later posture."""
    if change.factor == 1.0:
        return say("after")
    return say("after, drawn {factor} times as far", factor=f"{change.factor:g}")


def _together(first: Drawing, second: Drawing) -> Drawing:
    return Drawing(markup=first.markup + second.markup, points=np.concatenate([first.points, second.points]))


def _ghost(pose: Pose, eye: Camera, theme: Theme) -> Drawing:
    """Return a pose as a pale flat shape with a dashed rim."""
    palette = PALETTES[theme]
    groups = silhouettes(pose, eye)
    parts = [part.outline for group in sorted(groups) for part in groups[group]]
    rims = {"stroke": palette.far_line, "stroke_width": "2.4", "stroke_dasharray": "3 2.6"}
    out = "".join(element("path", None, d=path(part), fill=palette.shadow, **rims) for part in parts)
    out += "".join(element("path", d=path(part), fill=palette.shadow) for part in parts)
    return Drawing(markup=element("g", out, class_="ghost"), points=np.concatenate(parts))
