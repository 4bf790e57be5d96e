"""The editor schemas: every shipped file fits its kind's schema, and a wrong field, word or type does not."""

from __future__ import annotations

import copy
import random
from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from evenpull.errors import UnknownId
from evenpull.knowledge.compile import SOURCE
from evenpull.knowledge.kinds import KINDS
from evenpull.knowledge.schema import kind_schema
from evenpull.knowledge.yaml_document import read_document

LEAST = 2
SAMPLE = 100


@cache
def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(kind_schema(kind))


def faults(kind: str, data: Any) -> list[str]:
    return [f"{'.'.join(map(str, fault.path))}: {fault.message}" for fault in validator(kind).iter_errors(data)]


def sampled() -> list[str]:
    """Return a fixed sample of the shipped files, with some of every kind."""
    rng = random.Random(3)
    every = {kind: sorted((SOURCE / kind).glob("*.yaml")) for kind in KINDS}
    chosen = {path for paths in every.values() for path in rng.sample(paths, min(LEAST, len(paths)))}
    rest = [path for paths in every.values() for path in paths if path not in chosen]
    chosen |= set(rng.sample(rest, max(0, SAMPLE - len(chosen))))
    return sorted(path.relative_to(SOURCE).as_posix() for path in chosen)


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_every_kind_is_a_valid_schema_that_refuses_unknown_fields(kind: str) -> None:
    schema = kind_schema(kind)
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert "id" not in schema["properties"]


@pytest.mark.parametrize("name", sampled())
def test_a_shipped_file_fits_its_schema(name: str) -> None:
    assert faults(name.split("/", maxsplit=1)[0], read_document(SOURCE / name, name=name).data) == []


MODEL = {"tests": "modified_thomas", "conditions": "clot", "exercises": "act_clam", "patterns": "lower_crossed"}


def spoilt(kind: str, change: Any) -> list[str]:
    name = f"{kind}/{MODEL[kind]}.yaml"
    data = copy.deepcopy(read_document(SOURCE / name, name=name).data)
    change(data)
    return faults(kind, data)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("tests", lambda data: data.update(colour="blue")),
        ("tests", lambda data: data.update(id="modified_thomas")),
        ("tests", lambda data: data.update(setting="garden")),
        ("tests", lambda data: data.update(needs=["trampoline"])),
        ("tests", lambda data: data["error"]["default"].update(known="guessed")),
        ("tests", lambda data: data["error"].update(default=7)),
        ("tests", lambda data: data["facts"].update(positions=["on_the_head"])),
        ("tests", lambda data: data.pop("steps")),
        ("conditions", lambda data: data["removes"][0].pop("text")),
        ("conditions", lambda data: data.update(reviewed_by={"name": "A", "licence": "B", "date": "yesterday"})),
        ("conditions", lambda data: data.update(reviewed_by={"name": "A", "date": "2027-03-01"})),
        ("exercises", lambda data: data.update(difficulty=9)),
        ("patterns", lambda data: data.update(evidence="overwhelming")),
    ],
)
def test_a_wrong_field_word_or_type_is_refused(kind: str, change: Any) -> None:
    assert spoilt(kind, lambda data: None) == []
    assert spoilt(kind, change)


def test_a_signed_review_is_accepted() -> None:
    signed = {"name": "A", "licence": "B", "date": "2027-03-01"}
    assert spoilt("exercises", lambda data: data.update(reviewed_by=signed)) == []


def test_an_editor_can_tell_what_a_field_is_for() -> None:
    schema = kind_schema("tests")
    assert schema["properties"]["lever"]["description"].startswith("For forces")
    assert "never looser" in schema["$defs"]["Value"]["properties"]["known"]["description"]
    assert schema["properties"]["deprecated"]["description"].startswith("Id of what replaced it")


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(UnknownId) as caught:
        kind_schema("muscle")
    assert "muscles" in caught.value.allowed
