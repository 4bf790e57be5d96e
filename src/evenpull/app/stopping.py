"""Stopping: the warning signs that a person can choose from, what to do at each, and the pain at which to stop."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.core.words import say
from evenpull.errors import KnowledgeError
from evenpull.knowledge.load import Catalogue

SIGNS: tuple[tuple[str, str], ...] = (
    ("chest", "stop_chest"),
    ("bladder", "stop_bladder"),
    ("numb", "stop_numbness"),
    ("sharp", "stop_sharp_pain"),
    ("dizzy", "stop_dizzy"),
    ("ill", "stop_ill"),
)
"""Signs in the order to ask for them, each with the stop rule that says what to do; what cannot wait comes first."""
RULE_OF = dict(SIGNS)
NO_ALARM = frozenset({"ill"})
"""Signs that end a session and call for rest, and are no warning sign of an exercise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A warning sign: its id, what it is, and what to do.

    Args:
        id: Id of the sign; empty when the person just stops.
        text: The sign in words.
        then: What to do.
        alarm: Whether the log bears it as a warning sign.
    """

    id: str
    text: str
    then: str
    alarm: bool


def help_signs(catalogue: Catalogue) -> tuple[Sign, ...]:
    """Return the signs to choose from."""
    return tuple(advice(name, catalogue) for name, rule in SIGNS if rule in catalogue.stop_rules)


def advice(sign: str, catalogue: Catalogue) -> Sign:
    """Return what to do at a sign; for an unknown one what holds for stopping without a reason.

    Args:
        sign: Id of a sign.
        catalogue: The stop rules.
    """
    rule = catalogue.stop_rules.get(RULE_OF.get(sign, ""))
    if rule is not None:
        return Sign(id=sign, text=rule.text, then=rule.then, alarm=sign not in NO_ALARM)
    then = say("That is fine, and no reason is needed. What you did is saved. If it worries you, see a clinician.")
    return Sign(id="", text=say("I just want to stop"), then=then, alarm=False)


def most_pain(catalogue: Catalogue) -> float:
    """Return the own pain above which no exercise is done, 0-10.

    Raises:
        KnowledgeError: When the catalogue has no such number.
    """
    return _numbers(catalogue)[0]


def pain_limit(start_pain: float, catalogue: Catalogue) -> float:
    """Return the own pain above which an exercise is stopped today, 0-10.

    Args:
        start_pain: Own pain before this session, 0-10; the limit rests on this very day.
        catalogue: The stop rules.

    Raises:
        KnowledgeError: When the catalogue has no such number.
    """
    most, rise = _numbers(catalogue)
    return min(most, start_pain + rise)


def _numbers(catalogue: Catalogue) -> tuple[float, float]:
    rule = catalogue.stop_rules.get("stop_own_pain")
    if rule is None or rule.most is None or rule.rise is None:
        raise KnowledgeError(say("the rule of the own pain has no numbers"))
    return rule.most, rule.rise
