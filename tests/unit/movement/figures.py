"""Stick people over time with known angles, seen from the front or from their left side, 350 pixels a metre."""

from __future__ import annotations

import numpy as np

from evenpull.capture.pose import INDEX
from evenpull.measure.movement import PoseFrame, Poses, poses_of

PX = 350.0
THIGH = SHANK = 0.4
TRUNK, ARM, HALF_HIP, HALF_SHOULDER = 0.5, 0.28, 0.1, 0.18
RATE = 30.0
FLOOR = np.array([400.0, 800.0])


def swing(low: float, high: float, *, reps: int = 3, seconds: float = 2.0, rest: float = 0.7) -> np.ndarray:
    """A curve that rests at `low` and goes to `high` and back."""
    move = (1 - np.cos(np.linspace(0, 2 * np.pi, round(seconds * RATE)))) / 2
    still = np.zeros(round(rest * RATE))
    one = np.concatenate([still, move])
    return low + (high - low) * np.concatenate([*([one] * reps), still])


def _poses(points: list[dict[str, np.ndarray]], yaw_deg: float) -> Poses:
    cos, sin = np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))
    world = np.zeros((33, 3))
    for sign, side in ((1, "left"), (-1, "right")):
        for name, half, y in (("shoulder", 0.18, -0.5), ("hip", 0.1, 0.0), ("knee", 0.1, 0.4), ("ankle", 0.1, 0.8)):
            world[INDEX[f"{side}_{name}"]] = (sign * half * cos, y, -sign * half * sin)
    frames = []
    for number, named in enumerate(points):
        flat = np.zeros((33, 2)) + named["left_shoulder"]
        for name, at in named.items():
            flat[INDEX[name]] = FLOOR + PX * np.array([at[0], -at[1]])
        frames.append(PoseFrame(time_s=number / RATE, points=flat, world=world))
    return poses_of(frames)


def side_squat(knee: np.ndarray, *, lean: float | np.ndarray = 20.0, arm: float = 0.0, heel: float = 0.0) -> Poses:
    """From the left, facing the picture's left; a third of the knee's bend is the shin's, the trunk leans with it.

    `arm` is its lift from the trunk in degrees; `heel` how far the heel is up at the deepest point, in m.
    """
    points = []
    deepest = max(float(knee.max()), 1e-9)
    leans = np.broadcast_to(np.asarray(lean, dtype=float), knee.shape)
    for bend, tip in zip(np.radians(knee), np.radians(leans), strict=True):
        at: dict[str, np.ndarray] = {}
        ankle = np.array([0.0, 0.08])
        k = ankle + SHANK * np.array([-np.sin(bend / 3), np.cos(bend / 3)])
        h = k + THIGH * np.array([np.sin(bend * 2 / 3), np.cos(bend * 2 / 3)])
        up = np.array([-np.sin(tip), np.cos(tip)])
        s = h + TRUNK * up
        turn = np.radians(180 - arm)
        forward = np.array([-np.cos(tip), -np.sin(tip)])
        along = np.cos(turn) * up + np.sin(turn) * forward
        for side in ("left", "right"):
            at |= {f"{side}_ankle": ankle, f"{side}_knee": k, f"{side}_hip": h, f"{side}_shoulder": s}
            at |= {f"{side}_elbow": s + ARM * along, f"{side}_wrist": s + 2 * ARM * along}
            at[f"{side}_heel"] = np.array([0.05, 0.02 + heel * np.degrees(bend) / deepest])
            at[f"{side}_foot_index"] = np.array([-0.18, 0.02])
        points.append(at)
    return _poses(points, 90.0)


def front(
    down: np.ndarray,
    *,
    knee_in: dict[str, float] | None = None,
    lean_left: np.ndarray | float = 0.0,
    shift_left: np.ndarray | float = 0.0,
    drop: np.ndarray | float = 0.0,
    lift: dict[str, float] | None = None,
    arm: np.ndarray | float = 15.0,
    from_behind: bool = False,
) -> Poses:
    """From the front, the hips coming down by the share `down` of the leg.

    `knee_in` in degrees at the deepest point, `lean_left` and `drop` (left hip lower) in degrees, `shift_left` in m,
    `lift` of a foot in m, `arm` in degrees from the trunk.
    """
    inward, lifted = knee_in or {}, lift or {}
    n, deepest = len(down), max(float(np.max(down)), 1e-9)
    tracks = [np.broadcast_to(np.asarray(each, dtype=float), (n,)) for each in (lean_left, shift_left, drop, arm)]
    flip = -1.0 if from_behind else 1.0
    points = []
    for share, lean, shift, fall, raised in zip(down, *tracks, strict=True):
        at: dict[str, np.ndarray] = {}
        hips = np.array([shift, 0.08 + (THIGH + SHANK) * (1 - share)])
        line = np.array([np.cos(np.radians(fall)), -np.sin(np.radians(fall))])
        up = np.array([np.sin(np.radians(lean)), np.cos(np.radians(lean))])
        across = np.array([up[1], -up[0]])
        for sign, side in ((1.0, "left"), (-1.0, "right")):
            hip = hips + sign * HALF_HIP * line
            ankle = np.array([sign * HALF_HIP, 0.08 + lifted.get(side, 0.0)])
            bend = np.radians(inward.get(side, 0.0)) * share / deepest
            leg = hip - ankle
            normal = np.array([leg[1], -leg[0]]) * -sign
            knee = (hip + ankle) / 2 + np.tan(bend / 2) / 2 * normal
            shoulder = hips + TRUNK * up + sign * HALF_SHOULDER * across
            out = np.radians(raised)
            along = -np.cos(out) * up + sign * np.sin(out) * across
            at |= {f"{side}_hip": hip, f"{side}_ankle": ankle, f"{side}_knee": knee, f"{side}_shoulder": shoulder}
            at |= {f"{side}_elbow": shoulder + ARM * along, f"{side}_wrist": shoulder + 2 * ARM * along}
            at[f"{side}_heel"] = ankle - np.array([0.0, 0.06])
            at[f"{side}_foot_index"] = ankle - np.array([-sign * 0.03, 0.08])
        points.append({name: np.array([flip * p[0], p[1]]) for name, p in at.items()})
    return _poses(points, 180.0 if from_behind else 0.0)


def lying(raise_deg: np.ndarray) -> Poses:
    """From the left, on the back with the head at the picture's left; the left leg lifts."""
    points = []
    for angle in np.radians(raise_deg):
        hip, shoulder = np.array([0.0, 0.15]), np.array([-TRUNK, 0.15])
        at: dict[str, np.ndarray] = {}
        for side, lifted in (("left", angle), ("right", 0.0)):
            along = np.array([np.cos(lifted), np.sin(lifted)])
            at |= {f"{side}_hip": hip, f"{side}_shoulder": shoulder, f"{side}_knee": hip + THIGH * along}
            at |= {f"{side}_ankle": hip + (THIGH + SHANK) * along, f"{side}_elbow": shoulder + np.array([ARM, 0.0])}
            at |= {f"{side}_wrist": shoulder + np.array([2 * ARM, 0.0])}
            at[f"{side}_heel"] = at[f"{side}_foot_index"] = at[f"{side}_ankle"]
        points.append(at)
    return _poses(points, 90.0)
