"""What is seen of people: readings with errors and biases as measurements, and the posteriors that they give."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evenpull.infer.likelihood.norms import reference_for
from evenpull.infer.many import weigh_many
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from people.battery import battery, someone
from people.other_leg import EFFORTS, RANGES, Crowd, World, crowd

BLOCKS = 40
SIDES = ("left", "right")
EVIDENCE = ("questions", "movement", "length", "strength")
Array = NDArray[np.float64]
Target = tuple[str, str]
Readings = dict[tuple[str, str], Array]


def blanks(catalogue: Catalogue) -> dict[tuple[str, str], tuple[Measurement, float, float]]:
    """Return each usable test and side: a reading at the healthy mean, the healthy true sd, the sign of better."""
    person = someone()
    found = {}
    for each in battery(catalogue, person, (*RANGES, *EFFORTS)):
        test = catalogue.tests[each.metric]
        typical = reference_for(each, test, person.person)
        if typical is not None and test.sides == "each" and each.side is not None:
            found[each.metric, each.side] = (each, typical.true_sd, 1.0 if test.better == "higher" else -1.0)
    return found


def observe(rng: np.random.Generator, people: Crowd, catalogue: Catalogue, *, world: World | None = None) -> Readings:
    """Return readings in the test's unit, (people,) each: norms off, a rater's bias, gross errors.

    A norm's bias is drawn anew for each of `BLOCKS` blocks of people, so that no single draw decides.
    """
    world = world or World()
    count = len(people.sits)
    block = np.arange(count) * BLOCKS // count
    found: Readings = {}
    shared: dict[str, tuple[Array, Array]] = {}
    for (name, side), (at_mean, true_sd, better) in sorted(blanks(catalogue).items()):
        if name not in shared:
            shared[name] = (rng.normal(0.0, world.norm_bias_sd, BLOCKS)[block], rng.normal(0.0, 1.0, count))
        bias, rater = shared[name]
        error = at_mean.sd * (np.sqrt(0.5) * rater + np.sqrt(0.5) * rng.normal(0.0, 1.0, count))
        error = np.where(rng.random(count) < world.gross, 5.0 * error, error)
        true = people.reading[name][:, SIDES.index(side)] + bias
        value = at_mean.value + better * true_sd * true + error
        found[name, side] = np.maximum(value, 0.0) if at_mean.value > 0 and name in EFFORTS else value
    return found


def measurements(
    number: int, people: Crowd, seen: Readings, blank: dict[tuple[str, str], tuple], evidence: str
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
                    id=_knee(side),
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


def readings_of(
    people: Crowd, seen: Readings, blank: dict[tuple[str, str], tuple], who: NDArray[np.int_], evidence: str
) -> tuple[list[Measurement], dict[str, Array]]:
    """Return the first one's measurements and, by id, what was read of all, who must share their context."""
    template = measurements(int(who[0]), people, seen, blank, evidence)
    values = {blank[key][0].id: found[who] for key, found in seen.items()}
    values |= {_knee(side): 2.0 * people.knee_in[who, place] for place, side in enumerate(SIDES)}
    return template, {each.id: values[each.id] for each in template if each.id in values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the evidence tells of everybody, in the inference's order of unknowns: (people, m) each.

    Args:
        mean, sd, prior_sd: Healthy sds.
        words: 0 cannot tell, 1 possibly, 2 probably.
        place: Of each unknown.
    """

    mean: Array
    sd: Array
    prior_sd: Array
    words: NDArray[np.int8]
    place: dict[Unknown, int]

    def of(self, values: NDArray, wanted: tuple[Target, ...]) -> NDArray:
        """Return values of the wanted groups, (people, 2, targets)."""
        places = [[self.place[Unknown(group, side, prop)] for group, prop in wanted] for side in SIDES]
        return values[:, places]


def together(people: Crowd, seen: Readings, catalogue: Catalogue, evidence: str) -> Told:
    """Weigh everybody, all who share their context at once."""
    person, blank = someone(), blanks(catalogue)
    kept: dict[str, Array] = {}
    place: dict[Unknown, int] = {}
    for sits in (False, True):
        who = np.flatnonzero(people.sits == sits)
        if not len(who):
            continue
        template, used = readings_of(people, seen, blank, who, evidence)
        many = weigh_many(template, used, people=len(who), person=person, catalogue=catalogue)
        posterior = many.ledger.posterior
        place = posterior.prior.index.place
        parts = {
            "mean": many.mean,
            "sd": np.tile(many.sd, (len(who), 1)),
            "prior_sd": np.tile(np.sqrt(np.diag(posterior.prior.covariance)), (len(who), 1)),
            "words": many.words(),
        }
        for name, part in parts.items():
            kept.setdefault(name, np.zeros((len(people.sits), len(place)), dtype=part.dtype))[who] = part
    return Told(place=place, **kept)


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


def truth_of(people: Crowd, wanted: tuple[Target, ...]) -> Array:
    """Return the true values, (people, 2, targets)."""
    return np.stack([people.truth[target] for target in wanted], axis=2)


def _knee(side: str) -> str:
    return f"observed.knee_in_one_leg.squat_one_leg.self.{side}"
