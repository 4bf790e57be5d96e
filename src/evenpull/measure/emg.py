"""Signals of muscle electrodes become measurements: level at rest, time of onset, co-contraction; or gaps with reasons.

A level counts only as a share of a named reference contraction. Onset is when the smoothed signal leaves its rest level
and stays out; its error is how far that moves with the threshold. Co-contraction is twice the common area of two
normalised signals over their sum.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import uniform_filter1d
from scipy.signal import butter, sosfiltfilt

from evenpull.core.words import say
from evenpull.errors import OutOfRange

Array = NDArray[np.float64]

BAND_HZ = (20.0, 450.0)
"""Surface signals: below is movement of the skin and cable, above is noise."""
ENVELOPE_HZ = 6.0
ONSET_HZ = 50.0
"""Cut of the smoothing for onset: slower smoothing would smear the onset itself."""
RISE_S = 0.35 * 2.0**0.5 / ONSET_HZ
"""Rise of a sharp step through this smoothing, there and back: an onset may lie anywhere in it."""
THRESHOLDS = (2.0, 3.0, 5.0)
"""Rest levels plus so many rest sds; the middle one gives the time, the others its error."""
HOLD_S = 0.025
"""The signal must stay out for so long; single spikes are no onset."""
REST_LEAST_S = 0.25
"""Shorter rest gives no spread to hold an onset against."""
LEVEL_LEAST_S = 1.0
"""A level at rest is a mean over so long at least."""
REFERENCE_WINDOW_S = 0.5
"""A reference is the highest mean over so long in its recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """When a muscle began, s after the start of the recording, with the sd of its error."""

    time_s: float
    sd_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Mean level as a share of the reference contraction, and its error as sd of the logarithm."""

    share: float
    sd_ln: float


def rectified(signal: Array, *, rate_hz: float) -> Array:
    """Return the signal (n,) without its offset and slow parts, made positive."""
    high = min(BAND_HZ[1], 0.45 * rate_hz)
    sos = butter(2, [BAND_HZ[0], high], btype="bandpass", fs=rate_hz, output="sos")
    return np.abs(np.asarray(sosfiltfilt(sos, signal - signal.mean()), dtype=np.float64))


def envelope(signal: Array, *, rate_hz: float, cut_hz: float = ENVELOPE_HZ) -> Array:
    """Return the smoothed size of a signal (n,), without delay and never negative."""
    sos = butter(2, cut_hz, btype="lowpass", fs=rate_hz, output="sos")
    return np.maximum(np.asarray(sosfiltfilt(sos, rectified(signal, rate_hz=rate_hz)), dtype=np.float64), 0.0)


def reference_level(signal: Array, *, rate_hz: float) -> float:
    """Return the highest mean of the envelope over half a second, in the signal's unit."""
    size = max(int(REFERENCE_WINDOW_S * rate_hz), 1)
    smooth = uniform_filter1d(envelope(signal, rate_hz=rate_hz), size=size, mode="nearest")
    return float(smooth[size // 2 : len(smooth) - size // 2].max())


def level_of(signal: Array, trials: Sequence[Array], *, rate_hz: float, rest_s: tuple[float, float]) -> Level:
    """Return the level at rest as a share of the reference contraction.

    Args:
        signal: Of the recording, (n,).
        trials: Of the reference contraction, two or more, (m,) each, at the same rate.
        rate_hz: Samples a second.
        rest_s: From when to when the muscle rests, s.

    Raises:
        OutOfRange: When there is no second trial, rest is too short, or the reference is no contraction.
    """
    if len(trials) < 2:
        raise OutOfRange(
            say("one reference contraction gives no error of the reference"),
            hint=say("Record the reference at least twice."),
        )
    references = np.array([reference_level(trial, rate_hz=rate_hz) for trial in trials])
    part = _part(envelope(signal, rate_hz=rate_hz), rest_s, rate_hz, least_s=LEVEL_LEAST_S)
    reference = float(np.exp(np.log(references).mean())) if references.min() > 0 else 0.0
    if part.mean() <= 0 or reference <= part.mean():
        raise OutOfRange(say("the reference contraction is no stronger than rest"), hint=say("Check the channels."))
    blocks = np.array([block.mean() for block in np.array_split(part, max(int(len(part) / (0.25 * rate_hz)), 2))])
    own = float(blocks.std(ddof=1) / blocks.mean()) / sqrt(len(blocks))
    of_reference = float(np.log(references).std(ddof=1)) / sqrt(len(references))
    return Level(share=float(part.mean()) / reference, sd_ln=hypot(own, of_reference))


def onset_of(signal: Array, *, rate_hz: float, rest_s: tuple[float, float], after_s: float | None = None) -> Onset:
    """Return when the muscle began.

    Args:
        signal: (n,).
        rate_hz: Samples a second.
        rest_s: From when to when it rests, s.
        after_s: Look only from here, s; from the end of rest when None.

    Raises:
        OutOfRange: When rest is too short or the signal never leaves it.
    """
    smooth = envelope(signal, rate_hz=rate_hz, cut_hz=ONSET_HZ)
    rest = _part(smooth, rest_s, rate_hz, least_s=REST_LEAST_S)
    start = int((rest_s[1] if after_s is None else after_s) * rate_hz)
    times = [
        found / rate_hz
        for factor in THRESHOLDS
        if (found := _first_held(smooth, rest.mean() + factor * rest.std(), start, hold=int(HOLD_S * rate_hz)))
        is not None
    ]
    if len(times) < len(THRESHOLDS):
        raise OutOfRange(
            say("the signal never clearly leaves its level at rest"), hint=say("Check rest_s and the channel.")
        )
    spread = (max(times) - min(times)) / 2.0
    return Onset(time_s=times[1], sd_s=float(np.sqrt(spread**2 + RISE_S**2 + (1.0 / rate_hz) ** 2 / 12.0)))


def cocontraction(first: Array, second: Array) -> float:
    """Return twice the common area of two normalised envelopes over their sum, in percent, 0 to 100.

    Args:
        first, second: (n,) shares of each muscle's own reference.

    Raises:
        OutOfRange: When neither muscle works.
    """
    both = float((first + second).sum())
    if both <= 0:
        raise OutOfRange(say("neither muscle works in this part of the recording"))
    return 100.0 * 2.0 * float(np.minimum(first, second).sum()) / both


def healthy_sds(level: Level, *, mean_percent: float, sd_percent: float) -> tuple[float, float]:
    """Return how far a level lies from healthy people's in their sds of the logarithm, and the sd of its error.

    Healthy levels are taken as log-normal with the published mean and sd; the spread keeps at least half its variance
    as true, since that study's own error is inside it.
    """
    variance = log(1.0 + (sd_percent / mean_percent) ** 2)
    centre = log(mean_percent / 100.0) - variance / 2.0
    true = sqrt(max(variance - level.sd_ln**2, variance / 2.0))
    return (log(level.share) - centre) / true, level.sd_ln / true


def _part(smooth: Array, seconds: tuple[float, float], rate_hz: float, *, least_s: float) -> Array:
    low, high = (int(each * rate_hz) for each in seconds)
    part = smooth[max(low, 0) : min(high, len(smooth))]
    if len(part) < least_s * rate_hz:
        raise OutOfRange(
            say("the part at rest is too short"),
            hint=say("It takes {least:g} s or more here.", least=least_s),
        )
    return part


def _first_held(smooth: Array, threshold: float, start: int, *, hold: int) -> int | None:
    """Return the first sample from which the signal stays above a threshold for so many samples."""
    above = (smooth[start:] > threshold).astype(np.int64)
    run = np.convolve(above, np.ones(hold, dtype=np.int64), mode="valid")
    held = np.flatnonzero(run == hold)
    return int(held[0]) + start if len(held) else None
