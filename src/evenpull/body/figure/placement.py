"""Putting a posed body into its room: its height follows from what it rests on, so that nothing floats or sinks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenpull.body.figure.mannequin import placed
from evenpull.body.skeleton.kinematics import Posed, orientation, posed
from evenpull.body.skeleton.surface import PLACES, depth, place
from evenpull.body.skeleton.tree import Skeleton, Vector
from evenpull.core.side import SIDES
from evenpull.knowledge.kinds.figure import Pose

# How high the top of a thing is that a body can rest on, metres.
SUPPORT_M: dict[str, float] = {
    "floor": 0.0,
    "chair": 0.46,
    "step": 0.12,
    "box": 0.60,
    "bench": 0.72,
    "low_bench": 0.40,
    "swiss_ball": 0.45,
    "bar": 2.02,
    "foam_roller": 0.14,
    "towel": 0.06,
    "pillow": 0.08,
    "ball": 0.07,
    "air": 0.09,
}
"""`bar` is hung from; `air` is how high the lowest part of a jumping body is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A body in its room and the pose it came from."""

    body: Posed
    pose: Pose


def is_place(name: str) -> bool:
    """Tell whether a contact's other end is a place on the body."""
    base, _, side = name.rpartition("_")
    return name in PLACES or (side in SIDES and base in PLACES)


def gap(body: Posed, name: str, on: str) -> float:
    """Return how far a place's skin is above the thing it rests on, metres; negative when it is in it."""
    return float(place(body, name)[2]) - depth(body, name) - SUPPORT_M[on]


def settle(pose: Pose, skeleton: Skeleton) -> Scene:
    """Pose the body and lower it until the first of its supports carries it."""
    pelvis = orientation(turn_deg=pose.turn_deg, lean_deg=pose.lean_deg, roll_deg=pose.roll_deg)
    body = posed(skeleton, pose.angles_deg, pelvis=pelvis)
    gaps = [gap(body, c.place, c.on) for c in pose.contacts if c.on in SUPPORT_M]
    return Scene(body=body.moved(np.array([0.0, 0.0, -min(gaps)])), pose=pose)


def bottoms(body: Posed) -> Vector:
    """Return the height of the lowest bit of flesh of every station (m, k) above the floor, metres."""
    centres, axes = placed(body)
    low: Vector = centres[..., 2] - np.linalg.norm(axes[..., 2, :], axis=-1)
    return low


def lowest(body: Posed) -> float:
    """Return the height of the lowest bit of flesh above the floor, metres."""
    return float(bottoms(body).min())
