"""One healthy body, prepared once."""

from __future__ import annotations

import pytest

from evenpull.body.calibration import healthy
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.settle.prepared import Prepared, prepare


@pytest.fixture(scope="session")
def body() -> Body:
    """The body."""
    return load_body()


@pytest.fixture(scope="session")
def adult(body: Body) -> Parameters:
    """The calibrated adult."""
    return healthy(body)


@pytest.fixture(scope="session")
def standing(body: Body, adult: Parameters) -> Prepared:
    """The adult on both feet."""
    return prepare(body, adult, "both_feet")
