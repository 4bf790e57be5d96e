"""How well a movement is controlled: wobble, smoothness, variation over repetitions, and drift as they go on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.measure.movement.turns import Cycle
from evenpull.measure.repetitions import smooth

Array = NDArray[np.float64]

WOBBLE_HZ = 1.0
"""Slower than this is the movement, faster is wobble. Chosen by us."""
CUTOFF_HZ = 6.0
FAINTEST = 0.05
FEWEST_FOR_VARIATION = 3
FEWEST_FOR_DRIFT = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """One number about control.

    Args:
        metric: `wobble`, `smoothness`, `depth_variation`, `tempo_variation`, `depth_drift`, `tempo_drift`, `hold_time`.
        value, sd: In `unit`; a larger sd than value says that nothing was found.
        unit: `percent` of leg length (wobble), of the mean (variation) or of the mean a repetition (drift), `s`, or
            `arc` for smoothness: the length of the spectrum of speed, nearer to 0 is smoother.
        trials: One value a repetition, where there is one.
    """

    metric: str
    value: float
    sd: float
    unit: str
    trials: tuple[float, ...] = ()


def control(
    drive: Array, reps: tuple[Cycle, ...], *, rate: float, sways: tuple[Array, Array], hold: bool
) -> tuple[Control, ...]:
    """Return what the repetitions say about control.

    Args:
        drive: The curve that counts the movement, (n,).
        reps: Its repetitions or holds.
        rate: Samples per second.
        sways: Place of the hips over the feet, sideways or forward, shares of the leg's length, (n,) each: from the
            picture and from its mirror image.
        hold: Whether it is held, not repeated.
    """
    if not reps:
        return ()
    found = [_wobble(sways, reps, rate=rate)]
    if hold:
        seconds = tuple((rep.end - rep.start) / rate for rep in reps)
        return (*found, Control(metric="hold_time", value=max(seconds), sd=0.2, unit="s", trials=seconds))
    arcs = np.array([arc_length(np.gradient(drive[rep.start : rep.end + 1]) * rate, rate=rate) for rep in reps])
    spread = float(arcs.std(ddof=1)) if len(arcs) > 1 else 0.5
    found.append(
        Control(
            metric="smoothness",
            value=float(np.median(arcs)),
            sd=max(spread / np.sqrt(len(arcs)), 0.05),
            unit="arc",
            trials=tuple(arcs.tolist()),
        )
    )
    depths = np.array([drive[rep.peak] - drive[rep.top] for rep in reps])
    seconds_each = np.array([(rep.end - rep.start) / rate for rep in reps])
    whole = [i for i, rep in enumerate(reps) if rep.start > 0 or drive[0] < drive[rep.peak] - 0.8 * depths[i]]
    for name, values in (("depth", depths), ("tempo", seconds_each[whole])):
        found += _over_reps(name, values)
    return tuple(found)


def _wobble(sways: tuple[Array, Array], reps: tuple[Cycle, ...], *, rate: float) -> Control:
    """Return the root mean square of what is faster than the movement, over all repetitions."""
    inside = np.concatenate([np.arange(rep.start, rep.end + 1) for rep in reps])

    def fast(curve: Array) -> Array:
        return np.asarray((curve - smooth(curve, rate=rate, cutoff_hz=WOBBLE_HZ))[inside])

    both, half = fast((sways[0] + sways[1]) / 2), fast((sways[0] - sways[1]) / 2)
    return Control(
        metric="wobble",
        value=100 * float(np.sqrt(np.mean(both**2))),
        sd=100 * max(float(np.sqrt(np.mean(half**2))), 0.001),
        unit="percent",
    )


def _over_reps(name: str, values: Array) -> list[Control]:
    n, mean = len(values), float(values.mean()) if len(values) else 0.0
    if n < FEWEST_FOR_VARIATION or mean <= 0:
        return []
    share = 100 * float(values.std(ddof=1)) / mean
    trials = tuple(values.tolist())
    found = [
        Control(
            metric=f"{name}_variation",
            value=share,
            sd=max(share, 0.5) / float(np.sqrt(2 * (n - 1))),
            unit="percent",
            trials=trials,
        )
    ]
    if n >= FEWEST_FOR_DRIFT:
        order = np.arange(n) - (n - 1) / 2
        slope = float(order @ values / (order @ order))
        rest = values - mean - slope * order
        error = float(np.sqrt(rest @ rest / (n - 2) / (order @ order)))
        found.append(
            Control(
                metric=f"{name}_drift",
                value=100 * slope / mean,
                sd=100 * max(error, 1e-3 * mean) / mean,
                unit="percent",
                trials=trials,
            )
        )
    return found


def arc_length(speed: Array, *, rate: float) -> float:
    """Return the length of the arc that the spectrum of a speed makes, below 0; nearer to 0 is smoother.

    Both axes are scaled to 1, so that neither the size nor the pace of the movement counts. Frequencies end at 6 Hz, or
    where the spectrum stays below 5 % of its height.

    Args:
        speed: (n,) in any unit a second.
        rate: Samples per second.

    Source:
        Balasubramanian, Melendez-Calderon, Burdet 2012 (spectral arc length), as recalled.
    """
    size = 1 << (max(len(speed), 2) - 1).bit_length() + 4
    height = np.abs(np.fft.rfft(np.abs(speed), size))
    height = height / max(float(height.max()), 1e-12)
    hertz = np.fft.rfftfreq(size, 1 / rate)
    kept = hertz <= CUTOFF_HZ
    height, hertz = height[kept], hertz[kept]
    last = int(np.flatnonzero(height >= FAINTEST)[-1])
    if last == 0:
        return 0.0
    across = np.diff(hertz[: last + 1]) / hertz[last]
    return -float(np.sum(np.hypot(across, np.diff(height[: last + 1]))))
