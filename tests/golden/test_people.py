"""Golden people: twelve typed people, what must be said of each, checked against arithmetic done by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from evenpull.capture.person.model import Person
from evenpull.infer.assess import infer
from evenpull.infer.records import Inference
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.measure.typed import measure_person
from evenpull.safety.screening import screen

PEOPLE = YAML(typ="safe", pure=True).load(Path(__file__).with_name("people.yaml").read_text(encoding="utf-8"))
TOLERANCE = 0.05


def inferred(golden: dict[str, Any], catalogue: Catalogue) -> Inference:
    person = Person.model_validate(golden["person"])
    photo = [
        Measurement(
            id=f"posture.{one['metric']}", kind="posture", side=None, method="marked_photo", session="side.jpg", **one
        )
        for one in golden.get("photo", [])
    ]
    measurements = [*measure_person(person, catalogue).measurements, *photo]
    return infer(measurements, person=person, profile=screen(person, catalogue), catalogue=catalogue)


@pytest.fixture(params=PEOPLE, ids=[golden["id"] for golden in PEOPLE])
def golden(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def test_there_are_twelve_and_each_says_why():
    assert len(PEOPLE) == 12
    assert all(one["because"] and one["arithmetic"] for one in PEOPLE)


def test_what_is_said_of_a_golden_person_is_what_was_worked_out_by_hand(golden, catalogue):
    result = inferred(golden, catalogue)
    if golden.get("no_calls"):
        assert [call.id for call in result.calls] == []
    for expected, said in ((golden.get("call"), result.calls), (golden.get("open"), result.open_questions)):
        if expected:
            call = next(each for each in said if each.id == expected["id"])
            assert call.word == expected["word"]
            assert call.probability == pytest.approx(expected["probability"], abs=TOLERANCE)
            assert call.against
    if "call" in golden:
        assert [call.id for call in result.calls] == [golden["call"]["id"]]


def test_pairs_muscles_and_limits_of_a_golden_person_are_as_worked_out(golden, catalogue):
    result = inferred(golden, catalogue)
    if "pair" in golden:
        expected = golden["pair"]
        pair = next(
            each
            for each in result.pairs
            if each.kind == "left_right" and each.first == expected["first"] and each.property == expected["property"]
        )
        assert pair.p_first_lower == pytest.approx(expected["p_first_lower"], abs=TOLERANCE)
    if "muscle" in golden:
        expected = golden["muscle"]
        state = next(s for s in result.muscles if (s.muscle, s.side) == (expected["muscle"], expected["side"]))
        assert getattr(state, expected["property"]).p_low == pytest.approx(expected["p_low"], abs=TOLERANCE)
    if "limit" in golden:
        call = next(each for each in result.open_questions if each.id == golden["open"]["id"])
        assert any(golden["limit"] in limit for limit in call.limits)
