"""The people and rivals that inference is measured with: their own laws, and arithmetic that can be done by hand."""

from __future__ import annotations

import numpy as np
import pytest
from people.other_leg import RANGES, crowd, groups
from people.rivals import auc, sensitivity, trained, votes


def test_healthy_people_have_unit_spread_and_no_shift() -> None:
    people = crowd(np.random.default_rng(2), people=4000, deviations=False)
    for value in (*people.truth.values(), *people.reading.values()):
        assert value.mean() == pytest.approx(0.0, abs=0.1)
        assert value.std() == pytest.approx(1.0, abs=0.15)
    assert not people.sits.any()


def test_a_shorter_muscle_lowers_the_tests_that_stretch_it() -> None:
    people = crowd(np.random.default_rng(3), people=4000, deviations=True)
    for name, test in RANGES.items():
        group = max(test.groups, key=lambda each: each[1] * each[2])[0]
        assert np.corrcoef(people.truth[group, "length"].ravel(), people.reading[name].ravel())[0, 1] > 0.4


def test_deviations_make_more_people_short_or_weak() -> None:
    healthy = crowd(np.random.default_rng(4), people=2000, deviations=False)
    everybody = crowd(np.random.default_rng(4), people=2000, deviations=True)
    for group in groups():
        assert (everybody.truth[group, "strength"] < -1).mean() > (healthy.truth[group, "strength"] < -1).mean()


def test_area_under_the_curve_counts_ties_half() -> None:
    true = np.array([True, True, False, False])
    assert auc(np.array([2.0, 1.0, 1.0, 0.0]), true) == pytest.approx(3.5 / 4)
    assert auc(np.zeros(4), true) == pytest.approx(0.5)
    assert sensitivity(np.array([3.0, 0.0, 1.0, 2.0]), true) == pytest.approx(0.5)


def test_a_finding_votes_for_what_its_test_lists() -> None:
    readings = {"a": np.array([[-1.5, 0.0]]), "b": np.array([[-3.0, -0.5]])}
    listed = {"a": frozenset({("soleus", "length")}), "b": frozenset({("vasti", "strength")})}
    plain = votes(readings, listed, ("soleus", "length"), norms=False)
    sized = votes(readings, listed, ("vasti", "strength"), norms=True)
    assert plain.tolist() == [[1.0, 0.0]]
    assert sized.tolist() == [[3.0, 0.5]]


def test_the_trained_reference_learns_a_slope() -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=(4000, 2))
    true = rng.random(4000) < 1.0 / (1.0 + np.exp(-(1.5 * x[:, 0] - 1.0)))
    assert trained(x, true) == pytest.approx([1.5, 0.0, -1.0], abs=0.15)
