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
