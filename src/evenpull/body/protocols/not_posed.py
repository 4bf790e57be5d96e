"""Tests of the catalogue that the body cannot pose, and why; every other test of length or strength has a protocol."""

from __future__ import annotations

from collections.abc import Mapping

from evenpull.core.words import say

ENDURANCE = say("It counts seconds or repetitions: fatigue is not modelled.")
BALANCE = say("It measures balance or control, not a range or a moment.")
NECK = say("Head, neck and thorax are one piece: no joint of the neck moves.")
BLADE = say("The shoulder blade follows the arm by a fixed rhythm, and its own muscles are not modelled.")
TOES = say("All toes are one piece that bends 30 degrees, and the muscles of the foot itself are not modelled.")

NOT_POSED: Mapping[str, str] = {
    "back_extensor_hold": ENDURANCE,
    "big_toe_extension": TOES,
    "chair_stand_30s": ENDURANCE,
    "double_leg_raise_prone": ENDURANCE,
    "front_plank": ENDURANCE,
    "grip_strength": say("Wrist, hand and fingers are one piece without muscles."),
    "hand_behind_back": say(
        "It ends on both arms, both blades and the fingers at once, and most of these do not move."
    ),
    "heel_raise_both": ENDURANCE,
    "heel_raise_single": ENDURANCE,
    "joint_flexibility_score": say("It counts nine joints, most of which the body does not have."),
    "lower_trapezius_strength": BLADE,
    "lumbar_extension": say(
        "What is read at the end is hip, low back and thorax together, and the thorax does not bend."
    ),
    "lumbar_flexion_tape": say("It measures how far skin slides and stretches over the spine."),
    "neck_flexion_extension": NECK,
    "neck_flexion_rotation": NECK,
    "neck_nod": ENDURANCE,
    "neck_nod_pressure": BALANCE,
    "neck_rotation": NECK,
    "neck_side_bend": NECK,
    "pectoralis_minor_length": BLADE,
    "serratus_anterior_strength": BLADE,
    "shoulder_height_lying": BLADE,
    "side_bridge": ENDURANCE,
    "single_leg_balance": BALANCE,
    "single_leg_bridge": ENDURANCE,
    "single_leg_hamstring_bridge": ENDURANCE,
    "single_leg_hop": say("It is a jump: a movement, not a posture."),
    "thoracic_rotation": say("The thorax is one piece."),
    "toe_grip_strength": TOES,
    "trunk_flexor_hold": ENDURANCE,
    "upper_trapezius_strength": BLADE,
    "y_balance_forward": BALANCE,
}
