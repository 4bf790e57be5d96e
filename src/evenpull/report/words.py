"""Ids and numbers in words: names of muscles, tests and units, dates, doses of certainty. No facts live here.

A pattern is a message whose places are filled later, with `format`.
"""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from evenpull.core.words import say
from evenpull.infer.phrases import number, quantity
from evenpull.infer.records import Call
from evenpull.knowledge.load import Catalogue
from evenpull.report.spoken import SPOKEN

__all__ = [
    "LEVELS",
    "SIDED",
    "SURE",
    "WEEKDAYS",
    "Names",
    "capital",
    "day",
    "full_day",
    "listed",
    "lower_first",
    "marks",
    "number",
    "reading",
    "sentence",
    "spaced",
    "spread",
]

SURE = {
    "probably": say("probably"),
    "possibly": say("possibly"),
    "cannot_tell": say("cannot tell"),
    "ordinary": say("ordinary"),
}
LEVELS = (say("not there"), say("slight"), say("clear"), say("marked"))
SIDED = {"left": say("left {name}"), "right": say("right {name}")}
"""Patterns of a name with its side."""
_CALLED = {
    "short": say("{muscles} short"),
    "long": say("{muscles} long"),
    "weak": say("{muscles} weak"),
    "overactive": say("{muscles} overactive"),
}
_TOLD = {
    ("probably", "short"): say("{muscles}: probably short"),
    ("probably", "long"): say("{muscles}: probably long"),
    ("probably", "weak"): say("{muscles}: probably weak"),
    ("probably", "overactive"): say("{muscles}: probably overactive"),
    ("possibly", "short"): say("{muscles}: possibly short"),
    ("possibly", "long"): say("{muscles}: possibly long"),
    ("possibly", "weak"): say("{muscles}: possibly weak"),
    ("possibly", "overactive"): say("{muscles}: possibly overactive"),
}
WEEKDAYS = {
    "mon": say("Mon"),
    "tue": say("Tue"),
    "wed": say("Wed"),
    "thu": say("Thu"),
    "fri": say("Fri"),
    "sat": say("Sat"),
    "sun": say("Sun"),
}
_MONTHS = (
    *(say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("Jun")),
    *(say("Jul"), say("Aug"), say("Sep"), say("Oct"), say("Nov"), say("Dec")),
)


@dataclass(frozen=True, slots=True)
class Names:
    """What things are called, for a reader; an id that the catalogue no longer holds is shown as its own words."""

    catalogue: Catalogue

    def muscle(self, muscle: str) -> str:
        """Return what a person calls a muscle group ("hip flexors")."""
        entry = self.catalogue.muscles.get(muscle)
        return entry.lay if entry else spaced(muscle)

    def anatomical(self, muscle: str) -> str:
        """Return the anatomical name of a muscle group."""
        entry = self.catalogue.muscles.get(muscle)
        return entry.name if entry else spaced(muscle)

    def sided(self, side: str | None, muscle: str) -> str:
        """Return "Left hip flexors"; without a side just the name."""
        return capital(SIDED.get(side or "", "{name}").format(name=self.muscle(muscle)))

    def call(self, call: Call) -> str:
        """Return a call as a title without its certainty: "Left hip flexors short"."""
        return _CALLED[call.property].format(muscles=self.sided(call.side, call.muscle))

    def sentence(self, call: Call) -> str:
        """Return a call with its certainty: "Left hip flexors: probably short"."""
        return _TOLD[call.word, call.property].format(muscles=self.sided(call.side, call.muscle))

    def metric(self, metric: str) -> str:
        """Return the plain name of a test, posture metric, fault or question."""
        c = self.catalogue
        for entries in (c.tests, c.posture_metrics, c.compensations):
            entry = entries.get(metric)
            if entry is not None:
                return str(entry.plain)
        question = c.questions.get(metric)
        return question.text if question else capital(spaced(metric))

    def technical(self, metric: str) -> str:
        """Return a practitioner's name of a test, posture metric or fault."""
        c = self.catalogue
        for entries in (c.tests, c.posture_metrics, c.compensations):
            entry = entries.get(metric)
            if entry is not None:
                return str(entry.name)
        return self.metric(metric)

    def exercise(self, exercise: str) -> str:
        """Return an exercise's name."""
        entry = self.catalogue.exercises.get(exercise)
        return entry.name if entry else capital(spaced(exercise))

    def site(self, site: str) -> str:
        """Return a pain site's name in lower case."""
        entry = self.catalogue.pain_sites.get(site)
        return lower_first(entry.name) if entry else spaced(site)

    def pattern(self, pattern: str) -> str:
        """Return a named pattern's name."""
        entry = self.catalogue.patterns.get(pattern)
        return entry.name if entry else capital(spaced(pattern))

    def screening(self, question: str) -> str:
        """Return a safety question's text."""
        entry = self.catalogue.screening.get(question)
        return entry.text if entry else capital(spaced(question))


def spaced(name: str) -> str:
    """Return an id as words: those of a short list by their message, any other by its own words."""
    return SPOKEN.get(name) or name.replace("_", " ")


def capital(text: str) -> str:
    """Return the text with its first letter raised and nothing else changed."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return the text with its first letter lowered, unless its first word is written in capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return the text as a sentence: a capital at its start, a stop at its end."""
    text = text.strip()
    return capital(text) if not text or text[-1] in ".!?" else capital(text) + "."


def reading(value: float, unit: str) -> str:
    """Return a value with its unit in words, the sign turned into a direction where the unit has one.

    Example:
        >>> reading(-11, "deg_above_bench")
        '11 deg below the bench'
    """
    if unit == "level":
        return LEVELS[min(3, max(0, round(value)))]
    return quantity(*_degrees(value, unit))


def spread(sd: float, unit: str) -> str:
    """Return an error as a bare number with a plain unit."""
    sd, unit = _degrees(sd, unit)
    return quantity(sd, "deg" if unit.startswith("deg") else unit)


def _degrees(value: float, unit: str) -> tuple[float, str]:
    return (math.degrees(value), "deg") if unit == "rad" else (value, unit)


def day(iso: str) -> str:
    """Return "Mon 1 Mar" for an ISO date."""
    date = dt.date.fromisoformat(iso[:10])
    weekday = tuple(WEEKDAYS.values())[date.weekday()]
    return say("{weekday} {day} {month}", weekday=weekday, day=date.day, month=_MONTHS[date.month - 1])


def full_day(iso: str) -> str:
    """Return "1 Mar 2027" for an ISO date or time."""
    date = dt.date.fromisoformat(iso[:10])
    return say("{day} {month} {year}", day=date.day, month=_MONTHS[date.month - 1], year=date.year)


def marks(probability: float) -> int:
    """Return how many of ten marks a probability fills; never ten, because nothing here is certain."""
    return min(9, max(0, int(probability * 10 + 1e-9)))


def listed(parts: list[str] | tuple[str, ...]) -> str:
    """Return "a, b and c"."""
    parts = list(parts)
    return say("{some} and {last}", some=", ".join(parts[:-1]), last=parts[-1]) if len(parts) > 1 else "".join(parts)
