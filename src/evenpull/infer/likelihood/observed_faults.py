"""Faults seen in a movement, by eye or from a clip: an ordinal level as a noisy reading of what the fault claims."""

from __future__ import annotations

from collections.abc import Sequence

from evenpull.infer.claims import shifts_of
from evenpull.infer.likelihood.weak_readings import weak_rows
from evenpull.infer.numbers import CAPTURE_NATS, CLEAR_LEVEL
from evenpull.infer.rows import Row, Setting
from evenpull.measure.records import Measurement


class ObservedFaults:
    """y = level / 2 x shift, with the claim's scatter and the error of the level."""

    def rows(self, measurements: Sequence[Measurement], *, setting: Setting) -> list[Row]:
        """Return the rows of every fault that was looked for: not there speaks too, against."""
        rows: list[Row] = []
        for each in measurements:
            entry = setting.catalogue.compensations.get(each.metric)
            if entry is None or each.kind not in {"observed", "movement"} or not each.moves_muscles:
                continue
            if each.quality == "poor" or each.unit != "level":
                continue
            look = f"look.{each.session or each.id}"
            rows += weak_rows(
                shifts_of(entry.claims, side=each.side, index=setting.prior.index),
                source=each.id,
                strength=min(each.value, 3.0) / CLEAR_LEVEL,
                strength_sd=each.sd / CLEAR_LEVEL,
                sign=look,
                block=look,
                nats=CAPTURE_NATS,
            )
        return rows
