"""Where facts come from."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, Sentence


class Source(Entry):
    """A publication, page or text, and how much of it was read.

    `read` is about what was opened, not about how good the source is. Authors, volume and pages of some citations were
    completed from memory; `locator` is the place that was opened.
    """

    citation: Sentence
    locator: str = ""
    doi: str = ""
    read: Literal["whole", "part", "abstract", "secondary", "not_opened"]
