"""What each kind of evidence may say, on a catalogue small enough to work out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import log, sqrt

import numpy as np
import pytest
from scipy import integrate, stats

from evenpull.infer.assess import infer, weigh
from evenpull.infer.numbers import CAPTURE_NATS, RESOLUTION, TOPIC_NATS
from evenpull.infer.patterns import log_bayes_factor
from evenpull.infer.truncated import gaussian_factors, truncated_moments
from evenpull.infer.unknowns import Unknown

ILIOPSOAS = Unknown("iliopsoas", "left", "length")
GLUTE = Unknown("gluteus_maximus", "left", "strength")


def at(posterior, unknown):
    place = posterior.prior.index.place[unknown]
    return float(posterior.mean[place]), float(posterior.sd[place])


def information(posterior) -> float:
    return 0.5 * (np.linalg.slogdet(posterior.prior.covariance)[1] - np.linalg.slogdet(posterior.covariance)[1])


def test_one_normed_reading_by_hand(small, someone, reading):
    """True sd sqrt(25 - 16) = 3; 44 lies 2 below; shares 0.6 and 0.1, correlation 0.35; norm's error 0.2 x 5 = 1."""
    posterior = weigh([reading("hang", 44.0)], person=someone, catalogue=small).posterior
    plain = 0.6 + 0.1 + 2 * 0.35 * sqrt(0.06)
    k = sqrt(0.7 / plain)
    covariance = k * (sqrt(0.6) + 0.35 * sqrt(0.1))
    variance = 1 + 16 / 9 + 1 / 9
    mean, sd = at(posterior, ILIOPSOAS)
    assert mean == pytest.approx(-2 * covariance / variance, abs=1e-9)
    assert sd == pytest.approx(sqrt(1 - covariance**2 / variance), abs=1e-9)


def test_trials_shrink_only_what_is_not_the_sessions(small, someone, reading):
    one = weigh([reading("hang", 44.0)], person=someone, catalogue=small)
    ten = weigh([reading("hang", 44.0, sd=4 * sqrt(0.55), trials=(44.0,) * 10)], person=someone, catalogue=small)
    row = ten.posterior.system.rows[0]
    shared = sqrt(sum(load**2 for name, load in row.nuisances if name.startswith("session.")))
    assert shared == pytest.approx(4 * sqrt(0.5) / 3)
    assert row.noise_sd == pytest.approx(4 * sqrt(0.05) / 3)
    assert at(ten.posterior, ILIOPSOAS)[1] < at(one.posterior, ILIOPSOAS)[1]


def test_a_recalled_norm_is_not_used(small, someone, reading):
    posterior = weigh([reading("kick", 20.0)], person=someone, catalogue=small).posterior
    assert posterior.system.rows == ()


def test_without_a_norm_one_side_alone_says_nothing(small, someone, reading):
    posterior = weigh([reading("push", 30.0)], person=someone, catalogue=small).posterior
    assert posterior.system.rows == ()


def test_without_a_norm_only_left_against_right_speaks(small, someone, reading):
    weak_left = [reading("push", 60.0), reading("push", 90.0, side="right")]
    both_weak = [reading("push", 30.0, sd=2.0), reading("push", 45.0, side="right", sd=2.0)]
    here = weigh(weak_left, person=someone, catalogue=small).posterior
    there = weigh(both_weak, person=someone, catalogue=small).posterior
    assert at(here, GLUTE)[0] < 0 < at(here, GLUTE._replace(side="right"))[0]
    assert at(here, GLUTE)[0] == pytest.approx(at(there, GLUTE)[0], rel=1e-9)
    assert here.system.rows[0].y == pytest.approx(log(60 / 90) / 0.25)


def test_a_side_difference_alone_is_no_call_but_a_pair(small, someone, profile, reading):
    readings = [reading("push", 45.0, sd=2.0), reading("push", 90.0, side="right", sd=2.0)]
    result = infer(readings, person=someone, profile=profile, catalogue=small)
    assert result.calls == ()
    pair = next(p for p in result.pairs if p.kind == "left_right" and p.property == "strength")
    assert pair.first == "left.gluteus_maximus"
    assert pair.p_first_lower > 0.8


