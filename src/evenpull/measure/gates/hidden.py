"""Gates about what cannot be seen: knees under cloth, the far side of a side view, and which side is which."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from evenpull.capture.pose import INDEX, Landmarks
from evenpull.core.side import SIDES, Side
from evenpull.core.words import say
from evenpull.measure.gates.records import GateResult, Withheld
from evenpull.measure.gates.spots import around
from evenpull.measure.side_check import HOW_TO_CONFIRM, UNCONFIRMED

KNEE_SEEN = 0.5
"""Least visibility of a knee, as the network gives it."""

FROM_POINTS = frozenset({"photo", "clip"})
"""Ways of measuring that lean on found body points; marks that a person sets do not."""

CLOTHING_DOUBT = say(
    "Cloth over the knees cannot be told surely from body points: wear shorts or tight trousers to be sure."
)


def knees_seen(people: Sequence[Landmarks], *, sides: Collection[Side] = SIDES) -> GateResult:
    """Warn, and withhold what needs a knee, when knees are hidden. Passing does not prove that they are bare.

    The network guesses knees under a wide skirt and is often sure of its guess; what this gate can see is only that the
    network itself doubts.

    Args:
        people: One person in one or more pictures.
        sides: The legs that matter; in a side view the near one.
    """
    if not people:
        return GateResult(gate="knees_seen")
    doubted: list[Side] = []
    lowest = 1.0
    for side in sorted(sides):
        seen = float(np.median([person.visibility[INDEX[f"{side}_knee"]] for person in people]))
        lowest = min(lowest, seen)
        if seen < KNEE_SEEN:
            doubted.append(side)
    if not doubted:
        return GateResult(gate="knees_seen", value=lowest, limit=KNEE_SEEN)
    return GateResult(
        gate="knees_seen",
        outcome="warned",
        code="knees_hidden",
        reason=say("A knee is hidden here, by cloth or by something in front of it."),
        to_do=say("Wear shorts or tight trousers, and have nothing between you and the camera."),
        spot=around(people[0], *(f"{side}_knee" for side in doubted)),
        withholds=tuple(
            Withheld(metric=f"*{part}*", side=None if len(doubted) > 1 else doubted[0], methods=FROM_POINTS)
            for part in ("knee", "hip_flexion", "ankle", "shin")
        ),
        value=lowest,
        limit=KNEE_SEEN,
    )


def far_side(near: Side | None) -> GateResult:
    """Withhold the far side of a side view: the network guesses a hidden limb, and guesses it smaller.

    Args:
        near: The side that is nearer to the camera as it looks, None for front and back.
    """
    if near is None:
        return GateResult(gate="far_side")
    far: Side = "left" if near == "right" else "right"
    again = {
        "left": say("Take a second one with the left side towards the camera."),
        "right": say("Take a second one with the right side towards the camera."),
    }
    return GateResult(
        gate="far_side",
        outcome="warned",
        code="far_side_hidden",
        reason=say("Seen from the side, the far leg and arm are hidden, so nothing is said about that side."),
        to_do=again[far],
        withholds=(Withheld(metric="*", side=far, methods=FROM_POINTS),),
    )


def side_check(mirrored: bool | None, *, sided: Collection[str]) -> GateResult:
    """Withhold what has a side until the person has said which side of the picture is right.

    Args:
        mirrored: As `side_check.is_mirrored` returns it.
        sided: Metrics whose value or sign names a side in this view.
    """
    if mirrored is not None:
        return GateResult(gate="side_check")
    return GateResult(
        gate="side_check",
        outcome="warned",
        code="side_unconfirmed",
        reason=UNCONFIRMED,
        to_do=HOW_TO_CONFIRM,
        withholds=tuple(Withheld(metric=name) for name in sorted(sided)),
    )
