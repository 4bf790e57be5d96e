"""How each fault is read from the curves: at which moment, against what, in which unit, with which error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenpull.core.side import SIDES, Side
from evenpull.measure.kinematics import LimbLengths
from evenpull.measure.movement import signals
from evenpull.measure.movement.poses import Facing, Plane, Poses
from evenpull.measure.movement.turns import Cycle

Array = NDArray[np.float64]
Unit = Literal["deg", "cm"]

LEG_CM = 83.5
"""Hip to ankle of a person of 1.70 m (0.491 of body height), cm: what turns shares of the leg into centimetres."""

LEG_SHARE_SD = 0.08
"""Relative sd of that length over adults whose height is not known. Chosen by us: 6 % for height, 5 % for shape."""

TWO_FEET = 0.03
"""Both feet are down while the ankles differ in height by less than this share of the leg."""

LEAST_THIGH = 0.6
"""A knee is judged from the front only while so much of the thigh is seen: past it the thigh points to the camera."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One orientation of a recording, with what the curves need to know.

    Args:
        poses: The person.
        facing: From where they are seen.
        leg: Length of a leg, pixels.
        lengths: Of the near leg's limbs.
        standing: The leg stood on, as seen, when it is one.
    """

    poses: Poses
    facing: Facing
    leg: float
    lengths: LimbLengths
    standing: Side | None


Curve = Callable[[View, Side], Array]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one fault is read.

    Args:
        fault: Id in the catalogue's compensations.
        planes: From where it can be read.
        curve: Its size over time for a side; for what has no side, of the near side.
        unit: Of its size.
        sd: Error of the method in that unit.
        change: What is taken off, and with it what a tilted phone adds: the size at rest before each repetition, or in
            standing on two feet where the recording holds such a moment.
        judge: Which moment of a repetition counts.
        legs: Whose side it is read for.
    """

    fault: str
    planes: tuple[Plane, ...]
    curve: Curve
    unit: Unit
    sd: float
    change: Literal["no", "rest", "two_feet"] = "no"
    judge: Literal["deepest", "deepest_seen"] = "deepest"
    legs: Literal["both", "near", "standing", "none"] = "both"


def _trunk_minus_shin(view: View, side: Side) -> Array:
    lean = signals.bends(view.poses, facing=view.facing, side=side, lengths=view.lengths)["trunk_lean_forward"]
    return lean.value_deg - signals.shin_lean_forward(view.poses, facing=view.facing, side=side)


def _knee(view: View, side: Side) -> Array:
    return signals.bends(view.poses, facing=view.facing, side=side, lengths=view.lengths)["knee_flexion"].value_deg


def _knee_inward(view: View, side: Side) -> Array:
    return signals.knee_inward(view.poses, facing=view.facing, side=side)


def _knee_outward(view: View, side: Side) -> Array:
    return -_knee_inward(view, side)


def _trunk_to(view: View, side: Side) -> Array:
    return signals.trunk_to(view.poses, facing=view.facing, side=side)


def _trunk_away(view: View, side: Side) -> Array:
    return -_trunk_to(view, side)


def _hips_to(view: View, side: Side) -> Array:
    return LEG_CM * signals.hips_to(view.poses, facing=view.facing, side=side, leg=view.leg)


def _free_hip_lower(view: View, side: Side) -> Array:
    return signals.pelvis_lower(view.poses, side="right" if side == "left" else "left")


def _free_hip_higher(view: View, side: Side) -> Array:
    return -_free_hip_lower(view, side)


def _toes_out(view: View, side: Side) -> Array:
    return signals.toes_out(view.poses, facing=view.facing, side=side, leg=view.leg)


def _heel(view: View, side: Side) -> Array:
    return LEG_CM * signals.heel_rise(view.poses, side=side, leg=view.leg)


def _arms(view: View, side: Side) -> Array:
    return signals.arm_forward(view.poses, facing=view.facing, side=side)


def _elbow(view: View, side: Side) -> Array:
    return signals.elbow_flexion(view.poses, side=side)


def _shin(view: View, side: Side) -> Array:
    return signals.shin_lean_forward(view.poses, facing=view.facing, side=side)


def _sag(view: View, side: Side) -> Array:
    return LEG_CM * np.abs(signals.hip_sag(view.poses, side=side, leg=view.leg))


FRONT: tuple[Plane, ...] = ("front",)
SIDE: tuple[Plane, ...] = ("side",)
ANY_SIDE: tuple[Plane, ...] = ("side", "slant")

KNEE_SD = 6.4
"""Frontal plane projection angle: 4 degrees between two looks at marked points (upper end of the published 2 to 4), and
5 for points that a network sets instead (3 cm at the hip over a thigh). The second is chosen by us."""
TRUNK_SIDE_SD = 3.8
"""Sideways lean of the trunk from one phone: upper end of the published 2.6 to 3.8."""
PELVIS_SD = 4.0
"""Fall of the pelvis: 3.1 is the upper end of what is published for one phone; widened by us, for a network sets
the points of the hips and no fitted skeleton."""
LEAN_SD = 10.0
"""Trunk against shin: 8.5 and 5.2, each the upper end of what is published for one phone."""
SHIN_SD = 5.2
ARM_SD = 10.0
"""Lines of the arm. No published number was found; chosen by us between 6 and 18, as seen at the elbow."""
FOOT_SD = 6.0
HIPS_SD_CM = 1.5
HEEL_SD_CM = 1.5
SAG_SD_CM = 2.0
"""Chosen by us: points of feet and hips move by 1 to 2 cm between looks."""


