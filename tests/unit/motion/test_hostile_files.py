"""Claims about hostile motion files: truncated, corrupt and false ones end in an error of ours, or are read whole."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import numpy as np
import pytest

from evenpull.capture.keypoints import read_keypoints
from evenpull.capture.motion import read_mapping, read_motion
from evenpull.capture.motion.limits import MOST_BYTES
from evenpull.errors import FileFormatError, InputError, OutOfRange
from tests.unit.motion import making

TRIALS = 60
TEXT = {
    "a.trc": making.trc,
    "a.mot": making.mot,
    "a.sto": making.quaternions,
    "a.forces": making.forces,
    "a.csv": making.csv,
    "a.json": making.rtmpose,
}


def damaged(raw: bytes, rng: np.random.Generator) -> bytes:
    """Return the bytes cut off, with some replaced, a piece repeated, left out, or numbers made huge."""
    kind, at = rng.integers(6), int(rng.integers(1, len(raw)))
    length = int(rng.integers(1, 60))
    if kind == 0:
        return raw[:at]
    if kind == 1:
        return raw[:at] + rng.integers(0, 256, length, dtype=np.uint8).tobytes() + raw[at + length :]
    if kind == 2:
        return raw[:at] + raw[at : at + length] * 50 + raw[at:]
    if kind == 3:
        return raw[:at] + raw[at + length :]
    if kind == 4:
        return raw.replace(b"1", b"9999999999999", 30)
    return (
        raw[:at] + rng.choice([b"1e999", b"\t" * 3000, b"\n" * 500, b"{}[]", b"nan", "é".encode(), b"1_0"]) + raw[at:]
    )


def read(path: Path) -> None:
    if path.suffix == ".json":
        read_keypoints(path)
    else:
        read_motion(path, read_mapping(path.with_suffix(".yaml")) if path.suffix == ".csv" else None)


@pytest.mark.parametrize("name", TEXT)
def test_a_damaged_text_file_is_read_or_refused_and_never_a_crash(name: str, tmp_path: Path) -> None:
    raw = TEXT[name](tmp_path / name).read_bytes()
    rng = np.random.default_rng(7)
    refused = 0
    for _ in range(TRIALS):
        (tmp_path / name).write_bytes(damaged(raw, rng))
        try:
            read(tmp_path / name)
        except InputError:
            refused += 1
    assert refused > TRIALS // 4


@pytest.mark.parametrize("suffix", [".trc", ".c3d", ".mot", ".sto", ".forces", ".csv", ".json"])
def test_an_absurdly_large_file_is_refused_before_it_is_read(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    path.with_suffix(".yaml").write_text(making.MAPPING)
    with pytest.raises(OutOfRange, match="larger than"):
        read(path)


@pytest.mark.parametrize("raw", [b"\0" * 4096, b"\xff" * 4096, b"abc", b"\x02\x50" + b"\0" * 510])
@pytest.mark.parametrize("suffix", [".trc", ".c3d", ".mot", ".forces"])
def test_bytes_that_are_no_motion_file_are_refused(suffix: str, raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(raw)
    with pytest.raises(InputError):
        read_motion(path)


def test_a_c3d_header_that_promises_more_than_the_file_holds_is_refused_without_reading_on(tmp_path: Path) -> None:
    head = bytearray(1024)
    head[0:2] = bytes([2, 0x50])
    struct.pack_into("<4H", head, 2, 1900, 0, 1, 60000)
    struct.pack_into("<f", head, 12, -1.0)
    struct.pack_into("<H", head, 16, 3)
    head[515] = 84
    path = tmp_path / "a.c3d"
    path.write_bytes(bytes(head))
    with pytest.raises(InputError, match=r"cut off|too many"):
        read_motion(path)


@pytest.mark.data
def test_a_damaged_c3d_file_never_takes_this_process_with_it(data_dir: Path, tmp_path: Path) -> None:
    pytest.importorskip("ezc3d")
    raw = (data_dir / "rehazenter_gait_emg" / "2014001_ST.c3d").read_bytes()
    rng = np.random.default_rng(3)
    path = tmp_path / "a.c3d"
    for trial in range(4):
        broken = bytearray(raw)
        for at in rng.integers(512, len(raw), 12 * (trial + 1)):
            broken[at] = rng.integers(256)
        path.write_bytes(bytes(broken))
        with contextlib.suppress(InputError):
            read_motion(path)
    path.write_bytes(raw[: len(raw) - 700])
    with pytest.raises(FileFormatError, match="cut off"):
        read_motion(path)