@pytest.mark.parametrize("fault", ["tilt", "guess"])
def test_contradicted_and_recalled_claims_weigh_exactly_nothing(fault, small, someone, profile, sign):
    seen = [sign("observed", fault, 3.0, "left")]
    posterior = weigh(seen, person=someone, catalogue=small).posterior
    assert posterior.system.rows == ()
    assert np.array_equal(posterior.mean, np.zeros(len(posterior.mean)))
    result = infer(seen, person=someone, profile=profile, catalogue=small)
    assert result.calls == ()
    assert [call.id for call in result.open_questions] == ["left.gluteus_maximus.weak"]
    assert result.open_questions[0].word == "cannot_tell"
    assert result.open_questions[0].against


def test_one_look_never_says_more_than_its_cap_however_many_faults(small, someone, sign):
    looks = [sign("observed", "drift", 3.0, side, sd=0.0) for side in ("left", "right")]
    posterior = weigh(looks, person=someone, catalogue=small).posterior
    assert posterior.system.capped
    assert information(posterior) == pytest.approx(CAPTURE_NATS, abs=1e-6)
    assert (posterior.sd > RESOLUTION).all()


def test_a_fault_looked_for_and_not_there_speaks_against(small, someone, sign):
    there = weigh([sign("observed", "drift", 3.0, "left")], person=someone, catalogue=small).posterior
    absent = weigh([sign("observed", "drift", 0.0, "left")], person=someone, catalogue=small).posterior
    assert at(there, GLUTE)[0] < at(absent, GLUTE)[0] == pytest.approx(0.0)
    assert at(absent, GLUTE)[1] < 1.0


def test_the_questions_of_one_topic_share_one_cap_and_never_name_a_muscle(small, someone, profile, sign):
    answers = [sign("answer", "first", 1.0), sign("answer", "second", 1.0)]
    posterior = weigh(answers, person=someone, catalogue=small).posterior
    assert information(posterior) == pytest.approx(TOPIC_NATS, abs=1e-6)
    result = infer(answers, person=someone, profile=profile, catalogue=small)
    assert result.calls == ()
    assert "questions alone never name a muscle" in result.open_questions[0].limits


def test_overlapping_contexts_shift_less_than_their_sum_and_more_than_the_largest(small, someone, sign):
    def mean(*names):
        contexts = [sign("context", name, 1.0) for name in names]
        return at(weigh(contexts, person=someone, catalogue=small).posterior, ILIOPSOAS)[0]

    assert mean("lasting_low_back_pain") == pytest.approx(-0.8)
    assert mean("lasting_low_back_pain", "sits_over_7h") == pytest.approx(-1.2 / 1.09)
    assert mean("lasting_low_back_pain", "other") == pytest.approx(-0.8)
    assert mean("other", "sits_over_7h") == pytest.approx(-0.8 / 1.5)


def test_a_base_rate_alone_never_calls(small, someone, profile, sign):
    contexts = [sign("context", name, 1.0) for name in ("lasting_low_back_pain", "sits_over_7h", "other")]
    result = infer(contexts, person=someone, profile=profile, catalogue=small)
    assert result.calls == ()


def test_a_lower_bound_pushes_up_when_high_and_hardly_when_low(small, someone, reading):
    low = weigh([reading("hang", 30.0, censored="lower", stopped_by="pain")], person=someone, catalogue=small)
    high = weigh([reading("hang", 60.0, censored="lower", stopped_by="pain")], person=someone, catalogue=small)
    assert at(low.posterior, ILIOPSOAS)[0] == pytest.approx(0.0, abs=1e-3)
    assert at(high.posterior, ILIOPSOAS)[0] > 0.5


def test_stopped_by_pain_is_said_and_never_called(small, someone, profile, reading):
    bound = reading("hang", 40.0, censored="lower", stopped_by="pain", sd=1.0)
    result = infer([bound], person=someone, profile=profile, catalogue=small)
    assert result.calls == ()
    assert any("stopped by pain" in limit for limit in result.open_questions[0].limits)


def test_one_bound_is_exact_against_numerical_integration(small, someone, reading):
    bound = weigh([reading("hang", 47.0, censored="lower")], person=someone, catalogue=small).posterior
    plain = weigh([reading("hang", 47.0)], person=someone, catalogue=small).posterior
    gain, place = plain.gain[:, 0], plain.prior.index.place[ILIOPSOAS]
    variance = 1 / plain.inverse[0, 0]
    y = plain.system.y[0]
    spread = sqrt(variance)
    mass = stats.norm.sf(y / spread)
    mean = integrate.quad(lambda s: s * stats.norm.pdf(s, scale=spread), y, 12 * spread)[0] / mass
    square = integrate.quad(lambda s: s * s * stats.norm.pdf(s, scale=spread), y, 12 * spread)[0] / mass
    assert bound.mean[place] == pytest.approx(gain[place] * mean, abs=1e-8)
    expected = plain.covariance[place, place] + gain[place] ** 2 * (square - mean**2)
    assert bound.covariance[place, place] == pytest.approx(expected, abs=1e-8)


