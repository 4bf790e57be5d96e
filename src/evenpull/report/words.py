"""Ids and numbers in words: names of muscles, tests and units, dates, doses of certainty. No facts live here."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass

from evenpull.infer.phrases import number, quantity
from evenpull.infer.records import Call
from evenpull.knowledge.load import Catalogue

__all__ = [
    "LEVELS",
    "SURE",
    "Names",
    "capital",
    "day",
    "full_day",
    "listed",
    "lower_first",
    "marks",
    "number",
    "plural",
    "reading",
    "sentence",
    "spaced",
    "spread",
]

SURE = {
    "probably": "probably",
    "possibly": "possibly",
    "cannot_tell": "cannot tell",
    "ordinary": "ordinary",
}
LEVELS = ("not there", "slight", "clear", "marked")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
        return capital(f"{side} {self.muscle(muscle)}" if side in {"left", "right"} else self.muscle(muscle))

    def call(self, call: Call) -> str:
        """Return a call as a title without its certainty: "Left hip flexors short"."""
        return f"{self.sided(call.side, call.muscle)} {call.property}"

    def sentence(self, call: Call) -> str:
        """Return a call with its certainty: "Left hip flexors: probably short"."""
        return f"{self.sided(call.side, call.muscle)}: {SURE[call.word]} {call.property}"

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
    """Return an id as words."""
    return name.replace("_", " ")


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
    return f"{number(sd)} deg" if unit.startswith("deg") else quantity(sd, unit)


def _degrees(value: float, unit: str) -> tuple[float, str]:
    return (math.degrees(value), "deg") if unit == "rad" else (value, unit)


def day(iso: str) -> str:
    """Return "Mon 1 Mar" for an ISO date."""
    date = dt.date.fromisoformat(iso[:10])
    return f"{_WEEKDAYS[date.weekday()]} {date.day} {_MONTHS[date.month - 1]}"


def full_day(iso: str) -> str:
    """Return "1 Mar 2027" for an ISO date or time."""
    date = dt.date.fromisoformat(iso[:10])
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def marks(probability: float) -> int:
    """Return how many of ten marks a probability fills; never ten, because nothing here is certain."""
    return min(9, max(0, int(probability * 10 + 1e-9)))


def listed(parts: list[str] | tuple[str, ...]) -> str:
    """Return "a, b and c"."""
    parts = list(parts)
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + (" and " + parts[-1] if parts else "")


def plural(count: int, word: str) -> str:
    """Return "1 set", "2 sets"."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
