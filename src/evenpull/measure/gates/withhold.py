"""Take out of what was measured every number that a gate hides, and leave a gap with the gate's reason in its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evenpull.core.side import Side
from evenpull.measure.gates.records import EVERYTHING, GateResult, GateTable, Withheld
from evenpull.measure.records import Gap, Measured, Measurement


def withhold(measured: Measured, table: GateTable, *, looks_like: Mapping[Side, Side] | None = None) -> Measured:
    """Return what may be shown; nothing at all of a file that was refused.

    Args:
        measured: What one file gave.
        table: What the gates said about it.
        looks_like: Which side of the picture's person each of the person's own sides is, for a mirrored picture; by
            default the same.
    """
    shown: list[Measurement] = []
    gaps: list[Gap] = []
    for row in measured.measurements:
        seen_side = row.side if row.side is None or looks_like is None else looks_like[row.side]
        hiding = next((r for r in table.results if _hides(r, row, side=seen_side)), None)
        if hiding is None:
            shown.append(row)
            continue
        gap = Gap(metric=row.metric, side=row.side, reason=hiding.reason, closes=hiding.to_do, source=table.file)
        if gap not in gaps and not _told(measured.gaps, gap):
            gaps.append(gap)
    texts = tuple(dict.fromkeys((*measured.warnings, *table.warnings)))
    return replace(measured, measurements=tuple(shown), gaps=(*gaps, *measured.gaps), warnings=texts)


def hidden(result: GateResult) -> tuple[Withheld, ...]:
    """Return what one answer hides: everything when it refuses, nothing when it passed."""
    if result.outcome == "refused":
        return EVERYTHING
    return result.withholds if result.outcome == "warned" else ()


def _hides(result: GateResult, row: Measurement, *, side: Side | None) -> bool:
    return any(each.hides(row.metric, side=side, method=row.method) for each in hidden(result))


def _told(gaps: tuple[Gap, ...], gap: Gap) -> bool:
    return any((other.metric, other.side, other.source) == (gap.metric, gap.side, gap.source) for other in gaps)
