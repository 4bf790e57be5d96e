"""Where a path jumps: its length steps, or its moment arm does, while the joint moves smoothly.

A path jumps where it slips off its surface, takes the other way round, or passes the inside of a surface.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.body import Body

Floats = NDArray[np.float64]
POINTS = 181
LENGTH_STEP_MM = 0.3
"""A length that changes by more than its moment arms say, between two neighbouring angles."""
ARM_STEP_MM = 4.0
"""An arm that changes by more than this between two neighbouring angles (about one degree)."""
FLIP_MM = 5.0
"""An arm counts as turning over when it reaches this on both sides of zero."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A jump: muscle, coordinate, angle (rad), step of the length and of the arm (mm)."""

    muscle: str
    coordinate: str
    angle: float
    length_mm: float
    arm_mm: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """Every muscle over one coordinate: angles (p,), lengths and arms, m (p, m)."""

    coordinate: str
    angles: Floats
    lengths: Floats
    arms: Floats


def curves(body: Body, points: int = POINTS) -> list[Curve]:
    """Return lengths and arms over the whole range of every coordinate, the others at zero or their nearest value."""
    out = []
    c = body.coordinates
    rest = np.clip(np.zeros(len(c.names)), c.low, c.high)
    for index, name in enumerate(c.names):
        angles = np.linspace(c.low[index], c.high[index], points)
        lengths, arms = [], []
        for angle in angles:
            q = rest.copy()
            q[index] = angle
            length, arm = body.paths(q)
            arms.append(arm[:, index])
            lengths.append(length)
        out.append(Curve(coordinate=name, angles=angles, lengths=np.array(lengths), arms=np.array(arms)))
    return out


def breaks(body: Body, found: list[Curve]) -> list[Break]:
    """Return the worst jump of each muscle over each coordinate."""
    out = []
    for curve in found:
        step = np.diff(curve.angles)[:, None]
        predicted = -(curve.arms[1:] + curve.arms[:-1]) / 2 * step
        length = np.abs(np.diff(curve.lengths, axis=0) - predicted) * 1000
        arm = np.abs(np.diff(curve.arms, axis=0)) * 1000
        for m, name in enumerate(body.names):
            at = int(np.argmax(length[:, m] / LENGTH_STEP_MM + arm[:, m] / ARM_STEP_MM))
            if length[at, m] > LENGTH_STEP_MM or arm[at, m] > ARM_STEP_MM:
                out.append(
                    Break(
                        muscle=name,
                        coordinate=curve.coordinate,
                        angle=float(curve.angles[at]),
                        length_mm=float(length[at, m]),
                        arm_mm=float(arm[at, m]),
                    )
                )
    return out


def sign_flips(body: Body, found: list[Curve]) -> list[tuple[str, str, float, float]]:
    """Return (muscle, coordinate, least arm, greatest arm in mm) of arms that change sides by more than 5 mm."""
    out = []
    for curve in found:
        low, high = curve.arms.min(axis=0) * 1000, curve.arms.max(axis=0) * 1000
        for m, name in enumerate(body.names):
            if low[m] < -FLIP_MM and high[m] > FLIP_MM:
                out.append((name, curve.coordinate, float(low[m]), float(high[m])))
    return out
