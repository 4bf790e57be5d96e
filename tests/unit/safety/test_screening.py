"""Which questions are asked, what counts as an answer, and what the profile says beside its level."""

from __future__ import annotations

from typing import Any

import pytest

from evenpull.errors import InputError, KnowledgeError, SafetyStop, ScreeningIncomplete
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.safety import Limits, Rule, StopRule
from evenpull.safety.answers import fits
from evenpull.safety.gate import require
from evenpull.safety.limits import strictest
from evenpull.safety.pain_rule import pain_ceilings
from evenpull.safety.screening import questions_for, screen
from tests.unit.safety.people import answered, easy_answers, pain, person, profile

PREGNANT = {"sex": "female", "answers": {"pregnant": "yes", "pregnancy_weeks": 20}}


def asked(catalogue: Catalogue, **fields: Any) -> list[str]:
    return [question.id for question in questions_for(person(**fields), catalogue)]


def test_a_man_with_back_pain_is_asked_about_thirty_four_questions_in_order(catalogue: Catalogue) -> None:
    questions = questions_for(person(pains=[pain()]), catalogue)
    assert 33 <= len(questions) <= 36
    assert [question.order for question in questions] == sorted(question.order for question in questions)
    assert {"chest_pain", "saddle_numb", "constant_pain"} <= {question.id for question in questions}
    assert not {"pregnant", "knee_locked", "surgery_cleared"} & {question.id for question in questions}


def test_a_question_is_asked_where_it_hurts_and_of_whom_it_concerns(catalogue: Catalogue) -> None:
    assert "knee_locked" in asked(catalogue, pains=[pain("knee_front")])
    assert "bladder" in asked(catalogue, pains=[pain("neck")])
    assert "constant_pain" not in asked(catalogue)
    for sex, wanted in (("male", False), ("female", True), ("unstated", True)):
        assert ("pregnant" in asked(catalogue, sex=sex)) is wanted


def test_a_follow_up_is_asked_once_its_question_is_yes_or_its_code_is_known(catalogue: Catalogue) -> None:
    assert "surgery_cleared" not in asked(catalogue, answers={"recent_surgery": "no"})
    assert "surgery_cleared" in asked(catalogue, answers={"recent_surgery": "yes"})
    assert "pressure_reading" in asked(catalogue, medicines=["Ramipril"])
    assert "heart_cleared" in asked(catalogue, conditions=["heart_condition"])
    assert "pregnancy_cleared" in asked(catalogue, conditions=["pregnant"])


def test_every_region_is_asked_at_most_fifty_questions(catalogue: Catalogue) -> None:
    for site in catalogue.pain_sites:
        assert 24 <= len(asked(catalogue, pains=[pain(site)])) <= 50


def test_each_missing_answer_blocks_everything(catalogue: Catalogue) -> None:
    fields: dict[str, Any] = {"pains": [pain()]}
    answers = easy_answers(catalogue, **fields)
    for left_out in answers:
        some = {name: value for name, value in answers.items() if name != left_out}
        found = screen(person(answers=some, **fields), catalogue)
        assert found.not_asked == (left_out,)
        assert (found.answered, found.asked, found.mode) == (len(answers) - 1, len(answers), "none")
        for purpose in ("tests", "photos", "programme"):
            with pytest.raises(ScreeningIncomplete, match=left_out):
                require(found, for_what=purpose)


def test_no_screening_at_all_asks_everything_and_raises_nothing(catalogue: Catalogue) -> None:
    found = screen(person(pains=[pain()]), catalogue)
    assert (found.answered, len(found.not_asked)) == (0, found.asked)


def test_an_unfinished_list_counts_as_not_answered(catalogue: Catalogue) -> None:
    found = profile(catalogue, answers={"medicines_missing": "yes"})
    assert found.not_asked == ("medicines_missing",)


def test_an_alarming_answer_stops_before_a_missing_one_is_asked_for(catalogue: Catalogue) -> None:
    found = screen(person(answers={"chest_pain": "yes"}), catalogue)
    with pytest.raises(SafetyStop) as stop:
        require(found, for_what="tests")
    assert stop.value.level == "emergency"


