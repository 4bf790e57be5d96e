"""What a retest says: the person's own numbers, then the tests apart, each with its error, and what is not compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evenpull.core.side import Side, SideOrBoth
from evenpull.infer.records import Property
from evenpull.measure.records import MeasurementKind

Verdict = Literal["really_changed", "cannot_tell"]
Course = Literal["better", "worse", "same"]
Way = Literal["more", "less", "same"]
Outcome = Literal["pain", "activities", "roland_morris"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on a change of a person's own number is told.

    Args:
        error: Change that asking twice brings by itself, points.
        matters: Change that people call important, points.
        share: The same as a share of the start, 0 when none is known.
        recalled: Whether one of them is from memory: it can only make the limit stricter.
        sources: Keys of the catalogue's sources.
    """

    error: float
    matters: float
    share: float
    recalled: bool
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnChange:
    """One number that the person gave both times.

    Args:
        outcome: What was asked.
        name: Pain site, the activity in the person's own words, or empty.
        side: Of a pain.
        old, new: Points; None when it was not asked that time.
        better: Which way is better.
        course: Which way it went, whatever the verdict.
        verdict: `really_changed` beyond both limits, else `cannot_tell`.
        limits: What it was held against; None for a part that is only shown (one activity of several).
    """

    outcome: Outcome
    name: str
    side: SideOrBoth | None
    old: float | None
    new: float | None
    better: Literal["lower", "higher"]
    course: Course
    verdict: Verdict
    limits: Limits | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """Two readings that are not compared, or one without a partner, and why, in words.

    Args:
        metric: Test or posture metric.
        side: Its side.
        why: `alone` when one time is missing, `way` for another instrument, rater, protocol or unit, `bound` when a
            reading was cut short, `poor` when one has next to no weight.
        reason: The same in words.
    """

    metric: str
    side: Side | None
    why: Literal["alone", "way", "bound", "poor"]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TestChange:
    """One test or posture metric, read the same way both times.

    Args:
        metric: Id in the catalogue.
        kind: Where the readings come from.
        side: Side or None.
        unit: Of every number here.
        method: How it was read, both times.
        old, new: Readings.
        change: New minus old.
        sd: Of the error of the change.
        detectable: Smallest change that one pair of readings can tell at 95 %: 1.96 sd.
        p: Two-sided probability of such a change or a larger one by error alone.
        way: `more` for a better reading (further, stronger, longer), `less` for a worse one, by the test's own sense;
            for a posture metric the sign of the change alone.
        verdict: Beyond its own error, and beyond that of looking at many tests at once.
        notes: What the comparison rests on, in words.
    """

    __test__ = False  # a person's test, not one of pytest's

    metric: str
    kind: MeasurementKind
    side: Side | None
    unit: str
    method: str
    old: float
    new: float
    change: float
    sd: float
    detectable: float
    p: float
    way: Way
    verdict: Verdict
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Mean and sd of one property of a group, healthy sds."""

    mean: float
    sd: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChange:
    """What the tests, all together, say of the change of one muscle group.

    Args:
        muscle, side, property: Which.
        then, now: Its level at both times, from the compared readings alone.
        change: Now minus then; before any reading 0 with `prior_sd`.
        prior_sd: How far people change in that time without anything known, healthy sds.
        p_less, p_more: Probability that it fell, that it rose.
        verdict: `really_changed` at 97.5 % or more, and a test of this group changed beyond its error.
    """

    muscle: str
    side: Side
    property: Property
    then: Level
    now: Level
    change: Level
    prior_sd: float
    p_less: float
    p_more: float
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What training aims at, shown apart: it has no number and enters no reported change.

    Args:
        call: Id of the call that the first plan worked on.
        text: The forecast in words.
    """

    call: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Retest:
    """Two assessments of one person, compared.

    Args:
        weeks: Between them.
        first, second: Days of both, ISO 8601.
        global_change: The person's own word for the change all in all; None when not asked.
        own: The person's own numbers, first.
        not_asked: Fields of the person file that a retest asks and that had no answer.
        tests: Tests and posture, most telling first; never the reason of a change in `own`.
        groups: Muscle groups that a compared test speaks of.
        no_groups: Why there are none by rule; empty otherwise.
        refused: What is not compared.
        forecasts: What training aims at.
        created: ISO 8601 with offset.
        inputs_sha256: Hashes of what was read at each time.
        catalogue_sha256: Of the facts.
        evenpull_version: Of the program.
        unreviewed: Whether safety rules still wait for a clinician's review.
    """

    weeks: float
    first: str
    second: str
    global_change: str | None
    own: tuple[OwnChange, ...]
    not_asked: tuple[str, ...]
    tests: tuple[TestChange, ...]
    groups: tuple[GroupChange, ...]
    no_groups: str
    refused: tuple[Refused, ...]
    forecasts: tuple[Forecast, ...]
    created: str
    inputs_sha256: tuple[str, str]
    catalogue_sha256: str
    evenpull_version: str
    unreviewed: bool = False
