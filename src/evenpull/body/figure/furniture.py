"""Walls, door frames, chairs, tables, steps and mats, each put where the body touches it."""

from __future__ import annotations

import numpy as np

from evenpull.body.figure.placement import SUPPORT_M
from evenpull.body.figure.setting import BEHIND, FACING_DEG, IN_FRONT, Setting, turned
from evenpull.body.figure.solids import Item, Paint, box
from evenpull.body.skeleton.surface import depth, place
from evenpull.knowledge.kinds.figure import Prop


def wall(prop: Prop, at: Setting) -> list[Item]:
    """Stand a wall against the farthest of its places; `facing` is the side of the body it is on."""
    way = turned(prop, (1, 0, 0))
    body = at.scene.body
    reach = max(float(place(body, n) @ way) + depth(body, n) for n in prop.at) + float(np.array(prop.shift) @ way)
    middle = at.points(prop).mean(axis=0)
    centre = way * (reach + 0.035) + (middle - way * (middle @ way))
    height = 1.75 * prop.size
    centre[2] = height / 2
    across = at.points(prop) @ np.array([-way[1], way[0], 0.0])
    width = 0.8 + float(np.ptp(across))
    wall = box(at.eye, centre, np.array([0.07, width, height]), at.wood, turn_deg=FACING_DEG[prop.facing])
    behind = float(way @ at.eye.towards) < 0.45
    return [Item(markup=wall.markup, nearness=BEHIND if behind else IN_FRONT, points=wall.points)]


def chair(prop: Prop, at: Setting) -> list[Item]:
    """Put a chair under a seat or a calf, or with its back under a hand that holds it."""
    point = at.points(prop)[0]
    turn = FACING_DEG[prop.facing]
    held = prop.at and prop.at[0].startswith("palm")
    seat_m = SUPPORT_M["chair"]
    back_m = float(point[2]) if held else 0.9
    centre = point + (turned(prop, (0.19, 0, 0)) if held else turned(prop, (0.02, 0, 0)))
    items = []
    for x in (-0.18, 0.18):
        for y in (-0.18, 0.18):
            top = back_m if x < 0 else seat_m
            foot = centre + turned(prop, (x, y, 0))
            foot[2] = top / 2
            items.append(box(at.eye, foot, np.array([0.035, 0.035, top]), at.wood, turn_deg=turn))
    for height, offset, size in (
        (seat_m - 0.02, (0.0, 0.0, 0.0), (0.42, 0.42, 0.04)),
        (back_m - 0.07, (-0.18, 0.0, 0.0), (0.03, 0.40, 0.13)),
        (back_m - 0.27, (-0.18, 0.0, 0.0), (0.03, 0.40, 0.06)),
    ):
        middle = centre + turned(prop, offset)
        middle[2] = height
        items.append(box(at.eye, middle, np.array(size), at.wood, turn_deg=turn))
    items.sort(key=lambda item: item.nearness)
    layer = IN_FRONT if prop.front else BEHIND + 1
    markup = "".join(item.markup for item in items)
    return [Item(markup=markup, nearness=layer, points=np.concatenate([i.points for i in items]))]


def _slab(
    prop: Prop, at: Setting, *, length: float, width: float, height: float, thick: float, legs: bool
) -> list[Item]:
    points = at.points(prop)
    centre = points.mean(axis=0)
    turn = 90.0 if prop.along in {"left", "right"} else 0.0
    items = []
    if legs:
        for x in (-0.42, 0.42):
            for y in (-0.4, 0.4):
                a = np.radians(turn)
                dx, dy = x * length * prop.size, y * width
                foot = centre + np.array([dx * np.cos(a) - dy * np.sin(a), dx * np.sin(a) + dy * np.cos(a), 0])
                foot[2] = (height - thick) / 2
                items.append(box(at.eye, foot, np.array([0.05, 0.05, height - thick]), at.wood, turn_deg=turn))
        items.sort(key=lambda item: item.nearness)
    centre = np.array([centre[0], centre[1], height - thick / 2])
    items.append(box(at.eye, centre, np.array([length * prop.size, width, thick]), at.wood, turn_deg=turn))
    markup = "".join(item.markup for item in items)
    return [Item(markup=markup, nearness=BEHIND + 1, points=np.concatenate([i.points for i in items]))]


def bench(prop: Prop, at: Setting) -> list[Item]:
    """Put a treatment table under the body."""
    return _slab(prop, at, length=1.75, width=0.62, height=SUPPORT_M["bench"], thick=0.09, legs=True)


def low_bench(prop: Prop, at: Setting) -> list[Item]:
    """Put a low bench under the body or behind it."""
    return _slab(prop, at, length=1.15, width=0.34, height=SUPPORT_M["low_bench"], thick=0.08, legs=True)


def step(prop: Prop, at: Setting) -> list[Item]:
    """Put a low step under a foot."""
    height = SUPPORT_M["step"]
    return _slab(prop, at, length=0.5, width=0.34, height=height, thick=height, legs=False)


def crate(prop: Prop, at: Setting) -> list[Item]:
    """Put a box under a heel."""
    height = SUPPORT_M["box"]
    return _slab(prop, at, length=0.42, width=0.4, height=height, thick=height, legs=False)


def mat(prop: Prop, at: Setting) -> list[Item]:
    """Lay a mat under everything that is near the floor."""
    flesh = np.array(list(at.scene.body.origin.values()))
    low, high = flesh.min(axis=0), flesh.max(axis=0)
    centre = np.array([*((low + high) / 2)[:2], -0.006])
    size = np.array([max(high[0] - low[0], 0.4) + 0.34, max(high[1] - low[1], 0.4) + 0.3, 0.012])
    mat = box(
        at.eye,
        centre,
        size,
        Paint(face=at.palette.soft, top=at.palette.shadow, side=at.palette.soft, line=at.palette.floor),
    )
    return [Item(markup=mat.markup, nearness=BEHIND - 2, points=mat.points)]


def doorway(prop: Prop, at: Setting) -> list[Item]:
    """Stand one post of a door frame against each of its places."""
    items = []
    way = turned(prop, (1, 0, 0))
    for point, name in zip(at.points(prop), prop.at, strict=True):
        centre = point + way * (depth(at.scene.body, name) + 0.055)
        height = 1.9 * prop.size
        centre[2] = height / 2
        post = box(at.eye, centre, np.array([0.10, 0.10, height]), at.wood, turn_deg=FACING_DEG[prop.facing])
        behind = float(way @ at.eye.towards) < 0.3
        items.append(Item(markup=post.markup, nearness=BEHIND if behind else IN_FRONT, points=post.points))
    return items