def test_a_clear_person_passes_the_gate(catalogue: Catalogue) -> None:
    for purpose in ("tests", "photos", "programme"):
        require(profile(catalogue), for_what=purpose)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"answers": {"chest_pain": "maybe"}}, "screening.answers.chest_pain"),
        ({"answers": {"chest_pain": 1.0}}, "screening.answers.chest_pain"),
        ({"answers": {"no_such_question": "yes"}}, "screening.answers.no_such_question"),
        ({"answers": {"pressure_reading": "high"}}, "screening.answers.pressure_reading"),
        ({"answers": {"pregnancy_weeks": "many"}}, "screening.answers.pregnancy_weeks"),
        ({"answers": {"pregnancy_weeks": -1}}, "screening.answers.pregnancy_weeks"),
        ({"answers": {"pregnancy_weeks": float("inf")}}, "screening.answers.pregnancy_weeks"),
        ({"conditions": ["xyzzy"]}, "conditions.0"),
        ({"pains": [pain("third_arm")]}, "pains.0.site"),
    ],
)
def test_an_unknown_word_is_refused_by_its_field_and_not_repeated(
    catalogue: Catalogue, fields: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputError) as fault:
        screen(person(**fields), catalogue)
    assert fault.value.where.field == field
    for word in ("maybe", "high", "many", "xyzzy", "third_arm"):
        assert word not in f"{fault.value.message} {fault.value.hint}".split()


def test_the_mode_is_the_narrowest_that_anything_calls_for(catalogue: Catalogue) -> None:
    four = [pain(site) for site in ("low_back", "neck", "shoulder", "groin")]
    assert profile(catalogue).mode == "normal"
    assert profile(catalogue, pains=[pain(weeks=60)]).mode == "minimum"
    assert profile(catalogue, pains=[pain(settles_after_min=61)]).mode == "minimum"
    assert profile(catalogue, pains=four).mode == "general"
    assert profile(catalogue, **PREGNANT).mode == "pregnancy"
    assert profile(catalogue, **(PREGNANT | {"pains": four})).mode == "pregnancy"
    assert profile(catalogue, answers={"weight_loss": "yes"}).mode == "none"


def test_no_calls_in_pregnancy_after_a_birth_under_eighteen_and_with_pain_everywhere(catalogue: Catalogue) -> None:
    four = [pain(site) for site in ("low_back", "neck", "shoulder", "groin")]
    birth = {"sex": "female", "answers": {"birth_12_months": "yes"}}
    for fields in (PREGNANT, birth, {"age": 17}, {"pains": four}, {"conditions": ["pregnant"]}):
        assert profile(catalogue, **fields).no_calls
    assert profile(catalogue, pains=[pain(weeks=60)]).no_calls is None


@pytest.mark.parametrize(
    "fields",
    [
        {"age": 17},
        {"sex": "female", "answers": {"pregnant": "yes", "pregnancy_cleared": "no"}},
        {"sex": "female", "answers": {"birth_12_months": "yes", "pregnancy_cleared": "no"}},
    ],
)
def test_who_needs_a_clinicians_word_gets_neither_test_nor_plan(catalogue: Catalogue, fields: dict[str, Any]) -> None:
    found = profile(catalogue, **fields)
    assert (found.level, found.mode) == ("see_someone", "none")
    for purpose in ("tests", "photos", "programme"):
        with pytest.raises(SafetyStop, match="clinician"):
            require(found, for_what=purpose)


@pytest.mark.parametrize(
    "answers",
    [
        {"recent_surgery": "yes", "surgery_cleared": "no"},
        {"heart_condition": "yes", "heart_cleared": "no"},
        {"high_pressure": "yes", "pressure_reading": "at_or_above"},
    ],
)
def test_a_condition_that_is_not_settled_stops(catalogue: Catalogue, answers: dict[str, str]) -> None:
    assert profile(catalogue, answers=answers).level == "urgent"


def test_an_answer_to_a_follow_up_whose_question_does_not_arise_says_nothing(catalogue: Catalogue) -> None:
    assert profile(catalogue, answers={"surgery_cleared": "no"}).level == "clear"


def test_codes_come_from_conditions_medicines_answers_pains_and_age(catalogue: Catalogue) -> None:
    found = profile(
        catalogue,
        age=67,
        conditions=["C_WRIST", "Knee-arthritis"],
        medicines=["Beta blockers", "Ciprofloxacin"],
        answers={"thin_bones": "yes"},
        pains=[
            pain(worse_with=["Bending forward"], numb_or_tingling="yes"),
            pain("knee_front", worse_with=["kneeling"]),
        ],
    )
    sources = {reason.code: reason.source for reason in found.code_reasons}
    assert sources == {
        "C_WRIST": "conditions",
        "C_KNEE_OA": "conditions",
        "C_BETA": "medicines",
        "C_HTN": "implied",
        "C_FLUORO": "medicines",
        "C_OSTEO": "screening",
        "C_DISC_FLEX": "pains",
        "C_NEURO": "facts",
        "C_PFP": "pains",
        "C_KNEE_KNEEL": "pains",
        "C_AGE_65": "facts",
    }
    assert found.codes == tuple(sorted(sources))
    assert all(reason.known in ("measured", "recalled") for reason in found.code_reasons)


