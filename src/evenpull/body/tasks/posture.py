"""Find a posture: joint angles near the wanted ones, with the feet where they stand and the body in balance.

    minimise sum ((q - q_wanted) / sd)^2   such that   c(q, root) = 0,   low <= q <= high

Each aim is an error and its Jacobian, as in inverse kinematics; a new kind of aim is a new class. Gauss-Newton on the
conditions for a minimum; a coordinate that meets its limit stays there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Point, root
from evenpull.body.effort.mechanics import at_point
from evenpull.body.model.body import Body
from evenpull.body.tasks.places import place
from evenpull.core.words import say
from evenpull.errors import NotConverged

Array = NDArray[np.float64]
STEPS = 60
DONE = 1e-7
"""Aims count as met below this many m or rad."""
LONGEST = 0.3
"""Greatest step of any coordinate or of the root, rad or m."""
ROOT_WEIGHT = 1e-4
"""The root has no wanted place; this keeps what no aim holds where it began."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posture:
    """A body at rest somewhere: coordinates q (n,) and root (7,)."""

    q: Array
    at: Array


class Aim(Protocol):
    """A condition that a posture has to meet."""

    def miss(self, body: Body, posture: Posture) -> tuple[Array, Array]:
        """Return the error (c,), m or rad, and its Jacobian (c, tangent)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A foot flat on the floor at a spot: origin of its place at (x, y), pointing forward.

    Args:
        name: Place, such as `foot_r`.
        at: World x and y of the segment's origin, m.
        height: Of the floor there, m.
    """

    name: str
    at: tuple[float, float]
    height: float = 0.0

    def miss(self, body: Body, posture: Posture) -> tuple[Array, Array]:
        """Height of three points, spot, and direction."""
        foot = place(self.name, body)
        where = body.states.places(posture.q[None], [Point(kind="body", name=foot.segment)], posture.at)
        points = [np.zeros(3), *foot.points]
        arms = [where.rotation[:, 0] @ point for point in points]
        moving = [at_point(where, 0, arm)[0] for arm in arms]
        world = [(where.position[:, 0] + arm)[0] for arm in arms]
        ahead, turning = where.rotation[0, 0, :, 0], where.turning[0, 0]
        rows = [
            (world[0][0] - self.at[0], moving[0][0]),
            (world[0][1] - self.at[1], moving[0][1]),
            *((world[i][2] - self.height, moving[i][2]) for i in (1, 2, 3)),
            (float(ahead[1]), turning[2] * ahead[0] - turning[0] * ahead[2]),
        ]
        return np.array([miss for miss, _ in rows]), np.stack([slope for _, slope in rows])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """A place's first point at given world coordinates, m; None where it does not matter."""

    name: str
    at: tuple[float | None, float | None, float | None]

    def miss(self, body: Body, posture: Posture) -> tuple[Array, Array]:
        """Distance along each axis that matters."""
        found = place(self.name, body)
        where = body.states.places(posture.q[None], [Point(kind="body", name=found.segment)], posture.at)
        arm = where.rotation[:, 0] @ found.points[0]
        moving, world = at_point(where, 0, arm)[0], (where.position[:, 0] + arm)[0]
        axes = [i for i, value in enumerate(self.at) if value is not None]
        wanted = np.array([value for value in self.at if value is not None])
        return world[axes] - wanted, moving[axes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lean:
    """A segment leant forward by an angle against the vertical, rad, and not to a side."""

    segment: str
    angle: float
    sideways: bool = True

    def miss(self, body: Body, posture: Posture) -> tuple[Array, Array]:
        """Lean forward, and lean to the right where `sideways`."""
        where = body.states.places(posture.q[None], [Point(kind="body", name=self.segment)], posture.at)
        up, turning = where.rotation[0, 0, :, 2], where.turning[0, 0]
        forward = float(np.arctan2(up[0], up[2])) - self.angle
        rows, slopes = [forward], [turning[1]]
        if self.sideways:
            rows.append(float(up[1]))
            slopes.append(turning[2] * up[0] - turning[0] * up[2])
        return np.array(rows), np.stack(slopes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The centre of mass of body and load over a spot of the floor, m; None where it does not matter.

    Args:
        at: World x and y.
        load_kg: Mass in the hands.
        hands: Places that carry it, each its part.
    """

    at: tuple[float | None, float | None]
    load_kg: float = 0.0
    hands: tuple[str, ...] = ()

    def miss(self, body: Body, posture: Posture) -> tuple[Array, Array]:
        """Distance along each axis that matters."""
        own = body.states.centre(posture.q[None], posture.at)
        total = body.states.mass + self.load_kg
        position, moving = own.position[0] * body.states.mass, own.moving[0] * body.states.mass
        for name in self.hands:
            miss, slope = Reach(name=name, at=(0.0, 0.0, 0.0)).miss(body, posture)
            position, moving = (
                position + miss * self.load_kg / len(self.hands),
                moving + slope * self.load_kg / len(self.hands),
            )
        axes = [i for i, value in enumerate(self.at) if value is not None]
        wanted = np.array([value for value in self.at if value is not None])
        return (position / total)[axes] - wanted, (moving / total)[axes]


def find_posture(body: Body, start: Posture, *, wanted: Array, sd: Array, aims: Sequence[Aim]) -> Posture:
    """Return the posture nearest to wanted angles that meets every aim.

    Args:
        body: Whose.
        start: Where the search begins.
        wanted: Angles, rad (n,).
        sd: How willingly each coordinate leaves its angle, rad (n,), above zero.
        aims: What has to hold.

    Raises:
        NotConverged: When no posture within the coordinates' limits meets the aims.
    """
    given, posture = body.coordinates, start
    weight = np.concatenate([np.full(6, ROOT_WEIGHT), 1.0 / sd**2])
    worst = np.inf
    for _ in range(STEPS):
        parts = [aim.miss(body, posture) for aim in aims]
        miss = np.concatenate([np.zeros(0), *(part[0] for part in parts)])
        slope = np.concatenate([np.zeros((0, len(weight))), *(part[1] for part in parts)])
        worst = float(np.abs(miss).max(initial=0.0))
        pull = np.concatenate([np.zeros(6), wanted - posture.q])
        step = _step(weight, pull, miss, slope, low=given.low - posture.q, high=given.high - posture.q)
        size = float(np.abs(step).max())
        if worst < DONE and size < 100 * DONE:
            return posture
        step = step * min(1.0, LONGEST / max(size, 1e-300))
        posture = Posture(q=np.clip(posture.q + step[6:], given.low, given.high), at=root.moved(posture.at, step[:6]))
    if worst < DONE:
        return posture
    raise NotConverged(
        say(
            "no posture meets the aims: the worst misses by {worst:.2g} m or rad after {steps} steps",
            worst=worst,
            steps=STEPS,
        ),
        hint=say("Ask for angles that reach the floor, or widen what may move."),
    )


def _step(weight: Array, pull: Array, miss: Array, slope: Array, *, low: Array, high: Array) -> Array:
    """Return the Gauss-Newton step (tangent,): coordinates that would leave their limits are held there."""
    n, c = len(weight), len(miss)
    held: dict[int, float] = {}
    step = np.zeros(n)
    for _ in range(n):
        free = np.array([i for i in range(n) if i not in held], dtype=np.intp)
        fixed = np.array(sorted(held), dtype=np.intp)
        at = np.array([held[i] for i in fixed])
        system = np.zeros((len(free) + c, len(free) + c))
        system[: len(free), : len(free)] = np.diag(weight[free])
        system[: len(free), len(free) :] = slope[:, free].T
        system[len(free) :, : len(free)] = slope[:, free]
        system[len(free) :, len(free) :] = -1e-12 * np.eye(c)
        right = np.concatenate([weight[free] * pull[free], -miss - slope[:, fixed] @ at])
        step[free] = np.linalg.solve(system, right)[: len(free)]
        step[fixed] = at
        own = step[6:]
        beyond = np.maximum(low - own, own - high)
        beyond[[i - 6 for i in held]] = -np.inf
        worst = int(np.argmax(beyond))
        if beyond[worst] <= 1e-12:
            break
        held[worst + 6] = float(np.clip(own[worst], low[worst], high[worst]))
    return step
