"""What a retest tells of people who did not change, of people who did, and of readings that must not be compared.

Run: python benchmarks/accuracy/retest.py

Every person is drawn from the healthy prior of the posterior's own model with its nuisances; both times are read with
every error of the model: each reading's own, and the part that all tests of one sitting share. Criteria, set before the
first run:

* 2,000 pairs without a change: the upper 95 % limit of "really changed" at most 5 % per test, and at most 5 % of people
  with any (two-sided test of each retest as a whole), with everything read (12 tests a side).
* One test truly changed by twice its smallest detectable change: found in at least 80 %.
* An empty retest: "cannot tell" for everything. Another instrument, another rater, another way: refused, every time.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

from evenpull.capture.person import Person, check_person
from evenpull.infer.assess import weigh
from evenpull.infer.ledger import Ledger
from evenpull.knowledge import Catalogue, load
from evenpull.measure.records import Measurement
from evenpull.measure.typed import measure_person
from evenpull.track.beyond import changes_beyond_error, smallest_detectable
from evenpull.track.groups import group_changes
from evenpull.track.joint import joint_model
from evenpull.track.pairs import Pair, pairs_of
from evenpull.track.visit import Visit

PEOPLE = 2000
WEEKS = 6.0
FALSE_MOST = 0.05
FOUND_LEAST = 0.80
TIMES_DETECTABLE = 2.0
SEED = 20270301
GROUPS_OF = 200
Array = NDArray[np.float64]
Result = tuple[str, float, bool]


def typed_person(catalogue: Catalogue, *, day: str, **changes: str) -> Person:
    """Return an ordinary adult with every test that has a norm, read at the norm's middle."""
    tests = []
    for name, test in sorted(catalogue.tests.items()):
        norms = [n for n in test.norms if n.weighs and n.protocol == test.protocol and n.sex in {"any", "male"}]
        norms = [n for n in norms if n.age[0] <= 30 <= n.age[1] and n.unit == test.unit]
        if not norms or not test.moves:
            continue
        method = next(iter(norms[0].methods), "default")
        for side in ("left", "right") if test.sides == "each" else ("both",):
            entry = {"test": name, "side": side, "value": norms[0].mean.value, "unit": test.unit, "pain": 0}
            entry |= {"by": "clinician", "rater": "A", "method": method, "date": day}
            entry |= {"done": {rule.field: rule.must_be for rule in test.validity}}
            tests.append(entry | changes)
    about = {"sex": "male", "age_years": 30, "height_cm": 180, "mass_kg": 80}
    return check_person({"person": about, "start": day, "tests": tests}, catalogue)


def visit(catalogue: Catalogue, *, day: str, **changes: str) -> Visit:
    """Return one time with every test read at the middle."""
    person = typed_person(catalogue, day=day, **changes)
    return Visit(person=person, measurements=measure_person(person, catalogue).measurements)


def weighed(visit_: Visit, catalogue: Catalogue) -> Ledger:
    """Weigh one time alone."""
    return weigh(visit_.measurements, person=visit_.person, catalogue=catalogue)


def errors_of_change(
    ledgers: tuple[Ledger, Ledger], pairs: tuple[Pair, ...], rng: np.random.Generator, *, people: int
) -> Array:
    """Return the error of new minus old of every pair, (people, pairs), in sds of that error.

    Both sittings' shared errors and each reading's own are drawn as the model has them; a reading without a
    row of its own draws its own error alone.
    """
    found = rng.standard_normal((people, len(pairs)))
    place = {pair.new.id: number for number, pair in enumerate(pairs)}
    total = np.zeros((people, len(pairs)))
    scale = np.zeros(len(pairs))
    for ledger, sign, end in ((ledgers[0], -1.0, "old"), (ledgers[1], 1.0, "new")):
        ids = {getattr(pair, end).id: place[pair.new.id] for pair in pairs}
        names = sorted({n for row in ledger.rows for n, _ in row.nuisances if n.startswith("session.")})
        shared = dict(zip(names, rng.standard_normal((len(names), people)), strict=True))
        for row in ledger.rows:
            if len(row.sources) != 1 or row.sources[0] not in ids:
                continue
            where = ids[row.sources[0]]
            own = rng.standard_normal(people) * row.noise_sd
            common = sum(load * shared[n] for n, load in row.nuisances if n in shared)
            variance = row.noise_sd**2 + sum(load**2 for n, load in row.nuisances if n in shared)
            total[:, where] += sign * (own + common)
            scale[where] += variance
    drawn = scale > 0
    found[:, drawn] = total[:, drawn] / np.sqrt(scale[drawn])
    return found


