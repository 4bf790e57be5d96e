"""After four weeks: blocks open at their gates from what was done, easy weeks, and an assessment that goes on."""

from __future__ import annotations

import datetime as dt
import json
import math
import shutil
from pathlib import Path

import pytest

from evenpull.app.assess import assess
from evenpull.app.log import from_week_of, go_on, write_adapted
from evenpull.plan import rules
from evenpull.plan.adapt.apply import adapt
from evenpull.plan.adapt.log import check_log
from evenpull.plan.planner import make_programme

START = dt.date(2027, 3, 1)
DESK = Path(__file__).resolve().parents[3] / "examples" / "desk_worker"


@pytest.fixture(scope="module")
def plan(people, catalogue):
    person = people.person(time={"minutes": 30, "days_per_week": 4})
    return person, make_programme(people.desk_inference(), person=person, profile=people.profile(), catalogue=catalogue)


def entry(day, **more):
    done = [
        {
            "exercise": item.exercise,
            "sets": {"left": item.sets.left, "right": item.sets.right},
            "reps": 60,
            "effort": 6,
            "pain": 4,
        }
        for item in day.items
    ]
    return {"date": day.date, "start_pain": 4, "worst_pain": 4, "next_morning": 4, "exercises": done} | more


def trained(programme, weeks):
    return [day for week in programme.weeks if week.number in weeks for day in week.days if day.items]


def standing(plan, people, catalogue, entries, *, day):
    person, programme = plan
    log = check_log({"days": entries}, catalogue)
    today = START + dt.timedelta(days=day)
    return adapt(programme, log, person=person, profile=people.profile(), catalogue=catalogue, today=today)


def modest(programme, weeks):
    """Logged as planned but with an effort at which nothing grows."""
    days = [entry(day) for day in trained(programme, weeks)]
    for one in days:
        for done in one["exercises"]:
            done["effort"] = 8
    return days


@pytest.mark.parametrize(("day", "firm"), [(0, 4), (27, 4), (28, 8), (34, 8)])
def test_a_block_of_four_weeks_opens_on_its_first_day(plan, people, catalogue, day, firm):
    entries = modest(plan[1], (1, 2, 3, 4)) if day >= 27 else []
    found = standing(plan, people, catalogue, entries, day=day)
    assert [week.number for week in found.programme.weeks] == list(range(1, firm + 1))
    assert [week.number for week in found.programme.sketch] == list(range(firm + 1, 13))


def test_the_third_block_opens_with_the_ninth_week(plan, people, catalogue):
    first = standing(plan, people, catalogue, modest(plan[1], (1, 2, 3, 4)), day=28)
    entries = modest(first.programme, tuple(range(1, 9)))
    found = standing(plan, people, catalogue, entries, day=56)
    assert [week.number for week in found.programme.weeks] == list(range(1, 13))
    assert not found.programme.sketch


def test_the_fifth_week_is_like_the_fourth_and_the_sixth_has_half_the_sets_on_as_many_days(plan, people, catalogue):
    found = standing(plan, people, catalogue, modest(plan[1], (1, 2, 3, 4)), day=28).programme
    weeks = {week.number: week for week in found.weeks}
    assert sorted(weeks) == [1, 2, 3, 4, 5, 6, 7, 8]
    dates = [day.date for week in found.weeks for day in week.days]
    assert dates == [(START + dt.timedelta(days=number)).isoformat() for number in range(56)]
    for before, after in zip(weeks[4].days, weeks[5].days, strict=True):
        assert after.items == before.items
        assert after.weekday == before.weekday
    for full, easy in zip(weeks[5].days, weeks[6].days, strict=True):
        assert [item.exercise for item in easy.items] == [item.exercise for item in full.items]
        assert easy.minutes <= full.minutes
        for one, less in zip(full.items, easy.items, strict=True):
            if one.role in rules.RELAXED_ROLES:
                assert less == one
            else:
                assert less.sets.left == math.ceil(one.sets.left / 2)
                assert less.sets.right == math.ceil(one.sets.right / 2)
                assert (less.rpe or 0) <= 6
    assert any(easy.minutes < full.minutes for full, easy in zip(weeks[5].days, weeks[6].days, strict=True))
    assert "Easy week" in weeks[6].phase
    assert weeks[7].days[0].items == weeks[5].days[0].items


def test_no_easy_week_in_the_first_four(plan):
    assert not {week.number for week in plan[1].weeks} & set(rules.EASY_WEEKS)
    assert all("Easy" not in week.phase for week in plan[1].weeks)
    easy = {week.number for week in plan[1].sketch if "Easy" in week.phase}
    assert easy == set(rules.EASY_WEEKS)


def test_what_changed_in_the_fourth_week_stands_in_the_fifth(plan, people, catalogue):
    entries = modest(plan[1], (1, 2, 3, 4))
    for one in entries[-4:]:
        for done in one["exercises"]:
            done["effort"] = 9
    found = standing(plan, people, catalogue, entries, day=28)
    late = [change for change in found.history if change.kind == "back" and change.date >= "2027-03-22"]
    assert late
    was = {item.exercise: item for day in trained(plan[1], (4,)) for item in day.items}
    now = {item.exercise: item for day in trained(found.programme, (5,)) for item in day.items}
    for change in late:
        item = now.get(change.exercise)
        assert item is None or item.seconds < was[change.exercise].seconds


