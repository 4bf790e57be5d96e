"""Count repetitions while the frames still come, with the memory of one frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX
from evenpull.measure.movement.kinds import MOVEMENTS
from evenpull.measure.movement.poses import Facing, PoseFrame, Poses
from evenpull.measure.movement.signals import drive
from evenpull.measure.movement.turns import Turns

SETTLE_S = 0.08
"""Time constant of the one-pole filter; about 2 Hz, and so about a tenth of a second late."""


class LiveRepetitions:
    """Counts the repetitions of one movement, seen from one place.

    Args:
        movement: Id of a movement in `MOVEMENTS`.
        facing: From where the person is seen.
        leg_px: Length of a leg in the picture, hip to ankle, in pixels; 0 takes the longest seen so far.

    Attributes:
        count: Repetitions so far.
        value: The filtered value of the curve that is counted, degrees or share of the leg.
    """

    def __init__(self, movement: str, *, facing: Facing, leg_px: float = 0.0) -> None:
        self._kind = MOVEMENTS[movement]
        self._facing = facing
        self._leg = leg_px
        self._turns = Turns(least=self._kind.least(facing.plane))
        self._last_s: float | None = None
        self.count = 0
        self.value = float("nan")

    def push(self, frame: PoseFrame) -> bool:
        """Take the next frame; return whether it completes a repetition."""
        self._leg = max(self._leg, _leg(frame.points))
        world = np.zeros((1, *frame.points.shape[:1], 3)) if frame.world is None else frame.world[None]
        poses = Poses(time_s=np.array([frame.time_s]), points=frame.points[None], world=world)
        now = float(drive(poses, facing=self._facing, movement=self._kind.id, leg=self._leg)[0])
        if self._last_s is None:
            self.value = now
        else:
            share = 1 - float(np.exp(-(frame.time_s - self._last_s) / SETTLE_S))
            self.value += share * (now - self.value)
        self._last_s = frame.time_s
        turn = self._turns.push(self.value)
        done = turn is not None and turn[1]
        self.count += done
        return done


def _leg(points: NDArray[np.float64]) -> float:
    spans = [points[INDEX[f"{side}_ankle"]] - points[INDEX[f"{side}_hip"]] for side in ("left", "right")]
    return float(max(np.linalg.norm(span) for span in spans))
