"""Forbidden, limited and allowed pairs of a person and a thing, written by hand, against the rules and the table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.facts import Facts
from evenpull.knowledge.yaml_source import plain, read_yaml
from evenpull.safety.filter import check, check_exercise, check_test
from evenpull.safety.records import DoseLimits, SafetyProfile, Verdict
from tests.unit.safety.people import pain, profile

PAIRS: list[dict[str, Any]] = plain(read_yaml(Path(__file__).with_name("safety_pairs.yaml")))


def verdict_on(thing: dict[str, Any], who: SafetyProfile, catalogue: Catalogue) -> Verdict:
    if "exercise" in thing:
        return check_exercise(catalogue.exercises[thing["exercise"]], False, who, catalogue)
    if "test" in thing:
        return check_test(catalogue.tests[thing["test"]], who, catalogue)
    return check(Facts.model_validate(thing["facts"]), [], who, catalogue, kind="exercise")


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['verdict']}: {pair['reason']}")
def test_a_pair_gets_the_verdict_that_was_written_by_hand(catalogue: Catalogue, pair: dict[str, Any]) -> None:
    who = dict(pair["who"])
    if "pains" in who:
        who["pains"] = [pain(**fields) for fields in who["pains"]]
    verdict = verdict_on(pair["thing"], profile(catalogue, **who), catalogue)
    allowed = "allowed" if verdict.limits == DoseLimits() else "limited"
    found = allowed if verdict.allowed else "forbidden"
    assert found == pair["verdict"], verdict


def test_there_are_at_least_fifty_pairs_on_both_sides_of_the_line() -> None:
    verdicts = [pair["verdict"] for pair in PAIRS]
    assert len(verdicts) >= 50
    assert verdicts.count("forbidden") >= 40
    assert verdicts.count("allowed") + verdicts.count("limited") >= 25
    assert all(pair["reason"] for pair in PAIRS)
