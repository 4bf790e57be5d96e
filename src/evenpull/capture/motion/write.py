"""Write OpenSim files: TRC for markers, MOT for coordinates. A file is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np

from evenpull.capture.motion.records import Angles, Array, Markers
from evenpull.core.words import say
from evenpull.errors import OutOfRange, StoreError, Where


def write_markers(path: Path, *, time_s: Array, rate_hz: float, markers: Markers) -> None:
    """Write markers as TRC, in mm; what was not seen stays blank.

    Raises:
        StoreError: When the file cannot be written; an older one is then as it was.
    """
    count, frames = len(markers.labels), len(time_s)
    if markers.position.shape != (frames, count, 3):
        raise OutOfRange(say("markers and times do not belong together"))
    names = "\t\t\t".join(label.replace("\t", " ") for label in markers.labels)
    axes = "\t".join(f"{axis}{i + 1}" for i in range(count) for axis in "XYZ")
    keys = (
        "DataRate",
        "CameraRate",
        "NumFrames",
        "NumMarkers",
        "Units",
        "OrigDataRate",
        "OrigDataStartFrame",
        "OrigNumFrames",
    )
    rate = f"{rate_hz:.6g}"
    lines = [
        f"PathFileType\t4\t(X/Y/Z)\t{path.name}",
        "\t".join(keys),
        f"{rate}\t{rate}\t{frames}\t{count}\tmm\t{rate}\t1\t{frames}",
        f"Frame#\tTime\t{names}\t\t",
        f"\t\t{axes}",
        "",
    ]
    for i in range(frames):
        cells = ["" if np.isnan(value) else f"{1000 * value:.5f}" for value in markers.position[i].ravel()]
        lines.append("\t".join([str(i + 1), f"{time_s[i]:.6f}", *cells]))
    _whole(path, "\n".join(lines) + "\n")


def write_angles(path: Path, *, time_s: Array, angles: Angles, name: str = "Coordinates") -> None:
    """Write coordinates as MOT, angles in degrees and shifts in m.

    Raises:
        StoreError: When the file cannot be written; an older one is then as it was.
    """
    if angles.values.shape != (len(time_s), len(angles.labels)):
        raise OutOfRange(say("angles and times do not belong together"))
    factor = np.array([180 / np.pi if unit == "rad" else 1.0 for unit in angles.units])
    table = np.column_stack([time_s, angles.values * factor])
    lines = [name, "version=1", f"nRows={len(table)}", f"nColumns={table.shape[1]}", "inDegrees=yes", "", "endheader"]
    lines.append("\t".join(["time", *angles.labels]))
    lines += ["\t".join(f"{value:.8f}" for value in row) for row in table]
    _whole(path, "\n".join(lines) + "\n")


def _whole(path: Path, text: str) -> None:
    """Write beside the target and put it in place when all of it is written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as fault:
        raise StoreError(say("the folder cannot be written"), where=Where(file=path.name)) from fault
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        os.replace(made, path)
    except OSError as fault:
        Path(made).unlink(missing_ok=True)
        raise StoreError(say("the file cannot be written"), where=Where(file=path.name)) from fault
