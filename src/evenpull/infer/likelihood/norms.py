"""How far healthy people truly differ on a test: the published spread without the error of the study that published it.

Which norm a reading may use is decided in `evenpull.measure.norms`: by protocol, method, sex and age, never recalled.
A norm's sd holds that study's own measurement error e, so the healthy true sd is sqrt(sd^2 - e^2), with a floor. e is
the norm's own error where one is stated, else the error of the method that the norm is for, else the test's default.

A norm's mean is itself in doubt: of n people, so sd / sqrt(n), and of that study's people, device and rater, so that
means of studies differ (`NORM_BETWEEN`). Every reading held against one norm shares that error, and the tests of one
source share half of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot, sqrt

from evenpull.capture.person.model import About
from evenpull.infer.numbers import NORM_BETWEEN, NORM_COMMON, TRUE_SHARE_FLOOR
from evenpull.infer.records import Property
from evenpull.knowledge.kinds.assessment import Norm, Test
from evenpull.measure.norms import reference
from evenpull.measure.records import Measurement
from evenpull.measure.units import error_in_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueSpread:
    """What is typical, in the test's unit.

    Args:
        mean: Healthy mean.
        true_sd: Healthy sd without measurement error.
        doubt: sd of the mean's own error.
        source: Whose mean it is.
    """

    mean: float
    true_sd: float
    doubt: float = 0.0
    source: str = ""

    def nuisances(self, test: Test, *, towards_more: float) -> tuple[tuple[str, float], ...]:
        """Return the error of the mean as named nuisances, in healthy true sds: half the source's, half this norm's.

        Args:
            test: The test.
            towards_more: +1 when more length or strength raises the reading, else -1.
        """
        prop = _property(test)
        doubt = self.doubt / self.true_sd
        return (
            (f"norm.{self.source}.{prop}", towards_more * doubt * sqrt(NORM_COMMON)),
            (f"norm.{self.source}.{test.id}", doubt * sqrt(1.0 - NORM_COMMON)),
        )


def reference_for(measurement: Measurement, test: Test, about: About) -> TrueSpread | None:
    """Return what is typical for this reading and person, or None when no norm may be used."""
    found = reference(
        test,
        sex=about.sex,
        age_years=about.age_years,
        method=measurement.method,
        protocol=measurement.protocol,
    )
    if found is None or measurement.unit != test.unit:
        return None
    error = max(_own_error(norm, test, about) for norm in found.norms)
    variance = max(found.sd**2 - error**2, TRUE_SHARE_FLOOR * found.sd**2)
    doubt = max(_doubt(norm, _property(test)) for norm in found.norms)
    source = found.norms[0].mean.source or test.id
    return TrueSpread(mean=found.mean, true_sd=sqrt(variance), doubt=doubt, source=source)


def _property(test: Test) -> Property:
    return "length" if test.property == "length" else "strength"


def _doubt(norm: Norm, prop: Property) -> float:
    """Return the sd of a norm's mean about the mean of all healthy people, in the test's unit."""
    sampled = norm.sd.value / sqrt(norm.mean.n) if norm.mean.n else 0.0
    return hypot(sampled, NORM_BETWEEN[prop] * norm.sd.value)


def _own_error(norm: Norm, test: Test, about: About) -> float:
    """Return the measurement error inside a norm's sd, in the test's unit."""
    if norm.error is not None:
        return norm.error.value
    method = norm.methods[0] if norm.methods else "default"
    return error_in_unit(test, method, norm.mean.value, mass_kg=about.mass_kg)
