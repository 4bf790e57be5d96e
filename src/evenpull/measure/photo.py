"""A standing photo becomes posture metrics with errors: from body points, and from what the person marked in it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.person.model import PictureConfirmation
from evenpull.capture.photo import read_photo, upright_size
from evenpull.capture.pose import Image, Landmarks, PoseEstimator
from evenpull.capture.still import blurred_still
from evenpull.core.side import SIDES, Side
from evenpull.core.words import say
from evenpull.knowledge import Catalogue
from evenpull.measure.gates import (
    NO_LEVEL_LINE,
    GateTable,
    StandingView,
    check_camera,
    check_photo,
    found_surely,
    looks_agree,
    roll_of_line,
    seen_view,
    withhold,
)
from evenpull.measure.looks import Spread, look, spread
from evenpull.measure.marked import measure_marked
from evenpull.measure.marks import PhotoView, read_marks
from evenpull.measure.pictures import CapturedPicture, named_points
from evenpull.measure.records import Measured, Measurement
from evenpull.measure.side_check import is_mirrored
from evenpull.measure.static import missing, together

ROLL_UNKNOWN_DEG = 2.0
"""sd of how far from level a phone is held by hand, degrees. Chosen by us; a line marked in the picture replaces it."""

ROLL_MARKED_DEG = 0.3
"""sd of the tilt of a line marked in the picture on something level, degrees. Chosen by us."""

MOST_SPREAD = 2.0
"""A number whose repeated looks differ by more than this many published errors of the method is not shown."""


def shoulder_level_deg(person: Landmarks) -> float:
    """Return the tilt of the shoulder line against the picture, degrees; positive when the right shoulder is lower."""
    return _right_lower(person.at("left_shoulder"), person.at("right_shoulder"))


def head_tilt_deg(person: Landmarks) -> float:
    """Return the tilt of the line through eyes and ears in the picture, degrees; positive when the right is lower."""
    left = (person.at("left_eye") + person.at("left_ear")) / 2
    return _right_lower(left, (person.at("right_eye") + person.at("right_ear")) / 2)


def trunk_lean_deg(person: Landmarks) -> float:
    """Return the lean of middle hips to middle shoulders from upright, degrees; positive to the person's right."""
    left, right = person.at("left_shoulder"), person.at("right_shoulder")
    up = (left + right - person.at("left_hip") - person.at("right_hip")) / 2
    return float(np.degrees(np.arctan2(np.sign(right[0] - left[0]) * up[0], -up[1])))


def trunk_lean_forward_deg(person: Landmarks, *, near: Side) -> float:
    """Return the lean of the near hip to the near shoulder from upright, degrees; positive forward.

    Args:
        person: Seen from the side.
        near: The side that the picture seems to show: the left side faces the picture's left.
    """
    up = person.at(f"{near}_shoulder") - person.at(f"{near}_hip")
    return float(np.degrees(np.arctan2(FACING[near] * up[0], -up[1])))


