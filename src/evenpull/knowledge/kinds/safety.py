"""Screening questions, condition codes, referrals and stop rules."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, Id, Known, Record, Reviewer, Sentence, SourceId

Level = Literal["emergency", "urgent", "see_someone", "clear"]
PlanMode = Literal["minimum", "general", "pregnancy", "none"]


class Rule(Record):
    """When an answer raises a level: `when` is `yes`, `no`, a word of `options`, or a comparison such as `>= 5`.

    `with_any` names questions of the screen or safety facts of which one must be yes as well (a weak flag with
    company). Every rule that fits counts; the highest level wins. `mode` narrows what plan may be given, `no_calls`
    says why no muscle is called.
    """

    when: str
    level: Level
    with_any: tuple[Id, ...] = ()
    mode: PlanMode | None = None
    no_calls: str = ""
    text: Sentence


class ScreeningQuestion(Entry):
    """A safety question; a missing answer blocks.

    Args:
        text: Plain words, grade 8 or below, one thing asked.
        region: `all`, or the region whose pain makes it necessary; asked of everyone whose pains touch it.
        also_regions: Further regions that it belongs to.
        asked_of: `everyone`; `pain` (anyone with a pain); `region` (only when a pain lies in `region`); `female`
            (female or unstated); `follow_up` (when one of `asked_if` is yes).
        asked_if: A follow-up is asked when one of these questions is yes,
        asked_if_codes: or when one of these codes follows from conditions or medicines.
        must_be: The only answer that counts as answered, such as `no` for "is one missing from your list".
        rules: What each answer raises, strongest first.
        refers: Id of the referral text.
        codes: Condition codes that follow from yes.
        codes_from: For numbers: from which value the codes follow.
    """

    text: Sentence
    help: str = ""
    region: Id
    also_regions: tuple[Id, ...] = ()
    asked_of: Literal["everyone", "pain", "region", "female", "follow_up"]
    asked_if: tuple[Id, ...] = ()
    asked_if_codes: tuple[str, ...] = ()
    must_be: str | None = None
    answer: Literal["yes_no", "number", "choice"] = "yes_no"
    unit: str = ""
    options: tuple[str, ...] = ()
    rules: tuple[Rule, ...]
    refers: Id | None = None
    codes: tuple[str, ...] = ()
    codes_from: float | None = None
    order: int
    sources: tuple[SourceId, ...]
    known: Known
    caution: str = ""
    reviewed_by: Reviewer | None = None


DerivedFact = Literal[
    "any_pain",
    "new_pain",
    "long_standing",
    "pain_above",
    "night",
    "morning_stiff",
    "regions_at_least",
    "numb_weeks",
    "numb_below_knee",
    "both_legs",
    "both_legs_numb",
    "after_injury",
    "after_surgery",
    "settles_after",
    "site",
    "under_age",
    "over_age",
    "early_back_pain",
    "late_back_pain",
    "old_and_inactive",
    "inactive",
    "medicine_code",
    "medicine_not_known",
]


class SafetyFact(Entry):
    """A safety fact that follows from the rest of the person file and is never asked.

    Args:
        text: What it is.
        region: `all`, or `pain`: the region of the pain that it is about.
        derived: Which fact of the person file it is.
        threshold: Its number, in `unit`.
        words: Words that it compares with (sites, codes, medicines that need no rule).
        rules: What it raises, each with `when: yes`.
        refers: Id of the referral text.
        codes: Condition codes that follow.
    """

    text: Sentence
    region: Literal["all", "pain"]
    derived: DerivedFact
    threshold: float | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    rules: tuple[Rule, ...]
    refers: Id | None = None
    codes: tuple[str, ...] = ()
    order: int
    sources: tuple[SourceId, ...]
    known: Known
    caution: str = ""
    reviewed_by: Reviewer | None = None


class Limits(Record):
    """What a code limits rather than removes; None leaves the dose alone. The strictest of all codes wins.

    `hold_s_max` is about hard static holds (effort), not about the time of a relaxed stretch.
    """

    rpe_max: int | None = None
    rest_s_min: int | None = None
    hold_s_max: float | None = None
    reps_max: int | None = None
    sets_max: int | None = None
    difficulty_max: int | None = None
    mid_range_only: bool = False
    text: Sentence


class FactMatch(Record):
    """A fact of an exercise or test: `fact` names a field of `Facts`.

    A true/false fact matches when true. A number matches from `at_least` on. A word matches when it is one of `any_of`.
    A list matches when one of its words holds every part of a word of `any_of` (`hip` matches `hip_flexion`), or,
    without `any_of`, when it is not empty; a word that holds every part of a word of `none_of` does not count (`back`
    without `back_thigh`).
    """

    fact: str
    any_of: tuple[str, ...] = ()
    none_of: tuple[str, ...] = ()
    at_least: float | None = None


class Removal(FactMatch):
    """A fact that a code forbids, with `also` only together with a second one.

    Args:
        also: A second fact that must be there too.
        applies: To exercises, to tests, or to both.
        self_only: Only for a person without a practitioner.
        text: Why, in words for the person.
    """

    also: FactMatch | None = None
    applies: Literal["both", "exercise", "test"] = "both"
    self_only: bool = False
    text: Sentence


class Condition(Entry):
    """A condition code: how it is asked, what it removes, what it limits, what to do instead.

    Args:
        question: Plain words for the person.
        removes: Rules on facts.
        limits: Rules on dose.
        no_plan: The level that it raises when no programme is given at all (unstable heart disease ...).
        needs_clearance: True when a clinician should agree: raises `see_someone`.
        refers: Id of the referral text when it raises a level.
        mode: What plan may be given at most.
        no_calls: Why no muscle is called.
        instead: What to do instead, in words.
        implies: Codes that always come with it.
        everyone: True for the rules that hold for every person.
        medicines: Words for medicines that bring it.
        worse_with: Words of a pain's `worse_with` that bring it, when it lies in `worse_regions` or `worse_sites`.
    """

    name: Sentence
    question: Sentence
    code: str
    removes: tuple[Removal, ...] = ()
    limits: Limits | None = None
    no_plan: Level | None = None
    needs_clearance: bool = False
    refers: Id | None = None
    mode: PlanMode | None = None
    no_calls: str = ""
    instead: Sentence
    implies: tuple[str, ...] = ()
    everyone: bool = False
    medicines: tuple[str, ...] = ()
    worse_with: tuple[str, ...] = ()
    worse_regions: tuple[Id, ...] = ()
    worse_sites: tuple[Id, ...] = ()
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
    caution: str = ""
    reviewed_by: Reviewer | None = None


class StopRule(Entry):
    """When to stop a test or an exercise, and what to do then.

    Args:
        most: The highest number of a 0-10 scale that is still accepted, where the rule has one.
        rise: The greatest rise above today's starting level that is still accepted, where the rule has one.
    """

    text: Sentence
    then: Sentence
    most: float | None = None
    rise: float | None = None
    applies: Literal["all", "test", "exercise", "stretch", "roll", "neck", "strength", "pregnancy"]
    sources: tuple[SourceId, ...]
    known: Known
    caution: str = ""
    reviewed_by: Reviewer | None = None
