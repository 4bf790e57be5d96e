"""The posed tests of one body, computed once."""

import pytest

from evenpull.body.calibration import healthy
from evenpull.body.model.load import load_body
from evenpull.body.protocols import battery_of
from tests.unit.body.protocols.people import Posed


@pytest.fixture(scope="session")
def posed() -> Posed:
    """The body that ships with its healthy man; treat as read-only."""
    body = load_body()
    return Posed(body=body, healthy=healthy(body), battery=battery_of(body))
