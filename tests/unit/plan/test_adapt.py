"""Logged sessions change the plan: grow, stay, go back, stop, missed weeks, a flare, and how a log is read."""

from __future__ import annotations

import datetime as dt

import pytest

from evenpull.errors import InputError, UnknownId
from evenpull.plan.adapt.apply import adapt
from evenpull.plan.adapt.judge import numbers
from evenpull.plan.adapt.log import check_log, read_log
from evenpull.plan.planner import make_programme
from evenpull.safety.filter import check_exercise

START = dt.date(2027, 3, 1)


@pytest.fixture(scope="module")
def plan(people, catalogue):
    person = people.person(time={"minutes": 20, "days_per_week": 4})
    return person, make_programme(people.desk_inference(), person=person, profile=people.profile(), catalogue=catalogue)


def trained(programme, count):
    return [day for week in programme.weeks for day in week.days if day.items][:count]


def entry(day, **changes):
    done = [
        {
            "exercise": item.exercise,
            "sets": {"left": item.sets.left, "right": item.sets.right},
            "reps": 60,
            "effort": changes.get("effort", 6),
            "pain": changes.get("pain", 4),
            **changes.get("more", {}),
        }
        for item in day.items
    ]
    base = {"date": day.date, "start_pain": 4, "worst_pain": changes.get("pain", 4), "next_morning": 4}
    return base | changes.get("whole", {}) | {"exercises": done}


def run(plan, people, catalogue, entries, *, today=None):
    person, programme = plan
    log = check_log({"days": entries}, catalogue)
    return adapt(
        programme,
        log,
        person=person,
        profile=people.profile(),
        catalogue=catalogue,
        today=today or dt.date.fromisoformat(str(entries[-1]["date"])),
    )


def kinds(found):
    return [change.kind for change in found.history]


def test_growth_never_passes_two_exercises_a_week_or_the_minutes(plan, people, catalogue):
    found = run(plan, people, catalogue, [entry(day) for day in trained(plan[1], 3)])
    assert kinds(found).count("grow") <= 2
    assert all(change.why and change.after for change in found.history)
    assert all(day.minutes <= 20 for day in trained(found.programme, 16))


@pytest.fixture(scope="module")
def roomy(people, catalogue):
    """A plan of the first weeks, whose sessions leave room in the minutes that were offered."""
    person = people.person(time={"minutes": 30, "days_per_week": 4}, experience="novice")
    return person, make_programme(people.desk_inference(), person=person, profile=people.profile(), catalogue=catalogue)


def test_what_went_well_three_times_grows_by_one_step_with_its_reason(roomy, people, catalogue):
    found = run(roomy, people, catalogue, [entry(day, effort=3) for day in trained(roomy[1], 3)])
    grown = [change for change in found.history if change.kind == "grow"]
    assert 1 <= len(grown) <= 2
    after = trained(found.programme, 4)[-1]
    doses = {item.exercise: item for item in after.items}
    before = {item.exercise: item for item in trained(roomy[1], 1)[0].items}
    for change in grown:
        assert change.before != change.after
        assert doses[change.exercise] != before[change.exercise]


def test_two_times_are_not_enough_to_grow(plan, people, catalogue):
    assert run(plan, people, catalogue, [entry(day) for day in trained(plan[1], 2)]).history == ()


@pytest.mark.parametrize(
    "changes",
    [{"effort": 8}, {"more": {"faults": ["knees_in"]}}, {"more": {"sets": 0}}, {"whole": {"next_morning": None}}],
)
def test_hard_faulty_unfinished_or_not_yet_known_stays(plan, people, catalogue, changes):
    found = run(plan, people, catalogue, [entry(day, **changes) for day in trained(plan[1], 3)])
    assert "grow" not in kinds(found)
    assert "back" not in kinds(found)


def test_pain_still_up_next_morning_goes_back_and_twice_stops(plan, people, catalogue):
    days = trained(plan[1], 2)
    once = run(plan, people, catalogue, [entry(days[0], whole={"next_morning": 5})])
    assert set(kinds(once)) == {"back"}
    assert run(plan, people, catalogue, [entry(days[0], pain=5)]).history == ()


@pytest.mark.parametrize("whole", [{"alarm": "yes"}, {"worst_pain": 6}])
def test_an_alarm_or_more_than_five_takes_the_exercise_out_for_two_days(plan, people, catalogue, whole):
    day = trained(plan[1], 1)[0]
    bad = entry(day, whole=whole, more={"pain": None})
    found = run(plan, people, catalogue, [bad])
    stopped = {change.exercise for change in found.history if change.kind == "stop"}
    assert stopped == {item.exercise for item in day.items}
    for later in trained(found.programme, 16):
        if 0 < (dt.date.fromisoformat(later.date) - dt.date.fromisoformat(day.date)).days <= 2:
            assert not stopped & {item.exercise for item in later.items}
    assert ("alarm" in whole) == bool(found.see_someone)


