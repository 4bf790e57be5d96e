"""The shipped pose networks on real photos and clips: good ones are measured, unfit ones are refused."""

from __future__ import annotations

import os

import pytest

from evenpull.capture.person.model import PictureConfirmation
from evenpull.capture.pose import BlazePose
from evenpull.capture.pose.weights import LANDMARKER, weights_file
from evenpull.capture.video import read_clip
from evenpull.errors import CaptureRefused, MissingExtra
from evenpull.measure.clip import measure_clip
from evenpull.measure.photo import measure_photo
from evenpull.measure.view import view_of, yaw_deg

pytestmark = pytest.mark.data
CONFIRMED = PictureConfirmation(file="a", right_hand_shown="picture_left")


@pytest.fixture(scope="session")
def pose() -> BlazePose:
    try:
        return BlazePose()
    except MissingExtra as absent:
        if os.environ.get("EVENPULL_REQUIRE_ALL") == "1":
            raise
        pytest.skip(str(absent))


def test_absent_weights_say_how_to_get_them(tmp_path):
    with pytest.raises(MissingExtra, match="make vendor"):
        weights_file(LANDMARKER, folder=tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "personC_front_apose",
        pytest.param("personA_front_apose", marks=pytest.mark.slow),
        pytest.param("personB_front_apose", marks=pytest.mark.slow),
        pytest.param("personB_front_armsnear", marks=pytest.mark.slow),
        pytest.param("personC_front_armsnear", marks=pytest.mark.slow),
    ],
)
def test_standing_front_photos_are_measured(data_dir, catalogue, pose, name):
    photo = data_dir / "standing_photos_front" / "photos" / f"{name}.jpeg"
    measured, picture = measure_photo(photo, confirmation=CONFIRMED, catalogue=catalogue, estimator=pose)
    assert {row.metric for row in measured.measurements} == {"head_tilt", "shoulder_level", "trunk_lean"}
    for row in measured.measurements:
        assert abs(row.value) < 8
        assert 2 < row.sd < 6
    assert picture.points["right_shoulder"][0] < picture.points["left_shoulder"][0]


@pytest.mark.parametrize("name", ["kneeling_right.jpg", "reclined_right.jpg", "desk_hunch.jpeg"])
def test_sitting_and_kneeling_photos_are_refused(data_dir, catalogue, pose, name):
    with pytest.raises(CaptureRefused) as caught:
        measure_photo(
            data_dir / "openposture_photos" / name, confirmation=CONFIRMED, catalogue=catalogue, estimator=pose
        )
    assert caught.value.reason == "not_standing"


def test_an_empty_room_is_no_person(data_dir, catalogue, pose):
    photo = data_dir / "standing_photos_front" / "photos" / "background_only.jpeg"
    with pytest.raises(CaptureRefused) as caught:
        measure_photo(photo, confirmation=CONFIRMED, catalogue=catalogue, estimator=pose)
    assert caught.value.reason == "no_person"


def test_a_person_filmed_from_the_front_at_a_slant_is_found(data_dir, pose):
    frame = next(iter(read_clip(data_dir / "pose2sim_demo" / "single" / "cam01.mp4")))
    people = pose.estimate(frame.image)
    assert people
    assert view_of(yaw_deg(people[0].world)).startswith("front")


@pytest.mark.slow
def test_a_clip_into_which_someone_else_walks_is_refused(data_dir, catalogue, pose):
    clip = data_dir / "sports2d_demo" / "Demo" / "demo.mp4"
    with pytest.raises(CaptureRefused) as caught:
        measure_clip(clip, confirmation=CONFIRMED, catalogue=catalogue, estimator=pose)
    assert caught.value.reason == "several_people"


@pytest.mark.slow
def test_a_real_sit_to_stand_has_five_rises_and_the_near_knees_curve(data_dir, catalogue, pose):
    clip = data_dir / "opencap_video_mocap" / "STS" / "video.mp4"
    measured, picture = measure_clip(clip, confirmation=CONFIRMED, catalogue=catalogue, estimator=pose)
    rows = {row.metric: row for row in measured.measurements}
    assert rows["repetitions"].value == 5
    assert rows["knee_flexion_peak"].side == "left"
    assert rows["knee_flexion_peak"].value == pytest.approx(108, abs=2 * rows["knee_flexion_peak"].sd)
    assert picture.view == "front_left"
