"""Gates about who is in the picture: one person, upright, whole, large enough, standing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX, Image, Landmarks
from evenpull.capture.pose.track import distinct
from evenpull.core.side import SIDES
from evenpull.core.words import say
from evenpull.measure.gates.records import GateResult
from evenpull.measure.gates.spots import around, whole

SMALLEST_BODY = 300.0
"""Least height of the body's region in pixels: below it one pixel at the shoulders is more than a degree."""

SIDEWAYS_DEG = 50.0
SITTING_THIGH_DEG = 28.0

KNEELING_DROP = 0.5
"""Someone kneels whose shanks reach down by less than this share of their thighs' drop in the picture. Standing people
have 0.8 to 1.1 (shank and thigh are about as long)."""

IN_PICTURE = 0.5
ENDS = {
    "nose": say("the head"),
    "left_ankle": say("the left ankle"),
    "right_ankle": say("the right ankle"),
    "left_foot_index": say("the left foot"),
    "right_foot_index": say("the right foot"),
    "left_shoulder": say("the left shoulder"),
    "right_shoulder": say("the right shoulder"),
}
"""Points that have to be in the picture, each with the part of the body that a reader knows."""

Stance = Literal["stands", "sits", "kneels"]


def one_person(people: Sequence[Landmarks]) -> GateResult:
    """Refuse a picture without a person, or with a second one of at least half the size."""
    if not people:
        return GateResult(
            gate="one_person",
            outcome="refused",
            code="no_person",
            reason=say("no person was found in this picture"),
            to_do=say("Stand about three metres from the camera, head to feet in the picture, in good light."),
        )
    apart = distinct(list(people))
    if len(apart) > 1:
        return GateResult(
            gate="one_person",
            outcome="refused",
            code="several_people",
            reason=say("more than one person is in this picture"),
            to_do=say("Take it again with one person in it, and no mirror behind."),
            spot=whole(apart[1]),
            value=float(len(apart)),
            limit=1.0,
        )
    return GateResult(gate="one_person", value=1.0, limit=1.0)


def upright(person: Landmarks) -> GateResult:
    """Refuse a picture that lies on its side, or a person who lies across it."""
    lean = lean_in_picture_deg(person)
    if lean <= SIDEWAYS_DEG:
        return GateResult(gate="upright", value=lean, limit=SIDEWAYS_DEG, unit="deg")
    return GateResult(
        gate="upright",
        outcome="refused",
        code="sideways",
        reason=say("the person lies across this picture"),
        to_do=say("Turn the photo upright and save it."),
        spot=whole(person),
        value=lean,
        limit=SIDEWAYS_DEG,
        unit="deg",
    )


def whole_body(image: Image, person: Landmarks) -> GateResult:
    """Refuse a person who is cut off by the picture's edge."""
    height, width = image.shape[:2]
    for name, part in ENDS.items():
        x, y = person.at(name)
        present = float(person.presence[INDEX[name]])
        if present < IN_PICTURE or not (0 <= x < width and 0 <= y < height):
            return GateResult(
                gate="whole_body",
                outcome="refused",
                code="cropped",
                reason=say("the picture cuts the person off: {part} is outside it", part=part),
                to_do=say("Step back until head and feet are in the picture with room around them."),
                spot=around(person, name),
            )
    return GateResult(gate="whole_body")


def near_enough(person: Landmarks) -> GateResult:
    """Refuse a person of too few pixels."""
    size = person.roi.size
    if size >= SMALLEST_BODY:
        return GateResult(gate="near_enough", value=size, limit=SMALLEST_BODY, unit="px")
    return GateResult(
        gate="near_enough",
        outcome="refused",
        code="too_small",
        reason=say("the person is too small in this picture to measure"),
        to_do=say("Come closer, or use the photo in its full size."),
        spot=whole(person),
        value=size,
        limit=SMALLEST_BODY,
        unit="px",
    )


def stance(person: Landmarks) -> GateResult:
    """Refuse someone who sits or kneels where standing was asked for."""
    seen = stance_of(person)
    if seen == "stands":
        return GateResult(gate="stance")
    return GateResult(
        gate="stance",
        outcome="refused",
        code="not_standing",
        reason=say("the person in this picture sits or kneels"),
        to_do=say("Stand upright with the arms hanging, and take it again."),
        spot=around(person, *(f"{side}_{part}" for side in SIDES for part in ("hip", "knee", "ankle"))),
    )


def stance_of(person: Landmarks) -> Stance:
    """Return how someone holds their legs: thighs hang in standing, shanks reach down too unless one kneels."""
    if not stands(person.world):
        return "sits"
    hip, knee, ankle = (
        float((person.at(f"left_{part}") + person.at(f"right_{part}"))[1]) / 2 for part in ("hip", "knee", "ankle")
    )
    return "kneels" if ankle - knee < KNEELING_DROP * (knee - hip) else "stands"


def lean_in_picture_deg(person: Landmarks) -> float:
    """Return the angle between the trunk and the picture's upright, degrees, 0 to 180."""
    up = (person.at("left_shoulder") + person.at("right_shoulder") - person.at("left_hip") - person.at("right_hip")) / 2
    return float(np.degrees(np.arccos(np.clip(-up[1] / max(np.linalg.norm(up), 1e-9), -1, 1))))


def stands(world: NDArray[np.float64]) -> bool:
    """Return whether both thighs hang down as in standing; `world` is (33, 3) metres."""
    angles = []
    for side in SIDES:
        thigh = world[INDEX[f"{side}_knee"]] - world[INDEX[f"{side}_hip"]]
        angles.append(np.degrees(np.arccos(np.clip(thigh[1] / max(np.linalg.norm(thigh), 1e-9), -1, 1))))
    return bool((angles[0] + angles[1]) / 2 < SITTING_THIGH_DEG)
