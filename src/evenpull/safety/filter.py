"""Whether one exercise or test may be proposed to a person: facts, hand-made codes, and who is there to help.

A thing is removed when either its physical facts or its hand-made codes say so; nothing here ever adds one back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Literal

from evenpull.core.words import say
from evenpull.errors import KnowledgeError
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.assessment import Test
from evenpull.knowledge.kinds.exercise import Exercise
from evenpull.knowledge.kinds.facts import Facts
from evenpull.knowledge.kinds.safety import FactMatch, Removal
from evenpull.safety.records import Removed, SafetyProfile, Verdict
from evenpull.safety.regions import stops

Kind = Literal["exercise", "test"]

_FACTS = frozenset(Facts.model_fields)


def check(
    facts: Facts,
    codes_table: Collection[str],
    profile: SafetyProfile,
    catalogue: Catalogue,
    *,
    kind: Kind,
    practitioner_only: bool = False,
    person_is_pro: bool = False,
) -> Verdict:
    """Return whether a thing may be proposed, everything that removes it, and what limits its dose.

    Args:
        facts: What the body has to do and bear.
        codes_table: Condition codes that remove it according to the hand-made table.
        profile: What safety knows of the person.
        catalogue: The conditions and their rules.
        kind: Whether it is an exercise or a test.
        practitioner_only: Whether it is never for a person without a practitioner.
        person_is_pro: Whether a trainer or physiotherapist uses the program.
    """
    removed = [*_by_profile(profile)]
    if practitioner_only and not person_is_pro:
        removed.append(Removed(code="PRACTITIONER", reason=say("This needs a practitioner.")))
    for condition in catalogue.conditions.values():
        if not condition.everyone and condition.code not in profile.codes:
            continue
        reasons = [
            rule.text
            for rule in condition.removes
            if forbids(rule, facts, kind=kind) and not (rule.self_only and person_is_pro)
        ]
        if not reasons and condition.code in codes_table:
            reasons = [say("Left out for: {condition}.", condition=condition.name)]
        removed += [Removed(code=condition.code, reason=reason) for reason in dict.fromkeys(reasons)]
    removed.sort(key=lambda item: (item.code, item.reason))
    return Verdict(allowed=not removed, removed=tuple(removed), limits=profile.limits)


def check_exercise(exercise: Exercise, person_is_pro: bool, profile: SafetyProfile, catalogue: Catalogue) -> Verdict:
    """Return whether an exercise may be planned for a person."""
    return check(
        exercise.facts,
        exercise.codes,
        profile,
        catalogue,
        kind="exercise",
        practitioner_only=exercise.practitioner_only,
        person_is_pro=person_is_pro,
    )


def check_test(test: Test, profile: SafetyProfile, catalogue: Catalogue) -> Verdict:
    """Return whether a test may be proposed to a person."""
    return check(test.facts, test.contra_codes, profile, catalogue, kind="test")


def forbids(rule: Removal, facts: Facts, *, kind: Kind) -> bool:
    """Say whether a rule on facts removes an exercise or test."""
    return rule.applies in ("both", kind) and matches(rule, facts) and (rule.also is None or matches(rule.also, facts))


def matches(match: FactMatch, facts: Facts) -> bool:
    """Say whether a fact is there: true, large enough, or one of the words that the rule names.

    Raises:
        KnowledgeError: When the rule names a fact that does not exist.
    """
    if match.fact not in _FACTS:
        raise KnowledgeError(say("no fact is called {fact!r}", fact=match.fact))
    value = getattr(facts, match.fact)
    if isinstance(value, bool):
        return value
    if isinstance(value, tuple):
        return any(_counts(match, word) for word in value)
    if isinstance(value, str):
        return value in match.any_of
    return match.at_least is not None and value >= match.at_least


def _counts(match: FactMatch, word: str) -> bool:
    """Say whether one word of a list is what the rule waits for."""
    if any(_holds(word, part) for part in match.none_of):
        return False
    return not match.any_of or any(_holds(word, part) for part in match.any_of)


def _holds(word: str, part: str) -> bool:
    """Say whether `hip_flexion_knee_straight` holds every word of `hip_flexion`."""
    return _parts(word).issuperset(_parts(part))


@lru_cache(maxsize=1024)
def _parts(word: str) -> frozenset[str]:
    """Return the parts of a word, remembered: a few hundred words of the catalogue are compared again and again."""
    return frozenset(word.split("_"))


def _by_profile(profile: SafetyProfile) -> Iterator[Removed]:
    """Remove everything while the screen stops, is not finished, or a clinician has to agree first."""
    if stops(profile.level):
        yield Removed(code="LEVEL", reason=say("Some answers need a health professional first."))
    if profile.not_asked:
        yield Removed(code="NOT_ASKED", reason=say("Some safety questions have no answer yet."))
    if profile.mode == "none":
        yield Removed(code="MODE", reason=say("A clinician has to agree first."))
