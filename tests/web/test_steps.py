"""The page writes the person folder, step by step, and loses nothing."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

from fastapi.testclient import TestClient
from PIL import Image

from evenpull.capture.person import read_person
from evenpull.knowledge import Catalogue
from evenpull.safety.screening import questions_for
from evenpull.web.app import create_app
from evenpull.web.draft import Draft
from evenpull.web.security import Keys

ABOUT = {"sex": "male", "age_years": "41", "height_cm": "181", "mass_kg": "84", "hand": "right", "foot": "right"}
ABOUT |= {
    "goals": "less_pain",
    "minutes": "20",
    "days_per_week": "4",
    "experience": "novice",
    "equipment": "foam_roller",
}
PAIN = {"place": "low_back:both", "low_back:both:now": "4", "low_back:both:usual": "4", "low_back:both:worst": "7"}
PAIN |= {"low_back:both:weeks": "60", "low_back:both:days_per_week": "6"}


class Visitor:
    """A client that has entered, and the folder behind the page."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        keys = Keys()
        self.folder = folder
        self.catalogue = catalogue
        draft = Draft(folder=folder, catalogue=catalogue, today=lambda: dt.date(2027, 3, 1))
        self.client = TestClient(create_app(draft, keys), follow_redirects=False)
        assert self.client.get("/enter", params={"token": keys.token}).status_code == 303

    def person(self):
        return read_person(self.folder, self.catalogue).person

    def screening(self, **other: str) -> dict[str, str]:
        answers = {question.id: "no" for question in questions_for(self.person(), self.catalogue)}
        for question in questions_for(self.person(), self.catalogue):
            if question.answer == "choice":
                answers[question.id] = question.options[0]
            elif question.answer == "number":
                answers[question.id] = "0"
        return answers | other


@pytest.fixture
def visitor(tmp_path: Path, catalogue: Catalogue) -> Visitor:
    return Visitor(tmp_path / "me", catalogue)


def cleared(visitor: Visitor) -> Visitor:
    visitor.client.post("/about", data=ABOUT)
    visitor.client.post("/safety", data=visitor.screening())
    visitor.client.post("/pain", data=PAIN)
    visitor.client.post("/safety", data=visitor.screening())
    return visitor


def test_the_first_page_saves_what_was_filled_in(visitor: Visitor) -> None:
    answer = visitor.client.post("/about", data=ABOUT)
    assert (answer.status_code, answer.headers["location"]) == (303, "/safety")
    assert visitor.person().person.age_years == 41
    assert visitor.person().equipment == ("foam_roller",)


def test_a_wrong_field_is_said_beside_what_was_typed_and_nothing_is_written(visitor: Visitor) -> None:
    answer = visitor.client.post("/about", data=ABOUT | {"height_cm": "1.81"})
    assert answer.status_code == 422
    assert 'value="1.81"' in answer.text
    assert not (visitor.folder / "person.yaml").exists()


def test_an_unanswered_safety_question_stops_and_the_answered_ones_are_kept(visitor: Visitor) -> None:
    visitor.client.post("/about", data=ABOUT)
    answers = visitor.screening()
    first = next(iter(answers))
    answers.pop(first)
    answer = visitor.client.post("/safety", data=answers)
    assert answer.status_code == 422
    assert len(visitor.person().screening.answers) == len(answers)
    for step in ("/tests", "/pictures", "/result", "/questions"):
        shown = visitor.client.get(step)
        assert shown.status_code in {303, 409} or step == "/questions"


def test_pain_brings_the_questions_of_its_region(visitor: Visitor) -> None:
    visitor.client.post("/about", data=ABOUT)
    before = len(visitor.screening())
    visitor.client.post("/safety", data=visitor.screening())
    answer = visitor.client.post("/pain", data=PAIN)
    assert answer.headers["location"] == "/safety"
    assert len(visitor.screening()) > before


def test_an_alarming_answer_leads_to_the_referral_page_and_to_nothing_else(visitor: Visitor) -> None:
    cleared(visitor)
    visitor.client.post("/safety", data=visitor.screening(saddle_numb="yes"))
    assert visitor.client.get("/").headers["location"] == "/referral"
    page = visitor.client.get("/referral")
    assert page.status_code == 200
    assert "script" not in page.headers["content-security-policy"]
    for step in ("/tests", "/pictures"):
        assert visitor.client.get(step).headers["location"] == "/referral"
    assert visitor.client.get("/result").headers["location"] == "/referral"


def test_a_place_can_be_added_and_taken_away_before_saving(visitor: Visitor) -> None:
    visitor.client.post("/about", data=ABOUT)
    shown = visitor.client.post("/pain", data={"add": "knee_front:left"}).text
    assert 'value="knee_front:left"' in shown
    shown = visitor.client.post("/pain", data={"place": "knee_front:left", "drop": "knee_front:left"}).text
    assert 'name="place" value="knee_front:left"' not in shown
    assert visitor.person().pains == ()


