"""Points that a person marks in a photo give posture with the catalogue's signs; left is the mirror of right."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from evenpull.capture.person.model import PictureConfirmation
from evenpull.core.side import mirror
from evenpull.errors import InputError, OutOfRange
from evenpull.measure.marked import METRICS, measure_marked
from evenpull.measure.marks import read_marks
from evenpull.measure.photo import measure_photo
from evenpull.measure.records import Measured, Measurement
from evenpull.measure.static import MARKABLE, average, together
from tests.unit.pose_people import photo_of, standing

SIZE = (400, 800)


def sides(left: tuple[float, float], right: tuple[float, float]) -> dict[str, tuple[float, float]]:
    """Points of the body's left and right, seen from the front by an ordinary camera."""
    return {"picture_left": right, "picture_right": left}


FRONT = {
    "acromion": sides((280, 200), (120, 214)),
    "eye": sides((212, 110), (188, 108)),
    "front_hip_bone": sides((245, 400), (155, 404)),
    "hip_centre": sides((230, 430), (170, 430)),
    "knee_centre": sides((230, 560), (180, 560)),
    "ankle_centre": sides((230, 700), (170, 700)),
    "kneecap_middle": sides((228, 560), (176, 560)),
    "shin_bump": sides((232, 600), (172, 600)),
    "rib_edge": sides((230, 330), (170, 330)),
    "breastbone_lower_end": (200, 300),
}
BACK = {
    "c7_mark": (206, 150),
    "acromion": {"picture_left": (120, 200), "picture_right": (280, 200)},
    "shoulder_blade_lower_tip": {"picture_left": (160, 300), "picture_right": (240, 304)},
    "shoulder_blade_ridge_inner": {"picture_left": (185, 240), "picture_right": (215, 240)},
    "shoulder_blade_ridge_outer": {"picture_left": (130, 235), "picture_right": (270, 225)},
    "back_hip_bone": {"picture_left": (185, 420), "picture_right": (215, 420)},
    "spine_line": ((204, 200), (210, 260), (206, 320), (202, 380)),
    "shin_upper": {"picture_left": (170, 600), "picture_right": (230, 600)},
    "shin_lower": {"picture_left": (170, 690), "picture_right": (230, 690)},
    "heel_upper": {"picture_left": (170, 710), "picture_right": (230, 710)},
    "heel_lower": {"picture_left": (170, 740), "picture_right": (234, 740)},
}
SIDE = {
    "c7_mark": (180, 170),
    "ear_tragus": (205, 130),
    "acromion": (200, 205),
    "front_hip_bone": (240, 410),
    "back_hip_bone": (165, 395),
    "hip": (205, 430),
    "knee": (198, 560),
    "ankle_bone": (190, 700),
    "l1_skin": (160, 330),
    "deepest_low_back": (168, 370),
    "s2_skin": (155, 420),
    "t1_mark": (178, 180),
    "below_t1": (168, 205),
    "above_t12": (160, 290),
    "t12_mark": (164, 315),
}
LENGTH = {"start": (20, 100), "end": (20, 300), "cm": 100}


def told(marks, **fields) -> PictureConfirmation:
    return PictureConfirmation.model_validate({"file": "a.png", "marks": marks} | fields)


def measured(catalogue, marks, seen_from, *, mirrored=False, facing=0, roll=None, **fields) -> Measured:
    read = read_marks(
        told(marks, **fields),
        view=seen_from,
        size=SIZE,
        mirrored=mirrored,
        roll_deg=roll,
        facing=facing,
        catalogue=catalogue,
    )
    return measure_marked(read, roll_sd_deg=0.3, catalogue=catalogue, file="a.png")


def values(found: Measured) -> dict[tuple[str, str | None], float]:
    return {(row.metric, row.side): row.value for row in found.measurements}


def test_the_marks_of_each_metric_are_points_of_its_own_view(catalogue):
    for name, metric in catalogue.posture_metrics.items():
        assert bool(metric.marks) == (name in MARKABLE), name
        for mark in metric.marks:
            assert metric.view in catalogue.landmarks[mark].views, (name, mark)
        if metric.marks:
            assert "marked_photo" in metric.error, name
    used = {mark for metric in catalogue.posture_metrics.values() for mark in metric.marks}
    assert used == set(catalogue.landmarks)


