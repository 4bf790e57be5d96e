"""The posterior against an independent dense solve: another space, another covariance routine, numpy alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from evenpull.infer import numbers
from evenpull.infer.assess import weigh


def covariance_from_factors(unknowns) -> np.ndarray:
    """Sum of explicit factor loadings: each factor is a column of ones over its members."""
    columns: list[tuple[float, list[int]]] = []
    for prop, spread in numbers.SPREADS.items():
        mine = [k for k, u in enumerate(unknowns) if u.property == prop]
        columns.append((spread.general, mine))
        teams = [set(team) for team in numbers.SYNERGISTS[prop]]
        alone = {unknowns[k].muscle for k in mine} - set().union(*teams)
        every = [*teams, *({muscle} for muscle in alone)]
        muscles = sorted({unknowns[k].muscle for k in mine})
        columns += [(spread.synergist, [k for k in mine if unknowns[k].muscle in team]) for team in every]
        columns += [(spread.group, [k for k in mine if unknowns[k].muscle == muscle]) for muscle in muscles]
        columns += [(spread.side, [k]) for k in mine]
    loading = np.zeros((len(unknowns), len(columns)))
    for column, (variance, members) in enumerate(columns):
        loading[members, column] = np.sqrt(variance)
    return loading @ loading.T


def dense(rows, prior_mean, prior_covariance, place):
    """Information form over the unknowns and every nuisance as explicit states."""
    names = sorted({name for row in rows for name, _ in row.nuisances})
    size = len(prior_mean) + len(names)
    precision = np.zeros((size, size))
    precision[: len(prior_mean), : len(prior_mean)] = np.linalg.inv(prior_covariance)
    precision[len(prior_mean) :, len(prior_mean) :] = np.eye(len(names))
    start = precision @ np.concatenate([prior_mean, np.zeros(len(names))])
    for row in rows:
        a = np.zeros(size)
        for unknown, load in row.loads:
            a[place[unknown]] += load
        for name, load in row.nuisances:
            a[len(prior_mean) + names.index(name)] += load
        precision += np.outer(a, a) / row.noise_sd**2
        start += a * row.y / row.noise_sd**2
    covariance = np.linalg.inv(precision)
    return (covariance @ start)[: len(prior_mean)], covariance[: len(prior_mean), : len(prior_mean)]


@pytest.mark.parametrize("seed", range(8))
def test_the_posterior_equals_an_independent_dense_solve(seed, measured, person, catalogue):
    measurements = [replace(each, censored=None) for each in measured(seed) if each.kind in {"test", "context"}]
    posterior = weigh(measurements, person=person, catalogue=catalogue).posterior
    assert len(posterior.system.rows) > 8
    mean, covariance = dense(
        posterior.system.rows, posterior.prior.mean, posterior.prior.covariance, posterior.prior.index.place
    )
    assert np.abs(mean - posterior.mean).max() < 1e-9
    assert np.abs(covariance - posterior.covariance).max() < 1e-9


def test_the_healthy_covariance_is_a_sum_of_factors_with_unit_variance(measured, person, catalogue):
    only_tests = [each for each in measured(0) if each.kind == "test"]
    prior = weigh(only_tests, person=person, catalogue=catalogue).posterior.prior
    expected = covariance_from_factors(prior.index.unknowns)
    assert np.abs(prior.covariance - expected).max() < 1e-12
    assert np.abs(np.diag(expected) - 1).max() < 1e-12
    assert np.linalg.eigvalsh(expected).min() > 0.05


def test_every_normed_test_spreads_as_published(measured, person, catalogue):
    """Prior predictive: muscles and nuisances together have variance 1, whatever shares the catalogue gives."""
    measurements = [replace(each, censored=None) for each in measured(0) if each.kind == "test"]
    posterior = weigh(measurements, person=person, catalogue=catalogue).posterior
    checked = 0
    for row in posterior.system.rows:
        if len(row.sources) == 2:
            continue
        h = np.zeros(len(posterior.mean))
        for unknown, load in row.loads:
            h[posterior.prior.index.place[unknown]] += load
        nuisance = sum(load**2 for name, load in row.nuisances if name.startswith("nuisance."))
        assert h @ covariance_from_factors(posterior.prior.index.unknowns) @ h + nuisance == pytest.approx(
            1.0, abs=0.03
        )
        checked += 1
    assert checked >= 3
