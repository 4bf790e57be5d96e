"""Typed tests become measurements: trials, errors, what stopped them, how they were done.

What a reading says of muscles is not decided here; what limits its weight is.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, replace

from evenpull.capture.person.model import Person, TestReading
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.errors import InputError, MissingField, OutOfRange, Where
from evenpull.knowledge.kinds import Test
from evenpull.knowledge.load import Catalogue
from evenpull.measure.faults import Faults, resolve_at
from evenpull.measure.norms import reference
from evenpull.measure.records import Gap, Measured, Measurement
from evenpull.measure.units import error_in_unit, in_unit

ENDS_IN_ITSELF = {
    "length": "tightness",
    "strength": "weakness",
    "endurance": "weakness",
    "balance": "balance",
    "control": "balance",
}
STOP_NOTES = {
    "pain": say("Pain stopped this test, so the true value may be better (pain inhibition)."),
    "weakness": say("Weakness stopped this test before the end of the range, so the range may be larger."),
    "tightness": say("Tightness stopped this test before full effort, so the strength may be larger."),
    "balance": say("Balance stopped this test, so the true value may be better."),
    "joint_block": say("A block in the joint stopped this test: it is shown, but says nothing of a muscle."),
    "nerve": say("Tingling or a nerve pull stopped this test: it is shown, but says nothing of a muscle."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """A typed reading with its test and place."""

    test: Test
    reading: TestReading
    side: Side | None
    field: str
    session: str
    method: str

    @property
    def key(self) -> tuple[str, str]:
        return self.test.id, self.side or ""

    @property
    def same_sitting(self) -> tuple[str, ...]:
        return (*self.key, self.method, self.session)


def measure_tests(person: Person, catalogue: Catalogue) -> Measured:
    """Return one measurement per typed test, side, method and day, and a gap per declined test.

    Readings of one test in one session share part of their error: the sd of the mean of n trials is
    error x sqrt(share + (1 - share) / n), so that many trials never look like many sessions.

    Raises:
        InputError: With every fault found, each with its field: unknown tests, units, sides, methods, wild values.
    """
    faults = Faults()
    known_fields = {rule.field for test in catalogue.tests.values() for rule in test.validity} | {"protocol"}
    entries: list[_Entry] = []
    for number, reading in enumerate(person.tests):
        with faults.gather():
            entry = _entry(reading, person, catalogue, field=f"tests.{number}")
            _refuse_unknown_fields(reading, known_fields, field=entry.field)
            if any(entry.same_sitting == other.same_sitting for other in entries):
                raise InputError(
                    say("this test, side, method and day is listed twice"),
                    where=Where(field=entry.field),
                    hint=say("Put all readings of one sitting into trials."),
                )
            entries.append(entry)
    keys = [entry.key for entry in entries]
    measurements: list[Measurement] = []
    for entry in entries:
        with faults.gather():
            measurements.append(_measure(entry, person, alone=keys.count(entry.key) == 1))
    gaps: set[str] = set()
    for number, name in enumerate(person.declined_tests):
        with faults.gather():
            gaps.add(resolve_at(catalogue, "tests", name, field=f"declined_tests.{number}"))
    faults.raise_any()
    declined = tuple(
        Gap(metric=test, side=None, reason=say("You chose not to do this test."), source="declined_tests")
        for test in sorted(gaps)
    )
    return Measured(measurements=tuple(sorted(measurements, key=lambda one: one.id)), gaps=declined)


def _entry(reading: TestReading, person: Person, catalogue: Catalogue, *, field: str) -> _Entry:
    test = catalogue.tests[resolve_at(catalogue, "tests", reading.test, field=f"{field}.test")]
    method = reading.method or "default"
    if method not in test.error:
        raise InputError(
            say("the method {method!r} is not known for this test", method=method),
            where=Where(field=f"{field}.method"),
            hint=say("Allowed: {names}", names=", ".join(sorted(test.error))),
        )
    session = f"tests.{(reading.date or person.start).isoformat()}"
    return _Entry(
        test=test, reading=reading, side=_side(test, reading, field=field), field=field, session=session, method=method
    )


def _side(test: Test, reading: TestReading, *, field: str) -> Side | None:
    where = Where(field=f"{field}.side")
    if test.sides == "both":
        if reading.side != "both":
            raise InputError(say("this test is done once for both sides"), where=where, hint=say("Write side: both."))
        return None
    if reading.side == "both":
        raise InputError(
            say("this test is done for each side"),
            where=where,
            hint=say("Write one entry with side: left, one with side: right."),
        )
    return reading.side


def _refuse_unknown_fields(reading: TestReading, known: set[str], *, field: str) -> None:
    for name in sorted(reading.done):
        if name not in known:
            raise InputError(
                say("{name!r} is not a known way of saying how a test was done", name=name),
                where=Where(field=f"{field}.done.{name}"),
                hint=say("Allowed: {names}", names=", ".join(sorted(known))),
            )


def _measure(entry: _Entry, person: Person, *, alone: bool) -> Measurement:
    test, reading = entry.test, entry.reading
    mass_kg = person.person.mass_kg
    trials = _trials(entry, mass_kg=mass_kg)
    value = statistics.median(trials) if len(trials) > 2 else statistics.fmean(trials)
    one = error_in_unit(test, entry.method, value, mass_kg=mass_kg)
    share = test.session_share
    name = f"test.{test.id}" + ("" if alone else f".{entry.method}.{entry.session.removeprefix('tests.')}")
    plain = Measurement(
        id=f"{name}.{entry.side}" if entry.side else name,
        kind="test",
        metric=test.id,
        side=entry.side,
        value=value,
        sd=one * math.sqrt(share + (1 - share) / len(trials)),
        unit=test.unit,
        method=entry.method,
        session=entry.session,
        trials=trials if len(trials) > 1 else (),
        stopped_by=reading.stopped_by,
        pain=reading.pain,
        source="tests",
        protocol=str(reading.done.get("protocol", test.protocol)),
    )
    return _with_norm_note(_with_validity(_with_limits(plain, test), entry), test, person)


def _trials(entry: _Entry, *, mass_kg: float) -> tuple[float, ...]:
    reading, field = entry.reading, entry.field
    if reading.value is not None and reading.trials:
        raise InputError(say("give value or trials, not both"), where=Where(field=f"{field}.trials"))
    typed = reading.trials or (() if reading.value is None else (reading.value,))
    if not typed:
        raise MissingField(say("a test needs a value or trials"), where=Where(field=f"{field}.value"))
    low, high = entry.test.possible
    converted = []
    for number, given in enumerate(typed):
        value = in_unit(entry.test, reading, given, mass_kg=mass_kg, field=field)
        if not low <= value <= high:
            raise OutOfRange(
                say(
                    "no adult reads this: possible is {low:g} to {high:g} {unit}",
                    low=low,
                    high=high,
                    unit=entry.test.unit,
                ),
                where=Where(field=f"{field}.trials.{number}" if reading.trials else f"{field}.value"),
                hint=say("Check the number, its unit, and the lever if it has one."),
            )
        converted.append(value)
    return tuple(sorted(converted))


def _with_limits(measured: Measurement, test: Test) -> Measurement:
    """Add what stopped the test, pain in it, and its ceiling."""
    notes: list[str] = []
    censored, moves_muscles, quality = measured.censored, True, measured.quality
    stop = measured.stopped_by
    if stop in ("joint_block", "nerve"):
        moves_muscles = False
        notes.append(STOP_NOTES[stop])
    elif stop in STOP_NOTES and stop != ENDS_IN_ITSELF[test.property]:
        censored = test.censors
        notes.append(STOP_NOTES[stop])
    if test.ceiling is not None and measured.value >= test.ceiling:
        censored = "lower" if test.better == "higher" else "upper"
        notes.append(say("The test ends here by rule, so the true value may be better."))
    if measured.pain and stop != "pain":
        notes.append(_pain_note(test))
        quality = "reduced"
    value = measured.value if test.ceiling is None else min(measured.value, test.ceiling)
    return replace(
        measured, value=value, censored=censored, moves_muscles=moves_muscles, quality=quality, notes=tuple(notes)
    )


def _pain_note(test: Test) -> str:
    if test.property == "length":
        return say("There was pain in this test; guarding can shorten the range.")
    return say("There was pain in this test; pain can hold a muscle back (pain inhibition).")


def _with_validity(measured: Measurement, entry: _Entry) -> Measurement:
    """Let the error grow where the reading was not done as its validity asks."""
    for rule in entry.test.validity:
        said = entry.reading.done.get(rule.field)
        if said is None and rule.field == "pelvis_held_flat":
            said = entry.reading.pelvis_held_flat
        word = {True: "yes", False: "no"}.get(said, said) if isinstance(said, bool) else said
        if word != rule.must_be:
            measured = replace(
                measured, sd=max(measured.sd, rule.else_sd.value), quality="poor", notes=(*measured.notes, rule.text)
            )
    return measured


def _with_norm_note(measured: Measurement, test: Test, person: Person) -> Measurement:
    about = person.person
    found = reference(
        test, sex=about.sex, age_years=about.age_years, method=measured.method, protocol=measured.protocol
    )
    if found is not None:
        return measured
    if test.sides == "each":
        note = say("No norm exists for this test done in this way by this person: only left against right is used.")
    else:
        note = say("No norm exists for this test done in this way by this person: it is shown, but weighs nothing.")
    return replace(measured, notes=(*measured.notes, note))
