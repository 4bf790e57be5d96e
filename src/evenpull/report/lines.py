"""Lines of a terminal of 80 columns."""

from __future__ import annotations

import textwrap

WIDTH = 80


def wrap(head: str, text: str, *, most: int, hang: int | None = None) -> list[str]:
    """Return a head and its text on at most `most` lines, cut at a word with dots where it does not fit."""
    indent = " " * (len(head) if hang is None else hang)
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head,
        subsequent_indent=indent,
        max_lines=most,
        placeholder=" ...",
        break_on_hyphens=False,
    )
