"""Words that are never said to a person: how the catalogue's word lists are looked for in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=16)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Build one pattern: each entry at the start of a word; a space in it matches any run of spaces or hyphens."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    parts = [r"[\s\-]+".join(map(re.escape, re.split(r"[\s\-]+", word.strip()))) for word in longest_first]
    return re.compile(r"(?<![a-z])(?:" + "|".join(parts) + r")", re.IGNORECASE)


def find_words(text: str, words: Iterable[str]) -> list[str]:
    """Return every stretch of a text that begins with a listed word or phrase, in order.

    An entry matches at the start of a word whatever the case and whatever follows (`misalign` finds "misaligned" and
    "Misalignment"); a space in it matches spaces, hyphens and line breaks.

    Args:
        text: What a person would read.
        words: Entries of a word list.

    Example:
        >>> find_words("Your pelvis is Mis-aligned and switched-off.", ["switched off", "mis aligned"])
        ['Mis-aligned', 'switched-off']
    """
    entries = tuple(words)
    return _pattern(entries).findall(text) if entries else []
