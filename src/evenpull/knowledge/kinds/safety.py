"""Screening questions, condition codes, referrals and stop rules."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, Id, Known, Record, Reviewer, Sentence, SourceId

Level = Literal["emergency", "urgent", "see_someone", "clear"]


class Rule(Record):
    """When an answer raises a level: `when` is `yes`, `no`, or a comparison such as `>= 5`; `with_` names other
    questions that must also be yes for this level (a weak flag with company).
    """

    when: str
    level: Level
    with_any: tuple[Id, ...] = ()
    text: Sentence


class ScreeningQuestion(Entry):
    """A safety question; a missing answer blocks.

    Args:
        text: Plain words, grade 8 or below, one thing asked.
        region: `all`, or the region whose pain makes it necessary; asked of everyone whose pains touch it.
        asked_of: `everyone`, or `region` (only when a pain lies in `region`), or `female`.
        rules: What each answer raises, strongest first.
        refers: Id of the referral text.
        codes: Condition codes that follow from yes.
    """

    text: Sentence
    help: str = ""
    region: Id
    asked_of: Literal["everyone", "region", "female"]
    answer: Literal["yes_no", "number", "choice"] = "yes_no"
    unit: str = ""
    options: tuple[str, ...] = ()
    rules: tuple[Rule, ...]
    refers: Id | None = None
    codes: tuple[str, ...] = ()
    order: int
    sources: tuple[SourceId, ...]
    known: Known
    caution: str = ""
    reviewed_by: Reviewer | None = None


class Limits(Record):
    """What a code limits rather than removes; None leaves the dose alone. The strictest of all codes wins."""

    rpe_max: int | None = None
    rest_s_min: int | None = None
    hold_s_max: float | None = None
    reps_max: int | None = None
    sets_max: int | None = None
    difficulty_max: int | None = None
    mid_range_only: bool = False
    pain_ceiling: int | None = None
    text: Sentence


class Removal(Record):
    """A fact that a code forbids: `fact` names a field of `Facts`, `any_of` the values that remove (or `true`)."""

    fact: str
    any_of: tuple[str, ...] = ()
    at_least: float | None = None
    text: Sentence


class Condition(Entry):
    """A condition code: how it is asked, what it removes, what it limits, what to do instead.

    Args:
        question: Plain words for the person.
        removes: Rules on facts.
        limits: Rules on dose.
        no_plan: True when no programme is given at all (unstable heart disease ...): level and text say what to do.
        instead: What to do instead, in words.
    """

    name: Sentence
    question: Sentence
    code: str
    removes: tuple[Removal, ...] = ()
    limits: Limits | None = None
    no_plan: Level | None = None
    needs_clearance: bool = False
    instead: Sentence
    sources: tuple[SourceId, ...]
    known: Known
    caution: str = ""
    reviewed_by: Reviewer | None = None


class Referral(Entry):
    """What the referral page says for one group of flags: whom to see, how soon, what to tell them."""

    title: Sentence
    level: Level
    how_soon: Sentence
    do_now: tuple[Sentence, ...]
    tell_them: tuple[Sentence, ...]
    sources: tuple[SourceId, ...]
    known: Known
    reviewed_by: Reviewer | None = None


class StopRule(Entry):
    """When to stop a test or an exercise, and what to do then."""

    text: Sentence
    then: Sentence
    applies: Literal["all", "test", "exercise", "stretch", "roll", "neck", "strength"]
    sources: tuple[SourceId, ...]
    known: Known
    reviewed_by: Reviewer | None = None
