"""How far a result can be leaned on, with the reasons in words."""

from __future__ import annotations

from collections.abc import Sequence, Set

from scipy.special import chdtrc, ndtri

from evenpull.core.words import say, say_many
from evenpull.infer.budget import strangest
from evenpull.infer.ledger import Ledger
from evenpull.infer.records import InferenceQuality
from evenpull.measure.records import Measurement

MISFIT = 0.01
ENOUGH_TESTS = 4
TONE = say("Tension was not measured: that needs muscle electrodes.")


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
    misfit = bool(ledger.slips) or (freedom > 0 and float(chdtrc(freedom, squared)) < MISFIT)
    if misfit:
        reasons.append(say("The readings do not fit together: one of them may be wrong."))
        reasons += _stands_apart(ledger)
    if not direct:
        reasons.append(say("No muscle was tested: answers and looks alone say little."))
    elif len(direct) < ENOUGH_TESTS:
        reasons.append(say("Few readings test a muscle directly: {count} so far.", count=len(direct)))
    tests = _tests(ledger)
    reasons += _limited(tests, weighed={source for row in ledger.posterior.system.rows for source in row.sources})
    if repeated:
        reasons.append(say("{count} handed over twice and used once.", count=len(repeated)))
    level = "weak" if misfit or not direct else "fair" if len(direct) < ENOUGH_TESTS or repeated else "good"
    return InferenceQuality(level=level, reasons=(*reasons, TONE))  # type: ignore[arg-type]


def _stands_apart(ledger: Ledger) -> list[str]:
    """Return in words which test may be a slip, or lies farther from the others' prediction than so many do."""
    rows = ledger.posterior.system.rows
    found = strangest(ledger.posterior)
    far = found is not None and found[1] >= -float(ndtri(MISFIT / (2.0 * max(len(rows), 1))))
    likely = sorted((-round(chance, 9), rows[number].sign, number) for number, chance in ledger.slips.items())
    if likely:
        source = rows[likely[0][2]].sources[0]
    elif found is not None and far:
        source = found[0][0]
    else:
        return []
    test = ledger.setting.catalogue.tests.get(ledger.measurements[source].metric)
    if test is None:
        return []
    return [say("The one that fits least: {test}. Do it once more.", test=test.plain)]


def _tests(ledger: Ledger) -> list[Measurement]:
    return [each for _, each in sorted(ledger.measurements.items()) if each.kind == "test"]


def _limited(tests: Sequence[Measurement], *, weighed: Set[str]) -> list[str]:
    """Return in words how many readings weigh little or nothing, and why."""
    poor = sum(each.quality == "poor" for each in tests)
    pain = sum(each.stopped_by == "pain" for each in tests)
    other = sum(not each.moves_muscles for each in tests)
    alone = sum(each.id not in weighed and each.moves_muscles for each in tests)
    found: list[str] = []
    if poor:
        found.append(
            say_many(
                "{count} reading of poor quality, with next to no weight.",
                "{count} readings of poor quality, with next to no weight.",
                poor,
            )
        )
    if pain:
        found.append(
            say_many(
                "{count} reading stopped by pain, so only bounds.",
                "{count} readings stopped by pain, so only bounds.",
                pain,
            )
        )
    if other:
        found.append(
            say_many(
                "{count} reading stopped by a joint or nerve, so shown and not weighed.",
                "{count} readings stopped by a joint or nerve, so shown and not weighed.",
                other,
            )
        )
    if alone:
        found.append(
            say_many(
                "{count} reading without a norm or a second side to compare with, so not weighed.",
                "{count} readings without a norm or a second side to compare with, so not weighed.",
                alone,
            )
        )
    return found
