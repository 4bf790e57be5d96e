"""What holds the body up: soles, seat and bed as constraints, and what a lift or a wedge does to them.

A sole is plantigrade and stays where it stands: position and orientation of the heel bone's segment are held, and the
toes lie flat. That is what friction and a foot broader than the sway do in quiet standing; whether it may be so is
checked afterwards (`Reaction.holds`): the floor pushes and never pulls, the centre of pressure is inside the sole, and
friction is enough. With both feet down each leg has six movements between foot and pelvis, so the pelvis keeps all six.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Places, Point
from evenpull.core.words import say
from evenpull.errors import OutOfRange

Array = NDArray[np.float64]
Integers = NDArray[np.intp]
SOLE_DEPTH_M = 0.030
"""Sole below the heel bone's frame: 12 mm of bone and 18 mm of pad. A default; nothing but heights depends on it."""
SOLE_MIDDLE_M = 0.090
SOLE_RIGHT: Array = np.array(
    [
        (-0.020, -0.028),
        (-0.020, 0.026),
        (0.180, 0.042),
        (0.225, 0.036),
        (0.250, 0.012),
        (0.225, -0.030),
        (0.140, -0.052),
    ]
)
"""Outline of the right sole in the heel bone's frame, m, forward and inward: a foot 270 mm long and 95 mm broad.
Source: length and breadth of a man's foot of this body's size, a default."""
FRICTION = 0.5
"""Sliding friction of skin or shoe on a floor, a default."""
GREATEST_LIFT_M, STEEPEST_WEDGE_RAD = 0.08, float(np.deg2rad(25.0))
SIDES = {"r": -1.0, "l": 1.0}
"""Where a side lies along y."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What lies under the feet, and bone that has the same effect.

    Args:
        lift_left_m, lift_right_m: Height of a block under the whole foot.
        wedge_left_rad, wedge_right_rad: Slope across the foot; positive lifts the outer edge, which everts the foot.
        left_leg_longer_m: Difference of leg length; it acts as a block under the longer leg.

    Raises:
        OutOfRange: When a lift is above 80 mm or a wedge above 25 degrees.
    """

    lift_left_m: float = 0.0
    lift_right_m: float = 0.0
    wedge_left_rad: float = 0.0
    wedge_right_rad: float = 0.0
    left_leg_longer_m: float = 0.0

    def __post_init__(self) -> None:
        lifts = (self.lift_left_m, self.lift_right_m, self.left_leg_longer_m)
        wedges = (self.wedge_left_rad, self.wedge_right_rad)
        if not all(abs(lift) <= GREATEST_LIFT_M for lift in lifts):
            most = 1e3 * GREATEST_LIFT_M
            raise OutOfRange(say("a lift or leg-length difference is at most {most:.0f} mm", most=most))
        if not all(abs(wedge) <= STEEPEST_WEDGE_RAD for wedge in wedges):
            raise OutOfRange(say("a wedge is at most {most:.0f} degrees", most=np.rad2deg(STEEPEST_WEDGE_RAD)))

    def height(self, side: str) -> float:
        """Return how much higher the floor is under a foot (`r`, `l`), m."""
        longer = max(self.left_leg_longer_m, 0.0) if side == "l" else max(-self.left_leg_longer_m, 0.0)
        return (self.lift_left_m if side == "l" else self.lift_right_m) + longer

    def slope(self, side: str) -> float:
        """Return the wedge's angle about the forward axis, rad: what everts the left turns about plus x."""
        return SIDES[side] * (self.wedge_left_rad if side == "l" else self.wedge_right_rad)

    def scaled(self, share: float) -> Ground:
        """Return a share of all of it, for going there in steps."""
        return Ground(**{name: share * getattr(self, name) for name in self.__slots__})

    def mirrored(self) -> Ground:
        """Return it with left and right exchanged."""
        return Ground(
            lift_left_m=self.lift_right_m,
            lift_right_m=self.lift_left_m,
            wedge_left_rad=self.wedge_right_rad,
            wedge_right_rad=self.wedge_left_rad,
            left_leg_longer_m=-self.left_leg_longer_m,
        )


