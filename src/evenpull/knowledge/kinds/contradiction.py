"""Findings that disagree: both sides, each with its evidence word and sources, and what Evenpull does about it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from evenpull.knowledge.kinds.common import Entry, EvidenceWord, Known, Record, Sentence, SourceId
from evenpull.knowledge.kinds.source_texts import Places


class Finding(Record):
    """One side of a disagreement.

    Args:
        says: What was found or is held.
        evidence: How well this side is supported.
        known: Whether it was read in its source.
    """

    says: Sentence
    evidence: EvidenceWord
    sources: tuple[SourceId, ...]
    known: Known


class Contradiction(Entry):
    """A question on which sources disagree; neither side is dropped.

    Args:
        question: What is in dispute.
        person: The same in plain words, with what it means for the reader.
        sides: Two findings or more.
        kept: What Evenpull does so that neither side is taken for granted.
        lives: The entries that carry both sides.
        order: Its number in the list of known conflicts.
    """

    question: Sentence
    person: Sentence
    sides: Annotated[tuple[Finding, ...], Field(min_length=2)]
    kept: Sentence
    lives: Places = Places()
    order: int
