"""Points set on a photo in the page are written to the person file, shown again, and checked before they are kept."""

from __future__ import annotations

import io

import pytest

pytest.importorskip("fastapi")

from PIL import Image

from tests.web.test_steps import Visitor, cleared, visitor

__all__ = ["visitor"]


@pytest.fixture
def with_photo(visitor: Visitor) -> Visitor:
    cleared(visitor)
    buffer = io.BytesIO()
    Image.new("RGB", (300, 500), "white").save(buffer, "JPEG")
    visitor.client.post("/pictures/upload", files={"file": ("a.jpg", buffer.getvalue())})
    visitor.client.post("/pictures", data={"photos/photo1.jpg:view": "right"})
    return visitor


def point(name: str, x: float, y: float) -> dict[str, str]:
    return {f"{name}:x": str(x), f"{name}:y": str(y)}


def test_points_are_written_and_shown_again(with_photo: Visitor) -> None:
    form = point("mark:c7_mark:0", 120, 90.5) | point("level_line:0", 5, 400) | point("level_line:1", 290, 398)
    form |= point("known_length:0", 10, 10) | point("known_length:1", 10, 210) | {"known_length:cm": "100"}
    answer = with_photo.client.post("/pictures/marks/0", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/pictures")
    told = with_photo.person().pictures[0]
    assert told.marks == {"c7_mark": (120.0, 90.5)}
    assert told.level_line == ((5.0, 400.0), (290.0, 398.0))
    assert told.known_length is not None
    assert told.known_length.cm == 100
    assert 'value="90.5"' in with_photo.client.get("/pictures/marks/0").text


def test_saving_the_page_of_photos_keeps_the_points_and_another_view_drops_them(with_photo: Visitor) -> None:
    with_photo.client.post("/pictures/marks/0", data=point("mark:c7_mark:0", 120, 90))
    with_photo.client.post("/pictures", data={"photos/photo1.jpg:view": "left"})
    assert with_photo.person().pictures[0].marks
    with_photo.client.post("/pictures", data={"photos/photo1.jpg:view": "front"})
    assert not with_photo.person().pictures[0].marks


@pytest.mark.parametrize(
    ("form", "says"),
    [
        (point("mark:c7_mark:0", 900, 90), "outside the photo"),
        ({"mark:c7_mark:0:x": "10"}, "both numbers"),
        (point("known_length:0", 10, 10), "both ends"),
        ({"mark:c7_mark:0:x": "ten", "mark:c7_mark:0:y": "10"}, "should be a number"),
    ],
)
def test_a_point_that_cannot_be_is_refused_and_what_was_there_stays(
    with_photo: Visitor, form: dict[str, str], says: str
) -> None:
    with_photo.client.post("/pictures/marks/0", data=point("mark:ear_tragus:0", 140, 60))
    answer = with_photo.client.post("/pictures/marks/0", data=form)
    assert answer.status_code == 422
    assert says in answer.text
    assert all(f'value="{value}"' in answer.text for value in form.values())
    assert set(with_photo.person().pictures[0].marks) == {"ear_tragus"}


def test_only_points_of_the_view_are_asked_for(with_photo: Visitor) -> None:
    page = with_photo.client.get("/pictures/marks/0").text
    assert 'name="mark:back_hip_bone:0:x"' in page
    assert "mark:kneecap_middle" not in page
    assert with_photo.client.get("/pictures/photo/0").headers["content-type"] == "image/jpeg"
    assert with_photo.client.get("/pictures/marks/7").status_code == 404
