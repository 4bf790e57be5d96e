"""What the shipped catalogue holds: the muscle ontology, patterns, pain sites and links, sources, words."""

from __future__ import annotations

import pytest

from evenpull.knowledge import Catalogue
from evenpull.knowledge.anatomy import groups_of
from evenpull.knowledge.cards import card, listing, value_text
from evenpull.knowledge.kinds import KINDS, Value
from evenpull.knowledge.wording import find_words

POSTERIORS = [
    "iliopsoas",
    "rectus_femoris",
    "tensor_fasciae_latae",
    "gluteus_maximus",
    "hip_abductors",
    "hip_adductors",
    "hamstrings",
    "vasti",
    "hip_external_rotators",
    "gastrocnemius",
    "soleus",
    "tibialis_anterior",
    "tibialis_posterior",
    "fibularis",
    "lumbar_erector_spinae",
    "quadratus_lumborum",
    "abdominals",
    "pectorals",
    "upper_trapezius",
    "lower_trapezius",
    "serratus_anterior",
    "deep_neck_flexors",
]
NAMES_OF_THE_TABLES = [
    "tfl",
    "adductors",
    "adductor_complex",
    "peroneals",
    "multifidus",
    "thoracic_extensors",
    "deep_hip_rotators",
    "triceps",
    "obliques",
    "erector_spinae",
    "rotator_cuff_group",
    "chest_complex",
    "calf_complex",
    "gluteals",
    "intrinsic_core",
    "posterior_shoulder_capsule",
    "iliotibial_band",
    "plantar_fascia",
    "hip_flexor_complex",
    "medial_hamstrings",
    "toe_extensors",
    "wrist_flexors",
    "forearms",
]


def test_exactly_the_named_groups_have_a_posterior(catalogue: Catalogue) -> None:
    assert sorted(name for name, entry in catalogue.muscles.items() if entry.posterior) == sorted(POSTERIORS)


@pytest.mark.parametrize("name", NAMES_OF_THE_TABLES)
def test_names_of_both_tables_lead_to_an_entry(catalogue: Catalogue, name: str) -> None:
    assert catalogue.muscles[catalogue.resolve("muscles", name)].actions


def test_other_tissue_never_has_a_posterior(catalogue: Catalogue) -> None:
    tissue = [name for name, entry in catalogue.muscles.items() if entry.kind == "tissue"]
    assert {"iliotibial_band", "posterior_shoulder_capsule", "plantar_fascia"} <= set(tissue)
    assert not any(catalogue.muscles[name].posterior or groups_of(name, catalogue.muscles) for name in tissue)


@pytest.mark.parametrize(
    ("muscle", "groups"),
    [
        ("psoas_major", ("iliopsoas",)),
        ("quadriceps", ("rectus_femoris", "vasti")),
        ("vastus_medialis", ("vasti",)),
        ("biceps_femoris_short", ("hamstrings",)),
        ("gastrocnemius_lateral", ("gastrocnemius",)),
        ("external_oblique", ("abdominals",)),
        ("middle_trapezius", ("lower_trapezius",)),
        ("levator_scapulae", ("upper_trapezius",)),
        ("gluteals", ("gluteus_maximus", "hip_abductors")),
        ("obturator_internus", ("hip_external_rotators",)),
        ("latissimus_dorsi", ()),
        ("iliotibial_band", ()),
        ("no_such_muscle", ()),
    ],
)
def test_a_muscle_leads_to_the_groups_that_are_inferred(
    catalogue: Catalogue, muscle: str, groups: tuple[str, ...]
) -> None:
    assert groups_of(muscle, catalogue.muscles) == groups


def test_antagonists_do_not_hold_each_other(catalogue: Catalogue) -> None:
    for name, entry in catalogue.muscles.items():
        assert name not in entry.antagonists
        assert not set(entry.antagonists) & set(entry.members)


def test_every_pattern_that_may_be_offered_says_what_speaks_against_it_and_how_to_check(catalogue: Catalogue) -> None:
    assert len(catalogue.patterns) == 41
    offered = [entry for entry in catalogue.patterns.values() if entry.offered]
    assert all(entry.against and entry.competing and entry.confirm_with for entry in offered)


def test_source_texts_go_by_both_names(catalogue: Catalogue) -> None:
    assert [catalogue.resolve("sources", f"SEED00{n}") for n in range(5)] == [f"SEED{n}" for n in range(5)]


def test_an_opened_abstract_is_never_called_read_whole(catalogue: Catalogue) -> None:
    assert catalogue.sources["BERGMANN2001"].read == "abstract"
    assert catalogue.sources["PAGE2010"].read == "not_opened"
    assert catalogue.sources["SEED4"].read == "whole"


def test_no_evidence_or_evidence_against_is_not_recalled_as_support(catalogue: Catalogue) -> None:
    weak = [link for link in catalogue.pain_links.values() if link.known == "recalled"]
    assert weak
    assert not any(link.evidence in ("strong", "moderate", "limited") for link in weak)


def test_pain_sites_lie_on_the_body_and_sided_ones_off_its_middle(catalogue: Catalogue) -> None:
    for name, site in catalogue.pain_sites.items():
        places = [place for place in (site.map_front, site.map_back) if place is not None]
        assert places, name
        assert all(0 < x < 1 and 0 < y < 1 for x, y in places), name
        if site.sided:
            assert site.map_front is None or site.map_front[0] > 0.5, name
            assert site.map_back is None or site.map_back[0] < 0.5, name


def test_the_words_of_the_promise_are_found(catalogue: Catalogue) -> None:
    words = catalogue.word_lists["forbidden_words"].words
    for phrase in (
        "misaligned",
        "out of place",
        "switched off",
        "not firing",
        "wake up",
        "wears out",
        "faulty",
        "safe to exercise",
        "will prevent",
        "cures",
        "the cause of your pain",
        "it worked",
    ):
        assert find_words(f"We say {phrase} here.", words), phrase
    assert not find_words("Bend your knee, hold it, and breathe. This may play a part in back pain.", words)


def test_every_kind_is_listed_and_every_entry_has_a_card(catalogue: Catalogue) -> None:
    assert [row.id for row in listing(catalogue)] == list(KINDS)
    for kind in KINDS:
        for row in listing(catalogue, kind):
            text = card(catalogue, kind, row.id).text()
            assert text.startswith(f"{kind} / {row.id}")
            assert max(len(line) for line in text.splitlines()) <= 120


def test_a_card_shows_value_unit_source_and_what_speaks_against(catalogue: Catalogue) -> None:
    text = card(catalogue, "patterns", "lower_crossed").text()
    assert "What speaks against it" in text
    assert "HERRINGTON2011: Herrington L." in text
    assert "(abstract read)" in text


def test_a_value_is_written_with_unit_spread_and_how_it_is_known() -> None:
    value = Value(value=11.9, unit="deg", sd=5.6, population="adults", n=300, source="FERBER2010", known="measured")
    assert value_text(value) == "11.9 deg (sd 5.6), measured, FERBER2010: adults, n = 300"
