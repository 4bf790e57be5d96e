"""What changes between two postures, and a posture in which the change is large enough to be seen.

A picture may enlarge a change; its numbers never do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenpull.body.coordinates import root
from evenpull.body.model.body import Body
from evenpull.body.portrait.pose import Pose, pose
from evenpull.body.skeleton.tree import Vector
from evenpull.core.words import say

FACTORS = (1.0, 2.0, 3.0, 5.0, 10.0, 20.0)
SEEN_RAD, SEEN_M = np.deg2rad(9.0), 0.07
"""A turn of pelvis or low back, or a shift of any segment, that anybody sees in a picture."""
NOTHING_DEG = 0.05
LEAST_RAD, LEAST_M = np.deg2rad(NOTHING_DEG), 0.0005


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posture:
    """Coordinates q (n,), rad, and root (7,), None for upright at the origin."""

    q: Vector
    at: Vector | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """Two postures, and how the second is drawn.

    Args:
        before: The first.
        after: The second as it is.
        drawn: The second as it is drawn, on the same spot of the floor.
        factor: How many times as large as it is the change is drawn.
    """

    before: Pose
    after: Pose
    drawn: Pose
    factor: float

    @property
    def tilt_deg(self) -> float:
        """Return how far the pelvis has tilted forward, degrees, as it is."""
        return float(np.rad2deg(self.after.pelvis_tilt - self.before.pelvis_tilt))

    @property
    def lordosis_deg(self) -> float:
        """Return how much deeper the hollow of the low back is, degrees, as it is."""
        return float(np.rad2deg(self.after.lordosis - self.before.lordosis))

    def sentences(self) -> str:
        """Return in words what changes and how large it is drawn."""
        tilt, lordosis = self.tilt_deg, self.lordosis_deg
        said = [_tilt_sentence(tilt), _lordosis_sentence(lordosis)]
        if self.factor != 1.0:
            said.append(
                say("The picture shows the change {factor} times as large as it is.", factor=f"{self.factor:g}")
            )
        return " ".join(said)


def _tilt_sentence(degrees: float) -> str:
    if abs(degrees) < NOTHING_DEG:
        return say("The pelvis does not tilt.")
    size = f"{abs(degrees):.1f}"
    if degrees > 0:
        return say("The pelvis tilts {size} degrees forward.", size=size)
    return say("The pelvis tilts {size} degrees back.", size=size)


def _lordosis_sentence(degrees: float) -> str:
    if abs(degrees) < NOTHING_DEG:
        return say("The curve of the low back stays as it is.")
    size = f"{abs(degrees):.1f}"
    if degrees > 0:
        return say("The low back is {size} degrees more hollow.", size=size)
    return say("The low back is {size} degrees flatter.", size=size)


def enlarged(body: Body, before: Posture, after: Posture, factor: float) -> Posture:
    """Return the posture that lies `factor` times as far from `before` as `after` does, in the same direction."""
    home = np.array(root.HOME)
    start = home if before.at is None else np.asarray(before.at, dtype=np.float64)
    end = home if after.at is None else np.asarray(after.at, dtype=np.float64)
    q = before.q + factor * (after.q - before.q)
    return Posture(q=q, at=root.moved(start, factor * root.step_between(start, end)))


def change(body: Body, before: Posture, after: Posture, *, factor: float | None = None, muscles: bool = True) -> Change:
    """Return what changes between two postures, drawn large enough to be seen.

    Args:
        body: The body that takes both; bodies whose muscles differ have the same shape.
        before: The first posture.
        after: The second posture.
        factor: How many times as large the change is drawn; the least of `FACTORS` that shows it when None, one whose
            posture every joint can take.
        muscles: Whether the muscles' lines are wanted, which take most of the time.

    Raises:
        OutOfRange: When a posture, or a given factor, leads outside the range in which the couplings hold.
    """
    first, second = (pose(body, one.q, one.at, muscles=muscles) for one in (before, after))
    if factor is None:
        factor = _fitting(body, before, after, first, second)
    there = enlarged(body, before, after, factor)
    drawn = second if factor == 1.0 else pose(body, there.q, there.at, muscles=muscles)
    shift = first.ankles - drawn.ankles
    shift[2] = first.floor - drawn.floor
    return Change(before=first, after=second, drawn=drawn.moved(shift), factor=factor)


def _fitting(body: Body, before: Posture, after: Posture, first: Pose, second: Pose) -> float:
    turn = max(abs(second.pelvis_tilt - first.pelvis_tilt), abs(second.lordosis - first.lordosis))
    still = first.ankles - second.ankles
    shift = max(float(np.linalg.norm(second.origins[n] + still - first.origins[n])) for n in first.origins)
    if turn < LEAST_RAD and shift < LEAST_M:
        return 1.0
    beyond = set(body.coordinates.out_of_range(after.q[None]))
    best = 1.0
    for factor in FACTORS:
        there = enlarged(body, before, after, factor)
        if set(body.coordinates.out_of_range(there.q[None])) - beyond:
            break
        best = factor
        if factor * turn >= SEEN_RAD or factor * shift >= SEEN_M:
            break
    return best
