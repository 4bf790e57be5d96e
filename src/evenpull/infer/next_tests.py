"""Which test would tell most next: how much it is expected to take off the loss of what may be decided, per minute.

The doubt that a test removes does not depend on what it will read, so the fall in loss (`decisions`) is known before
the test is done, weighed by relevance. A test is proposed only if it changes an item of the plan with a probability of
more than 5 %: that is the stopping point. Before anything was tested, the best test is proposed whatever its chance.
A person alone is proposed drawn tests of the home only; a practitioner knows how the others are done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evenpull.capture.person.model import Person
from evenpull.core.side import SIDES, Side, SideOrBoth
from evenpull.infer.decisions import chance_of_another_item, expected_fall
from evenpull.infer.ledger import Ledger
from evenpull.infer.likelihood.normed_tests import NormedTests
from evenpull.infer.likelihood.side_differences import SideDifferences
from evenpull.infer.numbers import CHANGE_WORTH_TESTING, NEXT_TESTS_SHOWN, RESOLUTION
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
LEAST_FALL = 1e-4
"""Least expected fall in loss for a test to be worth a mention."""
PAIRED = 6
TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A test that may be proposed, with the sides still missing and the rows that it would give."""

    test: Test
    side: SideOrBoth
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A test worth doing, with its rows and the chance that it changes an item of the plan."""

    told: NextTest
    rows: tuple[Row, ...]
    chance: float


def next_tests(ledger: Ledger, *, person: Person, profile: SafetyProfile) -> tuple[NextTest, ...]:
    """Return at most three tests that are allowed, possible here and not done, most telling for their minutes first."""
    return tuple(each.told for each in _ranked(ledger, person=person, profile=profile)[:NEXT_TESTS_SHOWN])


def best_pair(ledger: Ledger, *, person: Person, profile: SafetyProfile) -> tuple[NextTest, ...]:
    """Return the two tests that together tell most for their minutes, or nothing where fewer than two are worth doing.

    The two best alone may tell the same; of the best few, each pair is weighed together.
    """
    ranked = _ranked(ledger, person=person, profile=profile)[:PAIRED]
    weights = relevances(ledger, person=person)
    found = []
    for number, first in enumerate(ranked):
        for second in ranked[number + 1 :]:
            fall = float(_fall([*first.rows, *second.rows], ledger, weights).sum())
            minutes = first.told.minutes + second.told.minutes
            found.append((-round(fall / minutes, 9), first.told.test, second.told.test, (first.told, second.told)))
    return min(found, key=lambda each: each[:3])[3] if found else ()


def _ranked(ledger: Ledger, *, person: Person, profile: SafetyProfile) -> list[Told]:
    weights = relevances(ledger, person=person)
    tested = any(row.direct for row in ledger.posterior.system.rows)
    found: list[Told] = []
    for candidate in _candidates(ledger, person=person, profile=profile):
        told = _worth(candidate, ledger, weights, least=CHANGE_WORTH_TESTING if tested else 0.0)
        if told is not None:
            found.append(told)
    found.sort(key=lambda each: (-round(each.told.information / each.told.minutes, 9), each.told.test))
    return found if tested else found[:1] + [each for each in found[1:] if each.chance > CHANGE_WORTH_TESTING]


def relevances(ledger: Ledger, *, person: Person) -> np.ndarray:
    """Return how much each unknown matters to this person, (n,)."""
    catalogue = ledger.setting.catalogue
    values = [
        relevance_of(each.muscle, each.side, each.property, person=person, catalogue=catalogue).value
        for each in ledger.posterior.prior.index.unknowns
    ]
    return np.array(values, dtype=np.float64)


def _worth(candidate: Candidate, ledger: Ledger, weights: np.ndarray, *, least: float) -> Told | None:
    posterior = ledger.posterior
    after = solve(posterior.prior, [*posterior.system.rows, *candidate.rows])
    before, left = np.diag(posterior.covariance), np.diag(after.covariance)
    fall = weights * expected_fall(posterior.mean, before, left)
    chance = _chances(ledger, left)
    matter = weights > ELSE if (weights > ELSE).any() else weights > 0
    named = {posterior.prior.index.place[unknown] for row in candidate.rows for unknown, _ in row.loads}
    telling = [place for place in np.argsort(-fall, kind="stable") if place in named and matter[place]]
    telling = [place for place in telling if fall[place] > 0 and (not least or chance[place] > 0)]
    changes = float(1.0 - np.prod(1.0 - chance[telling])) if telling else 0.0
    if not telling or float(fall.sum()) < LEAST_FALL or (least and changes <= least):
        return None
    unknowns = posterior.prior.index.unknowns
    muscles = ledger.setting.catalogue.muscles
    tells = dict.fromkeys(muscles[unknowns[place].muscle].lay for place in telling)
    minutes = candidate.test.minutes * (1.0 if candidate.side == "both" else 0.5)
    told = NextTest(
        test=candidate.test.id,
        side=candidate.side,
        minutes=max(minutes, 0.5),
        information=float(fall.sum()),
        tells=tuple(tells)[:TOLD],
    )
    return Told(told=told, rows=candidate.rows, chance=changes)


def _fall(rows: Sequence[Row], ledger: Ledger, weights: np.ndarray) -> np.ndarray:
    posterior = ledger.posterior
    after = solve(posterior.prior, [*posterior.system.rows, *rows])
    return weights * expected_fall(posterior.mean, np.diag(posterior.covariance), np.diag(after.covariance))


def _chances(ledger: Ledger, left: np.ndarray) -> np.ndarray:
    """Return each unknown's chance of another plan item, zero where the test leaves it too blunt for a call, (n,)."""
    posterior = ledger.posterior
    prior = np.diag(posterior.prior.covariance)
    chance = chance_of_another_item(posterior.mean, np.diag(posterior.covariance), left)
    return np.where(np.sqrt(left / prior) < RESOLUTION, chance, 0.0)


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
