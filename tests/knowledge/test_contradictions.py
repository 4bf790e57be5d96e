"""The thirteen known conflicts of the evidence are carried with both sides, and their entries cite them."""

from __future__ import annotations

import pytest

from evenpull.knowledge import Catalogue
from evenpull.knowledge.cards import card

CONFLICTS: tuple[tuple[str, tuple[str, ...], dict[str, tuple[str, ...]]], ...] = (
    (
        "disc_pressure_sitting",
        ("WILKE1999", "NACHEMSON_REV"),
        {"pain_links/low_back_sitting": ("WILKE1999", "NACHEMSON_REV")},
    ),
    (
        "hip_flexors_and_buttock_signal",
        ("MILLS2015", "MARTINEZ2023"),
        {
            "patterns/hip_flexor_glute": ("MILLS2015", "MARTINEZ2023", "HISER2020"),
            "patterns/reciprocal_inhibition_chain": ("MILLS2015", "MARTINEZ2023", "HISER2020"),
        },
    ),
    (
        "stiff_ankle_and_foot_pain",
        ("LIMA2018", "IRVING2007"),
        {
            "patterns/calf_shin": ("LIMA2018", "IRVING2007"),
            "pain_links/heel_plantar": ("IRVING2007",),
            "pain_links/knee_front_stiff_ankle": ("LIMA2018",),
        },
    ),
    (
        "knees_in_and_hips",
        ("NASM_T76", "BELL2008"),
        {
            "patterns/dynamic_knee_valgus": ("NASM_T76", "BELL2008"),
            "compensations/knees_in": ("NASM_T76", "BELL2008"),
            "compensations/better_with_heels_raised": ("BELL2008",),
        },
    ),
    (
        "trunk_endurance_and_back_pain",
        ("SORENSEN_SRA", "HAMBERG2007"),
        {
            "pain_links/low_back_trunk_endurance": ("SORENSEN_SRA", "HAMBERG2007"),
            "tests/back_extensor_hold": ("SORENSEN_SRA", "HAMBERG2007"),
        },
    ),
    (
        "small_chest_muscle_and_blade",
        ("BORSTAD2005", "EBAUGH2018"),
        {
            "patterns/chest_upper_back": ("BORSTAD2005", "EBAUGH2018"),
            "tests/pectoralis_minor_length": ("BORSTAD2005", "EBAUGH2018"),
        },
    ),
    (
        "uneven_pelvis_and_back_pain",
        ("LEVANGIE1999", "YU2020"),
        {
            "pain_links/low_back_pelvis_uneven": ("LEVANGIE1999", "YU2020"),
            "patterns/lateral_pelvic_hike": ("LEVANGIE1999", "YU2020"),
            "posture_metrics/pelvis_level": ("LEVANGIE1999", "YU2020"),
        },
    ),
    (
        "hip_strength_of_runners",
        ("TENG2016", "RUNNERS2020"),
        {
            "compensations/trunk_leans_forward": ("TENG2016", "RUNNERS2020"),
            "patterns/quad_hamstring": ("TENG2016", "RUNNERS2020"),
        },
    ),
    ("neck_nod_norms", ("DOMENECH2011", "DNF_INDIA"), {"tests/neck_nod": ("DOMENECH2011", "DNF_INDIA")}),
    (
        "knee_straightening_norms",
        ("YILDIRIM2018", "GERMANAKE2013", "GAJDOSIK1993"),
        {"tests/active_knee_extension": ("YILDIRIM2018", "GERMANAKE2013", "GAJDOSIK1993")},
    ),
    (
        "trunk_ratio_limit",
        ("MCGILL1999", "MCGILL_SEC"),
        {
            "patterns/trunk_lateral_asymmetry": ("MCGILL1999", "MCGILL_SEC"),
            "tests/trunk_flexor_hold": ("MCGILL1999", "MCGILL_SEC"),
        },
    ),
    (
        "hamstrings_in_the_lower_crossed_pattern",
        ("SEED4", "JANDA_LCS"),
        {"patterns/lower_crossed": ("SEED4", "NASM_FM", "JANDA_LCS"), "patterns/lower_crossed_b": ("SEED4", "NASM_FM")},
    ),
    (
        "weight_shift_lists",
        ("NASM_ISSA", "NASM_EXAM"),
        {
            "patterns/asymmetric_weight_shift": ("NASM_ISSA", "NASM_EXAM"),
            "compensations/hip_shift": ("NASM_ISSA", "NASM_EXAM"),
        },
    ),
)


def test_all_thirteen_are_carried_in_their_order(catalogue: Catalogue) -> None:
    ordered = sorted(catalogue.contradictions.values(), key=lambda each: each.order)
    assert [each.id for each in ordered[:13]] == [name for name, _, _ in CONFLICTS]
    assert [each.order for each in ordered] == list(range(1, len(ordered) + 1))


@pytest.mark.parametrize(("name", "opposed", "entries"), CONFLICTS, ids=[name for name, _, _ in CONFLICTS])
def test_a_conflict_has_both_sides_and_its_entries_cite_them(
    catalogue: Catalogue, name: str, opposed: tuple[str, ...], entries: dict[str, tuple[str, ...]]
) -> None:
    conflict = catalogue.contradictions[name]
    holders = [next(n for n, side in enumerate(conflict.sides) if source in side.sources) for source in opposed]
    assert len(set(holders)) == len(opposed)
    lives = conflict.lives.model_dump(exclude_defaults=True)
    assert {f"{kind}/{id}" for kind, ids in lives.items() for id in ids} == set(entries)  # noqa: A001
    for entry, sources in entries.items():
        assert set(sources) <= set(card(catalogue, *entry.split("/")).sources), entry


def test_no_claim_of_a_contested_sign_is_given_weight_as_if_it_were_settled(catalogue: Catalogue) -> None:
    contested = {"knees_in": {"gluteus_maximus", "hip_abductors"}, "trunk_leans_forward": {"gluteus_maximus"}}
    for fault, muscles in contested.items():
        claims = [claim for claim in catalogue.compensations[fault].claims if claim.muscle in muscles]
        assert {claim.muscle for claim in claims} == muscles
        for claim in claims:
            assert claim.evidence in ("conflicting", "contradicted", "none")
            assert claim.known == "default"


def test_norms_of_different_protocols_are_never_mixed(catalogue: Catalogue) -> None:
    test = catalogue.tests["active_knee_extension"]
    by_protocol = {norm.protocol: norm.mean.source for norm in test.norms}
    assert len(by_protocol) == len(set(by_protocol.values())) == 3


def test_contested_links_raise_the_relevance_of_no_muscle(catalogue: Catalogue) -> None:
    for name in ("low_back_trunk_endurance", "low_back_pelvis_uneven", "heel_plantar", "shoulder_short_chest"):
        link = catalogue.pain_links[name]
        assert link.null
        assert link.evidence == "contradicted"
