"""Where the pose weights lie, and what to do when they do not. They are fetched at build time, never at run time."""

from __future__ import annotations

from pathlib import Path

from evenpull.core.words import say
from evenpull.errors import MissingExtra

FOLDER = Path(__file__).with_name("weights")
DETECTOR = "pose_detector.tflite"
LANDMARKER = "pose_landmark_heavy.tflite"


def weights_file(name: str, *, folder: Path = FOLDER) -> Path:
    """Return the path of one weights file.

    Raises:
        MissingExtra: When it was not vendored.
    """
    path = folder / name
    if not path.is_file():
        raise MissingExtra(
            say("pose weights"), install=say("make vendor (in a clone), or the published wheel, which holds them")
        )
    return path
