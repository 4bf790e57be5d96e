"""Every test and question that the tables name leads to an entry, or to the part of the person file that asks it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evenpull.capture.person.model import About, Pain
from evenpull.errors import UnknownId
from evenpull.knowledge import Catalogue

LINES = [
    line.split()
    for line in Path(__file__).with_name("table_ids.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]
TESTS = [words[1] for words in LINES if words[0] == "test"]
QUESTIONS = [words[1] for words in LINES if words[0] == "question" and len(words) == 2]
ELSEWHERE = [words[1:] for words in LINES if len(words) > 2]
PARTS = {"pains": Pain, "about": About}
SHORT_PAGE = range(13, 18)


def carries(catalogue: Catalogue, kind: str, name: str) -> bool:
    try:
        return bool(catalogue.resolve(kind, name))
    except UnknownId:
        return False


def test_the_list_holds_every_row_of_the_tables() -> None:
    assert (len(set(TESTS)), len({words[1] for words in LINES if words[0] == "question"})) == (101, 60)


@pytest.mark.parametrize("name", TESTS)
def test_every_test_of_the_tables_is_a_test_or_a_fact(catalogue: Catalogue, name: str) -> None:
    assert any(carries(catalogue, kind, name) for kind in ("tests", "reference_facts"))


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_of_the_tables_is_asked(catalogue: Catalogue, name: str) -> None:
    assert carries(catalogue, "questions", name)


@pytest.mark.parametrize("words", ELSEWHERE, ids=lambda words: words[0])
def test_what_is_asked_elsewhere_is_there(catalogue: Catalogue, words: list[str]) -> None:
    _, place, *names = words
    assert names
    for name in names:
        if place == "screening":
            assert name in catalogue.screening
        else:
            part, field = name.split(".")
            assert field in PARTS[part].model_fields


def test_questions_differ_in_order_and_few_are_short(catalogue: Catalogue) -> None:
    orders = [question.order for question in catalogue.questions.values()]
    assert len(orders) == len(set(orders))
    assert sum(question.short for question in catalogue.questions.values()) in SHORT_PAGE


def test_norms_of_one_protocol_sex_and_age_are_given_once(catalogue: Catalogue) -> None:
    for test in catalogue.tests.values():
        weighing = [norm for norm in test.norms if norm.weighs]
        keys = [(norm.protocol, norm.sex, norm.age, norm.methods) for norm in weighing]
        assert len(keys) == len(set(keys)), test.id
        for norm in weighing:
            assert norm.mean.population, f"{test.id}: whom the norm was measured on"
            assert norm.mean.n or re.search(r"\d", norm.mean.population), f"{test.id}: on how many"


def test_every_group_has_a_test(catalogue: Catalogue) -> None:
    moved = {move.muscle for test in catalogue.tests.values() for move in test.moves}
    assert {name for name, muscle in catalogue.muscles.items() if muscle.posterior} <= moved


def test_a_hard_landing_a_long_hold_and_a_full_effort_stand_in_the_facts(catalogue: Catalogue) -> None:
    hop, plank, neck = (catalogue.tests[name].facts for name in ("single_leg_hop", "front_plank", "neck_rotation"))
    assert (hop.impact, hop.balance, hop.maximal) == ("high", "one_leg", True)
    assert plank.isometric_s >= 60
    assert plank.maximal
    assert neck.neck == "end_range"
    strength = [test for test in catalogue.tests.values() if test.property == "strength"]
    assert all(test.facts.maximal and test.facts.held_breath != "no" for test in strength)


def test_reference_facts_say_what_may_be_done_with_them(catalogue: Catalogue) -> None:
    assert all(fact.use and fact.sources for fact in catalogue.reference_facts.values())
    assert all(fact.licence for fact in catalogue.reference_facts.values() if fact.subject == "outcome_measure")
