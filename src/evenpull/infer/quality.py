"""How far a result can be leaned on, with the reasons in words."""

from __future__ import annotations

from collections.abc import Sequence

from scipy.special import chdtrc

from evenpull.infer.ledger import Ledger
from evenpull.infer.records import InferenceQuality
from evenpull.measure.records import Measurement

MISFIT = 0.01
ENOUGH_TESTS = 4
TONE = "Tension was not measured: that needs muscle electrodes."


def quality_of(ledger: Ledger, *, repeated: Sequence[str]) -> InferenceQuality:
    """Return the level and its reasons: how much was tested, what was poor, and whether the readings fit together.

    Args:
        ledger: Of the person.
        repeated: Ids of measurements that were handed over twice and used once.
    """
    reasons: list[str] = []
    direct = {
        (each.metric, each.side)
        for each in _tests(ledger)
        if any(each.id in row.sources and row.direct for row in ledger.posterior.system.rows)
    }
    squared, freedom = ledger.posterior.misfit()
    misfit = freedom > 0 and float(chdtrc(freedom, squared)) < MISFIT
    if misfit:
        reasons.append("The readings do not fit together: one of them may be wrong.")
    if not direct:
        reasons.append("No muscle was tested: answers and looks alone say little.")
    elif len(direct) < ENOUGH_TESTS:
        reasons.append(f"Few readings test a muscle directly: {len(direct)} so far.")
    tests = _tests(ledger)
    reasons += _count(sum(each.quality == "poor" for each in tests), "of poor quality, with next to no weight")
    reasons += _count(sum(each.stopped_by == "pain" for each in tests), "stopped by pain, so only bounds")
    reasons += _count(
        sum(not each.moves_muscles for each in tests), "stopped by a joint or nerve, so shown and not weighed"
    )
    weighed = {source for row in ledger.posterior.system.rows for source in row.sources}
    reasons += _count(
        sum(each.id not in weighed and each.moves_muscles for each in tests),
        "without a norm or a second side to compare with, so not weighed",
    )
    if repeated:
        reasons.append(f"{len(repeated)} handed over twice and used once.")
    level = "weak" if misfit or not direct else "fair" if len(direct) < ENOUGH_TESTS or repeated else "good"
    return InferenceQuality(level=level, reasons=(*reasons, TONE))  # type: ignore[arg-type]


def _tests(ledger: Ledger) -> list[Measurement]:
    return [each for _, each in sorted(ledger.measurements.items()) if each.kind == "test"]


def _count(count: int, what: str) -> list[str]:
    if count == 0:
        return []
    return [f"{count} {'reading' if count == 1 else 'readings'} {what}."]
