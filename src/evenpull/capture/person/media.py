"""The photos and clips of a person folder, in a stable order, each with what the person confirmed about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from evenpull.capture.person.limits import MAX_PICTURES, PHOTO_SUFFIXES, VIDEO_SUFFIXES
from evenpull.capture.person.model import Person, PictureConfirmation
from evenpull.core.words import say
from evenpull.errors import InputError, MissingField, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """One photo or clip: its name inside the folder, its place, and what was confirmed about it."""

    name: str
    path: Path
    kind: Literal["photo", "clip"]
    confirmation: PictureConfirmation


def media_of(folder: Path, person: Person) -> tuple[MediaFile, ...]:
    """Return the folder's photos and clips, sorted by name.

    Raises:
        MissingField: When the person file speaks of a picture that is not in the folder.
        InputError: When a file's ending is neither a photo's nor a video's, or there are too many.
    """
    told = {entry.file: entry for entry in person.pictures}
    found: list[MediaFile] = []
    for kind, sub, suffixes in (("photo", "photos", PHOTO_SUFFIXES), ("clip", "videos", VIDEO_SUFFIXES)):
        place = folder / sub
        for path in sorted(place.iterdir()) if place.is_dir() else ():
            if path.name.startswith(".") or path.is_dir():
                continue
            name = f"{sub}/{path.name}"
            if path.suffix.lower() not in suffixes:
                hint = say("It must end in one of: {endings}", endings=", ".join(suffixes))
                wrong = say("not a photo that can be read") if kind == "photo" else say("not a clip that can be read")
                raise InputError(wrong, where=Where(file=name), hint=hint)
            confirmation = told.get(name) or told.get(path.name) or PictureConfirmation(file=name)
            found.append(
                MediaFile(name=name, path=path, kind="photo" if kind == "photo" else "clip", confirmation=confirmation)
            )
    names = {item.name for item in found} | {item.path.name for item in found}
    for number, entry in enumerate(person.pictures):
        if entry.file not in names:
            hint = say("Photos lie in photos/, clips in videos/; write the name as it is there.")
            where = Where(field=f"pictures.{number}.file")
            raise MissingField(say("there is no such photo or clip in the folder"), where=where, hint=hint)
    if len(found) > MAX_PICTURES:
        raise InputError(
            say("at most {most} photos and clips are read at once", most=MAX_PICTURES),
            where=Where(file="photos/"),
        )
    return tuple(found)
