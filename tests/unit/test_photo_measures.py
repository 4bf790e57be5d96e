"""A front photo gives three tilts with errors; every gate refuses what it must; left is the mirror of right."""

from __future__ import annotations

import dataclasses
import io

import numpy as np
import PIL.Image
import pytest

from evenpull.capture.person.model import PictureConfirmation
from evenpull.capture.pose import INDEX, RecordedPose
from evenpull.capture.still import blurred_still, face_circle
from evenpull.core.side import mirror
from evenpull.errors import CaptureRefused
from evenpull.measure.photo import measure_photo
from tests.unit.pose_people import HEIGHT, WIDTH, noise, photo_of, standing


def said(hand="picture_left", **fields) -> PictureConfirmation:
    return PictureConfirmation(file="photo.png", right_hand_shown=hand, **fields)


def values(measured) -> dict[str, float]:
    return {row.metric: row.value for row in measured.measurements}


def test_tilts_are_read_with_their_signs_and_errors(tmp_path, catalogue):
    path, pose = photo_of(tmp_path, [standing(shoulder_deg=4, head_deg=-3, lean_deg=2)])
    measured, picture = measure_photo(path, confirmation=said(), catalogue=catalogue, estimator=pose)
    assert values(measured) == pytest.approx({"shoulder_level": 4, "head_tilt": -3, "trunk_lean": 2}, abs=1e-6)
    for row in measured.measurements:
        assert row.sd > catalogue.posture_metrics[row.metric].error["photo"].value
    assert picture.side_confirmed
    assert max(picture.width, picture.height) <= 900


def test_nothing_with_a_side_is_said_until_the_side_is_confirmed(tmp_path, catalogue):
    path, pose = photo_of(tmp_path, [standing(shoulder_deg=4)])
    measured, picture = measure_photo(path, confirmation=None, catalogue=catalogue, estimator=pose)
    assert not measured.measurements
    assert "Which side is right in this picture is not confirmed." in {gap.reason for gap in measured.gaps}
    assert not picture.side_confirmed


def test_a_mirrored_photo_gives_the_mirrored_numbers(tmp_path, catalogue):
    people = [standing(shoulder_deg=4, head_deg=-3, lean_deg=2, shift=7)]
    path, pose = photo_of(tmp_path, people)
    other, _ = photo_of(tmp_path, people, name="mirrored.png", mirrored=True)
    one, _ = measure_photo(path, confirmation=said(), catalogue=catalogue, estimator=pose)
    two, _ = measure_photo(other, confirmation=said(), catalogue=catalogue, estimator=pose)
    assert values(two) == pytest.approx({name: -value for name, value in values(one).items()}, abs=1e-9)
    assert [row.sd for row in two.measurements] == pytest.approx([row.sd for row in one.measurements])


def test_a_flipped_photo_that_is_confirmed_as_flipped_gives_the_persons_own_numbers(tmp_path, catalogue):
    people = [standing(shoulder_deg=4, head_deg=-3, lean_deg=2)]
    path, pose = photo_of(tmp_path, people)
    other, _ = photo_of(tmp_path, people, name="mirrored.png", mirrored=True)
    one, plain = measure_photo(path, confirmation=said(), catalogue=catalogue, estimator=pose)
    two, flipped = measure_photo(other, confirmation=said("picture_right"), catalogue=catalogue, estimator=pose)
    assert values(two) == pytest.approx(values(one), abs=1e-9)
    left, right = plain.points["left_shoulder"], flipped.points["left_shoulder"]
    assert left[0] + right[0] == pytest.approx(plain.width)


@pytest.mark.parametrize("hand", ["picture_left", "picture_right"])
def test_a_level_line_takes_the_cameras_tilt_away_and_narrows_the_error(tmp_path, catalogue, hand):
    path, pose = photo_of(tmp_path, [standing(shoulder_deg=-3, head_deg=-3, lean_deg=-3)])
    down = np.tan(np.radians(3)) * 100
    level = ((0.0, 0.0), (100.0, float(down)))
    measured, _ = measure_photo(path, confirmation=said(hand, level_line=level), catalogue=catalogue, estimator=pose)
    unmarked, _ = measure_photo(path, confirmation=said(hand), catalogue=catalogue, estimator=pose)
    assert values(measured) == pytest.approx({"shoulder_level": 0, "head_tilt": 0, "trunk_lean": 0}, abs=1e-6)
    assert all(a.sd < b.sd for a, b in zip(measured.measurements, unmarked.measurements, strict=True))


def test_everything_else_is_one_gap_per_row_of_the_page_that_says_what_would_close_it(tmp_path, catalogue):
    path, pose = photo_of(tmp_path, [standing()])
    measured, _ = measure_photo(path, confirmation=said(), catalogue=catalogue, estimator=pose)
    read = {row.metric for row in measured.measurements}
    told = {gap.metric: gap.reason for gap in measured.gaps}
    assert len(told) == len(measured.gaps) <= 6
    for name, metric in catalogue.posture_metrics.items():
        shown_by_a_photo = metric.view != "other"
        assert (metric.name in told.get(metric.row, "")) == (shown_by_a_photo and name not in read), name
    assert all(gap.closes for gap in measured.gaps)


