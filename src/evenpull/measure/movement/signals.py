"""Curves of one movement: angles in the plane of the picture, and how far hips, feet and knees move within it.

Each curve is exact for what lies in the plane of the picture and holds nothing else: from the side how knee, hip,
trunk, shin and arm bend, from the front and the back how knees, trunk and pelvis go sideways. Sides are as seen; a
mirrored picture exchanges left and right, and only the person can say so.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from evenpull.core.side import Side
from evenpull.measure.kinematics import LONGEST_SIGHT, Angle, LimbLengths, angles, limb_lengths
from evenpull.measure.movement.kinds import MOVEMENTS
from evenpull.measure.movement.poses import Facing, Poses

Array = NDArray[np.float64]

FOOT_OF_LEG = 0.28
"""Heel to tip of the big toe as a share of hip to ankle, used for how far a foot points outward. Chosen by us after
0.152 and 0.491 of body height, less what a toe landmark lies inside the foot."""


def between(a: Array, b: Array) -> Array:
    """Return the angle between two (n, 2) directions, degrees, 0 to 180."""
    cross = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return np.asarray(np.degrees(np.abs(np.arctan2(cross, (a * b).sum(axis=1)))))


def _turn(a: Array, b: Array) -> Array:
    """Return the turn from a to b, degrees, clockwise in the picture."""
    cross = a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0]
    return np.asarray(np.degrees(np.arctan2(cross, (a * b).sum(axis=1))))


def leg_px(poses: Poses) -> float:
    """Return the length of a leg in the picture, hip to ankle, in pixels: the longest sight of it."""
    spans = [np.linalg.norm(poses.at(f"{s}_ankle") - poses.at(f"{s}_hip"), axis=1) for s in ("left", "right")]
    return float(np.percentile(np.maximum(*spans), LONGEST_SIGHT))


def forward(facing: Facing) -> float:
    """Return +1 when a person seen from the side faces the picture's right, else -1."""
    return -1.0 if facing.yaw > 0 else 1.0


def outward(side: Side, facing: Facing) -> float:
    """Return +1 when that side's outside is at the picture's right, else -1."""
    return facing.leftward if side == "left" else -facing.leftward


def bends(poses: Poses, *, facing: Facing, side: Side, lengths: LimbLengths | None = None) -> dict[str, Angle]:
    """Return knee and hip flexion of one leg and the trunk's forward lean, from the side or at a slant."""
    span = lengths or limb_lengths(poses.points, side=side)
    return angles(poses.points, poses.world, side=side, yaw=facing.yaw, lengths=span)


def shin_lean_forward(poses: Poses, *, facing: Facing, side: Side) -> Array:
    """Return how far the shin tips forward from upright, degrees."""
    shin = poses.at(f"{side}_knee") - poses.at(f"{side}_ankle")
    return np.asarray(np.degrees(np.arctan2(forward(facing) * shin[:, 0], -shin[:, 1])))


def arm_elevation(poses: Poses, *, side: Side) -> Array:
    """Return the lift of the upper arm away from the trunk, degrees; 0 hangs, 180 is overhead."""
    shoulder = poses.at(f"{side}_shoulder")
    return between(poses.at(f"{side}_elbow") - shoulder, poses.at(f"{side}_hip") - shoulder)


def arm_forward(poses: Poses, *, facing: Facing, side: Side) -> Array:
    """Return how far the whole arm is in front of the trunk's line, degrees; 0 goes on from the trunk."""
    shoulder = poses.at(f"{side}_shoulder")
    return forward(facing) * _turn(shoulder - poses.at(f"{side}_hip"), poses.at(f"{side}_wrist") - shoulder)


def elbow_flexion(poses: Poses, *, side: Side) -> Array:
    """Return the bend of the elbow, degrees; 0 is straight."""
    elbow = poses.at(f"{side}_elbow")
    return between(elbow - poses.at(f"{side}_shoulder"), poses.at(f"{side}_wrist") - elbow)


def leg_raise(poses: Poses, *, side: Side) -> Array:
    """Return the angle of the line from hip to ankle against the trunk's line, degrees; 0 lies straight."""
    hip = poses.at(f"{side}_hip")
    return between(poses.at(f"{side}_ankle") - hip, hip - poses.at(f"{side}_shoulder"))


def heel_rise(poses: Poses, *, side: Side, leg: float) -> Array:
    """Return how much higher the heel is than the toes, shares of the leg's length."""
    return np.asarray((poses.at(f"{side}_foot_index")[:, 1] - poses.at(f"{side}_heel")[:, 1]) / leg)


def knee_inward(poses: Poses, *, facing: Facing, side: Side) -> Array:
    """Return the frontal plane projection angle, degrees: 0 when the knee is on the line of hip and ankle, inward +."""
    knee = poses.at(f"{side}_knee")
    turn = _turn(knee - poses.at(f"{side}_hip"), poses.at(f"{side}_ankle") - knee)
    return -outward(side, facing) * turn


