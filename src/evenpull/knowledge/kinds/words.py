"""Words that people never see."""

from __future__ import annotations

from evenpull.knowledge.kinds.common import Entry, Sentence


class WordList(Entry):
    """A list of words or word beginnings, such as the forbidden ones, with why."""

    words: tuple[str, ...]
    why: Sentence
