"""Keep an uploaded photo or clip in the person folder: plain name, limited size, opened once before it counts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from starlette.datastructures import UploadFile

from evenpull.capture.person import Person, media_of
from evenpull.capture.person.limits import MAX_PICTURES, PHOTO_SUFFIXES, VIDEO_SUFFIXES
from evenpull.capture.person.writer import write_whole
from evenpull.capture.thumbnail import thumbnail
from evenpull.core.words import say
from evenpull.errors import InputError, OutOfRange, Where

MAX_BYTES = {"photos": 40_000_000, "videos": 400_000_000}
FIELD = Where(field="file")


def kind_of(name: str) -> tuple[str, str]:
    """Return the sub-folder and ending for an upload, from the ending of its name only.

    Raises:
        InputError: When the ending is neither a photo's nor a clip's.
    """
    suffix = Path(name).suffix.lower()
    if suffix in PHOTO_SUFFIXES:
        return "photos", suffix
    if suffix in VIDEO_SUFFIXES:
        return "videos", suffix
    photos, clips = ", ".join(PHOTO_SUFFIXES), ", ".join(VIDEO_SUFFIXES)
    hint = say("Send a photo ({photos}) or a clip ({clips}).", photos=photos, clips=clips)
    raise InputError(say("this is neither a photo nor a clip"), where=FIELD, hint=hint)


async def keep_upload(upload: Any, *, folder: Path, person: Person) -> Path:
    """Write an upload into the person folder under a plain numbered name and return its place.

    Raises:
        InputError: When nothing was chosen, the file is too large, there are too many, or it cannot be read; nothing
            of it is kept then.
    """
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise InputError(say("no file was chosen"), where=FIELD)
    sub, suffix = kind_of(upload.filename)
    present = media_of(folder, person)
    if len(present) >= MAX_PICTURES:
        raise OutOfRange(say("at most {count} photos and clips are kept", count=MAX_PICTURES), where=FIELD)
    data = await upload.read(MAX_BYTES[sub] + 1)
    if len(data) > MAX_BYTES[sub]:
        raise OutOfRange(say("the file is larger than {size} MB", size=MAX_BYTES[sub] // 1_000_000), where=FIELD)
    taken = [int(match[1]) for item in present if (match := re.search(r"(\d+)\.\w+$", item.name))]
    target = folder / sub / f"{sub[:-1]}{max(taken, default=0) + 1}{suffix}"
    write_whole(target, data)
    try:
        thumbnail(target, kind="photo" if sub == "photos" else "clip")
    except InputError:
        target.unlink(missing_ok=True)
        raise
    return target
