"""What a pose estimator takes and gives: a region to look in, and one person's landmarks; and the estimator's shape.

The names are those of the 33 points that BlazePose finds. A left landmark is on the person's own left, whatever the
picture shows; a picture that a mirror or a front camera has flipped exchanges them, and nothing here can know that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""A picture as rows of red, green and blue: (height, width, 3)."""

LANDMARK_NAMES: tuple[str, ...] = (
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
    "left_ear",
    "right_ear",
    "mouth_left",
    "mouth_right",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_pinky",
    "right_pinky",
    "left_index",
    "right_index",
    "left_thumb",
    "right_thumb",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_heel",
    "right_heel",
    "left_foot_index",
    "right_foot_index",
)
INDEX: dict[str, int] = {name: number for number, name in enumerate(LANDMARK_NAMES)}


def _other_side(name: str) -> str:
    for here, there in (("left", "right"), ("right", "left")):
        if name.startswith(here + "_") or name.endswith("_" + here):
            return name.replace(here, there)
    return name


MIRRORED: NDArray[np.intp] = np.array([INDEX[_other_side(name)] for name in LANDMARK_NAMES], dtype=np.intp)
"""For each landmark the index of its partner on the other side."""
MIRRORED.setflags(write=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roi:
    """A square, turned region of a picture that holds one person.

    Args:
        x, y: Centre in pixels.
        size: Edge length in pixels.
        rotation_rad: Clockwise turn in the picture; 0 for an upright person.
    """

    x: float
    y: float
    size: float
    rotation_rad: float = 0.0

    def moved(self, *, right: float = 0.0, down: float = 0.0, scale: float = 1.0) -> Roi:
        """Return it shifted by fractions of its size and scaled."""
        return Roi(
            x=self.x + right * self.size,
            y=self.y + down * self.size,
            size=self.size * scale,
            rotation_rad=self.rotation_rad,
        )

    def mirrored(self, *, width: int) -> Roi:
        """Return the same region in the picture flipped left to right; `width` in pixels."""
        return Roi(x=width - self.x, y=self.y, size=self.size, rotation_rad=-self.rotation_rad)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Landmarks:
    """One person's 33 points in one picture.

    Args:
        points: (33, 2) x to the right and y down, in pixels; a pixel's centre is at a half.
        world: (33, 3) metres around the middle of the hips, x right, y down, z away from the camera. A network's guess.
        visibility: (33,) chance that a point is seen and not hidden, 0 to 1.
        presence: (33,) chance that a point lies inside the picture, 0 to 1.
        score: How sure the network is that a person is there at all, 0 to 1.
        roi: The region that follows this person into the next frame.
    """

    points: NDArray[np.float64]
    world: NDArray[np.float64]
    visibility: NDArray[np.float64]
    presence: NDArray[np.float64]
    score: float
    roi: Roi

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for array in (self.points, self.world, self.visibility, self.presence):
            array.setflags(write=False)

    def at(self, name: str) -> NDArray[np.float64]:
        """Return the (x, y) of a landmark in pixels."""
        point: NDArray[np.float64] = self.points[INDEX[name]]
        return point

    def seen(self, name: str) -> float:
        """Return the visibility of a landmark, 0 to 1."""
        return float(self.visibility[INDEX[name]])

    def mirrored(self, *, width: int) -> Landmarks:
        """Return the landmarks of the picture flipped left to right, sides exchanged; `width` in pixels."""
        points = self.points[MIRRORED].copy()
        points[:, 0] = width - points[:, 0]
        world = self.world[MIRRORED].copy()
        world[:, 0] = -world[:, 0]
        return Landmarks(
            points=points,
            world=world,
            visibility=self.visibility[MIRRORED].copy(),
            presence=self.presence[MIRRORED].copy(),
            score=self.score,
            roi=self.roi.mirrored(width=width),
        )

    def renamed(self) -> Landmarks:
        """Return the landmarks with the names of the sides exchanged and nothing moved, as a flipped picture needs."""
        return Landmarks(
            points=self.points[MIRRORED].copy(),
            world=self.world[MIRRORED].copy(),
            visibility=self.visibility[MIRRORED].copy(),
            presence=self.presence[MIRRORED].copy(),
            score=self.score,
            roi=self.roi,
        )


class PoseEstimator(Protocol):
    """Finds people in a picture."""

    def estimate(self, image: Image, hint: Roi | None = None) -> Sequence[Landmarks]:
        """Return everyone found, largest first; with a `hint`, at most the one person in that region."""
        ...
