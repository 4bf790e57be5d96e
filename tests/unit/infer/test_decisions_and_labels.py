"""Loss of decisions, the next test and the best pair, where doubt comes from, and labelled posteriors."""

from __future__ import annotations

import sys

import numpy as np
import pytest
from scipy import stats

from evenpull.errors import MissingExtra
from evenpull.infer.assess import infer, weigh
from evenpull.infer.budget import budget_of, strangest
from evenpull.infer.decisions import chance_of_another_item, expected_fall, loss
from evenpull.infer.labelled import labelled, labelled_draws
from evenpull.infer.unknowns import Unknown


def test_the_expected_fall_equals_a_simulation_and_is_zero_for_a_test_that_tells_nothing():
    rng = np.random.default_rng(3)
    mean, variance, left = np.array([-0.7, 0.1]), np.array([0.9, 1.0]), np.array([0.4, 1.0])
    then = mean[0] + np.sqrt(0.5) * rng.normal(size=400_000)
    after = loss(stats.norm.cdf((-1.0 - then) / np.sqrt(0.4))).mean()
    now = loss(stats.norm.cdf((-1.0 - mean[:1]) / np.sqrt(0.9)))[0]
    found = expected_fall(mean, variance, left)
    assert found[0] == pytest.approx(now - after, abs=0.004)
    assert found[1] == 0.0


def test_the_chance_of_another_item_equals_a_simulation():
    rng = np.random.default_rng(4)
    then = -0.7 + np.sqrt(0.5) * rng.normal(size=200_000)
    treated = (stats.norm.cdf((-1.0 - then) / np.sqrt(0.4)) >= 0.6).mean()
    found = chance_of_another_item(np.array([-0.7]), np.array([0.9]), np.array([0.4]))
    assert found[0] == pytest.approx(treated, abs=0.004)


def test_a_person_without_any_reading_gets_a_first_test(small, someone, profile):
    first = infer([], person=someone, profile=profile, catalogue=small)
    assert first.next_tests
    assert first.next_tests[0].information > 0


def test_the_best_pair_is_two_different_tests_or_none(small, someone, profile, reading):
    pair = infer([], person=someone, profile=profile, catalogue=small).best_pair
    assert len({each.test for each in pair}) == len(pair)
    assert len(pair) in {0, 2}


def test_parts_of_the_doubt_sum_to_the_posterior_variance(small, someone, reading):
    readings = [reading("hang", 44.0), reading("push", 40.0), reading("push", 60.0, side="right")]
    posterior = weigh(readings, person=someone, catalogue=small).posterior
    for unknown, place in posterior.prior.index.place.items():
        assert budget_of(posterior, unknown).total == pytest.approx(posterior.covariance[place, place], rel=1e-9)
    untouched = budget_of(weigh([], person=someone, catalogue=small).posterior, unknown)
    assert (untouched.measurement, untouched.tolerance, untouched.capsule) == (0.0, 0.0, 0.0)


def test_the_reading_that_its_fellows_predict_worst_is_named(small, someone, profile, reading):
    readings = [reading("hang", 20.0, sd=0.1), reading("hang", 80.0, side="right", sd=0.1)]
    sources, distance = strangest(weigh(readings, person=someone, catalogue=small).posterior)
    assert sources[0].startswith("test.hang")
    assert distance > 4
    reasons = infer(readings, person=someone, profile=profile, catalogue=small).quality.reasons
    assert any("fits least: A test" in reason for reason in reasons)
    assert strangest(weigh([], person=someone, catalogue=small).posterior) is None


def test_labels_lead_to_the_numbers_of_the_result(small, someone, profile, reading):
    result = infer([reading("hang", 40.0)], person=someone, profile=profile, catalogue=small)
    parts = labelled(result.muscles)
    muscle, side, prop = (parts["coords"][name] for name in ("muscle", "side", "property"))
    state = next(each for each in result.muscles if (each.muscle, each.side) == ("iliopsoas", "left"))
    place = muscle.index("iliopsoas"), side.index("left"), prop.index("length")
    assert parts["data_vars"]["mean"][1][place] == state.length.mean
    assert parts["data_vars"]["p_low"][1][place] == state.length.p_low


def test_draws_have_the_posterior_mean_and_spread_under_their_labels(small, someone, reading):
    posterior = weigh([reading("hang", 40.0)], person=someone, catalogue=small).posterior
    parts = labelled_draws(posterior, draws=20_000, rng=np.random.default_rng(1))
    dims, values = parts["data_vars"]["healthy_sds"]
    assert dims[:2] == ("chain", "draw")
    at = posterior.prior.index.place[Unknown("iliopsoas", "left", "length")]
    own = values[0, :, parts["coords"]["muscle"].index("iliopsoas"), 0, 0]
    assert own.mean() == pytest.approx(posterior.mean[at], abs=0.03)
    assert own.std() == pytest.approx(posterior.sd[at], abs=0.03)


def test_without_xarray_the_export_says_how_to_get_it(small, someone, profile, monkeypatch):
    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(MissingExtra, match="xarray"):
        infer([], person=someone, profile=profile, catalogue=small).to_xarray()
