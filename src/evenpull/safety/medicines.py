"""Which condition codes a person's medicines bring, and which medicines no rule knows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from evenpull.knowledge import Catalogue


def codes_of_medicines(medicines: Iterable[str], catalogue: Catalogue) -> dict[str, str]:
    """Return the codes that medicines bring, each with the id of its condition.

    A medicine is recognised by a known word anywhere in what was written ("warfarin 5 mg", "Blood thinners").
    """
    written = [_words(medicine) for medicine in medicines]
    return {
        condition.code: condition.id
        for condition in catalogue.conditions.values()
        if any(_names(text, word) for text in written for word in condition.medicines)
    }


def unknown_medicines(medicines: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Return the medicines that are in no rule and not in the list of those that need none."""
    known = [word for condition in catalogue.conditions.values() for word in condition.medicines]
    known += [
        word for fact in catalogue.safety_facts.values() if fact.derived == "medicine_not_known" for word in fact.words
    ]
    return tuple(medicine for medicine in medicines if not any(_names(_words(medicine), word) for word in known))


@lru_cache(maxsize=2048)
def _spaced(known: str) -> str:
    """Return a known word of the catalogue split into words, remembered: it is compared with every medicine."""
    return _words(known)


def _words(text: str) -> str:
    """Return the words of a text in lower case, without plural endings, with a space around each."""
    parts = re.split(r"[\W_]+", text.lower())
    return f" {' '.join(part.removesuffix('s') for part in parts if part)} "


def _names(text: str, word: str) -> bool:
    """Say whether a text (already split into words) holds a known word or group of words."""
    return _spaced(word) in text
