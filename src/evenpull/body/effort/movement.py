"""A movement, or a posture held: where the body is in every frame, what touches it and what is known of the forces.

Nothing here says who does the work. Supports are places where the ground can push but how much is not known; a known
force comes from a force plate or from a thing in the hands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evenpull.core.words import say
from evenpull.errors import OutOfRange

Array = NDArray[np.float64]
UP = (0.0, 0.0, 1.0)
FRICTION = 0.6
"""Greatest tangential force over normal force that a support is trusted with: a shoe or a bare foot on a dry floor.
Source: an ordinary choice below the 0.8 and more of dry floors; default."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Support:
    """Points of one segment that something outside can push at, each inside a pyramid about the normal.

    Args:
        name: Of the place, such as `foot_r`.
        segment: Segment that is pushed.
        points: In the segment's frame, m (p, 3).
        normal: Direction of the push along which there is no friction, world (3,), of length one.
        friction: Tangential over normal force at most.
        active: In which frames something is there (T,).
    """

    name: str
    segment: str
    points: Array
    active: NDArray[np.bool_]
    normal: tuple[float, float, float] = UP
    friction: float = FRICTION


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Push:
    """A force from outside that is known: a force plate under a foot, or what a carried thing does to a hand.

    Args:
        name: Of what pushes.
        segment: Segment that is pushed.
        force: On the body, N, world (T, 3).
        point: Where, m, world (T, 3).
        moment: Free moment, N m, world (T, 3).
    """

    name: str
    segment: str
    force: Array
    point: Array
    moment: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of the load on two groups of supports the first one takes: prescribed or measured, never an output.

    Args:
        first, second: Names of supports.
        fraction: Normal force on the first over that on both, 0 to 1.
    """

    first: tuple[str, ...]
    second: tuple[str, ...]
    fraction: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Movement:
    """T frames of a body. n coordinates; a rate has 6 numbers of the root before them.

    Args:
        time: s (T,).
        q: Coordinates, rad (T, n).
        at: Root (T, 7).
        rate, change: Of root and coordinates, per s and per s^2 (T, 6 + n).
        supports: Where the ground can push.
        pushes: What is known to push.
        shares: How supports divide what they carry.
        still: True where nothing moves: muscles then have no speed.

    Raises:
        OutOfRange: When shapes differ, or a share names no support.
    """

    time: Array
    q: Array
    at: Array
    rate: Array
    change: Array
    supports: tuple[Support, ...] = ()
    pushes: tuple[Push, ...] = ()
    shares: tuple[Share, ...] = ()
    still: bool = field(default=False)

    def __post_init__(self) -> None:
        frames, tangent = len(self.time), self.rate.shape[-1]
        wanted = {"q": (frames, tangent - 6), "at": (frames, 7), "rate": (frames, tangent), "change": (frames, tangent)}
        for name, shape in wanted.items():
            if getattr(self, name).shape != shape:
                given = getattr(self, name).shape
                text = say(
                    "{name} of a movement has shape {given}; {shape} is needed", name=name, given=given, shape=shape
                )
                raise OutOfRange(text)
        for support in self.supports:
            if support.active.shape != (frames,):
                text = say(
                    "support {name} does not say for each of {count} frames whether it is there",
                    name=support.name,
                    count=frames,
                )
                raise OutOfRange(text)
        known = {support.name for support in self.supports}
        for share in self.shares:
            if missing := sorted({*share.first, *share.second} - known):
                raise OutOfRange(say("a share names {name}, which is no support of this movement", name=missing[0]))
            if not 0.0 <= share.fraction <= 1.0:
                raise OutOfRange(say("a share is 0 to 1"))

    @staticmethod
    def held(
        q: Array, at: Array, *, supports: Sequence[Support] = (), shares: Sequence[Share] = (), **rest: tuple[Push, ...]
    ) -> Movement:
        """Return postures (T, n) with roots (T, 7) that are held still, one a frame."""
        none = np.zeros((len(q), q.shape[1] + 6))
        return Movement(
            time=np.arange(len(q), dtype=np.float64),
            q=q,
            at=at,
            rate=none,
            change=none,
            supports=tuple(supports),
            shares=tuple(shares),
            still=True,
            **rest,
        )
