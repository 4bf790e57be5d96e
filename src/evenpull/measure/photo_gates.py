"""Which photos can be measured: each gate refuses with a reason id and one sentence that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
import PIL.Image
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX, Image, Landmarks
from evenpull.capture.pose.track import distinct
from evenpull.core.words import say
from evenpull.errors import CaptureRefused, Where
from evenpull.measure.view import IN_WORDS, View, view_of, yaw_deg

Reason = Literal[
    "no_person",
    "several_people",
    "sideways",
    "cropped",
    "too_small",
    "too_dark",
    "blurred",
    "not_standing",
    "wrong_view",
    "too_few_frames",
    "tracking_lost",
    "no_joint_view",
]

StandingView = Literal["front", "back", "left", "right"]

SQUARE: dict[View, StandingView] = {"front": "front", "back": "back", "left": "left", "right": "right"}
"""Views that are square to the camera."""

SMALLEST_BODY = 300.0
"""Least height of the body's region in pixels: below it one pixel at the shoulders is more than a degree."""

SIDEWAYS_DEG = 50.0
SITTING_THIGH_DEG = 28.0
DARK = 30.0
SHARPNESS = 10.0
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


def refuse(reason: Reason, message: str, *, file: str, hint: str, frame: int | None = None) -> CaptureRefused:
    """Return the error of a gate that does not let a picture or clip through."""
    return CaptureRefused(message, reason=reason, where=Where(file=file, frame=frame), hint=hint)


def the_person(people: Sequence[Landmarks], *, file: str) -> Landmarks:
    """Return the one person of a picture.

    Raises:
        CaptureRefused: `no_person`, `several_people`.
    """
    if not people:
        raise refuse(
            "no_person",
            say("no person was found in this picture"),
            file=file,
            hint=say("Stand about three metres from the camera, head to feet in the picture, in good light."),
        )
    if len(distinct(list(people))) > 1:
        raise refuse(
            "several_people",
            say("more than one person is in this picture"),
            file=file,
            hint=say("Take it again with one person in it, and no mirror behind."),
        )
    return people[0]


def check_standing_photo(
    image: Image, person: Landmarks, *, asked: StandingView | None = None, file: str
) -> StandingView:
    """Let a photo of one whole person through who stands square to the camera; return the view as it looks.

    Args:
        image: The photo.
        person: Who was found in it.
        asked: The view that the person said; a mirror exchanges left and right, so either side does for a side.
        file: Name of the photo.

    Raises:
        CaptureRefused: `sideways`, `cropped`, `too_small`, `too_dark`, `blurred`, `not_standing`, `wrong_view`.
    """
    if lean_in_picture_deg(person) > SIDEWAYS_DEG:
        raise refuse(
            "sideways",
            say("the person lies across this picture"),
            file=file,
            hint=say("Turn the photo upright and save it."),
        )
    _check_whole(image, person, file=file)
    _check_pixels(image, person, file=file)
    if not stands(person.world):
        raise refuse(
            "not_standing",
            say("the person in this picture sits or kneels"),
            file=file,
            hint=say("Stand upright with the arms hanging, and take it again."),
        )
    view = view_of(yaw_deg(person.world))
    square = SQUARE.get(view)
    if square is not None and (asked is None or asked == square or {asked, square} == {"left", "right"}):
        return square
    raise refuse(
        "wrong_view",
        say("this picture is taken {view}, which is not the view that was asked for", view=IN_WORDS[view])
        if asked is not None
        else say("this picture is taken {view}, at a slant", view=IN_WORDS[view]),
        file=file,
        hint=say("Turn your front, your back or one side squarely to the camera, and take it again."),
    )


def lean_in_picture_deg(person: Landmarks) -> float:
    """Return the angle between the trunk and the picture's upright, degrees, 0 to 180."""
    up = (person.at("left_shoulder") + person.at("right_shoulder") - person.at("left_hip") - person.at("right_hip")) / 2
    return float(np.degrees(np.arccos(np.clip(-up[1] / max(np.linalg.norm(up), 1e-9), -1, 1))))


def stands(world: NDArray[np.float64]) -> bool:
    """Return whether both thighs hang down as in standing; `world` is (33, 3) metres."""
    angles = []
    for side in ("left", "right"):
        thigh = world[INDEX[f"{side}_knee"]] - world[INDEX[f"{side}_hip"]]
        angles.append(np.degrees(np.arccos(np.clip(thigh[1] / max(np.linalg.norm(thigh), 1e-9), -1, 1))))
    return bool((angles[0] + angles[1]) / 2 < SITTING_THIGH_DEG)


def _check_whole(image: Image, person: Landmarks, *, file: str) -> None:
    height, width = image.shape[:2]
    for name, part in ENDS.items():
        x, y = person.at(name)
        if person.presence[INDEX[name]] < IN_PICTURE or not (0 <= x < width and 0 <= y < height):
            raise refuse(
                "cropped",
                say("the picture cuts the person off: {part} is outside it", part=part),
                file=file,
                hint=say("Step back until head and feet are in the picture with room around them."),
            )


def _check_pixels(image: Image, person: Landmarks, *, file: str) -> None:
    if person.roi.size < SMALLEST_BODY:
        raise refuse(
            "too_small",
            say("the person is too small in this picture to measure"),
            file=file,
            hint=say("Come closer, or use the photo in its full size."),
        )
    light, sharp = light_and_sharpness(image, person)
    if light < DARK:
        raise refuse(
            "too_dark", say("this picture is too dark to measure"), file=file, hint=say("Take it again in daylight.")
        )
    if sharp < SHARPNESS:
        raise refuse(
            "blurred",
            say("this picture is too blurred to measure"),
            file=file,
            hint=say("Wipe the lens, rest the phone on something, and take it again."),
        )


def light_and_sharpness(image: Image, person: Landmarks) -> tuple[float, float]:
    """Return the mean grey level (0-255) around a person, and the variance of its Laplacian at a body height of 512."""
    roi, (height, width) = person.roi, image.shape[:2]
    left, right = max(0, int(roi.x - roi.size / 4)), min(width, int(roi.x + roi.size / 4))
    top, bottom = max(0, int(roi.y - roi.size / 2)), min(height, int(roi.y + roi.size / 2))
    part = PIL.Image.fromarray(image[top:bottom, left:right]).convert("L")
    grey = np.asarray(part.resize((256, 512), PIL.Image.Resampling.BILINEAR), dtype=np.float64)
    inner = grey[1:-1, 1:-1]
    laplacian = 4 * inner - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    return float(grey.mean()), float(laplacian.var())
