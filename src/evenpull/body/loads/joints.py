"""Which joints are reported, between which segments, and along which directions their force is split.

The force of a joint is always the one that the parent exerts on the child through bone, cartilage, disc and ligament:
muscles that cross the joint are not in it, what they press is. Directions are the segments' own axes (x forward, y to
the left, z up while every coordinate is zero), except at the discs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.body import Body

Array = NDArray[np.float64]
SACRAL_SLOPE_RAD = np.deg2rad(40.0)
"""How far the upper face of the sacrum leans forward in standing. Source: textbook value, recalled; the body has no
endplates. It turns compression against shear at L5/S1 and nowhere else."""
LEVELS = ("l1_l2", "l2_l3", "l3_l4", "l4_l5", "l5_s1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """A joint by the segments on its two sides."""

    name: str
    child: str
    parent: str


SIDED = (
    ("hip", "femur", "pelvis"),
    ("knee", "tibia", "femur"),
    ("patellofemoral", "patella", "femur"),
    ("ankle", "talus", "tibia"),
)


def joints() -> tuple[Joint, ...]:
    """Return every joint that is reported."""
    sided = [
        Joint(
            name=f"{name}_{side}", child=f"{child}_{side}", parent=parent if parent == "pelvis" else f"{parent}_{side}"
        )
        for side in ("r", "l")
        for name, child, parent in SIDED
    ]
    spine = [
        Joint(name=level, child=f"lumbar{n}", parent="pelvis" if n == 5 else f"lumbar{n + 1}")
        for n, level in enumerate(LEVELS, start=1)
    ]
    return (*sided, *spine)


def vertebral_axes(body: Body) -> dict[str, Array]:
    """Return the long axis of each lumbar vertebra, and the normal of the sacrum's upper face, in the segment's frame.

    A vertebra's axis runs from the joint under it to the joint above it; L1, which has none above, has L2's.
    """
    out = {"pelvis": np.array([np.sin(SACRAL_SLOPE_RAD), 0.0, np.cos(SACRAL_SLOPE_RAD)])}
    for n in (5, 4, 3, 2):
        above = np.array(body.model.body(f"lumbar{n - 1}").pos, dtype=np.float64)
        out[f"lumbar{n}"] = above / np.linalg.norm(above)
    return out | {"lumbar1": out["lumbar2"]}


def disc_normal(child: Array, parent: Array) -> Array:
    """Return the direction across a disc, upward, halfway between the axes of its two vertebrae (T, 3)."""
    middle = child + parent
    return np.asarray(middle / np.linalg.norm(middle, axis=1, keepdims=True))
