"""What a test's variance is made of: by hand, by the posed body, and half of each."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.infer.likelihood import shares
from evenpull.infer.prior import covariance_of
from evenpull.infer.unknowns import index_of
from evenpull.knowledge import load


@pytest.fixture(scope="module")
def whole():
    catalogue = load()
    return catalogue, index_of(tuple(name for name, muscle in catalogue.muscles.items() if muscle.posterior))


@pytest.mark.parametrize("choice", ["catalogue", "body", "both"])
def test_every_test_has_the_healthy_spread_that_was_published(whole, choice):
    catalogue, index = whole
    for test in catalogue.tests.values():
        makeup = shares.makeup_of(test, index=index, sex="male", shares=choice)
        if makeup is not None:
            total = makeup.muscles(index)[0] + makeup.general**2 + makeup.own**2
            assert total == pytest.approx(1.0, abs=0.01)


def test_a_body_that_is_not_credible_leaves_the_share_set_by_hand(whole):
    catalogue, index = whole
    test = catalogue.tests["modified_thomas"].model_copy(
        update={"moves": (catalogue.tests["modified_thomas"].moves[0].model_copy(update={"muscle": "vasti"}),)}
    )
    assert "leading_group" in shares.predicted(test, index=index, sex="male").why_not
    by_hand, body = (shares.makeup_of(test, index=index, sex="male", shares=c) for c in ("catalogue", "body"))
    assert by_hand == body


def test_a_mean_far_from_the_published_one_is_not_believed(whole, monkeypatch):
    catalogue, index = whole
    kept = shares.body_tests()["knee_flexion_strength"]
    male = kept["male"] | {"value": 3.0 * kept["male"]["value"]}
    monkeypatch.setattr(shares, "body_tests", lambda: {"knee_flexion_strength": {"male": male}})
    found = shares.predicted(catalogue.tests["knee_flexion_strength"], index=index, sex="male")
    assert "mean" in found.why_not


def test_without_the_file_inference_works_with_the_shares_set_by_hand(whole, monkeypatch):
    catalogue, index = whole
    monkeypatch.setattr(shares, "body_tests", dict)
    test = catalogue.tests["knee_flexion_strength"]
    by_hand, body = (shares.makeup_of(test, index=index, sex="male", shares=c) for c in ("catalogue", "body"))
    assert by_hand == body


def test_muscles_explain_what_their_coefficients_say_through_the_healthy_covariance(whole):
    catalogue, index = whole
    makeup = shares.makeup_of(catalogue.tests["knee_flexion_strength"], index=index, sex="male", shares="body")
    row = np.zeros(len(index))
    for unknown, place in index.place.items():
        if unknown.side == "left":
            row[place] = makeup.coefficients.get((unknown.muscle, unknown.property), 0.0)
    assert makeup.muscles(index)[0] == pytest.approx(row @ covariance_of(index) @ row)
    assert makeup.coefficients["hamstrings", "strength"] > 0
