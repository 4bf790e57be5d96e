"""Turn a typed number into its test's unit: direction words, lengths and times, and forces with their lever."""

from __future__ import annotations

from evenpull.capture.person.model import TestReading
from evenpull.core.words import say
from evenpull.errors import InputError, MissingField, Where
from evenpull.knowledge.kinds import Test

NEWTONS_PER = {"N": 1.0, "kg": 9.80665, "kgf": 9.80665, "lbf": 4.4482216152605}
TORQUE_UNITS = ("Nm", "Nm_per_kg")


def allowed_units(test: Test) -> tuple[str, ...]:
    """Return every unit in which a reading of this test may be typed, the test's own first."""
    if test.lever:
        return (*NEWTONS_PER, *TORQUE_UNITS)
    return (test.unit, *test.units_accepted)


def in_unit(test: Test, reading: TestReading, given: float, *, mass_kg: float, field: str) -> float:
    """Return one typed number in the test's unit.

    Args:
        test: Test of the catalogue.
        reading: The entry that holds unit and lever.
        given: The number as typed, in `reading.unit`.
        mass_kg: Body mass, for tests whose unit is per body mass.
        field: Path of the entry, such as `tests.2`.

    Raises:
        InputError: When the unit is not one of this test's, or a lever is given where there is no force.
        MissingField: When a force has no lever.
    """
    if reading.unit not in allowed_units(test):
        raise InputError(
            say("the unit {unit!r} is not one of this test's", unit=reading.unit),
            where=Where(field=f"{field}.unit"),
            hint=say("Allowed: {names}", names=", ".join(allowed_units(test))),
        )
    if not test.lever:
        if reading.lever_cm is not None:
            raise InputError(
                say("this test has no lever"), where=Where(field=f"{field}.lever_cm"), hint=say("Leave it out.")
            )
        factor, offset = test.units_accepted.get(reading.unit, (1.0, 0.0))
        return factor * given + offset
    return _torque(test, reading, given, mass_kg=mass_kg, field=field)


def _torque(test: Test, reading: TestReading, given: float, *, mass_kg: float, field: str) -> float:
    newton_metres = given * mass_kg if reading.unit == "Nm_per_kg" else given
    if reading.unit in NEWTONS_PER:
        if reading.lever_cm is None:
            raise MissingField(
                say("a force needs its lever"),
                where=Where(field=f"{field}.lever_cm"),
                hint=say("Measure from the joint to the middle of the pad, in cm."),
            )
        newton_metres = given * NEWTONS_PER[reading.unit] * reading.lever_cm / 100
    return newton_metres / mass_kg if test.normalise == "per_kg" else newton_metres


def error_in_unit(test: Test, method: str, value: float, *, mass_kg: float) -> float:
    """Return the sd of one reading by this method, in the test's unit, at this value."""
    error = test.error[method]
    if error.unit == "percent":
        return abs(value) * error.value / 100
    if error.unit == "Nm" and test.normalise == "per_kg":
        return error.value / mass_kg
    return error.value
