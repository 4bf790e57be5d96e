"""A changed body at the same task: who does more, who less, and that left mirrors right."""

import numpy as np
import pytest

from evenpull.body.changes import apply, parse_change
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.tasks import Prepared, compare, prepare


@pytest.fixture(scope="module")
def standing(body: Body) -> Prepared:
    return prepare(body, "standing")


def test_the_same_body_does_the_same(person: Parameters, standing: Prepared) -> None:
    found = compare(person, person, standing)
    assert found.more() == found.less() == ()
    assert max(abs(load.change_share) for load in found.loads) < 1e-7


def test_a_weak_group_does_less_and_others_more(body: Body, person: Parameters, standing: Prepared) -> None:
    busiest = max(compare(person, person, standing).groups, key=lambda g: g.before_n)
    weak = apply(person, [parse_change(f"both.{busiest.group}.strength=-60%")], body)
    found = compare(person, weak, standing)
    assert busiest.group in {group.group for group in found.less()}
    assert found.more()
    assert found.effort[1] > found.effort[0]


def test_left_is_the_mirror_of_right(body: Body, person: Parameters, standing: Prepared) -> None:
    sides = {"left": "right", "right": "left"}
    found = {
        side: compare(person, apply(person, [parse_change(f"{side}.iliopsoas.length=-10%")], body), standing)
        for side in sides
    }
    right = {(g.group, g.side): g for g in found["right"].groups}
    for group in found["left"].groups:
        other = right[group.group, sides[group.side]]
        assert group.after_n == pytest.approx(other.after_n, abs=1e-3)
    loads = {(load.joint, load.coactivation): load for load in found["right"].loads}
    for load in found["left"].loads:
        mirror = (
            load.joint[:-2] + {"_r": "_l", "_l": "_r"}[load.joint[-2:]]
            if load.joint[-2:] in {"_r", "_l"}
            else load.joint
        )
        assert load.after_n == pytest.approx(loads[mirror, load.coactivation].after_n, rel=1e-5)


def test_a_changed_body_uses_the_paths_of_the_task(
    body: Body, person: Parameters, standing: Prepared, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the body was evaluated again")

    for name in ("movement", "places", "lengths"):
        monkeypatch.setattr(type(body.states), name, refuse)
    compare(person, apply(person, [parse_change("left.vasti.strength=-30%")], body), standing)


def test_loads_are_given_at_both_levels_and_co_activation_presses_more(person: Parameters, standing: Prepared) -> None:
    loads = compare(person, person, standing).loads
    level = {c: {x.joint: x.before_n for x in loads if x.coactivation == c} for c in {x.coactivation for x in loads}}
    assert sorted(level) == [0.0, 0.05]
    assert np.mean([level[0.05][name] > level[0.0][name] for name in level[0.0]]) == 1.0
