"""Measure single photos and clips, without a person folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal, cast

from evenpull.app.pictures import estimator_for, measure_one
from evenpull.capture.person import MediaFile
from evenpull.capture.person.limits import PHOTO_SUFFIXES, VIDEO_SUFFIXES
from evenpull.capture.person.model import PictureConfirmation
from evenpull.core.words import say
from evenpull.errors import InputError, Where
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measured


def measure_files(
    files: Sequence[Path],
    *,
    view: str | None,
    movement: str | None,
    right_hand: str | None,
    catalogue: Catalogue,
    progress: Callable[[str, float], None] = lambda _stage, _share: None,
) -> dict[str, Measured]:
    """Return what each file gave, by the file's name as given.

    Args:
        files: Photos and clips.
        view: What they show, if it was said.
        movement: What a clip shows, if it was said.
        right_hand: Where the object in the person's right hand is seen; without it one-sided findings are withheld.
        catalogue: The facts to use.
        progress: Called with each file's name and the share done.

    Raises:
        InputError: When a file cannot be read or a gate does not accept it.
        MissingExtra: When the pose part is not installed.
    """
    items = [_item(path, view=view, movement=movement, right_hand=right_hand) for path in files]
    estimator = estimator_for()
    found: dict[str, Measured] = {}
    for number, item in enumerate(items):
        progress(item.path.name, number / len(items))
        found[item.name], _ = measure_one(item, catalogue=catalogue, estimator=estimator)
    return found


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
        hint = say("Photos end in {photos}; clips in {clips}.", photos=photos, clips=clips)
        raise InputError(say("this is neither a photo nor a clip"), where=Where(file=path.name), hint=hint)
    confirmation = PictureConfirmation.model_validate(
        {"file": path.name, "view": view, "movement": movement, "right_hand_shown": right_hand}
    )
    return MediaFile(name=str(path), path=path, kind=cast(Literal["photo", "clip"], kind), confirmation=confirmation)
