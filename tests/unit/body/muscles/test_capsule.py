"""Capsules: torque is the slope of an energy, ends are where they are said to be, nothing runs away."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.body.muscles import Capsule
from evenpull.errors import OutOfRange

HIP = {
    "low_at": np.array([-0.21, -1.0]),
    "low_torque": np.array([5.0, 0.0]),
    "low_rate": np.array([12.0, 1.0]),
    "high_at": np.array([2.0, 0.5]),
    "high_torque": np.array([4.0, 2.0]),
    "high_rate": np.array([6.0, 9.0]),
}
STEP = 1e-6


def test_torque_and_stiffness_are_the_slopes_of_energy() -> None:
    capsule = Capsule(**HIP)
    q = np.linspace(-1.0, 3.0, 81)[:, None] * np.ones(2)
    slope = (capsule.energy(q + STEP) - capsule.energy(q - STEP)) / (2 * STEP)
    bend = (capsule.torque(q + STEP) - capsule.torque(q - STEP)) / (2 * STEP)
    scale = 1 + np.abs(capsule.stiffness(q))
    assert (np.abs(slope + capsule.torque(q)) / scale).max() < 1e-7
    assert (np.abs(bend + capsule.stiffness(q)) / scale).max() < 1e-6
    assert (capsule.stiffness(q) >= 0).all()


def test_each_end_has_its_torque_at_its_angle_and_pushes_back() -> None:
    capsule = Capsule(**HIP)
    assert capsule.torque(np.array([[-0.21, 0.0]]))[0, 0] == pytest.approx(5.0, abs=1e-4)
    assert capsule.torque(np.array([[2.0, 0.5]])).ravel() == pytest.approx([-4.0, -2.0], abs=1e-4)


def test_a_side_without_torque_has_none_anywhere() -> None:
    assert Capsule(**HIP).torque(np.array([[0.0, -50.0]]))[0, 1] == pytest.approx(0.0, abs=1e-12)
    nothing = Capsule.none(3)
    q = np.array([[-9.0, 0.0, 9.0]])
    for value in (nothing.torque(q), nothing.energy(q), nothing.stiffness(q)):
        assert not value.any()


def test_a_search_that_strays_far_meets_finite_numbers() -> None:
    capsule, q = Capsule(**HIP), np.array([[-500.0, 500.0]])
    assert np.isfinite([capsule.energy(q), capsule.torque(q), capsule.stiffness(q)]).all()


@pytest.mark.parametrize(("name", "value"), [("low_rate", 0.0), ("high_torque", -1.0), ("low_at", np.nan)])
def test_what_no_capsule_is_is_refused(name: str, value: float) -> None:
    with pytest.raises(OutOfRange, match=name):
        Capsule(**{**HIP, name: np.array([1.0, value])})
