"""Laws of settling: mirror, energy, stability at draws, a monotone answer, and random bodies without a warning."""

from __future__ import annotations

import mujoco
import numpy as np
import pytest

from evenpull.body.calibration import healthy
from evenpull.body.coordinates import root
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.settle import Ground, metrics, settle
from evenpull.body.settle.balance import Balance
from evenpull.body.settle.posture import drawn_stiffness
from evenpull.body.settle.prepared import Prepared, prepare
from evenpull.body.settle.stances import STANCES
from evenpull.body.settle.stiffness import NOMINAL
from evenpull.errors import NotConverged

RANDOM_BODIES = 36
"""Enough to meet refusals and continuation; a thousand are in `benchmarks/accuracy/body_settle.py`."""


@pytest.fixture(scope="module")
def body() -> Body:
    """The body."""
    return load_body()


@pytest.fixture(scope="module")
def adult(body: Body) -> Parameters:
    """The calibrated adult."""
    return healthy(body)


@pytest.fixture(scope="module")
def standing(body: Body, adult: Parameters) -> Prepared:
    """The adult on both feet."""
    return prepare(body, adult, "both_feet")


@pytest.mark.parametrize("seed", range(4))
def test_a_mirrored_change_gives_the_mirrored_posture(body: Body, adult: Parameters, seed: int) -> None:
    generator = np.random.default_rng(seed)
    mirror = body.mirror()
    length, strength = 0.03 * generator.standard_normal((2, len(body.names)))
    ground = Ground(lift_left_m=0.004 * seed, wedge_right_rad=0.02 * seed, left_leg_longer_m=0.002)
    one = settle(body, adult.changed(length=length, strength=strength), healthy=adult, ground=ground)
    other = settle(
        body,
        adult.changed(length=length[mirror.muscle], strength=strength[mirror.muscle]),
        healthy=adult,
        ground=ground.mirrored(),
    )
    assert np.abs(mirror.posture(one.q) - other.q).max() < 1e-9
    assert np.abs(root.mirrored(one.root) - other.root).max() < 1e-9
    values = [np.array([found.metrics[name] for name in metrics.NAMES]) for found in (one, other)]
    assert np.abs(metrics.mirrored(values[0]) - values[1]).max() < 1e-6


def test_a_symmetric_body_stays_symmetric(body: Body, adult: Parameters) -> None:
    one = np.where(np.char.startswith(np.array(body.names), "glm"), -0.04, 0.01)
    found = settle(body, adult.changed(length=one), healthy=adult)
    assert np.abs(body.mirror().posture(found.q) - found.q).max() < 1e-9


@pytest.mark.parametrize("name", sorted(STANCES))
def test_the_gradient_is_the_slope_of_the_energy(body: Body, adult: Parameters, name: str) -> None:
    generator = np.random.default_rng(7)
    ref = prepare(body, adult, name).reference
    person = adult.changed(length=0.04 * generator.standard_normal(len(body.names)))
    ground = Ground(lift_left_m=0.01, wedge_right_rad=0.05)
    balance = Balance(reference=ref, parameters=person, ground=ground, stiffness=NOMINAL, rho=0.7)
    tangent = body.coordinates.tangent
    for _ in range(3):
        state = ref.stance.state.moved(0.03 * generator.standard_normal(tangent))
        along = generator.standard_normal(tangent)
        step = 1e-5
        slope = (balance.energy(state.moved(step * along)) - balance.energy(state.moved(-step * along))) / (2 * step)
        assert balance.at(state).gradient @ along == pytest.approx(slope, rel=1e-6, abs=1e-5)


@pytest.mark.parametrize("rho", [0.0, 1.0])
def test_a_settled_posture_is_lower_than_every_allowed_neighbour_at_some_draws(standing: Prepared, rho: float) -> None:
    for stiffness in drawn_stiffness(standing)[::50]:
        balance = Balance(
            reference=standing.reference, parameters=standing.reference.healthy, stiffness=stiffness, rho=rho
        )
        least = np.linalg.eigvalsh(standing.response.hessian(stiffness[None], rho)[0])[0]
        assert least > 0.0
        assert balance.energy(standing.reference.stance.state) < balance.energy(
            standing.reference.stance.state.moved(0.02 * standing.near.free[:, 0])
        )


def test_random_bodies_settle_or_are_refused_by_name_and_mujoco_never_warns(body: Body, adult: Parameters) -> None:
    generator = np.random.default_rng(11)
    said: list[str] = []
    mujoco.set_mju_user_warning(said.append)
    refused, reasons = 0, set[str]()
    try:
        for number in range(RANDOM_BODIES):
            size = (0.02, 0.05, 0.1)[number % 3]
            length, strength, stiffness = size * generator.standard_normal((3, len(body.names)))
            person = adult.changed(length=length, strength=5 * strength, stiffness=5 * stiffness)
            try:
                found = settle(body, person, healthy=adult, rho=float(generator.random()))
            except NotConverged as fault:
                reasons.add(fault.message.split(":")[0])
                refused += 1
            else:
                assert found.least_eigenvalue > 0.0
                assert np.isfinite(found.q).all()
    finally:
        mujoco.set_mju_user_warning(None)
    assert not said
    assert reasons <= {"unstable_direction", "out_of_range"}
    assert refused < RANDOM_BODIES // 4
