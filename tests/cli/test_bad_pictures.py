"""Whatever is wrong with a picture or clip: it is named, and the rest of the person is not lost."""

from __future__ import annotations

import io
import json
import struct
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import pytest

from tests.cli.running import in_folder, jpeg, run


def noise() -> bytes:
    buffer = io.BytesIO()
    pixels = np.random.default_rng(1).integers(0, 255, (400, 300, 3), dtype=np.uint8)
    PIL.Image.fromarray(pixels).save(buffer, "JPEG")
    return buffer.getvalue()


def sideways() -> bytes:
    picture = PIL.Image.new("RGB", (600, 400), (90, 90, 90))
    exif = picture.getexif()
    exif[0x112] = 6
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


def vast_png() -> bytes:
    def chunk(tag: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


def clip(path: Path, *, frames: int, rate: int) -> bytes:
    av = pytest.importorskip("av")
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=rate)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for number in range(frames):
            frame = av.VideoFrame.from_ndarray(np.full((64, 64, 3), number % 255, np.uint8), format="rgb24")
            out.mux(stream.encode(frame))
        out.mux(stream.encode())
    return path.read_bytes()


PICTURES: dict[str, tuple[str, Any, str]] = {
    "empty photo": ("a.jpg", b"", "empty"),
    "empty clip": ("a.mp4", b"", "empty"),
    "words as a photo": ("a.jpg", b"hello", "not a picture"),
    "words as a clip": ("a.mp4", b"hello" * 900, "not a video"),
    "truncated photo": ("a.jpg", lambda: noise()[:3000], "cut off"),
    "thumbnail": ("a.jpg", lambda: jpeg(60, 40), "too small"),
    "vast photo": ("a.png", vast_png, "120 million"),
    "HEIC": ("a.heic", b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "JPEG"),
    "neither": ("a.txt", b"hello", ".jpg"),
    "no ending": ("a", b"hello", ".jpg"),
}


@pytest.mark.parametrize(("name", "data", "says"), PICTURES.values(), ids=PICTURES.keys())
def test_a_file_that_is_no_picture_is_told_so(tmp_path: Path, name: str, data: Any, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data() if callable(data) else data)
    result = run("measure", path, "--json")
    assert result.exit_code == 3
    told = json.loads(result.stdout)["error"]
    assert told["where"]["file"] == name
    assert says in told["message"] + told["hint"]
    assert str(tmp_path) not in result.output


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    assert "folder" in run("measure", tmp_path).stderr
    assert "no such file" in run("measure", tmp_path / "none.jpg").stderr


@pytest.mark.parametrize("data", [lambda: jpeg(9000, 9000), sideways], ids=["81 million pixels", "sideways"])
def test_a_picture_without_a_person_is_refused_whatever_its_size_and_turn(tmp_path: Path, data: Any) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(data())
    result = run("measure", path, "--view", "front", "--json")
    assert result.exit_code == 3
    told = json.loads(result.stdout)["error"]
    assert told["code"] == "capture_refused"
    assert "no person" in told["message"]
    assert told["hint"]


def test_a_clip_of_twelve_minutes_is_refused_before_it_is_measured(tmp_path: Path) -> None:
    clip(tmp_path / "a.mp4", frames=720, rate=1)
    result = run("measure", tmp_path / "a.mp4")
    assert result.exit_code == 3
    assert "12 minutes" in result.stderr


def test_half_a_clip_is_refused(tmp_path: Path) -> None:
    whole = clip(tmp_path / "a.mp4", frames=12, rate=10)
    (tmp_path / "a.mp4").write_bytes(whole[: len(whole) // 2])
    assert run("measure", tmp_path / "a.mp4").exit_code == 3


def test_a_refused_photo_is_named_and_the_rest_of_the_person_is_assessed(tmp_path: Path, examples_dir: Path) -> None:
    folder = in_folder(tmp_path, (examples_dir / "carrier" / "person.yaml").read_bytes())
    (folder / "photos").mkdir()
    (folder / "photos" / "wall.jpg").write_bytes(jpeg(400, 600))
    result = run("assess", folder, "--no-pdf")
    assert result.exit_code == 0
    assert "not measured: wall.jpg: no person" in result.stderr
    gaps = json.loads((folder / "result" / "assessment.json").read_text(encoding="utf-8"))["gaps"]
    assert any(gap["source"] == "wall.jpg" and gap["closes"] for gap in gaps)


def test_a_broken_photo_in_the_folder_stops_before_anything_is_written(tmp_path: Path, examples_dir: Path) -> None:
    folder = in_folder(tmp_path, (examples_dir / "carrier" / "person.yaml").read_bytes())
    (folder / "photos").mkdir()
    (folder / "photos" / "wall.jpg").write_text("no picture", encoding="utf-8")
    assert run("assess", folder, "--no-pdf").exit_code == 3
    assert not (folder / "result").exists()
