"""Readings in plain words: what was read, what is typical, and how far one reading strays."""

from __future__ import annotations

from math import floor, log10, sqrt

from evenpull.infer.likelihood.norms import reference_for
from evenpull.infer.rows import Setting
from evenpull.knowledge.kinds.assessment import Test
from evenpull.measure.records import Measurement

UNITS = {"deg": "deg", "Nm_per_kg": "Nm per kg", "reps": "times", "level": ""}
DIRECTIONS = {
    "deg_above_bench": ("deg above the bench", "deg below the bench", "above", "below"),
    "deg_above_horizontal": ("deg above level", "deg below level", "above", "below"),
    "deg_below_horizontal": ("deg below level", "deg above level", "below", "above"),
    "deg_missing_from_straight": ("deg short of straight", "deg past straight", "", "past straight"),
}
TIMES = {2: ", twice", 3: ", three times", 4: ", four times"}
LEVELS = ("looked for, not there", "slight", "clear", "marked")


def number(value: float) -> str:
    """Return a number as people say it: whole from 10 on, else at most two figures.

    Example:
        >>> number(11.4), number(2.31), number(0.584), number(6.0)
        ('11', '2.3', '0.58', '6')
    """
    if value == 0:
        return "0"
    digits = max(0, 1 - floor(log10(abs(value))))
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:.0f}"


def quantity(value: float, unit: str, *, short: bool = False) -> str:
    """Return a value with the words of its unit; signs become words where the unit has a direction.

    Example:
        >>> quantity(6, "deg_above_bench"), quantity(-10.6, "deg_above_bench", short=True)
        ('6 deg above the bench', '11 below')
    """
    if unit in DIRECTIONS:
        up, down, short_up, short_down = DIRECTIONS[unit]
        size = number(abs(round(value)))
        words = (short_up if value >= 0 else short_down) if short else (up if value >= 0 else down)
        return f"{size} {words}".strip()
    words = UNITS.get(unit, unit.replace("_", " "))
    return number(value) if short else f"{number(value)} {words}".strip()


def reading_words(measurement: Measurement, test: Test, setting: Setting, *, other: Measurement | None) -> str:
    """Return one test reading as evidence: reading, what is typical or the other side, and the error of one reading."""
    thigh = measurement.unit == "deg_above_bench" and test.joint == "hip"
    subject = "thigh" if thigh else f"{test.plain}:"
    reading = quantity(measurement.value, measurement.unit) + TIMES.get(len(measurement.trials), "")
    reference = reference_for(measurement, test, setting.about)
    poor = measurement.quality == "poor"
    error = "too large" if poor else number(single_error(measurement, test))
    if reference is not None:
        beside = f"typical: {quantity(reference.mean, measurement.unit, short=True)}, error {error}"
    elif other is not None:
        beside = f"other side: {quantity(other.value, other.unit, short=True)}, error {error}, no norm exists"
    else:
        beside = f"no norm exists, error {error}"
    ending = ""
    if measurement.censored and measurement.stopped_by == "pain":
        ending = "; pain stopped it, so this is a bound and pain may have held the muscle back"
    elif measurement.censored:
        ending = "; the true value lies beyond this"
    if poor:
        ending += "; next to no weight"
    return f"{subject} {reading} ({beside}){ending}"


def single_error(measurement: Measurement, test: Test) -> float:
    """Return the sd of one trial's error, from the sd of the mean of n trials."""
    trials = max(len(measurement.trials), 1)
    return measurement.sd / sqrt(test.session_share + (1.0 - test.session_share) / trials)


def level_word(level: float) -> str:
    """Return the word of a rated level."""
    return LEVELS[min(max(round(level), 0), len(LEVELS) - 1)]
