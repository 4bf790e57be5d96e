"""Points of the body that a person or practitioner marks in a photo, because no pose model finds them."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, Sentence

Marking = Literal["one", "both_sides", "several"]


class Landmark(Entry):
    """A point of the body, and how to find it.

    Args:
        name: For a practitioner.
        plain: For a person.
        find: How to find it by hand or eye, one step a sentence.
        views: In which photos it is marked, and how: once, once on each side of the picture, or several points from
            top to bottom.
    """

    name: Sentence
    plain: Sentence
    find: tuple[Sentence, ...]
    views: dict[Literal["front", "back", "side"], Marking]
