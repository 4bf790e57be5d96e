"""Each gate of a clip answers with its reason; exchanged legs are seen, crossing ones are not taken for exchanged."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from evenpull.capture.pose import INDEX, LANDMARK_NAMES
from evenpull.capture.pose.records import MIRRORED
from evenpull.errors import CaptureRefused
from evenpull.measure.gates import ClipAsked, ClipSeen, check_clip
from tests.unit.pose_people import WIDTH, standing

LEGS = [INDEX[name] for name in LANDMARK_NAMES if name.split("_")[-1] in {"knee", "ankle"}]


def marching(count=120):
    """A person seen from the front who sways a little: legs stay apart."""
    return [standing(shift=6 * np.sin(n / 12)) for n in range(count)]


def exchanged(person, indices):
    order = np.arange(33)
    order[indices] = MIRRORED[indices]
    return dataclasses.replace(person, points=person.points[order].copy())


def walking_past(count=120):
    """Side view: the ankles swing past each other; nothing is exchanged."""
    people = []
    for n in range(count):
        person = standing()
        points = person.points.copy()
        swing = 90 * np.sin(2 * np.pi * n / 30)
        for name, sign in (("left", 1), ("right", -1)):
            points[INDEX[f"{name}_knee"], 0] = 200 + sign * swing / 2
            points[INDEX[f"{name}_ankle"], 0] = 200 + sign * swing
            points[INDEX[f"{name}_hip"], 0] = points[INDEX[f"{name}_shoulder"], 0] = 200
        people.append(dataclasses.replace(person, points=points))
    return people


def seen(people, *, rate=30.0, **given):
    return ClipSeen(file="clip.mov", times_s=[n / rate for n in range(len(people))], people=people, **given)


def test_a_good_clip_passes_every_gate_that_needs_no_word_from_the_person():
    found = check_clip(seen(marching()), ClipAsked(mirrored=False))
    assert [r for r in found.results if r.outcome != "passed"] == []


@pytest.mark.parametrize(
    ("clip", "asked", "code"),
    [
        (seen([None] * 60), None, "no_person"),
        (seen(marching(), company=True), None, "several_people"),
        (seen(marching(30)), None, "too_few_frames"),
        (seen(marching(120)), ClipAsked(least_s=10.0), "too_few_frames"),
        (seen(marching(120), rate=9.0), None, "too_few_frames"),
        (seen([*marching(50), *[None] * 25, *marching(50)]), None, "tracking_lost"),
        (seen([standing(size=150.0)] * 60), None, "too_small"),
        (seen(marching(60), levels=[(12.0, 80.0)]), None, "too_dark"),
        (seen(marching(60), levels=[(120.0, 2.0)]), None, "blurred"),
    ],
)
def test_a_clip_is_refused_with_its_reason(clip, asked, code):
    found = check_clip(clip, asked)
    assert found.refused[0].code == code
    with pytest.raises(CaptureRefused):
        found.stop_if_refused()


def test_sitting_counts_only_where_standing_was_asked_for():
    world = standing().world.copy()
    world[[25, 26], 1], world[[25, 26], 2] = 0.05, -0.4
    seated = [dataclasses.replace(standing(), world=world)] * 60
    assert check_clip(seen(seated), ClipAsked(standing=True)).refused[0].code == "not_standing"
    assert not check_clip(seen(seated)).refused


def test_feet_outside_matter_only_where_the_movement_needs_them():
    presence = np.ones(33)
    presence[[27, 28]] = 0.05
    people = [standing(presence=presence)] * 60
    assert check_clip(seen(people)).refused[0].code == "cropped"
    assert not check_clip(seen(people), ClipAsked(joints=("shoulder", "hip"))).refused


@pytest.mark.parametrize("indices", [LEGS, list(range(33))])
def test_exchanged_sides_are_found_in_the_frames_where_they_are(indices):
    people = marching()
    for n in (50, 51, 52):
        people[n] = exchanged(people[n], indices)
    result = check_clip(seen(people)).of("sides_kept")
    assert (result.outcome, result.frame) == ("warned", 50)
    assert result.value == pytest.approx(3 / 120)
    assert any(w.hides("knee_flexion", side="left", method="clip") for w in result.withholds)


def test_many_exchanged_frames_refuse_the_clip():
    people = marching()
    for n in range(40, 60):
        people[n] = exchanged(people[n], LEGS)
    assert check_clip(seen(people)).of("sides_kept").outcome == "refused"


def test_legs_that_swing_past_each_other_are_not_exchanged():
    assert check_clip(seen(walking_past())).of("sides_kept").outcome == "passed"


def test_a_mirrored_clip_gets_the_same_answers():
    people = marching()
    people[50] = exchanged(people[50], LEGS)
    one = check_clip(seen(people))
    two = check_clip(seen([person.mirrored(width=WIDTH) for person in people]))
    assert [(r.gate, r.outcome) for r in one.results] == [(r.gate, r.outcome) for r in two.results]
    values = [[r.value for r in found.results if r.value is not None] for found in (one, two)]
    assert values[0] == pytest.approx(values[1])


def test_pictures_that_the_phone_dropped_and_slow_clips_withhold_wobble_only():
    times = [n / 30 for n in range(120)]
    for n in range(60, 120):
        times[n] += 0.4
    dropped = check_clip(ClipSeen(file="c", times_s=times, people=marching())).of("frame_rate")
    slow = check_clip(seen(marching(), rate=20.0)).of("frame_rate")
    for result in (dropped, slow):
        assert result.outcome == "warned"
        assert any(w.hides("knee_wobble", side=None, method="clip") for w in result.withholds)
        assert not any(w.hides("knee_flexion_peak", side="left", method="clip") for w in result.withholds)
