"""Answers, faults seen by eye and context become measurements; silence is no measurement."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from evenpull.capture.person.model import Person
from evenpull.errors import InputError, MissingField, OutOfRange, UnknownId
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.measure.typed import measure_person


def measured(catalogue: Catalogue, **fields: Any) -> dict[str, Measurement]:
    about = {"sex": "female", "age_years": 35, "height_cm": 165, "mass_kg": 60}
    person = Person.model_validate({"person": about, "start": dt.date(2027, 3, 1), **fields})
    return {one.id: one for one in measure_person(person, catalogue).measurements}


def fault(**changes: Any) -> dict[str, Any]:
    return {
        "movement": "overhead_squat",
        "view": "front",
        "fault": "knees_in",
        "side": "left",
        "how": "clear",
        **changes,
    }


def pain(**changes: Any) -> dict[str, Any]:
    plain = {"site": "low_back", "side": "both", "now": 4, "usual": 4, "worst": 7, "weeks": 60, "days_per_week": 6}
    return {**plain, **changes}


def test_an_empty_person_gives_nothing(catalogue: Catalogue) -> None:
    assert measured(catalogue) == {}


def test_a_number_takes_the_option_just_below_it(catalogue: Catalogue) -> None:
    assert measured(catalogue, answers={"hours_seated": 6.9})["answer.hours_seated"].value == 4
    assert measured(catalogue, answers={"hours_seated": 7})["answer.hours_seated"].value == 7
    assert measured(catalogue, answers={"hours_seated": 0})["answer.hours_seated"].value == 0


@pytest.mark.parametrize("hours", [-1, 25])
def test_a_number_outside_the_possible_is_refused(catalogue: Catalogue, hours: float) -> None:
    with pytest.raises(OutOfRange) as caught:
        measured(catalogue, answers={"hours_seated": hours})
    assert caught.value.where.field == "answers.hours_seated"


def test_words_where_a_number_is_asked_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InputError, match="takes a number"):
        measured(catalogue, answers={"hours_seated": "many"})


def test_a_sided_answer_keeps_its_side_and_level(catalogue: Catalogue) -> None:
    found = measured(catalogue, answers={"carries_on_one_side": {"value": "most_of_the_time", "side": "right"}})
    one = found["answer.carries_on_one_side.right"]
    assert (one.kind, one.side, one.value) == ("answer", "right", 2)
    assert "answer.carries_on_one_side.left" not in found


def test_a_sided_answer_without_its_side_is_refused_unless_it_says_nothing(catalogue: Catalogue) -> None:
    with pytest.raises(MissingField) as caught:
        measured(catalogue, answers={"carries_on_one_side": "always"})
    assert caught.value.where.field == "answers.carries_on_one_side.side"
    assert measured(catalogue, answers={"carries_on_one_side": "never"})["answer.carries_on_one_side"].value == 0


def test_a_side_where_there_is_none_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(InputError, match="no side"):
        measured(catalogue, answers={"footwear": {"value": "flat", "side": "left"}})


def test_yes_and_true_are_the_same_answer(catalogue: Catalogue) -> None:
    name = "stretches_hips_still_tight"
    assert measured(catalogue, answers={name: True}) == measured(catalogue, answers={name: "yes"})
    assert measured(catalogue, answers={name: False}) == measured(catalogue, answers={name: "no"})


def test_an_answer_that_is_none_of_the_question_s_lists_what_is_allowed(catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        measured(catalogue, answers={"footwear": "sandals_of_gold"})
    assert "heels" in caught.value.hint
    assert "gold" not in str(caught.value)


def test_an_unknown_question_is_refused_once(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownId) as caught:
        measured(catalogue, answers={"hours_sat": 9})
    assert caught.value.where.field == "answers.hours_sat"
    assert caught.value.others == ()


def test_a_table_s_id_and_the_name_are_one_question(catalogue: Catalogue) -> None:
    assert "answer.hours_seated" in measured(catalogue, answers={"Q08": 9})
    with pytest.raises(InputError, match="twice"):
        measured(catalogue, answers={"Q08": 9, "hours_seated": 9})


def test_of_several_places_that_feel_tight_one_sign_remains(catalogue: Catalogue) -> None:
    found = measured(catalogue, answers={"feels_tight": ["hips", "calves"]})
    assert [one.value for one in found.values()] == [1]


def test_feeling_tight_claims_nothing_of_length(catalogue: Catalogue) -> None:
    for name in ("feels_tight", "stretches_hips_still_tight"):
        claims = [claim for option in catalogue.questions[name].options for claim in option.claims]
        assert claims
        assert {claim.evidence for claim in claims} == {"none"}
        assert {claim.shift for claim in claims} == {0}


@pytest.mark.parametrize(("how", "level"), [("looked_not_there", 0), ("slight", 1), ("clear", 2), ("marked", 3)])
def test_a_fault_seen_by_eye_has_the_level_of_its_word(catalogue: Catalogue, how: str, level: float) -> None:
    found = measured(catalogue, observed=[fault(how=how)])
    one = found["observed.knees_in.overhead_squat.self.left"]
    assert (one.value, one.unit, one.method) == (level, "level", "by_eye")
    assert one.sd == catalogue.compensations["knees_in"].reliability.value
    assert len(found) == 1


def test_not_listed_is_not_looked_at(catalogue: Catalogue) -> None:
    assert "observed.knees_in.overhead_squat.self.right" not in measured(catalogue, observed=[fault()])


def test_a_fault_of_both_sides_is_one_measurement_each(catalogue: Catalogue) -> None:
    found = measured(catalogue, observed=[fault(side="both")])
    assert {one.side for one in found.values()} == {"left", "right"}


def test_a_fault_without_a_side_takes_none(catalogue: Catalogue) -> None:
    (one,) = measured(catalogue, observed=[fault(fault="back_arches", view="side", side="both")]).values()
    assert one.side is None
    with pytest.raises(InputError) as caught:
        measured(catalogue, observed=[fault(fault="back_arches", view="side")])
    assert caught.value.where.field == "observed.0.side"


def test_a_fault_seen_from_another_view_weighs_less_and_says_why(catalogue: Catalogue) -> None:
    (one,) = measured(catalogue, observed=[fault(view="back")]).values()
    assert one.quality == "reduced"
    assert "best seen from the front" in one.notes[0]


def test_unknown_movements_and_faults_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownId) as caught:
        measured(catalogue, observed=[fault(movement="cartwheel")])
    assert caught.value.where.field == "observed.0.movement"
    with pytest.raises(UnknownId) as caught:
        measured(catalogue, observed=[fault(fault="knee_in")])
    assert "knees_in" in caught.value.allowed


def test_a_fault_of_another_movement_is_refused_and_that_movement_s_are_listed(catalogue: Catalogue) -> None:
    with pytest.raises(InputError) as caught:
        measured(catalogue, observed=[fault(movement="gait")])
    assert "short_hip_extension" in caught.value.hint


def test_one_fault_listed_twice_by_one_rater_is_refused_but_two_raters_may_look(catalogue: Catalogue) -> None:
    with pytest.raises(InputError, match="twice"):
        measured(catalogue, observed=[fault(), fault(how="slight")])
    assert len(measured(catalogue, observed=[fault(), fault(by="trainer")])) == 2


def test_seven_hours_of_sitting_are_a_context_and_less_is_none(catalogue: Catalogue) -> None:
    one = measured(catalogue, answers={"hours_seated": 7})["context.sits_over_7h"]
    assert (one.kind, one.value, one.side) == ("context", 1.0, None)
    assert "context.sits_over_7h" not in measured(catalogue, answers={"hours_seated": 6.9})
    assert "context.sits_over_7h" in measured(catalogue, answers={"Q08": "9"})


def test_a_choice_can_be_a_context(catalogue: Catalogue) -> None:
    assert "context.wears_heels" in measured(catalogue, answers={"footwear": "heels"})
    assert "context.wears_heels" not in measured(catalogue, answers={"footwear": "trainers"})


def test_back_pain_is_a_context_only_when_it_lasts(catalogue: Catalogue) -> None:
    assert "context.lasting_low_back_pain" in measured(catalogue, pains=[pain(weeks=12)])
    assert "context.lasting_low_back_pain" not in measured(catalogue, pains=[pain(weeks=11)])
    assert "context.lasting_low_back_pain" not in measured(catalogue, pains=[pain(site="neck")])


def test_a_one_sided_pain_gives_a_context_of_its_side(catalogue: Catalogue) -> None:
    found = measured(catalogue, pains=[pain(site="knee_front", side="left")])
    assert found["context.front_knee_pain.left"].side == "left"
    assert "context.front_knee_pain.right" not in found


def test_an_unknown_pain_site_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(UnknownId) as caught:
        measured(catalogue, pains=[pain(site="tail")])
    assert caught.value.where.field == "pains.0.site"


def test_what_is_a_context_is_not_claimed_again_by_its_question(catalogue: Catalogue) -> None:
    for context in catalogue.contexts.values():
        if context.when.question:
            question = catalogue.questions[context.when.question]
            assert not any(option.claims for option in question.options)
