"""How much a call matters to this person: its cited links to the person's own pains, and the person's goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evenpull.capture.person.model import Pain, Person
from evenpull.core.side import Side
from evenpull.infer.records import Property
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.common import EvidenceWord
from evenpull.knowledge.kinds.pain import PainLink

BY_EVIDENCE: dict[str, float] = {
    "strong": 1.0,
    "moderate": 1.0,
    "limited": 0.5,
    "conflicting": 0.25,
    "contradicted": 0.0,
}
GOAL = 0.5
ELSE = 0.1
GOALS_SERVED: dict[str, frozenset[Property]] = {
    "mobility": frozenset({"length"}),
    "strength": frozenset({"strength"}),
    "perform": frozenset({"length", "strength"}),
    "balance": frozenset({"length", "strength"}),
    "prevent": frozenset({"length", "strength"}),
    "posture": frozenset({"length", "strength"}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """How much one property of one sided group matters.

    Args:
        value: 1 strong or moderate link, 0.5 limited or serves a goal, 0.25 conflicting, 0 contradicted, else 0.1.
        evidence: The best link's word, `none` without a link.
        sentences: The strongest sentences that may be shown for the person's pains.
    """

    value: float
    evidence: EvidenceWord
    sentences: tuple[str, ...]


def relevance_of(muscle: str, side: Side, prop: Property, *, person: Person, catalogue: Catalogue) -> Relevance:
    """Return the relevance of a short or weak group on one side for this person."""
    links = [
        link
        for _, link in sorted(catalogue.pain_links.items())
        if muscle in (link.short if prop == "length" else link.weak) and _hurts(link, side, person.pains, catalogue)
    ]
    values = [0.0 if link.null else BY_EVIDENCE.get(link.evidence, ELSE) for link in links]
    served = any(prop in GOALS_SERVED.get(goal, frozenset()) for goal in person.goals)
    base = GOAL if served else (ELSE if not links else 0.0)
    best = max(links, key=lambda link: 0.0 if link.null else BY_EVIDENCE.get(link.evidence, ELSE), default=None)
    return Relevance(
        value=max([base, *values]),
        evidence=best.evidence if best else "none",
        sentences=tuple(dict.fromkeys(link.claim_wording for link in links)),
    )


def _hurts(link: PainLink, side: Side, pains: Sequence[Pain], catalogue: Catalogue) -> bool:
    for pain in pains:
        site = catalogue.aliases.get("pain_sites", {}).get(pain.site, pain.site)
        if site != link.site:
            continue
        entry = catalogue.pain_sites.get(site)
        if pain.side in {"both", side} or (entry is not None and not entry.sided):
            return True
    return False
