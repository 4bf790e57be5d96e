"""Which readings changed beyond error: each against its own smallest detectable change, all together by Holm's steps.

For one pair the smallest detectable change at 95 % is 1.96 sqrt(sd_old^2 + sd_new^2). A person with twelve tests of
which none changed would then be told of a change in almost every second retest. So the tests of one retest are also
held against 5 % together: sorted by p, the k-th smallest of n must lie below 1 - (1 - 0.05)^(1 / (n - k + 1)), and no
test counts after the first that does not. These are Holm's steps with Sidak's limits, which hold for normal errors
however they hang together.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from scipy.special import ndtr

from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.track.pairs import Pair
from evenpull.track.records import TestChange, Way

LEVEL = 0.05
FACTOR = 1.959963984540054
"""Two-sided 95 % of the normal."""


def error_of_change(old: Measurement, new: Measurement) -> float:
    """Return the sd of the error of new minus old, in their unit; each reading's error counts whole."""
    return hypot(old.sd, new.sd)


def smallest_detectable(old: Measurement, new: Measurement) -> float:
    """Return the smallest change that the two readings can tell at 95 %, in their unit."""
    return FACTOR * error_of_change(old, new)


def beyond_together(p: Sequence[float], *, level: float = LEVEL) -> tuple[bool, ...]:
    """Return which of several tests stand when all share one error rate.

    Equal p stand or fall together, so that their order changes nothing.

    Example:
        >>> beyond_together([0.001, 0.04, 0.5])
        (True, False, False)
    """
    ordered = sorted(p)
    limit = -1.0
    for number, value in enumerate(ordered):
        if value > 1.0 - (1.0 - level) ** (1.0 / (len(ordered) - number)):
            break
        limit = value
    return tuple(value <= limit for value in p)


def changes_beyond_error(pairs: Sequence[Pair], catalogue: Catalogue) -> tuple[TestChange, ...]:
    """Return every pair's change with its verdict: what really changed first, then by how far beyond error."""
    told = [_change(pair, catalogue) for pair in pairs]
    stand = beyond_together([each[1] for each in told])
    found = [
        TestChange(
            metric=pair.new.metric,
            kind=pair.new.kind,
            side=pair.new.side,
            unit=pair.new.unit,
            method=pair.new.method,
            old=pair.old.value,
            new=pair.new.value,
            change=change,
            sd=error_of_change(pair.old, pair.new),
            detectable=smallest_detectable(pair.old, pair.new),
            p=p,
            way=way,
            verdict="really_changed" if real else "cannot_tell",
            notes=pair.notes,
        )
        for pair, (change, p, way), real in zip(pairs, told, stand, strict=True)
    ]
    return tuple(sorted(found, key=lambda e: (e.verdict != "really_changed", round(e.p, 12), e.metric, e.side or "")))


def _change(pair: Pair, catalogue: Catalogue) -> tuple[float, float, Way]:
    change = pair.new.value - pair.old.value
    error = error_of_change(pair.old, pair.new)
    p = 2.0 * float(ndtr(-abs(change) / error)) if error > 0 else 1.0
    test = catalogue.tests.get(pair.new.metric)
    towards_more = change if test is None or test.better == "higher" else -change
    way: Way = "more" if towards_more > 0 else "less" if towards_more < 0 else "same"
    return change, p, way
