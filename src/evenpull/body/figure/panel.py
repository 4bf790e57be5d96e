"""One pose as a panel: body, muscles, things and arrows, sorted by how near they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from evenpull.body.figure import mannequin
from evenpull.body.figure.arrows import draw_arrow
from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.palette import Palette
from evenpull.body.figure.placement import Scene
from evenpull.body.figure.props import draw_prop
from evenpull.body.figure.setting import Setting
from evenpull.body.figure.solids import Item
from evenpull.body.figure.strands import STRANDS, draw_strand
from evenpull.body.figure.svg import element, number, path
from evenpull.body.skeleton.surface import place
from evenpull.body.skeleton.tree import Vector
from evenpull.core.side import sides_of
from evenpull.knowledge.kinds.figure import Figure

CLOSE_UP_SIZE = 210.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Markup of one pose and its extent: min x, min y, max x, max y in picture units."""

    markup: str
    extent: tuple[float, float, float, float]


def _far_side(scene: Scene, eye: Camera) -> str | None:
    """Return the side of the body that is turned away, None when it is seen from the front or back."""
    across = scene.body.rotation["pelvis", None][:, 1]
    lean = float(across @ eye.towards)
    return None if abs(lean) < 0.45 else ("right" if lean > 0 else "left")


def _flesh(scene: Scene, eye: Camera, palette: Palette) -> list[Item]:
    far = _far_side(scene, eye)
    items: list[Item] = []
    for part in mannequin.parts(scene.body, eye):
        away = part.side is not None and part.side == far and part.name != "ear"
        fill, line = (palette.far, palette.far_line) if away else (palette.near, palette.near_line)
        if part.name == "core" and far is not None:
            continue
        if part.name in {"seam", "core"}:
            out = element("path", d=path(part.outline), fill=fill)
        else:
            hair = part.name in {"hair", "fringe"}
            rim = palette.hair if part.name == "fringe" else line
            shade = palette.hair if hair else fill
            out = element(
                "path", d=path(part.outline), fill=shade, stroke=rim, stroke_width=1.1, stroke_linejoin="round"
            )
        if part.light is not None:
            out += element("path", d=path(part.light), fill=palette.far_light if away else palette.near_light)
        items.append(Item(markup=out, nearness=part.nearness, points=part.outline))
    return items


def _muscles(scene: Scene, figure: Figure, eye: Camera) -> list[Item]:
    items = []
    for worked in figure.muscles:
        for strand in STRANDS.get(worked.muscle, ()):
            for side in sides_of(worked.side):
                out, near, shape = draw_strand(scene.body, strand, side, eye, role=worked.role)
                items.append(Item(markup=out, nearness=9.0 if strand.deep else near + 0.03, points=shape))
    return items


def _shadow(scene: Scene, eye: Camera, palette: Palette) -> Item:
    """Draw the soft ground under what is near the floor."""
    points = np.array(list(scene.body.origin.values()))
    low = points[points[:, 2] < 0.35]
    middle = (low.min(axis=0) + low.max(axis=0)) / 2 if len(low) else points.mean(axis=0)
    reach = (low.max(axis=0) - low.min(axis=0)) / 2 + [0.22, 0.20, 0] if len(low) else np.array([0.4, 0.3, 0])
    angle = np.linspace(0, 2 * np.pi, 40, endpoint=False)
    ring = np.stack([middle[0] + reach[0] * np.cos(angle), middle[1] + reach[1] * np.sin(angle), np.zeros(40)], axis=1)
    flat = eye.plane(ring)
    return Item(markup=element("path", d=path(flat), fill=palette.shadow, opacity="0.75"), nearness=-50.0, points=flat)


def ghost_items(scene: Scene, eye: Camera, palette: Palette) -> list[Item]:
    """Return a pose as a pale flat shape with a dashed rim, behind everything else."""
    outlines = [part.outline for part in mannequin.parts(scene.body, eye) if part.name not in {"seam", "core"}]
    rim = "".join(
        element("path", d=path(o), fill="none", stroke=palette.far_line, stroke_width=2.2, stroke_dasharray="3 2.6")
        for o in outlines
    )
    body = "".join(element("path", d=path(o), fill=palette.shadow) for o in outlines)
    return [Item(markup=rim + body, nearness=-8.0, points=np.concatenate(outlines))]


def draw_panel(scene: Scene, figure: Figure, eye: Camera, palette: Palette, *, ghost: Scene | None = None) -> Panel:
    """Draw one pose; `ghost` is an earlier pose to show behind it."""
    setting = Setting(scene=scene, eye=eye, palette=palette)
    items = [*_flesh(scene, eye, palette), *_muscles(scene, figure, eye)]
    if not any(prop.kind in {"mat", "bench"} for prop in figure.props):
        items.append(_shadow(scene, eye, palette))
    if ghost is not None:
        items += ghost_items(ghost, eye, palette)
    for prop in (*figure.props, *scene.pose.props):
        items += draw_prop(prop, setting)
    for arrow in scene.pose.arrows:
        items.append(draw_arrow(arrow, scene.body, eye, colour=palette.arrow, halo=palette.far_light))
    items.sort(key=lambda item: item.nearness)
    points: Vector = np.concatenate([item.points for item in items])
    low, high = points.min(axis=0), points.max(axis=0)
    extent = (float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    panel = Panel(markup="".join(item.markup for item in items), extent=extent)
    return _close_up(panel, scene, figure, eye, palette) if figure.close_up else panel


def _close_up(panel: Panel, scene: Scene, figure: Figure, eye: Camera, palette: Palette) -> Panel:
    """Return the square round a place in a thin frame, magnified."""
    x, y = (float(v) for v in eye.plane(place(scene.body, figure.close_up)))
    half, size = figure.reach_m * PIXELS_PER_METRE, CLOSE_UP_SIZE
    seen = f"{number(x - half)} {number(y - half)} {number(2 * half)} {number(2 * half)}"
    frame: dict[str, Any] = {"width": size, "height": size, "rx": 10.0, "fill": "none", "stroke": palette.floor}
    markup = element("svg", panel.markup, x=0.0, y=0.0, width=size, height=size, viewBox=seen, aria_hidden="true")
    return Panel(markup=markup + element("rect", **frame), extent=(0.0, 0.0, size, size))
