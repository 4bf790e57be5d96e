"""The shipped body and its own muscles, loaded once."""

import pytest

from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Capsule


@pytest.fixture(scope="session")
def body() -> Body:
    """The body that ships; treat as read-only."""
    pytest.importorskip("mujoco")
    return load_body()


@pytest.fixture(scope="session")
def person(body: Body) -> Parameters:
    """The body's muscles as built, without capsules: nothing here depends on a calibration."""
    return Parameters(muscles=body.muscles(), capsule=Capsule.none(len(body.coordinates.names)))
