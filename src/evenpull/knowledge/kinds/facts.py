"""Physical facts of an exercise or test from which safety codes follow. Written per thing, never guessed by code."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Record

Position = Literal[
    "supine",
    "prone",
    "side_lying",
    "sitting",
    "standing",
    "half_kneeling",
    "kneeling",
    "quadruped",
    "hanging",
    "squatting",
    "lunging",
    "plank",
    "long_sitting",
    "inverted",
]


class Facts(Record):
    """What the body has to do and bear.

    Args:
        positions: Every position it is done in.
        supine_long: Lying flat on the back for more than moments.
        impact: Jumps, hops, landings.
        load: External or effort load.
        maximal: A maximal effort (tests of strength to the limit).
        held_breath: Whether effort invites holding the breath.
        isometric_s: Longest hard static hold in seconds, 0 when none.
        spine: Bending, arching or twisting of the spine, and whether loaded or end range.
        neck: Movement of the neck.
        end_range: Joints taken to the end of their range, joint first, then direction: `hip_flexion`, `hip_extension`,
            `hip_abduction`, `hip_adduction`, `hip_internal_rotation`, `hip_external_rotation`, `knee_flexion`,
            `knee_extension`, `ankle_dorsiflexion`, `ankle_plantarflexion`, `shoulder_overhead`, `shoulder_abduction`,
            `shoulder_horizontal_abduction`, `shoulder_external_rotation`, `neck_side_bend` and the like.
        balance: `none`, one leg with support, one leg free, unstable.
        pressure: Where a tool presses: parts of the body such as `calf`, `front_thigh`, `back_thigh`, `outer_hip`,
            `buttock`, `back`, `upper_trapezius`, `chest`, `sole`, `belly`, `groin`, `neck_front`.
        tool_percussion: A massage gun.
        head_down: Head below the heart.
        wrist_weight: Weight on a bent wrist.
        kneeling: Weight on a knee.
        deep_knee: Loaded knee bend beyond about 90 degrees (`loaded`) or compressed stretch (`stretch`).
        overhead: Arms above shoulder height.
        one_leg_load: Weight on one leg or legs wide apart under load (pelvic girdle).
        barefoot_pressure: Pressure under a bare foot.
        helper: Needs a second person.
        hinge_loaded: Bending forward at the hips while an outside load is held or pulled (deadlift, bent row).
        belly_bulge: The belly wall holds the weight of legs or trunk, so that it may bulge (leg lowering, dead bug,
            plank, curl, roll-out).
        back_arch: The weight of a leg or arm, or the posture, draws the low back into an arch that has to be held off
            (one-leg bridge, leg lowering, face-down leg lift, lying propped on the forearms).
        nerve_stretch: A nerve of arm or leg comes under tension without a word of `end_range` that says so.
        arm_bears_body: Much of the body's weight rests on or hangs from the arms (side plank, plank, dip, push-up on
            the floor, hang); not leaning on a wall, not on all fours.
        arm_behind: Hand or elbow goes behind the body or the head, or the raised arm turns far out, with or without a
            stretch (dip, hand behind the neck, turning out with the elbow at shoulder height).
        ballistic: Fast throw, slam, swing or bounce.
        heel_cord: Heel raised or lowered against load, on two legs or all the weight on one.
        knee_bend_deg: Greatest bend of a knee that bears load, in degrees; 0 when it bears none. About 30 for a soft
            knee, 60 for a half squat or high step, 90 for a chair or a full lunge.
        arm_raised_loaded: An arm is lifted to about shoulder height, or held there, against a load.
        hip_bent: A thigh comes to a right angle or nearer, or a bent hip is turned, against a load, short of its end.
        foot_turned_loaded: The foot is pulled up, down, in or out against a load, or bears load turned in or out.
        lies_on: What lies on a ball, bench or roller with the body's weight on it.
        pelvis_pull: The legs press or lift unevenly or apart, so that the pelvic ring is pulled.
    """

    positions: tuple[Position, ...]
    supine_long: bool = False
    impact: Literal["none", "low", "high"] = "none"
    load: Literal["none", "body", "light", "moderate", "heavy"] = "none"
    maximal: bool = False
    held_breath: Literal["no", "possible", "likely"] = "no"
    isometric_s: float = 0
    spine: tuple[
        Literal[
            "flexion_loaded",
            "flexion_end",
            "extension_loaded",
            "extension_end",
            "rotation_loaded",
            "rotation_end",
            "side_bend_loaded",
            "side_bend_end",
        ],
        ...,
    ] = ()
    neck: Literal["none", "neutral", "mid_range", "end_range"] = "none"
    end_range: tuple[str, ...] = ()
    balance: Literal["none", "supported", "one_leg", "unstable"] = "none"
    pressure: tuple[str, ...] = ()
    tool_percussion: bool = False
    head_down: bool = False
    wrist_weight: bool = False
    kneeling: bool = False
    deep_knee: Literal["none", "loaded", "stretch"] = "none"
    overhead: bool = False
    one_leg_load: bool = False
    barefoot_pressure: bool = False
    helper: bool = False
    hinge_loaded: bool = False
    belly_bulge: bool = False
    back_arch: bool = False
    nerve_stretch: bool = False
    arm_bears_body: bool = False
    arm_behind: bool = False
    ballistic: bool = False
    heel_cord: Literal["none", "two_legs", "one_leg"] = "none"
    knee_bend_deg: float = 0
    arm_raised_loaded: bool = False
    hip_bent: bool = False
    foot_turned_loaded: bool = False
    lies_on: tuple[Literal["chest", "belly"], ...] = ()
    pelvis_pull: bool = False
