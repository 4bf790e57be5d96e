"""Bodies as shipped and as mended, built once."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from evenpull.body.build.parts import Anatomy
from evenpull.body.build.pipeline import MENDS, mended


@pytest.fixture(scope="session")
def myosim() -> Any:
    """MyoSim's own compiled model."""
    pytest.importorskip("myo_sim")
    from evenpull.body.build.shipped import load_myosim  # noqa: PLC0415 - after the skip

    return load_myosim()


@pytest.fixture(scope="session")
def as_shipped(myosim: Any) -> Anatomy:
    """MyoSim's full body, nothing mended; treat as read-only."""
    from evenpull.body.build.shipped import read  # noqa: PLC0415 - after the skip

    return read(myosim)


@pytest.fixture(scope="session")
def without(as_shipped: Anatomy) -> Callable[..., Anatomy]:
    """Make the mended body, leaving out the named mends."""
    made: dict[tuple[str, ...], Anatomy] = {}

    def make(*ids: str) -> Anatomy:
        assert set(ids) <= {mend.id for mend in MENDS}
        if ids not in made:
            made[ids] = mended(copy.deepcopy(as_shipped), tuple(m for m in MENDS if m.id not in ids))
        return made[ids]

    return make