def sitting():
    person = standing()
    world = person.world.copy()
    world[[25, 26], 1], world[[25, 26], 2] = 0.05, -0.4
    return [type(person)(**{f: getattr(person, f) for f in person.__dataclass_fields__} | {"world": world})]


def lying():
    person = standing()
    points = person.points[:, ::-1] * (WIDTH / HEIGHT)
    return [type(person)(**{f: getattr(person, f) for f in person.__dataclass_fields__} | {"points": points.copy()})]


def cut_off():
    presence = np.ones(33)
    presence[[27, 28, 31, 32]] = 0.05
    return [standing(presence=presence)]


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        ([], "no_person"),
        ([standing(), standing(shift=150)], "several_people"),
        (lying(), "sideways"),
        (cut_off(), "cropped"),
        ([standing(size=200.0)], "too_small"),
        (sitting(), "not_standing"),
        ([standing(yaw_deg=45)], "wrong_view"),
        ([standing(yaw_deg=-45)], "wrong_view"),
        ([standing(yaw_deg=140)], "wrong_view"),
    ],
)
def test_each_gate_refuses_with_its_reason_and_what_to_do(tmp_path, catalogue, people, reason):
    path, pose = photo_of(tmp_path, people)
    with pytest.raises(CaptureRefused) as caught:
        measure_photo(path, confirmation=said(), catalogue=catalogue, estimator=pose)
    assert caught.value.reason == reason
    assert caught.value.hint
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize(
    ("asked", "yaw", "passes"),
    [
        ("front", 0, True),
        ("front", 180, False),
        ("back", 180, True),
        ("left", 90, True),
        ("left", -90, True),
        ("right", 0, False),
        ("back", 90, False),
    ],
)
def test_the_view_that_was_said_must_be_the_one_that_is_seen(tmp_path, catalogue, asked, yaw, passes):
    """Either side does for a side: a mirror exchanges them."""
    path, pose = photo_of(tmp_path, [standing(yaw_deg=yaw)])
    if passes:
        _, picture = measure_photo(path, confirmation=said(view=asked), catalogue=catalogue, estimator=pose)
        assert picture.view in {asked, "left", "right"}
        return
    with pytest.raises(CaptureRefused) as caught:
        measure_photo(path, confirmation=said(view=asked), catalogue=catalogue, estimator=pose)
    assert caught.value.reason == "wrong_view"


@pytest.mark.parametrize(("yaw", "forward"), [(90, -1), (-90, 1)])
def test_from_the_side_the_trunk_leans_forward_whichever_way_the_person_faces(tmp_path, catalogue, yaw, forward):
    person = standing(yaw_deg=yaw)
    points = person.points.copy()
    points[[INDEX["left_shoulder"], INDEX["right_shoulder"]], 0] = 200 + forward * 200 * np.tan(np.radians(5))
    points[[INDEX["left_hip"], INDEX["right_hip"]], 0] = 200
    path, pose = photo_of(tmp_path, [dataclasses.replace(person, points=points)])
    down = float(np.tan(np.radians(2)) * 100)
    plain, _ = measure_photo(path, confirmation=None, catalogue=catalogue, estimator=pose)
    level, _ = measure_photo(
        path, confirmation=said(level_line=((0.0, 0.0), (100.0, down))), catalogue=catalogue, estimator=pose
    )
    assert values(plain) == pytest.approx({"trunk_lean_side_view": 5}, abs=1e-6)
    assert values(level) == pytest.approx({"trunk_lean_side_view": 5 - 2 * forward}, abs=1e-6)


@pytest.mark.parametrize(("brightness", "reason"), [(0.1, "too_dark"), (0.0, "blurred")])
def test_a_dark_or_blurred_photo_is_refused(tmp_path, catalogue, brightness, reason):
    image = np.full_like(noise(1), 120) if brightness == 0 else (noise(1) * brightness).astype(np.uint8)
    pose = RecordedPose()
    pose.record(image, [standing()])
    PIL.Image.fromarray(image).save(tmp_path / "photo.png")
    with pytest.raises(CaptureRefused) as caught:
        measure_photo(tmp_path / "photo.png", confirmation=said(), catalogue=catalogue, estimator=pose)
    assert caught.value.reason == reason


def test_landmarks_mirror_twice_into_themselves():
    person = standing(shoulder_deg=4, head_deg=-3, lean_deg=2)
    again = person.mirrored(width=WIDTH).mirrored(width=WIDTH)
    assert again.points == pytest.approx(person.points)
    assert again.world == pytest.approx(person.world)
    assert mirror("left") == "right"


def test_a_still_is_small_and_its_faces_are_unrecognisable():
    image, person = noise(5, width=1000, height=2000), standing()
    still = blurred_still(image, [person])
    shown = np.asarray(PIL.Image.open(io.BytesIO(still.jpeg)).convert("L"), dtype=float)
    assert (still.width, still.height) == (450, 900)
    x, y, radius = (value * still.scale for value in face_circle(person))
    inner = int(radius / 2)
    face = shown[int(y) - inner : int(y) + inner, int(x) - inner : int(x) + inner]
    elsewhere = shown[600:700, 100:200]
    assert face.std() < 0.4 * elsewhere.std()
    assert radius > 1.5 * abs(person.at("left_ear")[0] - person.at("nose")[0]) * still.scale