def thigh_seen(poses: Poses, *, side: Side) -> Array:
    """Return how much of a thigh's length is seen, 0 to 1; it points to the camera where little is."""
    span = np.linalg.norm(poses.at(f"{side}_knee") - poses.at(f"{side}_hip"), axis=1)
    return np.asarray(np.minimum(span / np.percentile(span, LONGEST_SIGHT), 1.0))


def trunk_to(poses: Poses, *, facing: Facing, side: Side) -> Array:
    """Return the trunk's sideways lean toward a side, degrees."""
    trunk = poses.middle("shoulder") - poses.middle("hip")
    return np.asarray(np.degrees(np.arctan2(outward(side, facing) * trunk[:, 0], -trunk[:, 1])))


def pelvis_lower(poses: Poses, *, side: Side) -> Array:
    """Return how far the line of the hips falls toward a side, degrees."""
    other = "right" if side == "left" else "left"
    line = poses.at(f"{side}_hip") - poses.at(f"{other}_hip")
    return np.asarray(np.degrees(np.arctan2(line[:, 1], np.maximum(np.abs(line[:, 0]), 1e-9))))


def hips_to(poses: Poses, *, facing: Facing, side: Side, leg: float) -> Array:
    """Return how far the middle of the hips is from the middle of the ankles toward a side, shares of the leg."""
    gap = poses.middle("hip")[:, 0] - poses.middle("ankle")[:, 0]
    return np.asarray(outward(side, facing) * gap / leg)


def toes_out(poses: Poses, *, facing: Facing, side: Side, leg: float) -> Array:
    """Return how far a foot points outward, degrees."""
    across = (poses.at(f"{side}_foot_index") - poses.at(f"{side}_heel"))[:, 0] * outward(side, facing)
    return np.asarray(np.degrees(np.arcsin(np.clip(across / (leg * FOOT_OF_LEG), -1, 1))))


def foot_lift(poses: Poses, *, side: Side, leg: float) -> Array:
    """Return how much higher a foot is than the other, shares of the leg's length."""
    other = "right" if side == "left" else "left"
    return np.asarray((poses.at(f"{other}_ankle")[:, 1] - poses.at(f"{side}_ankle")[:, 1]) / leg)


def lowering(poses: Poses, *, leg: float) -> Array:
    """Return how far the hips have come down over the lower foot, shares of the leg's length."""
    floor = np.maximum(poses.at("left_ankle")[:, 1], poses.at("right_ankle")[:, 1])
    return np.asarray(1 - (floor - poses.middle("hip")[:, 1]) / leg)


def bow(poses: Poses) -> Array:
    """Return how much of the trunk's height is lost, shares of its length."""
    trunk = poses.middle("shoulder") - poses.middle("hip")
    return np.asarray(1 + trunk[:, 1] / max(float(np.percentile(np.linalg.norm(trunk, axis=1), LONGEST_SIGHT)), 1e-9))


def hip_sag(poses: Poses, *, side: Side, leg: float) -> Array:
    """Return how far the hip hangs under the line from shoulder to ankle, shares of the leg's length."""
    shoulder = poses.at(f"{side}_shoulder")
    line, hip = poses.at(f"{side}_ankle") - shoulder, poses.at(f"{side}_hip") - shoulder
    off = line[:, 0] * hip[:, 1] - line[:, 1] * hip[:, 0]
    down = np.where(line[:, 0] >= 0, 1.0, -1.0)
    return np.asarray(down * off / np.maximum(np.linalg.norm(line, axis=1), 1e-9) / leg)


def drive(poses: Poses, *, facing: Facing, movement: str, leg: float, lengths: LimbLengths | None = None) -> Array:
    """Return the curve that counts a movement, (n,); which one, `MOVEMENTS` says.

    Args:
        poses: The person.
        facing: From where they are seen.
        movement: A movement that can be measured in that plane.
        leg: Length of a leg in the picture, pixels.
        lengths: Of the near leg's limbs, for slanted views.
    """
    name = MOVEMENTS[movement].drives[facing.plane]
    near: Side = facing.near or "left"
    arms: tuple[Side, ...] = ("left", "right") if facing.near is None else (near,)
    curves: dict[str, Callable[[], Array]] = {
        "knee_flexion": lambda: bends(poses, facing=facing, side=near, lengths=lengths)["knee_flexion"].value_deg,
        "trunk_lean_forward": lambda: (
            bends(poses, facing=facing, side=near, lengths=lengths)["trunk_lean_forward"].value_deg
        ),
        "lowering": lambda: lowering(poses, leg=leg),
        "bow": lambda: bow(poses),
        "arm_elevation": lambda: np.asarray(np.mean([arm_elevation(poses, side=arm) for arm in arms], axis=0)),
        "leg_raise": lambda: leg_raise(poses, side=near),
        "shin_lean_forward": lambda: shin_lean_forward(poses, facing=facing, side=near),
        "foot_up": lambda: np.abs(foot_lift(poses, side="left", leg=leg)),
    }
    return curves[name]()
