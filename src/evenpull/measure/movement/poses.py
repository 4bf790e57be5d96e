"""Landmarks over time on an even grid, and from where the person is seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX
from evenpull.capture.pose.records import MIRRORED
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.errors import InputError
from evenpull.measure.kinematics import is_side_on, near_side
from evenpull.measure.repetitions import smooth
from evenpull.measure.view import View, view_of, yaw_deg

Array = NDArray[np.float64]
Plane = Literal["side", "slant", "front"]
RATE = 30.0
FEWEST = 16
"""Frames below which nothing can be smoothed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PoseFrame:
    """One person at one moment.

    Args:
        time_s: Time in s; frames may come at any rate, but in order.
        points: (33, 2) x to the right and y down, in pixels.
        world: (33, 3) metres around the hips, or None when the finder of points gives no depth.
    """

    time_s: float
    points: Array
    world: Array | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Poses:
    """One person over time.

    Args:
        time_s: Even times, (n,).
        points: (n, 33, 2) pixels, smoothed.
        world: (n, 33, 3) metres, smoothed; zero where no depth was given.
    """

    time_s: Array
    points: Array
    world: Array

    @property
    def rate(self) -> float:
        """Samples per second."""
        return float((len(self.time_s) - 1) / (self.time_s[-1] - self.time_s[0]))

    def at(self, name: str) -> Array:
        """Return one landmark, (n, 2) pixels."""
        found: Array = self.points[:, INDEX[name]]
        return found

    def middle(self, part: str) -> Array:
        """Return the middle of the left and the right of a part, (n, 2) pixels."""
        found: Array = (self.at(f"left_{part}") + self.at(f"right_{part}")) / 2
        return found

    def mirrored(self, *, width: float) -> Poses:
        """Return the same movement seen in a mirror; `width` of the picture in pixels."""
        points, world = self.points[:, MIRRORED].copy(), self.world[:, MIRRORED].copy()
        points[..., 0] = width - points[..., 0]
        world[..., 0] = -world[..., 0]
        return Poses(time_s=self.time_s, points=points, world=world)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facing:
    """From where a person is seen.

    Args:
        yaw: Turn of the body against the camera, degrees, as `view.yaw_deg` gives it.
        view: Its name.
        plane: The plane of the body that lies in the picture.
        near: The side that is nearer to the camera, None from the front and the back.
        leftward: +1 when the person's left is at the picture's right, else -1.
    """

    yaw: float
    view: View
    plane: Plane
    near: Side | None
    leftward: float


def facing(yaw: float) -> Facing:
    """Return what a body's turn against the camera means for what can be seen.

    Example:
        >>> facing(0.0).plane, facing(90.0).near, facing(180.0).leftward
        ('front', 'left', -1.0)
    """
    near = near_side(yaw)
    plane: Plane = "front" if near is None else "side" if is_side_on(yaw) else "slant"
    return Facing(yaw=yaw, view=view_of(yaw), plane=plane, near=near, leftward=1.0 if abs(yaw) < 90 else -1.0)


def facing_of(own: Poses, flipped: Poses) -> Facing:
    """Return from where a person is seen, by both looks at the picture."""
    return facing(yaw_deg((own.world + flipped.world) / 2))


def poses_of(frames: Iterable[PoseFrame], *, rate: float = RATE) -> Poses:
    """Lay frames of any rate on an even grid and smooth them without delay.

    Args:
        frames: In order of time.
        rate: Of the grid, samples per second.

    Raises:
        InputError: When they are too few or their times do not rise.
    """
    kept = list(frames)
    times = np.array([frame.time_s for frame in kept])
    if len(kept) < 2 or (times[-1] - times[0]) * rate < FEWEST:
        raise InputError(say("these are too few frames to measure a movement"))
    if np.any(np.diff(times) <= 0):
        raise InputError(say("the times of these frames do not rise"))
    grid = np.arange(times[0], times[-1] + 1e-9, 1 / rate)
    points = np.stack([frame.points for frame in kept])
    world = np.stack([np.zeros((len(INDEX), 3)) if frame.world is None else frame.world for frame in kept])
    return Poses(time_s=grid, points=_even(points, times, grid, rate=rate), world=_even(world, times, grid, rate=rate))


def _even(values: Array, times: Array, grid: Array, *, rate: float) -> Array:
    flat = values.reshape(len(values), -1)
    resampled = np.column_stack([np.interp(grid, times, column) for column in flat.T])
    return smooth(resampled, rate=rate).reshape(len(grid), *values.shape[1:])
