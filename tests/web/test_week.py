"""The week page: today's cards with picture, dose and reason; print; taking back; what the log changed."""

from __future__ import annotations

import datetime as dt

import pytest

pytest.importorskip("fastapi")

from evenpull.app.log import write_adapted
from evenpull.app.plan import after_log


def test_today_s_exercises_stand_with_moving_picture_dose_reason_and_why_today(everyone) -> None:
    page = everyone.get("/week")
    assert page.count('class="card exercise"') == 3
    assert "/picture/loop/dark/len_hip_flexor_standing.svg" in page
    assert "2 sets of 45 seconds" in page
    assert "<strong>Why today:</strong> New today" in page
    assert 'aria-current="date"' in page
    assert everyone.client.get("/").headers["location"] == "/week"


def test_a_moving_picture_moves_and_stands_still_where_less_motion_is_wanted(everyone) -> None:
    for theme in ("light", "dark"):
        answer = everyone.client.get(f"/picture/loop/{theme}/act_bridge.svg")
        assert answer.headers["content-type"] == "image/svg+xml"
        assert "prefers-reduced-motion" in answer.text
    assert everyone.client.get("/picture/loop/neon/act_bridge.svg").status_code == 404
    assert everyone.client.get("/picture/loop/light/no_such.svg").status_code == 404


def test_a_day_of_rest_says_so_and_offers_no_session(on_day) -> None:
    someone = on_day(1)
    someone.today = dt.date(2027, 3, 2)
    page = someone.get("/week")
    assert "day of rest" in page
    assert "Start the session" not in page
    assert 'action="/session"' not in someone.get("/session")


def test_a_session_missed_two_days_ago_may_be_done_when_the_next_is_not_tomorrow(on_day) -> None:
    someone = on_day(6)
    assert someone.today.isoformat() == "2027-03-07"
    assert "day of rest" in someone.get("/week"), "the next session is tomorrow"


def test_the_week_prints_and_goes_into_a_calendar(everyone) -> None:
    page = everyone.client.get("/week/print")
    assert "script" not in page.headers["content-security-policy"]
    assert "Week 1, session A" in page.text
    assert "BEGIN:VCALENDAR" in everyone.client.get("/week/calendar.ics").text


def test_the_last_entry_can_be_taken_back_and_the_log_is_as_before(everyone) -> None:
    assert "Take back" not in everyone.get("/week")
    everyone.whole_session()
    assert len(everyone.log().days) == 1
    assert "Take back the session of Mon 1 Mar" in everyone.get("/week")
    everyone.post("/week/undo")
    assert everyone.log().days == ()
    assert "Start the session" in everyone.get("/week")
    everyone.post("/week/undo")


def test_the_next_morning_is_asked_once_saved_and_can_be_taken_back(on_day, everyone) -> None:
    everyone.whole_session()
    assert "How was your own pain on the morning" not in everyone.get("/week")
    someone = on_day(1)
    assert "How was your own pain on the morning after Mon 1 Mar" in someone.get("/week")
    someone.post("/morning", status=422, next_morning="12")
    someone.post("/morning", next_morning="4")
    assert someone.log().days[0].next_morning == 4
    assert "How was your own pain on the morning" not in someone.get("/week")
    someone.post("/week/undo")
    assert someone.log().days[0].next_morning is None
    assert len(someone.log().days) == 1


def test_a_raised_morning_changes_the_plan_with_its_reason_and_the_log_command_says_the_same(on_day, everyone) -> None:
    everyone.whole_session(pain="4")
    on_day(1).post("/morning", next_morning="6")
    page = everyone.get("/week")
    assert "What changed, and why" in page
    assert "still up the next morning, so it goes back one step" in page
    found = after_log(everyone.folder, today=everyone.today)
    assert {change.kind for change in found.history} == {"back"}
    written = write_adapted(found, everyone.folder / "out", today=everyone.today, catalogue=everyone.catalogue)
    assert any(path.name == "programme.json" for path in written)


def test_answers_that_changed_after_the_result_lead_to_working_it_out_again(everyone) -> None:
    (everyone.folder / "person.yaml").touch()
    assert everyone.client.get("/week").headers["location"] == "/result"


def test_an_alarming_answer_closes_the_everyday_pages(everyone) -> None:
    everyone.client.post("/safety", data={"saddle_numb": "yes"})
    for address in ("/week", "/session", "/session/1", "/progress"):
        assert everyone.client.get(address).headers["location"] == "/referral"
