"""Progress on work longer than a second: one line on standard error, only where a person watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, float], None]


@contextmanager
def on_terminal(what: str) -> Iterator[Progress]:
    """Yield a function of (stage, share done) that shows a line once a second has passed; the line is taken away after.

    Nothing is written when standard error is no terminal.
    """
    began = time.monotonic()
    shown = 0

    def progress(stage: str, share: float) -> None:
        nonlocal shown
        if not sys.stderr.isatty() or time.monotonic() - began < 1:
            return
        done = round(max(0.0, min(1.0, share)) * 24)
        line = f"\r{what} [{'#' * done}{' ' * (24 - done)}] {stage}"[:79]
        sys.stderr.write(line.ljust(shown))
        sys.stderr.flush()
        shown = len(line)

    try:
        yield progress
    finally:
        if shown:
            sys.stderr.write("\r" + " " * shown + "\r")
            sys.stderr.flush()
