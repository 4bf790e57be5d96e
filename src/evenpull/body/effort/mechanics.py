"""What a movement asks of a body, whoever's muscles do it: lengths, moment arms, needed forces, ways to push.

All of it depends on the body's geometry and masses alone, so bodies that differ in muscles share it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Arms, Places, Point
from evenpull.body.effort.movement import Movement, Support
from evenpull.body.model.body import Body

Array = NDArray[np.float64]
PYRAMID = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))
"""Tangential directions of the four edges of a friction pyramid."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rays:
    """Edges of all friction pyramids of a movement: r ways in which the ground can push, each zero or more.

    Args:
        support: Number of each ray's support (r,).
        force: Force on the body per unit, world, of normal part one (T, r, 3).
        point: Where, m, world (T, r, 3).
        gain: Generalised force per unit of normal force (T, tangent, r).
        active: Whether something is there (T, r).
    """

    support: NDArray[np.intp]
    force: Array
    point: Array
    gain: Array
    active: NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mechanics:
    """A movement as the muscles meet it. m muscles; tangent is 6 of the root, then n.

    Args:
        body: Whose geometry and masses.
        movement: What is done.
        length: Muscle-tendon lengths, m (T, m).
        arms: Moment arms.
        speed: Lengthening speed of the paths, m/s (T, m).
        need: Generalised force that makes the movement, known pushes taken off, N m and N (T, tangent).
        rays: Ways in which the ground can push.
    """

    body: Body
    movement: Movement
    length: Array
    arms: Arms
    speed: Array
    need: Array
    rays: Rays


def mechanics(body: Body, movement: Movement) -> Mechanics:
    """Return what a movement asks of a body.

    Raises:
        OutOfRange: When a posture is outside the range in which the couplings hold, or holds no numbers.
        UnknownId: When a support or push is at no segment of the body.
        ComputeError: When MuJoCo warns.
    """
    body.coordinates.require_held(movement.q)
    length, arms, need, _ = body.states.movement(movement.q, movement.rate, movement.change, movement.at)
    segments = sorted({s.segment for s in movement.supports} | {p.segment for p in movement.pushes})
    where = body.states.places(movement.q, [Point(kind="body", name=name) for name in segments], movement.at)
    for push in movement.pushes:
        i = segments.index(push.segment)
        moving = at_point(where, i, push.point - where.position[:, i])
        need = need - np.einsum("tcj,tc->tj", moving, push.force)
        need = need - np.einsum("tcj,tc->tj", where.turning[:, i], push.moment)
    return Mechanics(
        body=body,
        movement=movement,
        length=length,
        arms=arms,
        speed=arms.speeds(movement.rate[:, 6:]),
        need=need,
        rays=_rays(movement, segments, where),
    )


def at_point(where: Places, segment: int, arm: Array) -> Array:
    """Return the Jacobian (T, 3, tangent) of a point that stands an arm (T, 3), world, from a segment's origin."""
    turning = where.turning[:, segment]
    return np.asarray(where.moving[:, segment] + np.cross(turning, arm[:, :, None], axis=1))


def tangents(normal: tuple[float, float, float]) -> tuple[Array, Array]:
    """Return two unit vectors across a normal; for an upright normal they are forward and to the left."""
    up = np.asarray(normal)
    start = np.array([0.0, 0.0, 1.0]) if abs(up[2]) < 0.9 else np.array([1.0, 0.0, 0.0])
    first = start - (start @ up) * up
    first /= np.linalg.norm(first)
    return first, np.cross(up, first)


def _edges(support: Support) -> Array:
    """Return the four edges (4, 3) of a support's pyramid, each with a normal part of one."""
    first, second = tangents(support.normal)
    return np.array([np.asarray(support.normal) + support.friction * (a * first + b * second) for a, b in PYRAMID])


def _rays(movement: Movement, segments: list[str], where: Places) -> Rays:
    frames, tangent = movement.rate.shape
    owner: list[int] = []
    force, point, gain, active = [], [], [], []
    for number, support in enumerate(movement.supports):
        i = segments.index(support.segment)
        edges = _edges(support)
        for place in support.points:
            arm = where.rotation[:, i] @ place
            moving = at_point(where, i, arm)
            for edge in edges:
                owner.append(number)
                force.append(np.broadcast_to(edge, (frames, 3)))
                point.append(where.position[:, i] + arm)
                gain.append(np.einsum("tcj,c->tj", moving, edge))
                active.append(support.active)
    if not owner:
        none = np.zeros((frames, 0, 3))
        return Rays(
            support=np.zeros(0, dtype=np.intp),
            force=none,
            point=none,
            gain=np.zeros((frames, tangent, 0)),
            active=np.zeros((frames, 0), dtype=bool),
        )
    return Rays(
        support=np.array(owner, dtype=np.intp),
        force=np.stack(force, axis=1),
        point=np.stack(point, axis=1),
        gain=np.stack(gain, axis=2),
        active=np.stack(active, axis=1),
    )
