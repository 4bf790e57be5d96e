"""One of the two times: who, what was measured, and how each typed reading was taken."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.capture.person.model import Person, TestReading
from evenpull.core.words import say
from evenpull.errors import InputError, OutOfRange, ScreeningIncomplete, Where
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.safety.screening import questions_for

TALLER_CM = 4.0
"""Two heights of one person, typed twice, differ by less."""
OLDER_YEARS = 1
"""Age in whole years may run this far apart from the calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A person at one time, with everything that was measured then."""

    person: Person
    measurements: tuple[Measurement, ...]


def weeks_between(old: Visit, new: Visit) -> float:
    """Return the weeks from the first time to the retest.

    Raises:
        OutOfRange: When the retest does not lie after the first time.
    """
    days = (new.person.start - old.person.start).days
    if days <= 0:
        raise OutOfRange(
            say("the retest must begin after the first time"),
            where=Where(field="start"),
            hint=say("Give the older folder first; write the day of the retest under start."),
        )
    return days / 7.0


def require_same_person(old: Visit, new: Visit) -> None:
    """Refuse two folders that cannot be of one person; two different people are never compared.

    Raises:
        InputError: When sex, height or age do not fit together.
    """
    first, second = old.person.person, new.person.person
    gone = (new.person.start - old.person.start).days / 365.25
    aged = second.age_years - first.age_years
    fits = {
        "person.sex": first.sex == second.sex,
        "person.height_cm": abs(first.height_cm - second.height_cm) < TALLER_CM,
        "person.age_years": gone - 1 - OLDER_YEARS < aged < gone + 1 + OLDER_YEARS,
    }
    for field, same in fits.items():
        if not same:
            raise InputError(
                say("the two folders do not fit one person"),
                where=Where(field=field),
                hint=say("A retest compares a person with themselves. Check sex, height and age in both."),
            )


def require_asked_anew(old: Visit, new: Visit, catalogue: Catalogue) -> None:
    """Let a retest through only with safety questions that were asked again for it.

    Raises:
        ScreeningIncomplete: When there are no answers, or they are not newer than those of the first time.
    """
    then, now = old.person.screening, new.person.screening
    since = max([old.person.start, *([then.date] if then else [])])
    if now is not None and now.date > since:
        return
    stop = ScreeningIncomplete(
        [question.id for question in questions_for(new.person, catalogue)], where=Where(field="screening.date")
    )
    stop.message = say("the safety questions were not asked anew for this retest")
    stop.hint = say("Ask every question again and write the day under screening.date; old answers do not count.")
    raise stop


def readings_by_key(person: Person, catalogue: Catalogue) -> dict[tuple[str, str, str, str], TestReading]:
    """Return each typed reading by test, side (empty for both), method and session, as measurements name them."""
    names = catalogue.aliases.get("tests", {})
    return {
        (
            names.get(each.test, each.test),
            "" if each.side == "both" else each.side,
            each.method or "default",
            f"tests.{(each.date or person.start).isoformat()}",
        ): each
        for each in person.tests
    }


def typed_as(measurement: Measurement, readings: dict[tuple[str, str, str, str], TestReading]) -> TestReading | None:
    """Return how a measurement was typed; None for one that was not typed."""
    return readings.get((measurement.metric, measurement.side or "", measurement.method, measurement.session))
