"""How far healthy people truly differ on a test: the published spread without the error of the study that published it.

Which norm a reading may use is decided in `evenpull.measure.norms`: by protocol, method, sex and age, never recalled.
A norm's sd holds that study's own measurement error e, so the healthy true sd is sqrt(sd^2 - e^2), with a floor. e is
the norm's own error where one is stated, else the error of the method that the norm is for, else the test's default.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from evenpull.capture.person.model import About
from evenpull.infer.numbers import TRUE_SHARE_FLOOR
from evenpull.knowledge.kinds.assessment import Norm, Test
from evenpull.measure.norms import reference
from evenpull.measure.records import Measurement
from evenpull.measure.units import error_in_unit


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueSpread:
    """What is typical, in the test's unit: healthy mean and healthy sd without measurement error."""

    mean: float
    true_sd: float


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
    return TrueSpread(mean=found.mean, true_sd=sqrt(variance))


def _own_error(norm: Norm, test: Test, about: About) -> float:
    """Return the measurement error inside a norm's sd, in the test's unit."""
    if norm.error is not None:
        return norm.error.value
    method = norm.methods[0] if norm.methods else "default"
    return error_in_unit(test, method, norm.mean.value, mass_kg=about.mass_kg)
