"""Muscle arrays and their forces: each factor changes what it says and nothing else; forces have an energy."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.integrate import quad

from evenpull.body.muscles import Muscles, Tension, tension
from evenpull.errors import OutOfRange, UnknownId

Array = NDArray[np.float64]
STEP = 1e-7


def some_muscles() -> Muscles:
    return Muscles(
        names=("straight_r", "pennate_r", "long_r", "straight_l"),
        F_0=np.array([1000.0, 3000.0, 400.0, 1000.0]),
        l_0=np.array([0.1, 0.05, 0.4, 0.1]),
        l_T=np.array([0.2, 0.3, 0.0, 0.2]),
        pennation=np.deg2rad([0.0, 28.0, 10.0, 0.0]),
        passive_strain=np.array([0.6, 0.4, 0.7, 0.6]),
        resting=np.full(4, 0.02),
    )


def paths(muscles: Muscles) -> Array:
    """Return lengths from a slack tendon to a stretched fibre (101, n)."""
    return np.asarray(muscles.l_T + np.linspace(-0.2, 1.7, 101)[:, None] * muscles.l_0)


@pytest.mark.parametrize("activation", [0.0, 0.02, 1.0])
def test_force_is_the_slope_of_energy_and_stiffness_the_slope_of_force(activation: float) -> None:
    muscles = some_muscles().changed(length=-0.1, strength=0.2, stiffness=0.3)
    a, length = np.full(4, activation), paths(some_muscles())
    now, ahead, behind = (tension(muscles, length + h) for h in (0.0, STEP, -STEP))
    smooth = np.abs(length - muscles.l_T) > 2 * STEP
    force = (ahead.energy(a) - behind.energy(a)) / (2 * STEP)
    stiffness = (ahead.force(a) - behind.force(a)) / (2 * STEP)
    assert (np.abs(force - now.force(a)) / (1 + now.force(a)))[smooth].max() < 1e-5
    assert (np.abs(stiffness - now.slope(a)) / (1 + np.abs(now.slope(a))))[smooth].max() < 1e-2
    assert np.quantile((np.abs(stiffness - now.slope(a)) / (1 + np.abs(now.slope(a))))[smooth], 0.95) < 1e-5


def test_the_difference_of_energy_is_the_work_along_the_path() -> None:
    muscles, a = some_muscles(), np.full(4, 0.3)
    for i in range(4):
        low, high = muscles.l_T[i] + 0.6 * muscles.l_0[i], muscles.l_T[i] + 1.5 * muscles.l_0[i]

        def force(length: float, i: int = i) -> float:
            return float(tension(muscles, np.full((1, 4), length)).force(a)[0, i])

        work, _ = quad(force, low, high, epsabs=1e-10, limit=200)
        ends = [tension(muscles, np.full((1, 4), x)).energy(a)[0, i] for x in (low, high)]
        assert ends[1] - ends[0] == pytest.approx(work, rel=1e-8)


def test_a_slack_tendon_pulls_with_nothing_and_is_said_not_to_be_inside() -> None:
    muscles = some_muscles()
    found = tension(muscles, muscles.l_T[None] - 0.01)
    assert (found.force(np.ones(4)) == 0).all()
    assert (found.slope(np.ones(4)) == 0).all()
    assert not found.inside.any()


def test_no_muscle_pushes_and_passive_force_never_falls() -> None:
    found = tension(some_muscles(), paths(some_muscles()))
    assert (found.active >= 0).all()
    assert (np.diff(found.passive, axis=0) >= 0).all()


def test_at_optimal_length_a_straight_muscle_has_its_maximum_and_a_pennate_one_its_share() -> None:
    muscles = some_muscles()
    found = tension(muscles, (muscles.l_T + muscles.l_0 * np.cos(muscles.pennation))[None])
    assert np.allclose(found.fibre, 1.0, atol=1e-14)
    assert np.allclose(found.active[0], muscles.F_0 * np.cos(muscles.pennation), rtol=1e-12)
    assert np.allclose(found.passive, 0.0, atol=1e-12)


def both(change: dict[str, float]) -> tuple[Tension, Tension]:
    muscles = some_muscles()
    length = (muscles.l_T + 1.2 * muscles.l_0)[None]
    return tension(muscles, length), tension(muscles.changed(**change), length)


def test_a_quarter_less_strength_scales_active_force_and_leaves_passive_force_alone() -> None:
    before, after = both({"strength": float(np.log(0.75))})
    assert np.allclose(after.active, 0.75 * before.active, rtol=1e-14)
    for name in ("passive", "passive_slope", "passive_energy"):
        assert np.array_equal(getattr(after, name), getattr(before, name))


def test_stiffness_scales_passive_force_and_leaves_active_force_alone() -> None:
    before, after = both({"stiffness": float(np.log(1.3))})
    assert np.allclose(after.passive, 1.3 * before.passive, rtol=1e-14)
    for name in ("active", "active_slope", "active_energy"):
        assert np.array_equal(getattr(after, name), getattr(before, name))


def test_a_shorter_muscle_is_stretched_further_at_the_same_path() -> None:
    before, after = both({"length": float(np.log(0.95))})
    assert np.allclose(after.fibre[:, 0], before.fibre[:, 0] / 0.95, rtol=1e-14)
    assert (after.passive > before.passive).all()


def test_tone_changes_resting_activation_and_no_force_curve() -> None:
    before, after = both({"tone": float(np.log(2.0))})
    assert np.array_equal(after.active, before.active)
    assert np.array_equal(after.passive, before.passive)
    assert np.allclose(some_muscles().changed(tone=float(np.log(2.0))).resting_activation, 0.04)
    assert (some_muscles().changed(tone=10.0).resting_activation == 1.0).all()


def test_a_change_by_name_reaches_that_muscle_alone_and_the_original_stays() -> None:
    muscles = some_muscles()
    changed = muscles.changed(strength={"pennate_r": -0.2})
    assert changed.strength.tolist() == [0.0, -0.2, 0.0, 0.0]
    assert muscles.strength.tolist() == [0.0] * 4
    assert changed.l_0 is muscles.l_0
    assert changed.changed(strength={"pennate_r": -0.1}).strength[1] == pytest.approx(-0.3)


def test_nothing_changed_is_the_same_muscles() -> None:
    muscles = some_muscles()
    assert muscles.changed() is muscles


def test_arrays_cannot_be_written() -> None:
    muscles = some_muscles().changed(length=np.full(4, 0.1))
    with pytest.raises(ValueError, match="read-only"):
        muscles.length[0] = 1.0
    with pytest.raises(ValueError, match="read-only"):
        muscles.F_0[0] = 1.0


def test_what_a_muscle_gives_while_it_shortens_follows_the_speed_of_its_fibre() -> None:
    muscles = some_muscles()
    found = tension(muscles, (muscles.l_T + muscles.l_0 * np.cos(muscles.pennation))[None])
    full = -muscles.max_speed * muscles.l_0 / np.cos(muscles.pennation)
    assert np.allclose(found.speed_factor(muscles, full[None]), 0.0, atol=1e-12)
    assert np.allclose(found.speed_factor(muscles, np.zeros((1, 4))), 1.0)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("F_0", [1.0, 0.0], "second: F_0"),
        ("l_0", [1.0, np.nan], "second: l_0"),
        ("l_T", [1.0, 2.0, 3.0], "shape"),
        ("pennation", [0.0, 1.5], "second: pennation"),
        ("active_low", [0.5, 1.0], "second: the active range"),
        ("resting", [0.5, 1.1], "second: resting"),
    ],
)
def test_what_no_muscle_has_is_refused_by_name(field: str, value: list[float], message: str) -> None:
    two = {"F_0": np.ones(2), "l_0": np.ones(2), "l_T": np.ones(2)}
    with pytest.raises(OutOfRange, match=message):
        Muscles(names=("first", "second"), **{**two, field: np.array(value)})


def test_a_change_of_an_unknown_muscle_is_refused() -> None:
    with pytest.raises(UnknownId, match="no muscle"):
        some_muscles().changed(length={"wing_r": 0.1})
