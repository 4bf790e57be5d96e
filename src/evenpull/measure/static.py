"""All photos of a standing person together: marks beat guesses, several photos are averaged, gaps are named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.knowledge import Catalogue
from evenpull.measure.marked import METRICS as MARKED
from evenpull.measure.records import Gap, Measured, Measurement

SHARED = 0.5
"""Share of a method's variance that is the same in every photo of a person: the person who marks, the phone, the way of
standing. Chosen by us: half, as for readings of one test in one session."""

VIEWS = {"front": say("front"), "back": say("back"), "side": say("side")}


def together(parts: Sequence[Measured], *, near: Mapping[str, Side], catalogue: Catalogue) -> Measured:
    """Return what all photos of one person give.

    Args:
        parts: What each photo gave.
        near: By a side photo's name, which side it shows.
        catalogue: The facts.
    """
    rows = [row for part in parts for row in part.measurements]
    marked = {(row.metric, row.side) for row in rows if row.method == "marked_photo"}
    rows = [row for row in rows if row.method != "photo" or (row.metric, row.side) not in marked]
    rows += _pelvic_tilt_sides(rows, near=near, catalogue=catalogue)
    groups: dict[tuple[str, str, str], list[Measurement]] = {}
    for row in rows:
        groups.setdefault((row.metric, row.side or "", row.method), []).append(row)
    merged = tuple(average(group) for _, group in sorted(groups.items()))
    measured = {row.metric for row in merged}
    gaps = [gap for part in parts for gap in part.gaps if gap.metric not in measured | _rows(catalogue)]
    warnings = tuple(dict.fromkeys(text for part in parts for text in part.warnings))
    return Measured(
        measurements=merged,
        gaps=(*dict.fromkeys(gaps), *missing(catalogue, measured=measured, file="")),
        warnings=warnings,
    )


def average(rows: Sequence[Measurement]) -> Measurement:
    """Return one measurement for repeated ones of one metric, side and method.

    Half of the method's variance is shared by all photos; the rest, or what the photos show if that is more, falls
    with their number. So the same photo twice never looks like more than one photo and a half.
    """
    first = min(rows, key=lambda row: row.id)
    if len(rows) == 1:
        return first
    values = np.array([row.value for row in sorted(rows, key=lambda row: row.id)])
    variance = float(np.mean([row.sd**2 for row in rows]))
    own = max((1 - SHARED) * variance, float(values.var(ddof=1)))
    order = {"good": 0, "reduced": 1, "poor": 2}
    return replace(
        first,
        value=float(values.mean()),
        sd=float(np.sqrt(SHARED * variance + own / len(rows))),
        trials=tuple(float(value) for value in values),
        quality=max((row.quality for row in rows), key=lambda word: order[word]),
        notes=tuple(dict.fromkeys(note for row in rows for note in row.notes)),
    )


def missing(catalogue: Catalogue, *, measured: set[str], file: str) -> tuple[Gap, ...]:
    """Return one gap for each row of the first page: the posture metrics there that the photos do not give."""
    names: dict[str, list[str]] = {}
    for name, metric in sorted(catalogue.posture_metrics.items()):
        if name not in measured and metric.view != "other" and not metric.deprecated:
            names.setdefault(metric.row, []).append(f"{metric.name} ({VIEWS[metric.view]})")
    return tuple(
        Gap(
            metric=row,
            side=None,
            reason=say("Not read from a photo by itself: {names}.", names="; ".join(lacking)),
            closes=say("Mark the points that each one needs (its catalogue entry names them), or measure it by hand."),
            source=file,
        )
        for row, lacking in names.items()
    )


def _rows(catalogue: Catalogue) -> set[str]:
    return {metric.row for metric in catalogue.posture_metrics.values()}


def _pelvic_tilt_sides(
    rows: Sequence[Measurement], *, near: Mapping[str, Side], catalogue: Catalogue
) -> list[Measurement]:
    """Return the pelvic tilt of the right photos less that of the left ones: near and far side are never compared."""
    by_side: dict[Side, list[Measurement]] = {"left": [], "right": []}
    for row in rows:
        if row.metric == "pelvic_tilt" and row.method == "marked_photo" and row.source in near:
            by_side[near[row.source]].append(row)
    if not (by_side["left"] and by_side["right"]):
        return []
    left, right = average(by_side["left"]), average(by_side["right"])
    metric = catalogue.posture_metrics["pelvic_tilt_sides"]
    return [
        replace(
            right,
            id="marked.pelvic_tilt_sides",
            metric="pelvic_tilt_sides",
            value=right.value - left.value,
            sd=max(metric.error["marked_photo"].value, float(np.hypot(left.sd, right.sd))),
            trials=(),
            source=", ".join(sorted({left.source, right.source})),
        )
    ]


MARKABLE = frozenset({*MARKED, "pelvic_tilt_sides"})
"""Every metric that marks in photos can give."""
