"""The chain behind a call: every link, posture that mostly says nothing, the simulated body on request only."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from scipy.stats import norm

import evenpull
from evenpull.app.explain import explain, simulate
from evenpull.app.what_if.person import body_is_here
from evenpull.infer.explain import Move, Simulated, chain_of, consistency_of, likelihood_ratio
from evenpull.knowledge.kinds.common import Value
from evenpull.measure.records import Measurement

CLOCK = dt.datetime(2027, 3, 1, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def assessment(catalogue, examples_dir):
    return evenpull.assess(
        examples_dir / "desk_worker", catalogue=catalogue, clock=lambda: CLOCK, media=False, simulate=False
    )


def simulated(**posture: Move) -> Simulated:
    return Simulated(
        change="left hip flexors 4 % shorter", posture=MappingProxyType(posture), posture_sentence="It moves.",
        effort=(), loads=(), notes=(),
    )  # fmt: skip


def posture(catalogue, metric, sds):
    entry = catalogue.posture_metrics[metric]
    return Measurement(
        id=f"photo.{metric}", kind="posture", metric=metric, side=None, sd=0.5, unit=entry.unit, method="photo",
        value=entry.mean.value + sds * entry.sd.value,
    )  # fmt: skip


def test_a_chain_without_simulation_has_every_other_link_and_says_what_is_missing(assessment, catalogue) -> None:
    call = assessment.inference.calls[0]
    chain = chain_of(call, group="Left hip flexors", measurements=assessment.measurements, catalogue=catalogue)
    assert chain.seen[0] == call.evidence[0].text
    assert chain.against == call.against
    assert chain.pains == call.pain_links
    assert chain.evidence.startswith("evidence: ")
    assert chain.simulated is None
    assert chain.not_simulated
    assert chain.consistency.fit == "not_measured"


@pytest.mark.parametrize("away", [-6.0, 0.0, 2.0, 9.0])
def test_the_likelihood_ratio_is_that_of_two_normals(away) -> None:
    move = Move(median=3.0, low=1.0, high=6.0, sign=1)
    with_it = norm.pdf(away, 3.0, np.hypot(5.0, 1.25))
    assert likelihood_ratio(away, move, spread=5.0) == pytest.approx(with_it / norm.pdf(away, 0.0, 5.0))


def test_a_small_move_among_people_who_differ_much_tells_nothing_and_a_large_one_does(catalogue) -> None:
    metric, spread = "lordosis", 8.0
    known = {
        "mean": Value(value=40.0, unit="deg", known="measured"),
        "sd": Value(value=spread, unit="deg", known="measured"),
    }
    bare = catalogue.posture_metrics[metric]
    assert bare.mean is None
    catalogue = replace(
        catalogue,
        posture_metrics={**catalogue.posture_metrics, metric: bare.model_copy(update={**known, "unit": "deg"})},
    )
    small = simulated(lumbar_lordosis=Move(median=0.2 * spread, low=0.1 * spread, high=0.4 * spread, sign=1))
    large = simulated(lumbar_lordosis=Move(median=3 * spread, low=2.8 * spread, high=3.2 * spread, sign=1))
    unsure = simulated(lumbar_lordosis=Move(median=0.1, low=-1.0, high=1.0, sign=0))
    for sds in (-1.0, 0.0, 1.0, 2.0):
        assert consistency_of(small, [posture(catalogue, metric, sds)], catalogue).fit == "either_way"
    assert consistency_of(large, [posture(catalogue, metric, 3.0)], catalogue).fit == "fits"
    assert consistency_of(large, [posture(catalogue, metric, 0.0)], catalogue).fit == "against"
    assert consistency_of(unsure, [posture(catalogue, metric, 1.0)], catalogue).fit == "unknown_sign"
    without = replace(catalogue, posture_metrics={**catalogue.posture_metrics, metric: bare})
    assert consistency_of(large, [posture(catalogue, metric, 3.0)], without).fit == "no_norm"
    poor = replace(posture(catalogue, metric, 3.0), quality="poor")
    assert consistency_of(large, [poor], catalogue).fit == "not_measured"


def test_the_simulated_body_is_asked_once_for_one_change_and_never_by_an_assessment(assessment) -> None:
    if not body_is_here():
        pytest.skip("the simulated body is not installed")
    simulate.cache_clear()
    (first,) = explain(assessment, call="left.iliopsoas.short", tasks=())
    assert simulate.cache_info().misses == 1
    (second,) = explain(assessment, call="left.iliopsoas.short", tasks=())
    assert simulate.cache_info().misses == 1
    assert first == second
    assert "shorter" in first.simulated.change
    assert first.simulated.posture["pelvic_tilt"].sign == 1
    assert first.simulated.posture["pelvic_tilt"].low <= first.simulated.posture["pelvic_tilt"].median
    assert first.consistency.fit == "not_measured"
    assert explain(assessment, call="left.no_such.short") == ()
