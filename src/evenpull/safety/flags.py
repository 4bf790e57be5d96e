"""The rules of questions, safety facts and conditions, applied: what each raises, where, and its referral text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass

from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.safety import Level, PlanMode, Rule, SafetyFact, ScreeningQuestion
from evenpull.safety.answers import Answers, fits, regions_of
from evenpull.safety.codes import conditions_by_code
from evenpull.safety.records import Flag
from evenpull.safety.regions import EVERYWHERE, LEVELS

_GENERAL_REFERRAL: dict[Level, str] = {"emergency": "emergency_now", "urgent": "urgent_soon", "see_someone": "letter"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A flag, the regions it holds in, and how it narrows the plan."""

    flag: Flag
    regions: tuple[str, ...]
    mode: PlanMode | None = None
    no_calls: str = ""


def raised_by_questions(
    questions: Iterable[ScreeningQuestion], *, answers: Answers, yes: Set[str], regions: Set[str], catalogue: Catalogue
) -> Iterator[Raised]:
    """Apply the rules of questions to the answers.

    Args:
        questions: Questions whose answers count.
        answers: Answers by question id.
        yes: Ids of all questions answered yes and all facts that are true.
        regions: Regions in which something hurts.
        catalogue: The referrals.
    """
    for question in questions:
        here = tuple(region for region in regions_of(question) if region in regions) or (question.region,)
        met = [rule for rule in question.rules if fits(rule.when, answers.get(question.id)) and _company(rule, yes)]
        yield from _strongest(question, met, here, catalogue)


def raised_by_facts(facts: Mapping[str, Iterable[str]], *, yes: Set[str], catalogue: Catalogue) -> Iterator[Raised]:
    """Apply the rules of the safety facts that are true, each in its regions."""
    for name, regions in sorted(facts.items()):
        fact = catalogue.safety_facts[name]
        met = [rule for rule in fact.rules if _company(rule, yes)]
        yield from _strongest(fact, met, tuple(sorted(regions)), catalogue)


def raised_by_conditions(codes: Iterable[str], catalogue: Catalogue) -> Iterator[Raised]:
    """Raise what a code calls for by itself: no plan at all, or a clinician who should agree."""
    by_code = conditions_by_code(catalogue)
    for code in codes:
        condition = by_code[code]
        level: Level = condition.no_plan or ("see_someone" if condition.needs_clearance else "clear")
        flag = Flag(
            id=condition.id,
            level=level,
            region=EVERYWHERE,
            text=condition.name,
            referral=referral_for(condition.refers, level, catalogue),
            known=condition.known,
        )
        yield Raised(flag=flag, regions=(EVERYWHERE,), mode=condition.mode, no_calls=condition.no_calls)


def referral_for(wanted: str | None, level: Level, catalogue: Catalogue) -> str | None:
    """Return the referral text of this level: the wanted one when it is of this level, else the general one."""
    if level == "clear":
        return None
    if wanted is not None and catalogue.referrals[wanted].level == level:
        return wanted
    return _GENERAL_REFERRAL[level]


def _company(rule: Rule, yes: Set[str]) -> bool:
    return not rule.with_any or not yes.isdisjoint(rule.with_any)


def _strongest(
    entry: ScreeningQuestion | SafetyFact, met: list[Rule], regions: tuple[str, ...], catalogue: Catalogue
) -> Iterator[Raised]:
    """Yield the highest of the rules that were met; the first of equals."""
    if not met:
        return
    rule = max(met, key=lambda item: LEVELS.index(item.level))
    flag = Flag(
        id=entry.id,
        level=rule.level,
        region=regions[0],
        text=rule.text,
        referral=referral_for(entry.refers, rule.level, catalogue),
        known=entry.known,
    )
    yield Raised(flag=flag, regions=regions, mode=rule.mode, no_calls=rule.no_calls)
