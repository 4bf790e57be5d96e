"""The programme as a whole: sizes, modes, gates, reasons, habits, checks, and what blocks a plan."""

from __future__ import annotations

import datetime as dt

import pytest

from evenpull.errors import NoPlanFound, SafetyStop
from evenpull.plan import rules
from evenpull.plan.planner import make_programme
from evenpull.safety.records import DoseLimits


@pytest.fixture
def make(people, catalogue):
    def build(inference=None, *, profile=None, **changes):
        return make_programme(
            inference, person=people.person(**changes), profile=profile or people.profile(), catalogue=catalogue
        )

    return build


def items(programme, week=None):
    return [item for one in programme.weeks if week in (None, one.number) for day in one.days for item in day.items]


def largest(programme, week):
    return max(len(day.items) for day in programme.weeks[week - 1].days)


def test_anyone_in_pain_begins_with_three_exercises_in_ten_minutes(make, people):
    programme = make(people.desk_inference(), time={"minutes": 45, "days_per_week": 5})
    assert programme.mode == "start"
    for week in (1, 2):
        assert largest(programme, week) == 3
        assert all(day.minutes <= 10 for day in programme.weeks[week - 1].days)
    assert largest(programme, 3) <= 5
    assert largest(programme, 4) <= 7


@pytest.mark.parametrize(("minutes", "count"), [(10, 3), (20, 4), (30, 6), (45, 7), (120, 7)])
def test_minutes_decide_the_count(make, people, minutes, count):
    programme = make(
        people.desk_inference(), pains=[], experience="regular", time={"minutes": minutes, "days_per_week": 4}
    )
    assert all(largest(programme, week) <= count for week in (1, 2, 3, 4))
    assert largest(programme, 1) == count or minutes > 20


def test_twenty_minutes_hold_one_stretch_two_activations_and_one_control_exercise(make, people):
    roles = sorted(
        item.role for item in make(people.desk_inference(), pains=[], experience="regular").weeks[0].days[0].items
    )
    assert roles == ["activate", "activate", "lengthen", "re_educate"]


def test_the_minimum_plan_stays_small_for_four_weeks(make, people):
    programme = make(
        people.desk_inference(), profile=people.profile(mode="minimum"), time={"minutes": 60, "days_per_week": 4}
    )
    assert programme.mode == "minimum"
    assert all(largest(programme, week) <= 3 for week in (1, 2, 3, 4))
    assert all(day.minutes <= 10 for week in programme.weeks for day in week.days)


def test_a_sore_low_back_without_calls_still_gets_a_plan(make):
    programme = make(None)
    roles = {item.role for item in items(programme, 1)}
    assert {"activate", "re_educate"} <= roles
    assert not roles & {"inhibit", "lengthen"}
    assert all(not item.why.calls for item in items(programme))


def test_calls_are_not_used_where_safety_makes_none(make, people):
    programme = make(people.desk_inference(), profile=people.profile(mode="general", no_calls="pain in many places"))
    assert programme.mode == "general"
    assert all(not item.why.calls for item in items(programme))
    assert not any(item.role in ("inhibit", "lengthen") for item in items(programme))


def test_the_pregnancy_list_holds_nothing_on_back_or_belly(make, people, catalogue):
    programme = make(people.desk_inference(), profile=people.profile(mode="pregnancy", no_calls="pregnancy"))
    assert items(programme)
    for item in items(programme):
        facts = catalogue.exercises[item.exercise].facts
        assert not facts.supine_long
        assert not {"prone", "supine"} & set(facts.positions)
        assert not facts.pressure
    assert "midwife" in programme.checks[0][1]


def test_no_plan_when_safety_stops(make, people):
    with pytest.raises(SafetyStop):
        make(people.desk_inference(), profile=people.profile(level="urgent", mode="none"))
    with pytest.raises(SafetyStop):
        make(people.desk_inference(), profile=people.profile(mode="none"))
    with pytest.raises(SafetyStop):
        make(people.desk_inference(), profile=people.profile(not_asked=("chest",)))


def test_no_days_and_no_minutes_are_named(make):
    with pytest.raises(NoPlanFound, match="day"):
        make(None, time={"minutes": 20, "days_per_week": 0})
    with pytest.raises(NoPlanFound, match="minutes") as fault:
        make(None, time={"minutes": 1, "days_per_week": 3})
    assert "minutes" in fault.value.hint


def test_no_exercise_left_is_named(make, people):
    with pytest.raises(NoPlanFound, match="exercise"):
        make(None, profile=people.profile(limits=DoseLimits(difficulty_max=0)))