def shifted(pairs: tuple[Pair, ...], by: Array) -> list[Pair]:
    """Return the pairs with each new reading moved, in its own unit."""
    return [
        replace(pair, new=replace(pair.new, value=pair.new.value + float(amount)))
        for pair, amount in zip(pairs, by, strict=True)
    ]


def upper(count: int, of: int) -> float:
    """Return the upper 95 % limit of a share (one-sided, exact)."""
    return float(beta.ppf(0.95, count + 1, of - count)) if count < of else 1.0


def moved(measurements: tuple[Measurement, ...], new: list[Pair]) -> tuple[Measurement, ...]:
    """Return a time's measurements with the pairs' new readings in place."""
    by_id = {pair.new.id: pair.new for pair in new}
    return tuple(by_id.get(each.id, each) for each in measurements)


def run(people: int = PEOPLE) -> list[Result]:
    """Print every number; return name, value and whether its criterion holds."""
    catalogue = load()
    old, new = visit(catalogue, day="2027-03-01"), visit(catalogue, day="2027-04-12")
    pairs, refused = pairs_of(old, new, catalogue)
    ledgers = (weighed(old, catalogue), weighed(new, catalogue))
    detectable = np.array([smallest_detectable(pair.old, pair.new) for pair in pairs])
    sd = detectable / 1.959963984540054
    rng = np.random.default_rng(SEED)
    errors = errors_of_change(ledgers, pairs, rng, people=people) * sd
    print(f"{len(pairs)} readings compared ({len(refused)} refused), {people} pairs of visits, seed {SEED}")
    results = _unchanged(pairs, errors, catalogue)
    results += _changed(pairs, errors, detectable, catalogue, rng)
    results += _groups(new, ledgers[0], pairs, errors[:GROUPS_OF], catalogue)
    results += _refusals(old, catalogue)
    for name, value, holds in results:
        print(f"{'ok  ' if holds else 'MISS'} {name}: {value:.4f}")
    return results


def _unchanged(pairs: tuple[Pair, ...], errors: Array, catalogue: Catalogue) -> list[Result]:
    alone = together = anyone = 0
    for person in errors:
        found = changes_beyond_error(shifted(pairs, person), catalogue)
        alone += sum(abs(each.change) > each.detectable for each in found)
        told = sum(each.verdict == "really_changed" for each in found)
        together += told
        anyone += told > 0
    count = errors.size
    print(f"     beyond the single test's own limit: {alone / count:.4f} of tests without a change")
    most = upper(together, count)
    return [
        ("really changed, per test without a change (upper limit)", most, most <= FALSE_MOST),
        ("people without a change told of any (share)", anyone / len(errors), anyone / len(errors) <= FALSE_MOST),
    ]