def test_several_bounds_match_sampling():
    covariance = np.array([[1.0, 0.6, 0.3], [0.6, 1.2, 0.5], [0.3, 0.5, 0.9]])
    mean, bound = np.array([0.2, -0.1, 0.0]), np.array([0.5, -0.3, 0.4])
    sides = ("lower", "upper", "lower")
    precision, weighted = gaussian_factors(mean, covariance, bound, sides)
    inverse = np.linalg.inv(covariance)
    after = np.linalg.inv(inverse + np.diag(precision))
    centre = after @ (inverse @ mean + weighted)
    draws = np.random.default_rng(0).multivariate_normal(mean, covariance, size=600_000)
    kept = draws[(draws[:, 0] >= 0.5) & (draws[:, 1] <= -0.3) & (draws[:, 2] >= 0.4)]
    assert len(kept) > 6_000
    assert np.abs(centre - kept.mean(axis=0)).max() < 0.03
    assert np.abs(after - np.cov(kept.T)).max() < 0.04


def test_truncated_moments_far_in_the_tail_stay_finite():
    mean, variance = truncated_moments(np.zeros(1), np.ones(1), np.array([30.0]), np.ones(1))
    assert mean[0] == pytest.approx(30.033, abs=1e-3)
    assert 0 < variance[0] < 0.002


@pytest.mark.parametrize(("a", "b", "scale"), [(0.7, 0.4, 1.0), (-2.0, 1.5, 0.5), (4.0, 3.0, 2.0)])
def test_the_bayes_factor_equals_quadrature_over_the_size_of_the_shift(a, b, scale):
    def integrand(delta):
        return np.exp(delta * a - 0.5 * delta**2 * b) * stats.halfnorm.pdf(delta, scale=scale)

    expected = integrate.quad(integrand, 0, 40 * scale, epsabs=1e-13)[0]
    assert log_bayes_factor(a, b, scale=scale) == pytest.approx(np.log(expected), abs=1e-7)


def test_the_bayes_factor_is_the_ratio_of_marginal_likelihoods(small, someone, profile, reading):
    readings = [reading("hang", 41.0), reading("push", 50.0, sd=2.0), reading("push", 80.0, side="right", sd=2.0)]
    posterior = weigh(readings, person=someone, catalogue=small).posterior
    direction = np.zeros(len(posterior.mean))
    for unknown in (ILIOPSOAS, GLUTE):
        direction[posterior.prior.index.place[unknown]] = -1
    S = posterior.system.H @ posterior.prior.covariance @ posterior.system.H.T + posterior.system.N

    def likelihood(delta):
        return stats.multivariate_normal.pdf(posterior.system.y, posterior.system.H @ (direction * delta), S)

    ratio = integrate.quad(lambda d: likelihood(d) * stats.halfnorm.pdf(d), 0, 12)[0] / likelihood(0)
    result = infer(readings, person=someone, profile=profile, catalogue=small)
    found = next(pattern for pattern in result.patterns if pattern.side == "left")
    assert found.log10_bayes_factor == pytest.approx(np.log10(ratio), abs=1e-6)
    assert found.probability == pytest.approx(0.05 * ratio / (1 + 0.05 * ratio), abs=1e-6)


def test_a_pattern_needs_two_signs_of_its_own_groups(small, someone, profile, reading):
    result = infer([reading("hang", 35.0, sd=0.5)], person=someone, profile=profile, catalogue=small)
    assert result.patterns == ()


def test_poor_readings_have_next_to_no_weight(small, someone, reading):
    poor = weigh([reading("hang", 38.0, quality="poor")], person=someone, catalogue=small).posterior
    good = weigh([reading("hang", 38.0)], person=someone, catalogue=small).posterior
    assert abs(at(poor, ILIOPSOAS)[0]) < 0.35 * abs(at(good, ILIOPSOAS)[0])


