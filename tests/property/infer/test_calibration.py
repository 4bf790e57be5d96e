"""Intervals cover what they say on 2,000 people of the matched generator."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

from evenpull.infer.assess import weigh
from evenpull.infer.solve import assemble

PEOPLE = 2000
# Three standard errors of a proportion of 2,000 people; unknowns of one person hang together, so more do not help.
TOLERANCE = 3 * (0.25 / PEOPLE) ** 0.5


@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_intervals_cover_what_they_say(level, measured, person, catalogue):
    readings = [each for each in measured(2) if not each.censored]
    posterior = weigh(readings, person=person, catalogue=catalogue).posterior
    prior, rows = posterior.prior, posterior.system.rows
    system = assemble(prior, rows)
    rng = np.random.default_rng(11)
    truth = rng.multivariate_normal(prior.mean, prior.covariance, size=PEOPLE, method="cholesky")
    noise = np.column_stack([rng.normal(0, row.noise_sd, PEOPLE) for row in rows])
    named = {name: rng.normal(size=PEOPLE) for name in sorted({name for row in rows for name, _ in row.nuisances})}
    for column, row in enumerate(rows):
        for name, load in row.nuisances:
            noise[:, column] += load * named[name]
    mean = prior.mean + (truth @ system.H.T + noise - system.H @ prior.mean) @ posterior.gain.T
    inside = np.abs(truth - mean) <= posterior.sd * ndtri(0.5 + level / 2)
    assert abs(inside.mean() - level) < TOLERANCE
    assert posterior.sd.min() < 0.8