def _changed(
    pairs: tuple[Pair, ...], errors: Array, detectable: Array, catalogue: Catalogue, rng: np.random.Generator
) -> list[Result]:
    """One test of each person truly changed by twice its limit, in either direction, all others read and unchanged."""
    few = _few(pairs, errors, detectable, catalogue)
    which = rng.integers(len(pairs), size=len(errors))
    signs = rng.choice([-1.0, 1.0], size=len(errors))
    found = wrong_way = 0
    for person, number, sign in zip(errors, which, signs, strict=True):
        truth = np.zeros(len(pairs))
        truth[number] = sign * TIMES_DETECTABLE * detectable[number]
        told = changes_beyond_error(shifted(pairs, person + truth), catalogue)
        pair = pairs[number].new
        mine = next(each for each in told if (each.metric, each.side) == (pair.metric, pair.side))
        found += mine.verdict == "really_changed" and mine.change * sign > 0
        wrong_way += mine.verdict == "really_changed" and mine.change * sign < 0
    share = found / len(errors)
    print(f"     told in the wrong direction: {wrong_way} of {len(errors)}")
    return [
        (f"true change of twice the limit found, {len(pairs)} readings compared", share, share >= FOUND_LEAST),
        *few,
    ]


def _few(pairs: tuple[Pair, ...], errors: Array, detectable: Array, catalogue: Catalogue) -> list[Result]:
    """The same where fewer readings are compared, and where a third of them changed: the first, sorted by test."""
    results = []
    for compared, changed in ((1, 1), (6, 1), (12, 1), (12, 4)):
        found = 0
        for person in errors:
            told = changes_beyond_error(
                shifted(
                    pairs[:compared],
                    person[:compared]
                    + np.where(np.arange(compared) < changed, TIMES_DETECTABLE * detectable[:compared], 0.0),
                ),
                catalogue,
            )
            mine = {(pair.new.metric, pair.new.side) for pair in pairs[:changed]}
            found += sum(each.verdict == "really_changed" and (each.metric, each.side) in mine for each in told)
        share = found / (len(errors) * changed)
        name = f"true change of twice the limit found, {compared} readings compared, {changed} changed"
        results.append((name, share, share >= FOUND_LEAST))
    return results


def _groups(new: Visit, old: Ledger, pairs: tuple[Pair, ...], errors: Array, catalogue: Catalogue) -> list[Result]:
    """Share of people without a change for whom a muscle group is named all the same."""
    partner = {pair.new.id: pair.old.id for pair in pairs}
    named = 0
    for person in errors:
        later = shifted(pairs, person)
        second = weigh(moved(new.measurements, later), person=new.person, catalogue=catalogue)
        joint = joint_model(old, second, partner=partner, weeks=WEEKS)
        tests = changes_beyond_error(later, catalogue)
        named += any(each.verdict == "really_changed" for each in group_changes(joint, pairs=later, tests=tests))
    share = named / len(errors)
    return [(f"people without a change, a muscle group named ({len(errors)} people)", share, share <= FALSE_MOST)]


def _refusals(old: Visit, catalogue: Catalogue) -> list[Result]:
    ways = {"another rater": {"rater": "B"}, "another role": {"by": "trainer"}, "another instrument": {"device": "B"}}
    results = []
    for name, changes in ways.items():
        pairs, refused = pairs_of(old, visit(catalogue, day="2027-04-12", **changes), catalogue)
        share = len(refused) / (len(pairs) + len(refused))
        results.append((f"refused: {name}", share, share == 1.0))
    empty = Visit(person=typed_person(catalogue, day="2027-04-12"), measurements=())
    pairs, refused = pairs_of(old, empty, catalogue)
    told = sum(each.verdict == "really_changed" for each in changes_beyond_error(pairs, catalogue))
    joint = joint_model(weighed(old, catalogue), weighed(empty, catalogue), partner={}, weeks=WEEKS)
    silent = not pairs and not told and not group_changes(joint, pairs=pairs, tests=())
    unmoved = bool(np.allclose(joint.change[0], 0.0))
    nothing = silent and unmoved
    return [*results, ("an empty retest tells nothing, and the change stays at its prior", float(nothing), nothing)]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=PEOPLE)
    sys.exit(0 if all(holds for _, _, holds in run(parser.parse_args().people)) else 1)
