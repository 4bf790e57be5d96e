"""From where a body is looked at."""

from __future__ import annotations

from typing import Literal, get_args

from evenpull.body.figure.camera import Camera, camera
from evenpull.core.words import say
from evenpull.errors import UnknownId

View = Literal["right", "left", "front", "back", "front_right", "front_left", "back_right", "back_left"]
TURN_DEG: dict[str, float] = {
    "right": 0.0,
    "left": 180.0,
    "front": 90.0,
    "back": -90.0,
    "front_right": 40.0,
    "front_left": 140.0,
    "back_right": -40.0,
    "back_left": -140.0,
}
VIEWS: tuple[str, ...] = get_args(View)


def looking(view: str) -> Camera:
    """Return the camera of a view: level, without perspective.

    Raises:
        UnknownId: When there is no such view.
    """
    if view not in TURN_DEG:
        raise UnknownId(view, kind=say("view"), allowed=list(VIEWS))
    eye = camera(turn_deg=TURN_DEG[view], lift_deg=0.0)
    return Camera(right=eye.right.round(15) + 0.0, up=eye.up.round(15) + 0.0, towards=eye.towards.round(15) + 0.0)
