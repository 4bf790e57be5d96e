"""Joint angles over time, from whatever gave them: a fit of markers, a table of coordinates, points in a picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.markers import Fit
from evenpull.capture.keypoints import KeypointTrack
from evenpull.capture.motion import Angles
from evenpull.capture.pose import INDEX
from evenpull.core.side import SIDES, Side
from evenpull.measure.kinematics import PUBLISHED_DEG, LimbLengths, angles
from evenpull.measure.repetitions import CUTOFF_HZ, smooth

Array = NDArray[np.float64]
FEWEST_FRAMES = 16
LONGEST_GAP_S = 0.2
MARKERS_DEG = 5.0
"""Error of a joint angle from skin markers, degrees, about its own zero. Source: reviews of gait analysis find 2 to 5
for most angles (McGinley 2009, recalled)."""
PELVIS_ZERO_DEG = 13.8
"""Further error of where hip flexion is zero, degrees: it hangs on where the marks of the pelvis were put. Source:
greatest bias against OpenSim's own fit of the same markers, `benchmarks/accuracy/motion_files.py`."""
FROM_MODEL: dict[str, tuple[str, float]] = {
    "knee_flexion": ("knee_angle", 1.0),
    "hip_flexion": ("hip_flexion", 1.0),
    "hip_adduction": ("hip_adduction", 1.0),
    "ankle_dorsiflexion": ("ankle_angle", 1.0),
}
"""Each angle's coordinate, the same in OpenSim's models and in ours, without its side."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MotionCurve:
    """One angle over time: degrees (n,), not a number where unknown; the error of its level and of its changes."""

    name: str
    side: Side | None
    value_deg: Array
    level_sd: float
    change_sd: float


def curves_of_fit(fit: Fit, *, keypoints: bool) -> tuple[MotionCurve, ...]:
    """Return the angles of legs and trunk from markers or body points in space."""
    out = []
    for name, (coordinate, sign) in FROM_MODEL.items():
        own = PUBLISHED_DEG.get(name, max(PUBLISHED_DEG.values())) if keypoints else MARKERS_DEG
        zero = PELVIS_ZERO_DEG if name == "hip_flexion" and not keypoints else 0.0
        out += [
            MotionCurve(
                name=name,
                side=side,
                value_deg=np.degrees(sign * fit.coordinate(f"{coordinate}_{side[0]}")),
                level_sd=float(np.hypot(own, zero)),
                change_sd=own,
            )
            for side in SIDES
        ]
    own = PUBLISHED_DEG["trunk_lean_forward"] if keypoints else MARKERS_DEG
    return (*out, MotionCurve(name="trunk_lean_forward", side=None, value_deg=_lean(fit), level_sd=own, change_sd=own))


def _lean(fit: Fit) -> Array:
    """Return how far the trunk leans to where the pelvis faces, degrees (T,)."""
    w, x, y, z = fit.at[:, 3:].T
    facing = np.stack([1 - 2 * (y * y + z * z), 2 * (x * y + w * z)], axis=1)
    facing /= np.maximum(np.linalg.norm(facing, axis=1, keepdims=True), 1e-9)
    ahead = (fit.trunk_up[:, :2] * facing).sum(axis=1)
    return np.asarray(np.degrees(np.arctan2(ahead, fit.trunk_up[:, 2])))


def curves_of_angles(table: Angles) -> tuple[MotionCurve, ...]:
    """Return the angles of legs and trunk from a table of OpenSim coordinates, with OpenSim's signs."""
    out = []
    for name, (coordinate, sign) in FROM_MODEL.items():
        for side in SIDES:
            label = f"{coordinate}_{side[0]}"
            if label not in table.labels:
                continue
            zero = PELVIS_ZERO_DEG if name == "hip_flexion" else 0.0
            out.append(
                MotionCurve(
                    name=name,
                    side=side,
                    value_deg=np.degrees(sign * table.at(label)),
                    level_sd=float(np.hypot(MARKERS_DEG, zero)),
                    change_sd=MARKERS_DEG,
                )
            )
    if {"pelvis_tilt", "lumbar_extension"} <= set(table.labels):
        lean = -np.degrees(table.at("pelvis_tilt") + table.at("lumbar_extension"))
        level = float(np.hypot(MARKERS_DEG, PELVIS_ZERO_DEG))
        out.append(
            MotionCurve(name="trunk_lean_forward", side=None, value_deg=lean, level_sd=level, change_sd=MARKERS_DEG)
        )
    return tuple(out)


def curves_of_picture(track: KeypointTrack, *, near: Side) -> tuple[MotionCurve, ...]:
    """Return the angles of the nearer leg from points in a picture that was taken square from the side."""
    points = np.full((len(track.time_s), len(INDEX), 2), np.nan)
    for i, label in enumerate(track.labels):
        if label in INDEX:
            points[:, INDEX[label]] = track.points[:, i]
    world = np.zeros((*points.shape[:2], 3))
    none = LimbLengths(trunk=0.0, thigh=0.0, shank=0.0)
    found = angles(points, world, side=near, yaw=90.0 if near == "left" else -90.0, lengths=none)
    return tuple(
        MotionCurve(
            name=name,
            side=None if name == "trunk_lean_forward" else near,
            value_deg=angle.value_deg,
            level_sd=PUBLISHED_DEG[name],
            change_sd=PUBLISHED_DEG[name],
        )
        for name, angle in found.items()
    )


def filled(value: Array, *, rate_hz: float | None) -> tuple[Array, NDArray[np.bool_]]:
    """Return a curve without noise and short gaps, and where it is known; empty when nothing is.

    Gaps up to 0.2 s are bridged; longer ones are carried straight for the filter and stay unknown.
    """
    there = np.isfinite(value)
    if not there.any():
        return np.empty(0), there
    index = np.arange(len(value))
    whole = np.interp(index, index[there], value[there])
    if rate_hz is not None and rate_hz > 2.5 * CUTOFF_HZ and len(value) >= FEWEST_FRAMES:
        whole = smooth(whole, rate=rate_hz)
    known = there.copy()
    edges = np.flatnonzero(np.diff(np.concatenate([[1], there.astype(np.int8), [1]])))
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        inside = start > 0 and end < len(value)
        if inside and rate_hz is not None and (end - start) / rate_hz <= LONGEST_GAP_S:
            known[start:end] = True
    return whole, known
