"""The mannequin's flesh hung on the segments of a musculoskeletal body, whatever its size.

The rows of ellipsoids are those of the exercise figures (`figure.stations`). They are given around the figure's own
joints; here each row is moved, turned and sized so that it lies between the body's joints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.figure.mannequin import SEGMENTS, table
from evenpull.body.skeleton.tree import Vector, skeleton

HIP_TO_TRUNK_M = (1.0, 1.2)
"""Standing heights of the figure between which flesh passes from the pelvis's frame to the thorax's."""
MIDDLE_CARRIER = {"pelvis": "pelvis", "ribs": "torso", "thorax": "torso", "neck": "torso", "head": "head"}
LIMB_CARRIER = {
    "girdle": "clavicle",
    "upper_arm": "humerus",
    "forearm": "ulna",
    "hand": "hand",
    "fingers": "hand",
    "thigh": "femur",
    "shank": "tibia",
    "foot": "calcn",
    "toes": "toes",
}
BONE = {
    "upper_arm": ("upper_arm", "forearm"),
    "forearm": ("forearm", "hand"),
    "hand": ("forearm", "hand"),
    "fingers": ("forearm", "hand"),
    "thigh": ("thigh", "shank"),
    "shank": ("shank", "foot"),
    "foot": ("foot", "toes"),
    "toes": ("foot", "toes"),
}
"""The figure's joints between which a segment's flesh lies; hands follow the forearm, toes the foot."""
PELVIS_FORWARD_M, TRUNK_BACK_M = 0.018, 0.018
"""The figure was drawn round MyoSim as shipped, whose spine stands 25 mm too far behind the hips; on the mended body
its flesh is moved so that the buttock lies round gluteus maximus and the back round latissimus."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flesh:
    """Rows of ellipsoids (m, k), as `figure.mannequin.table` lists them, fixed to segments of a body.

    Args:
        carrier: Name of the segment that carries each ellipsoid (m, k).
        at: Its centre from the segment's origin, in the segment's frame, m (m, k, 3).
        axes: Its half axes as columns, in the segment's frame, m (m, k, 3, 3).
    """

    carrier: NDArray[np.str_]
    at: Vector
    axes: Vector

    @staticmethod
    def of(origins: Mapping[str, Vector]) -> Flesh:
        """Hang the flesh on a body.

        Args:
            origins: Where every segment's origin is with all coordinates at zero, m (3,): all frames are parallel to
                the world there.
        """
        rows = table()
        carrier = np.empty(rows.segment.shape, dtype="U16")
        at, axes = np.empty(rows.centres.shape), np.empty((*rows.centres.shape, 3))
        maps = _Maps(origins)
        for index in np.ndindex(rows.segment.shape):
            segment, side = SEGMENTS[rows.segment[index]]
            name = rows.names[index[0]][0]
            who, centre, size = maps.placed(segment, side, name, rows.centres[index])
            carrier[index] = who
            at[index] = centre - origins[who]
            axes[index] = size * rows.halves[index]
        return Flesh(carrier=carrier, at=at, axes=axes)


class _Maps:
    """Takes a point of the standing figure to the body: every map is a point, a turn and a size."""

    def __init__(self, origins: Mapping[str, Vector]) -> None:
        self.figure = skeleton()
        self.origins = origins
        middle = [(origins[f"{name}_l"] + origins[f"{name}_r"]) / 2 for name in ("femur", "humerus")]
        hips, shoulders = middle
        loin, own_loin = self.figure.joints["abdomen"], origins["lumbar5"]
        top = self.figure.joints["upper_arm"] * [1.0, 0.0, 1.0]
        width = float(origins["femur_l"][1] - origins["femur_r"][1]) / (2 * float(self.figure.joints["thigh"][1]))
        self.pelvis = (
            self.figure.joints["thigh"] * [1.0, 0.0, 1.0],
            hips + np.array([PELVIS_FORWARD_M * width, 0.0, 0.0]),
            width,
        )
        ratio = float(np.linalg.norm(shoulders - own_loin) / np.linalg.norm(top - loin))
        self.trunk = (loin, own_loin - np.array([TRUNK_BACK_M * ratio, 0.0, 0.0]), ratio)

    def placed(self, segment: str, side: str | None, row: str, centre: Vector) -> tuple[str, Vector, Vector]:
        """Return the segment that carries a station, its centre on the body, and its turn times its size (3, 3)."""
        if segment in MIDDLE_CARRIER or segment in {"abdomen", "girdle"}:
            return self._middle(segment, side, centre)
        ending = "_l" if side == "left" else "_r"
        who = LIMB_CARRIER[segment] + ending
        if segment == "forearm" and row == "forearm" and centre[2] < 1.0:
            who = "radius" + ending
        start, end = (self.figure.joint(name, side) for name in BONE[segment])
        own_start, own_end = self._own_bone(BONE[segment], ending)
        own, given = own_end - own_start, end - start
        size = float(np.linalg.norm(own) / np.linalg.norm(given))
        turn = np.eye(3) if segment in {"foot", "toes"} else _turn_between(given, own)
        return who, own_start + turn @ (centre - start) * size, turn * size

    def _middle(self, segment: str, side: str | None, centre: Vector) -> tuple[str, Vector, Vector]:
        low, high = HIP_TO_TRUNK_M
        share = 0.0 if segment == "pelvis" else float(np.clip((centre[2] - low) / (high - low), 0.0, 1.0))
        below, above = ((own + size * (centre - given)) for given, own, size in (self.pelvis, self.trunk))
        size = (1 - share) * self.pelvis[2] + share * self.trunk[2]
        if segment == "abdomen":
            who = "lumbar4" if centre[2] < 1.1 else "lumbar2"
        elif segment == "girdle":
            ending = "_l" if side == "left" else "_r"
            who = ("clavicle" if abs(centre[1]) < 0.12 else "scapula") + ending
        else:
            who = MIDDLE_CARRIER[segment]
        return who, (1 - share) * below + share * above, np.eye(3) * size

    def _own_bone(self, bone: tuple[str, str], ending: str) -> tuple[Vector, Vector]:
        def joint(name: str) -> Vector:
            if name == "forearm":
                return (self.origins["ulna" + ending] + self.origins["radius" + ending]) / 2
            if name == "foot":
                return self.origins["talus" + ending]
            return self.origins[LIMB_CARRIER[name] + ending]

        return joint(bone[0]), joint(bone[1])


def _turn_between(a: Vector, b: Vector) -> Vector:
    """Return the shortest rotation (3, 3) that takes direction a to direction b."""
    a, b = a / np.linalg.norm(a), b / np.linalg.norm(b)
    axis = np.cross(a, b)
    cross = np.array([[0.0, -axis[2], axis[1]], [axis[2], 0.0, -axis[0]], [-axis[1], axis[0], 0.0]])
    turn: Vector = np.eye(3) + cross + cross @ cross / (1.0 + float(a @ b))
    return turn
