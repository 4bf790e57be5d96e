"""The strictest of every limit that a person's codes put on a dose."""

from __future__ import annotations

from collections.abc import Iterable

from evenpull.knowledge.kinds.safety import Limits
from evenpull.safety.records import DoseLimits

_LOWEST = ("rpe_max", "hold_s_max", "reps_max", "sets_max", "difficulty_max")


def strictest(limits: Iterable[Limits]) -> DoseLimits:
    """Return the lowest of every maximum and the longest rest, with the text of each limit."""
    every = tuple(limits)

    def values(name: str) -> list[float]:
        return [value for limit in every if (value := getattr(limit, name)) is not None]

    lowest = {name: min(values(name), default=None) for name in _LOWEST}
    return DoseLimits(
        **lowest,  # type: ignore[arg-type]  # whole numbers stay whole: min picks, it does not compute
        rest_s_min=max((limit.rest_s_min for limit in every if limit.rest_s_min is not None), default=None),
        mid_range_only=any(limit.mid_range_only for limit in every),
        texts=tuple(limit.text for limit in every),
    )
