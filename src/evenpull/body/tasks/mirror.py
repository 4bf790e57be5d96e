"""A movement seen in a mirror: what is done on the right is done on the left, supports and carried things too."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import root
from evenpull.body.coordinates.mirror import other_side
from evenpull.body.effort import Movement, Push, Share, Support
from evenpull.body.model.body import Body

Array = NDArray[np.float64]


def mirrored(body: Body, movement: Movement) -> Movement:
    """Return the movement seen in a mirror that exchanges left and right."""
    mirror, signs = body.mirror(), np.array(root.MIRROR_TANGENT)
    flip, turn = np.array([1.0, -1.0, 1.0]), np.array([-1.0, 1.0, -1.0])

    def tangent(rate: Array) -> Array:
        return np.concatenate([rate[:, :6] * signs, mirror.posture(rate[:, 6:])], axis=1)

    return Movement(
        time=movement.time,
        q=mirror.posture(movement.q),
        at=root.mirrored(movement.at),
        rate=tangent(movement.rate),
        change=tangent(movement.change),
        supports=tuple(
            Support(
                name=other_side(s.name),
                segment=other_side(s.segment),
                points=s.points * flip,
                active=s.active,
                normal=(s.normal[0], -s.normal[1], s.normal[2]),
                friction=s.friction,
            )
            for s in movement.supports
        ),
        pushes=tuple(
            Push(
                name=other_side(p.name),
                segment=other_side(p.segment),
                force=p.force * flip,
                point=p.point * flip,
                moment=p.moment * turn,
            )
            for p in movement.pushes
        ),
        shares=tuple(
            Share(
                first=tuple(other_side(n) for n in s.first),
                second=tuple(other_side(n) for n in s.second),
                fraction=s.fraction,
            )
            for s in movement.shares
        ),
        still=movement.still,
    )
