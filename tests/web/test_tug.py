"""The tug of war over the page: it settles as the command does, refuses with words, needs neither script nor result."""

from __future__ import annotations

import pytest

from evenpull.app.what_if.posture import settle_changes
from evenpull.body.changes import parse_change

MIRRORED = {"pelvic_obliquity", "pelvic_rotation", "lumbar_bending", "lumbar_rotation", "trunk_lean_right"}


def asked(everyone, changes, *, band=False, status=200):
    answer = everyone.client.post("/tug/settle", json={"changes": changes, "band": band})
    assert answer.status_code == status, answer.text[:300]
    return answer.json()


def test_a_healthy_body_is_still(everyone) -> None:
    found = asked(everyone, [])
    assert max(abs(value) for value in found["change"].values()) < 1e-6
    assert max(abs(value) for value in found["pull_n"].values()) < 1e-6
    assert found["factor"] == 1


def test_a_short_hip_flexor_does_what_the_command_says(everyone) -> None:
    text = "left.iliopsoas.length=-5%"
    command = settle_changes([parse_change(text)])
    told, move = asked(everyone, [text], band=True), asked(everyone, [text])
    one = command.tug.moved["pelvic_tilt"]
    assert told["moved"]["pelvic_tilt"] == pytest.approx([one.median, one.low, one.high], abs=1e-9)
    assert told["sentences"][0] == command.sentence
    assert move["change"] == pytest.approx(dict(command.after.change), abs=1e-9)
    assert move["change"]["pelvic_tilt"] > 0.01


def test_left_is_the_mirror_of_right(everyone) -> None:
    left = asked(everyone, ["left.iliopsoas.length=-5%"])["change"]
    right = asked(everyone, ["right.iliopsoas.length=-5%"])["change"]
    for name in ("pelvic_tilt", "lumbar_lordosis"):
        assert left[name] == pytest.approx(right[name], abs=1e-6)
    for name in MIRRORED:
        assert left[name] == pytest.approx(-right[name], abs=1e-6)


@pytest.mark.parametrize(
    "body",
    [
        {"changes": "left"},
        {"changes": [1]},
        {"changes": ["left.iliopsoas.length=-90%"]},
        {"changes": ["left.nothing.length=-5%"]},
        {"changes": ["x"]},
        {"changes": [], "band": "yes"},
        {"changes": [], "more": 1},
        {"changes": ["left.iliopsoas.length=-1%"] * 121},
        [],
    ],
)
def test_bad_input_is_refused_with_words(everyone, body) -> None:
    answer = everyone.client.post("/tug/settle", json=body)
    assert answer.status_code == 422
    assert answer.json()["message"]


def test_another_origin_and_another_type_are_refused(everyone) -> None:
    far = everyone.client.post("/tug/settle", json={"changes": []}, headers={"Origin": "http://far.example"})
    assert far.status_code == 403
    assert everyone.client.post("/tug/settle", content="{}", headers={"Content-Type": "text/plain"}).status_code == 422


def test_the_plain_form_says_the_same(everyone) -> None:
    assert "<svg" in everyone.get("/tug")
    page = everyone.post("/tug", status=200, **{"iliopsoas.side": "left", "iliopsoas.length": "-5"})
    assert settle_changes([parse_change("left.iliopsoas.length=-5%")]).sentence in page
    assert "larger than the body can hold" in everyone.post("/tug", status=200, **{"iliopsoas.length": "-90"})


def test_without_a_result_there_is_no_mine(everyone) -> None:
    (everyone.folder / "result" / "assessment.json").unlink()
    assert "who=mine" not in everyone.get("/tug")
