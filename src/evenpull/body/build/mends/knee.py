"""The knee turns about the published point and bends over its whole range.

The knee bends from ten degrees beyond straight to 140 degrees, and its polynomials hold over all of it.

As shipped, the range is 0 to 120 degrees; outside it the fourth-order polynomials run away. Here each function is
kept where it was fitted, goes on along its end slopes outside (as OpenSim's splines do), and is fitted again over the
whole range by a polynomial that agrees at zero.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.polynomial import Polynomial

from evenpull.body.build.parts import Anatomy, Surface, Via, Wrap

CENTRE_IN_TIBIA = np.array([-0.00809, 0.00148, -0.00353])
"""Where the knee's axes meet in the tibia's frame, m. Rajagopal 2016 (joint walker_knee_r)."""
LOW_RAD, HIGH_RAD = np.deg2rad(-10.0), np.deg2rad(140.0)
DEGREE = 7
SAMPLES = 601


def centre(body: Anatomy) -> None:
    """Let the shank turn about the published point.

    As shipped, it turns about the tibia frame's own origin, 9 mm away: at 90 degrees the shank stands 12 mm off, and
    every muscle of the knee has an arm 6 mm wrong.
    """
    for name, joint in body.joints.items():
        if joint.segment == "tibia_r":
            body.joints[name] = replace(joint, anchor=CENTRE_IN_TIBIA)


def wide_range(body: Anatomy) -> None:
    """Refit what the knee drives, over the wider range."""
    knee = body.coordinates["knee_angle_r"]
    drives = {
        joint: poly if joint == "knee_angle_r" else extended(poly, knee.low, knee.high)
        for joint, poly in knee.drives.items()
    }
    body.coordinates["knee_angle_r"] = replace(knee, low=float(LOW_RAD), high=float(HIGH_RAD), drives=drives)


def continued(poly: tuple[float, ...], low: float, high: float, q: np.ndarray) -> np.ndarray:
    """Return a polynomial inside its range and its end slopes outside, at q (n,)."""
    inside = Polynomial(poly)
    slope = inside.deriv()
    value = inside(np.clip(q, low, high))
    return np.asarray(value + slope(low) * np.minimum(q - low, 0.0) + slope(high) * np.maximum(q - high, 0.0))


def extended(poly: tuple[float, ...], low: float, high: float) -> tuple[float, ...]:
    """Return the polynomial over the wide range that agrees best with the continued one and exactly at zero."""
    q = np.linspace(LOW_RAD, HIGH_RAD, SAMPLES)
    at_zero = float(poly[0])
    target = continued(poly, low, high, q) - at_zero
    powers = np.stack([q**k for k in range(1, DEGREE + 1)], axis=1)
    found, *_ = np.linalg.lstsq(powers, target, rcond=None)
    return (at_zero, *(float(c) for c in found))


BEHIND_KNEE = "bfsh_behind_knee_r"
BEHIND_KNEE_RADIUS_M = 0.018


def biceps_short_head(body: Anatomy) -> None:
    """Keep the short head of biceps femoris behind the knee.

    As shipped (and published, where the range ends at 120 degrees) it passes to the front at 121 degrees and becomes
    an extensor with 35 mm. A cylinder on the knee's axis bends it; below 110 degrees it is not touched.
    """
    muscle = body.muscles["bfsh_r"]
    knee = body.segments["tibia_r"].origin + CENTRE_IN_TIBIA - body.segments["femur_r"].origin
    body.surfaces[BEHIND_KNEE] = Surface(
        name=BEHIND_KNEE,
        segment="femur_r",
        centre=knee,
        axis=np.array([0.0, 1.0, 0.0]),
        radius=BEHIND_KNEE_RADIUS_M,
    )
    side = Via(segment="femur_r", at=knee + np.array([-0.06, 0.0, 0.0]))
    first, last = (step for step in muscle.path if isinstance(step, Via))
    body.muscles["bfsh_r"] = replace(muscle, path=(first, Wrap(surface=BEHIND_KNEE, side=side), last))
