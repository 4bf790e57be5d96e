"""The guided session through plain forms: each exercise is logged when done, nothing is lost."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

pytest.importorskip("fastapi")

from evenpull.plan.adapt.log import Sides

FIRST = "len_hip_flexor_standing"


def begin(someone, pain: str = "3") -> str:
    return someone.post("/session", start_pain=pain, signs="no")


def test_a_session_asks_for_pain_and_warning_signs_before_it_begins(everyone) -> None:
    everyone.post("/session", status=422, signs="no")
    everyone.post("/session", status=422, start_pain="3")
    assert everyone.post("/session", start_pain="3", signs="yes") == "/session/stop"
    assert begin(everyone) == "/session/1"
    assert everyone.client.get("/session").headers["location"] == "/session/1"


def test_an_exercise_is_in_the_log_as_soon_as_it_is_done_side_by_side(everyone) -> None:
    begin(everyone)
    answer = everyone.post("/session/1", left="2", right="1", left_count="45", right_count="30", pain="4")
    assert answer == "/session/2"
    (day,) = everyone.log().days
    (done,) = day.exercises
    assert (done.exercise, done.sets, done.reps) == (FIRST, Sides(left=2, right=1), Sides(left=45, right=30))
    assert (done.pain, day.start_pain, day.worst_pain, day.alarm) == (4, 3, 4, "no")


def test_remarks_and_days_that_were_written_by_hand_stay_in_the_file(everyone) -> None:
    path = everyone.folder / "log.yaml"
    path.write_text("# mine\ndays:\n  - date: 2027-02-20\n    start_pain: 2   # a note\n", encoding="utf-8")
    everyone.whole_session()
    text = path.read_text(encoding="utf-8")
    assert "# mine" in text
    assert "# a note" in text
    assert [day.date.isoformat() for day in everyone.log().days] == ["2027-02-20", "2027-03-01"]


def test_what_was_typed_and_played_is_there_after_a_reload(everyone) -> None:
    begin(everyone)
    everyone.post("/session/1/keep", status=204, at="2", left="1", right="1", pain="3")
    page = everyone.get("/session/1")
    assert 'data-at="2"' in page
    assert re.search(r'name="left" value="1"', page)
    assert re.search(r'name="pain" value="3" checked', page)
    assert everyone.log().days == (), "it is no part of the log before it is done"


def test_a_wrong_number_is_refused_and_nothing_is_logged(everyone) -> None:
    begin(everyone)
    everyone.post("/session/1", status=422, left="2.5", right="1")
    everyone.post("/session/1", status=422, left="2", right="1", pain="11")
    assert everyone.log().days == ()


def test_an_exercise_that_is_left_out_is_not_in_the_log(everyone) -> None:
    begin(everyone)
    assert everyone.post("/session/1", leave_out="yes") == "/session/2"
    assert [each.exercise for day in everyone.log().days for each in day.exercises] == []


def test_pain_above_today_s_limit_ends_the_exercise_and_the_plan_answers(everyone) -> None:
    begin(everyone, "3")
    assert "Do less of it" in everyone.post("/session/1/hurts", status=200, pain="5", alarm="no")
    assert "Leave this one for today" in everyone.post("/session/1/hurts", status=200, pain="6", alarm="no")
    assert everyone.client.get("/session").headers["location"] == "/session/2"
    (done,) = everyone.log().days[0].exercises
    assert (done.exercise, done.pain, done.sets) == (FIRST, 6, Sides(left=0, right=0))
    assert "went above five out of ten" in everyone.get("/week")


def test_a_sharp_pain_stops_the_session_and_safety_is_asked_before_the_next(on_day, everyone) -> None:
    begin(everyone)
    page = everyone.post("/session/1/hurts", status=200, pain="2", alarm="yes")
    assert "See a clinician" in page
    assert everyone.log().days[0].alarm == "yes"
    assert everyone.client.get("/session/2").headers["location"] == "/session"
    someone = on_day(2)
    assert "/safety?change=yes" in someone.get("/session")
    someone.client.post("/session", data={"start_pain": "3", "signs": "no"})
    assert someone.client.get("/session/1").headers["location"] == "/session"


@pytest.mark.parametrize(
    ("sign", "word", "alarm"),
    [
        ("chest", "emergency", "yes"),
        ("bladder", "emergency", "yes"),
        ("ill", "No session today", "no"),
        ("none", "fine", "no"),
    ],
)
def test_stop_and_get_help_says_what_to_do_and_keeps_what_was_done(everyone, sign: str, word: str, alarm: str) -> None:
    begin(everyone)
    everyone.post("/session/1", left="2", right="1", pain="3")
    assert everyone.get("/session/stop").count('name="sign"') == 7
    assert word in everyone.post("/session/stop", status=200, sign=sign)
    (day,) = everyone.log().days
    assert (day.alarm, len(day.exercises)) == (alarm, 1)


def test_a_warning_sign_before_a_session_is_logged_and_asks_for_safety_first(on_day, everyone) -> None:
    everyone.post("/session/stop", status=200, sign="numb")
    assert [(day.alarm, day.exercises) for day in everyone.log().days] == [("yes", ())]
    assert "/safety?change=yes" in on_day(2).get("/session")


def test_stop_and_this_hurts_stand_on_every_exercise(everyone) -> None:
    begin(everyone)
    for number in (1, 2, 3):
        page = everyone.get(f"/session/{number}")
        assert f'href="/session/{number}/hurts"' in page
        assert 'href="/session/stop"' in page


def test_too_much_pain_before_makes_no_session_and_stands_in_the_log(everyone) -> None:
    assert "Leave the session out today" in everyone.post("/session", status=200, start_pain="6", signs="no")
    (day,) = everyone.log().days
    assert (day.start_pain, day.exercises) == (6, ())
    assert "Done for today" not in everyone.get("/week")


def test_a_done_session_is_not_begun_twice(everyone) -> None:
    everyone.whole_session()
    assert "in the diary" in everyone.get("/week")
    everyone.post("/session", start_pain="1", signs="no")
    assert len(everyone.log().days[0].exercises) == 3


def test_the_player_gets_each_side_its_whole_time_with_the_weaker_side_first(everyone) -> None:
    begin(everyone)
    page = everyone.get("/session/1")
    found = re.search(r"data-bouts='(.*?)' data-words", page, flags=re.DOTALL)
    assert found is not None
    bouts = json.loads(unescape(found[1]))
    assert [bout["side"] for bout in bouts] == ["left", "right", "left"]
    assert all(sum(s["seconds"] for s in bout["steps"] if s["kind"] != "ready") == 45 for bout in bouts)
    assert [bout["after"] and bout["after"]["kind"] for bout in bouts] == ["switch", "switch", None]
