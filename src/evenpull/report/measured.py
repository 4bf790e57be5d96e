"""The measurements of the practitioner's reading: values with their errors, and the norms they were read against."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.core.words import say
from evenpull.knowledge.kinds import Norm, Value
from evenpull.knowledge.load import Catalogue
from evenpull.measure.norms import reference
from evenpull.measure.records import Measurement
from evenpull.report.records import Assessment
from evenpull.report.words import Names, number, reading, spaced, spread

_BOUNDS = {"lower": say("at least {value}"), "upper": say("at most {value}")}


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementRow:
    """One measurement with everything that is needed to weigh it, and the norm that it was read against."""

    name: str
    side: str
    value: str
    sd: str
    method: str
    quality: str
    stopped: str
    norm: str
    notes: str


def measurement_rows(assessment: Assessment, catalogue: Catalogue) -> tuple[MeasurementRow, ...]:
    """Return every measurement, in the order in which they were taken in."""
    return tuple(_measured(m, assessment, catalogue) for m in assessment.measurements)


def _measured(m: Measurement, assessment: Assessment, catalogue: Catalogue) -> MeasurementRow:
    value = bounded(m)
    if len(m.trials) > 1:
        value += " (" + ", ".join(number(t).replace("-", "−") for t in m.trials) + ")"
    return MeasurementRow(
        name=Names(catalogue).technical(m.metric),
        side=spaced(m.side or ""),
        value=value,
        sd=spread(m.sd, m.unit),
        method=spaced(m.method),
        quality=spaced(m.quality),
        stopped=", ".join(
            [
                *([spaced(m.stopped_by)] if m.stopped_by else []),
                *([] if m.pain is None else [say("pain {level}", level=number(m.pain))]),
            ]
        ),
        norm=_norm(m, assessment, catalogue),
        notes="; ".join(m.notes),
    )


def bounded(m: Measurement) -> str:
    """Return a reading with its unit, told as a bound where it is one."""
    return _BOUNDS.get(m.censored or "", "{value}").format(value=reading(m.value, m.unit))


def _norm(m: Measurement, assessment: Assessment, catalogue: Catalogue) -> str:
    test = catalogue.tests.get(m.metric)
    if test is not None:
        about = assessment.person.person
        found = reference(test, sex=about.sex, age_years=about.age_years, method=m.method, protocol=m.protocol)
        if found is None or m.unit != test.unit:
            return say("no norm exists: left against right only")
        return "; ".join(describe_norm(norm) for norm in found.norms)
    metric = catalogue.posture_metrics.get(m.metric)
    if metric is not None and metric.mean is not None and metric.sd is not None:
        mean = metric.mean
        told = [with_sd(number(mean.value), number(metric.sd.value)), *_whose(mean), mean.source or spaced(mean.known)]
        return ", ".join(told)
    return ""


def describe_norm(norm: Norm) -> str:
    """Return a norm with its population, n and source in one line."""
    mean = norm.mean
    source = " ".join(part for part in (mean.source or say("no source"), mean.locator) if part)
    known = [] if mean.known == "measured" else [spaced(mean.known)]
    told = [with_sd(reading(mean.value, norm.unit), number(norm.sd.value)), *_whose(mean), source, *known]
    return say("{norm}; protocol {protocol}", norm=", ".join(told), protocol=norm.protocol)


def _whose(mean: Value) -> list[str]:
    """Return of whom a mean was read, and of how many."""
    return [mean.population or say("adults"), *([say("n {count}", count=mean.n)] if mean.n else [])]


def with_sd(mean: str, sd: str) -> str:
    """Return a mean with its sd in brackets."""
    return say("{mean} (sd {sd})", mean=mean, sd=sd)
