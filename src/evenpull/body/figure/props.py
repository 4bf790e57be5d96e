"""Things in a picture, each put where the body touches it: walls, chairs, rollers, bands, weights, instruments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from evenpull.body.figure import instruments
from evenpull.body.figure.camera import Camera
from evenpull.body.figure.palette import Palette
from evenpull.body.figure.placement import SUPPORT_M, Scene
from evenpull.body.figure.solids import Item, Paint, ball, box, cylinder, rod
from evenpull.body.skeleton.surface import depth, place
from evenpull.body.skeleton.tree import Vector
from evenpull.knowledge.kinds.figure import Prop

FACING_DEG = {"ahead": 0.0, "left": 90.0, "behind": 180.0, "right": -90.0}
WAY: dict[str, tuple[float, float, float]] = {
    "up": (0, 0, 1),
    "down": (0, 0, -1),
    "ahead": (1, 0, 0),
    "behind": (-1, 0, 0),
    "left": (0, 1, 0),
    "right": (0, -1, 0),
}
BEHIND = -10.0
IN_FRONT = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a prop needs to know: the scene, the camera and the colours."""

    scene: Scene
    eye: Camera
    palette: Palette

    @property
    def wood(self) -> Paint:
        """Colours of furniture and walls."""
        p = self.palette
        return Paint(face=p.prop, top=p.prop_top, side=p.prop_side, line=p.prop_line)

    @property
    def foam(self) -> Paint:
        """Colours of rollers, balls and mats."""
        p = self.palette
        return Paint(face=p.soft, top=p.prop_top, side=p.soft, line=p.soft_line)

    @property
    def iron(self) -> Paint:
        """Colours of weights and instruments."""
        p = self.palette
        return Paint(face=p.hair, top=p.far, side=p.hair, line=p.near_line)

    def points(self, prop: Prop) -> Vector:
        """Return the places of a prop in the world with its shift, shape (n, 3)."""
        names = prop.at or ("pelvis",)
        return np.array([place(self.scene.body, name) for name in names]) + np.array(prop.shift)


def _turned(prop: Prop, offset: tuple[float, float, float]) -> Vector:
    angle = np.radians(FACING_DEG[prop.facing])
    x, y, z = offset
    return np.array([x * np.cos(angle) - y * np.sin(angle), x * np.sin(angle) + y * np.cos(angle), z])


def _wall(prop: Prop, at: Setting) -> list[Item]:
    """Stand a wall against the farthest of its places; `facing` is the side of the body it is on."""
    way = _turned(prop, (1, 0, 0))
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


def _chair(prop: Prop, at: Setting) -> list[Item]:
    """Put a chair under a seat or a calf, or with its back under a hand that holds it."""
    point = at.points(prop)[0]
    turn = FACING_DEG[prop.facing]
    held = prop.at and prop.at[0].startswith("palm")
    seat_m = SUPPORT_M["chair"]
    back_m = float(point[2]) if held else 0.9
    centre = point + (_turned(prop, (0.19, 0, 0)) if held else _turned(prop, (0.02, 0, 0)))
    items = []
    for x in (-0.18, 0.18):
        for y in (-0.18, 0.18):
            top = back_m if x < 0 else seat_m
            foot = centre + _turned(prop, (x, y, 0))
            foot[2] = top / 2
            items.append(box(at.eye, foot, np.array([0.035, 0.035, top]), at.wood, turn_deg=turn))
    for height, offset, size in (
        (seat_m - 0.02, (0.0, 0.0, 0.0), (0.42, 0.42, 0.04)),
        (back_m - 0.07, (-0.18, 0.0, 0.0), (0.03, 0.40, 0.13)),
        (back_m - 0.27, (-0.18, 0.0, 0.0), (0.03, 0.40, 0.06)),
    ):
        middle = centre + _turned(prop, offset)
        middle[2] = height
        items.append(box(at.eye, middle, np.array(size), at.wood, turn_deg=turn))
    items.sort(key=lambda item: item.nearness)
    layer = IN_FRONT if prop.front else BEHIND + 1
    markup = "".join(item.markup for item in items)
    return [Item(markup=markup, nearness=layer, points=np.concatenate([i.points for i in items]))]


def _slab(prop: Prop, at: Setting, *, length: float, width: float, height: float, thick: float, legs: bool) -> list[Item]:
    points = at.points(prop)
    centre = points.mean(axis=0)
    turn = 90.0 if prop.along in {"left", "right"} else 0.0
    items = []
    if legs:
        for x in (-0.42, 0.42):
            for y in (-0.4, 0.4):
                a = np.radians(turn)
                dx, dy = x * length * prop.size, y * width
                foot = centre + [dx * np.cos(a) - dy * np.sin(a), dx * np.sin(a) + dy * np.cos(a), 0]
                foot[2] = (height - thick) / 2
                items.append(box(at.eye, foot, np.array([0.05, 0.05, height - thick]), at.wood, turn_deg=turn))
        items.sort(key=lambda item: item.nearness)
    centre = np.array([centre[0], centre[1], height - thick / 2])
    items.append(box(at.eye, centre, np.array([length * prop.size, width, thick]), at.wood, turn_deg=turn))
    markup = "".join(item.markup for item in items)
    return [Item(markup=markup, nearness=BEHIND + 1, points=np.concatenate([i.points for i in items]))]


