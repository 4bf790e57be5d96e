"""Things in a picture: rollers, balls, bands, weights; and one table of how every thing is drawn."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from evenpull.body.figure import furniture, gymnasium, instruments, measured
from evenpull.body.figure.placement import SUPPORT_M
from evenpull.body.figure.setting import BEHIND, IN_FRONT, WAY, Setting, turned
from evenpull.body.figure.solids import Item, ball, box, cylinder, rod
from evenpull.body.skeleton.surface import depth
from evenpull.knowledge.kinds.figure import Prop

HELD_ABOVE_M = 0.4


def _roller(prop: Prop, at: Setting, *, radius: float, length: float, layer: float) -> list[Item]:
    points = at.points(prop)
    middle = points.mean(axis=0)
    name = prop.at[0]
    middle[2] = middle[2] - depth(at.scene.body, name) - radius if prop.kind == "foam_roller" else radius * 0.9
    if prop.kind == "pillow" and len(points) > 1:
        middle[2] = float(points[:, 2].mean())
    elif prop.kind in {"towel", "pillow"}:
        ground = SUPPORT_M["bench"] if any(c.on == "bench" for c in at.scene.pose.contacts) else 0.0
        height = float(points[:, 2].mean())
        middle[2] = height if height - ground > HELD_ABOVE_M else ground + SUPPORT_M[prop.kind] - radius
    half = np.array(WAY[prop.along]) * length * prop.size / 2
    item = cylinder(at.eye, middle - half, middle + half, radius, at.foam)
    return [Item(markup=item.markup, nearness=IN_FRONT if prop.front else item.nearness + layer, points=item.points)]


def _ball(prop: Prop, at: Setting) -> list[Item]:
    radius = (0.10 if prop.kind == "soft_ball" else 0.036) * prop.size
    item = ball(at.eye, at.points(prop).mean(axis=0), radius, at.foam)
    return [Item(markup=item.markup, nearness=IN_FRONT if prop.front else item.nearness, points=item.points)]


def _line(prop: Prop, at: Setting) -> list[Item]:
    p = at.palette
    points = at.points(prop)
    if prop.fastened is not None:
        points = np.concatenate([points, points[-1:] + np.array(prop.fastened)])
    if len(points) == 1:
        points = np.array([points[0], points[0] + turned(prop, (0.62 * prop.size, 0, 0))])
    width, fill = {"strap": (0.022, p.prop_side), "band": (0.026, p.soft), "dowel": (0.024, p.prop)}[prop.kind]
    edge = p.soft_line if prop.kind == "band" else p.prop_line
    if prop.kind == "dowel":
        way = (points[-1] - points[0]) / np.linalg.norm(points[-1] - points[0])
        middle = points.mean(axis=0)
        points = np.array([middle - way * 0.66 * prop.size, middle + way * 0.66 * prop.size])
    item = rod(at.eye, points, width, fill=fill, edge=edge)
    line = Item(markup=item.markup, nearness=IN_FRONT if prop.front else item.nearness + 0.06, points=item.points)
    if prop.fastened is None:
        return [line]
    hook = box(at.eye, points[-1], np.array([0.05, 0.05, 0.09]), at.wood)
    return [line, Item(markup=hook.markup, nearness=line.nearness + 0.001, points=hook.points)]


def _loop(prop: Prop, at: Setting) -> list[Item]:
    """Run a loop band round both legs: its near half over them, its far half behind them."""
    p = at.palette
    a, b = at.points(prop)[:2]
    radius = max(depth(at.scene.body, prop.at[0]), 0.04) + 0.012
    across = (b - a) / max(float(np.linalg.norm(b - a)), 1e-6)
    limb = np.array([0.0, 0.0, 1.0]) if abs(across[2]) < 0.8 else np.array([1.0, 0.0, 0.0])
    out = np.cross(across, limb)
    out /= np.linalg.norm(out)
    out *= 1.0 if out @ at.eye.towards > 0 else -1.0
    angle = np.linspace(-np.pi / 2, np.pi / 2, 9)[:, None]
    cap_a = a - np.cos(angle) * across * radius - np.sin(angle) * out * radius
    cap_b = b + np.cos(angle) * across * radius + np.sin(angle) * out * radius
    near = np.concatenate([cap_a[:5][::-1], cap_b[4:][::-1]])
    far = np.concatenate([cap_a[4:], cap_b[:5]])
    front = rod(at.eye, near, 0.03, fill=p.soft, edge=p.soft_line)
    back = rod(at.eye, far, 0.03, fill=p.soft, edge=p.soft_line)
    return [
        Item(markup=back.markup, nearness=BEHIND + 2, points=back.points),
        Item(markup=front.markup, nearness=IN_FRONT, points=front.points),
    ]


def _dumbbell(prop: Prop, at: Setting) -> list[Item]:
    middle = at.points(prop).mean(axis=0)
    half = np.array(WAY[prop.along]) * 0.1 * prop.size
    bar = cylinder(at.eye, middle - half, middle + half, 0.014, at.iron)
    ends = [
        cylinder(at.eye, middle + half * s * 0.55, middle + half * s * 1.25, 0.048 * prop.size, at.iron)
        for s in (-1, 1)
    ]
    ends.sort(key=lambda item: item.nearness)
    markup = ends[0].markup + bar.markup + ends[1].markup
    near = IN_FRONT if prop.front else bar.nearness + 0.02
    return [Item(markup=markup, nearness=near, points=np.concatenate([e.points for e in ends]))]


def _kettlebell(prop: Prop, at: Setting) -> list[Item]:
    hand = at.points(prop).mean(axis=0)
    angle = np.linspace(0, np.pi, 13)[:, None]
    across = np.array(WAY[prop.along])
    handle = hand + [0, 0, -0.045] + np.cos(angle) * across * 0.06 + np.sin(angle) * np.array([0, 0, 0.055])
    handle = np.concatenate([handle[:1] - [0, 0, 0.05], handle, handle[-1:] - [0, 0, 0.05]])
    ring = rod(at.eye, handle, 0.022, fill=at.palette.hair, edge=at.palette.near_line)
    bell = ball(at.eye, hand - [0, 0, 0.155], 0.088 * prop.size, at.iron)
    near = IN_FRONT if prop.front else bell.nearness + 0.02
    return [Item(markup=ring.markup + bell.markup, nearness=near, points=np.concatenate([ring.points, bell.points]))]


def _instrument(prop: Prop, at: Setting) -> list[Item]:
    places = at.points(prop)
    if prop.kind == "tape" and len(places) == 1:
        places = np.array([places[0], places[0] + turned(prop, (0.1 * prop.size, 0, 0))])
    return instruments.draw(prop, places, at.scene.body, at.eye, at.palette)


DRAW: dict[str, Callable[[Prop, Setting], list[Item]]] = {
    "wall": furniture.wall,
    "chair": furniture.chair,
    "bench": furniture.bench,
    "low_bench": furniture.low_bench,
    "step": furniture.step,
    "box": furniture.crate,
    "mat": furniture.mat,
    "foam_roller": lambda prop, at: _roller(prop, at, radius=0.07, length=0.42, layer=-0.12),
    "towel": lambda prop, at: _roller(prop, at, radius=0.03, length=0.3, layer=-0.12),
    "pillow": lambda prop, at: _roller(prop, at, radius=0.04, length=0.34, layer=-0.2),
    "ball": _ball,
    "soft_ball": _ball,
    "band": _line,
    "strap": _line,
    "dowel": _line,
    "loop_band": _loop,
    "dumbbell": _dumbbell,
    "kettlebell": _kettlebell,
    "doorway": furniture.doorway,
    "swiss_ball": gymnasium.swiss_ball,
    "bar": gymnasium.bar,
    "rope": gymnasium.rope,
    "massage_gun": gymnasium.massage_gun,
    "hook_tool": gymnasium.hook_tool,
    "phone": _instrument,
    "goniometer": _instrument,
    "dynamometer": _instrument,
    "tape": _instrument,
    "helper_hand": _instrument,
    "breath": _instrument,
    "angle": measured.angle,
    "gap": measured.gap,
    "clock": measured.clock,
}


def draw_prop(prop: Prop, setting: Setting) -> list[Item]:
    """Return what a prop looks like, in pieces that sort with the body by how near they are."""
    return DRAW[prop.kind](prop, setting)
