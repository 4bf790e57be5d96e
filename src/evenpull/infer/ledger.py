"""The ledger of one unknown: what each measurement and base rate did to it, in words and numbers that add up."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from evenpull.core.side import mirror
from evenpull.core.words import say
from evenpull.infer.claims import ClaimShift, shifts_of
from evenpull.infer.likelihood.answers import chosen
from evenpull.infer.numbers import SHORT_OR_WEAK
from evenpull.infer.phrases import level_word, reading_words
from evenpull.infer.prior import prior_for
from evenpull.infer.records import Evidence
from evenpull.infer.rows import Row, Setting
from evenpull.infer.slips import doubt_of, slips_of
from evenpull.infer.solve import Posterior, solve
from evenpull.infer.unknowns import Unknown
from evenpull.measure.records import Measurement

Array = NDArray[np.float64]
NEUTRAL = 0.02
OTHER_SIDE = {"left": say("left side, {reading}"), "right": say("right side, {reading}")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim that a sign makes on one unknown; `strength` is how strongly the sign is there."""

    measurement: Measurement
    shift: ClaimShift
    strength: float


@dataclass(slots=True, kw_only=True)
class Ledger:
    """Everything known about one person, ready to be asked about any unknown."""

    setting: Setting
    posterior: Posterior
    measurements: dict[str, Measurement]
    said: tuple[Said, ...]
    pushes: dict[str, Array]
    parts: dict[str, Array]
    rows: tuple[Row, ...]
    slips: dict[int, float]
    _left_out: dict[str, tuple[Array, Array]] = field(default_factory=dict)
    _test_words: dict[str, str] = field(default_factory=dict)

    def probability(self, unknown: Unknown) -> float:
        """Return P(short) or P(weak): the probability of more than one healthy sd below the mean."""
        place = self.posterior.prior.index.place[unknown]
        return p_low(self.posterior.mean, self.posterior.sd, place)

    def doubt(self, unknown: Unknown) -> float:
        """Return the chance that a reading which speaks for short or weak is a slip, 0 where none is likely to be."""
        if not self.slips:
            return 0.0
        place = self.posterior.prior.index.place[unknown]
        return doubt_of(place, self.slips, self.posterior.gain, self.posterior.innovation)

    def rows_on(self, unknown: Unknown) -> list[Row]:
        """Return the rows that name an unknown."""
        return [row for row in self.posterior.system.rows if any(each == unknown for each, _ in row.loads)]

    def claims_on(self, unknown: Unknown) -> list[Said]:
        """Return the claims on an unknown of the signs that were looked at, whether they weigh or not."""
        return [said for said in self.said if said.shift.unknown == unknown]

    def evidence(self, unknown: Unknown) -> tuple[Evidence, ...]:
        """Return every push on an unknown, largest first; with a prior mean of 0 they sum to the posterior mean."""
        place = self.posterior.prior.index.place[unknown]
        direct = {source for row in self.rows_on(unknown) if unknown in row.direct for source in row.sources}
        found = [
            self._entry(name, float(push[place]), unknown, direct=name in direct)
            for name, push in (*self.pushes.items(), *self.parts.items())
            if abs(push[place]) > 1e-12
        ]
        same, other = f".{unknown.side}", f".{mirror(unknown.side)}"

        def seen_from_here(each: Evidence) -> tuple[float, str]:
            return -round(abs(each.push), 9), each.measurement.replace(same, ".0").replace(other, ".1")

        return tuple(sorted(found, key=seen_from_here))

    def _entry(self, name: str, push: float, unknown: Unknown, *, direct: bool) -> Evidence:
        towards = "for" if push < -NEUTRAL else "against" if push > NEUTRAL else "neutral"
        return Evidence(
            measurement=name,
            push=push,
            p_without=self._p_without(name, unknown),
            direction=towards,  # type: ignore[arg-type]
            text=self.words(name, unknown),
            direct=direct,
        )

    def _p_without(self, name: str, unknown: Unknown) -> float:
        place = self.posterior.prior.index.place[unknown]
        return p_low(*self.without(name), place)

    def without(self, name: str) -> tuple[Array, Array]:
        """Return posterior mean and sd, (m,) each, as if one measurement or base rate had never been there."""
        if name not in self._left_out:
            if name in self.parts:
                rest = [each for each in self.measurements.values() if each.id != name]
                prior = prior_for(rest, self.setting.catalogue)
                posterior = solve(prior, self.rows)
                self._left_out[name] = (posterior.mean, posterior.sd)
            else:
                self._left_out[name] = self.posterior.without(name)
        return self._left_out[name]

    def words(self, name: str, unknown: Unknown) -> str:
        """Return one measurement's part in words."""
        measurement = self.measurements[name]
        catalogue = self.setting.catalogue
        if name in self.parts:
            context = catalogue.contexts[measurement.metric].plain
            return say("{context} (a base rate of such people, not a sign)", context=context)
        if measurement.kind == "test":
            if name not in self._test_words:
                other = self._other_side(measurement)
                test = catalogue.tests[measurement.metric]
                self._test_words[name] = reading_words(measurement, test, self.setting, other=other)
            text = self._test_words[name]
            if measurement.side is not None and measurement.side != unknown.side:
                return OTHER_SIDE[measurement.side].format(reading=text)
            return text
        return self._sign_words(measurement, unknown)

    def _sign_words(self, measurement: Measurement, unknown: Unknown) -> str:
        catalogue = self.setting.catalogue
        if measurement.metric in catalogue.compensations and measurement.kind in {"observed", "movement"}:
            fault = catalogue.compensations[measurement.metric].plain
            return say("{fault} ({level})", fault=fault, level=level_word(measurement.value))
        claims = [said.shift.claim.text for said in self.claims_on(unknown) if said.measurement is measurement]
        if claims:
            return claims[0]
        if measurement.metric in catalogue.posture_metrics:
            return catalogue.posture_metrics[measurement.metric].plain
        if measurement.metric in catalogue.questions:
            return say("the answer to: {question}", question=catalogue.questions[measurement.metric].text)
        return measurement.metric.replace("_", " ")

    def _other_side(self, measurement: Measurement) -> Measurement | None:
        for row in self.posterior.system.rows:
            if measurement.id in row.sources and len(row.sources) == 2:
                first, second = row.sources
                return self.measurements[second if first == measurement.id else first]
        return None


