"""What was worked out from files that have not changed since is not worked out again. Only memory, nothing on disk."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TypeVar

MOST = 16
Result = TypeVar("Result")
_kept: dict[Hashable, object] = {}


def remembered(what: Hashable, files: tuple[Path, ...], work: Callable[[], Result]) -> Result:
    """Return what `work` gives, from memory when it was asked before and none of the files has changed.

    Args:
        what: What is asked, folder and day included.
        files: Every file that the answer rests on; one that is not there counts as such.
        work: Works it out; what it raises is raised and not remembered.
    """
    key = (what, *(_stamp(file) for file in files))
    if key in _kept:
        return _kept[key]  # type: ignore[return-value]
    found = work()
    while len(_kept) >= MOST:
        _kept.pop(next(iter(_kept)))
    _kept[key] = found
    return found


def _stamp(file: Path) -> tuple[str, int, int, int]:
    try:
        state = file.stat()
    except OSError:
        return (str(file), 0, 0, 0)
    return (str(file), state.st_mtime_ns, state.st_size, state.st_ino)
