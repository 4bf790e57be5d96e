"""A front photo becomes shoulder level, head tilt and trunk lean with errors, and gaps for what it cannot show."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.person.model import PictureConfirmation
from evenpull.capture.photo import read_photo
from evenpull.capture.pose import Image, Landmarks, PoseEstimator
from evenpull.capture.still import blurred_still
from evenpull.core.words import say
from evenpull.knowledge import Catalogue
from evenpull.measure.looks import Spread, look, spread
from evenpull.measure.photo_gates import check_standing_photo, refuse, the_person
from evenpull.measure.pictures import CapturedPicture, named_points
from evenpull.measure.records import Gap, Measured, Measurement, MeasurementQuality
from evenpull.measure.side_check import HOW_TO_CONFIRM, UNCONFIRMED, is_mirrored

ROLL_UNKNOWN_DEG = 2.0
"""sd of how far from level a phone is held by hand, degrees. Chosen by us; a line marked in the picture replaces it."""

ROLL_MARKED_DEG = 0.3
"""sd of the tilt of a line marked in the picture on something level, degrees. Chosen by us."""

NO_LEVEL_LINE = say("The camera may have been tilted: mark something level in the photo to narrow this.")


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


def _right_lower(left: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    across = right - left
    return float(np.degrees(np.arctan2(across[1], abs(across[0]))))


METRICS: dict[str, Callable[[Landmarks], float]] = {
    "head_tilt": head_tilt_deg,
    "shoulder_level": shoulder_level_deg,
    "trunk_lean": trunk_lean_deg,
}
VIEWS = {"front": say("front"), "back": say("back"), "side": say("side")}
LINES = (
    ("left_shoulder", "right_shoulder", say("shoulders")),
    ("left_eye", "right_eye", say("head")),
    ("middle_of_shoulders", "middle_of_hips", say("trunk")),
)


def measure_photo(
    image_path: Path,
    *,
    confirmation: PictureConfirmation | None,
    catalogue: Catalogue,
    estimator: PoseEstimator,
) -> tuple[Measured, CapturedPicture]:
    """Measure the posture that a front photo shows.

    All three numbers have a side, so they are withheld until the person has said which side of the picture is right.

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
    person = the_person(people, file=file)
    check_standing_photo(image, person, file=file)
    own, flipped = _looks(image, person, estimator=estimator, file=file)
    mirrored = is_mirrored(confirmation, view="front")
    if mirrored:
        own, flipped = [p.renamed() for p in own], [p.renamed() for p in flipped]
    roll = _roll_deg(confirmation)
    measured = _measurements(own, flipped, roll=roll, mirrored=mirrored, catalogue=catalogue, file=file)
    points = np.mean([np.mean([p.points for p in group], axis=0) for group in (own, flipped)], axis=0)
    still = blurred_still(image, people)
    picture = CapturedPicture(
        file=file,
        kind="photo",
        jpeg=still.jpeg,
        width=still.width,
        height=still.height,
        points=named_points(points * still.scale),
        lines=LINES,
        view="front",
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
    if not people or np.hypot(width - people[0].roi.x - person.roi.x, people[0].roi.y - person.roi.y) > (
        0.1 * person.roi.size
    ):
        raise refuse(
            "no_person",
            say("the person is not found surely enough in this picture"),
            file=file,
            hint=say("Take it again against a plain wall, in good light."),
        )
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(look, image, person.roi, estimator=estimator)
        second = pool.submit(look, mirror_image, people[0].roi, estimator=estimator)
        own, flipped = first.result(), second.result()
    return own, [seen.mirrored(width=width) for seen in flipped]


def _roll_deg(confirmation: PictureConfirmation | None) -> float | None:
    """Return the tilt of the marked level line, degrees, positive when its right end is lower; None without one."""
    if confirmation is None or confirmation.level_line is None:
        return None
    (x0, y0), (x1, y1) = confirmation.level_line
    if x0 == x1:
        return None
    return float(np.degrees(np.arctan((y1 - y0) / (x1 - x0))))


def _measurements(
    own: list[Landmarks],
    flipped: list[Landmarks],
    *,
    roll: float | None,
    mirrored: bool | None,
    catalogue: Catalogue,
    file: str,
) -> Measured:
    known = [name for name in METRICS if name in catalogue.posture_metrics]
    gaps = _other_metrics(catalogue, file=file)
    warnings = (NO_LEVEL_LINE,) if roll is None else ()
    if mirrored is None:
        held = [Gap(metric=n, side=None, reason=UNCONFIRMED, closes=HOW_TO_CONFIRM, source=file) for n in known]
        return Measured(gaps=(*held, *gaps), warnings=(UNCONFIRMED, *warnings))
    turn = -(roll or 0.0) if mirrored else (roll or 0.0)
    rows = tuple(
        _measurement(
            name,
            spread(METRICS[name], own, flipped),
            turn=turn,
            roll_known=roll is not None,
            catalogue=catalogue,
            file=file,
        )
        for name in known
    )
    return Measured(measurements=rows, gaps=gaps, warnings=warnings)


def _measurement(
    name: str, read: Spread, *, turn: float, roll_known: bool, catalogue: Catalogue, file: str
) -> Measurement:
    errors = catalogue.posture_metrics[name].error
    published = errors.get("photo", errors["default"] if "default" in errors else next(iter(errors.values()))).value
    roll_sd = ROLL_MARKED_DEG if roll_known else ROLL_UNKNOWN_DEG
    sd = float(np.sqrt(published**2 + read.jitter**2 + read.mirror_half**2 + roll_sd**2))
    quality: MeasurementQuality = "good"
    notes: list[str] = []
    if not roll_known:
        quality = "reduced"
        notes.append(NO_LEVEL_LINE)
    if max(read.jitter, read.mirror_half) > 2 * published:
        quality = "poor"
        notes.append(say("Repeated looks at this photo do not agree."))
    return Measurement(
        id=f"photo.{file}.{name}",
        kind="posture",
        metric=name,
        side=None,
        value=read.value + turn,
        sd=sd,
        unit="deg",
        method="photo",
        quality=quality,
        session=file,
        source=file,
        notes=tuple(notes),
    )


def _other_metrics(catalogue: Catalogue, *, file: str) -> tuple[Gap, ...]:
    """Return one gap for each row of the first page: the posture metrics there that this photo does not give."""
    missing: dict[str, list[str]] = {}
    for name, metric in sorted(catalogue.posture_metrics.items()):
        if name not in METRICS and metric.view != "other" and not metric.deprecated:
            missing.setdefault(metric.row, []).append(f"{metric.name} ({VIEWS[metric.view]})")
    return tuple(
        Gap(
            metric=row,
            side=None,
            reason=say("Not read from a photo by itself: {names}.", names="; ".join(names)),
            closes=say("Mark the points that each one needs (its catalogue entry names them), or measure it by hand."),
            source=file,
        )
        for row, names in missing.items()
    )
