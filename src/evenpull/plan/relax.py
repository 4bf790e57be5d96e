"""When no plan fits: the smallest set of a person's own wishes that has to give way, tried and not guessed.

Safety never gives way. From the dearest wish to the cheapest: declined exercises, the floor, days, minutes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from evenpull.capture.person.model import Person
from evenpull.core.words import say, say_many
from evenpull.plan import rules

MINUTES = (2, 3, 4, 5, 6, 8, int(rules.START_MINUTES))
"""Minutes that are tried, shortest first: nothing longer than a small session is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """What to change, in words, and the person with that change: for them there is a plan."""

    hint: str
    person: Person


def _without_declined(person: Person) -> Person:
    return person.model_copy(update={"declined_exercises": ()})


def _with_floor(person: Person) -> Person:
    return person.model_copy(update={"no_floor": "no"})


def _with_a_day(person: Person) -> Person:
    days = max(1, person.time.days_per_week)
    return person.model_copy(update={"time": person.time.model_copy(update={"days_per_week": days})})


def _with_minutes(person: Person, minutes: float = MINUTES[-1]) -> Person:
    most = max(minutes, person.time.minutes)
    return person.model_copy(update={"time": person.time.model_copy(update={"minutes": most})})


STEPS: tuple[tuple[Callable[[Person], Person], str], ...] = (
    (_without_declined, say("Allow some of the exercises that you declined.")),
    (_with_floor, say("Allow exercises on the floor, or with a practitioner beside you.")),
    (_with_a_day, say("Offer at least one day a week.")),
)


def cheapest(person: Person, works: Callable[[Person], bool]) -> Relaxation | None:
    """Return the smallest change after which there is a plan, or None when no wish of the person is the reason.

    Args:
        person: For whom there is none.
        works: Says whether there is a plan for a person.
    """
    wanted = [step for step in STEPS if step[0](person) != person]
    longer = _with_minutes(person) != person

    def changed(steps: list[tuple[Callable[[Person], Person], str]], minutes: int | None) -> Person:
        found = person
        for step, _ in steps:
            found = step(found)
        return found if minutes is None else _with_minutes(found, minutes)

    minutes = MINUTES[-1] if longer else None
    if not (wanted or longer) or not works(changed(wanted, minutes)):
        return None
    for step in list(wanted):
        fewer = [one for one in wanted if one is not step]
        if (fewer or minutes is not None) and works(changed(fewer, minutes)):
            wanted = fewer
    if minutes is not None:
        if wanted and works(changed(wanted, None)):
            minutes = None
        else:
            tried = [least for least in MINUTES if least > person.time.minutes]
            minutes = next(least for least in tried if least == MINUTES[-1] or works(changed(wanted, least)))
    hints = [hint for _, hint in wanted]
    if minutes is not None:
        hints.append(
            say_many("Offer at least {count} minute a session.", "Offer at least {count} minutes a session.", minutes)
        )
    return Relaxation(hint=" ".join(hints), person=changed(wanted, minutes))
