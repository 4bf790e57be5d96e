"""The one form that every kind of evidence takes: a measurement, or a gap that says why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

MeasurementKind = Literal["test", "posture", "movement", "observed", "answer", "context", "emg"]
MeasurementQuality = Literal["good", "reduced", "poor"]
StoppedBy = Literal["tightness", "pain", "weakness", "joint_block", "nerve", "balance", "time", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One number about a person, with what is needed to weigh it.

    Args:
        id: Stable within an assessment, such as `test.modified_thomas.left`; sided ids end in the side.
        kind: Where it comes from: a typed test, a photo, a clip, a fault seen by eye, an answer, the person's context.
        metric: Id of the catalogue's test, posture metric, compensation or question.
        side: `left`, `right` or None for what has no side.
        value: In `unit` (SI and radians unless the unit says otherwise; catalogue units such as `deg_above_bench` are
            kept because norms are written in them). For ordinal kinds the catalogue's level, 0 for "looked, not there".
        sd: Standard deviation of the error of `value` in `unit`: method, session and capture together.
        trials: The readings that `value` summarises, in `unit`; empty when there was one or none were typed.
        unit: The unit's name.
        protocol: Id of the way it was done, for tests: a norm of another protocol is never used for it.
        method: How it was taken, such as `goniometer`, `phone_inclinometer`, `photo`, `clip`, `typed`, `by_eye`.
        quality: `poor` means next to no weight; `notes` then says why.
        session: Readings that share a session share examiner and set-up error, such as `tests.2027-02-27` or a file.
        censored: `lower` when the true value is at least this (a strength test that pain stopped), `upper` if at most.
        stopped_by: What ended a test.
        pain: Pain 0-10 in the test, None when not asked.
        moves_muscles: False when the reading cannot speak of muscles (joint block, nerve): shown, not weighed.
        source: File or field that it was read from, never a path outside the person's folder.
        notes: Short reasons for quality or weight, words for a reader.
    """

    id: str
    kind: MeasurementKind
    metric: str
    side: Literal["left", "right"] | None
    value: float
    sd: float
    unit: str
    method: str
    quality: MeasurementQuality = "good"
    session: str = ""
    trials: tuple[float, ...] = ()
    censored: Literal["lower", "upper"] | None = None
    stopped_by: StoppedBy | None = None
    pain: float | None = None
    moves_muscles: bool = True
    source: str = ""
    notes: tuple[str, ...] = ()
    protocol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Something that could not be measured, why, and what would close it.

    Args:
        metric: What is missing.
        side: Its side, or None.
        reason: Why, in words for a reader ("body keypoints carry no hip-bone points").
        closes: What would close it ("mark both hip-bone points in a side photo"), empty when nothing can.
        source: The file that it was looked for in, if any.
    """

    metric: str
    side: Literal["left", "right"] | None
    reason: str
    closes: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one source gave: measurements and gaps, with messages that the capture gates raised."""

    measurements: tuple[Measurement, ...] = ()
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[str, ...] = field(default=())
