"""The hand-made table and the rules on facts agree in both directions, or the difference is settled in writing."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.facts import Facts
from evenpull.knowledge.yaml_source import plain, read_yaml
from evenpull.safety.agreement import Disagreement, codes_by_rules, codes_by_table, disagreements

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def settled() -> dict[str, Any]:
    loaded: dict[str, Any] = plain(read_yaml(ROOT / "tests" / "golden" / "safety_disagreements.yaml"))
    return loaded


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("listing", ROOT / "scripts" / "safety_disagreements.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_difference_is_noted_and_no_note_is_stale(catalogue: Catalogue, settled: dict[str, Any]) -> None:
    found = {(each.thing, each.code, each.only) for each in disagreements(catalogue)}
    noted = {(each["thing"], each["code"], "table") for each in settled["kept_by_hand"]}
    assert found - noted == set(), "neither mended nor noted"
    assert noted - found == set(), "noted, but no longer so"
    assert all(len(each["why"].split()) >= 4 for each in settled["kept_by_hand"])


def test_what_was_mended_stays_mended(catalogue: Catalogue, settled: dict[str, Any]) -> None:
    known = {condition.code for condition in catalogue.conditions.values()}
    for group in settled["table_mended_added"]:
        for name in group["things"]:
            assert group["code"] in codes_by_table("exercise", name, catalogue), (name, group["code"])
    for group in settled["table_mended_dropped"]:
        for name in group["things"]:
            rules = codes_by_rules(catalogue.exercises[name].facts, catalogue, kind="exercise")
            assert group["code"] not in codes_by_table("exercise", name, catalogue) | rules, (name, group["code"])
    for each in settled["facts_mended"]:
        assert each["thing"] in catalogue.exercises.keys() | catalogue.tests.keys()
    assert {each["code"] for each in settled["rules_mended"]} <= known


def test_a_code_of_one_side_alone_is_seen_on_both_sides(catalogue: Catalogue) -> None:
    exercise = catalogue.exercises["act_bridge"]
    test = catalogue.tests["prone_knee_bend"]
    assert "C_PREG_PRONE" in codes_by_rules(test.facts, catalogue, kind="test")
    changed = replace(
        catalogue,
        exercises={"act_bridge": exercise.model_copy(update={"codes": (*exercise.codes, "C_WRIST")})},
        tests={"prone_knee_bend": test.model_copy(update={"contra_codes": ("C_PREG_PRONE",)})},
    )
    found = disagreements(changed)
    assert Disagreement(kind="exercise", thing="act_bridge", code="C_WRIST", only="table") in found
    assert Disagreement(kind="test", thing="prone_knee_bend", code="C_POSTPARTUM", only="rules") in found
    assert not any(each.code == "C_PREG_PRONE" for each in found)


def test_a_rule_for_tests_alone_gives_no_code_to_an_exercise(catalogue: Catalogue) -> None:
    prone = Facts(positions=("prone",))
    assert "C_POSTPARTUM" in codes_by_rules(prone, catalogue, kind="test")
    assert "C_POSTPARTUM" not in codes_by_rules(prone, catalogue, kind="exercise")


def test_the_page_says_what_the_list_says(catalogue: Catalogue, settled: dict[str, Any], script: ModuleType) -> None:
    written = (ROOT / "docs" / "safety_disagreements.md").read_text(encoding="utf-8")
    assert written == script.page(settled, catalogue), "write it anew: python scripts/safety_disagreements.py --write"
