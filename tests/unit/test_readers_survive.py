"""Every reader survives truncated, corrupt, hostile and giant files: a result, or an InputError, and nothing else."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import av
import numpy as np
import PIL.Image
import pytest

from evenpull.app.measure import measure_files
from evenpull.capture.emg.recording import read_emg
from evenpull.capture.emg.sheet import read_sheets
from evenpull.capture.keypoints import read_keypoints
from evenpull.capture.motion import read_mapping, read_motion
from evenpull.capture.person import read_person
from evenpull.capture.photo import read_photo
from evenpull.capture.video import read_clip
from evenpull.errors import InputError
from evenpull.knowledge import Catalogue
from evenpull.plan.adapt.log import read_log

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a},*{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
HOSTILE = [
    b"",
    b"\0",
    b"\0" * 4096,
    b"\xff\xfe" * 300,
    b"GIF89a" + b"\0" * 40,
    b"%PDF-1.7\n",
    b"PK\x03\x04" + b"\0" * 60,
    b"[" * 20_000,
    b"{" * 20_000,
    b'{"a":' * 20_000,
    b"- " * 20_000,
    BOMB.encode(),
    b"!!python/object/apply:os.system ['true']\n",
    b"a: 1\na: 2\n",
    b"a: " + b"9" * 6000 + b"\n",
    b"time,x\n" + b"0,1e999\n" * 10,
    b"\n" * 10_000,
    "day: \u202e\ud7ff\n".encode(),
]
"""Files that no program wrote by mistake, given to every reader under its own ending."""

LOG = b"""days:
- date: 2027-03-01
  pain: 3
- date: 2027-03-02
  pain: 2
"""
MAPPING = b"""time: {column: t, unit: s}
up: z
markers:
  knee: {columns: [kx, ky, kz], unit: mm}
analog:
  force: {column: f, unit: N}
"""
SHEET = b"""file: emg/a.csv
channels:
  one: {muscle: biceps_femoris_long_head, side: left}
rest_s: [0, 1]
"""
KEYPOINTS = b'{"version": 1.3, "people": [{"pose_keypoints_2d": [' + b"1.5, 2.5, 0.9, " * 24 + b"1.5, 2.5, 0.9]}]}"


def picture(kind: str) -> bytes:
    pixels = np.random.default_rng(3).integers(0, 255, (200, 170, 3), dtype=np.uint8)
    buffer = io.BytesIO()
    PIL.Image.fromarray(pixels).save(buffer, kind)
    return buffer.getvalue()


def clip(container: str, codec: str, pixel: str) -> bytes:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format=container) as output:
        stream = output.add_stream(codec, rate=30)
        stream.width, stream.height, stream.pix_fmt = 64, 96, pixel
        for number in range(12):
            image = np.full((96, 64, 3), 20 * number, dtype=np.uint8)
            output.mux(stream.encode(av.VideoFrame.from_ndarray(image, format="rgb24")))
        output.mux(stream.encode())
    return buffer.getvalue()


def emg_table() -> bytes:
    times = np.arange(1200) / 1000
    return ("time,one\n" + "".join(f"{t:.3f},{np.sin(90 * t):.4f}\n" for t in times)).encode()


def damaged(raw: bytes, rng: np.random.Generator) -> bytes:
    """Return the bytes cut off, overwritten, left out, repeated, a length field made huge, or a number made absurd."""
    kind, at = int(rng.integers(6)), int(rng.integers(0, len(raw)))
    length = int(rng.integers(1, 40))
    if kind == 0:
        return raw[:at]
    if kind == 1:
        return raw[:at] + rng.integers(0, 256, length, dtype=np.uint8).tobytes() + raw[at + length :]
    if kind == 2:
        return raw[:at] + raw[at + length :]
    if kind == 3:
        return raw[:at] + raw[at : at + length] * 40 + raw[at:]
    if kind == 4:
        return raw[:at] + b"\xff\xff\xff\x7f" + raw[at + 4 :]
    return raw[:at] + bytes(rng.choice([b"1e999", b"-1", b"nan", b": [", b"\t", b"\xc3", b"99999999999"])) + raw[at:]


Read = Callable[[Path], object]


def readers(catalogue: Catalogue, folder: Path) -> dict[str, tuple[str, Callable[[], bytes], Read, int]]:
    """Return by name: the file's place, a good one's bytes, how it is read, and how many damaged ones are tried."""
    person = Path(__file__).resolve().parents[2] / "examples" / "desk_worker" / "person.yaml"

    def in_folder(read: Callable[[Path, Catalogue], object]) -> Read:
        return lambda _: read(folder, catalogue)

    def film(path: Path) -> int:
        return sum(1 for _ in read_clip(path))

    return {
        "jpeg": ("a.jpg", partial(picture, "JPEG"), read_photo, 40),
        "png": ("a.png", partial(picture, "PNG"), read_photo, 40),
        "webp": ("a.webp", partial(picture, "WEBP"), read_photo, 40),
        "tiff": ("a.tiff", partial(picture, "TIFF"), read_photo, 40),
        "bmp": ("a.bmp", partial(picture, "BMP"), read_photo, 20),
        "mp4": ("a.mp4", partial(clip, "mp4", "mpeg4", "yuv420p"), film, 60),
        "mov": ("a.mov", partial(clip, "mov", "png", "rgb24"), film, 60),
        "avi": ("a.avi", partial(clip, "avi", "mjpeg", "yuvj420p"), film, 30),
        "emg": ("a.csv", emg_table, read_emg, 40),
        "emg sheet": ("emg/a.yaml", lambda: SHEET, in_folder(read_sheets), 40),
        "log": ("log.yaml", lambda: LOG, in_folder(read_log), 40),
        "person": ("person.yaml", person.read_bytes, in_folder(read_person), 15),
        "mapping": ("a.yaml", lambda: MAPPING, read_mapping, 40),
        "keypoints": ("a.json", lambda: KEYPOINTS, read_keypoints, 60),
        "trc": ("a.trc", bytes, read_motion, 0),
        "mot": ("a.mot", bytes, read_motion, 0),
        "sto": ("a.sto", bytes, read_motion, 0),
        "forces": ("a.forces", bytes, read_motion, 0),
    }


NAMES = [
    *("jpeg", "png", "webp", "tiff", "bmp", "mp4", "mov", "avi", "emg", "emg sheet", "log", "person", "mapping"),
    *("keypoints", "trc", "mot", "sto", "forces"),
]


def survives(read: Read, path: Path) -> bool:
    """Return whether a file was refused; what is neither a result nor an InputError fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            read(path)
        except InputError as fault:
            refused = fault
        else:
            return False
    assert refused.message
    assert str(path.parent) not in str(refused)
    return True


