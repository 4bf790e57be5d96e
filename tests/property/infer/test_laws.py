"""Laws of inference: order, repeats, mirror, what is missing, and a ledger that adds up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenpull.core.side import mirror
from evenpull.errors import InputError
from evenpull.infer.assess import infer, weigh
from evenpull.infer.unknowns import Unknown
from evenpull.measure.records import Measurement

SEEDS = range(6)


@pytest.fixture
def both_ways(measured, mirrored, person, profile, catalogue):
    def results(seed):
        known = {"person": person, "profile": profile, "catalogue": catalogue}
        return infer(measured(seed), **known), infer(mirrored(measured(seed)), **known)

    return results


@pytest.mark.parametrize("seed", SEEDS)
def test_another_order_of_measurements_changes_nothing(seed, measured, person, profile, catalogue):
    measurements = measured(seed)
    shuffled = [measurements[k] for k in np.random.default_rng(seed).permutation(len(measurements))]
    here = infer(measurements, person=person, profile=profile, catalogue=catalogue)
    there = infer(shuffled, person=person, profile=profile, catalogue=catalogue)
    assert here == there


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mirrored_person_gives_the_mirrored_posterior(seed, measured, mirrored, person, catalogue):
    measurements = measured(seed)
    here = weigh(measurements, person=person, catalogue=catalogue).posterior
    there = weigh(mirrored(measurements), person=person, catalogue=catalogue).posterior
    swap = [here.prior.index.place[u._replace(side=mirror(u.side))] for u in here.prior.index.unknowns]
    assert np.abs(here.mean - there.mean[swap]).max() < 1e-9
    assert np.abs(here.covariance - there.covariance[np.ix_(swap, swap)]).max() < 1e-9


@pytest.mark.parametrize("seed", SEEDS)
def test_a_mirrored_person_gets_the_mirrored_calls_patterns_and_next_tests(seed, both_ways):
    here, there = both_ways(seed)

    def said(result, flip):
        calls = {
            (flip(c.side), c.muscle, c.property, c.word, round(c.probability, 9), round(c.resolution, 9))
            for c in (*result.calls, *result.open_questions)
        }
        patterns = {(p.pattern, flip(p.side or ""), round(p.log10_bayes_factor, 9)) for p in result.patterns}
        tests = {(t.test, flip(t.side), round(t.information, 9), t.tells) for t in result.next_tests}
        return calls, patterns, tests

    assert said(here, mirror) == said(there, lambda side: side)
    assert here.quality == there.quality
    assert [c.muscle for c in here.calls] == [c.muscle for c in there.calls]


def test_a_symmetric_person_has_no_side_difference(measured, mirrored, person, catalogue):
    left = [each for each in measured(1) if each.side == "left"]
    posterior = weigh([*left, *mirrored(left)], person=person, catalogue=catalogue).posterior
    place = posterior.prior.index.place
    for unknown in posterior.prior.index.unknowns:
        other = unknown._replace(side=mirror(unknown.side))
        assert posterior.mean[place[unknown]] == pytest.approx(posterior.mean[place[other]], abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_pushes_and_the_prior_sum_to_the_posterior_mean(seed, measured, person, catalogue):
    ledger = weigh(measured(seed), person=person, catalogue=catalogue)
    total = sum(ledger.pushes.values()) + sum(ledger.parts.values(), np.zeros(len(ledger.posterior.mean)))
    assert np.abs(total - ledger.posterior.mean).max() < 1e-9


@pytest.mark.parametrize("seed", SEEDS)
def test_leaving_a_measurement_out_equals_never_having_had_it(seed, measured, person, catalogue):
    measurements = measured(seed)
    posterior = weigh(measurements, person=person, catalogue=catalogue).posterior
    kinds = {each.kind: each for each in measurements if each.kind != "context"}
    for gone in [*kinds.values(), *[each for each in measurements if each.censored][:1]]:
        mean, sd = posterior.without(gone.id)
        rest = weigh(
            [each for each in measurements if each.id != gone.id], person=person, catalogue=catalogue
        ).posterior
        assert np.abs(mean - rest.mean).max() < 1e-9
        assert np.abs(sd - rest.sd).max() < 1e-9


def test_without_bounds_the_closed_form_equals_a_second_solve(measured, person, catalogue):
    measurements = [replace(each, censored=None, stopped_by=None) for each in measured(2) if each.kind == "test"]
    posterior = weigh(measurements, person=person, catalogue=catalogue).posterior
    assert not posterior.system.capped
    for gone in measurements[::4]:
        mean, sd = posterior.without(gone.id)
        rest = weigh([each for each in measurements if each is not gone], person=person, catalogue=catalogue).posterior
        assert np.abs(mean - rest.mean).max() < 1e-9
        assert np.abs(sd - rest.sd).max() < 1e-9


def test_leaving_a_context_out_equals_never_having_had_it(measured, person, catalogue):
    contexts = [
        Measurement(
            id=f"context.{name}", kind="context", metric=name, side=None, value=1, sd=0, unit="holds", method="typed"
        )
        for name in sorted(catalogue.contexts)
    ]
    measurements = [*(each for each in measured(3) if each.kind != "context"), *contexts]
    ledger = weigh(measurements, person=person, catalogue=catalogue)
    assert contexts
    for context in contexts:
        rest = weigh([each for each in measurements if each is not context], person=person, catalogue=catalogue)
        mean, sd = ledger.without(context.id)
        assert np.abs(mean - rest.posterior.mean).max() < 1e-9
        assert np.abs(sd - rest.posterior.sd).max() < 1e-9


def test_a_measurement_that_says_nothing_of_muscles_changes_nothing(measured, person, catalogue):
    measurements = measured(4)
    chosen = next(each for each in measurements if each.kind == "test" and not each.censored)
    silent = [replace(each, moves_muscles=False) if each is chosen else each for each in measurements]
    missing = [each for each in measurements if each is not chosen]
    here = weigh(silent, person=person, catalogue=catalogue).posterior
    there = weigh(missing, person=person, catalogue=catalogue).posterior
    assert np.abs(here.mean - there.mean).max() < 1e-12


def test_the_same_measurement_handed_over_twice_counts_once_and_is_flagged(measured, person, profile, catalogue):
    measurements = measured(5)
    once = infer(measurements, person=person, profile=profile, catalogue=catalogue)
    twice = infer([*measurements, measurements[0]], person=person, profile=profile, catalogue=catalogue)
    assert once.muscles == twice.muscles
    assert any("twice" in reason for reason in twice.quality.reasons)


def test_two_different_measurements_with_one_id_are_refused(measured, person, profile, catalogue):
    measurements = measured(5)
    clash = replace(measurements[0], value=measurements[0].value + 1)
    with pytest.raises(InputError, match="same id"):
        infer([*measurements, clash], person=person, profile=profile, catalogue=catalogue)


def test_many_repeats_in_one_session_leave_the_sessions_error(person, catalogue):
    def sd_after(count: int, sessions: int) -> float:
        readings = [
            Measurement(
                id=f"test.modified_thomas.{k}.left",
                kind="test",
                metric="modified_thomas",
                side="left",
                value=0.0,
                sd=7.0,
                unit="deg_above_bench",
                method="default",
                protocol="thomas_pelvis_held",
                session=f"s{k % sessions}",
            )
            for k in range(count)
        ]
        posterior = weigh(readings, person=person, catalogue=catalogue).posterior
        return float(posterior.sd[posterior.prior.index.place[Unknown("iliopsoas", "left", "length")]])

    one, many, apart = sd_after(1, 1), sd_after(40, 1), sd_after(40, 40)
    assert apart < many < one
    assert many > sd_after(3, 3)


@pytest.mark.parametrize("seed", SEEDS)
def test_more_evidence_never_widens_any_unknown(seed, measured, person, catalogue):
    measurements = [each for each in measured(seed) if each.kind != "context" and not each.censored]
    fewer = weigh(measurements[: len(measurements) // 2], person=person, catalogue=catalogue).posterior
    tests = [each for each in measurements[len(measurements) // 2 :] if each.kind == "test"]
    more = weigh([*measurements[: len(measurements) // 2], *tests], person=person, catalogue=catalogue).posterior
    if fewer.system.capped == more.system.capped:
        assert (more.sd <= fewer.sd + 1e-9).all()