def test_a_flare_in_the_fourth_week_does_not_shrink_the_weeks_after_it(plan, people, catalogue):
    days = trained(plan[1], (1, 2, 3, 4))
    entries = modest(plan[1], (1, 2, 3, 4))
    for one in entries[-2:]:
        one["start_pain"] = one["worst_pain"] = one["next_morning"] = 8
    found = standing(plan, people, catalogue, entries, day=28)
    assert "flare" in [change.kind for change in found.history]
    seventh = trained(found.programme, (7,))
    assert {item.exercise for day in seventh for item in day.items} == {
        item.exercise for day in days[-4:] for item in day.items
    }


def test_weeks_missed_after_the_first_block_take_the_plan_back(plan, people, catalogue):
    found = standing(plan, people, catalogue, modest(plan[1], (1, 2, 3, 4)), day=43)
    assert found.history[-1].kind == "step_back"
    dates = [day.date for day in trained(found.programme, tuple(range(1, 13)))]
    assert dates == sorted(dates)
    assert dates[-1] > (START + dt.timedelta(days=43)).isoformat()


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "person"
    place.mkdir()
    shutil.copy(DESK / "person.yaml", place)
    return place


@pytest.fixture(scope="module")
def assessment(catalogue):
    return assess(DESK, simulate=False, media=False, catalogue=catalogue)


def logged(folder, programme, count):
    days = [entry(day) for day in trained(programme, (1, 2, 3, 4))][:count]
    (folder / "log.yaml").write_text(json.dumps({"days": days}), encoding="utf-8")
    return days


def test_without_a_log_there_is_nothing_to_go_on_from(folder, assessment, catalogue):
    assert go_on(assessment, folder, today=START, catalogue=catalogue) is None
    (folder / "log.yaml").write_text("days: []\n", encoding="utf-8")
    assert go_on(assessment, folder, today=START, catalogue=catalogue) is None


def test_an_assessment_beside_a_log_goes_on_with_the_week_of_today(folder, assessment, catalogue, tmp_path):
    start = dt.date.fromisoformat(assessment.programme.start)
    days = logged(folder, assessment.programme, 6)
    today = dt.date.fromisoformat(days[-1]["date"]) + dt.timedelta(days=1)
    found = go_on(assessment, folder, today=today, catalogue=catalogue)
    week = (today - start).days // 7 + 1
    assert week >= 2
    assert found.assessment.programme.weeks[0].number == week
    assert found.adapted.programme.weeks[0].number == 1
    assert found.adapted.history
    assert "goes on from log.yaml" in found.note
    paths = write_adapted(found.adapted, tmp_path / "result", today=today, catalogue=catalogue)
    data = json.loads(next(path for path in paths if path.name == "programme.json").read_text(encoding="utf-8"))
    assert data["history"]
    assert data["start"] == assessment.programme.start


def test_a_day_after_the_last_week_keeps_the_last_week(plan):
    kept = from_week_of(plan[1], START + dt.timedelta(days=400))
    assert [week.number for week in kept.weeks] == [4]
    assert [week.number for week in from_week_of(plan[1], START).weeks] == [1, 2, 3, 4]


def sets_of(programme, catalogue, tag):
    week = programme.weeks[-1]
    once = {item.exercise: item for day in week.days for item in day.items}
    held = [item for name, item in once.items() if tag in catalogue.exercises[name].tags]
    return sum(max(item.sets.left, item.sets.right) for item in held)


@pytest.mark.parametrize("weak", ["serratus_anterior", "pectoralis_major", "lower_trapezius"])
def test_short_pectorals_never_get_more_pushing_than_pulling_sets(people, catalogue, weak):
    found = people.inference(
        people.call("left", "pectorals", "short", severity=2, relevance=1),
        people.call("right", weak, "weak", severity=3, relevance=1),
    )
    person = people.person(
        pains=[], experience="regular", equipment=["band", "dumbbell"], time={"minutes": 45, "days_per_week": 4}
    )
    programme = make_programme(found, person=person, profile=people.profile(), catalogue=catalogue)
    assert sets_of(programme, catalogue, "pull") >= sets_of(programme, catalogue, "push")


def test_sides_differ_only_where_a_call_asks_for_it(people, catalogue):
    regular = {"pains": [], "experience": "regular", "time": {"minutes": 30, "days_per_week": 4}}
    person = people.person(**regular)
    even = make_programme(
        people.inference(
            people.call("left", "gluteus_maximus", "weak"), people.call("right", "gluteus_maximus", "weak")
        ),
        person=person,
        profile=people.profile(),
        catalogue=catalogue,
    )
    assert all(item.sets.left == item.sets.right for day in trained(even, (1, 2, 3, 4)) for item in day.items)
    left = people.inference(people.call("left", "hip_abductors", "weak", severity=3, relevance=1))
    uneven = make_programme(left, person=person, profile=people.profile(), catalogue=catalogue)
    sided = [item for day in trained(uneven, (4,)) for item in day.items if item.side_first is not None]
    assert sided
    assert all(item.side_first == "left" for item in sided)
    assert any(item.sets.left == item.sets.right + 1 for item in sided)
    assert all(item.sets.left >= item.sets.right for item in sided)
