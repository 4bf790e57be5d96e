"""Larger things to train with: low bench, big ball, bar, rope; and two hand tools, a massage gun and a hook."""

from __future__ import annotations

import numpy as np

from evenpull.body.figure.placement import SUPPORT_M
from evenpull.body.figure.setting import BEHIND, IN_FRONT, WAY, Setting
from evenpull.body.figure.solids import Item, ball, box, cylinder, rod
from evenpull.body.skeleton.tree import Vector
from evenpull.knowledge.kinds.figure import Prop

ROPE_M = 0.016
POST_M = 0.05
BAR_OVERHANG_M = 0.34


def _layered(items: list[Item], nearness: float) -> list[Item]:
    """Return pieces as one, the far ones first, at one nearness."""
    pieces = sorted(items, key=lambda item: item.nearness)
    markup = "".join(item.markup for item in pieces)
    return [Item(markup=markup, nearness=nearness, points=np.concatenate([item.points for item in pieces]))]


def swiss_ball(prop: Prop, at: Setting) -> list[Item]:
    """Put a big ball on the floor under its places."""
    radius = SUPPORT_M["swiss_ball"] / 2
    middle = at.points(prop).mean(axis=0)
    middle[2] = radius
    item = ball(at.eye, middle, radius * prop.size, at.foam)
    return [Item(markup=item.markup, nearness=IN_FRONT if prop.front else BEHIND + 1, points=item.points)]


def bar(prop: Prop, at: Setting) -> list[Item]:
    """Run a bar between two posts through both hands, each post on its own side of the body."""
    hands = at.points(prop)
    way = np.array(WAY["left"])
    reach = float(np.ptp(hands @ way)) / 2 + BAR_OVERHANG_M * prop.size
    middle = hands.mean(axis=0)
    ends = [middle - way * reach, middle + way * reach]
    items = [cylinder(at.eye, ends[0], ends[1], 0.016, at.iron)]
    layers = [IN_FRONT if prop.front else items[0].nearness - 0.05]
    for end in ends:
        height = float(end[2]) + 0.06
        foot = np.array([end[0], end[1], height / 2])
        items.append(box(at.eye, foot, np.array([POST_M, POST_M, height]), at.wood))
        layers.append(items[-1].nearness)
    pairs = zip(items, layers, strict=True)
    return [Item(markup=item.markup, nearness=layer, points=item.points) for item, layer in pairs]


def rope(prop: Prop, at: Setting) -> list[Item]:
    """Swing a rope from hand to hand; `fastened` is its farthest point, seen from the middle of the hands."""
    hands = at.points(prop)
    middle, half = hands.mean(axis=0), (hands[0] - hands[-1]) / 2
    far = np.array(prop.fastened or (0.0, 0.0, -0.9))
    angle = np.linspace(0, np.pi, 41)[:, None]
    line = middle + np.cos(angle) * half + np.sin(angle) ** 0.7 * far
    p = at.palette
    out = []
    for piece, hand in ((line[:21], hands[0]), (line[20:], hands[-1])):
        item = rod(at.eye, piece, ROPE_M, fill=p.soft, edge=p.soft_line)
        layer = IN_FRONT if at.eye.nearness(hand) > at.eye.nearness(middle) else BEHIND + 1
        out.append(Item(markup=item.markup, nearness=layer, points=item.points))
    return out


def _handle(hand: Vector, way: Vector, at: Setting) -> Item:
    return cylinder(at.eye, hand - way * 0.07, hand + way * 0.07, 0.019, at.iron)


def massage_gun(prop: Prop, at: Setting) -> list[Item]:
    """Hold a massage gun in a hand (first place) with its head on the skin (second place, shifted)."""
    hand, target = at.points(prop)[:2]
    hand = hand - np.array(prop.shift)
    up = np.array(WAY[prop.along])
    rear = hand + up * 0.09
    way = (target - rear) / max(float(np.linalg.norm(target - rear)), 1e-6)
    neck = target - way * 0.07
    items = [
        _handle(hand, up, at),
        cylinder(at.eye, rear - way * 0.05, neck, 0.032, at.iron),
        cylinder(at.eye, neck, target, 0.011, at.iron),
        ball(at.eye, target, 0.024, at.foam),
    ]
    return _layered(items, IN_FRONT if prop.front else float(at.eye.nearness(rear)) + 0.06)


def hook_tool(prop: Prop, at: Setting) -> list[Item]:
    """Lay a hook over the shoulder: its tip on the first place, shifted; its stem down to the hand at the second."""
    tip, hand = at.points(prop)[:2]
    hand = hand - np.array(prop.shift)
    top = max(float(tip[2]), float(hand[2])) + 0.11
    back, front = np.array([*tip[:2], top]), np.array([*hand[:2], top])
    t = np.linspace(0, 1, 25)[:, None]
    arch = (1 - t) ** 3 * tip + 3 * (1 - t) ** 2 * t * back + 3 * (1 - t) * t**2 * front + t**3 * hand
    stem = hand - np.array([0.0, 0.0, 0.09 * prop.size])
    p = at.palette
    line = rod(at.eye, np.concatenate([arch, stem[None]]), 0.02, fill=p.prop, edge=p.prop_line)
    knob = ball(at.eye, tip, 0.019, at.foam)
    layer = IN_FRONT if prop.front else line.nearness + 0.1
    return [
        Item(markup=line.markup, nearness=layer, points=line.points),
        Item(markup=knob.markup, nearness=layer + 0.001, points=knob.points),
    ]
