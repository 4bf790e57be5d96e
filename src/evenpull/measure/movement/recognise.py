"""Which movement a recording shows, by what moves and what stays; and whether that is the one that was asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.errors import CaptureRefused, Where
from evenpull.measure.movement import signals
from evenpull.measure.movement.kinds import BOTH_LEGS, MOVEMENTS
from evenpull.measure.movement.poses import Facing, Poses
from evenpull.measure.view import IN_WORDS

Array = NDArray[np.float64]

LYING_DEG = 60.0
FOOT_UP = 0.08
HIPS_DOWN = 0.10
KNEE_DEG = 30.0
BOW_DEG = 40.0
BOW_SHARE = 0.3
ARMS_DEG = 60.0
OVERHEAD_DEG = 120.0
LEG_DEG = 20.0
STRIDE = 0.3
SHIN_DEG = 10.0
SEATED_DEG = 60.0
TRAVEL = 0.8
"""What has to move how far to tell movements apart: degrees, or shares of the leg's (bow: the trunk's) length. All
chosen by us."""


FROM_THE_SIDE = ("side",)

FROM_BEHIND = 90.0
"""Past this turn a slant is one from behind, and is refused: one such camera disagreed with one in front of the person
by 33 degrees at the knee where 19 were stated (`benchmarks/accuracy/movement.py`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a recording shows.

    Args:
        movement: Id of the movement that it looks like, None when nothing known here moves.
        words: What was seen, for a reader.
        standing: The leg stood on, as seen, when it is one.
    """

    movement: str | None
    words: str
    standing: Side | None = None


def _range(curve: Array) -> float:
    low, high = np.percentile(curve, [2, 98])
    return float(high - low)


def _is(movement: str, *, standing: Side | None = None) -> Seen:
    return Seen(movement=movement, words=MOVEMENTS[movement].words, standing=standing)


def recognise(poses: Poses, *, facing: Facing) -> Seen:
    """Return what a recording shows.

    Args:
        poses: One person.
        facing: From where they are seen.
    """
    leg = signals.leg_px(poses)
    trunk = poses.middle("shoulder") - poses.middle("hip")
    tilt = np.degrees(np.arctan2(np.abs(trunk[:, 0]), -trunk[:, 1]))
    lies = float(np.median(np.abs(poses.middle("ankle")[:, 1] - poses.middle("shoulder")[:, 1]))) < leg / 2
    if float(np.median(tilt)) > LYING_DEG and lies:
        return _lying(poses)
    if _range(poses.middle("hip")[:, 0]) > TRAVEL * leg:
        return Seen(movement="gait", words=say("a person who walks through the picture"))
    lift = signals.foot_lift(poses, side="left", leg=leg)
    down = _range(signals.lowering(poses, leg=leg)) >= HIPS_DOWN
    strides = float(np.median(np.abs(poses.at("left_ankle") - poses.at("right_ankle"))[:, 0])) > STRIDE * leg
    if facing.plane == "front" and float(np.mean(np.abs(lift) > FOOT_UP)) > 0.5:
        stands: Side = "right" if float(np.median(lift)) > 0 else "left"
        return _is("single_leg_squat" if down else "single_leg_stance", standing=stands)
    if facing.plane != "front" and not strides and float(np.mean(np.abs(lift) > 2 * FOOT_UP)) > 0.5:
        stands = "right" if float(np.median(lift)) > 0 else "left"
        return _is("single_leg_squat" if down else "single_leg_stance", standing=stands)
    return _on_two_feet(poses, facing=facing, down=down, strides=strides, leg=leg)


def _on_two_feet(poses: Poses, *, facing: Facing, down: bool, strides: bool, leg: float) -> Seen:
    arms = np.maximum(*(signals.arm_elevation(poses, side=side) for side in ("left", "right")))
    if facing.near is not None:
        arms = signals.arm_elevation(poses, side=facing.near)
        bends = signals.bends(poses, facing=facing, side=facing.near)
        knee, lean = bends["knee_flexion"].value_deg, bends["trunk_lean_forward"].value_deg
        shin = _range(signals.shin_lean_forward(poses, facing=facing, side=facing.near))
        if facing.plane == "side" and strides and shin >= SHIN_DEG:
            return _is("lunge_test")
        if _range(knee) >= KNEE_DEG and down:
            return _is(_which_squat(knee, arms))
        bows = _range(lean) >= BOW_DEG
    else:
        if down:
            return _is(_which_squat(None, arms, down=signals.lowering(poses, leg=leg)))
        bows = _range(signals.bow(poses)) >= BOW_SHARE
    if bows:
        return _is("forward_bend")
    if _range(arms) >= ARMS_DEG:
        return _is("arm_raise")
    return Seen(movement=None, words=say("a person who stays almost still"))


def _which_squat(knee: Array | None, arms: Array, *, down: Array | None = None) -> str:
    if float(np.median(arms)) > OVERHEAD_DEG:
        return "overhead_squat"
    if knee is not None:
        return "sit_to_stand" if float(np.median(knee[: max(3, len(knee) // 50)])) > SEATED_DEG else "squat"
    curve = down if down is not None else np.zeros(1)
    low, high = np.percentile(curve, [2, 98])
    return "sit_to_stand" if float(np.median(curve[:5])) > (low + high) / 2 else "squat"


def _lying(poses: Poses) -> Seen:
    lifts = [_range(signals.leg_raise(poses, side=side)) for side in ("left", "right")]
    if max(lifts) >= LEG_DEG:
        return _is("straight_leg_raise")
    return Seen(movement="plank", words=say("a person who lies or holds a plank"))


def settle(said: str | None, seen: Seen, *, poses: Poses, facing: Facing, file: str) -> str | None:
    """Return the movement to measure: what was said where it fits what is seen, else what is seen.

    Args:
        said: What the person said it is, if anything.
        seen: What it looks like.
        poses: One person.
        facing: From where they are seen.
        file: Name of the recording.

    Raises:
        CaptureRefused: `wrong_movement` when something else is seen than was said; `no_joint_view` when the movement
            cannot be measured from there.
    """
    if said is not None and said not in MOVEMENTS:
        known = ", ".join(sorted(MOVEMENTS))
        raise CaptureRefused(
            say("this movement is not one that a clip is measured for: {movement}", movement=said),
            reason="wrong_movement",
            where=Where(file=file),
            hint=say("Known here: {names}", names=known),
        )
    if said is not None and seen.movement is not None and not _fits(said, seen.movement, poses=poses, facing=facing):
        raise CaptureRefused(
            say(
                "this clip should show {said}, but what is seen is {seen}",
                said=MOVEMENTS[said].words,
                seen=seen.words,
            ),
            reason="wrong_movement",
            where=Where(file=file),
            hint=say("Say what the clip shows, or film the movement that was asked for."),
        )
    if said is None and seen.movement == "gait":
        raise CaptureRefused(
            say("what is seen in this clip is {seen}, which is not measured here", seen=seen.words),
            reason="wrong_movement",
            where=Where(file=file),
            hint=say("Film a movement on the spot, such as a squat."),
        )
    settled = said or seen.movement
    if settled is not None:
        _check_plane(settled, facing=facing, file=file)
    return settled


def _check_plane(movement: str, *, facing: Facing, file: str) -> None:
    kind = MOVEMENTS[movement]
    from_behind_at_a_slant = facing.plane == "slant" and abs(facing.yaw) > FROM_BEHIND
    if facing.plane in (kind.drives or FROM_THE_SIDE) and not from_behind_at_a_slant:
        return
    raise CaptureRefused(
        say(
            "this clip is filmed {view}, where {movement} cannot be measured",
            view=IN_WORDS[facing.view],
            movement=kind.words,
        ),
        reason="no_joint_view",
        where=Where(file=file),
        hint=say("Film from the side, with the phone at hip height."),
    )


def _fits(said: str, seen: str, *, poses: Poses, facing: Facing) -> bool:
    if said == seen:
        return True
    if said == "overhead_squat":
        sides: tuple[Side, ...] = ("left", "right") if facing.near is None else (facing.near,)
        lifted = max(float(np.median(signals.arm_elevation(poses, side=side))) for side in sides)
        return seen in BOTH_LEGS and lifted > ARMS_DEG
    return said in BOTH_LEGS and seen in BOTH_LEGS
