"""What changes do to posture: signs, refusals, size, and the band over stiffness."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from evenpull.body.changes import apply, parse_change
from evenpull.body.coordinates import root
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.settle import Ground, metrics, settle, tug_of_war
from evenpull.body.settle.balance import Balance
from evenpull.body.settle.contact import rotation_vector, turned_about
from evenpull.body.settle.posture import balance_of, drawn_stiffness
from evenpull.body.settle.prepared import Prepared
from evenpull.body.settle.scene import State
from evenpull.body.settle.signs import compared, predictions
from evenpull.body.settle.solve import rest
from evenpull.body.settle.spread import spread
from evenpull.body.settle.stiffness import BALANCE, NAMES, NOMINAL, TRUNK
from evenpull.errors import NotConverged, OutOfRange


def test_shorter_hip_flexors_tip_the_pelvis_forward_the_more_the_shorter(body: Body, adult: Parameters) -> None:
    tilts = []
    for share in (0, -2, -4, -8):
        person = apply(adult, [parse_change(f"both.iliopsoas.length={share}%")], body)
        tilts.append(settle(body, person, healthy=adult).change["pelvic_tilt"])
    assert all(later > earlier for earlier, later in pairwise(tilts))
    assert abs(tilts[0]) < 1e-7


def test_a_weaker_gluteus_maximus_tips_the_pelvis_forward(body: Body, adult: Parameters) -> None:
    person = apply(adult, [parse_change("both.gluteus_maximus.strength=-50%")], body)
    found = settle(body, person, healthy=adult, rho=1.0)
    assert found.change["pelvic_tilt"] > 0.0
    assert found.holds


def test_a_block_under_one_foot_lifts_that_side_of_the_pelvis_and_bends_the_trunk_to_it(
    body: Body, adult: Parameters
) -> None:
    found = settle(body, adult, healthy=adult, ground=Ground(lift_left_m=0.015))
    assert found.change["pelvic_obliquity"] > 1.2
    assert found.change["lumbar_bending"] < 0.0
    longer = settle(body, adult, healthy=adult, ground=Ground(left_leg_longer_m=0.015))
    assert longer.change["pelvic_obliquity"] == pytest.approx(found.change["pelvic_obliquity"], abs=1e-9)


def test_wedges_under_the_outer_edges_evert_the_feet_and_turn_the_shanks_in(body: Body, adult: Parameters) -> None:
    slope = float(np.deg2rad(4.0))
    found = settle(body, adult, healthy=adult, ground=Ground(wedge_left_rad=slope, wedge_right_rad=slope))
    assert found.change["subtalar_inversion_left"] < 0.0
    assert found.change["shank_rotation_left"] > 0.0
    assert found.change["hip_rotation_left"] > 0.0


@pytest.mark.parametrize("stance", ["right_foot", "sitting", "lying"])
def test_other_stances_settle_too(body: Body, adult: Parameters, stance: str) -> None:
    person = apply(adult, [parse_change("both.rectus_femoris.length=-5%")], body)
    found = settle(body, person, healthy=adult, stance=stance)
    assert found.least_eigenvalue > 0.0
    assert found.stance == stance


def test_a_body_that_nothing_holds_is_refused_as_unstable(body: Body, adult: Parameters) -> None:
    soft = NOMINAL.copy()
    soft[[TRUNK, BALANCE, NAMES.index("ankle")]] *= 1e-3
    with pytest.raises(NotConverged, match="unstable_direction"):
        settle(body, adult, healthy=adult, stiffness=soft)


def test_a_change_that_drives_the_knee_beyond_its_range_is_refused_as_out_of_range(
    body: Body, adult: Parameters
) -> None:
    vasti = {name: -0.7 for name in body.names if name.startswith("vas")}
    with pytest.raises(NotConverged, match="out_of_range"):
        settle(body, adult.changed(length=vasti, stiffness=dict.fromkeys(vasti, 6.0)), healthy=adult)


def test_ground_that_no_one_stands_on_is_refused() -> None:
    with pytest.raises(OutOfRange, match="80 mm"):
        Ground(lift_left_m=0.2)
    with pytest.raises(OutOfRange, match="25 degrees"):
        Ground(wedge_right_rad=1.0)


def test_large_changes_settle_in_steps_and_are_still_minima(body: Body, adult: Parameters) -> None:
    person = apply(
        adult, [parse_change("both.iliopsoas.length=-15%"), parse_change("left.hamstrings.length=-12%")], body
    )
    found = settle(body, person, healthy=adult)
    assert found.least_eigenvalue > 0.0
    assert found.change["pelvic_tilt"] > 0.0


def _step(start: State, end: State) -> NDArray[np.float64]:
    return np.concatenate([root.step_between(start.root, end.root), end.q - start.q])


def test_the_response_is_the_derivative_of_the_settled_posture(standing: Prepared) -> None:
    ref, rho, size = standing.reference, 0.3, 1e-4
    names = ref.body.names
    chosen = np.array([float(name.startswith(("glmed", "semimem")) and name.endswith("_l")) for name in names])
    step = standing.response.muscles({"length": chosen, "tone": 3 * chosen}, stiffness=NOMINAL[None], rho=rho)[0]
    ends = []
    for sign in (1.0, -1.0):
        person = ref.healthy.changed(length=sign * size * chosen, tone=3 * sign * size * chosen)
        balance = Balance(reference=ref, parameters=person, stiffness=NOMINAL, rho=rho)
        ends.append(_step(ref.stance.state, rest(balance, standing.near).state))
    slope = (ends[0] - ends[1]) / (2 * size)
    assert np.abs(slope - step).max() < 1e-3 * np.abs(step).max()


def test_the_response_to_the_ground_is_the_derivative_too(standing: Prepared) -> None:
    ref, size = standing.reference, 1e-4
    step = standing.response.ground({"wedge_left_rad": 1.0, "lift_right_m": 0.1}, stiffness=NOMINAL[None], rho=0.5)[0]
    ends = []
    for sign in (1.0, -1.0):
        ground = Ground(wedge_left_rad=sign * size, lift_right_m=0.1 * sign * size)
        balance = Balance(reference=ref, parameters=ref.healthy, ground=ground, stiffness=NOMINAL, rho=0.5)
        ends.append(_step(ref.stance.state, rest(balance, standing.near).state))
    slope = (ends[0] - ends[1]) / (2 * size)
    assert np.abs(slope - step).max() < 2e-3 * np.abs(step).max()


def test_the_band_over_stiffness_agrees_with_settling_at_each_stiffness(standing: Prepared) -> None:
    ref = standing.reference
    person = apply(ref.healthy, [parse_change("both.iliopsoas.length=-10%")], ref.body)
    balance = balance_of(standing, person, ground=Ground(), stiffness=None, rho=1.0)
    some = drawn_stiffness(standing)[::60]
    wide = spread(balance, rest(balance, standing.near), some)
    for stiffness, values in zip(some, wide.metrics, strict=True):
        own = balance_of(standing, person, ground=Ground(), stiffness=stiffness, rho=1.0)
        exact = metrics.measured(ref.body, [rest(own, standing.near).state])[0]
        assert np.abs(exact - values).max() < 0.03


def test_a_tug_of_war_has_bands_that_hold_their_medians(body: Body, adult: Parameters) -> None:
    found = tug_of_war(body, [parse_change("both.iliopsoas.length=-5%")], healthy=adult)
    tilt = found.moved["pelvic_tilt"]
    assert 0.0 < tilt.low < tilt.median < tilt.high
    assert tilt.sign == 1
    assert min(tilt.by_rho) <= tilt.median <= max(tilt.by_rho)
    assert found.weight.keeps == (found.weight.ratio < 4.0)
    assert found.weight.sentence()


def test_predictions_come_from_arms_alone_and_a_turned_arm_turns_the_prediction(standing: Prepared) -> None:
    made = {(p.group, p.side, p.property, p.metric): p.sign for p in predictions(standing.reference)}
    assert made["iliopsoas", "both", "length", "pelvic_tilt"] == 1
    assert made["hamstrings", "both", "length", "pelvic_tilt"] == -1
    assert made["soleus", "both", "length", "ankle_dorsiflexion_left"] == -1


def test_the_draws_never_contradict_what_hip_and_trunk_muscles_should_do_to_the_pelvis(standing: Prepared) -> None:
    verdicts = compared(standing, drawn_stiffness(standing)[::10])
    assert len(verdicts) > 60
    wrong = [c.prediction for c in verdicts if c.verdict == "wrong" and c.prediction.metric == "pelvic_tilt"]
    assert not wrong
    assert sum(c.verdict == "held" for c in verdicts) > 0.6 * len(verdicts)


def test_rotation_vectors_undo_rotations() -> None:
    axis = np.array([0.6, 0.0, 0.8])
    assert rotation_vector(turned_about(axis, 0.7)) == pytest.approx(0.7 * axis)
    assert rotation_vector(np.eye(3)) == pytest.approx(np.zeros(3))
