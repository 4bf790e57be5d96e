"""Forbidden, limited and allowed pairs of a person and a thing, written by hand, against the rules and the table."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from evenpull.core.canonical import canonical_json
from evenpull.knowledge import Catalogue, load
from evenpull.knowledge.kinds.facts import Facts
from evenpull.knowledge.yaml_source import plain, read_yaml
from evenpull.safety.filter import check, check_exercise, check_test
from evenpull.safety.records import DoseLimits, SafetyProfile, Verdict
from evenpull.safety.regions import stops
from tests.unit.safety.people import pain, profile

PAIRS: list[dict[str, Any]] = plain(read_yaml(Path(__file__).with_name("safety_pairs.yaml")))
NEVER_FORBIDS = {"C_AGE_65"}
NEVER_ALLOWS = {"C_CARDIO"}
SOURCE = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b")


@lru_cache(maxsize=512)
def _profile(who: bytes) -> SafetyProfile:
    fields = json.loads(who)
    if "pains" in fields:
        fields["pains"] = [pain(**each) for each in fields["pains"]]
    return profile(load(), **fields)


def who_is(pair: dict[str, Any]) -> SafetyProfile:
    return _profile(canonical_json(pair["who"]))


def verdict_on(thing: dict[str, Any], who: SafetyProfile, catalogue: Catalogue, *, table: bool = True) -> Verdict:
    if "facts" in thing:
        return check(Facts.model_validate(thing["facts"]), [], who, catalogue, kind="exercise")
    if "exercise" in thing:
        exercise = catalogue.exercises[thing["exercise"]]
        changed = exercise if table else exercise.model_copy(update={"codes": ()})
        return check_exercise(changed, False, who, catalogue)
    test = catalogue.tests[thing["test"]]
    return check_test(test if table else test.model_copy(update={"contra_codes": ()}), who, catalogue)


def word(verdict: Verdict) -> str:
    if not verdict.allowed:
        return "forbidden"
    return "allowed" if verdict.limits == DoseLimits() else "limited"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair['verdict']}: {pair['reason']}")
def test_a_pair_gets_the_verdict_that_was_written_by_hand(catalogue: Catalogue, pair: dict[str, Any]) -> None:
    verdict = verdict_on(pair["thing"], who_is(pair), catalogue)
    assert word(verdict) == pair["verdict"], verdict


def forbidden_for_a_condition() -> Iterator[dict[str, Any]]:
    for pair in PAIRS:
        if pair["verdict"] == "forbidden" and "conditions" in pair["who"]:
            yield pair


def test_what_is_forbidden_for_a_condition_is_forbidden_by_that_condition(catalogue: Catalogue) -> None:
    for pair in forbidden_for_a_condition():
        code = pair["who"]["conditions"][0]
        if stops(who_is(pair).level):
            continue
        implied = {code, *next(each.implies for each in catalogue.conditions.values() if each.code == code)}
        removed = {item.code for item in verdict_on(pair["thing"], who_is(pair), catalogue).removed}
        assert removed & implied, pair


def test_facts_alone_forbid_what_is_forbidden_unless_the_pair_says_that_only_the_table_knows(
    catalogue: Catalogue,
) -> None:
    for pair in PAIRS:
        if pair["verdict"] != "forbidden":
            continue
        by_facts = word(verdict_on(pair["thing"], who_is(pair), catalogue, table=False)) == "forbidden"
        assert by_facts == (pair.get("known_by", "facts") == "facts"), pair


def test_every_code_has_a_pair_on_both_sides_of_the_line(catalogue: Catalogue) -> None:
    for condition in catalogue.conditions.values():
        if condition.everyone:
            continue
        having = [pair for pair in PAIRS if condition.code in who_is(pair).codes]
        forbidden = [pair for pair in having if pair["verdict"] == "forbidden"]
        assert bool(forbidden) != (condition.code in NEVER_FORBIDS), condition.code
        assert (len(forbidden) < len(having)) != (condition.code in NEVER_ALLOWS), condition.code
        if condition.limits is not None and condition.code not in NEVER_ALLOWS:
            assert any(pair["verdict"] == "limited" for pair in having), condition.code


def test_a_pair_cites_a_source_of_the_catalogue_or_says_that_it_is_our_caution(catalogue: Catalogue) -> None:
    for pair in PAIRS:
        for name in SOURCE.findall(pair["reason"]):
            assert name in catalogue.sources or len(name) < 4, (name, pair)


def test_there_are_enough_pairs_of_each_verdict_and_none_twice() -> None:
    verdicts = [pair["verdict"] for pair in PAIRS]
    assert len(verdicts) >= 250
    assert verdicts.count("forbidden") >= 150
    assert verdicts.count("allowed") >= 40
    assert verdicts.count("limited") >= 25
    assert all(pair["reason"] for pair in PAIRS)
    asked = [canonical_json({"who": pair["who"], "thing": pair["thing"]}) for pair in PAIRS]
    assert len(asked) == len(set(asked))
