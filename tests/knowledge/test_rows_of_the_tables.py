"""Every row of the tables that the catalogue was written from is found by its own code."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from evenpull.app.assess import assess
from evenpull.knowledge import Catalogue

PATTERNS = (
    *("hip_flexor_glute", "overactive_hip_flexor_complex", "lower_crossed", "lower_crossed_a", "lower_crossed_b"),
    *("upper_crossed", "chest_upper_back", "scapular_stabiliser_chest", "upper_lower_trapezius", "layered"),
    *("core_low_back", "quad_hamstring", "hamstring_quad", "calf_shin", "pronation_distortion"),
    *("dynamic_knee_valgus", "knee_varus_supination", "kyphosis_lordosis", "kyphotic_posture", "lordotic_posture"),
    *("sway_back", "flat_back", "posterior_pelvic_tilt", "forward_head", "rounded_shoulder", "scapular_winging"),
    *("one_side_carry", "lateral_pelvic_hike", "adductor_abductor", "tfl_glute_med", "ham_glute_synergist"),
    *("toe_out", "shoulder_ir_er", "posterior_shoulder_tight", "lat_dominance", "limb_strength_asymmetry"),
    *("trunk_lateral_asymmetry", "evertor_invertor", "foot_intrinsics_weak", "genu_recurvatum"),
    *("asymmetric_weight_shift", "head_tilt_lateral", "breathing_pattern", "temporal_overuse"),
    "reciprocal_inhibition_chain",
)
JOINED = {
    "lower_crossed_a": "lower_crossed",
    "posterior_pelvic_tilt": "flat_back",
    "rounded_shoulder": "chest_upper_back",
    "scapular_winging": "scapular_stabiliser_chest",
}
METRICS = (
    *("CVA_STAND", "CVA_RAINE", "FHP_CM", "HEAD_TILT_COR", "SHOULDER_LEVEL", "SHOULDER_LEVEL_CM", "FSA"),
    *("ACROMION_TABLE", "SCAP_HEIGHT", "SCAP_ROT", "KYPH_INC", "KYPH_PHOTO", "LORD_RAD", "LORD_PHOTO", "PELV_TILT"),
    *("PELV_OBL", "PELV_TORSION", "TRUNK_LEAN_SAG", "TRUNK_LEAN_COR", "SWAY", "PLUMB", "HKA", "FRONT_LL_ANGLE"),
    *("FTA", "QANGLE", "FPPA_STATIC", "INTERKNEE", "KNEE_SAG", "TOEOUT", "FPI", "NAVDROP", "REARFOOT"),
    *("WEIGHT_SHIFT", "LLI", "HAND_ROT", "RIB_FLARE", "OBS_BREATH", "OCCIPUT_WALL", "C7_ACROMION_COR"),
    *("SPINE_LATERAL", "WAIST_GAP", "SAG_FLECHES", "SHOE_WEAR"),
)
FAULTS = (
    *("OHS_FEET_OUT", "OHS_FEET_FLAT", "OHS_HEELS_UP", "OHS_KNEES_IN", "OHS_RETEST_HEELS", "OHS_RETEST_ARMS"),
    *("OHS_KNEES_OUT", "OHS_FWD_LEAN", "OHS_LB_ARCH", "OHS_LB_ROUND", "OHS_AWS", "OHS_TRUNK_LEAN", "OHS_ARMS_FWD"),
    *("OHS_HEAD_FWD", "OHS_ELBOW_FLEX", "OHS_SHALLOW", "SLS_KNEE_IN", "SLS_HIP_HIKE", "SLS_HIP_DROP"),
    *("SLS_TRUNK_IN", "SLS_TRUNK_OUT", "SLS_TRUNK_LEAN_STANCE", "SLS_FOOT_COLLAPSE", "SLS_DF_LOW"),
    *("SLS_POOR_QUALITY", "LSD_QUALITY", "DJL_KNEE_VALGUS", "GAIT_LIMITED_HIPEXT", "GAIT_TRENDELENBURG"),
    *("GAIT_TRUNK_LEAN", "GAIT_NARROW_BASE", "GAIT_TOEOUT", "GAIT_FOOTFLAT", "GAIT_EARLY_HEEL", "GAIT_SHORT_STEP"),
    *("RUN_PELVIC_DROP", "PUSH_SHOULDER_UP", "PULL_SHOULDER_UP", "PUSH_WINGING", "PUSH_LB_ARCH", "PUSH_HEAD_FWD"),
    *("PULL_LB_ARCH", "PULL_HEAD_FWD", "ROW_SCAP_ELEV", "ARM_RAISE_SHRUG", "ARM_RAISE_WING", "ARM_RAISE_LB"),
    *("PHE_EXT", "PHA_ARMS", "SIDEPLANK_DROP", "PLANK_SAG", "HINGE_ROUND", "STS_SHIFT", "SLSTANCE_DROP"),
)
PAIN_ROWS = tuple(f"PM{number:03d}" for number in range(1, 63))
IN_GENERAL = {f"PM{number:03d}" for number in (*range(1, 7), 12, 13, *range(49, 53))}
NULL_FINDINGS = ("PM011", "PM012", "PM013", "PM015", "PM016", "PM021", "PM027", "PM028", "PM038", "PM043", "PM049")
READ_FROM_A_PHOTO = {"shoulder_level", "head_tilt", "trunk_lean", "trunk_lean_side_view"}


def test_the_lists_are_whole() -> None:
    assert [len(set(each)) for each in (PATTERNS, METRICS, FAULTS, PAIN_ROWS)] == [45, 43, 54, 62]


@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_is_found_and_has_what_speaks_against_it(catalogue: Catalogue, name: str) -> None:
    found = catalogue.resolve("patterns", name)
    assert found == JOINED.get(name, name)
    entry = catalogue.patterns[found]
    assert entry.against
    assert entry.competing
    assert entry.signs
    assert entry.convention


def test_a_pattern_that_is_offered_names_a_set_of_groups_and_the_others_say_why_not(catalogue: Catalogue) -> None:
    for name, entry in catalogue.patterns.items():
        told = any("never offered as a candidate" in gap for gap in entry.gaps)
        assert told != entry.offered, name
        assert not entry.offered or len({*entry.short, *entry.weak}) >= 2, name


def test_no_two_patterns_name_the_same_groups(catalogue: Catalogue) -> None:
    sets = [(entry.short, entry.weak) for entry in catalogue.patterns.values() if entry.short or entry.weak]
    keys = [(frozenset(short), frozenset(weak)) for short, weak in sets]
    assert len(keys) == len(set(keys))


def test_a_pattern_that_is_not_offered_is_never_a_candidate(catalogue: Catalogue, examples_dir: Path) -> None:
    hidden = {name: entry.model_copy(update={"offered": False}) for name, entry in catalogue.patterns.items()}
    shown, none = (
        assess(examples_dir / "runner", catalogue=each, media=False).inference
        for each in (catalogue, replace(catalogue, patterns=hidden))
    )
    assert shown is not None
    assert none is not None
    assert shown.patterns
    assert all(catalogue.patterns[each.pattern].offered for each in shown.patterns)
    assert none.patterns == ()


@pytest.mark.parametrize("code", METRICS)
def test_every_posture_metric_is_found_with_an_error_and_an_ordinary_reading(catalogue: Catalogue, code: str) -> None:
    entry = catalogue.posture_metrics[catalogue.resolve("posture_metrics", code)]
    assert entry.error
    assert entry.landmarks
    assert entry.ordinary


def test_only_what_is_read_from_keypoints_says_so_and_the_rest_names_its_gap(catalogue: Catalogue) -> None:
    ready = {name for name, entry in catalogue.posture_metrics.items() if entry.from_keypoints}
    assert ready == READ_FROM_A_PHOTO
    assert all(entry.gaps for name, entry in catalogue.posture_metrics.items() if name not in ready)


def test_no_posture_metric_weighs_more_than_a_hint(catalogue: Catalogue) -> None:
    for name, entry in catalogue.posture_metrics.items():
        for claim in entry.claims:
            assert abs(claim.shift) <= 0.05 * claim.scatter, name


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_is_found_in_the_movement_of_its_row(catalogue: Catalogue, code: str) -> None:
    entry = catalogue.compensations[catalogue.resolve("compensations", code)]
    movement = {
        "OHS": "overhead_squat",
        "SLS": "single_leg_squat",
        "LSD": "step_down",
        "DJL": "drop_jump",
        "GAIT": "gait",
        "RUN": "running",
        "PUSH": "push",
        "PULL": "pull",
        "ROW": "pull",
        "ARM": "arm_raise",
        "PHE": "prone_hip_extension",
        "PHA": "prone_arm_lift",
        "SIDEPLANK": "side_bridge",
        "PLANK": "plank",
        "HINGE": "forward_bend",
        "STS": "sit_to_stand",
        "SLSTANCE": "single_leg_stance",
    }[code.split("_", maxsplit=1)[0]]
    assert any(name.startswith(movement) for name in (entry.movement, *entry.also_in)), entry.id
    assert entry.competing


def test_limits_of_faults_rise_or_fall_and_say_why(catalogue: Catalogue) -> None:
    for name, entry in catalogue.compensations.items():
        values = [limit.value for limit in entry.thresholds]
        assert values in (sorted(values), sorted(values, reverse=True)), name
        assert all(limit.basis for limit in entry.thresholds if limit.known == "default"), name


@pytest.mark.parametrize("row", PAIN_ROWS)
def test_every_row_of_the_pain_map_is_found(catalogue: Catalogue, row: str) -> None:
    kind = "pain_facts" if row in IN_GENERAL else "pain_links"
    assert catalogue.resolve(kind, row) in getattr(catalogue, kind)


@pytest.mark.parametrize("row", NULL_FINDINGS)
def test_findings_of_no_link_are_carried_as_such(catalogue: Catalogue, row: str) -> None:
    kind = "pain_facts" if row in IN_GENERAL else "pain_links"
    assert getattr(catalogue, kind)[catalogue.resolve(kind, row)].null


def test_counts_of_how_common_pain_is_have_a_unit_a_population_and_a_source(catalogue: Catalogue) -> None:
    counted = [fact for fact in catalogue.pain_facts.values() if fact.about == "prevalence"]
    assert len(counted) == 7
    for fact in counted:
        assert fact.evidence is None
        assert fact.values or any("no values" in gap for gap in fact.gaps), fact.id
        assert all(value.source and value.population for value in fact.values), fact.id
