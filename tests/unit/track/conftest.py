"""Two times of a made-up desk worker, from the example that ships."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from evenpull.capture.person import Person, check_person
from evenpull.knowledge import Catalogue
from evenpull.knowledge.yaml_source import plain, read_yaml

Change = Callable[[dict[str, Any]], None]


@pytest.fixture(scope="session")
def first_time(examples_dir) -> dict[str, Any]:
    """The example as plain data."""
    data: dict[str, Any] = plain(read_yaml(examples_dir / "desk_worker" / "person.yaml"))
    return json.loads(json.dumps(data, default=str))


@pytest.fixture
def old(first_time: dict[str, Any], catalogue: Catalogue) -> Person:
    return check_person(json.loads(json.dumps(first_time)), catalogue)


@pytest.fixture
def again(first_time: dict[str, Any], catalogue: Catalogue) -> Callable[..., Person]:
    """The same person six weeks later with everything read anew and the same; a change may be made to the data."""

    def make(change: Change | None = None) -> Person:
        data = json.loads(json.dumps(first_time))
        data["start"], data["screening"]["date"] = "2027-04-12", "2027-04-11"
        for test in data["tests"]:
            test["date"] = "2027-04-11"
        if change is not None:
            change(data)
        return check_person(data, catalogue)

    return make
