"""The tug of war on the pelvis: ropes as thick as their pull, numbers as given, a factor that is said."""

from __future__ import annotations

import re

import pytest

from evenpull.body.portrait.ropes import ROPES, Tug
from evenpull.body.portrait.tug import draw_tug
from evenpull.body.portrait.tug_bones import THICKEST, THINNEST
from evenpull.errors import OutOfRange, UnknownId
from tests.unit.body.portrait.svg_shapes import SVG, root_of

EVEN = {"back_extensors": 100.0, "abdominals": 50.0, "hip_extensors": 25.0, "hip_flexors": 0.0}


def widths(picture: str) -> dict[str, list[float]]:
    found: dict[str, list[float]] = {name: [] for name in ROPES}
    for path in root_of(picture).iter(f"{SVG}path"):
        for name, rope in ROPES.items():
            if path.get("stroke") == rope.colour:
                found[name].append(float(path.get("stroke-width")))
    return found


def test_ropes_are_as_thick_as_they_pull():
    found = widths(draw_tug(Tug(pulls=EVEN)))
    for name, pull in EVEN.items():
        assert found[name] == [pytest.approx(THINNEST + (THICKEST - THINNEST) * pull / 100.0, abs=0.051)]


def test_two_states_share_one_scale_of_thickness():
    found = widths(draw_tug(Tug(pulls=EVEN), Tug(pulls={**EVEN, "hip_flexors": 200.0}, tilt_deg=2.0)))
    assert found["hip_flexors"] == [pytest.approx(THINNEST), pytest.approx(THICKEST)]
    assert (
        found["back_extensors"][0] == found["back_extensors"][1] == pytest.approx((THINNEST + THICKEST) / 2, abs=0.06)
    )


def test_pulls_and_what_was_gained_are_written_in_newtons():
    picture = draw_tug(Tug(pulls=EVEN), Tug(pulls={**EVEN, "abdominals": 44.4, "hip_flexors": 61.0}))
    for words in ("100 N", "50 N", "25 N", "44 N", "61 N", "−6 N", "+61 N", "±0 N"):
        assert f">{words}<" in picture


def test_turn_is_drawn_larger_and_said_in_true_degrees():
    after = Tug(pulls=EVEN, tilt_deg=2.0, lordosis_deg=1.0)
    picture = draw_tug(Tug(pulls=EVEN), after, factor=5.0)
    assert ">+2.0°<" in picture
    assert "5 times as large as they are" in picture
    plain = draw_tug(Tug(pulls=EVEN), after)
    assert "times as large" not in plain
    assert picture != plain


def test_forward_tilt_lowers_the_front_of_the_pelvis():
    def front(tilt: float) -> float:
        picture = draw_tug(Tug(pulls=EVEN), Tug(pulls=EVEN, tilt_deg=tilt))
        label = next(t for t in root_of(picture).iter(f"{SVG}text") if re.fullmatch(r"[+−]\d.*°", t.text or ""))
        return float(label.get("y"))

    assert front(8.0) > front(3.0) > front(-3.0)


def test_nothing_is_written_outside_the_picture():
    picture = draw_tug(
        Tug(pulls=dict.fromkeys(ROPES, 12345.0)), Tug(pulls=dict.fromkeys(ROPES, 2345.0)), caption="x " * 90
    )
    x, _, width, height = (float(v) for v in root_of(picture).get("viewBox").split())
    for text in root_of(picture).iter(f"{SVG}text"):
        assert -1 <= float(text.get("x")) <= width
        assert 0 < float(text.get("y")) < height
    assert x == 0


def test_the_description_tells_the_whole_picture():
    picture = draw_tug(Tug(pulls=EVEN), caption="Computed for plain standing.")
    words = root_of(picture).find(f"{SVG}desc").text
    for part in ("hip flexors 0 N", "belly muscles 50 N", "Computed for plain standing."):
        assert part in words


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        (Tug(pulls={**EVEN, "calves": 1.0}), UnknownId),
        (Tug(pulls={"abdominals": 1.0}), OutOfRange),
        (Tug(pulls={**EVEN, "abdominals": -1.0}), OutOfRange),
        (Tug(pulls={**EVEN, "abdominals": float("nan")}), OutOfRange),
        (Tug(pulls=EVEN, tilt_deg=60.0), OutOfRange),
    ],
)
def test_what_cannot_be_drawn_is_refused(state, fault):
    with pytest.raises(fault):
        draw_tug(state)
