"""Postures meet their aims, and every aim's Jacobian is the derivative of its error."""

import numpy as np
import pytest

from evenpull.body.coordinates import root
from evenpull.body.model.body import Body
from evenpull.body.tasks.posture import Aim, Balance, Lean, Planted, Posture, Reach, find_posture
from evenpull.errors import NotConverged

STEP = 1e-6
AIMS = (
    Planted(name="foot_r", at=(0.1, -0.1), height=0.05),
    Reach(name="hand_l", at=(0.3, None, 0.8)),
    Balance(at=(0.1, 0.0), load_kg=10.0, hands=("hand_r", "hand_l")),
    Balance(at=(0.1, None)),
)


def bent(body: Body) -> Posture:
    """Return a posture in which nothing is symmetric."""
    rng = np.random.default_rng(5)
    low, high = body.coordinates.low, body.coordinates.high
    at = root.moved(np.array([0.1, 0.2, 0.9, 1.0, 0.0, 0.0, 0.0]), 0.2 * rng.normal(size=6))
    return Posture(q=low + (high - low) * rng.uniform(0.4, 0.6, len(low)), at=at)


@pytest.mark.parametrize("aim", AIMS)
def test_jacobians_of_places_and_balance_are_derivatives(body: Body, aim: Aim) -> None:
    posture = bent(body)
    _, slope = aim.miss(body, posture)
    for i in range(slope.shape[1]):
        ends = []
        for sign in (1.0, -1.0):
            step = np.zeros(slope.shape[1])
            step[i] = sign * STEP
            ends.append(aim.miss(body, Posture(q=posture.q + step[6:], at=root.moved(posture.at, step[:6])))[0])
        np.testing.assert_allclose(slope[:, i], (ends[0] - ends[1]) / (2 * STEP), atol=2e-8)


def test_a_lean_is_met_exactly_and_not_sideways(body: Body) -> None:
    n = len(body.coordinates.names)
    start = Posture(q=np.zeros(n), at=np.array([0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0]))
    found = find_posture(body, start, wanted=np.zeros(n), sd=np.full(n, 0.1), aims=[Lean(segment="torso", angle=0.4)])
    up = body.states.places(found.q[None], [_torso()], found.at).rotation[0, 0, :, 2]
    assert np.arctan2(up[0], up[2]) == pytest.approx(0.4, abs=1e-6)
    assert up[1] == pytest.approx(0.0, abs=1e-6)


def test_a_floor_that_no_leg_can_reach_is_refused(body: Body) -> None:
    n = len(body.coordinates.names)
    start = Posture(q=np.zeros(n), at=np.array([0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0]))
    aims = [Planted(name="foot_r", at=(0.0, -0.1)), Planted(name="foot_l", at=(3.0, 0.1))]
    with pytest.raises(NotConverged):
        find_posture(body, start, wanted=np.zeros(n), sd=np.full(n, 0.1), aims=aims)


def _torso():  # type: ignore[no-untyped-def]
    from evenpull.body.coordinates import Point  # noqa: PLC0415 - one use

    return Point(kind="body", name="torso")
