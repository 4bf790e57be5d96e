"""Progress: own numbers first, adherence without shame, what the tests say apart, check-ins and the retest."""

from __future__ import annotations

import datetime as dt

import pytest

pytest.importorskip("fastapi")

from evenpull.app.assess import assess
from evenpull.app.checkins import read_checks
from evenpull.app.write import write_results
from evenpull.capture.person import write_person


def check(someone, *, pain: str, able: str) -> dict[str, str]:
    person = someone.person()
    fields = {f"pain_{n}": pain for n, _ in enumerate(person.pains)}
    return fields | {f"able_{n}": able for n, _ in enumerate(person.activities)}


def test_own_numbers_come_before_sessions_and_tests(everyone) -> None:
    page = everyone.get("/progress")
    places = [page.index(words) for words in ("Your own numbers", "Sessions", "What the tests say")]
    assert places == sorted(places)
    assert "cannot tell yet" in page
    assert "No session in the last 7 days. Begin again whenever you like" in page


def test_sessions_of_the_last_week_are_counted_without_a_word_on_the_others(on_day, everyone) -> None:
    everyone.whole_session()
    someone = on_day(2)
    someone.whole_session()
    page = someone.get("/progress")
    assert "2 of the last 7 days" in page
    for word in ("missed 1", "only", "failed", "behind", "streak"):
        assert word not in page


def test_a_check_in_is_asked_when_it_is_due_and_told_only_beyond_its_limits(on_day) -> None:
    someone = on_day(12)
    assert 'action="/progress/check"' not in someone.get("/progress")
    someone = on_day(15)
    assert 'action="/progress/check"' in someone.get("/progress")
    someone.post("/progress/check", status=422, pain_0="4")
    someone.post("/progress/check", **check(someone, pain="0", able="10"))
    assert len(read_checks(someone.folder)) == 1
    page = someone.get("/progress")
    assert 'action="/progress/check"' not in page
    assert "really changed: better" in page
    assert someone.get("/week"), "a check-in changes no plan"


def test_a_small_change_cannot_be_told(on_day) -> None:
    someone = on_day(15)
    person = someone.person()
    usual = str(int(person.pains[0].usual) - 1)
    someone.post("/progress/check", **check(someone, pain=usual, able=str(int(person.activities[0].able) + 1)))
    assert "really changed" not in someone.get("/progress")


def test_a_retest_puts_the_first_visit_aside_asks_anew_and_compares(on_day, examples_dir) -> None:
    someone = on_day(42)
    first = someone.person()
    someone.post("/progress/retest", status=422, **check(someone, pain="2", able="8"))
    someone.post("/progress/retest", **check(someone, pain="2", able="8"), all_in_all="better")
    person = someone.person()
    assert person.start == someone.today
    assert (person.screening, person.pains, person.tests, person.global_change) == (None, (), (), "better")
    assert [each.able for each in person.activities] == [8] * len(first.activities)
    assert (someone.folder / "visits" / "2027-03-01" / "result" / "assessment.json").is_file()
    assert someone.client.get("/week").headers["location"] == "/safety"
    answered = first.screening.model_copy(update={"date": someone.today})
    pains = tuple(pain.model_copy(update={"usual": 1.0}) for pain in first.pains)
    again = person.model_copy(update={"screening": answered, "pains": pains, "tests": first.tests})
    write_person(someone.folder, again)
    write_results(assess(someone.folder, simulate=False), someone.catalogue, someone.folder / "result", pdf=False)
    page = someone.get("/progress")
    assert "All in all, you say: better." in page
    assert "6 weeks" in page
    assert "really changed: better" in page
    assert page.index("really changed: better") < page.index("What the tests say")


def test_a_retest_on_the_first_day_is_refused(everyone) -> None:
    assert "Begin the retest" not in everyone.get("/progress")
    everyone.post("/progress/retest", status=422, **check(everyone, pain="2", able="8"), all_in_all="better")
    assert everyone.person().start == dt.date(2027, 3, 1)
