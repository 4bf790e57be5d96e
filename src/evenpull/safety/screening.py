"""From a person's answers to a safety profile: level by region, flags, codes, limits, and what plan may be given.

Never raises for a missing answer: `not_asked` names the questions. What stops is decided in `evenpull.safety.gate`.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from evenpull.capture.person.model import Person
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.safety import Level, ScreeningQuestion
from evenpull.safety.answers import Answers, is_answered, must_answer, read_answers
from evenpull.safety.codes import codes_before_questions, codes_of_answers, conditions_by_code, with_implied
from evenpull.safety.flags import Raised, raised_by_conditions, raised_by_facts, raised_by_questions
from evenpull.safety.limits import strictest
from evenpull.safety.pain_rule import pain_ceilings
from evenpull.safety.person_facts import true_facts
from evenpull.safety.records import CodeReason, Flag, Mode, SafetyProfile
from evenpull.safety.regions import EVERYWHERE, LEVELS, PlacedPain, all_regions, highest, place_pains, stops

_MODES: tuple[Mode, ...] = ("normal", "minimum", "general", "pregnancy", "none")
IRRITABLE = "C_IRRITABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the person file says before any rule of the screen is applied."""

    answers: Answers
    pains: tuple[PlacedPain, ...]
    facts: dict[str, frozenset[str]]
    reasons: tuple[CodeReason, ...]
    questions: tuple[ScreeningQuestion, ...]

    @property
    def regions(self) -> Set[str]:
        """Regions in which something hurts."""
        return {placed.region for placed in self.pains}


def questions_for(person: Person, catalogue: Catalogue) -> tuple[ScreeningQuestion, ...]:
    """Return the safety questions that this person must answer, in order; follow-ups once their question is yes.

    Raises:
        InputError: When the person file names a site, condition, question or answer that does not exist.
    """
    return _asked(person, catalogue).questions


def screen(person: Person, catalogue: Catalogue) -> SafetyProfile:
    """Return everything that safety knows of a person: the highest level wins, and silence is not "no".

    Args:
        person: The person file, with or without answers.
        catalogue: Questions, facts, conditions and their rules.

    Raises:
        InputError: When the person file names a site, condition, question or answer that does not exist.
    """
    asked = _asked(person, catalogue)
    wanted = {question.id for question in asked.questions}
    # An answer that nobody had to give still counts, except to a follow-up whose question does not arise.
    heard = [entry for entry in catalogue.screening.values() if entry.id in wanted or entry.asked_of != "follow_up"]
    answered = codes_of_answers(heard, asked.answers, catalogue)
    reasons = with_implied((*asked.reasons, *answered), catalogue)
    codes = tuple(sorted({reason.code for reason in reasons}))
    yes = {*asked.facts, *(name for name, answer in asked.answers.items() if answer == "yes")}
    raised = (
        *raised_by_questions(heard, answers=asked.answers, yes=yes, regions=asked.regions, catalogue=catalogue),
        *raised_by_facts(asked.facts, yes=yes, catalogue=catalogue),
        *raised_by_conditions(codes, catalogue),
    )
    levels = _levels(raised, catalogue)
    level = highest(levels.values())
    not_asked = tuple(entry.id for entry in asked.questions if not is_answered(entry, asked.answers))
    by_code = conditions_by_code(catalogue)
    limits = [found for code in codes if (found := by_code[code].limits) is not None]
    return SafetyProfile(
        level=level,
        levels=levels,
        flags=_flags(raised),
        not_asked=not_asked,
        answered=len(asked.questions) - len(not_asked),
        asked=len(asked.questions),
        codes=codes,
        limits=strictest(limits),
        mode=_mode(raised, level=level, complete=not not_asked),
        no_calls=next((item.no_calls for item in raised if item.no_calls), None),
        irritable=IRRITABLE in codes,
        letter=level != "clear",
        ceilings=pain_ceilings(person, catalogue),
        unreviewed=_unreviewed(catalogue),
        code_reasons=reasons,
    )


def _asked(person: Person, catalogue: Catalogue) -> _Asked:
    """Read answers and pains, work out facts and codes, and choose the questions."""
    answers = read_answers(person, catalogue)
    pains = place_pains(person, catalogue)
    facts = true_facts(person, pains=pains, catalogue=catalogue)
    reasons = codes_before_questions(person, pains=pains, facts=facts.keys(), catalogue=catalogue)
    questions = must_answer(
        person,
        answers=answers,
        regions={placed.region for placed in pains},
        codes={reason.code for reason in reasons},
        catalogue=catalogue,
    )
    return _Asked(answers=answers, pains=pains, facts=facts, reasons=reasons, questions=questions)


def _levels(raised: Iterable[Raised], catalogue: Catalogue) -> dict[str, Level]:
    """Return the level of every region; what holds everywhere raises each."""
    found: dict[str, list[Level]] = {region: [] for region in all_regions(catalogue)}
    for item in raised:
        for region in found if EVERYWHERE in item.regions else item.regions:
            found.setdefault(region, []).append(item.flag.level)
    return {region: highest(levels) for region, levels in sorted(found.items())}


def _flags(raised: Iterable[Raised]) -> tuple[Flag, ...]:
    """Return the flags that raise a level, highest first, one for each question, fact or condition."""
    flags = {item.flag for item in raised if item.flag.level != "clear"}
    return tuple(sorted(flags, key=lambda flag: (-LEVELS.index(flag.level), flag.region, flag.id, flag.text)))


def _mode(raised: Iterable[Raised], *, level: Level, complete: bool) -> Mode:
    """Return the narrowest plan that anything calls for."""
    if stops(level) or not complete:
        return "none"
    modes: list[Mode] = [item.mode for item in raised if item.mode is not None]
    if level == "see_someone":
        modes.append("minimum")
    return max(modes, key=_MODES.index, default="normal")


def _unreviewed(catalogue: Catalogue) -> bool:
    """Say whether any safety rule still waits for a clinician's review."""
    kinds = (
        catalogue.screening,
        catalogue.safety_facts,
        catalogue.conditions,
        catalogue.referrals,
        catalogue.stop_rules,
    )
    return any(entry.reviewed_by is None for kind in kinds for entry in kind.values())
