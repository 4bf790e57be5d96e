"""Only readings taken the same way are compared; every other is refused by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evenpull.measure.records import Measurement
from evenpull.measure.typed import measure_person
from evenpull.track.pairs import pairs_of
from evenpull.track.visit import Visit


def visit(person, catalogue, **more) -> Visit:
    return Visit(person=person, measurements=(*measure_person(person, catalogue).measurements, *more.get("seen", ())))


def compared(old, new, catalogue):
    return pairs_of(visit(old, catalogue), visit(new, catalogue), catalogue)


def test_everything_read_the_same_way_is_compared(old, again, catalogue) -> None:
    pairs, refused = compared(old, again(), catalogue)
    assert [(pair.new.metric, pair.new.side) for pair in pairs] == [
        ("hip_extension_strength", "left"),
        ("hip_extension_strength", "right"),
        ("modified_thomas", "left"),
        ("modified_thomas", "right"),
    ]
    assert refused == ()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"method": "goniometer"}, "another instrument"),
        ({"device": "B"}, "another instrument"),
        ({"by": "trainer"}, "Someone else"),
        ({"rater": "B"}, "Someone else"),
        ({"pelvis_held_flat": "no"}, "another way"),
        ({"done": {"protocol": "thomas_free_pelvis"}}, "another way"),
    ],
)
def test_another_instrument_rater_or_way_is_refused(old, again, catalogue, changes, words) -> None:
    pairs, refused = compared(old, again(lambda data: data["tests"][0].update(changes)), catalogue)
    assert len(pairs) == 3
    (only,) = refused
    assert (only.metric, only.side, only.why) == ("modified_thomas", "left", "way")
    assert words in only.reason


def test_a_reading_cut_short_by_pain_gives_no_change(old, again, catalogue) -> None:
    pairs, refused = compared(old, again(lambda data: data["tests"][2].update(stopped_by="pain", pain=6)), catalogue)
    assert len(pairs) == 3
    assert refused[0].why == "bound"
    assert "Pain stopped" in refused[0].reason


def test_a_joint_block_and_a_poor_reading_give_no_change(old, again, catalogue) -> None:
    _, blocked = compared(old, again(lambda data: data["tests"][0].update(stopped_by="joint_block")), catalogue)
    assert blocked[0].why == "bound"
    careless = [
        person.model_copy(
            update={"tests": tuple(t.model_copy(update={"pelvis_held_flat": None}) for t in person.tests)}
        )
        for person in (old, again())
    ]
    pairs, refused = compared(*careless, catalogue)
    assert {each.why for each in refused} == {"poor"}
    assert {pair.new.metric for pair in pairs} == {"hip_extension_strength"}


def test_what_was_read_once_has_nothing_to_be_compared_with(old, again, catalogue) -> None:
    _, refused = compared(old, again(lambda data: data["tests"].pop(0)), catalogue)
    assert refused[0].reason == "It was not measured again."
    _, refused = compared(old.model_copy(update={"tests": old.tests[1:]}), again(), catalogue)
    assert refused[0].reason == "It was not measured the first time."


def test_of_several_readings_the_latest_two_that_fit_count(old, again, catalogue) -> None:
    def another_day(data):
        data["tests"].append(data["tests"][0] | {"date": "2027-04-12", "trials": [1, 1], "rater": "C"})
        data["tests"].append(data["tests"][0] | {"date": "2027-04-10", "trials": [2, 2]})

    pairs, _ = compared(old, again(another_day), catalogue)
    left = next(pair for pair in pairs if (pair.new.metric, pair.new.side) == ("modified_thomas", "left"))
    assert left.new.session == "tests.2027-04-11"


def test_posture_from_the_same_camera_is_compared_and_answers_and_ratings_are_not(old, again, catalogue) -> None:
    posture = Measurement(
        id="photo.pelvic_tilt", kind="posture", metric="pelvic_tilt", side=None, value=0.2, sd=0.02, unit="rad",
        method="photo", session="photos/side.jpg",
    )  # fmt: skip
    level = replace(posture, id="clip.knees_in", kind="movement", metric="knees_in", unit="level")
    first, second = (visit(person, catalogue, seen=(posture, level)) for person in (old, again()))
    pairs, _ = pairs_of(first, second, catalogue)
    assert [pair.new.metric for pair in pairs].count("pelvic_tilt") == 1
    assert "knees_in" not in {pair.new.metric for pair in pairs}
    marked = replace(
        second, measurements=tuple(replace(m, method="marked") for m in second.measurements if m.kind == "posture")
    )
    _, refused = pairs_of(first, marked, catalogue)
    assert any(each.metric == "pelvic_tilt" and each.why == "way" for each in refused)
