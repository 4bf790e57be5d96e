"""What has been measured of how posture answers, and how the body is asked the same: the conditions on K.

All rows are used for calibration; none of them is a held-out check of K afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import root
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import tension
from evenpull.body.settle import metrics
from evenpull.body.settle.response import Response
from evenpull.core.words import say
from evenpull.errors import NotConverged

Array = NDArray[np.float64]
FLEXORS = ("iliacus", "psoas_")
"""Paths of the muscle that hip-flexor stretching is meant for, without sides."""
HANGING_KNEE_RAD = float(np.deg2rad(60.0))
PELVIS_BACK_RAD = float(np.deg2rad(15.0))
"""The hanging leg and the pelvis of the modified Thomas test; the pelvis 10 to 20 degrees back."""
STEP_LOG = 0.02
LIFT_M, WEDGE_RAD = 0.015, float(np.deg2rad(10.0))
RHO = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One measured response.

    Args:
        name: What was measured.
        row: Of the validation targets.
        value: Degrees per degree, or degrees.
        sd: With which it counts.
        at_least: Whether values above it count as fitting.
    """

    name: str
    row: str
    value: float
    sd: float
    at_least: bool = False

    def logarithm(self, found: Array) -> Array:
        """Return the logarithm of how well values fit, zero at best (T,)."""
        off = (found - self.value) / self.sd
        return np.asarray(-0.5 * (np.minimum(off, 0.0) if self.at_least else off) ** 2)


RESPONSES: tuple[Published, ...] = (
    Published(name="tilt_per_hip_extension", row="VT045", value=-0.46, sd=0.27),
    Published(name="lordosis_per_tilt", row="VT037", value=0.95, sd=0.05),
    Published(name="obliquity_of_lift", row="VT049", value=1.2, sd=0.5, at_least=True),
)
"""The sd of VT045 makes its tolerance (right sign and below one) the central 95 %, that of VT037 its interval 0.85 to
1.05. VT049 is a least tilt by palpation."""
SIGNS: tuple[tuple[str, str], ...] = (
    ("shank_rotation_right", "VT052"),
    ("hip_rotation_right", "VT052"),
    ("pelvic_tilt", "VT052"),
)
"""What rises on wedges under both outer edges of the feet."""


def hip_extension_gained(body: Body, healthy: Parameters) -> float:
    """Return by how much the hanging thigh of the modified Thomas test falls per logarithm of hip-flexor length, rad.

    Raises:
        NotConverged: When passive tissue never carries the leg.
    """
    longer, shorter = (_hanging(body, healthy, sign * STEP_LOG) for sign in (1.0, -1.0))
    return float((shorter - longer) / (2.0 * STEP_LOG))


def hanging_thigh(body: Body, healthy: Parameters) -> float:
    """Return the hip angle at which the leg hangs in the modified Thomas test, rad, flexion positive."""
    return _hanging(body, healthy, 0.0)


def _hanging(body: Body, healthy: Parameters, log: float) -> float:
    from scipy.optimize import brentq  # noqa: PLC0415 - slow to import, and only drawing K needs it

    person = healthy.changed(length={name: log for name in flexors(body) if name.endswith("_r")})
    coordinates = body.coordinates
    hip = coordinates.index("hip_flexion_r")
    base = coordinates.posture(
        {"hip_flexion_l": 1.9, "knee_angle_l": 2.2, "knee_angle_r": HANGING_KNEE_RAD, "lumbar_flexion": PELVIS_BACK_RAD}
    )
    half = 0.5 * (-np.pi / 2 - PELVIS_BACK_RAD)
    at = np.array([0.0, 0.0, 0.0, np.cos(half), 0.0, np.sin(half), 0.0])

    def moment(angle: float) -> float:
        q = base.copy()
        q[hip] = angle
        length, arms = body.states.lengths(q[None])
        passive = -arms.pull(tension(person.muscles, length).passive)[0, hip]
        gravity = body.states.gravity(q[None], at)[0, root.TANGENT + hip]
        return float(gravity + passive - person.capsule.torque(q[None])[0, hip])

    try:
        return float(brentq(moment, -0.7, 0.2, xtol=1e-9))
    except ValueError as fault:
        text = say("the leg of the modified Thomas test hangs beyond the hip's range")
        raise NotConverged("out_of_range: " + text) from fault


def flexors(body: Body) -> list[str]:
    """Return the paths of the hip flexors on both sides."""
    return [name for name in body.names if name.startswith(FLEXORS)]


def responses(response: Response, gained: float, stiffness: Array) -> dict[str, Array]:
    """Return every published response of a healthy body at each K (T, terms), in the units of `RESPONSES`.

    Args:
        response: Of the body on both feet.
        gained: `hip_extension_gained`, rad per logarithm.
        stiffness: K (T, terms).
    """
    return stretched(response, gained, stiffness) | on_ground(response, stiffness)


def stretched(response: Response, gained: float, stiffness: Array) -> dict[str, Array]:
    """Return the responses to longer hip flexors, as `responses` does."""
    names = response.near.reference.body.names
    longer = np.array([float(name.startswith(FLEXORS)) for name in names])
    change = response.of_metrics(response.muscles({"length": longer}, stiffness=stiffness, rho=RHO))
    tilt, lordosis = change[:, metrics.index("pelvic_tilt")], change[:, metrics.index("lumbar_lordosis")]
    return {"tilt_per_hip_extension": tilt / np.rad2deg(gained), "lordosis_per_tilt": lordosis / tilt}


def on_ground(response: Response, stiffness: Array) -> dict[str, Array]:
    """Return the responses to a lift under the left foot and to wedges under both, as `responses` does."""
    lift = response.of_metrics(response.ground({"lift_left_m": LIFT_M}, stiffness=stiffness, rho=RHO))
    wedges = {"wedge_left_rad": WEDGE_RAD, "wedge_right_rad": WEDGE_RAD}
    wedged = response.of_metrics(response.ground(wedges, stiffness=stiffness, rho=RHO))
    found = {"obliquity_of_lift": lift[:, metrics.index("pelvic_obliquity")]}
    return found | {f"wedge_{name}": wedged[:, metrics.index(name)] for name, _ in SIGNS}


def fit(found: dict[str, Array]) -> Array:
    """Return the logarithm of how well responses fit what was measured, of those that are there (T,)."""
    parts = [item.logarithm(found[item.name]) for item in RESPONSES if item.name in found]
    return np.asarray(sum(parts))


def signs_hold(found: dict[str, Array]) -> NDArray[np.bool_]:
    """Return where every measured sign on wedges holds (T,)."""
    return np.asarray(np.all([found[f"wedge_{name}"] > 0.0 for name, _ in SIGNS], axis=0))
