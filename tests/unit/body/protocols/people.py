"""Bodies and people that the tests of posed tests share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.protocols import Battery, load_protocols

LENGTH_TESTS = tuple(name for name, protocol in load_protocols().items() if protocol.effort is None)
STRENGTH_TESTS = tuple(name for name, protocol in load_protocols().items() if protocol.effort is not None)
TWO_ANGLES = tuple(name for name in LENGTH_TESTS if len(load_protocols()[name].moves) == 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posed:
    """The body that ships, its healthy adult, and its battery."""

    body: Body
    healthy: Parameters
    battery: Battery


def swapped(body: Body, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return per-muscle values (..., muscles) with left and right exchanged."""
    names = list(body.names)
    order = [names.index(name[:-2] + ("_l" if name.endswith("_r") else "_r")) for name in names]
    return values[..., order]
