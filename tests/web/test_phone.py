"""The page for the phone: one phone, ten minutes, uploads and nothing else."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pytest

pytest.importorskip("fastapi")

from fastapi.testclient import TestClient
from PIL import Image

from evenpull.knowledge import Catalogue
from evenpull.safety.screening import questions_for
from evenpull.web.app import create_app
from evenpull.web.draft import Draft
from evenpull.web.phone import OPEN_SECONDS, Door, Visit, phone_app
from evenpull.web.security import Keys

HOST = "testserver"


class Clock:
    """Seconds that a test moves on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def draft(tmp_path: Path, catalogue: Catalogue) -> Draft:
    draft = Draft(folder=tmp_path / "me", catalogue=catalogue, today=lambda: dt.date(2027, 3, 1))
    person = draft.change(person={"sex": "male", "age_years": 41, "height_cm": 181, "mass_kg": 84})
    answers = {one.id: one.options[0] if one.answer == "choice" else "no" for one in questions_for(person, catalogue)}
    numbers = {one.id: 0 for one in questions_for(person, catalogue) if one.answer == "number"}
    draft.answer_screening(answers | numbers)
    return draft


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def visit(clock: Clock) -> Visit:
    return Visit(closes=OPEN_SECONDS, clock=clock)


def caller(draft: Draft, visit: Visit) -> TestClient:
    return TestClient(phone_app(draft, visit, host=HOST), follow_redirects=False)


def photo() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 500), "white").save(buffer, "JPEG")
    return buffer.getvalue()


def test_a_photo_sent_by_the_phone_lies_in_the_folder(draft: Draft, visit: Visit) -> None:
    phone = caller(draft, visit)
    assert phone.get(f"/in/{visit.token}").status_code == 303
    files = [("file", ("a.jpg", photo())), ("file", ("b.jpg", photo()))]
    assert phone.post("/", files=files).status_code == 303
    assert sorted(path.name for path in (draft.folder / "photos").iterdir()) == ["photo1.jpg", "photo2.jpg"]
    assert visit.arrived == 2
    assert "2 pictures are on the computer" in phone.get("/").text


def test_the_second_phone_and_a_guessed_token_stay_outside(draft: Draft, visit: Visit) -> None:
    token = visit.token
    assert caller(draft, visit).get("/in/guessed").status_code == 403
    assert caller(draft, visit).get(f"/in/{token}").status_code == 303
    second = caller(draft, visit)
    assert second.get(f"/in/{token}").status_code == 403
    assert second.post("/", files={"file": ("a.jpg", photo())}).status_code == 403
    assert not (draft.folder / "photos").exists()


def test_after_ten_minutes_nobody_is_let_in_and_nothing_is_taken(draft: Draft, visit: Visit, clock: Clock) -> None:
    phone = caller(draft, visit)
    phone.get(f"/in/{visit.token}")
    clock.now = OPEN_SECONDS
    assert phone.get("/").status_code == 403
    assert phone.post("/", files={"file": ("a.jpg", photo())}).status_code == 403
    assert not (draft.folder / "photos").exists()


def test_nothing_that_was_saved_can_be_read_through_it(draft: Draft, visit: Visit) -> None:
    phone = caller(draft, visit)
    phone.get(f"/in/{visit.token}")
    for address in ("/about", "/pictures", "/pictures/thumb/0", "/result/report.html", "/person.yaml", "/enter"):
        assert phone.get(address).status_code == 404
    assert not re.search("41|181|84", phone.get("/").text)


def test_another_name_or_a_form_from_elsewhere_is_refused(draft: Draft, visit: Visit) -> None:
    phone = caller(draft, visit)
    phone.get(f"/in/{visit.token}")
    assert phone.get("/", headers={"host": "evil.example"}).status_code == 403
    files = {"file": ("a.jpg", photo())}
    assert phone.post("/", files=files, headers={"origin": "http://evil.example"}).status_code == 403


def test_what_is_no_picture_is_refused_in_words_and_not_kept(draft: Draft, visit: Visit) -> None:
    phone = caller(draft, visit)
    phone.get(f"/in/{visit.token}")
    answer = phone.post("/", files={"file": ("a.exe", b"MZ")})
    assert answer.status_code == 422
    assert "neither a photo nor a clip" in answer.text
    assert visit.arrived == 0


def test_the_page_opens_the_door_shows_its_code_and_closes_it(
    draft: Draft, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evenpull.web.phone.home_address", lambda: "127.0.0.1")
    keys = Keys()
    app = create_app(draft, keys)
    door: Door = app.state.page.door
    client = TestClient(app, follow_redirects=False)
    client.get("/enter", params={"token": keys.token})
    assert client.get("/pictures/phone.svg").status_code == 404
    assert client.post("/pictures/phone").status_code == 303
    try:
        assert door.address in client.get("/pictures").text
        assert client.get("/pictures/phone.svg").text.startswith("<?xml")
    finally:
        client.post("/pictures/phone", data={"wish": "close"})
    assert not door.is_open
    assert "Open it for ten minutes" in client.get("/pictures").text
