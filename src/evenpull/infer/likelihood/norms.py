"""Which published norm a reading may be held against, and how much healthy people truly differ.

A norm is joined by protocol, unit, method, sex and age; recalled or default norms weigh nothing. A norm's published sd
holds that study's own measurement error, so the healthy true sd is sqrt(sd^2 - error^2), with a floor.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from evenpull.capture.person.model import About
from evenpull.infer.numbers import TRUE_SHARE_FLOOR
from evenpull.knowledge.kinds.assessment import Norm, Test
from evenpull.knowledge.kinds.common import Value
from evenpull.measure.records import Measurement


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is typical, in the reading's unit: mean, healthy true sd, the norm that says so.

    Args:
        mean: Healthy mean.
        true_sd: Healthy spread without measurement error.
        norm: The norm used (the first of two, where a person's sex is unstated).
    """

    mean: float
    true_sd: float
    norm: Norm


def reference_for(measurement: Measurement, test: Test, about: About) -> Reference | None:
    """Return what is typical for this reading and person, or None when no norm may be used.

    A person whose sex is unstated is held against both: the mean between them, the spread wide enough for either.
    """
    fitting = [norm for norm in test.norms if _fits(norm, measurement, test, about)]
    for sexes in ((about.sex, "any"), ("male", "female")):
        found = [norm for sex in sexes for norm in fitting if norm.sex == sex][:1]
        if sexes == ("male", "female"):
            if about.sex != "unstated":
                return None
            pair = [next((norm for norm in fitting if norm.sex == sex), None) for sex in sexes]
            found = [norm for norm in pair if norm is not None]
            if len(found) != 2:
                return None
        if found:
            return _reference(found, test, about)
    return None


def _fits(norm: Norm, measurement: Measurement, test: Test, about: About) -> bool:
    protocol = measurement.protocol or test.protocol
    return (
        norm.weighs
        and norm.unit == measurement.unit
        and (not protocol or norm.protocol == protocol)
        and (not norm.methods or measurement.method in norm.methods)
        and norm.age[0] <= about.age_years <= norm.age[1]
    )


def _reference(norms: list[Norm], test: Test, about: About) -> Reference:
    mean = sum(norm.mean.value for norm in norms) / len(norms)
    between = max(norm.mean.value for norm in norms) - mean
    variance = sum(norm.sd.value**2 for norm in norms) / len(norms) + between**2
    error = error_in_unit(test.error["default"], test, reading=mean, about=about)
    true = max(variance - error**2, TRUE_SHARE_FLOOR * variance)
    return Reference(mean=mean, true_sd=sqrt(true), norm=norms[0])


def error_in_unit(error: Value, test: Test, *, reading: float, about: About) -> float:
    """Return the sd of one reading in the test's unit.

    Args:
        error: In the test's unit, in `Nm` for a test per body mass, or in `percent` of the reading.
        test: The test.
        reading: The reading that a percentage is of, in the test's unit.
        about: Whose body mass counts.
    """
    if error.unit == "percent":
        return abs(reading) * error.value / 100.0
    if error.unit == "Nm" and test.normalise == "per_kg":
        return error.value / about.mass_kg
    return error.value