def ledger_of(posterior: Posterior, measurements: dict[str, Measurement], setting: Setting) -> Ledger:
    """Return the ledger of a posterior."""
    return Ledger(
        setting=setting,
        posterior=posterior,
        measurements=measurements,
        said=tuple(said for each in measurements.values() for said in _said(each, setting)),
        pushes=posterior.pushes(),
        parts=posterior.prior.parts(),
        rows=posterior.system.rows,
        slips=slips_of(posterior),
    )


def p_low(mean: Array, sd: Array, place: int) -> float:
    """Return the probability of lying more than one healthy sd below the healthy mean."""
    return float(ndtr((SHORT_OR_WEAK - mean[place]) / sd[place]))


def _said(measurement: Measurement, setting: Setting) -> list[Said]:
    """Return what a sign claims, weighing or not; how strongly it is there is 0 for looked for and not there."""
    catalogue, index = setting.catalogue, setting.prior.index
    metric = measurement.metric
    if measurement.kind == "answer" and metric in catalogue.questions:
        claims, strength = chosen(catalogue.questions[metric], measurement, setting).claims, 1.0
    elif measurement.kind in {"observed", "movement"} and metric in catalogue.compensations:
        claims, strength = catalogue.compensations[metric].claims, measurement.value
    elif measurement.kind == "posture" and metric in catalogue.posture_metrics:
        entry = catalogue.posture_metrics[metric]
        healthy = entry.mean.value if entry.mean else 0.0
        claims, strength = entry.claims, measurement.value - healthy
    else:
        return []
    shifts = shifts_of(claims, side=measurement.side, index=index)
    return [Said(measurement=measurement, shift=shift, strength=strength) for shift in shifts]
