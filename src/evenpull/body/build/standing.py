"""Plain standing: the ankle angle that puts the centre of mass where people have it.

With every coordinate at zero the shanks are vertical and the centre of mass stands 9 mm in front of the ankles (as
shipped: 3 mm behind). Both are within a degree or three of ankle of the 45 mm of people: the fault as shipped lay half
in the segment masses and the seat of the spine (12 mm), half in a posture that nobody stands in. So nothing more is
moved; the legs lean forward from the ankles, the trunk stays upright, the feet stay flat.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from evenpull.body.coordinates import Point
from evenpull.body.model.body import Body

COM_IN_FRONT_OF_ANKLE_M = 0.045
"""Source: validation target VT055."""
LARGEST_LEAN_RAD = np.deg2rad(10.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Plain standing: how far the legs lean forward, rad, and the centre of mass in front of the ankles, m."""

    lean: float
    com_in_front: float

    def angles(self) -> dict[str, float]:
        """Return the coordinates that differ from zero, rad: hips back by as much as the ankles bend."""
        return {
            f"{name}_{side}": sign * self.lean
            for name, sign in (("ankle_angle", 1.0), ("hip_flexion", -1.0))
            for side in ("r", "l")
        }


def com_in_front(body: Body, lean: float) -> float:
    """Return how far the centre of mass is in front of the mean ankle while the legs lean by an angle, m."""
    q = body.coordinates.posture(Standing(lean=lean, com_in_front=0.0).angles())[None]
    ankles = body.states.places(q, [Point(kind="body", name=f"talus_{side}") for side in ("r", "l")])
    return float(body.states.centre(q).position[0, 0] - ankles.position[0, :, 0].mean())


def standing(body: Body) -> Standing:
    """Return the posture whose centre of mass is 45 mm in front of the ankles.

    Raises:
        ValueError: When no lean up to ten degrees brings it there.
    """
    lean = float(brentq(lambda a: com_in_front(body, a) - COM_IN_FRONT_OF_ANKLE_M, -LARGEST_LEAN_RAD, LARGEST_LEAN_RAD))
    return Standing(lean=lean, com_in_front=com_in_front(body, lean))