@pytest.mark.parametrize("name", NAMES)
def test_no_damaged_or_hostile_file_ends_in_anything_but_a_result_or_an_input_error(
    name: str, catalogue: Catalogue, tmp_path: Path
) -> None:
    place, make, read, trials = readers(catalogue, tmp_path)[name]
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    rng = np.random.default_rng(zlib.crc32(name.encode()))
    for raw in HOSTILE:
        path.write_bytes(raw)
        survives(read, path)
    refused, good = 0, make()
    for _ in range(trials):
        path.write_bytes(damaged(good, rng))
        refused += survives(read, path)
    assert refused or not trials or name in {"bmp", "avi"}
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == [path.name]


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "tiff", "bmp", "mp4", "mov", "avi", "emg", "keypoints"])
def test_the_undamaged_file_is_read(name: str, catalogue: Catalogue, tmp_path: Path) -> None:
    place, make, read, _ = readers(catalogue, tmp_path)[name]
    (tmp_path / place).write_bytes(make())
    assert read(tmp_path / place) is not None


def test_a_picture_that_promises_a_giant_is_refused_before_it_is_decoded(tmp_path: Path) -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    path = tmp_path / "giant.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b""))
    with pytest.raises(InputError):
        read_photo(path)


@pytest.mark.parametrize("name", ["emg", "emg sheet", "log", "person", "mapping", "keypoints", "trc", "forces"])
def test_a_giant_file_is_refused_before_it_is_read(name: str, catalogue: Catalogue, tmp_path: Path) -> None:
    place, _, read, _ = readers(catalogue, tmp_path)[name]
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        file.truncate(3 * 1024**3)
    assert survives(read, path)


@pytest.mark.parametrize("suffix", [".trc", ".csv", ".json"])
def test_a_refused_motion_file_leaves_no_half_written_result(suffix: str, catalogue: Catalogue, tmp_path: Path) -> None:
    path, out = tmp_path / f"a{suffix}", tmp_path / "out"
    path.write_bytes(b"PathFileType\t4\n1\t2\n")
    measure = partial(
        measure_files, [path], view=None, movement=None, right_hand=None, catalogue=catalogue, opensim=out
    )
    with pytest.raises(InputError):
        measure()
    assert not out.exists() or not list(out.iterdir())
