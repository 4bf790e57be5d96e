"""Habits: tied to answers, with a move for each week's breaks, and in the calendar as often as they come."""

from __future__ import annotations

import datetime as dt

import pytest
from icalendar import Calendar

from evenpull.plan.planner import make_programme
from evenpull.report import calendar, handout
from evenpull.report.habits import reminders

TOPICS = {"breaks", "seat", "sleep", "carrying", "lifting", "moving", "routine", "comfort"}


@pytest.fixture
def make(people, catalogue):
    def build(*, profile=None, found=None, **changes):
        return make_programme(
            found, person=people.person(**changes), profile=profile or people.profile(), catalogue=catalogue
        )

    return build


def ids(programme):
    return [habit.id for habit in programme.habits]


def events(programme, title="habit"):
    parsed = Calendar.from_ical(calendar.render_programme(programme, created="2027-02-28T08:00:00+00:00"))
    return [event for event in parsed.walk("VEVENT") if title in str(event["summary"])]


@pytest.mark.parametrize(
    ("answers", "habit"),
    [
        ({"hours_seated": 9}, "sitting_breaks"),
        ({"repetitive_work": "driving"}, "sitting_breaks"),
        ({"hours_seated": 8, "breaks_up_sitting": "yes"}, "stand_and_sit"),
        ({"carries_on_one_side": {"value": "always", "side": "left"}}, "carry_both_sides"),
        ({"carries_in_one_hand": {"value": "yes", "side": "left"}}, "share_the_load"),
        ({"sleep_position": "front"}, "sleep_position"),
        ({"screen_low": "over_6"}, "seat"),
        ({"moves_little": True}, "walk"),
    ],
)
def test_an_answer_brings_its_habit(make, answers, habit):
    assert habit in ids(make(pains=[], experience="regular", answers=answers))
    assert habit not in ids(make(pains=[], experience="regular", answers={}))


def test_what_is_done_already_is_not_asked_for(make):
    assert "sitting_breaks" not in ids(make(answers={"hours_seated": 9, "breaks_up_sitting": "yes"}))
    answers = {"sleep_position": "side", "wakes_with_neck_pain": "often"}
    assert "sleep_position" not in ids(make(pains=[], experience="regular", answers=answers))


def test_a_sore_back_brings_lifting_and_a_rest_for_comfort_beside_the_three(make, catalogue):
    programme = make(answers={})
    assert "lift_close" in ids(programme)
    assert sum(habit.topic != "comfort" for habit in programme.habits) <= 3
    rest = programme.habits[-1]
    assert rest.topic == "comfort"
    assert rest.evidence == "contradicted"
    assert "TRACTION" in rest.sources
    assert "32 trials" in rest.why
    assert {move.exercise for move in rest.moves} == {"rep_decomp_9090_chair"}
    planned = {item.exercise for week in programme.weeks for day in week.days for item in day.items}
    assert not any("decompression" in catalogue.exercises[name].tags for name in planned)
    assert not any(habit.topic == "comfort" for habit in make(pains=[]).habits)


def test_each_week_of_breaks_has_its_own_short_move_that_this_person_may_do(make, people, catalogue):
    programme = make(found=people.desk_inference())
    moves = next(habit for habit in programme.habits if habit.id == "sitting_breaks").moves
    assert [move.week for move in moves] == [1, 2, 3, 4]
    assert len({move.exercise for move in moves}) == 4
    for move in moves:
        entry = catalogue.exercises[move.exercise]
        assert "microbreak" in entry.tags
        assert entry.position in ("sitting", "standing")
        assert move.seconds <= (60 if move.two_sided else 120)
        if entry.role in ("lengthen", "inhibit"):
            assert {"iliopsoas"} & {*entry.primary, *entry.secondary}


def test_no_move_that_safety_took_away(make, people, catalogue):
    codes = ("C_BALANCE", "C_DISC_FLEX", "C_NECK_VASC", "C_OSTEO", "C_SH_IMP", "C_PREG_SUP")
    programme = make(profile=people.profile(codes=codes))
    blocked = {one.exercise for one in programme.blocked}
    moves = {move.exercise for habit in programme.habits for move in habit.moves}
    assert moves
    assert not moves & blocked
    assert not any(set(catalogue.exercises[name].codes) & set(codes) for name in moves)
    assert not any(habit.topic == "comfort" and not habit.moves for habit in programme.habits)


def test_breaks_recur_on_working_days_with_the_weeks_move_and_end_before_the_retest(make, people):
    programme = make(found=people.desk_inference())
    habit = next(habit for habit in programme.habits if habit.id == "sitting_breaks")
    rows = [event for event in events(programme) if habit.text in str(event["description"])]
    assert len(rows) == 4
    retest = dt.date.fromisoformat(programme.retest)
    for event, move in zip(rows, habit.moves, strict=True):
        rule = event["rrule"]
        assert rule["FREQ"] == ["WEEKLY"]
        assert rule["BYDAY"] == ["MO", "TU", "WE", "TH", "FR"]
        assert event["dtstart"].dt.weekday() < 5
        assert event["dtstart"].dt <= rule["UNTIL"][0] < retest
        assert move.name in str(event["description"])
    ends = [event["rrule"]["UNTIL"][0] for event in rows]
    starts = [event["dtstart"].dt for event in rows]
    assert all(start > end for start, end in zip(starts[1:], ends, strict=False))
    assert ends[-1] == retest - dt.timedelta(days=1)


def test_a_plan_that_starts_on_a_saturday_begins_its_breaks_on_the_monday(make, people):
    programme = make(found=people.desk_inference(), start="2027-03-06")
    first = next(one for one in reminders(programme) if one.key == "habit/sitting_breaks")
    assert first.first == dt.date(2027, 3, 8)


def test_a_walk_recurs_daily_and_a_rest_for_comfort_never_stands_in_the_calendar(make):
    programme = make(answers={})
    text = {habit.id: habit.text for habit in programme.habits}
    rows = events(programme)
    walk = [event for event in rows if text["walk"] in str(event["description"])]
    assert [event["rrule"]["FREQ"] for event in walk] == [["DAILY"]]
    assert not [event for event in rows if text["rest_for_comfort"] in str(event["description"])]


def test_the_day_pages_hold_each_habit_with_a_box_for_each_day_and_its_evidence(make, people, catalogue):
    programme = make(found=people.desk_inference())
    third = handout.render(programme, catalogue, today=dt.date(2027, 3, 15))
    for habit in programme.habits:
        assert third.count(habit.text) >= 2
        assert f"Evidence: {habit.evidence}." in third
        for move in habit.moves:
            assert (move.name in third) == (move.name == habit.moves[2].name or f"· {move.name}" in third)
    table = third[third.index('class="boxes habits"') :]
    assert table[: table.index("</table>")].count("<td></td>") == 7 * len(programme.habits)


def test_every_habit_of_the_catalogue_has_topic_rhythm_source_and_grade(catalogue):
    assert {habit.topic for habit in catalogue.habits.values()} == TOPICS
    for name, habit in catalogue.habits.items():
        value = habit.repeat.value
        assert value is not None, name
        assert value.source in catalogue.sources or (value.known == "default" and value.basis), name
        assert set(habit.sources) <= set(catalogue.sources), name
        assert habit.sources or habit.known == "recalled", name
        if habit.moves:
            assert any(habit.moves in one.tags for one in catalogue.exercises.values()), name
