"""A table of people and the level that their answers call for."""

from __future__ import annotations

from typing import Any

import pytest

from evenpull.errors import SafetyStop
from evenpull.knowledge import Catalogue
from evenpull.safety.gate import require
from tests.unit.safety.people import pain, profile

BACK, NECK, HIP, KNEE, FOOT, SHOULDER = (
    {"pains": [pain(site)]} for site in ("low_back", "neck", "groin", "knee_front", "ankle", "shoulder")
)
CHRONIC = {"pains": [pain(weeks=60)]}
NOBODY: dict[str, Any] = {}

EMERGENCY: list[tuple[dict[str, Any], str]] = [
    *((NOBODY, sign) for sign in ("chest_pain", "breathless", "fainted", "arm_jaw_effort")),
    *((NOBODY, sign) for sign in ("sudden_weakness", "speech_or_sight", "worst_headache")),
    *((BACK, sign) for sign in ("bladder", "bowel", "saddle_numb", "both_legs", "sexual_feeling", "belly_pulse")),
    *((NECK, sign) for sign in ("clumsy_hands", "unsteady_walk", "electric_shock", "swallow_or_drop", "face_numb")),
    *((NECK, sign) for sign in ("stiff_neck_fever", "neck_injury", "new_dizziness", "bladder")),
    *((HIP, sign) for sign in ("hip_cannot_stand", "cold_limb")),
    *((KNEE, sign) for sign in ("bent_or_open", "tight_swelling", "cold_limb")),
    *((FOOT, sign) for sign in ("bent_or_open", "cold_limb")),
    (SHOULDER, "shoulder_dislocated"),
    ({"sex": "female", "answers": {"pregnant": "yes"}}, "pregnancy_signs"),
]
URGENT: list[tuple[dict[str, Any], str]] = [
    *((NOBODY, sign) for sign in ("hot_joint", "calf_clot", "weight_loss", "limb_weakness", "told_not")),
    *((BACK, sign) for sign in ("fever", "cancer", "major_trauma", "constant_pain", "fast_worse", "severe_at_rest")),
    *((NECK, sign) for sign in ("scalp_or_jaw", "arm_numb_spreads")),
    ({"pains": [pain("neck", weeks=40)]}, "new_dizziness"),
    *((HIP, sign) for sign in ("bone_stress", "groin_lump", "hip_lump")),
    *((KNEE, sign) for sign in ("knee_cannot_straighten", "knee_locked", "knee_swelled_fast", "kneecap_slipped")),
    *((KNEE, sign) for sign in ("knee_bend_90", "four_steps", "bone_tender", "calf_cramps_walking", "many_joints")),
    *((FOOT, sign) for sign in ("calf_kick", "foot_wound", "foot_rest_pain", "four_steps", "bone_tender")),
    *((SHOULDER, sign) for sign in ("arm_cannot_lift", "after_seizure", "scalp_or_jaw", "arm_numb_spreads")),
    ({"sex": "female", "answers": {"pregnant": "yes"}}, "pregnancy_problem"),
]
SEE_SOMEONE: list[tuple[dict[str, Any], str]] = [
    *((NOBODY, sign) for sign in ("fever", "cancer", "major_trauma", "recent_surgery", "heart_condition")),
    (CHRONIC, "cancer"),
    *((BACK, sign) for sign in ("small_fall", "infection_risk", "inflammation_signs", "shape_change")),
    (HIP, "hip_bone_risk"),
    *((SHOULDER, sign) for sign in ("both_shoulders_stiff", "arm_turns_little", "shoulder_blade_sticks_out")),
    ({"experience": "none"}, "other_disease"),
    *(({"sex": "female"}, sign) for sign in ("pregnant", "birth_12_months")),
]
CLEAR: list[tuple[dict[str, Any], str]] = [
    *((NOBODY, sign) for sign in ("high_pressure", "thin_bones", "other_disease")),
    (BACK, "thin_bones"),
]


@pytest.mark.parametrize(
    ("who", "sign", "level"),
    [
        (who, sign, level)
        for level, rows in (
            ("emergency", EMERGENCY),
            ("urgent", URGENT),
            ("see_someone", SEE_SOMEONE),
            ("clear", CLEAR),
        )
        for who, sign in rows
    ],
)
def test_each_sign_alone_calls_for_its_level(catalogue: Catalogue, who: dict[str, Any], sign: str, level: str) -> None:
    found = profile(catalogue, **(who | {"answers": {**who.get("answers", {}), sign: "yes"}}))
    assert (found.level, found.not_asked) == (level, ())
    assert found.letter == (level != "clear")
    if level in ("emergency", "urgent"):
        with pytest.raises(SafetyStop):
            require(found, for_what="programme")