def test_every_item_says_why_how_it_ends_and_what_replaces_it(make, people, catalogue):
    programme = make(people.desk_inference(), time={"minutes": 45, "days_per_week": 4})
    for item in items(programme):
        assert item.why.text.endswith(".")
        assert item.why.needs
        assert item.progress_rule
        assert item.stop_rules
        assert item.substitute != item.exercise
        if item.substitute is not None:
            assert catalogue.exercises[item.substitute].role == item.role
    stretch = next(item for item in items(programme) if item.role == "lengthen")
    assert stretch.why.calls == ("left.iliopsoas.short",)
    assert stretch.side_first == "left"
    assert "probably short" in stretch.why.text


def test_a_substitute_is_itself_allowed(make, people):
    programme = make(people.desk_inference(), profile=people.profile(codes=("C_KNEE_KNEEL",)))
    blocked = {one.exercise for one in programme.blocked}
    assert "len_hip_flexor_half_kneel" in blocked
    assert not blocked & {item.exercise for item in items(programme)}
    assert not blocked & {item.substitute for item in items(programme)}
    assert "len_hip_flexor_standing" in {item.exercise for item in items(programme)}


def test_without_a_band_no_band_exercise_is_planned(make, people, catalogue):
    weak = people.inference(people.call("left", "lower_trapezius", "weak", severity=3, relevance=1))
    with_band = make(weak, equipment=["band"])
    without = make(weak, equipment=[])
    assert any("band" in catalogue.exercises[item.exercise].equipment for item in items(with_band))
    assert not any("band" in catalogue.exercises[item.exercise].equipment for item in items(without))


def test_nothing_comes_before_its_week_or_above_its_level(make, people, catalogue):
    programme = make(people.desk_inference(), time={"minutes": 45, "days_per_week": 5})
    for week in programme.weeks:
        for day in week.days:
            for item in day.items:
                exercise = catalogue.exercises[item.exercise]
                assert exercise.first_week <= week.number
                assert exercise.difficulty <= rules.PAIN_LEVEL


def test_never_two_rungs_of_one_ladder(make, people, catalogue):
    weak = people.inference(people.call("left", "gluteus_maximus", "weak", severity=3, relevance=1))
    programme = make(weak, pains=[], experience="regular", time={"minutes": 45, "days_per_week": 4})
    for week in programme.weeks:
        names = {item.exercise for day in week.days for item in day.items}
        assert not any(catalogue.exercises[name].easier in names for name in names)


def test_a_weak_group_that_no_exercise_serves_is_said(make, people):
    weak = people.inference(people.call("left", "diaphragm", "weak", severity=3, relevance=1))
    programme = make(weak, pains=[people.BACK | {"site": "neck"}])
    assert any("strength exercise" in text for text in programme.unmet_needs)


def test_weeks_days_checks_and_retest_have_their_dates(make, people):
    programme = make(people.desk_inference())
    start = dt.date(2027, 3, 1)
    dates = [day.date for week in programme.weeks for day in week.days]
    assert dates == [(start + dt.timedelta(days=number)).isoformat() for number in range(28)]
    assert programme.weeks[0].days[0].weekday == "mon"
    assert [day.session for day in programme.weeks[0].days].count("rest") == 3
    assert programme.retest == "2027-04-12"
    assert [date for date, _ in programme.checks][:3] == ["2027-03-15", "2027-03-29", "2027-04-12"]
    assert [week.number for week in programme.sketch] == list(range(5, 13))


def test_two_days_a_week_are_planned_and_said_to_be_few(make, people):
    programme = make(people.desk_inference(), time={"minutes": 20, "days_per_week": 2})
    assert sum(day.session != "rest" for day in programme.weeks[0].days) == 2
    assert any("three to five days" in text for text in programme.relaxed_rules)


def test_sitting_and_carrying_bring_their_habits(make, people):
    assert "sitting_breaks" in {habit.id for habit in make(people.desk_inference()).habits}
    answers = {"carries_on_one_side": {"value": "always", "side": "right"}}
    carrier = make(None, pains=[], goals=["prevent"], answers=answers)
    assert next(habit.id for habit in carrier.habits) == "carry_both_sides"
    assert len(carrier.habits) == 2
    assert carrier.mode == "maintenance"


def test_a_larger_kit_or_more_minutes_never_lower_the_first_weeks_objective(make, people):
    regular = {"pains": [], "experience": "regular"}
    small = make(people.desk_inference(), equipment=[], time={"minutes": 20, "days_per_week": 4}, **regular)
    large = make(
        people.desk_inference(), equipment=["band", "foam_roller"], time={"minutes": 45, "days_per_week": 4}, **regular
    )
    assert large.solver.objective >= small.solver.objective - 1e-6
    assert small.solver.optimal
    assert large.solver.optimal


def test_the_same_person_gets_the_same_plan(make, people):
    assert make(people.desk_inference()) == make(people.desk_inference())


def test_irritable_pain_gets_one_set(make, people):
    programme = make(people.desk_inference(), profile=people.profile(irritable=True))
    assert programme.mode == "minimum"
    for item in items(programme):
        assert item.sets.left == item.sets.right
