"""Movement screens: landmarks with their times go in, and repetitions, angles, control and faults come out.

Nothing here knows of files. A clip, a keypoint recording and a live picture give the same `Poses`; `live` counts while
the frames still come. What one camera cannot show is a gap with its reason, never a number.
"""

from evenpull.measure.movement.kinds import MOVEMENTS, MovementKind
from evenpull.measure.movement.live import LiveRepetitions
from evenpull.measure.movement.poses import Facing, PoseFrame, Poses, facing, poses_of
from evenpull.measure.movement.screen import Screen, screen

__all__ = [
    "MOVEMENTS",
    "Facing",
    "LiveRepetitions",
    "MovementKind",
    "PoseFrame",
    "Poses",
    "Screen",
    "facing",
    "poses_of",
    "screen",
]