def test_joint_block_and_nerve_move_no_muscle(small, someone, profile, reading):
    blocked = reading("hang", 30.0, moves_muscles=False, stopped_by="nerve")
    result = infer([blocked], person=someone, profile=profile, catalogue=small)
    assert result.calls == ()
    assert all(state.length.mean == 0 for state in result.muscles)


def test_no_calls_means_no_calls_no_patterns_and_no_tests(small, someone, profile, reading):
    held = replace(profile, no_calls="pain in four regions")
    result = infer([reading("hang", 30.0, sd=0.5)], person=someone, profile=held, catalogue=small)
    assert (result.calls, result.open_questions, result.patterns, result.next_tests) == ((), (), (), ())
    assert any("pain in four regions" in reason for reason in result.quality.reasons)


def test_an_override_wins_keeps_its_reason_and_shows_the_data(small, someone, profile, reading):
    def overridden(what):
        entry = {"muscle": "iliopsoas", "side": "left", "property": "short", "set": what, "reason": "Seen on the table"}
        person = someone.model_validate(someone.model_dump() | {"overrides": [entry]})
        return infer([reading("hang", 40.0, sd=0.5)], person=person, profile=profile, catalogue=small)

    absent, present = overridden("absent"), overridden("present")
    assert "left.iliopsoas.short" not in {call.id for call in absent.calls}
    kept = next(call for call in absent.open_questions if call.id == "left.iliopsoas.short")
    assert (kept.probability, kept.override) == (0.0, "Seen on the table")
    assert any("the data alone say" in limit for limit in kept.limits)
    assert next(call for call in present.calls if call.id == "left.iliopsoas.short").probability == 1.0


def test_a_reading_far_off_is_called_with_words_that_name_it(small, someone, profile, reading):
    again = reading("hang", 38.0, sd=1.0, trials=(38.0, 38.0))
    result = infer([again], person=someone, profile=profile, catalogue=small)
    call = next(call for call in result.calls if call.id == "left.iliopsoas.short")
    assert call.word == "probably"
    assert call.against
    assert call.evidence[0].direct
    assert call.evidence[0].text == "A test: 38 deg, twice (typical: 50, error 1.2)"
    assert call.evidence[0].p_without == pytest.approx(stats.norm.cdf(-1))


def test_next_tests_name_what_would_change_and_skip_the_declined(small, someone, profile, reading):
    first = infer([reading("hang", 44.0)], person=someone, profile=profile, catalogue=small)
    assert first.next_tests[0].test == "hang"
    assert first.next_tests[0].side == "right"
    person = someone.model_validate(someone.model_dump() | {"declined_tests": ["hang"]})
    assert all(t.test != "hang" for t in infer([], person=person, profile=profile, catalogue=small).next_tests)


def test_a_test_without_a_drawing_is_proposed_to_a_practitioner_only(small, someone, profile, reading):
    undrawn = replace(small, figures={name: figure for name, figure in small.figures.items() if name != "hang"})
    trainer = someone.model_copy(update={"user": "trainer"})
    alone, helped = (
        infer([reading("hang", 44.0)], person=person, profile=profile, catalogue=undrawn).next_tests
        for person in (someone, trainer)
    )
    assert "hang" not in {proposed.test for proposed in alone}
    assert "hang" in {proposed.test for proposed in helped}


def test_a_clinic_test_is_never_proposed_to_a_person_alone(small, someone, profile, reading):
    clinic = small.tests["hang"].model_copy(update={"setting": "clinic"})
    result = infer([], person=someone, profile=profile, catalogue=replace(small, tests={**small.tests, "hang": clinic}))
    assert "hang" not in {proposed.test for proposed in result.next_tests}


def test_nothing_is_proposed_when_nothing_would_change(small, someone, profile, reading):
    done = [reading("hang", 50.0, side, sd=0.1) for side in ("left", "right")]
    result = infer(done, person=someone, profile=profile, catalogue=small)
    assert all(proposed.test != "hang" for proposed in result.next_tests)


def test_readings_that_cannot_be_true_together_make_the_result_weak(small, someone, profile, reading):
    clash = [reading("hang", 20.0, sd=0.1), reading("hang", 80.0, side="right", sd=0.1)]
    result = infer(clash, person=someone, profile=profile, catalogue=small)
    assert result.quality.level == "weak"
    assert any("do not fit together" in reason for reason in result.quality.reasons)
