"""Pain sites, what is known to link muscles to pain there, and what is known of pain in general."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, EvidenceWord, Id, Known, Sentence, SourceId, Value


class PainSite(Entry):
    """A place that can hurt; `region` decides which safety questions belong to it.

    `map_front` and `map_back` lie in a box of 0 to 1 around the body (x to the viewer's right, y down). Of a sided
    site they show the person's left; the right is at 1 - x.
    """

    name: Sentence
    region: Id
    sided: bool
    map_front: tuple[float, float] | None = None
    map_back: tuple[float, float] | None = None


class PainLink(Entry):
    """One contributor to pain at one site, or a finding that there is none.

    Args:
        site: Pain site.
        contributor: In words.
        short, weak: Groups concerned.
        effect: The effect as published, in words and numbers.
        evidence: Word for the link to pain.
        claim_wording: The strongest sentence that may be shown.
        null: True for a finding of no link.
    """

    site: Id
    contributor: Sentence
    short: tuple[Id, ...] = ()
    weak: tuple[Id, ...] = ()
    effect: str
    evidence: EvidenceWord
    claim_wording: Sentence
    null: bool = False
    patterns: tuple[Id, ...] = ()
    known: Known
    sources: tuple[SourceId, ...]


class PainFact(Entry):
    """Something known of pain in general, at no single site: how common it is, or a finding, often of no link.

    Args:
        about: `prevalence`: how common; `finding`: what goes with pain, or does not; `care`: how one speaks of it.
        name: In a few words.
        effect: The finding as published, in words and numbers.
        values: The numbers that may be used.
        evidence: Word for the link to pain; None for counts of how common something is.
        claim_wording: The strongest sentence that may be shown.
        null: True for a finding of no link.
    """

    about: Literal["prevalence", "finding", "care"]
    name: Sentence
    effect: Sentence
    values: tuple[Value, ...] = ()
    evidence: EvidenceWord | None = None
    claim_wording: Sentence
    null: bool = False
    patterns: tuple[Id, ...] = ()
    known: Known
    sources: tuple[SourceId, ...]
