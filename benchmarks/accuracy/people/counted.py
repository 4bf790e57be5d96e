"""Calls counted on the independent people: wrong ones, true changes found, how far a stated chance can be believed.

Beside the true changes found stand two ceilings that no weighing of these tests gets past: the same count on people
of the model itself, and a rival trained on the independent people, calling from the same chance on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import expit, ndtr, ndtri
from scipy.stats import chi2

from evenpull.infer.assess import weigh
from evenpull.infer.many import PROBABLE
from evenpull.infer.numbers import POSSIBLY, PROBABLY, RESOLUTION
from evenpull.infer.solve import assemble
from evenpull.knowledge import Catalogue
from people.battery import someone
from people.known import TRAINING, features, published
from people.other_leg import Crowd, crowd
from people.report import Report
from people.rivals import trained
from people.seen import Readings, Target, blanks, observe, targets, together, truth_of

SHORT, DEEP = -1.0, -2.0
CALL_ERROR = 0.05
WRONG_A_PERSON = 0.05
FALSE_SHARE = 0.10
FOUND_OF_2_SD = 0.60
MODEL_PEOPLE = 20_000
SEEDS = (13, 14)
NAMES = {2: "probably", 1: "possibly"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """Words, chances and truth of every group that the leg has, (people, 2, targets) each."""

    words: NDArray[np.int8]
    chance: NDArray[np.float64]
    truth: NDArray[np.float64]


def counted(people: Crowd, seen: Readings, catalogue: Catalogue, evidence: str) -> Counted:
    """Weigh everybody and keep what the leg has a truth for."""
    wanted = tuple(sorted(people.truth))
    told = together(people, seen, catalogue, evidence)
    chance = ndtr((SHORT - told.mean) / told.sd)
    return Counted(words=told.of(told.words, wanted), chance=told.of(chance, wanted), truth=truth_of(people, wanted))


def part_calls(report: Report, catalogue: Catalogue, people: int, seed: int) -> None:
    """Count wrong calls on healthy people and on everybody, found changes, and how reliable stated chances are."""
    rng, other = (np.random.default_rng([seed, each]) for each in SEEDS)
    healthy, everybody = crowd(rng, people=people, deviations=False), crowd(other, people=people, deviations=True)
    seen = observe(other, everybody, catalogue)
    asked = int((counted(everybody, seen, catalogue, "questions").words > 0).sum())
    report.judge("calls from questions alone", str(asked), met=not asked)
    found = counted(healthy, observe(rng, healthy, catalogue), catalogue, "strength")
    for word, name in NAMES.items():
        wrong = int(((found.words == word) & (found.truth >= SHORT)).sum())
        limit = chi2.ppf(0.95, 2 * (wrong + 1)) / 2 / people
        told = f"healthy: wrong '{name}' a person (upper 95 %)"
        report.judge(told, f"{wrong / people:.4f} ({limit:.4f})", met=limit <= WRONG_A_PERSON)
    found = counted(everybody, seen, catalogue, "strength")
    for word, name in NAMES.items():
        here = found.words == word
        share = float((found.truth[here] >= SHORT).mean()) if here.any() else 0.0
        told = f"everybody: false share of {int(here.sum())} '{name}'"
        if word == PROBABLE:
            report.judge(told, f"{share:.3f}", met=share < FALSE_SHARE)
        else:
            report.judge(f"{told} (its word promises 0.4)", f"{share:.3f}", met=share < 1.0 - POSSIBLY)
    _deep(report, everybody, seen, found, catalogue=catalogue, seed=seed)
    _reliability(report, found)


def _deep(
    report: Report,
    people: Crowd,
    seen: Readings,
    found: Counted,
    *,
    catalogue: Catalogue,
    seed: int,
) -> None:
    """Count true 2-sd changes that were called where the group had its own test, beside both ceilings."""
    rng = np.random.default_rng([seed, 15])
    every = tuple(sorted(people.truth))
    wanted = tuple(target for target in targets(catalogue) if target in _own_test(catalogue))
    deep = truth_of(people, wanted) <= DEEP
    words = found.words[:, :, [every.index(target) for target in wanted]]
    for least, name in ((2, "probably"), (1, "probably or possibly")):
        share = float((words[deep] >= least).mean())
        report.judge(
            f"true 2-sd changes with their own test called ({name})", f"{share:.3f}", met=share >= FOUND_OF_2_SD
        )
    model = _of_the_model(catalogue, wanted, rng)
    rival = _of_the_trained(people, seen, catalogue, wanted, rng)
    report.table("group", "property", "2-sd changes", "called", "or possibly", "ceiling: model", "ceiling: trained")
    for k, (group, prop) in enumerate(wanted):
        here, said = deep[:, :, k], words[:, :, k]
        called, either = ((said[here] >= least).mean() for least in (2, 1))
        rivals = (rival[:, :, k][here] >= PROBABLY).mean()
        report.say(f"| {group} | {prop} | {here.sum()} | {called:.2f} | {either:.2f} | {model[k]:.2f} | {rivals:.2f} |")
    true = truth_of(people, wanted) < SHORT
    called_by_rival = rival >= PROBABLY
    wrong = float((called_by_rival & ~true).sum() / max(called_by_rival.sum(), 1))
    report.say(
        f"\nThe trained rival finds {called_by_rival[deep].mean():.3f} of them from a chance of {PROBABLY} on, with a"
        f" false share of {wrong:.3f}; the matched model's mean ceiling is {np.mean(model):.3f}. On people of the model"
        f" {FOUND_OF_2_SD} are found where the posterior sd is {_needed():.2f} of the prior's or less.\n"
    )


def _needed() -> float:
    """Return the posterior over prior sd at which the wanted share of a Gaussian's 2-sd changes is called."""
    deep = ndtri(ndtr(DEEP) * (np.arange(2000) + 0.5) / 2000)

    def found(ratio: float) -> float:
        known = 1.0 - ratio**2
        edge = SHORT - ratio * ndtri(PROBABLY)
        return float(ndtr((edge - known * deep) / (ratio * np.sqrt(known))).mean()) - FOUND_OF_2_SD

    return float(brentq(found, 0.1, 0.9))


