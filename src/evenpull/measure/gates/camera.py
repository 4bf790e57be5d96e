"""Gates about the camera: from where it looks, and how far it leans."""

from __future__ import annotations

from typing import Literal

import numpy as np

from evenpull.core.words import say
from evenpull.measure.gates.records import GateResult
from evenpull.measure.view import IN_WORDS, View, off_square_deg, view_of

StandingView = Literal["front", "back", "left", "right"]

SQUARE: dict[View, StandingView] = {"front": "front", "back": "back", "left": "left", "right": "right"}
"""Views that are square to the camera."""

TURNED_DEG = 15.0
"""A body turned this far from square is worth a warning: a level line of the body then looks shorter, not tilted, but
what lies in front of it moves against it. Chosen by us; the angle is a network's guess."""

MUCH_ROLL_DEG = 20.0
"""No one holds a phone this far from level unawares: the line that was marked is then not level."""

NO_LEVEL_LINE = say("The camera may have been tilted: mark something level in the photo to narrow this.")
SAYS_SQUARE = say("Turn your front, your back or one side squarely to the camera, and take it again.")

Line = tuple[tuple[float, float], tuple[float, float]]


def square_view(yaw: float, *, asked: StandingView | None) -> GateResult:
    """Refuse a view that is not square to the camera or not the one that was asked for; warn of a slight turn.

    Args:
        yaw: Turn of the body against the camera, degrees, as `view.yaw_deg` gives it.
        asked: The view that the person said; a mirror exchanges left and right, so either side does for a side.
    """
    view = view_of(yaw)
    square = SQUARE.get(view)
    off = off_square_deg(yaw)
    if square is None or not (asked is None or asked == square or {asked, square} == {"left", "right"}):
        words = IN_WORDS[view]
        return GateResult(
            gate="view",
            outcome="refused",
            code="wrong_view",
            reason=say("this picture is taken {view}, which is not the view that was asked for", view=words)
            if asked is not None
            else say("this picture is taken {view}, at a slant", view=words),
            to_do=SAYS_SQUARE,
            value=off,
            limit=TURNED_DEG,
            unit="deg",
        )
    if off > TURNED_DEG:
        return GateResult(
            gate="view",
            outcome="warned",
            code="turned",
            reason=say("The body is turned by about {degrees:.0f} degrees from square to the camera.", degrees=off),
            to_do=SAYS_SQUARE,
            value=off,
            limit=TURNED_DEG,
            unit="deg",
        )
    return GateResult(gate="view", value=off, limit=TURNED_DEG, unit="deg")


def camera_roll(roll_deg: float | None) -> GateResult:
    """Warn when the camera's tilt is not known; refuse a level line that no camera can have seen.

    Args:
        roll_deg: Tilt of a line that is level in the world, or of gravity's level, degrees; None when not known.
    """
    if roll_deg is None:
        return GateResult(
            gate="camera_roll", outcome="warned", code="roll_unknown", reason=NO_LEVEL_LINE, to_do=MARK_LEVEL
        )
    if abs(roll_deg) <= MUCH_ROLL_DEG:
        return GateResult(gate="camera_roll", value=roll_deg, limit=MUCH_ROLL_DEG, unit="deg")
    return GateResult(
        gate="camera_roll",
        outcome="refused",
        code="rolled",
        reason=say("the line that is marked as level leans by {degrees:.0f} degrees", degrees=abs(roll_deg)),
        to_do=say("Mark something that is truly level, such as a skirting board, or hold the phone straight."),
        value=roll_deg,
        limit=MUCH_ROLL_DEG,
        unit="deg",
    )


MARK_LEVEL = say("Mark a level or upright edge in the photo, such as a skirting board or a door frame.")


def roll_of_line(line: Line | None) -> float | None:
    """Return the camera's tilt from a line on something level or upright, degrees, positive when its right is lower.

    A line that runs more down than across is taken for something upright, such as a door frame. None without a line, or
    when both ends are one place.
    """
    if line is None:
        return None
    (x0, y0), (x1, y1) = line
    across, down = x1 - x0, y1 - y0
    if across == 0 and down == 0:
        return None
    if abs(down) > abs(across):
        return float(np.degrees(np.arctan(-across / down)))
    return float(np.degrees(np.arctan(down / across)))


def roll_of_gravity(x: float, y: float) -> float | None:
    """Return the camera's tilt from gravity in the picture, degrees; None when the phone looks up or down.

    Args:
        x: Gravity to the picture's right, any unit.
        y: Gravity down the picture, the same unit.
    """
    if y <= 0 or abs(x) > y:
        return None
    return float(np.degrees(np.arctan2(-x, y)))
