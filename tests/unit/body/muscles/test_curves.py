"""Muscle curves: slopes and integrals are exact, shapes are those published."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad

from evenpull.body.muscles import curves

Array = NDArray[np.float64]
STEP = 1e-6
GRID = np.linspace(0.2, 2.4, 441)[:, None]
RANGES = [(curves.ACTIVE_LOW, curves.ACTIVE_HIGH), (0.0, 1.6), (0.6, 3.5)]
PASSIVES = [(5.0, 0.6, 1.0), (4.0, 0.35, 0.9), (7.0, 1.4, 1.1)]


def active(fibre: Array, low: float, high: float) -> tuple[Array, Array, Array]:
    return curves.active(fibre, np.array([low]), np.array([high]))


def passive(fibre: Array, shape: float, strain: float, start: float) -> tuple[Array, Array, Array]:
    return curves.passive(fibre, np.array([shape]), np.array([strain]), np.array([start]))


@pytest.mark.parametrize(("low", "high"), RANGES)
def test_active_slope_and_integral_belong_to_the_active_force(low: float, high: float) -> None:
    force, slope, _ = active(GRID, low, high)
    ahead, behind = active(GRID + STEP, low, high), active(GRID - STEP, low, high)
    assert np.abs((ahead[0] - behind[0]) / (2 * STEP) - slope).max() < 1e-4
    assert np.abs((ahead[2] - behind[2]) / (2 * STEP) - force).max() < 1e-8
    for upper in (0.7, 1.0, 1.3, 4.0):
        whole, _ = quad(
            lambda x: active(np.array([[x]]), low, high)[0].item(), low, upper, points=[1.0], limit=200, epsabs=1e-12
        )
        assert active(np.array([[upper]]), low, high)[2].item() == pytest.approx(whole, abs=1e-8)


@pytest.mark.parametrize(("low", "high"), RANGES)
def test_active_force_rises_to_one_at_the_optimum_and_is_zero_outside_its_range(low: float, high: float) -> None:
    force, slope, _ = active(GRID, low, high)
    assert active(np.array([[1.0]]), low, high)[0].item() == pytest.approx(1.0, abs=1e-15)
    assert ((force >= 0) & (force <= 1)).all()
    outside = (low >= GRID) | (high <= GRID)
    assert (force[outside] == 0).all()
    assert (slope[outside] == 0).all()
    assert (np.diff(force[GRID <= 1.0]) >= 0).all()
    assert (np.diff(force[GRID >= 1.0]) <= 0).all()


def test_the_active_curve_passes_through_the_published_points() -> None:
    at = np.array([[0.58705], [0.84], [1.43115]])
    force, slope, _ = active(at, curves.ACTIVE_LOW, curves.ACTIVE_HIGH)
    assert np.allclose(force.ravel(), [0.405224, 0.905224, 0.5], atol=1e-6)
    assert np.allclose(slope.ravel(), [3.543413, 0.8616, -1.403903], atol=1e-5)


@pytest.mark.parametrize(("shape", "strain", "start"), PASSIVES)
def test_passive_slope_and_integral_belong_to_the_passive_force(shape: float, strain: float, start: float) -> None:
    force, slope, _ = passive(GRID, shape, strain, start)
    ahead, behind = passive(GRID + STEP, shape, strain, start), passive(GRID - STEP, shape, strain, start)
    scale = 1 + np.abs(slope)
    assert (np.abs((ahead[0] - behind[0]) / (2 * STEP) - slope) / scale).max() < 1e-5
    assert (np.abs((ahead[2] - behind[2]) / (2 * STEP) - force) / scale).max() < 1e-7
    whole, _ = quad(lambda x: passive(np.array([[x]]), shape, strain, start)[0].item(), start, 1.5, epsabs=1e-12)
    assert passive(np.array([[1.5]]), shape, strain, start)[2].item() == pytest.approx(whole, abs=1e-10)


@pytest.mark.parametrize(("shape", "strain", "start"), PASSIVES)
def test_passive_force_begins_at_zero_never_falls_and_is_one_at_its_strain(
    shape: float, strain: float, start: float
) -> None:
    force, slope, energy = passive(GRID, shape, strain, start)
    slack = start >= GRID
    assert (force[slack] == 0).all()
    assert (energy[slack] == 0).all()
    assert (np.diff(force[~slack]) > 0).all()
    assert (slope >= 0).all()
    assert passive(np.array([[start + strain]]), shape, strain, start)[0].item() == pytest.approx(1.0, abs=1e-12)


def test_a_passive_curve_far_beyond_any_length_is_large_and_finite() -> None:
    force, slope, energy = passive(np.array([[500.0]]), 5.0, 0.6, 1.0)
    assert np.isfinite([force, slope, energy]).all()
    assert force.item() > 1e6
    ahead, behind = (passive(np.array([[500.0 + h]]), 5.0, 0.6, 1.0) for h in (1e-3, -1e-3))
    assert (ahead[0] - behind[0]).item() / 2e-3 == pytest.approx(slope.item(), rel=1e-6)
    assert (ahead[2] - behind[2]).item() / 2e-3 == pytest.approx(force.item(), rel=1e-6)


def test_force_against_speed_is_one_at_rest_zero_at_full_speed_and_never_falls() -> None:
    speed = np.linspace(-1.5, 3.0, 901)[:, None]
    factor = curves.force_velocity(speed)
    assert curves.force_velocity(np.zeros(1)).item() == 1.0
    assert (factor[speed <= -1.0] == 0).all()
    assert (np.diff(factor.ravel()) >= 0).all()
    assert factor.max() < curves.ECCENTRIC_FORCE
    assert curves.force_velocity(np.array([1e6])).item() == pytest.approx(curves.ECCENTRIC_FORCE, abs=1e-5)


def test_force_against_speed_is_the_published_relation_solved_for_force() -> None:
    force = np.array([0.1, 0.5, 0.9, 1.1, 1.3])
    short = (force - 1) / (1 + force / 0.25)
    long = (force - 1) * (1.4 - 1) / ((2 + 2 / 0.25) * (1.4 - force))
    assert np.allclose(curves.force_velocity(np.where(force < 1, short, long)), force, atol=1e-12)