def _own_test(catalogue: Catalogue) -> set[Target]:
    rows = weigh([each for each, _, _ in blanks(catalogue).values()], person=someone(), catalogue=catalogue).rows
    return {(unknown.muscle, unknown.property) for row in rows for unknown in row.direct}


def _of_the_model(catalogue: Catalogue, wanted: tuple[Target, ...], rng: np.random.Generator) -> list[float]:
    """Return by group the share of 2-sd changes called when people and errors are just as the model believes."""
    readings = [each for each, _, _ in blanks(catalogue).values()]
    posterior = weigh(readings, person=someone(), catalogue=catalogue).posterior
    prior, system = posterior.prior, assemble(posterior.prior, posterior.system.rows)
    truth = rng.multivariate_normal(prior.mean, prior.covariance, size=MODEL_PEOPLE, method="cholesky")
    y = truth @ system.H.T + rng.multivariate_normal(np.zeros(len(system.y)), system.N, size=MODEL_PEOPLE)
    mean = prior.mean + (y - system.H @ prior.mean) @ posterior.gain.T
    chance = ndtr((SHORT - mean) / posterior.sd)
    chance[:, posterior.sd / np.sqrt(np.diag(prior.covariance)) >= RESOLUTION] = 0.0
    places = {
        target: [p for u, p in prior.index.place.items() if (u.muscle, u.property) == target] for target in wanted
    }
    return [float((chance[:, p][truth[:, p] <= DEEP] >= PROBABLY).mean()) for p in places.values()]


def _of_the_trained(
    people: Crowd, seen: Readings, catalogue: Catalogue, wanted: tuple[Target, ...], rng: np.random.Generator
) -> NDArray[np.float64]:
    """Return the chances that a logistic regression of 10,000 such people gives, (people, 2, targets)."""
    blank = blanks(catalogue)
    names = {name for name, _ in blank}
    train = crowd(rng, people=TRAINING, deviations=True)
    x_train = features(train, published(observe(rng, train, catalogue), blank, names), "strength")
    x = features(people, published(seen, blank, names), "strength")
    taught = truth_of(train, wanted) < SHORT
    chances = np.zeros((len(people.sits), 2, len(wanted)))
    for k in range(len(wanted)):
        w = trained(x_train, taught[:, :, k].ravel())
        chances[:, :, k] = expit(x @ w[:-1] + w[-1]).reshape(-1, 2)
    return chances


def _reliability(report: Report, found: Counted) -> None:
    here = found.words > 0
    said, right = found.chance[here], found.truth[here] < SHORT
    report.table("said", "calls", "right")
    for mine in _bins(said):
        report.say(f"| {said[mine].mean():.2f} | {mine.sum()} | {right[mine].mean():.2f} |")
    report.say()
    error = calibration_error(said, right)
    report.judge("expected calibration error of calls", f"{error:.3f}", met=error < CALL_ERROR)


def calibration_error(said: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Return the mean distance of what was said from how often it was right, over tenths from 0.6 on."""
    return sum((float(mine.mean() * abs(said[mine].mean() - right[mine].mean())) for mine in _bins(said)), 0.0)


def _bins(said: NDArray[np.float64]) -> list[NDArray[np.bool_]]:
    number = np.clip(((said - POSSIBLY) / 0.1).astype(int), 0, 3)
    return [number == each for each in range(4) if (number == each).any()]
