"""Posture metrics from the landmarks that a person marked in a photo from the front, the back or the side.

Each metric is one function of the marks. Angles against the horizon feel the camera's tilt, angles between lines of the
body do not; distances need something of a known length in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evenpull.core.side import SIDES, Side
from evenpull.core.words import say
from evenpull.knowledge import Catalogue
from evenpull.measure.marked_readers import (
    blade_turn,
    heel_tilt,
    in_front_of,
    knee_inward,
    knee_straightness,
    leg_line,
    lordosis,
    neck_between,
    pelvic_tilt,
    q_angle,
    rib_angle,
    rise_of,
    shoulder_height,
    spine_aside,
    tilt_of,
    trunk_lean,
    trunk_lean_forward,
    upper_back_curve,
)
from evenpull.measure.marks import Marks, Reader
from evenpull.measure.records import Gap, Measured, Measurement
from evenpull.measure.side_check import HOW_TO_CONFIRM, UNCONFIRMED

SCALE_SHARE = 0.03
"""sd of a scale from a known length, as a share. Chosen by us: 5 cm nearer or further at 2 m is 2.5 %."""

NO_SCALE = say("No known length is marked, so this picture has no scale.")
MARK_A_LENGTH = say("Hold or lay something of a known length beside you, as far from the camera, and mark both ends.")


Need = Literal["horizon", "scale"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedMetric:
    """How one metric is read from marks.

    Args:
        read: The value in the catalogue's unit; for `each_side` the side is given, else None.
        needs: `horizon` when the camera's tilt moves it; `scale` for distances.
        of: `body` when it has no side and a mirror does not change it, `sign` when its sign names a side, `each_side`
            when there is one value a side, `near_side` when a side view shows it on one side.
    """

    read: Reader
    needs: frozenset[Need] = frozenset()
    of: Literal["body", "sign", "each_side", "near_side"] = "body"


_LEVEL: frozenset[Need] = frozenset({"horizon"})
_CM: frozenset[Need] = frozenset({"horizon", "scale"})

METRICS: dict[str, MarkedMetric] = {
    "shoulder_level": MarkedMetric(read=tilt_of("acromion"), needs=_LEVEL, of="sign"),
    "head_tilt": MarkedMetric(read=tilt_of("eye"), needs=_LEVEL, of="sign"),
    "trunk_lean": MarkedMetric(read=trunk_lean, needs=_LEVEL, of="sign"),
    "pelvis_level": MarkedMetric(read=tilt_of("front_hip_bone"), needs=_LEVEL, of="sign"),
    "knee_alignment": MarkedMetric(read=knee_inward, of="each_side"),
    "leg_line_photo": MarkedMetric(read=leg_line, of="each_side"),
    "q_angle": MarkedMetric(read=q_angle, of="each_side"),
    "rib_angle": MarkedMetric(read=rib_angle),
    "shoulder_height_difference": MarkedMetric(read=shoulder_height, needs=_CM, of="sign"),
    "neck_between_shoulders": MarkedMetric(read=neck_between, needs=_CM, of="sign"),
    "shoulder_blade_height": MarkedMetric(read=tilt_of("shoulder_blade_lower_tip"), needs=_LEVEL, of="sign"),
    "shoulder_blade_turn": MarkedMetric(read=blade_turn, of="sign"),
    "spine_to_one_side": MarkedMetric(read=spine_aside, needs=frozenset({"scale"}), of="sign"),
    "heel_tilt": MarkedMetric(read=heel_tilt, of="each_side"),
    "forward_head": MarkedMetric(read=rise_of("c7_mark", "ear_tragus"), needs=_LEVEL),
    "forward_head_distance": MarkedMetric(read=in_front_of("c7_mark", "ear_tragus"), needs=_CM),
    "forward_shoulder": MarkedMetric(read=rise_of("c7_mark", "acromion"), needs=_LEVEL),
    "pelvic_tilt": MarkedMetric(read=pelvic_tilt, needs=_LEVEL),
    "hips_in_front": MarkedMetric(read=in_front_of("ankle_bone", "hip"), needs=_CM),
    "plumb_line": MarkedMetric(read=in_front_of("ankle_bone", "ear_tragus"), needs=_CM),
    "knee_straightness": MarkedMetric(read=knee_straightness, of="near_side"),
    "trunk_lean_side_view": MarkedMetric(read=trunk_lean_forward, needs=_LEVEL),
    "lordosis": MarkedMetric(read=lordosis),
    "upper_back_curve": MarkedMetric(read=upper_back_curve),
}
"""By posture metric; `pelvic_tilt_sides` needs two photos and is read in `static.py`."""


def measure_marked(marks: Marks, *, roll_sd_deg: float, catalogue: Catalogue, file: str) -> Measured:
    """Return every metric that the marks of one photo give, and a gap for each that lacks only one thing.

    Args:
        marks: Of the photo.
        roll_sd_deg: How far the camera may still be from level, sd, degrees.
        catalogue: For the error of the method.
        file: Name of the photo.
    """
    rows: list[Measurement] = []
    gaps: list[Gap] = []
    for name, how in METRICS.items():
        metric = catalogue.posture_metrics[name]
        if metric.view != marks.view or not marks.has(metric.marks):
            continue
        lacks = _lacks(how, marks)
        if lacks is not None:
            gaps.append(Gap(metric=name, side=None, reason=lacks[0], closes=lacks[1], source=file))
            continue
        for side in _sides(how, marks):
            value = how.read(marks, side)
            rows.append(_row(name, how, value=value, side=side, roll_sd=roll_sd_deg, catalogue=catalogue, file=file))
    return Measured(measurements=tuple(rows), gaps=tuple(gaps))


def _lacks(how: MarkedMetric, marks: Marks) -> tuple[str, str] | None:
    if how.of in ("sign", "each_side") and marks.sided is None:
        return UNCONFIRMED, HOW_TO_CONFIRM
    if how.of == "near_side" and marks.near is None:
        return say("Which side the photo shows was not said."), say("Say whether it shows the left or the right side.")
    if "scale" in how.needs and marks.cm_per_pixel is None:
        return NO_SCALE, MARK_A_LENGTH
    return None


def _sides(how: MarkedMetric, marks: Marks) -> tuple[Side | None, ...]:
    if how.of == "each_side":
        return SIDES
    return (marks.near,) if how.of == "near_side" else (None,)


def _row(
    name: str,
    how: MarkedMetric,
    *,
    value: float,
    side: Side | None,
    roll_sd: float,
    catalogue: Catalogue,
    file: str,
) -> Measurement:
    metric = catalogue.posture_metrics[name]
    published = metric.error["marked_photo"].value
    scale = SCALE_SHARE * abs(value) if "scale" in how.needs else 0.0
    roll = roll_sd if "horizon" in how.needs and metric.unit == "deg" else 0.0
    return Measurement(
        id=".".join(("marked", file, name, *((side,) if side else ()))),
        kind="posture",
        metric=name,
        side=side,
        value=value,
        sd=float(np.sqrt(published**2 + roll**2 + scale**2)),
        unit=metric.unit,
        method="marked_photo",
        session=file,
        source=file,
    )
