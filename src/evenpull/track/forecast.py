"""What training aims at, in words and without a number: no study of people like this gives a size that could be used.

A forecast stands apart from every reported change; nothing here is read by the comparison.
"""

from __future__ import annotations

from collections.abc import Sequence

from evenpull.core.words import say
from evenpull.infer.records import Call
from evenpull.track.records import Forecast

AIMS = {
    "short": say("Stretching aims at more range. In groups, range grew after four weeks or more. For you: not known."),
    "weak": say("Training aims at more strength. In groups, this took some weeks. For you: not known."),
}
"""What work on a call aims at; KONRAD2022 for range, four to eight weeks of the progress rules for strength."""


def forecasts_of(trained: Sequence[Call]) -> tuple[Forecast, ...]:
    """Return the forecast of each call that a plan works on, sorted by id without side."""
    ordered = sorted(trained, key=lambda call: (call.muscle, call.property, call.side))
    return tuple(Forecast(call=call.id, text=AIMS[call.property]) for call in ordered if call.property in AIMS)
