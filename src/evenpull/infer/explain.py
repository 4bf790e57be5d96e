"""The chain behind one call: what was seen, which group, what it would do to posture, effort and load, and which pain.

Each link says how it is known. Posture, effort and load come from a simulated healthy body, with the change and without
it (effort and load from one of this person's size); they are worked out on request only (`evenpull.app.explain`), and a
chain without them says so. Whether the measured posture fits is a likelihood ratio: how likely the measured posture is
with the change against without it, among people who differ in posture as healthy people do. The change is small and
people differ much, so that most often posture says nothing either way; then that is what is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, hypot
from typing import Literal

from evenpull.core.words import say
from evenpull.infer.records import Call
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement

Fit = Literal["fits", "against", "either_way", "unknown_sign", "no_norm", "not_measured"]

POSTURE_OF = {
    "pelvic_tilt": "pelvic_tilt",
    "lumbar_lordosis": "lordosis",
    "trunk_lean_forward": "trunk_lean_side_view",
}
"""Metric of the simulated body to the catalogue's posture metric with the same sense."""
TELLING = 3.0
"""Likelihood ratio from which posture is said to fit, and its inverse to speak against: less is either way."""
FIT_WORDS: dict[Fit, str] = {
    "fits": say("The measured posture fits this."),
    "against": say("The measured posture speaks against this."),
    "either_way": say("The measured posture fits with and without this, so it tells nothing."),
    "unknown_sign": say("Which way posture would move is not known, so the measured posture tells nothing."),
    "no_norm": say("How much healthy people differ in this posture is not known, so it tells nothing."),
    "not_measured": say("Posture was not measured."),
}
EVIDENCE_WORDS = {
    "strong": say("evidence: strong"),
    "moderate": say("evidence: moderate"),
    "limited": say("evidence: limited"),
    "conflicting": say("evidence: conflicting"),
    "contradicted": say("evidence: contradicted"),
    "none": say("evidence: none"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """How far a posture metric would move, degrees: middle and central 95 % over unknown stiffness; 0 sign: unknown."""

    median: float
    low: float
    high: float
    sign: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """What the change of one call does to a simulated healthy body.

    Args:
        change: In words ("left hip flexors 4 % shorter").
        posture: What moves, by the body's metric.
        posture_sentence: The same in words, with its band.
        effort: A sentence for each task done, with and without the change.
        loads: Likewise.
        notes: What limits it.
    """

    change: str
    posture: Mapping[str, Move]
    posture_sentence: str
    effort: tuple[str, ...]
    loads: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """Whether the measured posture fits a call: the metric it rests on, the likelihood ratio, and the word."""

    fit: Fit
    metric: str = ""
    ratio: float = 1.0

    @property
    def sentence(self) -> str:
        """The answer in words."""
        return FIT_WORDS[self.fit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """One call explained, link by link.

    Args:
        call: Its id.
        seen: What was seen that speaks for it, strongest first.
        against: What speaks against it.
        group: The group and what is said of it, in words.
        simulated: Posture, effort and load; None where they were not asked for or cannot be worked out.
        not_simulated: Why not; empty when they were.
        pains: Sentences of the pain map for the person's own pains.
        evidence: Strength of that link, in words.
        consistency: Whether the measured posture fits.
    """

    call: str
    seen: tuple[str, ...]
    against: tuple[str, ...]
    group: str
    simulated: Simulated | None
    not_simulated: str
    pains: tuple[str, ...]
    evidence: str
    consistency: Consistency


def chain_of(
    call: Call,
    *,
    group: str,
    measurements: Sequence[Measurement],
    catalogue: Catalogue,
    simulated: Simulated | None = None,
    not_simulated: str = "",
) -> Chain:
    """Return the chain behind a call.

    Args:
        call: The call.
        group: The group and what is said of it, in words.
        measurements: Everything measured, for posture.
        catalogue: For what healthy postures are.
        simulated: What the change does to a simulated body, when it was worked out.
        not_simulated: Why it was not.
    """
    return Chain(
        call=call.id,
        seen=tuple(each.text for each in call.evidence if each.direction == "for"),
        against=call.against,
        group=group,
        simulated=simulated,
        not_simulated="" if simulated else not_simulated or say("It was not asked for."),
        pains=call.pain_links,
        evidence=EVIDENCE_WORDS[call.evidence_word],
        consistency=consistency_of(simulated, measurements, catalogue),
    )


def consistency_of(
    simulated: Simulated | None, measurements: Sequence[Measurement], catalogue: Catalogue
) -> Consistency:
    """Return whether the measured posture fits the simulated change; of several the most telling counts."""
    if simulated is None:
        return Consistency(fit="not_measured")
    told = [
        _told(each, move, catalogue)
        for name, metric in sorted(POSTURE_OF.items())
        if (move := simulated.posture.get(name)) is not None
        for each in measurements
        if each.kind == "posture" and each.metric == metric and each.quality != "poor"
    ]
    most = ("fits", "against", "either_way", "unknown_sign", "no_norm")
    return min(
        told,
        key=lambda each: (most.index(each.fit), -max(each.ratio, 1.0 / each.ratio), each.metric),
        default=Consistency(fit="not_measured"),
    )


def _told(measurement: Measurement, move: Move, catalogue: Catalogue) -> Consistency:
    """Return what one measured posture says of one simulated move."""
    entry = catalogue.posture_metrics[measurement.metric]
    if entry.mean is None or entry.sd is None or entry.unit != measurement.unit:
        return Consistency(fit="no_norm", metric=measurement.metric)
    if move.sign == 0:
        return Consistency(fit="unknown_sign", metric=measurement.metric)
    spread = hypot(entry.sd.value, measurement.sd)
    ratio = likelihood_ratio(measurement.value - entry.mean.value, move, spread=spread)
    fit: Fit = "fits" if ratio >= TELLING else "against" if ratio <= 1.0 / TELLING else "either_way"
    return Consistency(fit=fit, metric=measurement.metric, ratio=ratio)


def likelihood_ratio(away: float, move: Move, *, spread: float) -> float:
    """Return how much likelier a posture is with the change than without it.

    Args:
        away: Measured minus the healthy mean, degrees.
        move: What the change does; its band widens the spread of the first.
        spread: Healthy sd and error of the reading together, degrees.

    Example:
        >>> round(likelihood_ratio(2.0, Move(median=2.0, low=1.0, high=4.0, sign=1), spread=6.0), 2)
        1.05
    """
    with_sd = hypot(spread, (move.high - move.low) / 4.0)
    with_it = exp(-0.5 * ((away - move.median) / with_sd) ** 2) / with_sd
    return max(with_it, 1e-300) / max(exp(-0.5 * (away / spread) ** 2) / spread, 1e-300)
