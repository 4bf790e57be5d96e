"""Criteria met and missed, and peaks judged by their own intervals, pooled over people."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

LEAST_PEAKS_INSIDE = 0.85
"""Of repetition peaks of recordings that set no sd, inside their 95 % intervals, pooled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peak:
    """One repetition: what we say and what the markers say, and our sd."""

    case: str
    person: str
    ours: float
    theirs: float
    sd: float

    @property
    def inside(self) -> bool:
        """Whether the markers lie in our 95 % interval."""
        return abs(self.ours - self.theirs) <= 1.96 * self.sd


class Verdict:
    """Criteria met and missed."""

    def __init__(self) -> None:
        self.missed = 0

    def say(self, name: str, value: float, limit: float, *, at_least: bool = False) -> None:
        """Print one criterion."""
        met = value >= limit if at_least else value <= limit
        self.missed += not met
        bound = "at least" if at_least else "at most"
        print(f"  {'met   ' if met else 'MISSED'}  {name}: {value:.2f} ({bound} {limit:g})")


def pooled(verdict: Verdict, peaks: list[Peak]) -> None:
    """Judge the intervals on recordings that set no sd, pooled and resampled by person."""
    judged = [p for p in peaks if p.case != "sts"]
    if not judged:
        return
    people = sorted({p.person for p in judged})
    rng = np.random.default_rng(7)
    draws = []
    for _ in range(2000):
        drawn = [p for name in rng.choice(people, len(people)) for p in judged if p.person == name]
        draws.append(np.mean([p.inside for p in drawn]))
    low, high = np.percentile(draws, [2.5, 97.5])
    for case in sorted({p.case for p in judged}):
        part = [p for p in judged if p.case == case]
        error = np.array([p.ours - p.theirs for p in part])
        print(
            f"{case}: n = {len(part)} peaks, rms error {np.sqrt(np.mean(error**2)):.1f}, stated sd "
            f"{np.median([p.sd for p in part]):.1f} degrees"
        )
    print(f"all: n = {len(judged)} peaks of {len(people)} people; inside by resampled people {low:.0%} to {high:.0%}")
    verdict.say(
        "share of peaks inside 95 % intervals",
        float(np.mean([p.inside for p in judged])),
        LEAST_PEAKS_INSIDE,
        at_least=True,
    )
    verdict.say("the same, lower end over people", float(low), LEAST_PEAKS_INSIDE, at_least=True)
