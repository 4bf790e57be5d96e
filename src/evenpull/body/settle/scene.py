"""A body standing, sitting or lying on something: what gravity, contacts and the regulator see at a posture.

A state is (root, q); its tangent is (6 of the root, then n), as everywhere in the body. Muscles are not here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Point, root
from evenpull.body.model.body import Body
from evenpull.body.settle import contact
from evenpull.body.settle.contact import Contact, Targets

Array = NDArray[np.float64]
TRUNK_POINT = Point(kind="body", name="torso")
STEP = 1e-5
"""Step of a central difference, rad and m."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class State:
    """A posture in the world: root (7,) and q (n,)."""

    root: Array
    q: Array

    def moved(self, step: Array) -> State:
        """Return the state after a step (tangent,)."""
        return State(root=root.moved(self.root, step[: root.TANGENT]), q=self.q + step[root.TANGENT :])

    def all_moved(self, steps: Array) -> tuple[Array, Array]:
        """Return q (T, n) and roots (T, 7) after each of the steps (T, tangent)."""
        return self.q + steps[:, root.TANGENT :], root.moved(self.root, steps[:, : root.TANGENT])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seen:
    """What a scene is like at T states.

    Args:
        gravity: Gradient of the potential energy (T, tangent), N m and N.
        miss: How far each constraint is from its target (T, rows), m and rad.
        jacobian: Its derivative (T, rows, tangent).
        trunk: The two level parts of the trunk's long axis (T, 2): its lean forward and to the left, rad.
        trunk_moving: Its derivative (T, 2, tangent).
        centre: Centre of mass, m (T, 2), forward and left.
        centre_moving: Its derivative (T, 2, tangent).
    """

    gravity: Array
    miss: Array
    jacobian: Array
    trunk: Array
    trunk_moving: Array
    centre: Array
    centre_moving: Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """What holds a body, and where.

    Args:
        body: The body.
        contacts: Held segments.
        locks: Coordinates that stay as they are: toes that lie flat (locks,).
        targets: Where the contacts hold.
        locked: Values of the locked coordinates (locks,).
    """

    body: Body
    contacts: tuple[Contact, ...]
    locks: NDArray[np.intp]
    targets: Targets
    locked: Array

    @property
    def rows(self) -> int:
        """How many movements are taken away."""
        return sum(item.rows for item in self.contacts) + len(self.locks)

    @property
    def middle(self) -> Array:
        """Middle of the soles on the floor, m (2,); of whatever holds the body where no foot does."""
        soles = [i for i, item in enumerate(self.contacts) if item.side]
        return np.asarray(self.targets.position[soles or slice(None), :2].mean(axis=0))

    def see(self, q: Array, at: Array) -> Seen:
        """Evaluate the scene at postures q (T, n) with roots (T, 7)."""
        points = [TRUNK_POINT, *contact.segments(self.contacts)]
        places, centre = self.body.states.places_and_centre(q, points, at)
        miss, jacobian = contact.rows(contact.held(places, self.contacts, 1), self.contacts, self.targets)
        if len(self.locks):
            unit = np.zeros((len(q), len(self.locks), jacobian.shape[2]))
            unit[:, range(len(self.locks)), root.TANGENT + self.locks] = 1.0
            jacobian = np.concatenate([jacobian, unit], axis=1)
            miss = np.concatenate([miss, q[:, self.locks] - self.locked], axis=1)
        up = places.rotation[:, 0, :, 2]
        return Seen(
            gravity=self.body.states.carried(centre),
            miss=miss,
            jacobian=jacobian,
            trunk=up[:, :2],
            trunk_moving=contact.swept(places.turning[:, 0], up)[:, :2],
            centre=centre.position[:, :2],
            centre_moving=centre.moving[:, :2],
        )

    def slope(self, state: State, pull: Callable[[Seen], Array], along: Array) -> Array:
        """Return the derivative of a generalised force between directions, made symmetric, (m, m).

        Args:
            state: Where.
            pull: The force (T, tangent) at what is seen of T states.
            along: Directions as columns (tangent, m).
        """
        steps = np.concatenate([STEP * along.T, -STEP * along.T])
        values = pull(self.see(*state.all_moved(steps))) @ along
        slope = (values[: along.shape[1]] - values[along.shape[1] :]) / (2.0 * STEP)
        return np.asarray(0.5 * (slope + slope.T))
