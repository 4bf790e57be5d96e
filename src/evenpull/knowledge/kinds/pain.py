"""Pain sites, and what is known to link muscles to pain there."""

from __future__ import annotations

from evenpull.knowledge.kinds.common import Entry, EvidenceWord, Id, Known, Sentence, SourceId


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
