"""What a code removes and limits, by facts and by the hand-made table."""

from __future__ import annotations

from typing import Any

import pytest

from evenpull.errors import KnowledgeError
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.facts import Facts
from evenpull.knowledge.kinds.safety import FactMatch
from evenpull.safety.filter import check, check_exercise, check_test, matches
from evenpull.safety.screening import screen
from tests.unit.safety.people import pain, person, profile

PLAIN = Facts(positions=("standing",))


def test_either_the_facts_or_the_hand_made_table_removes(catalogue: Catalogue) -> None:
    who = profile(catalogue, conditions=["C_HTN"])
    by_table = check(PLAIN, ["C_HTN"], who, catalogue, kind="exercise")
    by_facts = check(Facts(positions=("standing",), head_down=True), [], who, catalogue, kind="exercise")
    both = check(Facts(positions=("standing",), head_down=True), ["C_HTN"], who, catalogue, kind="exercise")
    assert not any(verdict.allowed for verdict in (by_table, by_facts, both))
    assert [item.code for item in (*by_table.removed, *by_facts.removed, *both.removed)] == ["C_HTN"] * 3
    assert by_table.removed != by_facts.removed
    assert check(PLAIN, ["C_OSTEO"], who, catalogue, kind="exercise").allowed
    assert check(PLAIN, [], who, catalogue, kind="exercise").limits.rpe_max == 6


@pytest.mark.parametrize("answers", [{}, {"weight_loss": "yes"}])
def test_nothing_is_allowed_while_the_screen_stops_or_is_not_finished(
    catalogue: Catalogue, answers: dict[str, Any]
) -> None:
    who = screen(person(answers=answers), catalogue)
    assert not check(PLAIN, [], who, catalogue, kind="test").allowed


def test_deep_pressure_needs_a_practitioner(catalogue: Catalogue) -> None:
    who = profile(catalogue)
    for spot in ("belly", "groin", "neck_front"):
        facts = Facts(positions=("supine",), pressure=(spot,))
        assert not check(facts, [], who, catalogue, kind="exercise").allowed
        assert check(facts, [], who, catalogue, kind="exercise", person_is_pro=True).allowed
    assert not check(PLAIN, [], who, catalogue, kind="exercise", practitioner_only=True).allowed
    assert check(PLAIN, [], who, catalogue, kind="exercise", practitioner_only=True, person_is_pro=True).allowed


def test_a_massage_gun_stays_away_from_the_neck_of_everyone(catalogue: Catalogue) -> None:
    who = profile(catalogue)
    gun = Facts(positions=("sitting",), pressure=("neck",), tool_percussion=True)
    calf = Facts(positions=("sitting",), pressure=("calf",), tool_percussion=True)
    assert not check(gun, [], who, catalogue, kind="exercise", person_is_pro=True).allowed
    assert check(calf, [], who, catalogue, kind="exercise").allowed


def test_irritable_pain_gets_no_maximal_and_no_end_range_tests(catalogue: Catalogue) -> None:
    who = profile(catalogue, pains=[pain(settles_after_min=90)])
    assert who.irritable
    for facts in (
        Facts(positions=("supine",), maximal=True),
        Facts(positions=("supine",), end_range=("hip_flexion",)),
        Facts(positions=("supine",), spine=("flexion_end",)),
        Facts(positions=("supine",), neck="end_range"),
    ):
        assert not check(facts, [], who, catalogue, kind="test").allowed
        assert check(facts, [], profile(catalogue), catalogue, kind="test").allowed
    assert check(PLAIN, [], who, catalogue, kind="test").allowed


def test_every_shipped_test_and_exercise_gets_a_verdict(catalogue: Catalogue) -> None:
    clear = profile(catalogue)
    pregnant = profile(catalogue, sex="female", answers={"pregnant": "yes", "pregnancy_weeks": 20})
    for test in catalogue.tests.values():
        assert check_test(test, clear, catalogue).allowed
        if test.facts.maximal or "prone" in test.facts.positions:
            assert not check_test(test, pregnant, catalogue).allowed
    for exercise in catalogue.exercises.values():
        assert check_exercise(exercise, True, clear, catalogue).allowed
    left = [item for item in catalogue.exercises.values() if check_exercise(item, False, pregnant, catalogue).allowed]
    assert len(left) >= 8


def test_a_fact_matches_by_truth_size_word_and_parts_of_words() -> None:
    facts = Facts(positions=("prone",), isometric_s=20, load="heavy", end_range=("hip_flexion_knee_straight",))
    for match, true in (
        (FactMatch(fact="positions", any_of=("prone",)), True),
        (FactMatch(fact="isometric_s", at_least=20), True),
        (FactMatch(fact="isometric_s", at_least=21), False),
        (FactMatch(fact="isometric_s"), False),
        (FactMatch(fact="load", any_of=("heavy",)), True),
        (FactMatch(fact="load", any_of=("light",)), False),
        (FactMatch(fact="end_range"), True),
        (FactMatch(fact="pressure"), False),
        (FactMatch(fact="end_range", none_of=("hip_flexion",)), False),
        (FactMatch(fact="end_range", any_of=("hip",), none_of=("hip_extension",)), True),
        (FactMatch(fact="end_range", any_of=("hip",)), True),
        (FactMatch(fact="end_range", any_of=("hip_extension",)), False),
        (FactMatch(fact="maximal"), False),
    ):
        assert matches(match, facts) is true
    with pytest.raises(KnowledgeError, match="no_such_fact"):
        matches(FactMatch(fact="no_such_fact"), facts)


def test_every_removal_names_a_fact_and_values_that_exist(catalogue: Catalogue) -> None:
    for condition in catalogue.conditions.values():
        for rule in (each for removal in condition.removes for each in (removal, removal.also) if each is not None):
            field = Facts.model_fields[rule.fact]
            matches(rule, PLAIN)
            if "Literal" in str(field.annotation) and rule.any_of:
                for word in rule.any_of:
                    assert f"'{word}'" in str(field.annotation), (condition.id, rule.fact, word)
