"""Standing posture from a photo: how far a metric lies from healthy people's, as a weak reading of what it claims.

Most posture metrics claim nothing of muscles, because nothing was found; they then give no row.
"""

from __future__ import annotations

from collections.abc import Sequence

from evenpull.infer.claims import shifts_of
from evenpull.infer.likelihood.weak_readings import weak_rows
from evenpull.infer.numbers import CAPTURE_NATS
from evenpull.infer.rows import Row, Setting
from evenpull.measure.records import Measurement

FARTHEST = 3.0


class Posture:
    """y = z x shift with z the metric's distance from the healthy mean in healthy sds, at most 3."""

    def rows(self, measurements: Sequence[Measurement], *, setting: Setting) -> list[Row]:
        """Return the rows of every metric that has a healthy reference and a claim that weighs."""
        rows: list[Row] = []
        for each in measurements:
            entry = setting.catalogue.posture_metrics.get(each.metric)
            if entry is None or entry.mean is None or entry.sd is None or each.kind != "posture":
                continue
            if each.quality == "poor" or entry.unit != each.unit or not each.moves_muscles:
                continue
            z = (each.value - entry.mean.value) / entry.sd.value
            look = f"look.{each.session or each.id}"
            rows += weak_rows(
                shifts_of(entry.claims, side=each.side, index=setting.prior.index),
                source=each.id,
                strength=max(-FARTHEST, min(FARTHEST, z)),
                strength_sd=each.sd / entry.sd.value,
                sign=look,
                block=look,
                nats=CAPTURE_NATS,
            )
        return rows
