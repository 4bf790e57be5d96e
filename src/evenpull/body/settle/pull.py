"""How hard every muscle pulls in a settled posture."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenpull.body.calibration import healthy as healthy_adult
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import tension
from evenpull.body.settle.posture import Settled
from evenpull.body.settle.prepared import prepare

Array = NDArray[np.float64]


def pulls(body: Body, parameters: Parameters, found: Settled, *, healthy: Parameters | None = None) -> Array:
    """Return the tension of every muscle along its path, N (muscles,), where a body came to rest.

    Args:
        body: The body.
        parameters: The person's, with which it was settled.
        found: Where it rests.
        healthy: The same body's healthy parameters; the calibrated adult's when not given.
    """
    prepared = prepare(body, healthy_adult(body) if healthy is None else healthy, found.stance)
    length, _ = body.states.lengths(found.q[None])
    activation = parameters.muscles.resting_activation + found.rho * prepared.reference.command
    return np.asarray(tension(parameters.muscles, length).force(activation)[0])
