"""Tests with a published norm: how far a reading lies from the healthy mean, in healthy true sds."""

from __future__ import annotations

from collections.abc import Sequence

from evenpull.infer.likelihood.norms import reference_for
from evenpull.infer.likelihood.reading import error_parts, model_of, published_side_sd, session_nuisances, slip_sd
from evenpull.infer.rows import Row, Setting
from evenpull.measure.records import Measurement


class NormedTests:
    """y = (reading - mean) / true sd = muscles + nuisance + norm's error + session's error + own error."""

    def rows(self, measurements: Sequence[Measurement], *, setting: Setting) -> list[Row]:
        """Return one row for each typed test that has a norm and may speak of muscles."""
        found = (self._row(each, setting) for each in measurements if each.kind == "test" and each.moves_muscles)
        return [row for row in found if row is not None]

    def _row(self, measurement: Measurement, setting: Setting) -> Row | None:
        test = setting.catalogue.tests.get(measurement.metric)
        reference = reference_for(measurement, test, setting.about) if test else None
        if test is None or reference is None:
            return None
        side_sd = published_side_sd(test, mean=reference.mean, true_sd=reference.true_sd)
        model = model_of(test, setting, side_sd=side_sd)
        if model is None:
            return None
        error = error_parts(measurement, test, scale=reference.true_sd)
        side = measurement.side if test.sides == "each" else None
        return Row(
            sources=(measurement.id,),
            y=(measurement.value - reference.mean) / reference.true_sd,
            loads=model.loads(side),
            nuisances=(
                *model.nuisances(side),
                *reference.nuisances(test, towards_more=model.towards_more),
                *session_nuisances(model, measurement, error.shared),
            ),
            noise_sd=error.own,
            censored=measurement.censored,
            slip_sd=slip_sd(measurement),
            sign=f"test.{measurement.metric}",
            direct=model.direct_unknowns(measurement),
        )
