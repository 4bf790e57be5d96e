"""Tests without a usable norm: only left against right speaks, and what both sides share cancels.

Strength is compared as ln(left / right), which needs no norm; its scale is the healthy spread that the catalogue states
for the test. Without such a spread nothing is weighed. A bound has no difference and is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot, log

from evenpull.core.side import SIDES
from evenpull.infer.likelihood.norms import reference_for
from evenpull.infer.likelihood.reading import ErrorParts, TestModel, error_parts, model_of, published_side_sd
from evenpull.infer.rows import Row, Setting
from evenpull.knowledge.kinds.assessment import Test
from evenpull.measure.records import Measurement


class SideDifferences:
    """y = (left - right) / true sd = muscles of left minus right + their nuisances + both own errors."""

    def rows(self, measurements: Sequence[Measurement], *, setting: Setting) -> list[Row]:
        """Return one row for each test and session with both sides read and no norm for either."""
        sided: dict[tuple[str, str, str], dict[str, list[Measurement]]] = {}
        for each in measurements:
            test = setting.catalogue.tests.get(each.metric)
            if test is None or each.kind != "test" or not each.moves_muscles or each.censored or each.side is None:
                continue
            if reference_for(each, test, setting.about) is None:
                key = (each.metric, each.session, each.unit)
                sided.setdefault(key, {}).setdefault(each.side, []).append(each)
        rows = []
        for key in sorted(sided):
            left, right = (sided[key].get(side, []) for side in SIDES)
            for first, second in zip(left, right, strict=False):
                row = self._row(first, second, setting.catalogue.tests[key[0]], setting)
                rows.extend([row] if row else [])
        return rows

    def _row(self, left: Measurement, right: Measurement, test: Test, setting: Setting) -> Row | None:
        spread = test.spread
        logarithm = spread is not None and spread.unit == "ln"
        if spread is None or (logarithm and min(left.value, right.value) <= 0):
            return None
        middle = (left.value + right.value) / 2.0
        side_sd = published_side_sd(test, mean=middle, true_sd=spread.value, logarithm=logarithm)
        model = model_of(test, setting, side_sd=side_sd)
        if model is None:
            return None
        difference = log(left.value / right.value) if logarithm else left.value - right.value
        errors = [
            error_parts(each, test, scale=spread.value * (each.value if logarithm else 1.0)) for each in (left, right)
        ]
        return Row(
            sources=(left.id, right.id),
            y=difference / spread.value,
            loads=(*model.loads("left"), *((unknown, -load) for unknown, load in model.loads("right"))),
            nuisances=_difference(model),
            noise_sd=_noise(errors),
            sign=f"test.{test.id}",
            direct=model.direct_unknowns(left) | model.direct_unknowns(right),
        )


def _difference(model: TestModel) -> tuple[tuple[str, float], ...]:
    left, right = dict(model.nuisances("left")), dict(model.nuisances("right"))
    names = sorted({*left, *right})
    return tuple(
        (name, left.get(name, 0.0) - right.get(name, 0.0)) for name in names if left.get(name) != right.get(name)
    )


def _noise(errors: Sequence[ErrorParts]) -> float:
    return hypot(*(error.own for error in errors))
