"""Read any motion file by its ending."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from evenpull.capture.motion.c3d import read_c3d
from evenpull.capture.motion.forces import read_forces
from evenpull.capture.motion.limits import sized
from evenpull.capture.motion.mapping import Mapping
from evenpull.capture.motion.records import Recording
from evenpull.capture.motion.sto import read_sto
from evenpull.capture.motion.table_csv import read_table
from evenpull.capture.motion.trc import read_trc
from evenpull.core.words import say
from evenpull.errors import FileFormatError, InputError, Where

READERS: dict[str, Callable[[Path], Recording]] = {
    ".trc": read_trc,
    ".c3d": read_c3d,
    ".mot": read_sto,
    ".sto": read_sto,
    ".forces": read_forces,
}
TABLES = (".csv", ".tsv", ".txt")
MOTION_SUFFIXES = (*READERS, *TABLES)


def read_motion(path: Path, mapping: Mapping | None = None) -> Recording:
    """Return what a motion file holds, in SI units.

    Args:
        path: A file that ends in one of `MOTION_SUFFIXES`.
        mapping: What the columns of a table are; needed for `TABLES`, not used for others.

    Raises:
        InputError: When it cannot be read; names file, line or frame and the reason.
        MissingExtra: For C3D without ezc3d.

    Example:
        >>> recording = read_motion(Path("walk.trc"))  # doctest: +SKIP
        >>> recording.markers.at("R.Knee")  # doctest: +SKIP
    """
    suffix = path.suffix.lower()
    if suffix not in MOTION_SUFFIXES:
        hint = say("Motion files end in {endings}.", endings=", ".join(MOTION_SUFFIXES))
        raise InputError(say("this is no motion file"), where=Where(file=path.name), hint=hint)
    try:
        sized(path)
        return read_table(path, mapping) if suffix in TABLES else READERS[suffix](path)
    except OSError as fault:
        raise InputError(say("the file cannot be read"), where=Where(file=path.name)) from fault
    except MemoryError as fault:
        raise FileFormatError(say("the file does not fit into memory"), where=Where(file=path.name)) from fault