@pytest.mark.parametrize(
    ("who", "signs", "level"),
    [
        (NOBODY, ("hot_joint", "fever"), "emergency"),
        (NOBODY, ("calf_clot", "breathless"), "emergency"),
        (BACK, ("major_trauma", "limb_weakness"), "emergency"),
        (HIP, ("major_trauma", "hip_cannot_stand"), "emergency"),
        (BACK, ("small_fall", "thin_bones"), "urgent"),
        (BACK | {"medicines": ["prednisone 10 mg"]}, ("small_fall",), "urgent"),
        (BACK | {"age": 72}, ("small_fall",), "urgent"),
        (BACK, ("infection_risk", "fever"), "urgent"),
        (BACK, ("shape_change", "small_fall"), "urgent"),
        (CHRONIC, ("cancer", "weight_loss"), "urgent"),
        (HIP, ("hip_bone_risk", "constant_pain"), "urgent"),
        (SHOULDER, ("both_shoulders_stiff", "scalp_or_jaw"), "urgent"),
        (SHOULDER, ("scalp_or_jaw", "speech_or_sight"), "emergency"),
        (KNEE, ("calf_cramps_walking", "cold_limb"), "emergency"),
        (NOBODY, ("heart_condition", "chest_pain"), "emergency"),
    ],
)
def test_a_weak_sign_with_company_rises(
    catalogue: Catalogue, who: dict[str, Any], signs: tuple[str, ...], level: str
) -> None:
    found = profile(catalogue, **(who | {"answers": dict.fromkeys(signs, "yes")}))
    assert found.level == level


@pytest.mark.parametrize(
    ("who", "flag", "level"),
    [
        ({"pains": [pain(now=6)]}, "pain_above_five", "see_someone"),
        ({"pains": [pain(weeks=12)]}, "long_standing", "see_someone"),
        ({"pains": [pain(night="yes")]}, "night", "see_someone"),
        ({"pains": [pain(morning_stiff_min=31)]}, "morning_stiff", "see_someone"),
        (
            {"pains": [pain(s) for s in ("low_back", "neck", "shoulder", "groin")]},
            "pain_in_four_regions",
            "see_someone",
        ),
        ({"pains": [pain(numb_or_tingling="yes")]}, "numb_over_two_weeks", "see_someone"),
        ({"pains": [pain(spreads_below_knee="yes", numb_or_tingling="yes")]}, "numb_below_knee", "see_someone"),
        ({"pains": [pain(began="after_injury")]}, "began_with_injury", "see_someone"),
        ({"age": 66, "pains": [pain(began="after_injury")]}, "began_with_injury", "urgent"),
        ({"pains": [pain(began="after_surgery")]}, "after_surgery_pain", "see_someone"),
        ({"pains": [pain("chest")]}, "chest_site", "urgent"),
        ({"pains": [pain("abdomen")]}, "belly_site", "see_someone"),
        ({"pains": [pain("head")]}, "head_site", "see_someone"),
        ({"age": 17}, "under_18", "see_someone"),
        ({"age": 19, "pains": [pain()]}, "early_back_pain", "see_someone"),
        ({"age": 56, "pains": [pain(began="suddenly")]}, "late_back_pain", "see_someone"),
        ({"age": 70, "experience": "none"}, "seventy_and_inactive", "see_someone"),
        ({"medicines": ["something new"]}, "medicine_not_known", "see_someone"),
        (
            {"pains": [pain(), pain("calf", side="both")]},
            "both_legs_pain",
            "urgent",
        ),
        (
            {"pains": [pain(spreads_below_knee="yes"), pain(side="right", spreads_below_knee="yes")]},
            "both_legs_pain",
            "urgent",
        ),
        (
            {"pains": [pain(), pain("calf", side="both", numb_or_tingling="yes")]},
            "both_legs_numb",
            "emergency",
        ),
    ],
)
def test_what_the_file_says_raises_its_level_without_a_question(
    catalogue: Catalogue, who: dict[str, Any], flag: str, level: str
) -> None:
    found = profile(catalogue, **who)
    assert flag in {item.id for item in found.flags}
    assert found.level == level


@pytest.mark.parametrize(
    "who",
    [
        NOBODY,
        BACK,
        {"age": 80, "experience": "regular"},
        {"age": 18},
        {"pains": [pain(now=5, weeks=11, morning_stiff_min=30)]},
        {
            "pains": [
                pain("knee_front", side="both", began="after_injury", weeks=12) | {"weeks": 11, "began": "gradually"}
            ]
        },
        {"age": 60, "pains": [pain(began="gradually")]},
        {"pains": [pain("calf", side="both")]},
        {"medicines": ["Ibuprofen 400", "warfarin 5 mg"]},
        {"conditions": ["C_OSTEO", "knee arthritis"]},
    ],
)
def test_what_is_ordinary_raises_nothing(catalogue: Catalogue, who: dict[str, Any]) -> None:
    found = profile(catalogue, **who)
    assert (found.level, found.flags, found.letter) == ("clear", (), False)


def test_the_level_stands_in_the_region_that_it_is_about(catalogue: Catalogue) -> None:
    found = profile(catalogue, pains=[pain("neck", night="yes"), pain("knee_front")])
    assert {region for region, level in found.levels.items() if level != "clear"} == {"neck_upper"}
    everywhere = profile(catalogue, answers={"weight_loss": "yes"})
    assert set(everywhere.levels.values()) == {"urgent"}


def test_duration_or_age_alone_never_stops_a_plan(catalogue: Catalogue) -> None:
    for who in (
        {"pains": [pain(weeks=2000)]},
        {"age": 99, "experience": "regular"},
        {"age": 90, "pains": [pain(weeks=500)]},
    ):
        require(profile(catalogue, **who), for_what="programme")


def test_a_level_of_a_flag_is_that_of_its_referral(catalogue: Catalogue) -> None:
    for who, sign in (*EMERGENCY, *URGENT, *SEE_SOMEONE):
        for flag in profile(catalogue, **(who | {"answers": {**who.get("answers", {}), sign: "yes"}})).flags:
            assert flag.referral is not None
            assert catalogue.referrals[flag.referral].level == flag.level