def _right_lower(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    across = right - left
    return float(np.degrees(np.arctan2(across[1], abs(across[0]))))


FACING: dict[Side, float] = {"left": -1.0, "right": 1.0}
FRONT: dict[str, Callable[[Landmarks], float]] = {
    "head_tilt": head_tilt_deg,
    "shoulder_level": shoulder_level_deg,
    "trunk_lean": trunk_lean_deg,
}
FROM_THE_SIDE: dict[Side, dict[str, Callable[[Landmarks], float]]] = {
    side: {"trunk_lean_side_view": partial(trunk_lean_forward_deg, near=side)} for side in SIDES
}
FRONT_LINES = (
    ("left_shoulder", "right_shoulder", say("shoulders")),
    ("left_eye", "right_eye", say("head")),
    ("middle_of_shoulders", "middle_of_hips", say("trunk")),
)
BACK_LINES = (FRONT_LINES[0], FRONT_LINES[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What the gates let through: the view as it looks, whether sides are exchanged, the camera's tilt."""

    view: StandingView
    mirrored: bool | None
    roll: float | None

    @property
    def photo_view(self) -> PhotoView:
        return "front" if self.view == "front" else "back" if self.view == "back" else "side"

    @property
    def metrics(self) -> dict[str, Callable[[Landmarks], float]]:
        """Return what body points give in this view."""
        if self.view in ("left", "right"):
            return FROM_THE_SIDE[self.view]
        return FRONT if self.view == "front" else {}

    @property
    def sided(self) -> frozenset[str]:
        """Return which of them name a side by their sign, so that a mirror changes them."""
        return frozenset() if self.view in ("left", "right") else frozenset(self.metrics)

    @property
    def turn(self) -> float:
        """Return what the camera's tilt adds to every one of them, degrees."""
        roll = self.roll or 0.0
        if self.view in ("left", "right"):
            return -FACING[self.view] * roll
        return -roll if self.mirrored else roll

    @property
    def lines(self) -> tuple[tuple[str, str, str], ...]:
        if self.view in ("left", "right"):
            return ((f"{self.view}_shoulder", f"{self.view}_hip", say("trunk")),)
        return FRONT_LINES if self.view == "front" else BACK_LINES


def measure_photo(
    image_path: Path,
    *,
    confirmation: PictureConfirmation | None,
    catalogue: Catalogue,
    estimator: PoseEstimator,
) -> tuple[Measured, CapturedPicture]:
    """Measure the posture that a photo from the front, the back or the side shows.

    What has a side is withheld until the person has said which side of the picture is right.

    Args:
        image_path: The photo.
        confirmation: What the person said about it, if anything.
        catalogue: For the error of the method, and for what else could be measured.
        estimator: Who finds people in pictures.

    Raises:
        InputError: When the file cannot be read.
        CaptureRefused: When a gate does not accept it; `reason` says which.
    """
    file = image_path.name
    image = read_photo(image_path)
    people = list(estimator.estimate(image))
    asked = confirmation.view if confirmation is not None else None
    table = check_photo(image, people, asked=asked, file=file)
    table.stop_if_refused()
    person, view = people[0], seen_view(people[0])
    mirrored = is_mirrored(confirmation, view=view)
    seen = _Seen(view=view, mirrored=mirrored, roll=_roll_deg(confirmation))
    table = table.joined(check_camera(roll_deg=seen.roll, mirrored=mirrored, sided=seen.sided))
    table.stop_if_refused()
    own, flipped = _looks(image, person, estimator=estimator, file=file)
    if mirrored:
        own, flipped = [p.renamed() for p in own], [p.renamed() for p in flipped]
    measured = _measurements(own, flipped, seen=seen, table=table, catalogue=catalogue)
    if confirmation is not None and confirmation.marks:
        measured = _with_marks(measured, confirmation, seen=seen, path=image_path, catalogue=catalogue)
    points = np.mean([np.mean([p.points for p in group], axis=0) for group in (own, flipped)], axis=0)
    still = blurred_still(image, people)
    picture = CapturedPicture(
        file=file,
        kind="photo",
        jpeg=still.jpeg,
        width=still.width,
        height=still.height,
        points=named_points(points * still.scale),
        lines=seen.lines,
        view=view,
        side_confirmed=mirrored is not None,
        notes=measured.warnings,
    )
    return measured, picture


def _looks(
    image: Image, person: Landmarks, *, estimator: PoseEstimator, file: str
) -> tuple[list[Landmarks], list[Landmarks]]:
    """Return the looks at a photo, and those at its mirror image turned back."""
    width = image.shape[1]
    mirror_image = np.ascontiguousarray(image[:, ::-1])
    people = list(estimator.estimate(mirror_image))
    GateTable(file=file, results=(found_surely(person, people, width=width),)).stop_if_refused()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(look, image, person.roi, estimator=estimator)
        second = pool.submit(look, mirror_image, people[0].roi, estimator=estimator)
        own, flipped = first.result(), second.result()
    if not (own and flipped):
        GateTable(file=file, results=(found_surely(person, (), width=width),)).stop_if_refused()
    return own, [seen.mirrored(width=width) for seen in flipped]


def _roll_deg(confirmation: PictureConfirmation | None) -> float | None:
    """Return the tilt of the marked level line, degrees, positive when its right end is lower; None without one."""
    return None if confirmation is None else roll_of_line(confirmation.level_line)


def _measurements(
    own: list[Landmarks], flipped: list[Landmarks], *, seen: _Seen, table: GateTable, catalogue: Catalogue
) -> Measured:
    """Return what body points give, less what a gate hides."""
    read = {name: spread(metric, own, flipped) for name, metric in seen.metrics.items()}
    bearable = {name: MOST_SPREAD * _published_deg(name, catalogue=catalogue) for name in read}
    wide = {name: max(each.jitter, each.mirror_half) for name, each in read.items()}
    table = table.joined((looks_agree(wide, most_deg=bearable),))
    rows = tuple(
        _measurement(name, each, seen=seen, catalogue=catalogue, file=table.file) for name, each in read.items()
    )
    gaps = missing(catalogue, measured=set(seen.metrics), file=table.file)
    return withhold(Measured(measurements=rows, gaps=gaps), table)


def _with_marks(
    measured: Measured, confirmation: PictureConfirmation, *, seen: _Seen, path: Path, catalogue: Catalogue
) -> Measured:
    """Add what the person marked; a marked metric takes the place of the guessed one."""
    marks = read_marks(
        confirmation,
        view=seen.photo_view,
        size=upright_size(path),
        mirrored=seen.mirrored,
        roll_deg=seen.roll,
        facing=int(FACING[seen.view]) if seen.view in FACING else 0,
        catalogue=catalogue,
    )
    roll_sd = ROLL_UNKNOWN_DEG if seen.roll is None else ROLL_MARKED_DEG
    return together(
        (measured, measure_marked(marks, roll_sd_deg=roll_sd, catalogue=catalogue, file=path.name)),
        near={},
        catalogue=catalogue,
    )


def _published_deg(name: str, *, catalogue: Catalogue) -> float:
    errors = catalogue.posture_metrics[name].error
    return errors.get("photo", errors["default"] if "default" in errors else next(iter(errors.values()))).value


def _measurement(name: str, read: Spread, *, seen: _Seen, catalogue: Catalogue, file: str) -> Measurement:
    published = _published_deg(name, catalogue=catalogue)
    roll_sd = ROLL_UNKNOWN_DEG if seen.roll is None else ROLL_MARKED_DEG
    return Measurement(
        id=f"photo.{file}.{name}",
        kind="posture",
        metric=name,
        side=None,
        value=read.value + seen.turn,
        sd=float(np.sqrt(published**2 + read.jitter**2 + read.mirror_half**2 + roll_sd**2)),
        unit="deg",
        method="photo",
        quality="reduced" if seen.roll is None else "good",
        session=file,
        source=file,
        notes=(NO_LEVEL_LINE,) if seen.roll is None else (),
    )