LEVEL = Ground()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """One place at which something outside holds a segment.

    Args:
        name: Such as `sole_r`.
        segment: The segment that is held.
        offset: The held point in the segment's frame, m (3,).
        shifts: World axes along which the point cannot move.
        turns: World axes about which the segment cannot turn.
        side: `r` or `l` for a sole, else empty.
    """

    name: str
    segment: str
    offset: tuple[float, float, float]
    shifts: tuple[int, ...]
    turns: tuple[int, ...]
    side: str = ""

    @property
    def rows(self) -> int:
        """How many movements it takes away."""
        return len(self.shifts) + len(self.turns)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Targets:
    """Where the contacts hold: points (contacts, 3) in m and rotations (contacts, 3, 3), world."""

    position: Array
    rotation: Array

    def on(self, ground: Ground, contacts: Sequence[Contact]) -> Targets:
        """Return the targets on another ground."""
        if ground == LEVEL:
            return self
        position, rotation = self.position.copy(), self.rotation.copy()
        for i, contact in enumerate(contacts):
            if contact.side:
                position[i, 2] += ground.height(contact.side)
                rotation[i] = turned_about(self.rotation[i][:, 0], ground.slope(contact.side)) @ self.rotation[i]
        return Targets(position=position, rotation=rotation)


def sole(side: str) -> Contact:
    """Return the sole of one foot (`r`, `l`), held in all six movements."""
    return Contact(
        name=f"sole_{side}",
        segment=f"calcn_{side}",
        offset=(SOLE_MIDDLE_M, 0.0, -SOLE_DEPTH_M),
        shifts=(0, 1, 2),
        turns=(0, 1, 2),
        side=side,
    )


def segments(contacts: Sequence[Contact]) -> list[Point]:
    """Return the contacts' segments as points."""
    return [Point(kind="body", name=contact.segment) for contact in contacts]


def held(places: Places, contacts: Sequence[Contact], first: int) -> tuple[Array, Array, Array, Array]:
    """Return position (T, c, 3), rotation, and their derivatives (T, c, 3, tangent) of the held points.

    Args:
        places: Segments' frames, the contacts' beginning at `first`.
        contacts: The contacts.
        first: Where they begin among the places.
    """
    rotation, turning = places.rotation[:, first:], places.turning[:, first:]
    arm = (rotation @ np.array([contact.offset for contact in contacts])[:, :, None])[..., 0]
    moving = places.moving[:, first:] + swept(turning, arm)
    return places.position[:, first:] + arm, rotation, moving, turning


def swept(turning: Array, arm: Array) -> Array:
    """Return how the end of an arm (..., 3) moves with its segment's turning (..., 3, tangent): omega times arm."""
    x, y, z = arm[..., 0, None], arm[..., 1, None], arm[..., 2, None]
    a, b, c = turning[..., 0, :], turning[..., 1, :], turning[..., 2, :]
    return np.stack([b * z - c * y, c * x - a * z, a * y - b * x], axis=-2)


@lru_cache(maxsize=16)
def picks(contacts: tuple[Contact, ...]) -> tuple[Integers, Integers]:
    """Return for each held movement its contact, and its axis (turns are 3 to 5): (rows,) each."""
    found = [
        (i, axis + kind)
        for i, contact in enumerate(contacts)
        for kind, axes in ((0, contact.shifts), (3, contact.turns))
        for axis in axes
    ]
    pairs = np.array(found, dtype=np.intp).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def rows(
    held_at: tuple[Array, Array, Array, Array], contacts: tuple[Contact, ...], targets: Targets
) -> tuple[Array, Array]:
    """Return how far each held movement is from its target (T, rows) and its derivative (T, rows, tangent)."""
    position, rotation, moving, turning = held_at
    which, axis = picks(contacts)
    twist = rotation_vector(rotation @ np.swapaxes(targets.rotation, 1, 2))
    miss = np.concatenate([position - targets.position, twist], axis=2)
    return miss[:, which, axis], np.concatenate([moving, turning], axis=2)[:, which, axis]


def rotation_vector(rotation: Array) -> Array:
    """Return the rotation vector (..., 3), rad, of rotations (..., 3, 3) well below half a turn."""
    skew = 0.5 * np.stack(
        [
            rotation[..., 2, 1] - rotation[..., 1, 2],
            rotation[..., 0, 2] - rotation[..., 2, 0],
            rotation[..., 1, 0] - rotation[..., 0, 1],
        ],
        axis=-1,
    )
    sine = np.linalg.norm(skew, axis=-1, keepdims=True)
    angle = np.arctan2(sine, 0.5 * (np.trace(rotation, axis1=-2, axis2=-1)[..., None] - 1.0))
    return np.asarray(skew * np.where(sine > 1e-9, angle / np.where(sine > 1e-9, sine, 1.0), 1.0))


def turned_about(axis: Array, angle: float) -> Array:
    """Return the rotation (3, 3) by an angle, rad, about a unit axis (3,)."""
    x, y, z = axis
    cross = np.array([[0.0, -z, y], [z, 0.0, -x], [-y, x, 0.0]])
    return np.asarray(np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * cross @ cross)
