"""Which test would tell most next: how much doubt about the groups that matter it takes away in its minutes.

The doubt that a test removes does not depend on what it will read, so it is exact before the test is done: half the
log of the fall in variance, weighed by relevance. A test is proposed only if it may change a word: with probability of
5 % or more, for some group that matters, the call after it differs from the call before it. When nothing would change,
none is proposed. A person alone is proposed drawn tests of the home only; a practitioner knows how the others are done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtr, ndtri

from evenpull.capture.person.model import Person
from evenpull.core.side import SIDES, Side, SideOrBoth
from evenpull.infer.ledger import Ledger
from evenpull.infer.likelihood.normed_tests import NormedTests
from evenpull.infer.likelihood.side_differences import SideDifferences
from evenpull.infer.numbers import (
    CHANGE_WORTH_TESTING,
    NEXT_TESTS_SHOWN,
    POSSIBLY,
    PROBABLY,
    RESOLUTION,
    SHORT_OR_WEAK,
)
from evenpull.infer.records import NextTest
from evenpull.infer.relevance import ELSE, relevance_of
from evenpull.infer.rows import Row, Setting
from evenpull.infer.solve import solve
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.assessment import Test
from evenpull.measure.records import Measurement
from evenpull.measure.units import error_in_unit
from evenpull.safety.filter import check_test
from evenpull.safety.records import SafetyProfile

AT_HAND = frozenset({"wall", "chair", "phone", "doorway", "mat", "tape", "step", "floor", "table"})
WITH_A_PRACTITIONER = frozenset({"helper", "bench", "goniometer"})
LEAST_NATS = 0.005
TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A test that may be proposed, with the sides still missing and the rows that it would give."""

    test: Test
    side: SideOrBoth
    rows: tuple[Row, ...]


def next_tests(ledger: Ledger, *, person: Person, profile: SafetyProfile) -> tuple[NextTest, ...]:
    """Return at most three tests that are allowed, possible here, not done, and could change what is said."""
    weights = relevances(ledger, person=person)
    found: list[NextTest] = []
    for candidate in _candidates(ledger, person=person, profile=profile):
        told = _worth(candidate, ledger, weights)
        if told is not None:
            found.append(told)
    found.sort(key=lambda each: (-round(each.information / each.minutes, 9), each.test))
    return tuple(found[:NEXT_TESTS_SHOWN])


def relevances(ledger: Ledger, *, person: Person) -> np.ndarray:
    """Return how much each unknown matters to this person, (n,)."""
    catalogue = ledger.setting.catalogue
    values = [
        relevance_of(each.muscle, each.side, each.property, person=person, catalogue=catalogue).value
        for each in ledger.posterior.prior.index.unknowns
    ]
    return np.array(values, dtype=np.float64)


def _worth(candidate: Candidate, ledger: Ledger, weights: np.ndarray) -> NextTest | None:
    posterior = ledger.posterior
    after = solve(posterior.prior, [*posterior.system.rows, *candidate.rows])
    before = np.diag(posterior.covariance)
    left = np.diag(after.covariance)
    gain = 0.5 * weights * np.log(before / left)
    matter = weights > ELSE if (weights > ELSE).any() else weights > 0
    named = {posterior.prior.index.place[unknown] for row in candidate.rows for unknown, _ in row.loads}
    changing = [
        place
        for place in np.argsort(-gain, kind="stable")
        if place in named
        and matter[place]
        and _chance_of_change(place, ledger, left_variance=float(left[place])) >= CHANGE_WORTH_TESTING
    ]
    if not changing or float(gain.sum()) < LEAST_NATS:
        return None
    unknowns = posterior.prior.index.unknowns
    muscles = ledger.setting.catalogue.muscles
    tells = dict.fromkeys(muscles[unknowns[place].muscle].lay for place in changing)
    minutes = candidate.test.minutes * (1.0 if candidate.side == "both" else 0.5)
    return NextTest(
        test=candidate.test.id,
        side=candidate.side,
        minutes=max(minutes, 0.5),
        information=float(gain.sum()),
        tells=tuple(tells)[:TOLD],
    )


