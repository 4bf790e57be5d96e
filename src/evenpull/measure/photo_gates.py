"""The error of a gate by name, for code that stops at once; the gates themselves are in `measure.gates`."""

from __future__ import annotations

from typing import Literal

from evenpull.errors import CaptureRefused, Where

Reason = Literal[
    "no_person",
    "several_people",
    "sideways",
    "cropped",
    "too_small",
    "too_dark",
    "blurred",
    "not_standing",
    "wrong_view",
    "rolled",
    "sides_exchanged",
    "too_few_frames",
    "tracking_lost",
    "no_joint_view",
    "wrong_movement",
]


def refuse(reason: Reason, message: str, *, file: str, hint: str, frame: int | None = None) -> CaptureRefused:
    """Return the error of a gate that does not let a picture or clip through."""
    return CaptureRefused(message, reason=reason, where=Where(file=file, frame=frame), hint=hint)