def test_a_swap_keeps_the_role_and_is_allowed(plan, people, catalogue):
    day = trained(plan[1], 1)[0]
    found = run(plan, people, catalogue, [entry(day, whole={"worst_pain": 6}, more={"pain": None})])
    roles = {item.exercise: item.role for item in day.items}
    old = {change.exercise for change in found.history if change.kind == "swap"}
    for change in found.history:
        if change.kind == "swap" and change.after:
            name = next(e.id for e in catalogue.exercises.values() if change.after.startswith(f"{e.name}, "))
            assert catalogue.exercises[name].role == roles[change.exercise]
            assert check_exercise(catalogue.exercises[name], False, people.profile(), catalogue).allowed
    assert old <= set(roles)


def test_two_bad_mornings_at_the_start_are_a_flare_and_make_the_week_easier(plan, people, catalogue):
    days = trained(plan[1], 2)
    worse = {"start_pain": 7, "worst_pain": 7, "next_morning": 7}
    found = run(plan, people, catalogue, [entry(day, whole=worse, pain=7, more={"pain": 5}) for day in days])
    assert kinds(found).count("flare") == 1
    after = next(day for day in trained(found.programme, 16) if day.date > days[1].date)
    before = next(day for day in trained(plan[1], 16) if day.date == after.date)
    assert sum(i.seconds for i in after.items) < sum(i.seconds for i in before.items)


@pytest.mark.parametrize("missed", [(1, "repeat_week", 2), (2, "step_back", 1), (3, "step_back", 1), (5, "restart", 1)])
def test_missed_weeks_move_the_plan(plan, people, catalogue, missed):
    weeks, kind, number = missed
    first = trained(plan[1], 1)[0]
    today = START + dt.timedelta(days=7 * (weeks + 1))
    found = run(plan, people, catalogue, [entry(first)], today=today)
    assert kinds(found) == [kind]
    coming = next(week for week in found.programme.weeks if week.days[0].date == today.isoformat())
    assert coming.number == number
    assert found.programme.retest > plan[1].retest


@pytest.mark.parametrize("missed", [(1, 2), (2, 1)])
def test_weeks_that_were_missed_stay_missed_after_the_next_session(plan, people, catalogue, missed):
    weeks, number = missed
    first = trained(plan[1], 1)[0]
    back = START + dt.timedelta(days=7 * (weeks + 1))
    there = run(plan, people, catalogue, [entry(first)], today=back).programme
    again = next(day for week in there.weeks for day in week.days if day.items and day.date >= back.isoformat())
    found = run(plan, people, catalogue, [entry(first), entry(again)], today=dt.date.fromisoformat(again.date))
    assert kinds(found).count("repeat_week") + kinds(found).count("step_back") == 1
    coming = {week.number: week.days[0].date for week in found.programme.weeks}
    assert coming[number] == back.isoformat()
    assert coming[number + 1] == (back + dt.timedelta(days=7)).isoformat()
    assert found.programme.retest == there.retest
    later = run(plan, people, catalogue, [entry(first), entry(again)], today=back + dt.timedelta(days=14))
    assert {week.number: week.days[0].date for week in later.programme.weeks}[number + 1] > coming[number + 1]


def test_the_same_log_gives_the_same_plan(plan, people, catalogue):
    entries = [entry(day) for day in trained(plan[1], 4)]
    assert run(plan, people, catalogue, entries) == run(
        plan, people, catalogue, list(reversed(entries)), today=dt.date(2027, 3, 6)
    )


def test_every_number_of_the_rules_has_a_source_or_a_reason(catalogue):
    for value in numbers(catalogue).values:
        assert value.source or value.basis


def test_a_wrong_log_says_where_and_what_to_do(tmp_path, catalogue):
    path = tmp_path / "log.yaml"
    path.write_text("days:\n  - date: 2027-03-01\n    start_pain: 12\n", encoding="utf-8")
    with pytest.raises(InputError) as fault:
        read_log(tmp_path, catalogue)
    assert "log.yaml:3" in str(fault.value)
    assert "12" not in str(fault.value)
    path.write_text("days:\n  - date: 2027-03-01\n    exercises:\n      - {exercise: act_bridg, sets: 1}\n")
    with pytest.raises(UnknownId, match="act_bridge"):
        read_log(tmp_path, catalogue)
    path.unlink()
    assert read_log(tmp_path, catalogue) is None
