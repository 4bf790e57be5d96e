"""The two pain numbers: discomfort of rolling and stretching, and the person's own pain in a session."""

from __future__ import annotations

from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.errors import KnowledgeError
from evenpull.knowledge import Catalogue
from evenpull.safety.records import PainCeilings


def pain_ceilings(person: Person, catalogue: Catalogue) -> PainCeilings:
    """Return the highest numbers of a session: own pain at most so much above the start, and never above a fixed one.

    Source:
        SEED4 (discomfort), PAIN_MON and PAIN_BIM (own pain); catalogue, kind `stop_rules`.
    """
    discomfort = _number(catalogue, "stop_discomfort", "most")
    start = max((pain.now for pain in person.pains), default=0.0)
    most = _number(catalogue, "stop_own_pain", "most")
    rise = _number(catalogue, "stop_own_pain", "rise")
    return PainCeilings(discomfort_max=int(discomfort), start_level=start, own_pain_max=min(most, start + rise))


def _number(catalogue: Catalogue, rule: str, name: str) -> float:
    entry = catalogue.stop_rules.get(rule)
    value: float | None = None if entry is None else getattr(entry, name)
    if value is None:
        raise KnowledgeError(say("the stop rule {rule!r} has no number {name!r}", rule=rule, name=name))
    return value
