"""Photos and clips of a person become measurements, gaps and pictures for the report; a refused one says why."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from functools import lru_cache

from evenpull.capture.person import MediaFile
from evenpull.capture.pose import PoseEstimator
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.errors import CaptureRefused, MissingExtra
from evenpull.knowledge import Catalogue
from evenpull.measure.clip import measure_clip
from evenpull.measure.photo import measure_photo
from evenpull.measure.pictures import CapturedPicture
from evenpull.measure.records import Gap, Measured
from evenpull.measure.static import together
from evenpull.report.records import Curve, Picture

Progress = Callable[[str, float], None]


@lru_cache(maxsize=1)
def estimator_for() -> PoseEstimator:
    """Return the pose estimator that ships, made once.

    Raises:
        MissingExtra: When the pose part is not installed or the weights were not vendored.
    """
    if importlib.util.find_spec("ai_edge_litert") is None:
        raise MissingExtra("pose", install='pip install "evenpull[pose]"')
    from evenpull.capture.pose.blazepose import BlazePose  # noqa: PLC0415 - the runtime only when there are pictures

    return BlazePose()


def measure_media(
    files: Sequence[MediaFile],
    *,
    catalogue: Catalogue,
    estimator: PoseEstimator,
    progress: Progress = lambda _stage, _share: None,
) -> tuple[Measured, tuple[Picture, ...]]:
    """Measure every photo and clip of a person.

    A picture that a gate refuses becomes a gap with the gate's reason; a file that cannot be read is an error.

    Raises:
        InputError: When a file cannot be read; it is named.
    """
    measured: list[Measured] = []
    photos: list[Measured] = []
    pictures: list[Picture] = []
    for number, item in enumerate(files):
        progress(item.name, 0.1 + 0.8 * number / len(files))
        try:
            found, picture = measure_one(item, catalogue=catalogue, estimator=estimator)
        except CaptureRefused as refused:
            gap = Gap(
                metric=refused.reason, side=None, reason=refused.message, closes=refused.hint, source=item.path.name
            )
            measured.append(
                Measured(gaps=(gap,), warnings=(say("{file}: {reason}", file=item.path.name, reason=refused.message),))
            )
            continue
        (photos if item.kind == "photo" else measured).append(found)
        pictures.append(as_picture(picture, name=item.name))
    whole = together(photos, near=near_sides(files), catalogue=catalogue) if photos else Measured()
    everything = (whole, *measured)
    joined = Measured(
        measurements=tuple(row for part in everything for row in part.measurements),
        gaps=tuple(gap for part in everything for gap in part.gaps),
        warnings=tuple(text for part in everything for text in part.warnings),
    )
    return joined, tuple(pictures)


def near_sides(files: Sequence[MediaFile]) -> dict[str, Side]:
    """Return which side of the body each side photo shows, as the person said, by the file's own name."""
    sides: dict[str, Side] = {"left": "left", "right": "right"}
    photos = [item for item in files if item.kind == "photo" and item.confirmation.view in sides]
    return {item.path.name: sides[str(item.confirmation.view)] for item in photos}


def measure_one(item: MediaFile, *, catalogue: Catalogue, estimator: PoseEstimator) -> tuple[Measured, CapturedPicture]:
    """Measure one photo or clip.

    Raises:
        InputError: When it cannot be read.
        CaptureRefused: When a gate does not accept it.
    """
    measure = measure_photo if item.kind == "photo" else measure_clip
    return measure(item.path, confirmation=item.confirmation, catalogue=catalogue, estimator=estimator)


def as_picture(found: CapturedPicture, *, name: str) -> Picture:
    """Return a captured picture as the report draws it; `name` is its name inside the person's folder."""
    return Picture(
        file=name,
        kind=found.kind,
        jpeg=found.jpeg,
        width=found.width,
        height=found.height,
        points=found.points,
        lines=found.lines,
        view=found.view,
        side_confirmed=found.side_confirmed,
        curves=tuple(
            Curve(
                name=curve.name,
                side=curve.side,
                time_s=curve.time_s,
                value_deg=curve.value_deg,
                sd_deg=curve.sd_deg,
                peaks=curve.peaks,
            )
            for curve in found.curves
        ),
        notes=found.notes,
    )
