"""The healthy body at rest: balanced, stable, and made by muscles."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.body.coordinates import root
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.settle.balance import Balance
from evenpull.body.settle.draws import draws, leg_length, made_for
from evenpull.body.settle.posture import drawn_stiffness, settle
from evenpull.body.settle.prepared import Prepared, prepare
from evenpull.body.settle.published import responses
from evenpull.body.settle.reaction import inside, reactions
from evenpull.body.settle.stances import STANCES
from evenpull.body.settle.stiffness import NOMINAL
from evenpull.errors import OutOfRange, UnknownId

ALL = sorted(STANCES)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("rho", [0.0, 0.4, 1.0])
def test_the_healthy_body_is_at_rest_in_every_stance_for_every_rho(
    body: Body, adult: Parameters, name: str, rho: float
) -> None:
    ref = prepare(body, adult, name).reference
    balance = Balance(reference=ref, parameters=adult, stiffness=NOMINAL, rho=rho)
    at = balance.at(ref.stance.state)
    assert np.abs(at.miss).max() < 1e-12
    assert np.abs(at.gradient - ref.reaction @ at.jacobian).max() < 1e-9


@pytest.mark.parametrize("name", ALL)
def test_the_floor_balances_the_six_root_equations_and_never_pulls(body: Body, adult: Parameters, name: str) -> None:
    ref = prepare(body, adult, name).reference
    state, at = ref.stance.state, ref.stance
    gravity = body.states.gravity(state.q[None], state.root[None])[0]
    assert np.abs((gravity - ref.reaction @ ref.jacobian)[: root.TANGENT]).max() < 1e-8
    given = reactions(at.scene.contacts, at.scene.targets, ref.reaction)
    assert all(item.holds for item in given)
    weight = body.states.mass * 9.81
    assert sum(item.force[2] for item in given) == pytest.approx(weight, rel=1e-3)


def test_equal_feet_carry_half_each_with_the_pressure_under_the_middle_of_the_foot(standing: Prepared) -> None:
    ref = standing.reference
    right, left = reactions(ref.stance.scene.contacts, ref.stance.scene.targets, ref.reaction)
    assert right.force == left.force
    assert right.force[:2] == (0.0, 0.0)
    assert right.pressure == left.pressure
    assert right.pressure is not None
    assert 0.06 < right.pressure[0] < 0.13
    assert not inside((0.26, 0.0))
    assert not inside((0.1, 0.06))


@pytest.mark.parametrize("name", ALL)
def test_muscles_make_the_joint_moments_and_leave_less_than_one_newton_metre(
    body: Body, adult: Parameters, name: str
) -> None:
    ref = prepare(body, adult, name).reference
    assert np.abs(ref.rest).max() < 1.0
    assert ref.command.min() >= 0.0
    assert (ref.command + adult.muscles.resting_activation).max() <= 1.0 + 1e-12


def test_the_draws_belong_to_this_body_and_calibration(body: Body, adult: Parameters) -> None:
    assert draws().fingerprint == made_for(body, adult), "run: python -m evenpull.body.settle"
    assert draws().leg_m == pytest.approx(leg_length(body), abs=1e-8)


def test_the_healthy_body_is_stable_at_the_middle_and_at_every_draw(standing: Prepared) -> None:
    stiffness = drawn_stiffness(standing)
    assert len(stiffness) == 200
    for rho in (0.0, 1.0):
        least = np.linalg.eigvalsh(standing.response.hessian(stiffness, rho))[:, 0]
        assert least.min() > 0.0
    middle = settle(standing.reference.body, standing.reference.healthy, healthy=standing.reference.healthy)
    assert middle.least_eigenvalue > 10.0
    assert max(abs(value) for value in middle.change.values()) < 1e-7


def test_every_draw_has_the_measured_signs_on_wedges(standing: Prepared) -> None:
    found = responses(standing.response, 1.0, drawn_stiffness(standing))
    for name in ("wedge_pelvic_tilt", "wedge_shank_rotation_right", "wedge_hip_rotation_right"):
        assert (found[name] > 0.0).all()


def test_a_stance_that_does_not_exist_is_refused_with_those_that_do(body: Body, adult: Parameters) -> None:
    with pytest.raises(UnknownId, match="handstand"):
        settle(body, adult, healthy=adult, stance="handstand")


def test_rho_and_stiffness_that_cannot_be_are_refused(body: Body, adult: Parameters) -> None:
    with pytest.raises(OutOfRange, match="rho"):
        settle(body, adult, healthy=adult, rho=1.5)
    with pytest.raises(OutOfRange, match="above zero"):
        settle(body, adult, healthy=adult, stiffness=-NOMINAL)
