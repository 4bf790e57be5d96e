"""Gates about a clip's time: long enough, pictures often enough, the person in sight throughout."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from evenpull.core.words import say
from evenpull.measure.gates.records import GateResult, Withheld

FEWEST_FRAMES = 45
NOMINAL_RATE = 30.0
SLOWEST_RATE = 12.0
SMOOTH_RATE = 24.0
"""Below this many pictures a second wobble and smoothness are mostly what fell between the pictures. Chosen by us."""

LONGEST_STILL_S = 0.25
"""A longer time between two pictures of the file means that the phone dropped some."""

MOST_LOST = 0.2
LONGEST_LOSS_S = 0.5

QUICK = ("*wobble*", "*smoothness*", "*speed*", "*sway*")
"""Patterns of metrics that need pictures close in time."""


def length(seen_s: NDArray[np.float64], *, least_s: float = FEWEST_FRAMES / NOMINAL_RATE) -> GateResult:
    """Refuse a clip that shows the person for too short a time.

    Args:
        seen_s: Times of the pictures that show the person, s, (n,), rising.
        least_s: How long the movement needs at least, s.
    """
    frames = len(seen_s)
    shown = float(seen_s[-1] - seen_s[0]) if frames else 0.0
    if frames >= FEWEST_FRAMES and shown + 1 / NOMINAL_RATE >= least_s:
        return GateResult(gate="length", value=shown, limit=least_s, unit="s")
    return GateResult(
        gate="length",
        outcome="refused",
        code="too_few_frames",
        reason=say(
            "the person is seen for {seconds:.1f} seconds, in {frames} pictures of this clip",
            seconds=shown,
            frames=frames,
        ),
        to_do=say("Film for at least {seconds:.0f} seconds: three slow repetitions.", seconds=max(3.0, least_s)),
        value=shown,
        limit=least_s,
        unit="s",
    )


def frame_rate(times_s: NDArray[np.float64], seen_s: NDArray[np.float64]) -> GateResult:
    """Refuse too few pictures a second, warn of few, or of pictures that the phone dropped.

    Args:
        times_s: Times of every picture of the clip, s, (n,), rising.
        seen_s: Times of those that show the person, s, (m,).
    """
    span = float(seen_s[-1] - seen_s[0]) if len(seen_s) > 1 else 0.0
    rate = (len(seen_s) - 1) / span if span > 0 else 0.0
    slow = say("Film at 30 pictures a second or more, in good light.")
    if rate < SLOWEST_RATE:
        return GateResult(
            gate="frame_rate",
            outcome="refused",
            code="too_few_frames",
            reason=say("this clip has only {rate:.0f} pictures a second with the person in them", rate=rate),
            to_do=slow,
            value=rate,
            limit=SLOWEST_RATE,
            unit="1/s",
        )
    still = float(np.diff(times_s).max()) if len(times_s) > 1 else 0.0
    hides = tuple(Withheld(metric=name) for name in QUICK)
    if rate < SMOOTH_RATE:
        return GateResult(
            gate="frame_rate",
            outcome="warned",
            code="few_frames",
            reason=say("With {rate:.0f} pictures a second, wobble and smoothness cannot be seen.", rate=rate),
            to_do=slow,
            withholds=hides,
            value=rate,
            limit=SMOOTH_RATE,
            unit="1/s",
        )
    if still > LONGEST_STILL_S:
        return GateResult(
            gate="frame_rate",
            outcome="warned",
            code="frames_dropped",
            reason=say("The camera left out pictures for up to {seconds:.1f} seconds.", seconds=still),
            to_do=say("Close other apps on the phone and film again."),
            frame=int(np.argmax(np.diff(times_s))) + 1,
            withholds=hides,
            value=still,
            limit=LONGEST_STILL_S,
            unit="s",
        )
    return GateResult(gate="frame_rate", value=rate, limit=SLOWEST_RATE, unit="1/s")


def tracking(times_s: NDArray[np.float64], found: NDArray[np.bool_], *, jumps: int) -> GateResult:
    """Refuse a clip in which the person is out of sight too often; time before and after they are seen does not count.

    Args:
        times_s: Times of every picture, s, (n,), rising.
        found: Which of them show the person, (n,), at least one.
        jumps: Times that someone or something else was taken for the person.
    """
    seen = np.flatnonzero(found)
    span = int(seen[-1] - seen[0]) + 1
    lost = span - len(seen)
    longest = float(np.diff(times_s[seen]).max()) if len(seen) > 1 else 0.0
    plain = say("Film against a plain background, with the whole body in the picture from start to end.")
    if lost / span > MOST_LOST or longest > LONGEST_LOSS_S:
        return GateResult(
            gate="tracking",
            outcome="refused",
            code="tracking_lost",
            reason=say("the person is lost for up to {longest:.1f} seconds in this clip", longest=longest),
            to_do=plain,
            frame=next((int(a) + 1 for a, b in pairwise(seen) if b - a > 1), int(seen[0])),
            value=longest,
            limit=LONGEST_LOSS_S,
            unit="s",
        )
    if jumps:
        return GateResult(
            gate="tracking",
            outcome="warned",
            code="tracking_jumped",
            reason=say(
                "Something else in the picture was taken for the person for a moment; those frames were left out."
            ),
            to_do=plain,
            value=float(jumps),
            limit=0.0,
        )
    if lost:
        return GateResult(
            gate="tracking",
            outcome="warned",
            code="tracking_bridged",
            reason=say("The person was not found in {lost} of {all} frames; these were bridged.", lost=lost, all=span),
            to_do=plain,
            value=lost / span,
            limit=MOST_LOST,
        )
    return GateResult(gate="tracking", value=0.0, limit=MOST_LOST)