def test_signs_from_the_front(catalogue):
    found = values(measured(catalogue, FRONT, "front", known_length=LENGTH))
    assert found["shoulder_level", None] == pytest.approx(np.degrees(np.arctan(14 / 160)))
    assert found["shoulder_height_difference", None] == pytest.approx(14 * 0.5)
    assert found["head_tilt", None] < 0 < found["pelvis_level", None]
    assert found["trunk_lean", None] == pytest.approx(0)
    assert found["knee_alignment", "right"] > 0.0 == pytest.approx(found["knee_alignment", "left"])
    assert found["leg_line_photo", "right"] < 180
    assert found["q_angle", "left"] > 0
    assert found["rib_angle", None] == pytest.approx(90)


def test_signs_from_behind(catalogue):
    found = values(measured(catalogue, BACK, "back", known_length=LENGTH))
    assert found["neck_between_shoulders", None] == pytest.approx(3)
    assert found["shoulder_blade_height", None] > 0
    assert found["shoulder_blade_turn", None] > 0
    assert found["spine_to_one_side", None] > 0
    assert found["heel_tilt", "right"] > 0 == found["heel_tilt", "left"]


def test_signs_from_the_side(catalogue):
    found = values(measured(catalogue, SIDE, "side", facing=1, known_length=LENGTH, view="right"))
    assert found["pelvic_tilt", None] == pytest.approx(np.degrees(np.arctan(15 / 75)))
    assert found["forward_head", None] == pytest.approx(np.degrees(np.arctan(40 / 25)))
    assert found["forward_shoulder", None] < 0
    assert found["forward_head_distance", None] == pytest.approx(12.5)
    assert found["hips_in_front", None] == pytest.approx(7.5)
    assert found["trunk_lean_side_view", None] < 0
    assert found["knee_straightness", "right"] < 0
    assert found["lordosis", None] > 0
    assert found["upper_back_curve", None] > 0
    assert {name for name, _ in found} == {n for n in METRICS if catalogue.posture_metrics[n].view == "side"}


def flipped(marks):
    def turn(point):
        return (SIZE[0] - point[0], point[1])

    def one(mark):
        if isinstance(mark, dict):
            return {"picture_left": turn(mark["picture_right"]), "picture_right": turn(mark["picture_left"])}
        return tuple(turn(point) for point in mark) if isinstance(mark[0], tuple) else turn(mark)

    return {name: one(mark) for name, mark in marks.items()}


@pytest.mark.parametrize(("marks", "view"), [(FRONT, "front"), (BACK, "back")])
def test_a_mirrored_photo_gives_the_mirrored_numbers(catalogue, marks, view):
    one = values(measured(catalogue, marks, view, known_length=LENGTH, roll=2.0))
    two = values(measured(catalogue, flipped(marks), view, known_length=LENGTH, roll=-2.0))
    for (name, side), value in one.items():
        expected = -value if METRICS[name].of == "sign" else value
        assert two[name, mirror(side)] == pytest.approx(expected, abs=1e-9), name


@pytest.mark.parametrize(("marks", "view"), [(FRONT, "front"), (BACK, "back")])
def test_a_flipped_photo_that_is_known_as_flipped_gives_the_persons_own_numbers(catalogue, marks, view):
    one = values(measured(catalogue, marks, view, known_length=LENGTH))
    two = values(measured(catalogue, flipped(marks), view, mirrored=True, known_length=LENGTH))
    assert two == pytest.approx(one, abs=1e-9)


def test_the_other_side_of_a_person_reads_the_same(catalogue):
    one = values(measured(catalogue, SIDE, "side", facing=1, known_length=LENGTH, view="right"))
    two = values(measured(catalogue, flipped(SIDE), "side", facing=-1, known_length=LENGTH, view="left"))
    assert two == {(name, mirror(side)): pytest.approx(value, abs=1e-9) for (name, side), value in one.items()}


def test_the_cameras_tilt_moves_what_is_read_against_the_horizon_and_nothing_else(catalogue):
    level = values(measured(catalogue, FRONT, "front", known_length=LENGTH))
    turned = values(measured(catalogue, FRONT, "front", roll=3.0, known_length=LENGTH))
    for (name, side), value in level.items():
        if METRICS[name].needs == {"horizon"}:
            assert turned[name, side] - value == pytest.approx(3.0, abs=1e-9), name
        elif not METRICS[name].needs:
            assert turned[name, side] == pytest.approx(value, abs=1e-9), name


