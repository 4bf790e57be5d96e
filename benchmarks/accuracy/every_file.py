"""Every recording that is here opens, or is refused with a precise reason.

Run `python benchmarks/accuracy/every_file.py`; needs the recordings of `EVENPULL_DATA`. Each file that ends as a photo,
clip, motion or keypoint file does is opened by its reader; a table without a mapping is opened as electrodes, which it
is or is not. Files of other kinds (models, texts) are counted. Prints one row a file and fails when a file ends in
anything but a result or an InputError, whose message names the fault.
"""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from evenpull.capture.emg.recording import read_emg
from evenpull.capture.keypoints import KEYPOINT_SUFFIXES, read_keypoints
from evenpull.capture.motion import MOTION_SUFFIXES, Recording, read_motion
from evenpull.capture.person.limits import PHOTO_SUFFIXES, VIDEO_SUFFIXES
from evenpull.capture.photo import read_photo
from evenpull.capture.video import read_clip
from evenpull.errors import InputError

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("EVENPULL_DATA", ROOT.parent / "shared" / "data"))
TABLES = (".csv", ".tsv", ".txt")


def photo(path: Path) -> str:
    """Open a photo and say what it is."""
    height, width, _ = read_photo(path).shape
    return f"photo, {width} x {height}"


def clip(path: Path) -> str:
    """Read a clip whole and say what it is."""
    frames, last = 0, 0.0
    for frame in read_clip(path, long_side=320):
        frames, last = frames + 1, frame.time_s
    return f"clip, {frames} pictures, {last:.1f} s"


def motion(path: Path) -> str:
    """Read a motion file and say what it holds."""
    found: Recording = read_motion(path)
    parts = [f"{found.format}, {len(found.time_s)} frames at {found.rate_hz:g}/s"]
    counts = (
        (len(found.markers.labels), "markers"),
        (len(found.angles.labels), "coordinates"),
        (len(found.orientations.labels), "orientations"),
        (len(found.analog.labels), "analog channels"),
        (len(found.forces), "force plates"),
        (len(found.gaps), "markers with gaps"),
    )
    parts += [f"{count} {what}" for count, what in counts if count]
    if found.warnings:
        parts.append(f"{len(found.warnings)} warnings")
    return ", ".join(parts)


def keypoints(path: Path) -> str:
    """Read a keypoint file and say what it holds."""
    return f"keypoints, {len(read_keypoints(path).points)} frames"


def table(path: Path) -> str:
    """Open a table as a recording of muscle electrodes, which is what a table is without a mapping."""
    found = read_emg(path)
    return f"electrodes, {len(found.channels)} channels at {found.rate_hz:g}/s"


def reader_of(path: Path) -> Callable[[Path], str] | None:
    """Return how a file is opened, None when its kind is none of ours."""
    suffix = path.suffix.lower()
    if suffix in PHOTO_SUFFIXES:
        return photo
    if suffix in VIDEO_SUFFIXES:
        return clip
    if suffix in KEYPOINT_SUFFIXES:
        return keypoints
    if suffix in TABLES:
        return table
    return motion if suffix in MOTION_SUFFIXES else None


def main() -> None:
    """Print the table and fail where a file ends in anything but a result or a reason."""
    counts: Counter[str] = Counter()
    crashed: list[str] = []
    for path in sorted(each for each in DATA.rglob("*") if each.is_file()):
        name = str(path.relative_to(DATA))
        read = reader_of(path)
        if read is None:
            counts["other kinds"] += 1
            continue
        try:
            answer, kind = read(path), "opened"
        except InputError as refused:
            place = str(refused.where).removeprefix(path.name).lstrip(":, ")
            answer, kind = "refused: " + (f"{place}: " if place else "") + refused.message, "refused"
        except Exception as fault:
            answer, kind = f"CRASH: {type(fault).__name__}: {fault}", "crashed"
            crashed.append(name)
        counts[kind] += 1
        print(f"{name:78s} {answer}", flush=True)
    print("\n" + ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())))
    if crashed:
        print("crashed: " + ", ".join(crashed))
        sys.exit(1)


if __name__ == "__main__":
    main()
