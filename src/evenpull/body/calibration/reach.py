"""Where passive force begins in muscles whose passive moment nobody published: arms and oblique abdominals.

A muscle can be stretched over the range of its joints. So its passive force begins so late that at the longest it gets
it pulls with a small share of its greatest force, and never below its length in plain standing. Lengths are found over
each coordinate's range, and over a grid of shoulder, elbow and forearm.
"""

from __future__ import annotations

from itertools import product

import numpy as np
from numpy.typing import NDArray

from evenpull.body.calibration.unknowns import settings
from evenpull.body.model.body import Body
from evenpull.body.muscles import tension
from evenpull.body.muscles.curves import PASSIVE_SHAPE, PASSIVE_STRAIN
from evenpull.body.muscles.read import strain_at_force

Array = NDArray[np.float64]
SHOULDER_DEG = {
    "elv_angle": (-60.0, 0.0, 90.0),
    "shoulder_elv": (0.0, 60.0, 120.0, 180.0),
    "shoulder_rot": (-60.0, 0.0, 60.0),
    "elbow_flexion": (0.0, 130.0),
    "pro_sup": (-90.0, 90.0),
}
EARLIEST = 1.0


def late_starts(body: Body) -> dict[str, dict[str, float]]:
    """Return the normalised fibre length at which passive force begins, by muscle without its side."""
    rule = settings()["reach"]
    muscles = body.muscles()
    standing = body.coordinates.posture(body.record["standing"]["angles"])[None]
    fibre = tension(muscles, body.states.lengths(np.vstack([standing, far_postures(body)]))[0]).fibre
    one = np.ones(1)
    stretch = _stretch(float(rule["share"]), one)
    begins = np.maximum(np.maximum(fibre.max(axis=0) - stretch, fibre[0]), EARLIEST)
    return {
        name: {"passive_start": max(float(begins[muscles.index(f"{name}_{side}")]) for side in ("r", "l"))}
        for name in rule["muscles"]
    }


def far_postures(body: Body) -> Array:
    """Return postures at the ends of every coordinate, and a grid of the right arm (T, n), rad."""
    given = body.coordinates
    ends = np.zeros((2 * len(given.names), len(given.names)))
    for i, (low, high) in enumerate(zip(given.low, given.high, strict=True)):
        ends[2 * i, i], ends[2 * i + 1, i] = low, high
    places = [given.index(f"{name}_r") for name in SHOULDER_DEG]
    grid = np.zeros((int(np.prod([len(v) for v in SHOULDER_DEG.values()])), len(given.names)))
    grid[:, places] = np.radians(list(product(*SHOULDER_DEG.values())))
    return np.vstack([ends, grid])


def _stretch(share: float, one: Array) -> float:
    """Return the stretch beyond its start at which the published passive curve reaches a share of F_0."""
    strain = strain_at_force(shape=PASSIVE_SHAPE * one, stretch=one, share=share * one)
    return float(PASSIVE_STRAIN / strain[0])
