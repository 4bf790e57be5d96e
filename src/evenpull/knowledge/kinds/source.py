"""Where facts come from."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, Sentence


class Source(Entry):
    """A publication, page or text, and how much of it was read."""

    citation: Sentence
    locator: str = ""
    doi: str = ""
    read: Literal["whole", "part", "abstract", "secondary", "not_opened"]
