"""The patella as a lever: how much of the quadriceps' tension goes on into the patellar tendon.

A path of one tension would make both equal. But the tibia is in balance about the knee only if

    F_patellar_tendon * (arm of the patellar tendon on the tibia) = F_quadriceps * (arm of the whole path)

where the second arm holds the patella's own travel. Both follow from the geometry at the knee angle (virtual work:
the force between femur and patella, without friction, does none).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Point
from evenpull.body.effort.mechanics import Mechanics, at_point
from evenpull.body.loads.paths import Layout, pulls

Array = NDArray[np.float64]
SMALLEST_ARM_M = 0.005
RATIO_RANGE = (0.3, 1.5)
"""Ratios beyond this are held there: cadavers and models show 0.5 to 1.3 (recalled). What is left over is then a moment
at the knee, and is printed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Patellar:
    """Stretches of path between patella and tibia on one side.

    Args:
        stretch: Numbers among the layout's stretches (k,).
        ratio: Tension there over the tension above the patella (T, k).
    """

    stretch: NDArray[np.intp]
    ratio: Array


def patellar(mechanics: Mechanics, layout: Layout, points: Array) -> tuple[Patellar, ...]:
    """Return the patellar tendons of both sides.

    Args:
        mechanics: Of the movement.
        layout, points: Of the paths (T, s, 3).
    """
    body, movement, arms = mechanics.body, mechanics.movement, mechanics.arms
    out = []
    unit = pulls(layout, points)
    for side in ("r", "l"):
        patella, tibia = (int(body.model.body(f"{name}_{side}").id) for name in ("patella", "tibia"))
        start, end = layout.segment[layout.pulls], layout.segment[layout.pulls + 1]
        which = np.flatnonzero((start == patella) & (end == tibia))
        knee = body.coordinates.index(f"knee_angle_{side}")
        muscle = layout.muscle[layout.pulls[which]]
        whole = arms.block(muscle, np.array([knee]))[:, :, 0]
        where = body.states.places(movement.q, [Point(kind="body", name=f"tibia_{side}")], movement.at)
        own = np.empty_like(whole)
        for i, stretch in enumerate(which):
            tuberosity = points[:, layout.pulls[stretch] + 1]
            moving = at_point(where, 0, tuberosity - where.position[:, 0])[:, :, 6 + knee]
            own[:, i] = (unit[:, stretch] * moving).sum(axis=1)
        own = np.sign(own) * np.maximum(np.abs(own), SMALLEST_ARM_M)
        out.append(Patellar(stretch=which, ratio=np.clip(whole / own, *RATIO_RANGE)))
    return tuple(out)
