"""Every task of the library can be done by the body that ships, on the floor and in balance."""

import numpy as np
import pytest

from evenpull.body.coordinates import Point
from evenpull.body.effort import mechanics, work
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.tasks import mirrored, perform, task, tasks
from evenpull.body.tasks.places import place
from evenpull.errors import UnknownId

MOVEMENTS = tuple(name for name, given in tasks().items() if given.duration_s is not None)
LOWEST_FLOOR_M = {"step_up": -0.17, "step_down": -0.17}
"""The floor beside the step, for the foot that hangs."""
ON_FEET = tuple(name for name, given in tasks().items() if all(key.plant for key in given.keys))


@pytest.mark.parametrize("name", ON_FEET)
def test_planted_feet_stay_flat_on_the_floor_and_nothing_of_the_foot_is_under_it(body: Body, name: str) -> None:
    movement = perform(body, name, frames=9)
    planted = set(task(name).keys[0].plant) & set(task(name).keys[-1].plant)
    for foot in ("foot_r", "foot_l"):
        found = place(foot, body)
        where = body.states.places(movement.q, [Point(kind="body", name=found.segment)], movement.at)
        points = where.position[:, :1] + found.points @ np.swapaxes(where.rotation[:, 0], 1, 2)
        assert points[..., 2].min() > LOWEST_FLOOR_M.get(name, 0.0) - 1e-3
        if foot in planted:
            floor = task(name).keys[0].plant[foot][2]
            np.testing.assert_allclose(points[..., 2], floor, atol=1e-3)
            assert np.ptp(points[..., :2], axis=0).max() < 2e-3


@pytest.mark.parametrize("name", MOVEMENTS)
def test_rates_are_the_derivatives_of_the_movement(body: Body, name: str) -> None:
    movement = perform(body, name, frames=201)
    step = movement.time[1] - movement.time[0]
    inside = slice(1, -1)
    np.testing.assert_allclose((movement.q[2:] - movement.q[:-2]) / (2 * step), movement.rate[inside, 6:], atol=3e-3)
    np.testing.assert_allclose(
        (movement.rate[2:] - movement.rate[:-2]) / (2 * step), movement.change[inside], atol=0.06
    )
    from evenpull.body.coordinates import root  # noqa: PLC0415 - one use

    turned = root.step_between(movement.at[:-2], movement.at[2:]) / (2 * step)
    np.testing.assert_allclose(turned, movement.rate[inside, :6], atol=3e-3)


@pytest.mark.parametrize("name", ["standing", "single_leg_stance", "squat"])
def test_the_ground_carries_the_body_without_help(body: Body, person: Parameters, name: str) -> None:
    done = work(mechanics(body, perform(body, name, frames=5)), person)
    assert np.abs(done.reserve[:, :6]).max() < 3.0
    up = sum(force[:, 2] for force in done.support_force().values())
    weight = body.states.mass * 9.80665
    if done.mechanics.movement.still:
        np.testing.assert_allclose(up, weight, rtol=1e-4)


def test_the_mirror_of_a_symmetric_task_is_itself(body: Body) -> None:
    movement = perform(body, "squat", frames=5)
    other = mirrored(body, movement)
    np.testing.assert_allclose(other.q, movement.q, atol=1e-9)
    np.testing.assert_allclose(other.at, movement.at, atol=1e-9)


def test_mirroring_twice_gives_the_movement_back(body: Body) -> None:
    movement = perform(body, "single_leg_stance")
    again = mirrored(body, mirrored(body, movement))
    np.testing.assert_array_equal(again.q, movement.q)
    np.testing.assert_array_equal(again.at, movement.at)
    assert [s.name for s in again.supports] == [s.name for s in movement.supports]


def test_the_left_side_stands_on_the_left_foot(body: Body) -> None:
    movement = perform(body, "single_leg_stance", side="left")
    assert {support.segment for support in movement.supports} == {"calcn_l", "toes_l"}


def test_an_unknown_task_is_refused_with_the_known_ones(body: Body) -> None:
    with pytest.raises(UnknownId, match="cartwheel"):
        perform(body, "cartwheel")
