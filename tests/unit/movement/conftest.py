"""What the tests of movement screens share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from evenpull.measure.clip import screen_of
from evenpull.measure.movement import Poses, Screen


@pytest.fixture
def shown(catalogue) -> Callable[..., Screen]:
    """Return what a recording shows, looked at once."""

    def run(poses: Poses, said: str | None = None) -> Screen:
        return screen_of(poses, poses, said=said, catalogue=catalogue, file="clip.mov")[0]

    return run
