"""What is seen of people: readings with errors and biases as measurements, and the posteriors that they give."""

from __future__ import annotations

from dataclasses import replace

import infer_calibration as matched
import numpy as np

from evenpull.infer.assess import weigh
from evenpull.infer.likelihood.norms import reference_for
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from people.other_leg import EFFORTS, RANGES, Crowd, crowd

GROSS = 0.02
NORM_BIAS_SD = 0.2
SIDES = ("left", "right")
EVIDENCE = ("questions", "movement", "length", "strength")
Target = tuple[str, str]


def blanks(catalogue: Catalogue) -> dict[tuple[str, str], tuple[Measurement, float, float]]:
    """Return each usable test and side: a reading at the healthy mean, the healthy true sd, the sign of better."""
    matched.HOME = (*RANGES, *EFFORTS)
    person = matched.someone()
    found = {}
    for each in matched.battery(catalogue, person):
        test = catalogue.tests[each.metric]
        typical = reference_for(each, test, person.person)
        if typical is not None and test.sides == "each" and each.side is not None:
            found[each.metric, each.side] = (each, typical.true_sd, 1.0 if test.better == "higher" else -1.0)
    return found


def observe(rng: np.random.Generator, people: Crowd, catalogue: Catalogue) -> dict[tuple[str, str], np.ndarray]:
    """Return readings in the test's unit, (people,) each: norms off, a rater's bias, gross errors."""
    count = len(people.sits)
    blank = blanks(catalogue)
    found, shared = {}, {}
    for (name, side), (at_mean, true_sd, better) in sorted(blank.items()):
        rater = shared.setdefault(name, (rng.normal(0.0, NORM_BIAS_SD), rng.normal(0.0, 1.0, count)))
        error = at_mean.sd * (np.sqrt(0.5) * rater[1] + np.sqrt(0.5) * rng.normal(0.0, 1.0, count))
        error = np.where(rng.random(count) < GROSS, 5.0 * error, error)
        true = people.reading[name][:, SIDES.index(side)] + rater[0]
        value = at_mean.value + better * true_sd * true + error
        found[name, side] = np.maximum(value, 0.0) if at_mean.value > 0 and name in EFFORTS else value
    return found


def measurements(
    number: int, people: Crowd, seen: dict[tuple[str, str], np.ndarray], blank: dict, evidence: str
) -> list[Measurement]:
    """Return one person's measurements up to a kind of evidence (`EVIDENCE`, each includes those before)."""
    upto = EVIDENCE.index(evidence)
    found = []
    if people.sits[number]:
        fields = {"value": 1.0, "sd": 0.0, "unit": "holds", "method": "typed"}
        found.append(Measurement(id="context.sits_over_7h", kind="context", metric="sits_over_7h", side=None, **fields))
    if upto >= 1:
        for place, side in enumerate(SIDES):
            found.append(
                Measurement(
                    id=f"observed.knee_in_one_leg.squat_one_leg.self.{side}",
                    kind="observed",
                    metric="knee_in_one_leg",
                    side=side,
                    value=2.0 if people.knee_in[number, place] else 0.0,
                    sd=0.7,
                    unit="level",
                    method="by_eye",
                    session="observed.squat_one_leg.self",
                )
            )
    for (name, side), values in seen.items():
        if upto >= (2 if name in RANGES else 3):
            found.append(replace(blank[name, side][0], value=float(values[number])))
    return found


def targets(catalogue: Catalogue) -> tuple[Target, ...]:
    """Return group and property of what some usable test of this leg lists and the leg has, sorted."""
    has = {name for name, _ in blanks(catalogue)}
    of = crowd(np.random.default_rng(0), people=2, deviations=False).truth
    return tuple(
        sorted(
            {
                (m.muscle, m.property)
                for name in has
                for m in catalogue.tests[name].moves
                if (m.muscle, m.property) in of
            }
        )
    )


def posteriors(
    people: Crowd, seen: dict, catalogue: Catalogue, wanted: tuple[Target, ...], evidence: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return posterior mean, sd and prior sd, each (people, 2, targets)."""
    person, blank = matched.someone(), blanks(catalogue)
    shape = (len(people.sits), 2, len(wanted))
    mean, sd, prior = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    for number in range(shape[0]):
        found = weigh(measurements(number, people, seen, blank, evidence), person=person, catalogue=catalogue)
        post = found.posterior
        places = [[post.prior.index.place[Unknown(g, side, p)] for g, p in wanted] for side in SIDES]
        mean[number], sd[number] = post.mean[places], post.sd[places]
        prior[number] = np.sqrt(np.diag(post.prior.covariance))[places]
    return mean, sd, prior


def truth_of(people: Crowd, wanted: tuple[Target, ...]) -> np.ndarray:
    """Return the true values, (people, 2, targets)."""
    return np.stack([people.truth[target] for target in wanted], axis=2)
