"""The page of pictures offers every movement that is measured, and says what a picture gave and what it did not."""

from __future__ import annotations

import io
import shutil

import pytest

pytest.importorskip("fastapi")

from PIL import Image

import evenpull.app.pictures as measured_by
from evenpull.capture.guide import film_line, movement_shots
from evenpull.errors import CaptureRefused, Where
from evenpull.measure.movement.kinds import MOVEMENTS
from evenpull.measure.records import Gap, Measured, Measurement
from evenpull.web.pages.looked import in_words
from tests.web.test_steps import Visitor, cleared, visitor

__all__ = ["visitor"]


@pytest.fixture
def with_photo(visitor: Visitor) -> Visitor:
    cleared(visitor)
    buffer = io.BytesIO()
    Image.new("RGB", (300, 500), "white").save(buffer, "JPEG")
    visitor.client.post("/pictures/upload", files={"file": ("a.jpg", buffer.getvalue())})
    return visitor


def row(metric: str, value: float, unit: str) -> Measurement:
    return Measurement(
        id=metric, kind="movement", metric=metric, side="left", value=value, sd=4.0, unit=unit, method="clip"
    )


def test_the_guide_films_exactly_the_movements_that_are_measured():
    assert {shot.id for shot in movement_shots()} == set(MOVEMENTS)


def test_every_movement_has_its_line_on_the_page(with_photo: Visitor) -> None:
    page = with_photo.client.get("/pictures").text
    for shot in movement_shots():
        assert f"<strong>{shot.title}</strong>: {film_line(shot)}" in page


@pytest.mark.data
def test_a_clip_is_offered_every_movement_and_told_of_the_wrong_view(visitor: Visitor, data_dir) -> None:
    cleared(visitor)
    clip = next(iter(sorted((data_dir / "opencap_video_mocap").rglob("*.mp4"))))
    (visitor.folder / "videos").mkdir(parents=True)
    shutil.copy(clip, visitor.folder / "videos" / "video1.mp4")
    page = visitor.client.get("/pictures").text
    for movement in MOVEMENTS:
        assert f'<option value="{movement}"' in page
    said = {"videos/video1.mp4:movement": "plank", "videos/video1.mp4:view": "front"}
    assert visitor.client.post("/pictures", data=said).status_code == 303
    assert "Plank: film it from one of these instead: left side, right side." in visitor.client.get("/pictures").text


def test_a_refused_picture_says_why_and_the_answer_goes_when_the_answers_change(
    with_photo: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(item, **_):
        raise CaptureRefused(
            "the feet are cut off", reason="cut", where=Where(file=item.path.name), hint="Step back from the phone."
        )

    monkeypatch.setattr(measured_by, "measure_one", refuse)
    monkeypatch.setattr(measured_by, "estimator_for", lambda: None)
    assert "Not looked at yet" in with_photo.client.get("/pictures").text
    form = {"photos/photo1.jpg:view": "front", "look": "photos/photo1.jpg"}
    answer = with_photo.client.post("/pictures", data=form)
    assert answer.headers["location"] == "/pictures#picture-1"
    page = with_photo.client.get("/pictures").text
    assert "Nothing could be measured in it." in page
    assert page.count("The feet are cut off. Step back from the phone.") == 1
    with_photo.client.post("/pictures", data={"photos/photo1.jpg:view": "left"})
    assert "Not looked at yet" in with_photo.client.get("/pictures").text


def test_a_picture_that_is_not_there_is_not_looked_at(with_photo: Visitor) -> None:
    answer = with_photo.client.post("/pictures", data={"look": "photos/../person.yaml"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/pictures")


def test_faults_come_first_and_every_number_has_its_error(catalogue) -> None:
    fault = sorted(catalogue.compensations)[0]
    whole = Measured(
        measurements=(row("knee_flexion_peak", 92.0, "deg"), row(fault, 2.0, "level")),
        gaps=(Gap(metric="far_leg", side="right", reason="the far leg is hidden", closes="Film it again", source="a"),),
        warnings=("a.mp4: the far leg is hidden", "It is dark."),
    )
    told = in_words(whole, catalogue)
    assert told.found[0].endswith("clear.")
    assert told.found[1] == "Left knee flexion peak: 92 deg (give or take 8)."
    assert told.refused == ("The far leg is hidden. Film it again.",)
    assert told.notes == ("It is dark.",)
