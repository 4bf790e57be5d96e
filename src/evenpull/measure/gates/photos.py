"""Every gate of a standing photo in one table, and the ones that need a second look at it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from evenpull.capture.pose import Image, Landmarks
from evenpull.core.side import SIDES, Side
from evenpull.core.words import say
from evenpull.measure.gates.body import near_enough, one_person, stance, upright, whole_body
from evenpull.measure.gates.camera import StandingView, camera_roll, square_view
from evenpull.measure.gates.hidden import FROM_POINTS, far_side, knees_seen, side_check
from evenpull.measure.gates.picture import light, light_and_sharpness, sharpness
from evenpull.measure.gates.records import GateResult, GateTable, Withheld
from evenpull.measure.view import yaw_deg

SAME_PLACE = 0.1
"""A person is found surely when picture and mirror image put them within this share of their region."""


HALF_WAY_DEG = 45.0


def check_photo(
    image: Image, people: Sequence[Landmarks], *, asked: StandingView | None = None, file: str
) -> GateTable:
    """Return what the gates say about a photo in which one whole person should stand square to the camera.

    Raises nothing: `GateTable.stop_if_refused` does. Without a person nothing more is asked.

    Args:
        image: The photo, upright.
        people: Who was found in it, largest first.
        asked: The view that the person said.
        file: Name of the photo.
    """
    someone = one_person(people)
    if not people:
        return GateTable(file=file, results=(someone,))
    person = people[0]
    level, sharp = light_and_sharpness(image, person)
    yaw = yaw_deg(person.world)
    seen = seen_view(person)
    near: Side | None = "left" if seen == "left" else "right" if seen == "right" else None
    return GateTable(
        file=file,
        results=(
            someone,
            upright(person),
            whole_body(image, person),
            near_enough(person),
            light(level, person=person),
            sharpness(sharp, person=person),
            stance(person),
            square_view(yaw, asked=asked),
            knees_seen([person], sides=SIDES if near is None else (near,)),
            far_side(near),
        ),
    )


def seen_view(person: Landmarks) -> StandingView:
    """Return the square view that is nearest to how a person stands in a photo, as it looks."""
    yaw = yaw_deg(person.world)
    if abs(yaw) < HALF_WAY_DEG:
        return "front"
    if abs(yaw) > 180 - HALF_WAY_DEG:
        return "back"
    return "left" if yaw > 0 else "right"


def check_camera(*, roll_deg: float | None, mirrored: bool | None, sided: Collection[str]) -> tuple[GateResult, ...]:
    """Return the gates that what the person said decides: the level line and the side check.

    Args:
        roll_deg: The camera's tilt, degrees; None when not known.
        mirrored: Whether left and right are exchanged; None when not known.
        sided: Metrics that name a side in this view.
    """
    return side_check(mirrored, sided=sided), camera_roll(roll_deg)


def found_surely(person: Landmarks, in_mirror: Sequence[Landmarks], *, width: int) -> GateResult:
    """Refuse a photo whose mirror image shows the person elsewhere, or not at all.

    Args:
        person: Who was found in the photo.
        in_mirror: Who was found in its mirror image, largest first.
        width: Of the photo, pixels.
    """
    away = 1.0
    if in_mirror:
        back = in_mirror[0].roi.mirrored(width=width)
        away = float(np.hypot(back.x - person.roi.x, back.y - person.roi.y)) / person.roi.size
    if away <= SAME_PLACE:
        return GateResult(gate="agreement", value=away, limit=SAME_PLACE)
    return GateResult(
        gate="agreement",
        outcome="refused",
        code="no_person",
        reason=say("the person is not found surely enough in this picture"),
        to_do=say("Take it again against a plain wall, in good light."),
        value=away,
        limit=SAME_PLACE,
    )


def looks_agree(spread_deg: dict[str, float], *, most_deg: dict[str, float]) -> GateResult:
    """Warn, and withhold, where repeated looks at the photo differ by more than a number can bear.

    Args:
        spread_deg: By metric, the larger of jitter and half the mirror difference, degrees.
        most_deg: By metric, what it may be, degrees.
    """
    wide = sorted(name for name, value in spread_deg.items() if value > most_deg[name])
    worst = max(spread_deg.values(), default=0.0)
    if not wide:
        return GateResult(gate="agreement", value=worst, unit="deg")
    return GateResult(
        gate="agreement",
        outcome="warned",
        code="looks_differ",
        reason=say("Repeated looks at this photo do not agree."),
        to_do=say("Take it again against a plain wall, in good light and close-fitting clothes."),
        withholds=tuple(Withheld(metric=name, methods=FROM_POINTS) for name in wide),
        value=worst,
        limit=min(most_deg[name] for name in wide),
        unit="deg",
    )
