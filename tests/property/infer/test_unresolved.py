"""What no battery can resolve is never offered as a call, however low every reading is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evenpull.infer.assess import infer, weigh
from evenpull.infer.numbers import RESOLUTION

FAR = 4.0


@pytest.mark.parametrize("seed", [1, 2])
def test_no_call_on_a_group_that_the_readings_leave_blunt(seed, measured, person, profile, catalogue):
    low = []
    for each in measured(seed):
        test = catalogue.tests.get(each.metric) if each.kind == "test" else None
        norm = next((norm for norm in test.norms if norm.weighs), None) if test else None
        if test is None or norm is None:
            continue
        away = -FAR if test.better == "higher" else FAR
        value = min(max(norm.mean.value + away * norm.sd.value, test.possible[0]), test.possible[1])
        low.append(replace(each, value=value, censored=None, stopped_by=None, quality="good"))
    posterior = weigh(low, person=person, catalogue=catalogue).posterior
    blunt = {
        (unknown.muscle, unknown.side, {"length": "short", "strength": "weak"}[unknown.property])
        for unknown, place in posterior.prior.index.place.items()
        if posterior.sd[place] >= RESOLUTION * posterior.prior.covariance[place, place] ** 0.5
    }
    called = {
        (call.muscle, call.side, call.property)
        for call in infer(low, person=person, profile=profile, catalogue=catalogue).calls
    }
    assert called
    assert blunt
    assert not called & blunt