def _chance_of_change(place: int, ledger: Ledger, *, left_variance: float) -> float:
    """Return the probability that the word for one unknown differs after the test.

    The mean after the test is normal around today's with variance (today's minus what is left).
    """
    posterior = ledger.posterior
    variance = float(posterior.covariance[place, place])
    moved, sd = sqrt(max(variance - left_variance, 1e-12)), sqrt(left_variance)
    prior_sd = sqrt(float(posterior.prior.covariance[place, place]))
    now = ledger.probability(posterior.prior.index.unknowns[place])
    sharp_now, sharp_then = sqrt(variance) / prior_sd < RESOLUTION, sd / prior_sd < RESOLUTION
    word_now = _word(now) if sharp_now else 0
    if not sharp_then:
        return 0.0
    mean = float(posterior.mean[place])
    edges = [float(ndtr((SHORT_OR_WEAK - sd * ndtri(p) - mean) / moved)) for p in (POSSIBLY, PROBABLY)]
    chances = (1.0 - edges[0], edges[0] - edges[1], edges[1])
    return 1.0 - chances[word_now]


def _word(probability: float) -> int:
    return 2 if probability >= PROBABLY else 1 if probability >= POSSIBLY else 0


def _candidates(ledger: Ledger, *, person: Person, profile: SafetyProfile) -> list[Candidate]:
    catalogue, setting = ledger.setting.catalogue, ledger.setting
    declined = {catalogue.resolve("tests", name) for name in person.declined_tests}
    at_hand = _at_hand(person)
    found: list[Candidate] = []
    for name, test in sorted(catalogue.tests.items()):
        if name in declined or not set(test.needs) <= at_hand or not suits_user(test, person, catalogue):
            continue
        side = _missing_side(test, list(ledger.measurements.values()))
        if side is None or not check_test(test, profile, catalogue).allowed:
            continue
        rows = _rows_of(test, side, setting)
        if rows:
            found.append(Candidate(test=test, side=side, rows=tuple(rows)))
    return found


def suits_user(test: Test, person: Person, catalogue: Catalogue) -> bool:
    """Say whether who does the test can: alone only a test of the home that is drawn, with a practitioner any test."""
    return person.user != "self" or (test.setting == "home" and test.id in catalogue.figures)


def _at_hand(person: Person) -> frozenset[str]:
    things = set(person.equipment) | AT_HAND
    if person.user != "self":
        things |= WITH_A_PRACTITIONER
    if any(reading.by == "helper" for reading in person.tests):
        things.add("helper")
    return frozenset(things)


def _missing_side(test: Test, measurements: Sequence[Measurement]) -> SideOrBoth | None:
    """Return the side that has no reading of use yet, `both`, or None when the test is done."""
    useful = [each for each in measurements if each.metric == test.id and each.kind == "test"]
    done = {each.side for each in useful if each.quality != "poor" and not each.censored}
    blocked = {each.side for each in useful if each.censored or not each.moves_muscles}
    if test.sides == "both":
        return None if done or blocked else "both"
    missing = [side for side in SIDES if side not in done and side not in blocked and None not in done]
    if len(missing) == 2:
        return "both"
    return missing[0] if missing else None


def _rows_of(test: Test, side: SideOrBoth, setting: Setting) -> list[Row]:
    """Return the rows that the test would give; their coefficients and errors do not depend on what it will read."""
    norms = [norm for norm in test.norms if norm.weighs]
    reading = norms[0].mean.value if norms else sum(test.possible) / 2.0
    method = norms[0].methods[0] if norms and norms[0].methods else "default"
    sd = error_in_unit(test, method, reading, mass_kg=setting.about.mass_kg)
    sides: tuple[Side | None, ...] = (None,) if test.sides == "both" else SIDES if side == "both" else (side,)
    planned = [
        Measurement(
            id=f"planned.{test.id}.{each}",
            kind="test",
            metric=test.id,
            side=each,
            value=reading,
            sd=sd,
            unit=norms[0].unit if norms else test.unit,
            method=method,
            protocol=norms[0].protocol if norms else test.protocol,
            session="planned",
        )
        for each in sides
    ]
    return NormedTests().rows(planned, setting=setting) or SideDifferences().rows(planned, setting=setting)