def test_tests_are_written_with_their_unit_and_impossible_ones_refused(visitor: Visitor) -> None:
    cleared(visitor)
    page = visitor.client.get("/tests").text
    test = next(name for name in visitor.catalogue.tests if f'name="{name}:left:value"' in page)
    good = {f"{test}:left:value": "9", f"{test}:left:pain": "0", f"{test}:left:stopped_by": "weakness"}
    assert visitor.client.post("/tests", data=good).status_code == 303
    reading = visitor.person().tests[0]
    assert (reading.test, reading.side, reading.unit) == (test, "left", visitor.catalogue.tests[test].unit)
    answer = visitor.client.post("/tests", data=good | {f"{test}:left:value": "99999"})
    assert answer.status_code == 422
    assert visitor.person().tests[0].value == 9


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.exe", b"MZ"),
        ("a.jpg", b"not a picture"),
        ("a.jpg", b""),
        ("../../evil.jpg", b"\xff\xd8\xff"),
        ("a.svg", b"<svg onload='x'/>"),
        ("a.mp4", b"\x00" * 64),
    ],
)
def test_an_upload_that_cannot_be_read_is_refused_and_not_kept(visitor: Visitor, name: str, data: bytes) -> None:
    cleared(visitor)
    answer = visitor.client.post("/pictures/upload", files={"file": (name, data)})
    assert answer.status_code == 422
    kept = [path for sub in ("photos", "videos") for path in (visitor.folder / sub).glob("*")]
    assert kept == []


def test_a_good_photo_is_kept_under_a_plain_name_and_can_be_taken_away(visitor: Visitor) -> None:
    cleared(visitor)
    buffer = io.BytesIO()
    Image.new("RGB", (300, 500), "white").save(buffer, "JPEG")
    answer = visitor.client.post("/pictures/upload", files={"file": ("IMG 1 (me).JPG", buffer.getvalue())})
    assert answer.status_code == 303
    assert [path.name for path in (visitor.folder / "photos").iterdir()] == ["photo1.jpg"]
    assert visitor.client.get("/pictures/thumb/0").headers["content-type"] == "image/jpeg"
    visitor.client.post("/pictures", data={"photos/photo1.jpg:view": "front"})
    assert visitor.person().pictures[0].view == "front"
    visitor.client.post("/pictures", data={"photos/photo1.jpg:remove": "yes"})
    assert visitor.person().pictures == ()


def test_the_result_is_worked_out_and_every_file_is_served(visitor: Visitor) -> None:
    cleared(visitor)
    assert visitor.client.post("/result").status_code == 303
    page = visitor.client.get("/result").text
    for name in ("report.html", "assessment.json", "programme.json", "calendar.ics", "referral.html"):
        assert f"/result/{name}" in page
        assert visitor.client.get(f"/result/{name}").status_code == 200
    assert visitor.client.get("/result/../person.yaml").status_code in {303, 404}
    assert visitor.client.get("/result/person.yaml").status_code == 404


def test_after_pain_only_the_new_safety_questions_come_first(visitor: Visitor) -> None:
    visitor.client.post("/about", data=ABOUT)
    visitor.client.post("/safety", data=visitor.screening())
    visitor.client.post("/pain", data=PAIN)
    shown = visitor.client.get("/safety").text
    assert "because of where it hurts" in shown
    assert shown.index('name="saddle_numb"') < shown.index("<details>") < shown.index('name="chest_pain"')


def test_every_step_leads_to_the_referral_once_safety_stops_and_a_slip_can_be_put_right(visitor: Visitor) -> None:
    cleared(visitor)
    assert visitor.client.post("/safety", data={"chest_pain": "yes"}).headers["location"] == "/referral"
    for step in ("", "about", "safety", "pain", "questions", "tests", "pictures", "result"):
        assert visitor.client.get(f"/{step}").headers["location"] == "/referral"
    assert visitor.client.get("/referral", headers={"HX-Request": "true"}).headers["HX-Redirect"] == "/referral"
    assert 'href="/safety?change=yes"' in visitor.client.get("/referral").text
    assert visitor.client.get("/safety", params={"change": "yes"}).status_code == 200
    visitor.client.post("/safety", data={"chest_pain": "no"})
    assert visitor.client.get("/tests").status_code == 200


def test_conditions_and_medicines_stand_on_the_page_and_are_kept(visitor: Visitor) -> None:
    visitor.client.post("/about", data=ABOUT)
    shown = visitor.client.get("/safety").text
    assert shown.index('value="hypermobility"') < shown.index('name="conditions_missing"')
    answers = visitor.screening() | {"lists": "yes", "condition": "hypermobility", "medicines": "bisoprolol\nwarfarin"}
    visitor.client.post("/safety", data=answers)
    assert visitor.person().conditions == ("hypermobility",)
    assert visitor.person().medicines == ("bisoprolol", "warfarin")


def test_what_was_typed_is_shown_again_after_a_fault_and_after_adding_a_place(visitor: Visitor) -> None:
    cleared(visitor)
    typed = PAIN | {"activity_0": "getting dressed"}
    for data in (typed | {"add": "neck:both"}, typed | {"low_back:both:weeks": "many"}):
        assert 'value="getting dressed"' in visitor.client.post("/pain", data=data).text


def test_an_impossible_number_in_an_answer_is_said_beside_it_and_nothing_is_written(visitor: Visitor) -> None:
    cleared(visitor)
    answer = visitor.client.post("/questions", data={"hours_seated": "31"})
    assert answer.status_code == 422
    assert "hours_seated" not in visitor.person().answers
    assert 'value="31"' in answer.text


def test_a_faulty_reading_sent_without_its_other_fields_is_said_beside_it(visitor: Visitor) -> None:
    cleared(visitor)
    answer = visitor.client.post("/tests", data={"single_leg_bridge:left:value": "many"})
    assert answer.status_code == 422
    assert visitor.person().tests == ()
