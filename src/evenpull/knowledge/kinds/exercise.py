"""Exercises, dose presets, and how exercises progress."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import (
    Entry,
    Id,
    Known,
    Record,
    Reviewer,
    Sentence,
    SourceId,
    Value,
)
from evenpull.knowledge.kinds.facts import Facts

RoleWord = Literal["reposition", "inhibit", "lengthen", "activate", "re_educate", "integrate", "reinforce"]


class DosePreset(Entry):
    """A dose that exercises refer to, so that its source is cited once.

    Args:
        sets, reps, hold_s, breaths, rest_s, days_per_week: Least and most; holds and rests in seconds.
        hold_usual_s: The hold that a plan begins with, within `hold_s`; the least when left out.
        tempo: Seconds down, hold, up.
        rpe: Effort, 0-10.
        discomfort_max: Greatest discomfort of rolling or stretching, 0-10.
        cycle: Parts of one press-and-ease cycle: what, least and most seconds; the last part is the hold.
        values: Where each number comes from.
    """

    name: Sentence
    sets: tuple[int, int]
    reps: tuple[int, int] | None = None
    hold_s: tuple[int, int] | None = None
    hold_usual_s: int | None = None
    breaths: tuple[int, int] | None = None
    tempo: tuple[int, int, int] | None = None
    rpe: int | None = None
    rest_s: tuple[int, int]
    days_per_week: tuple[int, int]
    discomfort_max: int | None = None
    cycle: tuple[tuple[str, int, int], ...] = ()
    values: tuple[Value, ...]
    note: str = ""


class Dose(Record):
    """An exercise's own dose: the preset, and what differs from it with why."""

    preset: Id
    sets: tuple[int, int] | None = None
    reps: tuple[int, int] | None = None
    hold_s: tuple[int, int] | None = None
    breaths: tuple[int, int] | None = None
    tempo: tuple[int, int, int] | None = None
    tempo_start: Literal["top", "bottom"] | None = None
    rpe: int | None = None
    why: str = ""


class Exercise(Entry):
    """An exercise that a plan may hold.

    Args:
        name: For people.
        role: Its phase.
        primary, secondary: Muscle ids worked, stretched or rolled.
        joints: Joints that move.
        position: Main position.
        equipment: Ids; empty needs nothing but floor or wall as `position` says.
        alternatives: What does as well where a thing is missing, one sentence each.
        unilateral: One side at a time.
        alternating: The sides take turns within one set; repetitions are counted for each side.
        difficulty: 1 (anyone) to 5.
        easier, harder: Neighbours on its ladder.
        substitute: Exercise of the same role that may replace it.
        first_week: Earliest week of a programme.
        hard: Needs a day between (plyometric or heavy).
        start, movement, feel, breathing, avoid: Cues, short whole sentences, own words.
        faults: What commonly goes wrong.
        facts: Physical facts for safety.
        codes: The condition codes that remove it according to the hand-made table (checked against the rules).
        practitioner_only: Deep pressure on belly, groin or front of neck, and the like.
        drawn: Id of its figure; only drawn exercises are planned.
        regions: Pain regions (and `general`) whose plan it may serve when no muscle is called.
        seeds: Source texts that name it.
    """

    name: Sentence
    role: RoleWord
    primary: tuple[Id, ...]
    secondary: tuple[Id, ...] = ()
    joints: tuple[str, ...]
    position: str
    equipment: tuple[str, ...] = ()
    alternatives: tuple[Sentence, ...] = ()
    unilateral: bool
    alternating: bool = False
    difficulty: Literal[1, 2, 3, 4, 5]
    easier: Id | None = None
    harder: Id | None = None
    substitute: Id
    first_week: int = 1
    hard: bool = False
    dose: Dose
    start: tuple[Sentence, ...]
    movement: tuple[Sentence, ...]
    feel: Sentence
    breathing: Sentence
    avoid: tuple[Sentence, ...]
    faults: tuple[Sentence, ...] = ()
    progress: Id
    stop_rules: tuple[Id, ...]
    facts: Facts
    codes: tuple[str, ...]
    practitioner_only: bool = False
    drawn: Id | None = None
    regions: tuple[Id, ...] = ()
    seeds: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[SourceId, ...]
    known: Known
    reviewed_by: Reviewer | None = None


class Judge(Record):
    """The numbers by which logged sessions change a plan.

    Args:
        effort_progress, effort_regress: Effort 0-10 up to which an exercise may grow, and from which it goes back.
        rise_most, pain_most: Greatest rise of the own pain above the day's start, and greatest own pain, 0-10.
        sessions: Last times of an exercise that are looked at.
        share_progress, share_hold: Share of the last planned sessions that has to be done to grow, and to stay.
        planned: How many planned sessions those shares are of.
        flare_rise, flare_weeks: Rise of the starting pain on two days that is a flare; weeks without growth after.
        cut: Share of the sets or repetitions that a step back takes away where no easier version exists.
        side_gap: Gap between the sides under which the extra set ends, as a share.
        changes: Most exercises that change in one week.
        missed_repeat, missed_back: Most missed weeks after which the week is repeated, and after which one step back is
            enough.
        values: Where each number comes from.
    """

    effort_progress: float
    effort_regress: float
    rise_most: float
    pain_most: float
    sessions: int
    share_progress: float
    share_hold: float
    planned: int
    flare_rise: float
    flare_weeks: int
    cut: float
    side_gap: float
    changes: int
    missed_repeat: int
    missed_back: int
    values: tuple[Value, ...]


class ProgressRule(Entry):
    """How an exercise gets harder, holds, or goes back, and when; one change at a time.

    Args:
        flare_weeks: Weeks without a flare before it grows, where that differs from the programme's rule.
        judge: The numbers of the rule for the whole programme.
    """

    text: Sentence
    progress: tuple[Sentence, ...]
    hold: tuple[Sentence, ...]
    regress: tuple[Sentence, ...]
    flare_weeks: int | None = None
    judge: Judge | None = None
    sources: tuple[SourceId, ...]
    known: Known