def test_lying_on_the_back_is_left_out_from_the_twelfth_week(catalogue: Catalogue) -> None:
    early = profile(catalogue, sex="female", answers={"pregnant": "yes", "pregnancy_weeks": 11})
    assert "C_PREG_SUP" not in early.codes
    assert "C_PREG_SUP" in profile(catalogue, sex="female", answers={"pregnant": "yes", "pregnancy_weeks": 12}).codes


def test_limits_are_the_strictest_of_all_codes(catalogue: Catalogue) -> None:
    limits = profile(catalogue, conditions=["C_HTN", "C_HYPERMOB"]).limits
    assert (limits.rpe_max, limits.rest_s_min, limits.sets_max, limits.reps_max) == (5, 90, 1, 8)
    assert limits.mid_range_only
    assert len(limits.texts) == 2
    one, two = Limits(rest_s_min=60, hold_s_max=30, text="a"), Limits(rest_s_min=90, hold_s_max=20, text="b")
    assert strictest([one, two]) == strictest([one, two])
    assert (strictest([one, two]).rest_s_min, strictest([two, one]).hold_s_max) == (90, 20)


@pytest.mark.parametrize(("now", "most"), [(0, 2), (2, 4), (3, 5), (4, 5), (7, 5)])
def test_own_pain_is_at_most_two_above_the_start_and_never_above_five(
    catalogue: Catalogue, now: int, most: int
) -> None:
    ceilings = profile(catalogue, pains=[pain(now=now)]).ceilings
    assert (ceilings.discomfort_max, ceilings.start_level, ceilings.own_pain_max) == (2, now, most)


def test_a_pain_rule_without_its_number_is_a_fault_of_the_catalogue(catalogue: Catalogue) -> None:
    class Without:
        stop_rules: dict[str, StopRule] = {}  # noqa: RUF012 - a stand-in

    with pytest.raises(KnowledgeError, match="stop_discomfort"):
        pain_ceilings(answered(catalogue), Without())  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "answer", "fit"),
    [
        ("yes", "yes", True),
        ("yes", None, False),
        ("yes", "no", False),
        (">= 5", 5, True),
        ("> 5", 5, False),
        ("< 5.5", 5, True),
        ("<= 4", 5, False),
        (">= 5", "5", False),
    ],
)
def test_a_rule_waits_for_a_word_or_a_comparison(when: str, answer: Any, fit: bool) -> None:
    assert fits(when, answer) is fit


def test_the_first_page_says_that_no_clinician_has_reviewed_the_rules(catalogue: Catalogue) -> None:
    assert profile(catalogue).unreviewed


def test_every_rule_is_sourced_and_what_is_recalled_says_our_caution(catalogue: Catalogue) -> None:
    kinds = (
        catalogue.screening,
        catalogue.safety_facts,
        catalogue.conditions,
        catalogue.referrals,
        catalogue.stop_rules,
    )
    for entry in (entry for kind in kinds for entry in kind.values()):
        assert entry.sources
        assert entry.reviewed_by is None
        assert entry.known in ("measured", "recalled")
        if entry.known == "recalled":
            assert "our caution" in entry.caution.lower(), entry.id


def test_every_name_in_a_safety_rule_leads_somewhere(catalogue: Catalogue) -> None:
    known = {*catalogue.screening, *catalogue.safety_facts}
    codes = {condition.code for condition in catalogue.conditions.values()}
    rules: list[Rule] = []
    for entry in (*catalogue.screening.values(), *catalogue.safety_facts.values()):
        rules += entry.rules
        assert set(entry.codes) <= codes
        assert entry.refers is None or entry.refers in catalogue.referrals
    assert {name for rule in rules for name in rule.with_any} <= known
    assert {name for entry in catalogue.screening.values() for name in entry.asked_if} <= known
    assert {"emergency_now", "urgent_soon", "letter"} <= set(catalogue.referrals)
    for condition in catalogue.conditions.values():
        assert set(condition.implies) <= codes
        assert condition.code in condition.aliases
