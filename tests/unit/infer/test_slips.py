"""Readings that may be slips: the odds by hand, what is said less firmly, and what two trials settle."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from scipy import stats

from evenpull.infer.assess import infer, weigh
from evenpull.infer.calls import call_for
from evenpull.infer.numbers import POOR_ERROR, SLIP, SLIP_LEAST
from evenpull.infer.slips import chances, slips_of
from evenpull.infer.unknowns import Unknown

ILIOPSOAS = Unknown("iliopsoas", "left", "length")


def test_the_chance_is_the_ratio_of_how_well_each_hypothesis_predicts() -> None:
    distance, variance, slip = np.array([0.5, 3.5]), np.array([0.8, 1.2]), np.array([9.0, 9.0])
    likelihood = stats.norm.pdf(distance, scale=np.sqrt(variance + slip)) / stats.norm.pdf(
        distance, scale=np.sqrt(variance)
    )
    odds = SLIP / (1 - SLIP) * likelihood
    assert chances(distance, variance, slip) == pytest.approx(odds / (1 + odds.sum()), rel=1e-12)
    assert chances(distance, variance, np.zeros(2)).tolist() == [0.0, 0.0]


def test_a_lone_reading_by_hand(small, someone, reading) -> None:
    """Variance of y: 1 of people, 16 / 9 of the reading, 1 / 9 of the norm; 5 true sds below."""
    ledger = weigh([reading("hang", 35.0)], person=someone, catalogue=small)
    variance = 1 + 16 / 9 + 1 / 9
    odds = stats.norm.pdf(5, scale=sqrt(variance + POOR_ERROR**2)) / stats.norm.pdf(5, scale=sqrt(variance))
    odds *= SLIP / (1 - SLIP)
    assert ledger.slips == {0: pytest.approx(odds / (1 + odds))}


def test_what_rests_on_a_reading_that_may_be_a_slip_is_said_less_firmly(small, someone, reading) -> None:
    once = [reading("hang", 38.0, sd=1.0)]
    twice = [replace(once[0], trials=(38.0, 38.0))]
    doubted, sure = (weigh(each, person=someone, catalogue=small) for each in (once, twice))
    assert doubted.doubt(ILIOPSOAS) > SLIP_LEAST
    assert sure.slips == {}
    words = [call_for(ILIOPSOAS, ledger=ledger, person=someone).word for ledger in (doubted, sure)]
    assert words == ["cannot_tell", "probably"]
    limits = call_for(ILIOPSOAS, ledger=doubted, person=someone).limits
    assert any("once more" in limit for limit in limits)


def test_the_reading_that_may_be_a_slip_is_named_and_the_result_is_weak(small, someone, profile, reading) -> None:
    found = infer([reading("hang", 38.0, sd=1.0)], person=someone, profile=profile, catalogue=small)
    assert found.quality.level == "weak"
    assert any("Do it once more" in reason for reason in found.quality.reasons)
    assert found.calls == ()


def test_both_sides_alike_are_no_slip(small, someone, reading) -> None:
    alike = [reading("hang", 40.0, sd=1.0), reading("hang", 40.0, "right", sd=1.0)]
    one_sided = [alike[0], reading("hang", 50.0, "right", sd=1.0)]
    assert max(slips_of(weigh(alike, person=someone, catalogue=small).posterior).values(), default=0.0) < 0.2
    found = slips_of(weigh(one_sided, person=someone, catalogue=small).posterior)
    assert found[0] > 0.5


def test_bounds_poor_readings_and_tests_without_a_norm_are_never_slips(small, someone, reading) -> None:
    bound = reading("hang", 70.0, censored="lower", stopped_by="pain")
    poor = reading("hang", 20.0, "right", quality="poor")
    pushes = [reading("push", 20.0), reading("push", 90.0, "right")]
    assert weigh([bound, poor, *pushes], person=someone, catalogue=small).slips == {}
