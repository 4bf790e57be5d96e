"""Names of body points in TRC files of Sports2D, Pose2Sim and OpenCap, as this project's names."""

from __future__ import annotations

import numpy as np

from evenpull.capture.keypoints.records import KeypointTrack
from evenpull.capture.motion.records import Recording

_SIDED = {
    "shoulder": "shoulder",
    "elbow": "elbow",
    "wrist": "wrist",
    "hip": "hip",
    "knee": "knee",
    "ankle": "ankle",
    "heel": "heel",
    "bigtoe": "foot_index",
    "smalltoe": "small_toe",
    "eye": "eye",
    "ear": "ear",
}
_MIDDLE = {"nose": "nose", "neck": "neck", "hip": "mid_hip", "midhip": "mid_hip", "head": "head"}
FEWEST = 5


def keypoint_name(label: str) -> str | None:
    """Return this project's name of a point that Sports2D, Pose2Sim or OpenCap names, or None.

    Example:
        >>> keypoint_name("RBigToe"), keypoint_name("Neck"), keypoint_name("R.Knee")
        ('right_foot_index', 'neck', None)
    """
    lower = label.lower()
    if lower in _MIDDLE:
        return _MIDDLE[lower]
    if label[:1] in {"R", "L"} and label[1:2].isupper() and lower[1:] in _SIDED:
        return f"{'right' if label[0] == 'R' else 'left'}_{_SIDED[lower[1:]]}"
    return None


def from_markers(recording: Recording) -> KeypointTrack | None:
    """Return a recording's markers as body points; None when they are skin markers and not body points."""
    named = {name: i for i, label in enumerate(recording.markers.labels) if (name := keypoint_name(label))}
    hips = {"left_hip", "right_hip", "left_knee", "right_knee"}
    if len(named) < FEWEST or not hips <= set(named):
        return None
    points = recording.markers.position[:, list(named.values())]
    return KeypointTrack(
        source=recording.source,
        format="trc",
        time_s=recording.time_s,
        rate_hz=recording.rate_hz,
        labels=tuple(named),
        points=points,
        confidence=np.asarray(np.isfinite(points).all(axis=2), dtype=np.float64),
        space="world",
        warnings=recording.warnings,
    )
