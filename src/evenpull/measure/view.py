"""From where a person was filmed: the angle of their body against the camera, and the name of that view.

The angle comes from the network's guess of depth at shoulders and hips. It sorts views well; it is no measurement.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX
from evenpull.core.words import say

View = Literal["front", "front_left", "left", "back_left", "back", "back_right", "right", "front_right"]

SQUARE_ON = 25.0
"""A front or back view is within this many degrees."""

SIDE_ON = 60.0
"""A side view is turned at least this many degrees from front and back."""


def yaw_deg(world: NDArray[np.float64]) -> float:
    """Return how far a body is turned from facing the camera, degrees.

    0 faces the camera, +90 shows its left side, -90 its right side, 180 its back.

    Args:
        world: (33, 3) or (n, 33, 3) landmarks in metres; of several frames the median direction counts.
    """
    across = world[..., INDEX["left_shoulder"], :] - world[..., INDEX["right_shoulder"], :]
    across = across + world[..., INDEX["left_hip"], :] - world[..., INDEX["right_hip"], :]
    x, z = np.median(across.reshape(-1, 3), axis=0)[[0, 2]]
    return float(np.degrees(np.arctan2(-z, x)))


def view_of(yaw: float) -> View:
    """Return the name of the view for a body turned by `yaw` degrees.

    Example:
        >>> view_of(0), view_of(40), view_of(-90), view_of(170)
        ('front', 'front_left', 'right', 'back')
    """
    turned = abs(yaw)
    if turned <= SQUARE_ON:
        return "front"
    if turned >= 180 - SQUARE_ON:
        return "back"
    left = yaw > 0
    if turned < SIDE_ON:
        return "front_left" if left else "front_right"
    if turned > 180 - SIDE_ON:
        return "back_left" if left else "back_right"
    return "left" if left else "right"


def off_square_deg(yaw: float) -> float:
    """Return how far a body is turned from the nearest of front, back and the two sides, degrees, 0 to 45.

    Example:
        >>> off_square_deg(-100), off_square_deg(170), off_square_deg(45)
        (10, 10, 45)
    """
    turned = abs(yaw) % 90
    return min(turned, 90 - turned)


IN_WORDS: dict[View, str] = {
    "front": say("from the front"),
    "front_left": say("from the front and a little from the left"),
    "left": say("from the left"),
    "back_left": say("from behind and a little from the left"),
    "back": say("from behind"),
    "back_right": say("from behind and a little from the right"),
    "right": say("from the right"),
    "front_right": say("from the front and a little from the right"),
}
