"""Photos that can be read are read upright; those that cannot are refused with what to do."""

from __future__ import annotations

import struct
import zlib

import numpy as np
import PIL.Image
import pytest

from evenpull.capture.photo import LONG_SIDE, read_photo
from evenpull.errors import FileFormatError, InputError, OutOfRange


def picture(width: int = 300, height: int = 400) -> PIL.Image.Image:
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[: height // 4] = (250, 10, 10)
    return PIL.Image.fromarray(pixels)


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp"])
def test_a_photo_is_read_as_rows_of_red_green_blue(tmp_path, name):
    picture().save(tmp_path / name)
    image = read_photo(tmp_path / name)
    assert image.shape == (400, 300, 3)
    assert image[5, 5, 0] > 200
    assert image[-5, -5, 0] < 50


def test_a_photo_is_turned_by_its_exif_flag(tmp_path):
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    picture().rotate(90, expand=True).save(tmp_path / "a.jpg", exif=exif)
    image = read_photo(tmp_path / "a.jpg")
    assert image.shape == (400, 300, 3)
    assert image[5, 150, 0] > 200


def test_a_photo_flipped_by_its_exif_flag_is_flipped_back(tmp_path):
    pixels = np.zeros((400, 300, 3), dtype=np.uint8)
    pixels[:, :100] = 250
    exif = PIL.Image.Exif()
    exif[0x0112] = 2
    PIL.Image.fromarray(pixels).transpose(PIL.Image.Transpose.FLIP_LEFT_RIGHT).save(tmp_path / "a.jpg", exif=exif)
    image = read_photo(tmp_path / "a.jpg")
    assert image[200, 10, 0] > 200
    assert image[200, 290, 0] < 50


def test_a_large_photo_is_made_smaller(tmp_path):
    picture(3000, 4000).save(tmp_path / "a.jpg")
    assert max(read_photo(tmp_path / "a.jpg").shape) <= LONG_SIDE


def test_a_photo_that_was_cut_off_is_refused(tmp_path):
    PIL.Image.fromarray(np.random.default_rng(0).integers(0, 255, (400, 300, 3), dtype=np.uint8)).save(
        tmp_path / "a.jpg"
    )
    data = (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "b.jpg").write_bytes(data[: len(data) // 2])
    with pytest.raises(FileFormatError, match="cut off"):
        read_photo(tmp_path / "b.jpg")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"this is a text that was named like a photo\n" * 20, "not a picture"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00" + bytes(200), "HEIC"),
        (b"\xff\xd8\xff\xe0" + bytes(30), "damaged|not a picture"),
    ],
)
def test_a_file_that_is_no_photo_is_refused(tmp_path, data, says):
    (tmp_path / "a.jpg").write_bytes(data)
    with pytest.raises(FileFormatError, match=says) as caught:
        read_photo(tmp_path / "a.jpg")
    assert caught.value.hint
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_header_that_promises_too_many_pixels_is_refused_before_they_are_made(tmp_path, side):
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"")))
    with pytest.raises(OutOfRange, match="120 million"):
        read_photo(tmp_path / "a.png")


def test_a_thumbnail_is_refused(tmp_path):
    picture(80, 120).save(tmp_path / "a.png")
    with pytest.raises(OutOfRange, match="too small"):
        read_photo(tmp_path / "a.png")


def test_a_photo_that_is_not_there_is_an_input_error(tmp_path):
    with pytest.raises(InputError, match="not there"):
        read_photo(tmp_path / "a.jpg")
