"""Posture in numbers that people know: degrees and millimetres of a state, and their exact order and signs.

Tilt, lordosis and joint angles count from the model's own zero (every segment upright and parallel), so a change has a
meaning and an absolute value is not a radiograph's. Head and neck are one piece with the trunk: the head leans as the
trunk leans.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Point, root
from evenpull.body.model.body import Body
from evenpull.body.settle.scene import STEP, State
from evenpull.core.words import say
from evenpull.errors import UnknownId

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One number about a posture.

    Args:
        name: Id; a sided one ends in `_right` or `_left`.
        unit: `deg` or `mm`.
        positive: What a positive value means.
        flips: Whether a mirror changes its sign.
    """

    name: str
    unit: str
    positive: str
    flips: bool = False


def _sided(name: str, positive: str) -> tuple[Metric, ...]:
    return tuple(Metric(name=f"{name}_{side}", unit="deg", positive=positive) for side in ("right", "left"))


METRICS: tuple[Metric, ...] = (
    Metric(name="pelvic_tilt", unit="deg", positive=say("front down")),
    Metric(name="pelvic_obliquity", unit="deg", positive=say("right side down"), flips=True),
    Metric(name="pelvic_rotation", unit="deg", positive=say("to the left"), flips=True),
    Metric(name="lumbar_lordosis", unit="deg", positive=say("more hollow")),
    Metric(name="lumbar_bending", unit="deg", positive=say("to the right"), flips=True),
    Metric(name="lumbar_rotation", unit="deg", positive=say("to the left"), flips=True),
    Metric(name="trunk_lean_forward", unit="deg", positive=say("forward")),
    Metric(name="trunk_lean_right", unit="deg", positive=say("to the right"), flips=True),
    Metric(name="shoulder_level", unit="deg", positive=say("right side down"), flips=True),
    Metric(name="head_tilt", unit="deg", positive=say("to the right"), flips=True),
    Metric(name="sway", unit="mm", positive=say("hips forward of the ankles")),
    Metric(name="centre_of_mass_forward", unit="mm", positive=say("forward of the ankles")),
    *_sided("hip_flexion", say("bent")),
    *_sided("hip_adduction", say("towards the middle")),
    *_sided("hip_rotation", say("inward")),
    *_sided("knee_flexion", say("bent")),
    *_sided("ankle_dorsiflexion", say("shin forward")),
    *_sided("subtalar_inversion", say("sole inward")),
    *_sided("shank_rotation", say("inward")),
)
NAMES = tuple(metric.name for metric in METRICS)
COORDINATES = {
    "lumbar_lordosis": ("lumbar_flexion", -1.0),
    "lumbar_bending": ("lumbar_bending", 1.0),
    "lumbar_rotation": ("lumbar_rotation", 1.0),
    **{
        f"{name}_{side}": (f"{coordinate}_{side[0]}", 1.0)
        for side in ("right", "left")
        for name, coordinate in (
            ("hip_flexion", "hip_flexion"),
            ("hip_adduction", "hip_adduction"),
            ("hip_rotation", "hip_rotation"),
            ("knee_flexion", "knee_angle"),
            ("ankle_dorsiflexion", "ankle_angle"),
            ("subtalar_inversion", "subtalar_angle"),
        )
    },
}
SEGMENTS = (
    "pelvis",
    "torso",
    "head",
    "scapula_r",
    "scapula_l",
    "talus_r",
    "talus_l",
    "tibia_r",
    "tibia_l",
    "femur_r",
    "femur_l",
)


def index(name: str) -> int:
    """Return the place of a metric.

    Raises:
        UnknownId: When there is no such metric.
    """
    if name not in NAMES:
        raise UnknownId(name, kind=say("posture metric"), allowed=list(NAMES))
    return NAMES.index(name)


UPRIGHT: Array = np.eye(3)


def measured(body: Body, states: list[State], view: Array = UPRIGHT) -> Array:
    """Return every metric of T states, (T, metrics) in degrees and mm.

    Args:
        body: The body.
        states: Where it is.
        view: Rotation (3, 3) of the world that stands a lying body up before it is measured.
    """
    q, at = np.array([state.q for state in states]), np.array([state.root for state in states])
    return of_postures(body, q, at, view)


def of_postures(body: Body, q: Array, at: Array, view: Array = UPRIGHT) -> Array:
    """Return the same of postures q (T, n) with roots (T, 7)."""
    places = body.states.spots(q, [Point(kind="body", name=name) for name in SEGMENTS], at)
    turn = {name: view @ places.rotation[:, i] for i, name in enumerate(SEGMENTS)}
    spot = {name: places.position[:, i] @ view.T for i, name in enumerate(SEGMENTS)}
    forward, left = turn["pelvis"][:, :, 0], turn["pelvis"][:, :, 1]
    up = turn["torso"][:, :, 2]
    ankles = 0.5 * (spot["talus_r"] + spot["talus_l"])[:, 0]
    hips = 0.5 * (spot["femur_r"] + spot["femur_l"])[:, 0]
    across = spot["scapula_l"] - spot["scapula_r"]
    found = {
        "pelvic_tilt": _degrees(-forward[:, 2], np.hypot(forward[:, 0], forward[:, 1])),
        "pelvic_obliquity": _degrees(left[:, 2], np.hypot(left[:, 0], left[:, 1])),
        "pelvic_rotation": _degrees(forward[:, 1], forward[:, 0]),
        "trunk_lean_forward": _degrees(up[:, 0], up[:, 2]),
        "trunk_lean_right": _degrees(-up[:, 1], up[:, 2]),
        "shoulder_level": _degrees(across[:, 2], np.hypot(across[:, 0], across[:, 1])),
        "head_tilt": _degrees(-turn["head"][:, 1, 2], turn["head"][:, 2, 2]),
        "sway": 1e3 * (hips - ankles),
        "centre_of_mass_forward": 1e3 * ((places.centre @ view.T)[:, 0] - ankles),
        "shank_rotation_right": _degrees(turn["tibia_r"][:, 1, 0], turn["tibia_r"][:, 0, 0]),
        "shank_rotation_left": _degrees(-turn["tibia_l"][:, 1, 0], turn["tibia_l"][:, 0, 0]),
    }
    for name, (coordinate, sign) in COORDINATES.items():
        found[name] = np.rad2deg(sign * q[:, body.coordinates.index(coordinate)])
    return np.stack([found[name] for name in NAMES], axis=1)


def slopes(body: Body, state: State, view: Array = UPRIGHT) -> Array:
    """Return the derivative of every metric, (metrics, tangent) in degrees or mm per rad or m."""
    steps = STEP * np.eye(len(state.q) + root.TANGENT)
    values = of_postures(body, *state.all_moved(np.concatenate([steps, -steps])), view)
    half = len(steps)
    return np.asarray((values[:half] - values[half:]).T / (2.0 * STEP))


def mirrored(values: Array) -> Array:
    """Return metrics (..., metrics) as the mirrored body has them."""
    partner = [NAMES.index(_other(name)) for name in NAMES]
    sign = np.array([-1.0 if metric.flips else 1.0 for metric in METRICS])
    return np.asarray(sign * values[..., partner])


def _other(name: str) -> str:
    for side, other in (("_right", "_left"), ("_left", "_right")):
        if name.endswith(side) and name.removesuffix(side) + other in NAMES:
            return name.removesuffix(side) + other
    return name


def _degrees(y: Array, x: Array) -> Array:
    return np.asarray(np.rad2deg(np.arctan2(y, x)))
