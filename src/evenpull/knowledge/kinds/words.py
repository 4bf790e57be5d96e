"""Sentences that people see, and words that they never see."""

from __future__ import annotations

from evenpull.knowledge.kinds.common import Entry, Sentence


class Text(Entry):
    """A user-visible sentence or template (`{name}` places are filled); `person` and `practitioner` readings."""

    person: Sentence
    practitioner: str = ""


class WordList(Entry):
    """A list of words or word beginnings, such as the forbidden ones, with why."""

    words: tuple[str, ...]
    why: Sentence
