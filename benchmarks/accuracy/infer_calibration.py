"""How honest the posterior is on people from its own generator: coverage, and wrong calls on healthy people.

Run: python benchmarks/accuracy/infer_calibration.py. People are drawn from the healthy prior with every nuisance and
error of the model. A call is wrong when it is made and the true value is not beyond one healthy sd. The unknowns of one
person hang together, so the tolerance is that of 2,000 independent values: three standard errors, 0.034.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from people.battery import HOME, battery, someone
from scipy.special import ndtri

from evenpull.infer.assess import sorted_calls, weigh
from evenpull.infer.ledger import ledger_of
from evenpull.infer.rows import Setting
from evenpull.infer.solve import assemble, solve
from evenpull.knowledge import Catalogue, load

PEOPLE = 2000
CALLED_PEOPLE = 200
LEVELS = (0.5, 0.8, 0.95)
TOLERANCE = 0.034


def simulate(
    catalogue: Catalogue, *, people: int, seed: int, names: Sequence[str] = HOME, called: int = CALLED_PEOPLE
) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Return truth (people, m), posterior mean (people, m), sd (m,), and the wrong calls of the first people."""
    person = someone()
    ledger = weigh(battery(catalogue, person, names), person=person, catalogue=catalogue)
    prior, rows = ledger.posterior.prior, ledger.rows
    system = assemble(prior, rows)
    rng = np.random.default_rng(seed)
    truth = rng.multivariate_normal(prior.mean, prior.covariance, size=people, method="cholesky")
    readings = truth @ system.H.T + rng.multivariate_normal(np.zeros(len(rows)), system.N, size=people)
    mean = prior.mean + (readings - system.H @ prior.mean) @ ledger.posterior.gain.T
    wrong: list[str] = []
    setting = Setting(catalogue=catalogue, prior=prior, person=person)
    for k in range(min(people, called)):
        drawn = [type(row)(**_fields(row) | {"y": float(readings[k, n])}) for n, row in enumerate(rows)]
        calls, _ = sorted_calls(ledger_of(solve(prior, drawn), ledger.measurements, setting), person=person)
        for call in calls:
            prop = "length" if call.property == "short" else "strength"
            place = next(
                number
                for number, unknown in enumerate(prior.index.unknowns)
                if (unknown.muscle, unknown.side, unknown.property) == (call.muscle, call.side, prop)
            )
            wrong.append(f"{call.word} {'wrong' if truth[k, place] > -1 else 'right'}")
    return truth, mean, ledger.posterior.sd, wrong


def coverage(truth: np.ndarray, mean: np.ndarray, sd: np.ndarray) -> dict[float, float]:
    """Return the share of true values inside each central interval."""
    return {level: float((np.abs(truth - mean) <= sd * ndtri(0.5 + level / 2)).mean()) for level in LEVELS}


def main() -> None:
    """Print coverage and wrong calls; exit with 1 when coverage is off by more than the tolerance."""
    truth, mean, sd, calls = simulate(load(), people=PEOPLE, seed=7)
    found = coverage(truth, mean, sd)
    for level, share in found.items():
        sys.stdout.write(f"{level:.0%} intervals hold {share:.1%} of {PEOPLE} people's true values\n")
    for word in ("probably", "possibly"):
        right, wrong = calls.count(f"{word} right"), calls.count(f"{word} wrong")
        per_person = wrong / CALLED_PEOPLE
        sys.stdout.write(
            f"{word}: {right} right, {wrong} wrong over {CALLED_PEOPLE} people: {per_person:.3f} wrong each\n"
        )
    if any(abs(share - level) > TOLERANCE for level, share in found.items()):
        sys.exit(1)


def _fields(row: object) -> dict[str, object]:
    return {key: getattr(row, key) for key in row.__slots__}  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
