"""Every id of a closed list and every field of the catalogue has its message, so that no language shows an id."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import pytest

from evenpull.capture.person.model import Override, Pain
from evenpull.capture.pose import LANDMARK_NAMES
from evenpull.infer.records import CallProperty, Pair, Property
from evenpull.knowledge.kinds import KINDS
from evenpull.knowledge.kinds.common import Known, Record
from evenpull.knowledge.kinds.safety import Level
from evenpull.knowledge.vocabulary import EQUIPMENT, REGIONS
from evenpull.measure.kinematics import ANGLES
from evenpull.measure.records import MeasurementQuality, StoppedBy
from evenpull.measure.view import View
from evenpull.plan.records import Programme, Role
from evenpull.report.catalogue_pages.fields import FIELDS
from evenpull.report.catalogue_pages.refs import MANY, ONE
from evenpull.report.drawing.curve import curve_title
from evenpull.report.records import Curve
from evenpull.report.spoken import SPOKEN
from evenpull.report.words import spaced
from evenpull.safety.records import Mode


def choices(record: Any, field: str) -> tuple[str, ...]:
    """Return the choices of a record's field."""
    return get_args(get_type_hints(record)[field])


LISTS: dict[str, tuple[str, ...]] = {
    "levels": get_args(Level),
    "modes of safety": get_args(Mode),
    "modes of a plan": choices(Programme, "mode"),
    "roles": get_args(Role),
    "stopped by": get_args(StoppedBy),
    "quality": get_args(MeasurementQuality),
    "calls": get_args(CallProperty),
    "properties": get_args(Property),
    "pairs": choices(Pair, "kind"),
    "began": choices(Pain, "began"),
    "set": choices(Override, "set"),
    "known": get_args(Known),
    "views": get_args(View),
    "equipment": EQUIPMENT,
    "regions": REGIONS,
    "points": LANDMARK_NAMES,
}


@pytest.mark.parametrize("name", LISTS)
def test_every_id_of_a_closed_list_has_its_message(name: str) -> None:
    assert LISTS[name]
    assert [each for each in LISTS[name] if each not in SPOKEN] == []


def test_in_english_an_id_is_its_own_words() -> None:
    assert [each for each in SPOKEN if spaced(each) != each.replace("_", " ")] == []
    assert spaced("some_other_id") == "some other id"


def records(shape: Any) -> Iterator[type[Record]]:
    """Yield every record that a field's type holds, and those within."""
    for inner in get_args(shape):
        yield from records(inner)
    if isinstance(shape, type) and issubclass(shape, Record):
        yield shape
        for field in shape.model_fields.values():
            yield from records(field.annotation)


def test_every_field_of_the_catalogue_has_its_message() -> None:
    names = {name for model in KINDS.values() for record in records(model) for name in record.model_fields}
    assert names - set(FIELDS) == set()
    assert set(FIELDS) - names == set()


def test_every_kind_has_its_messages() -> None:
    assert set(ONE) == set(MANY) == set(KINDS)


@pytest.mark.parametrize("name", ANGLES)
def test_a_curve_is_called_by_its_angle_and_side(name: str) -> None:
    curve = Curve(name=name, side="left", time_s=(), value_deg=(), sd_deg=(), peaks=())
    assert curve_title(curve).startswith("Left ")
    assert "_" not in curve_title(curve)