def _bench(prop: Prop, at: Setting) -> list[Item]:
    return _slab(prop, at, length=1.75, width=0.62, height=SUPPORT_M["bench"], thick=0.09, legs=True)


def _step(prop: Prop, at: Setting) -> list[Item]:
    height = SUPPORT_M["step"]
    return _slab(prop, at, length=0.5, width=0.34, height=height, thick=height, legs=False)


def _mat(prop: Prop, at: Setting) -> list[Item]:
    """Lay a mat under everything that is near the floor."""
    flesh = np.array([p for p in at.scene.body.origin.values()])
    low, high = flesh.min(axis=0), flesh.max(axis=0)
    centre = np.array([*((low + high) / 2)[:2], -0.006])
    size = np.array([max(high[0] - low[0], 0.4) + 0.34, max(high[1] - low[1], 0.4) + 0.3, 0.012])
    mat = box(at.eye, centre, size, Paint(face=at.palette.soft, top=at.palette.shadow, side=at.palette.soft, line=at.palette.floor))
    return [Item(markup=mat.markup, nearness=BEHIND - 2, points=mat.points)]


def _roller(prop: Prop, at: Setting, *, radius: float, length: float, layer: float) -> list[Item]:
    points = at.points(prop)
    middle = points.mean(axis=0)
    name = prop.at[0]
    middle[2] = middle[2] - depth(at.scene.body, name) - radius if prop.kind == "foam_roller" else radius * 0.9
    if prop.kind in {"towel", "pillow"}:
        middle[2] = SUPPORT_M[prop.kind] - radius
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
    if len(points) == 1:
        points = np.array([points[0], points[0] + _turned(prop, (0.62 * prop.size, 0, 0))])
    width, fill = {"strap": (0.022, p.prop_side), "band": (0.026, p.soft), "dowel": (0.024, p.prop)}[prop.kind]
    edge = p.soft_line if prop.kind == "band" else p.prop_line
    if prop.kind == "dowel":
        way = (points[-1] - points[0]) / np.linalg.norm(points[-1] - points[0])
        middle = points.mean(axis=0)
        points = np.array([middle - way * 0.66 * prop.size, middle + way * 0.66 * prop.size])
    item = rod(at.eye, points, width, fill=fill, edge=edge)
    return [Item(markup=item.markup, nearness=IN_FRONT if prop.front else item.nearness + 0.06, points=item.points)]


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
    ends = [cylinder(at.eye, middle + half * s * 0.55, middle + half * s * 1.25, 0.048 * prop.size, at.iron) for s in (-1, 1)]
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


def _doorway(prop: Prop, at: Setting) -> list[Item]:
    """Stand one post of a door frame against each of its places."""
    items = []
    way = _turned(prop, (1, 0, 0))
    for point, name in zip(at.points(prop), prop.at, strict=True):
        centre = point + way * (depth(at.scene.body, name) + 0.055)
        height = 1.9 * prop.size
        centre[2] = height / 2
        post = box(at.eye, centre, np.array([0.10, 0.10, height]), at.wood, turn_deg=FACING_DEG[prop.facing])
        behind = float(way @ at.eye.towards) < 0.3
        items.append(Item(markup=post.markup, nearness=BEHIND if behind else IN_FRONT, points=post.points))
    return items


def _instrument(prop: Prop, at: Setting) -> list[Item]:
    places = at.points(prop)
    if prop.kind == "tape" and len(places) == 1:
        places = np.array([places[0], places[0] + _turned(prop, (0.1 * prop.size, 0, 0))])
    return instruments.draw(prop, places, at.scene.body, at.eye, at.palette)


DRAW: dict[str, Callable[[Prop, Setting], list[Item]]] = {
    "wall": _wall,
    "chair": _chair,
    "bench": _bench,
    "step": _step,
    "mat": _mat,
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
    "doorway": _doorway,
    "phone": _instrument,
    "goniometer": _instrument,
    "dynamometer": _instrument,
    "tape": _instrument,
    "helper_hand": _instrument,
    "breath": _instrument,
}


def draw_prop(prop: Prop, setting: Setting) -> list[Item]:
    """Return what a prop looks like, in pieces that sort with the body by how near they are."""
    return DRAW[prop.kind](prop, setting)
