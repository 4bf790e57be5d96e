"""The gate that sees left and right exchanged for a while in a clip: the legs alone, or the whole body.

A body cannot exchange its sides between two pictures. So where the points of one picture go on from the last two much
better with the names exchanged, the network has exchanged them. Where the limbs cross, both names fit, and the names
before go on; an exchange that begins just there cannot be seen.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX, Landmarks
from evenpull.core.side import SIDES
from evenpull.core.words import say
from evenpull.measure.gates.records import GateResult, Withheld

PARTS: dict[str, tuple[str, ...]] = {"legs": ("knee", "ankle"), "body": ("shoulder", "hip")}
"""What may be exchanged: by the points that show it."""

APART = 0.04
"""Left and right points nearer than this share of the person's region look alike: nothing is said of such a picture."""

CLEARLY = 0.5
"""Names are exchanged when the other way round leaves less than this share of the way to where points should be."""

MOST_SWAPPED = 0.05
"""More pictures than this with exchanged sides, and no number of the clip can be believed. Chosen by us."""


def exchanges(
    points: NDArray[np.float64], *, sizes: NDArray[np.float64], frames: NDArray[np.intp], part: str
) -> NDArray[np.bool_]:
    """Return in which pictures the sides are exchanged against how they are in most of the clip, (n,).

    Args:
        points: (n, 33, 2) pixels of one person.
        sizes: (n,) sizes of the person's region, pixels.
        frames: (n,) numbers of the pictures, rising.
        part: Key of `PARTS`.
    """
    pair = points[:, [[INDEX[f"{side}_{name}"] for name in PARTS[part]] for side in SIDES]]
    told = np.linalg.norm(pair[:, 0] - pair[:, 1], axis=2).mean(axis=1) > APART * sizes
    swapped = np.zeros(len(pair), dtype=bool)
    for n in range(1, len(pair)):
        steady = n > 1 and frames[n] - frames[n - 2] == 2
        expected = 2 * pair[n - 1] - pair[n - 2] if steady else pair[n - 1]
        same, crossed = _off(pair[n], expected), _off(pair[n, ::-1], expected)
        swapped[n] = crossed < CLEARLY * same if told[n] else swapped[n - 1]
        if swapped[n]:
            pair[n] = pair[n, ::-1].copy()
    return ~swapped if swapped.mean() > 0.5 else swapped


def sides_kept(people: Sequence[Landmarks], *, frames: Sequence[int]) -> GateResult:
    """Warn of a few pictures with sides exchanged and withhold what has a side; refuse when they are many.

    Args:
        people: One person in the pictures in which they were found.
        frames: The numbers of these pictures.
    """
    if len(people) < 2:
        return GateResult(gate="sides_kept")
    points = np.stack([person.points for person in people])
    sizes = np.array([person.roi.size for person in people])
    by_part = {part: exchanges(points, sizes=sizes, frames=np.array(frames), part=part) for part in PARTS}
    wrong = np.logical_or.reduce(list(by_part.values()))
    share = float(wrong.mean())
    if not wrong.any():
        return GateResult(gate="sides_kept", value=0.0, limit=MOST_SWAPPED)
    first = int(frames[int(np.flatnonzero(wrong)[0])])
    count = int(wrong.sum())
    legs_only = not by_part["body"].any()
    what = say("the legs") if legs_only else say("left and right")
    again = say("Film against a plain background, in good light, with the legs a little apart.")
    if share > MOST_SWAPPED:
        return GateResult(
            gate="sides_kept",
            outcome="refused",
            code="sides_exchanged",
            reason=say("{what} are taken for each other in {count} frames of this clip", what=what, count=count),
            to_do=again,
            frame=first,
            value=share,
            limit=MOST_SWAPPED,
        )
    return GateResult(
        gate="sides_kept",
        outcome="warned",
        code="sides_exchanged",
        reason=say(
            "In {count} frames of this clip {what} were taken for each other, so nothing is said about one side.",
            count=count,
            what=what,
        ),
        to_do=again,
        frame=first,
        withholds=(Withheld(metric="*", side="left"), Withheld(metric="*", side="right")),
        value=share,
        limit=MOST_SWAPPED,
    )


def _off(seen: NDArray[np.float64], expected: NDArray[np.float64]) -> float:
    return float(np.linalg.norm(seen - expected, axis=-1).mean())
