"""A small upright JPEG of a photo or of a clip's first frame, for choosing and confirming."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Literal

import PIL.Image

from evenpull.capture.photo import read_photo
from evenpull.capture.video import read_clip

LONG_SIDE = 420


def thumbnail(path: Path, *, kind: Literal["photo", "clip"]) -> bytes:
    """Return the JPEG's bytes, at most 420 pixels on the long side.

    Raises:
        InputError: When the file cannot be read as what it claims to be.
        MissingExtra: When a clip is asked for and the video decoder is not installed.
    """
    if kind == "photo":
        image = read_photo(path, long_side=LONG_SIDE)
    else:
        image = next(read_clip(path, rate=1.0, long_side=LONG_SIDE)).image
    buffer = io.BytesIO()
    PIL.Image.fromarray(image).save(buffer, "JPEG", quality=80)
    return buffer.getvalue()
