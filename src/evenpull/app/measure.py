"""Measure single photos, clips and motion files, without a person folder."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, cast

from evenpull.app.pictures import estimator_for, measure_one
from evenpull.capture.keypoints import KEYPOINT_SUFFIXES
from evenpull.capture.motion import MOTION_SUFFIXES, Mapping, read_mapping
from evenpull.capture.person import MediaFile
from evenpull.capture.person.limits import PHOTO_SUFFIXES, VIDEO_SUFFIXES
from evenpull.capture.person.model import PictureConfirmation
from evenpull.core.words import say
from evenpull.errors import InputError, MissingExtra, Where
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measured


def measure_files(
    files: Sequence[Path],
    *,
    view: str | None,
    movement: str | None,
    right_hand: str | None,
    catalogue: Catalogue,
    mapping: Path | None = None,
    rate_hz: float | None = None,
    opensim: Path | None = None,
    progress: Callable[[str, float], None] = lambda _stage, _share: None,
) -> dict[str, Measured]:
    """Return what each file gave, by the file's name as given.

    Args:
        files: Photos, clips and motion files.
        view: What they show, if it was said.
        movement: What a clip shows, if it was said.
        right_hand: Where the object in the person's right hand is seen; without it one-sided findings are withheld.
        catalogue: The facts to use.
        mapping: What the columns of CSV files are.
        rate_hz: Frames a second of keypoint files.
        opensim: Folder for OpenSim files of what was fitted.
        progress: Called with each file's name and the share done.

    Raises:
        InputError: When a file cannot be read or a gate does not accept it.
        MissingExtra: When the pose part is not installed.
    """
    items = {
        path: _item(path, view=view, movement=movement, right_hand=right_hand)
        for path in files
        if not _is_motion(path, mapped=mapping is not None)
    }
    estimator = estimator_for() if items else None
    columns = _columns(mapping)
    found: dict[str, Measured] = {}
    for number, path in enumerate(files):
        progress(path.name, number / len(files))
        if estimator is not None and path in items:
            found[str(path)], _ = measure_one(items[path], catalogue=catalogue, estimator=estimator)
        else:
            found[str(path)] = _motion(path, view=view, rate_hz=rate_hz, mapping=columns, opensim=opensim)
    return found


def _is_motion(path: Path, *, mapped: bool) -> bool:
    """Return whether a path is a motion or keypoint file by its ending, or a folder of OpenPose's frames.

    Plain text is one only beside a mapping.
    """
    if path.is_dir():
        return next(path.glob("*_keypoints.json"), None) is not None
    suffix = path.suffix.lower()
    return suffix in (*MOTION_SUFFIXES, *KEYPOINT_SUFFIXES) and (mapped or suffix != ".txt")


def _columns(mapping: Path | None) -> Mapping | None:
    return None if mapping is None else read_mapping(mapping)


def _motion(
    path: Path, *, view: str | None, rate_hz: float | None, mapping: Mapping | None, opensim: Path | None
) -> Measured:
    if importlib.util.find_spec("mujoco") is None:
        raise MissingExtra("body", install='pip install "evenpull[body]"')
    from evenpull.measure.motion import measure_motion, write_opensim  # noqa: PLC0415 - the body only when asked for

    found = measure_motion(path, view=view, rate_hz=rate_hz, mapping=mapping)
    if opensim is not None:
        write_opensim(found, opensim, name=path.stem)
    return found.measured


def _item(path: Path, *, view: str | None, movement: str | None, right_hand: str | None) -> MediaFile:
    """Return a file as a person's picture.

    Raises:
        InputError: When it is not there or is neither photo nor clip by its ending.
    """
    suffix = path.suffix.lower()
    kind = "photo" if suffix in PHOTO_SUFFIXES else "clip" if suffix in VIDEO_SUFFIXES else None
    if path.is_dir():
        hint = say("Give the photos and clips in it, or assess a person folder with: evenpull assess DIR")
        raise InputError(say("this is a folder, not a photo or a clip"), where=Where(file=path.name), hint=hint)
    if not path.is_file():
        raise InputError(say("there is no such file"), where=Where(file=path.name))
    if kind is None:
        photos, clips = ", ".join(PHOTO_SUFFIXES), ", ".join(VIDEO_SUFFIXES)
        motion = ", ".join((*MOTION_SUFFIXES, *KEYPOINT_SUFFIXES))
        hint = say(
            "Photos end in {photos}; clips in {clips}; motion files in {motion}.",
            photos=photos,
            clips=clips,
            motion=motion,
        )
        raise InputError(say("this is neither a photo nor a clip"), where=Where(file=path.name), hint=hint)
    confirmation = PictureConfirmation.model_validate(
        {"file": path.name, "view": view, "movement": movement, "right_hand_shown": right_hand}
    )
    return MediaFile(name=str(path), path=path, kind=cast(Literal["photo", "clip"], kind), confirmation=confirmation)
