"""Which readings of the two times may be compared: the same test, side, unit, instrument, rater and way of doing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenpull.capture.person.model import TestReading
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.track.records import Refused
from evenpull.track.visit import Visit, readings_by_key, typed_as

COMPARED = ("test", "posture", "movement")
PAIN_APART = 2.0
"""Points of pain in a test that are beyond the error of saying it twice."""
Key = tuple[str, Side | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A measurement with how it was typed, where it was."""

    measurement: Measurement
    typed: TestReading | None

    @property
    def session(self) -> str:
        """When, as text that sorts."""
        return self.measurement.session


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two readings that were taken the same way; `notes` say what that rests on."""

    old: Measurement
    new: Measurement
    notes: tuple[str, ...] = ()


def pairs_of(old: Visit, new: Visit, catalogue: Catalogue) -> tuple[tuple[Pair, ...], tuple[Refused, ...]]:
    """Return the pairs that may be compared, and every reading that may not, with why; both sorted by metric and side.

    Of several readings of one test and side the latest two that fit together count.
    """
    first, second = _by_key(old, catalogue), _by_key(new, catalogue)
    pairs: list[Pair] = []
    refused: list[Refused] = []
    for key in sorted({*first, *second}, key=lambda each: (each[0], each[1] or "")):
        found = _pair(key, first.get(key, []), second.get(key, []), catalogue)
        if isinstance(found, Pair):
            pairs.append(found)
        else:
            refused.append(found)
    return tuple(pairs), tuple(refused)


def _by_key(visit: Visit, catalogue: Catalogue) -> dict[Key, list[Reading]]:
    typed = readings_by_key(visit.person, catalogue)
    found: dict[Key, list[Reading]] = {}
    for each in sorted(visit.measurements, key=lambda one: (one.session, one.id)):
        if each.kind in COMPARED and each.unit != "level":
            found.setdefault((each.metric, each.side), []).append(
                Reading(measurement=each, typed=typed_as(each, typed))
            )
    return found


def _pair(key: Key, old: Sequence[Reading], new: Sequence[Reading], catalogue: Catalogue) -> Pair | Refused:
    metric, side = key
    if not old:
        return Refused(metric=metric, side=side, why="alone", reason=say("It was not measured the first time."))
    if not new:
        return Refused(metric=metric, side=side, why="alone", reason=say("It was not measured again."))
    differing = ""
    unfit: Refused | None = None
    for later in reversed(new):
        for earlier in reversed(old):
            difference = _difference(earlier, later, catalogue)
            if difference:
                differing = differing or difference
                continue
            limit = _limit(earlier.measurement, later.measurement)
            if limit is None:
                return Pair(old=earlier.measurement, new=later.measurement, notes=_rests_on(earlier, later))
            unfit = unfit or limit
    return unfit or Refused(metric=metric, side=side, why="way", reason=differing)


def _difference(old: Reading, new: Reading, catalogue: Catalogue) -> str:
    """Return in words what differs in how two readings were taken, empty when nothing does."""
    first, second = old.measurement, new.measurement
    if first.kind != second.kind or first.method != second.method:
        return say(
            "It was read with another instrument: {old} then, {new} now.",
            old=first.method.replace("_", " "),
            new=second.method.replace("_", " "),
        )
    if first.unit != second.unit or first.protocol != second.protocol:
        return say("It was done in another way.")
    if old.typed is None or new.typed is None:
        return ""
    return _typed_difference(old.typed, new.typed, fields=_validity_fields(first.metric, catalogue))


def _typed_difference(old: TestReading, new: TestReading, *, fields: tuple[str, ...]) -> str:
    if old.device != new.device:
        return say("It was read with another instrument.")
    if old.by != new.by or old.rater != new.rater:
        return say("Someone else read it.")
    if any(_done(old, field) != _done(new, field) for field in fields):
        return say("It was done in another way.")
    return ""


def _validity_fields(metric: str, catalogue: Catalogue) -> tuple[str, ...]:
    test = catalogue.tests.get(metric)
    return tuple(rule.field for rule in test.validity) if test else ()


def _done(reading: TestReading, field: str) -> str:
    said = reading.done.get(field)
    if said is None and field == "pelvis_held_flat":
        said = reading.pelvis_held_flat
    return {True: "yes", False: "no"}.get(said, str(said)) if isinstance(said, bool) else str(said)


def _limit(old: Measurement, new: Measurement) -> Refused | None:
    """Return why two readings taken the same way still give no change, or None."""
    metric, side = old.metric, old.side
    both = (old, new)
    if not all(each.moves_muscles for each in both):
        reason = say("A joint or a nerve stopped one of the two readings.")
        return Refused(metric=metric, side=side, why="bound", reason=reason)
    if any(each.censored for each in both):
        if any(each.stopped_by == "pain" for each in both):
            reason = say("Pain stopped one of the two readings, so how far it goes is not known.")
        else:
            reason = say("One of the two readings was cut short, so how far it goes is not known.")
        return Refused(metric=metric, side=side, why="bound", reason=reason)
    if any(each.quality == "poor" for each in both):
        reason = say("One of the two readings was not done as it should be and has next to no weight.")
        return Refused(metric=metric, side=side, why="poor", reason=reason)
    return None


def _rests_on(old: Reading, new: Reading) -> tuple[str, ...]:
    if old.typed is None or new.typed is None:
        return (say("It holds if the same camera stood in the same place."),)
    notes = []
    if old.typed.by != "self" and not old.typed.rater:
        notes.append(say("It holds if the same person read it both times."))
    if abs((old.measurement.pain or 0) - (new.measurement.pain or 0)) >= PAIN_APART:
        notes.append(say("Pain in the test was not the same both times, and pain alone can change a reading."))
    return tuple(notes)
