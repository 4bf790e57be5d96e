"""Read a photo: upright, in red, green and blue, of a size that is worth the work; or say clearly why it cannot be."""

from __future__ import annotations

import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
import PIL.ExifTags
import PIL.Image
import PIL.ImageOps

from evenpull.capture.pose.records import Image
from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, OutOfRange, Where

MOST_PIXELS = 120_000_000
FEWEST_PIXELS_A_SIDE = 160
LONG_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP", "BMP", "TIFF")
DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    ArithmeticError,
    TypeError,
    MemoryError,
    struct.error,
    zlib.error,
)
"""What a decoder raises on a damaged picture."""

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif")


def read_photo(path: Path, *, long_side: int = LONG_SIDE) -> Image:
    """Return a photo's pixels, turned upright by its EXIF flag, at most `long_side` pixels long.

    Raises:
        FileFormatError: When it is empty, no picture, of a kind that cannot be read, or truncated.
        OutOfRange: When it is absurdly large or too small to measure on.
    """
    where = Where(file=path.name)
    if not path.is_file():
        raise InputError(say("the photo is not there"), where=where)
    if path.stat().st_size == 0:
        raise FileFormatError(
            say("the photo is empty (0 bytes)"), where=where, hint=say("Copy it from the phone again.")
        )
    with path.open("rb") as file:
        start = file.read(16)
    if start[4:8] == b"ftyp" and start[8:12] in HEIC_BRANDS:
        raise FileFormatError(
            say("this photo is a HEIC or AVIF file, which is not read"),
            where=where,
            hint=say("Export it as JPEG, or set the phone's camera to 'most compatible'."),
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)
            return _decode(path, long_side=long_side, where=where)
    except PIL.Image.DecompressionBombError as fault:
        raise _too_large(where) from fault
    except PIL.UnidentifiedImageError as fault:
        raise FileFormatError(
            say("this file is not a picture that can be read"), where=where, hint=say("Use a JPEG, PNG or WebP photo.")
        ) from fault
    except DAMAGED as fault:
        raise FileFormatError(
            say("the photo is damaged or was cut off while copying"),
            where=where,
            hint=say("Copy it from the phone again."),
        ) from fault


def upright_size(path: Path) -> tuple[int, int]:
    """Return width and height of a readable photo as it is in the file, turned upright, pixels."""
    with PIL.Image.open(path, formats=FORMATS) as picture:
        width, height = picture.size
        turned = picture.getexif().get(PIL.ExifTags.Base.Orientation, 1) in (5, 6, 7, 8)
    return (height, width) if turned else (width, height)


def _too_large(where: Where) -> OutOfRange:
    return OutOfRange(
        say("the photo has more than 120 million pixels"),
        where=where,
        hint=say("Export it smaller; 2000 pixels are plenty."),
    )


def _decode(path: Path, *, long_side: int, where: Where) -> Image:
    with PIL.Image.open(path, formats=FORMATS) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise _too_large(where)
        if min(width, height) < FEWEST_PIXELS_A_SIDE:
            raise OutOfRange(
                say("the photo is too small to measure on"),
                where=where,
                hint=say("Use the photo itself, not its preview."),
            )
        shrink = max(1.0, max(width, height) / long_side)
        picture.draft("RGB", (round(width / shrink), round(height / shrink)))
        upright = PIL.ImageOps.exif_transpose(picture).convert("RGB")
    if max(upright.size) > long_side:
        upright.thumbnail((long_side, long_side), PIL.Image.Resampling.LANCZOS)
    return np.array(upright, dtype=np.uint8)
