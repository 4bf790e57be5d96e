"""Each gate of a photo answers with a reason, what to do and a place; good photos pass; left is the mirror of right."""

from __future__ import annotations

import dataclasses
import io

import numpy as np
import PIL.Image
import pytest

from evenpull.capture.pose import INDEX
from evenpull.errors import CaptureRefused
from evenpull.measure.gates import (
    check_photo,
    explained,
    found_surely,
    looks_agree,
    roll_of_gravity,
    roll_of_line,
    stance_of,
)
from evenpull.measure.gates.camera import camera_roll
from evenpull.measure.gates.hidden import far_side, knees_seen, side_check
from evenpull.measure.gates.picture import light, sharpness
from tests.unit.pose_people import HEIGHT, WIDTH, noise, standing


def kneeling():
    person = standing()
    points = person.points.copy()
    for side in ("left", "right"):
        points[INDEX[f"{side}_ankle"], 1] = points[INDEX[f"{side}_knee"], 1] + 20
    return dataclasses.replace(person, points=points)


def sitting():
    world = standing().world.copy()
    world[[25, 26], 1], world[[25, 26], 2] = 0.05, -0.4
    return dataclasses.replace(standing(), world=world)


def cut_off():
    presence = np.ones(33)
    presence[[27, 31]] = 0.05
    return standing(presence=presence)


def hidden_knee(side):
    visibility = np.ones(33)
    visibility[INDEX[f"{side}_knee"]] = 0.1
    return standing(visibility=visibility)


def table(people, **given):
    return check_photo(noise(1), people, file="photo.png", **given)


def test_a_good_photo_passes_every_gate():
    assert {result.outcome for result in table([standing()]).results} == {"passed"}


def test_standing_sitting_and_kneeling_are_told_apart():
    assert (stance_of(standing()), stance_of(sitting()), stance_of(kneeling())) == ("stands", "sits", "kneels")


@pytest.mark.parametrize(
    ("people", "gate", "code"),
    [
        ([], "one_person", "no_person"),
        ([standing(), standing(shift=150)], "one_person", "several_people"),
        ([cut_off()], "whole_body", "cropped"),
        ([standing(size=200.0)], "near_enough", "too_small"),
        ([sitting()], "stance", "not_standing"),
        ([kneeling()], "stance", "not_standing"),
        ([standing(yaw_deg=45)], "view", "wrong_view"),
    ],
)
def test_a_refusal_names_its_gate_and_says_what_to_do(people, gate, code):
    found = table(people)
    first = found.refused[0]
    assert (first.gate, first.code) == (gate, code)
    assert first.to_do
    with pytest.raises(CaptureRefused) as caught:
        found.stop_if_refused()
    assert caught.value.reason == code


def test_a_slight_turn_is_a_warning_that_says_how_far():
    turned = table([standing(yaw_deg=20)]).of("view")
    assert turned.outcome == "warned"
    assert turned.value == pytest.approx(20)
    assert "20 degrees" in turned.reason


def test_the_spot_of_a_mirrored_person_is_the_mirrored_spot():
    person = cut_off()
    spot = table([person]).of("whole_body").spot
    other = check_photo(noise(1)[:, ::-1], [person.mirrored(width=WIDTH)], file="p").of("whole_body").spot
    back = other.mirrored(picture_width=WIDTH)
    assert (back.x, back.y, back.width, back.height) == pytest.approx((spot.x, spot.y, spot.width, spot.height))


def test_a_hidden_knee_withholds_what_needs_that_knee_and_only_on_its_side():
    for side, other in (("left", "right"), ("right", "left")):
        result = knees_seen([hidden_knee(side)])
        assert result.outcome == "warned"
        assert any(w.hides("knee_flexion", side=side, method="clip") for w in result.withholds)
        assert not any(w.hides("knee_flexion", side=other, method="clip") for w in result.withholds)
        assert not any(w.hides("knee_alignment", side=side, method="marked_photo") for w in result.withholds)
    assert knees_seen([hidden_knee("left")], sides=("right",)).outcome == "passed"


def test_the_far_side_is_withheld_and_asked_for():
    result = far_side("left")
    assert any(w.hides("knee_flexion", side="right", method="clip") for w in result.withholds)
    assert not any(w.hides("knee_flexion", side="left", method="clip") for w in result.withholds)
    assert "right side" in result.to_do
    assert far_side(None).outcome == "passed"


def test_an_unconfirmed_side_withholds_what_names_a_side():
    result = side_check(None, sided={"shoulder_level"})
    assert any(w.hides("shoulder_level", side=None, method="photo") for w in result.withholds)
    assert side_check(False, sided={"shoulder_level"}).outcome == "passed"


@pytest.mark.parametrize("roll", [-7.0, 0.0, 3.0])
def test_a_level_line_an_upright_line_and_gravity_tell_the_same_tilt(roll):
    cos, sin = np.cos(np.radians(roll)), np.sin(np.radians(roll))
    assert roll_of_line(((10, 10), (10 + 100 * cos, 10 + 100 * sin))) == pytest.approx(roll)
    assert roll_of_line(((10, 10), (10 - 100 * sin, 10 + 100 * cos))) == pytest.approx(roll)
    assert roll_of_line(((10 - 100 * sin, 10 + 100 * cos), (10, 10))) == pytest.approx(roll)
    assert roll_of_gravity(-sin, cos) == pytest.approx(roll)


def test_a_line_without_length_and_a_phone_that_looks_down_tell_nothing():
    assert roll_of_line(((5, 5), (5, 5))) is None
    assert roll_of_line(None) is None
    assert roll_of_gravity(0.0, 0.0) is None


@pytest.mark.parametrize(("roll", "outcome"), [(None, "warned"), (3.0, "passed"), (-3.0, "passed"), (-30.0, "refused")])
def test_a_tilt_that_no_one_holds_unawares_is_refused(roll, outcome):
    assert camera_roll(roll).outcome == outcome


@pytest.mark.parametrize(
    ("result", "outcome"),
    [
        (light(20), "refused"),
        (light(120), "passed"),
        (light(245), "warned"),
        (sharpness(2), "refused"),
        (sharpness(60), "passed"),
        (looks_agree({"a": 1.0}, most_deg={"a": 2.0}), "passed"),
        (looks_agree({"a": 3.0}, most_deg={"a": 2.0}), "warned"),
        (found_surely(standing(), [], width=WIDTH), "refused"),
        (found_surely(standing(shift=30), [standing(shift=30).mirrored(width=WIDTH)], width=WIDTH), "passed"),
        (found_surely(standing(shift=120), [standing(shift=120)], width=WIDTH), "refused"),
    ],
)
def test_gates_of_the_picture_answer(result, outcome):
    assert result.outcome == outcome


def test_an_explanation_draws_a_box_where_the_fault_is_and_hides_the_face():
    image = noise(3)
    grey = np.full_like(image, 128)
    person = cut_off()
    still = explained(grey, [person], table([person]).refused[0])
    shown = np.asarray(PIL.Image.open(io.BytesIO(still.jpeg)).convert("RGB"), dtype=int)
    orange = (shown[..., 0] - shown[..., 2]) > 120
    rows, columns = np.nonzero(orange)
    ankle = person.at("left_ankle")
    assert abs(rows.mean() - ankle[1]) < 80
    assert abs(columns.mean() - ankle[0]) < 80
    assert shown.shape == (HEIGHT, WIDTH, 3)
