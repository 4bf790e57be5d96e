"""Tone, from electrodes alone: how far a muscle's level at rest lies from healthy people's, and what may be called.

    y = tone + e,   tone ~ N(0, 1) healthy sds,   so   mean = y / (1 + s^2),   variance = s^2 / (1 + s^2)

Nothing else in the model reads tone, and its prior hangs together with nothing, so that solving it apart is exact. A
level without a named reference contraction, or without a healthy level to hold it against, never comes here: it is a
gap with its reason. Time of onset and co-contraction are shown and weigh nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from scipy.special import ndtr

from evenpull.capture.person.model import Override, Person
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.infer.calls import word_of
from evenpull.infer.numbers import POOR_ERROR, RESOLUTION, SEVERITY_CAP
from evenpull.infer.quality import TONE as NOT_MEASURED
from evenpull.infer.records import Call, Evidence, Inference
from evenpull.infer.relevance import ELSE
from evenpull.measure.records import Measurement

TONE = "tone_"
UNIT = "healthy_sd"
ABOVE = 1.0
"""Overactive: more than one healthy sd above healthy people's level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """Posterior of one sided muscle's tone.

    Args:
        muscle, side: Which.
        mean, sd: Healthy sds; positive is more active.
        p_high: Probability of more than one healthy sd above.
        measurements: Its readings.
    """

    muscle: str
    side: Side
    mean: float
    sd: float
    p_high: float
    measurements: tuple[Measurement, ...]


def tone_rows(measurements: Sequence[Measurement]) -> tuple[Measurement, ...]:
    """Return the readings that are rows of tone: electrodes, held against healthy people, of a sided muscle."""
    return tuple(
        each
        for each in measurements
        if each.kind == "emg"
        and each.metric.startswith(TONE)
        and each.unit == UNIT
        and each.side is not None
        and each.moves_muscles
        and each.sd > 0
    )


def tones_of(measurements: Sequence[Measurement]) -> tuple[Tone, ...]:
    """Return the tone of every muscle that electrodes measured, sorted by muscle, left before right.

    Readings of one recording share its reference contraction, so the sharpest of them alone counts.
    """
    found: dict[tuple[str, Side], dict[str, Measurement]] = {}
    for each in sorted(tone_rows(measurements), key=lambda one: (_error(one), one.id)):
        assert each.side is not None
        found.setdefault((each.metric.removeprefix(TONE), each.side), {}).setdefault(each.session or each.id, each)
    return tuple(_tone(*key, tuple(found[key].values())) for key in sorted(found))


def overactive_calls(measurements: Sequence[Measurement]) -> tuple[Call, ...]:
    """Return the calls on tone, surest first; none without electrodes."""
    calls = [_call(tone) for tone in tones_of(measurements)]
    said = [call for call in calls if call.word in {"probably", "possibly"}]
    return tuple(sorted(said, key=lambda call: (-round(call.probability, 9), call.muscle, call.side)))


def with_tone(inference: Inference, measurements: Sequence[Measurement], *, person: Person) -> Inference:
    """Return an inference with the calls on tone behind the others, a practitioner's overrides of them applied."""
    tones = tones_of(measurements)
    if not tones:
        return inference
    decided = {f"{each.side}.{each.muscle}.overactive": each for each in person.overrides}
    found = [_overridden(_call(tone), decided.get(f"{tone.side}.{tone.muscle}.overactive")) for tone in tones]
    found.sort(key=lambda call: (-round(call.probability, 9), call.muscle, call.side))
    ids = {call.id for call in found}
    said = tuple(call for call in found if call.word in {"probably", "possibly"})
    held = tuple(call for call in found if call not in said and call.override is not None)
    kept = tuple(call for call in inference.open_questions if call.id not in ids)
    reasons = tuple(reason for reason in inference.quality.reasons if reason != NOT_MEASURED)
    return replace(
        inference,
        calls=(*inference.calls, *said),
        open_questions=(*kept, *held),
        quality=replace(inference.quality, reasons=reasons),
    )


def _overridden(call: Call, override: Override | None) -> Call:
    if override is None or override.property != "overactive":
        return call
    present = override.set == "present"
    share = round(100 * call.probability)
    if present:
        told = say("set present by a practitioner; the data alone say {share} %", share=share)
    else:
        told = say("set absent by a practitioner; the data alone say {share} %", share=share)
    return replace(
        call,
        probability=1.0 if present else 0.0,
        word="probably" if present else "ordinary",
        severity=max(call.severity, 1.0) if present else 0.0,
        limits=(told, *call.limits),
        override=override.reason,
    )


def _error(measurement: Measurement) -> float:
    return max(measurement.sd, POOR_ERROR) if measurement.quality == "poor" else measurement.sd


def _tone(muscle: str, side: Side, readings: tuple[Measurement, ...]) -> Tone:
    precision = 1.0 + sum(1.0 / _error(each) ** 2 for each in readings)
    mean = sum(each.value / _error(each) ** 2 for each in readings) / precision
    sd = sqrt(1.0 / precision)
    return Tone(
        muscle=muscle, side=side, mean=mean, sd=sd, p_high=float(ndtr((mean - ABOVE) / sd)), measurements=readings
    )


def _call(tone: Tone) -> Call:
    sharp = tone.sd < RESOLUTION
    limits = (say("tone is measured at rest, in one posture, on one day"),)
    return Call(
        id=f"{tone.side}.{tone.muscle}.overactive",
        muscle=tone.muscle,
        side=tone.side,
        property="overactive",
        probability=tone.p_high,
        word=word_of(tone.p_high) if sharp else "cannot_tell",
        severity=min(max(tone.mean, 0.0), SEVERITY_CAP),
        relevance=ELSE,
        resolution=tone.sd,
        evidence=tuple(_evidence(each, tone) for each in tone.measurements),
        against=(say("Electrodes read one spot; a neighbour's signal and the pose change the level."),),
        limits=limits if sharp else (*limits, say("the readings are not sharp enough to tell")),
    )


def _evidence(measurement: Measurement, tone: Tone) -> Evidence:
    rest = tuple(each for each in tone.measurements if each is not measurement)
    push = measurement.value / _error(measurement) ** 2 * tone.sd**2
    return Evidence(
        measurement=measurement.id,
        push=push,
        p_without=_tone(tone.muscle, tone.side, rest).p_high,
        direction="for" if push > 0 else "against",
        text="; ".join(measurement.notes) or say("level at rest against healthy people"),
        direct=True,
    )
