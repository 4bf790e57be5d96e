"""Which segment hangs on which, where its joint is, and how long everything is at a given stature.

The joint centres are coordinates measured on MyoSim's full body (`skeleton.json`, made by
`scripts/extract_skeleton.py`).
Two things are added here: the soft tissue under the sole and over the skull, and the straight standing reference, in
which the arms hang vertically and every joint angle is zero.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]

SOLE_M = 0.02
SCALP_M = 0.015

PARENT: dict[str, str | None] = {
    "pelvis": None,
    "abdomen": "pelvis",
    "ribs": "abdomen",
    "thorax": "ribs",
    "neck": "thorax",
    "head": "neck",
    "girdle": "thorax",
    "upper_arm": "girdle",
    "forearm": "upper_arm",
    "hand": "forearm",
    "fingers": "hand",
    "thigh": "pelvis",
    "shank": "thigh",
    "foot": "shank",
    "toes": "foot",
}
MIDDLE = ("pelvis", "abdomen", "ribs", "thorax", "neck", "head")
SIDED = tuple(name for name in PARENT if name not in MIDDLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skeleton:
    """A standing skeleton.

    Args:
        stature_m: Height with scalp and soles, metres.
        joints: Joint centre of each segment in the standing reference, metres (3,); the left one of a pair.
        scale: Size against the measured model, for everything that is drawn around it.
    """

    stature_m: float
    joints: dict[str, Vector]
    scale: float

    def joint(self, segment: str, side: str | None) -> Vector:
        """Return a segment's joint centre in the standing reference, metres, shape (3,)."""
        point = self.joints[segment].copy()
        if side == "right":
            point[1] = -point[1]
        return point


def _measured() -> tuple[dict[str, Vector], float]:
    raw = json.loads(files("evenpull.body.skeleton").joinpath("skeleton.json").read_text(encoding="utf-8"))
    lift = np.array([0.0, 0.0, SOLE_M])
    points = {name: np.array(xyz) + lift for name, xyz in raw["joints"].items()}
    return points, raw["landmarks"]["vertex_height"] + SOLE_M + SCALP_M


@lru_cache(maxsize=8)
def skeleton(stature_m: float | None = None) -> Skeleton:
    """Return the skeleton at a stature in metres; the measured model's own where none is given.

    Source: MyoSim 0.2.4, myofullbody (Apache-2.0).
    """
    at, own = _measured()
    scale = 1.0 if stature_m is None else stature_m / own
    down = np.array([0.0, 0.0, -1.0])

    def length(upper: str, lower: str) -> float:
        return float(np.linalg.norm(at[lower] - at[upper]))

    elbow = at["shoulder"] + down * length("shoulder", "elbow")
    wrist = elbow + down * length("elbow", "wrist")
    knuckle = wrist + down * length("wrist", "knuckle")
    joints = {
        "pelvis": np.array([0.0, 0.0, at["hip"][2]]),
        "abdomen": at["lumbar"],
        "ribs": at["upper_lumbar"],
        "thorax": (at["upper_lumbar"] + 2 * at["neck"]) / 3 * [1, 1, 1] - [0.0, 0.0, 0.06],
        "neck": at["neck"],
        "head": at["neck"] + [0.02, 0.0, 0.095],
        "girdle": at["sternoclavicular"],
        "upper_arm": at["shoulder"],
        "forearm": elbow,
        "hand": wrist,
        "fingers": knuckle,
        "thigh": at["hip"],
        "shank": at["knee"],
        "foot": at["ankle"],
        "toes": at["toes"],
    }
    return Skeleton(stature_m=own * scale, joints={k: v * scale for k, v in joints.items()}, scale=scale)
