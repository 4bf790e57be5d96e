"""Readings in plain words: what was read, what is typical, and how far one reading strays."""

from __future__ import annotations

from math import floor, log10, sqrt

from evenpull.core.words import say
from evenpull.infer.likelihood.norms import reference_for
from evenpull.infer.rows import Setting
from evenpull.knowledge.kinds.assessment import Test
from evenpull.measure.records import Measurement

UNITS = {
    "": "{size}",
    "level": "{size}",
    "deg": say("{size} deg"),
    "deg_behind_straight": say("{size} deg behind straight"),
    "deg_toes_up": say("{size} deg toes up"),
    "cm": say("{size} cm"),
    "mm": say("{size} mm"),
    "percent": say("{size} percent"),
    "s": say("{size} s"),
    "hours": say("{size} hours"),
    "reps": say("{size} times"),
    "holds": say("{size} holds"),
    "points": say("{size} points"),
    "of 10": say("{size} of 10"),
    "kg": say("{size} kg"),
    "N": say("{size} N"),
    "Nm": say("{size} Nm"),
    "Nm_per_kg": say("{size} Nm per kg"),
    "mmHg": say("{size} mmHg"),
}
"""Patterns of a value with the words of its unit."""
DIRECTIONS = {
    "deg_above_bench": (
        (say("{size} deg above the bench"), say("{size} deg below the bench")),
        (say("{size} above"), say("{size} below")),
    ),
    "deg_above_horizontal": (
        (say("{size} deg above level"), say("{size} deg below level")),
        (say("{size} above"), say("{size} below")),
    ),
    "deg_below_horizontal": (
        (say("{size} deg below level"), say("{size} deg above level")),
        (say("{size} below"), say("{size} above")),
    ),
    "deg_missing_from_straight": (
        (say("{size} deg short of straight"), say("{size} deg past straight")),
        ("{size}", say("{size} past straight")),
    ),
}
"""For units with a direction: patterns for plus and minus, with the unit and without it."""
TIMES = {2: say("{reading}, twice"), 3: say("{reading}, three times"), 4: say("{reading}, four times")}
LEVELS = (say("looked for, not there"), say("slight"), say("clear"), say("marked"))


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
        up, down = DIRECTIONS[unit][short]
        return (up if value >= 0 else down).format(size=number(abs(round(value))))
    size = number(value)
    return size if short else UNITS.get(unit, f"{{size}} {unit.replace('_', ' ')}").format(size=size)


def reading_words(measurement: Measurement, test: Test, setting: Setting, *, other: Measurement | None) -> str:
    """Return one test reading as evidence: reading, what is typical or the other side, and the error of one reading."""
    value = quantity(measurement.value, measurement.unit)
    reading = TIMES.get(len(measurement.trials), "{reading}").format(reading=value)
    beside = _beside(measurement, test, setting, other=other)
    if measurement.unit == "deg_above_bench" and test.joint == "hip":
        text = say("thigh {reading} ({beside})", reading=reading, beside=beside)
    else:
        text = say("{test}: {reading} ({beside})", test=test.plain, reading=reading, beside=beside)
    if measurement.censored and measurement.stopped_by == "pain":
        text = say("{text}; pain stopped it, so this is a bound and pain may have held the muscle back", text=text)
    elif measurement.censored:
        text = say("{text}; the true value lies beyond this", text=text)
    if measurement.quality == "poor":
        text = say("{text}; next to no weight", text=text)
    return text


def _beside(measurement: Measurement, test: Test, setting: Setting, *, other: Measurement | None) -> str:
    """Return what a reading is compared with, and its error."""
    reference = reference_for(measurement, test, setting.about)
    error = number(single_error(measurement, test))
    poor = measurement.quality == "poor"
    if reference is not None:
        typical = quantity(reference.mean, measurement.unit, short=True)
        if poor:
            return say("typical: {typical}, error too large", typical=typical)
        return say("typical: {typical}, error {error}", typical=typical, error=error)
    if other is not None:
        value = quantity(other.value, other.unit, short=True)
        if poor:
            return say("other side: {value}, error too large, no norm exists", value=value)
        return say("other side: {value}, error {error}, no norm exists", value=value, error=error)
    return say("no norm exists, error too large") if poor else say("no norm exists, error {error}", error=error)


def single_error(measurement: Measurement, test: Test) -> float:
    """Return the sd of one trial's error, from the sd of the mean of n trials."""
    trials = max(len(measurement.trials), 1)
    return measurement.sd / sqrt(test.session_share + (1.0 - test.session_share) / trials)


def level_word(level: float) -> str:
    """Return the word of a rated level."""
    return LEVELS[min(max(round(level), 0), len(LEVELS) - 1)]