def _on_one_leg(fault: str, curve: Curve, sd: float) -> Reading:
    return Reading(fault=fault, planes=FRONT, curve=curve, unit="deg", sd=sd, change="two_feet", legs="standing")


READINGS: tuple[Reading, ...] = (
    Reading(fault="knees_in", planes=FRONT, curve=_knee_inward, unit="deg", sd=KNEE_SD, judge="deepest_seen"),
    Reading(fault="knees_out", planes=FRONT, curve=_knee_outward, unit="deg", sd=KNEE_SD, judge="deepest_seen"),
    Reading(fault="trunk_leans_sideways", planes=FRONT, curve=_trunk_to, unit="deg", sd=TRUNK_SIDE_SD, change="rest"),
    Reading(fault="hip_shift", planes=FRONT, curve=_hips_to, unit="cm", sd=HIPS_SD_CM, change="rest"),
    Reading(fault="uses_one_side_more", planes=FRONT, curve=_hips_to, unit="cm", sd=HIPS_SD_CM, change="rest"),
    Reading(fault="feet_turn_out", planes=FRONT, curve=_toes_out, unit="deg", sd=FOOT_SD, change="rest"),
    Reading(fault="trunk_leans_forward", planes=SIDE, curve=_trunk_minus_shin, unit="deg", sd=LEAN_SD, legs="none"),
    Reading(fault="squat_stays_high", planes=ANY_SIDE, curve=_knee, unit="deg", sd=8.1, legs="none"),
    Reading(fault="heels_rise", planes=SIDE, curve=_heel, unit="cm", sd=HEEL_SD_CM, change="rest", legs="near"),
    Reading(fault="arms_fall_forward", planes=SIDE, curve=_arms, unit="deg", sd=ARM_SD, legs="none"),
    Reading(fault="elbows_bend", planes=SIDE, curve=_elbow, unit="deg", sd=12.0, legs="near"),
    Reading(
        fault="knee_in_one_leg",
        planes=FRONT,
        curve=_knee_inward,
        unit="deg",
        sd=KNEE_SD,
        judge="deepest_seen",
        legs="standing",
    ),
    _on_one_leg("pelvis_drops", _free_hip_lower, PELVIS_SD),
    _on_one_leg("hip_hikes", _free_hip_higher, PELVIS_SD),
    _on_one_leg("pelvis_drops_standing", _free_hip_lower, PELVIS_SD),
    _on_one_leg("trunk_over_stance_leg", _trunk_to, TRUNK_SIDE_SD),
    _on_one_leg("trunk_leans_away", _trunk_away, TRUNK_SIDE_SD),
    Reading(fault="shin_stays_upright", planes=SIDE, curve=_shin, unit="deg", sd=SHIN_SD, legs="near"),
    Reading(fault="plank_sags", planes=SIDE, curve=_sag, unit="cm", sd=SAG_SD_CM, legs="none"),
)
"""Every fault that points of the body can show."""


def sides_read(reading: Reading, view: View) -> tuple[Side | None, ...]:
    """Return whose sides a reading gives, as seen; None is what has no side. Empty when the view shows none."""
    if reading.legs == "both":
        return SIDES
    if reading.legs == "standing":
        return () if view.standing is None else (view.standing,)
    if reading.legs == "near":
        return () if view.facing.near is None else (view.facing.near,)
    return (None,)


def read(reading: Reading, view: View, side: Side | None, *, reps: tuple[Cycle, ...], hold: bool) -> Array:
    """Return the size of a fault in each repetition, in its unit; NaN where the view did not show it.

    Args:
        reading: Which fault.
        view: The recording.
        side: For whom, as seen.
        reps: The repetitions.
        hold: Whether they are holds: then the whole of each counts, not its deepest moment.
    """
    whose = side or view.facing.near or "left"
    curve = reading.curve(view, whose)
    clear = np.ones(len(curve), dtype=bool)
    if reading.judge == "deepest_seen":
        clear = signals.thigh_seen(view.poses, side=whose) >= LEAST_THIGH
    reach = max(1, round(0.1 * view.poses.rate))
    if reading.change == "two_feet":
        down = np.abs(signals.foot_lift(view.poses, side="left", leg=view.leg)) < TWO_FEET
        curve = curve - (np.median(curve[down]) if down.sum() > 2 * reach else 0.0)
    if hold:
        return np.array([float(np.median(curve[rep.start : rep.end + 1])) for rep in reps])
    return np.array([_one(curve, clear, rep, reach=reach, change=reading.change == "rest") for rep in reps])


def _one(curve: Array, clear: NDArray[np.bool_], rep: Cycle, *, reach: int, change: bool) -> float:
    going = np.flatnonzero(clear[rep.start : rep.peak + 1])
    back = np.flatnonzero(clear[rep.peak : rep.end + 1])
    if not going.size and not back.size:
        return float("nan")
    at = rep.start + int(going[-1]) if going.size else rep.peak + int(back[0])
    value = _around(curve, at, reach)
    if not change:
        return value
    rest = max(0, rep.start - 2 * reach) if rep.peak - rep.start > 2 * reach else rep.top
    return value - _around(curve, rest, reach)


def _around(curve: Array, at: int, reach: int) -> float:
    return float(np.median(curve[max(0, at - reach) : at + reach + 1]))
