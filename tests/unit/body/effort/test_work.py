"""Effort of postures and movements: equilibrium, tone, shares and co-activation."""

from dataclasses import replace

import numpy as np
import pytest

from evenpull.body.effort import Mechanics, Movement, Share, mechanics, work
from evenpull.body.model.body import Body
from evenpull.body.model.fingerprint import fingerprint
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Capsule
from evenpull.body.tasks import perform
from evenpull.errors import OutOfRange


@pytest.fixture(scope="module")
def body() -> Body:
    pytest.importorskip("mujoco")
    return load_body()


@pytest.fixture(scope="module")
def person(body: Body) -> Parameters:
    return Parameters(muscles=body.muscles(), capsule=Capsule.none(len(body.coordinates.names)))


@pytest.fixture(scope="module")
def squat(body: Body) -> Mechanics:
    return mechanics(body, perform(body, "squat", frames=9))


def test_muscles_ground_and_reserves_make_the_movement(squat: Mechanics, person: Parameters) -> None:
    done = work(squat, person)
    made = np.einsum("tjr,tr->tj", squat.rays.gain, done.ground) + done.reserve
    made[:, 6:] += squat.arms.pull(done.tension) + done.capsule
    np.testing.assert_allclose(made, squat.need, atol=1e-5)


def test_nothing_pulls_less_than_its_tone_or_more_than_it_can(squat: Mechanics, person: Parameters) -> None:
    toned = replace(person, muscles=replace(person.muscles, resting=np.full(len(person.muscles.names), 0.02)))
    found = work(squat, toned.changed(tone={"soleus_r": np.log(3.0)}))
    soleus = person.muscles.index("soleus_r")
    assert found.activation[:, soleus].min() >= 0.06 - 1e-12
    assert found.activation.min() >= 0.02 - 1e-12
    assert found.activation.max() <= 1.0
    assert (found.ground >= 0).all()


def test_co_activation_lifts_every_muscle_and_costs_more(squat: Mechanics, person: Parameters) -> None:
    least, more = work(squat, person), work(squat, person, coactivation=0.05)
    assert more.activation.min() >= 0.05 - 1e-12
    assert (more.effort > least.effort).all()


def test_friction_holds_at_every_support(squat: Mechanics, person: Parameters) -> None:
    for force in work(squat, person).support_force().values():
        assert (np.abs(force[:, :2]).sum(axis=1) <= 0.6 * force[:, 2] + 1e-6).all()


@pytest.mark.parametrize("fraction", [0.4, 0.5, 0.65])
def test_the_share_between_left_and_right_is_kept(body: Body, person: Parameters, fraction: float) -> None:
    standing = perform(body, "standing")
    shares = (Share(first=("foot_r", "toes_r"), second=("foot_l", "toes_l"), fraction=fraction),)
    force = work(mechanics(body, replace(standing, shares=shares)), person).support_force()
    up = {name: value[0, 2] for name, value in force.items()}
    right = up["foot_r"] + up["toes_r"]
    assert right / sum(up.values()) == pytest.approx(fraction, abs=2e-3)


def test_a_body_in_the_air_leans_on_reserves_and_says_so(body: Body, person: Parameters) -> None:
    n = len(body.coordinates.names)
    floating = Movement.held(np.zeros((1, n)), np.array([[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0]]))
    told = work(mechanics(body, floating), person).told_reserves()
    assert told["root_2"] == pytest.approx(body.states.mass * 9.80665, rel=1e-6)


def test_backends_agree(squat: Mechanics, person: Parameters) -> None:
    pytest.importorskip("numba")
    fast, plain = (work(squat, person, backend=b) for b in ("numba", "numpy"))
    np.testing.assert_allclose(fast.activation, plain.activation, atol=1e-5)


def test_a_share_of_an_unknown_support_is_refused(body: Body) -> None:
    standing = perform(body, "standing")
    with pytest.raises(OutOfRange, match="paw"):
        replace(standing, shares=(Share(first=("paw",), second=("foot_l",)),))


def test_full_co_activation_is_refused(squat: Mechanics, person: Parameters) -> None:
    with pytest.raises(OutOfRange):
        work(squat, person, coactivation=1.0)


def test_an_answer_that_begins_at_a_like_body_is_the_answer_of_its_own(squat: Mechanics, person: Parameters) -> None:
    changed = person.changed(length={"vaslat_r": -0.08}, strength={"glmax1_l": -0.5}, tone={"soleus_r": 0.4})
    base = work(squat, person)
    found, alone = work(squat, changed, start=base), work(squat, changed)
    np.testing.assert_allclose(found.activation, alone.activation, atol=1e-4)
    np.testing.assert_allclose(found.tension, alone.tension, atol=0.2)
    assert np.abs(found.active - base.active).max() > 1.0


def test_a_body_that_worked_is_still_the_body_that_was_calibrated(body: Body, squat: Mechanics) -> None:
    assert fingerprint(body) == fingerprint(load_body())
