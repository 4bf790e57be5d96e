"""What the safety layer says: level, flags, codes, limits, and the verdict on one exercise or test."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evenpull.knowledge.kinds.safety import Level

Mode = Literal["normal", "minimum", "pregnancy", "general", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A safety answer that raised a level.

    Args:
        id: Screening question, safety fact (`pain_in_four_regions`, `pain_above_five`, `long_standing`, `under_18`), or
            condition.
        level: The level that it raises here.
        region: Region, or `all`.
        text: What it is, in words for a clinician.
        referral: Id of the referral text, or None.
        known: How the rule is known; `recalled` is labelled "our caution".
    """

    id: str
    level: Level
    region: str
    text: str
    referral: str | None
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseLimits:
    """The strictest of every limit that applies; None where nothing limits. `texts` say which code limits what.

    `hold_s_max` is about hard static holds (effort), not about the time of a relaxed stretch.
    """

    rpe_max: int | None = None
    rest_s_min: int | None = None
    hold_s_max: float | None = None
    reps_max: int | None = None
    sets_max: int | None = None
    difficulty_max: int | None = None
    mid_range_only: bool = False
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PainCeilings:
    """Two pain numbers, never mixed: discomfort of rolling or stretching, and the person's own pain."""

    discomfort_max: int
    start_level: float
    own_pain_max: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReason:
    """Where a condition code comes from.

    Args:
        code: The code.
        source: `conditions`, `medicines`, `screening`, `pains`, `facts`, or `implied` by another condition.
        of: Id of the condition, question or safety fact that brings it.
        known: How the rule is known; `recalled` is labelled "our caution".
    """

    code: str
    source: str
    of: str
    known: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyProfile:
    """Everything safety knows of one person.

    Args:
        level: Highest level of any region.
        levels: Level by region.
        flags: What raised them, highest first.
        not_asked: Screening questions without an answer; any blocks tests, photos and programme.
        answered: How many questions were answered, of how many (the demo prints "34 of 34").
        asked: How many had to be answered by this person.
        codes: Condition codes, sorted, from conditions, medicines, answers and facts.
        limits: What the codes limit.
        mode: What plan may be given. `minimum`: see_someone or irritable; `general`: pain in four or more regions;
            `pregnancy`: only what the pregnancy codes leave; `none`: the level stops, an answer is missing, or a
            clinician has to agree first (under 18, pregnancy or surgery not yet cleared).
        no_calls: Reason why no calls are made (pregnancy, under 18, pain in four regions), or None.
        irritable: Pain comes fast and settles after more than an hour: no end-range or maximal tests.
        letter: True when a clinician's letter belongs in the folder.
        ceilings: Pain rule in numbers: greatest discomfort of rolling and stretching, greatest own pain in a session.
        unreviewed: True while the safety rules have no `reviewed_by`; said on every first page.
        code_reasons: Where each code comes from, sorted by code.
    """

    level: Level
    levels: dict[str, Level]
    flags: tuple[Flag, ...]
    not_asked: tuple[str, ...]
    answered: int
    asked: int
    codes: tuple[str, ...]
    limits: DoseLimits
    mode: Mode
    no_calls: str | None
    irritable: bool
    letter: bool
    ceilings: PainCeilings
    unreviewed: bool
    code_reasons: tuple[CodeReason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """Why an exercise or test is not for this person."""

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether one exercise or test may be proposed, what removes it, what limits it."""

    allowed: bool
    removed: tuple[Removed, ...]
    limits: DoseLimits
