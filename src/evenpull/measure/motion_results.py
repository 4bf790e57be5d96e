"""What curves of joint angles say: peaks of repetitions, ranges, left against right, and gaps with their reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.core.side import SIDES, Side
from evenpull.core.words import say
from evenpull.measure.motion_curves import MotionCurve, filled
from evenpull.measure.records import Gap, Measured, Measurement
from evenpull.measure.repetitions import repetitions

Array = NDArray[np.float64]
TOGETHER = 0.7
"""Least correlation of both knees for them to bend together, as in a squat and not in walking."""
LEAST_KNOWN = 0.5
AGAINST_PELVIS = say("Hip flexion is the thigh against the pelvis here; clips give it against the trunk.")
COMPARED = ("knee_flexion", "hip_flexion", "ankle_dorsiflexion", "hip_adduction")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Found:
    curve: MotionCurve
    value: Array
    known: NDArray[np.bool_]
    peaks: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    method: str
    file: str
    reduced: bool


def results(
    curves: Sequence[MotionCurve],
    *,
    rate_hz: float | None,
    method: str,
    file: str,
    reduced: bool = False,
    sides_known: bool = True,
    notes: tuple[str, ...] = (),
) -> Measured:
    """Return measurements and gaps.

    Args:
        curves: Angles over time, of one recording.
        rate_hz: Frames per second, where known.
        method: How they were taken: `markers`, `keypoints_3d`, `keypoints_2d`, `model`.
        file: The recording's name.
        reduced: Whether every number is to be weighed less.
        sides_known: False when left and right may be exchanged: sided numbers are then gaps.
        notes: What stands with each number.
    """
    gaps: list[Gap] = []
    kept: list[_Found] = []
    spans = _spans(curves, rate_hz)
    for curve in curves:
        value, known = filled(curve.value_deg, rate_hz=rate_hz)
        if known.mean() < LEAST_KNOWN:
            gaps.append(_unseen(curve, known, file))
        elif curve.side is not None and not sides_known:
            gaps.append(_no_side(curve, file))
        else:
            peaks = _peaks(value, known, spans.get(curve.side, ()))
            kept.append(_Found(curve=curve, value=value, known=known, peaks=peaks))
    source = _Source(method=method, file=file, reduced=reduced)
    rows: list[Measurement] = []
    if together := spans.get("both"):
        rows.append(_row("repetitions", None, float(len(together)), 0.5, source, unit="reps"))
    for found in kept:
        rows += _rows(found, source, notes=notes)
    rows += _differences(kept, source)
    if not spans.get("both"):
        reason = say("Both knees do not bend and straighten together by 30 degrees, so no squat or rise was counted.")
        gaps.append(Gap(metric="repetitions", side=None, reason=reason, source=file))
    return Measured(measurements=tuple(rows), gaps=tuple(gaps))


def _spans(curves: Sequence[MotionCurve], rate_hz: float | None) -> dict[str | None, tuple[tuple[int, int], ...]]:
    """Return from where to where each repetition goes: of both legs together, else of each leg on its own."""
    knees: dict[str, Array] = {}
    for curve in curves:
        if curve.name == "knee_flexion" and curve.side:
            value, known = filled(curve.value_deg, rate_hz=rate_hz)
            if known.mean() >= LEAST_KNOWN:
                knees[curve.side] = value
    if not knees:
        return {}
    both = list(knees.values())
    alone = len(both) == 1
    if alone or (
        np.ptp(both[0]) > 0 and np.ptp(both[1]) > 0 and float(np.atleast_2d(np.corrcoef(both))[0, 1]) > TOGETHER
    ):
        spans = _cut(np.mean(both, axis=0))
        return {"left": spans, "right": spans, None: spans, "both": spans}
    return {side: _cut(value) for side, value in knees.items()}


def _cut(knee: Array) -> tuple[tuple[int, int], ...]:
    reps = repetitions(knee)
    starts = [0, *(rep.top for rep in reps[:-1])]
    return tuple((start, rep.top + 1) for start, rep in zip(starts, reps, strict=True))


def _peaks(value: Array, known: NDArray[np.bool_], spans: tuple[tuple[int, int], ...]) -> tuple[float, ...]:
    """Return the highest known value in each repetition, or in the whole recording without any."""
    seen = np.where(known, value, -np.inf)
    found = [float(seen[start:end].max()) for start, end in (spans or ((0, len(value)),))]
    return tuple(peak for peak in found if np.isfinite(peak))


def _rows(found: _Found, source: _Source, *, notes: tuple[str, ...]) -> list[Measurement]:
    curve = found.curve
    height, low = float(np.median(found.peaks)), float(found.value[found.known].min())
    trials = found.peaks if len(found.peaks) > 1 else ()
    said = (*notes, *((AGAINST_PELVIS,) if curve.name == "hip_flexion" and source.method != "keypoints_2d" else ()))
    spread = float(np.sqrt(2) * curve.change_sd)
    return [
        _row(f"{curve.name}_peak", curve.side, height, curve.level_sd, source, trials=trials, notes=said),
        _row(f"{curve.name}_range", curve.side, height - low, spread, source, notes=said),
    ]


def _differences(kept: list[_Found], source: _Source) -> list[Measurement]:
    """Return left minus right of each angle's peak."""
    out = []
    for name in COMPARED:
        pair = {found.curve.side: found for found in kept if found.curve.name == name and found.curve.side}
        if set(pair) != set(SIDES):
            continue
        left, right = (float(np.median(pair[side].peaks)) for side in SIDES)
        spread = float(np.hypot(pair["left"].curve.change_sd, pair["right"].curve.change_sd))
        said = (say("Left minus right."),)
        out.append(_row(f"{name}_left_right", None, left - right, spread, source, notes=said))
    return out


def _row(
    metric: str,
    side: Side | None,
    value: float,
    sd: float,
    source: _Source,
    *,
    trials: tuple[float, ...] = (),
    unit: str = "deg",
    notes: tuple[str, ...] = (),
) -> Measurement:
    tail = f".{side}" if side else ""
    return Measurement(
        id=f"motion.{source.file}.{metric}{tail}",
        kind="movement",
        metric=metric,
        side=side,
        value=value,
        sd=sd,
        trials=trials,
        unit=unit,
        method=source.method,
        quality="reduced" if source.reduced else "good",
        moves_muscles=False,
        session=source.file,
        source=source.file,
        notes=notes,
    )


def _unseen(curve: MotionCurve, known: NDArray[np.bool_], file: str) -> Gap:
    share = float(known.mean()) if known.size else 0.0
    reason = say("Its markers show it in {share:.0f} % of the frames only.", share=100 * share)
    return Gap(
        metric=curve.name,
        side=curve.side,
        reason=reason,
        closes=say("Record the markers around this joint, and fill their gaps."),
        source=file,
    )


def _no_side(curve: MotionCurve, file: str) -> Gap:
    return Gap(
        metric=curve.name,
        side=curve.side,
        reason=say("Left and right may be exchanged in this file."),
        closes=say("Correct the names of the markers or the axes, and export the file again."),
        source=file,
    )