def test_one_sided_numbers_wait_for_the_side_and_distances_for_a_scale(catalogue):
    found = measured(catalogue, FRONT, "front", mirrored=None)
    assert {row.metric for row in found.measurements} == {"rib_angle"}
    assert {gap.metric for gap in found.gaps} >= {"shoulder_level", "knee_alignment"}
    bare = measured(catalogue, SIDE, "side", facing=1)
    reasons = {gap.metric: gap.reason for gap in bare.gaps}
    assert "no scale" in reasons["hips_in_front"]
    assert "Which side" in reasons["knee_straightness"]


@pytest.mark.parametrize(
    ("marks", "view", "error", "says"),
    [
        ({"nose_tip": (10, 10)}, "front", InputError, "nose_tip"),
        ({"back_hip_bone": {"picture_left": (10, 10), "picture_right": (90, 10)}}, "front", InputError, "such a view"),
        ({"acromion": (10, 10)}, "front", InputError, "another form"),
        ({"acromion": {"picture_left": (90, 10), "picture_right": (10, 10)}}, "front", InputError, "exchanged"),
        (
            {"acromion": {"picture_left": (10, 10), "picture_right": (401, 10)}},
            "front",
            OutOfRange,
            "outside the photo",
        ),
        ({"acromion": {"picture_left": (10, 10), "picture_right": (11, 10)}}, "front", OutOfRange, "one place"),
        ({"spine_line": ((10, 10), (10, 90), (10, 50))}, "back", InputError, "top to bottom"),
        ({"back_hip_bone": (90, 10), "front_hip_bone": (10, 10)}, "side", InputError, "behind the back point"),
    ],
)
def test_marks_that_cannot_be_are_refused_by_name(catalogue, marks, view, error, says):
    with pytest.raises(error, match=says):
        measured(catalogue, marks, view, facing=1 if view == "side" else 0)


def test_two_points_of_a_length_in_one_place_are_refused(catalogue):
    with pytest.raises(OutOfRange, match="one place"):
        measured(catalogue, FRONT, "front", known_length={"start": (1, 1), "end": (1, 1), "cm": 50})


def test_marks_take_the_place_of_what_was_guessed(tmp_path, catalogue):
    path, pose = photo_of(tmp_path, [standing(shoulder_deg=4)])
    marks = {"acromion": {"picture_left": (120, 200), "picture_right": (280, 200)}}
    found, _ = measure_photo(
        path,
        confirmation=told(marks, file=path.name, right_hand_shown="picture_left"),
        catalogue=catalogue,
        estimator=pose,
    )
    rows = {row.metric: row for row in found.measurements}
    assert (rows["shoulder_level"].method, rows["shoulder_level"].value) == ("marked_photo", pytest.approx(0))
    assert rows["head_tilt"].method == "photo"
    assert len(rows) == len(found.measurements) == 3


def row(value: float, *, source="a.png", sd=4.0, metric="pelvic_tilt", **fields) -> Measurement:
    given = {"id": f"marked.{source}.{metric}", "unit": "deg", "method": "marked_photo"} | fields
    return Measurement(kind="posture", metric=metric, side=None, value=value, sd=sd, source=source, **given)


def test_several_photos_are_averaged_and_what_they_share_stays():
    same = average([row(9.0), row(9.0, source="b.png")])
    many = average([row(9.0, source=f"{n}.png") for n in range(100)])
    apart = average([row(1.0), row(21.0, source="b.png")])
    assert (same.value, apart.value) == (9.0, 11.0)
    assert 4.0 * np.sqrt(0.5) < many.sd < same.sd < 4.0 < apart.sd
    assert same.trials == (9.0, 9.0)


def test_the_order_of_photos_changes_nothing():
    rows = [row(1.0), row(2.5, source="b.png"), row(-3.25, source="c.png")]
    assert average(rows) == average(rows[::-1])


def test_both_sides_of_the_pelvis_are_compared_across_two_photos_only(catalogue):
    left, right = row(8.0, source="l.png"), row(11.0, source="r.png")
    both = together(
        [Measured(measurements=(left,)), Measured(measurements=(right,))],
        near={"l.png": "left", "r.png": "right"},
        catalogue=catalogue,
    )
    rows = {each.metric: each for each in both.measurements}
    assert rows["pelvic_tilt_sides"].value == 3.0
    assert rows["pelvic_tilt_sides"].sd >= 5.6
    assert rows["pelvic_tilt"].value == 9.5
    twice = [Measured(measurements=(left,)), Measured(measurements=(dataclasses.replace(right, source="l.png"),))]
    alone = together(twice, near={"l.png": "left"}, catalogue=catalogue)
    assert "pelvic_tilt_sides" not in {each.metric for each in alone.measurements}
