"""The programme: phases, weeks, days, items with doses per side, reasons, endings and substitutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["reposition", "inhibit", "lengthen", "activate", "re_educate", "integrate", "reinforce"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SideCount:
    """A count for each side; the same number on both for what is done with both sides at once."""

    left: int
    right: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why an item is there: the calls and pains it answers, in ids and in words."""

    calls: tuple[str, ...]
    needs: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One exercise in one session.

    Args:
        exercise: Catalogue id.
        name: What the person reads.
        role: Which of the roles it plays here.
        order: Place in the session, from 1.
        sets: Sets per side; for two-sided exercises both numbers are equal and mean the same sets.
        two_sided: True when one set works both sides at once.
        alternating: True when the sides take turns within one set and `reps` counts each side.
        reps: Repetitions a set, or None for holds.
        hold_s: Seconds a hold, or None.
        breaths: Slow breaths a set, or None.
        tempo: Seconds down, hold, up, or None; `tempo_start` says where the lift begins.
        tempo_start: `top` or `bottom`, or None.
        rpe: Target effort 0-10, or None.
        rest_s: Rest between sets in seconds.
        side_first: The side that begins, or None.
        seconds: Whole time of the item with set-up and change-over.
        discomfort_max: Greatest discomfort of rolling or stretching, 0-10, or None where only the pain rule counts.
        why: Reason.
        progress_rule: How the item gets harder and when, in words (its catalogue id stands in the exercise).
        stop_rules: Catalogue ids of the rules that end it.
        substitute: Exercise id of the same role that may replace it.
        limits: Condition codes whose limits changed the dose, in words.
    """

    exercise: str
    name: str
    role: Role
    order: int
    sets: SideCount
    two_sided: bool
    reps: int | None
    hold_s: int | None
    breaths: int | None
    tempo: tuple[int, int, int] | None
    tempo_start: Literal["top", "bottom"] | None
    rpe: int | None
    rest_s: int
    side_first: Literal["left", "right"] | None
    seconds: int
    discomfort_max: int | None
    why: Why
    progress_rule: str
    stop_rules: tuple[str, ...]
    substitute: str | None
    limits: tuple[str, ...] = ()
    alternating: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: a session or a rest day with a habit. `date` is ISO 8601."""

    date: str
    weekday: Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    session: Literal["a", "b", "rest"]
    minutes: float
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One firm week, from 1."""

    number: int
    phase: str
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SketchWeek:
    """One later week: what is meant, not yet firm."""

    number: int
    phase: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """An exercise that safety took away, and the code or fact that did."""

    exercise: str
    code: str
    reason: str


Rhythm = Literal["once", "daily", "workdays", "weekly", "monthly", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitMove:
    """One exercise for breaks or comfort in one firm week: one set of `reps`, of `hold_s` seconds, or of `breaths`."""

    week: int
    exercise: str
    name: str
    two_sided: bool
    reps: int | None
    hold_s: int | None
    breaths: int | None
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Habit:
    """A daily habit tied to an answer: text for the person, why, how often, and its evidence in words.

    Args:
        topic: What it is about; `comfort` never counts as treatment.
        repeat: When it stands in the calendar, from the plan's start to its retest.
        sources: Keys of the sources of text and rhythm.
        known: How its fact is known.
        moves: Its exercise in each firm week, where it has one.
    """

    id: str
    text: str
    why: str
    rhythm: str
    evidence: str
    topic: str = "routine"
    repeat: Rhythm = "once"
    sources: tuple[str, ...] = ()
    known: str = "derived"
    moves: tuple[HabitMove, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Solver:
    """What solved it: name, version, objective, bound and whether it was proven optimal."""

    name: str
    version: str
    objective: float
    bound: float
    optimal: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Weeks 1-4 firm, 5-12 a sketch, with everything needed to follow, stop, change and check it again.

    Args:
        plan_id: Same person, findings and catalogue give the same id.
        mode: What kind of plan; `minimum` and `start` hold three exercises in ten minutes.
        checks: Dates and what to look at then.
        unmet_needs: What the findings ask for and this plan cannot give, in words.
        relaxed_rules: House rules that gave way, in words.
        blocked: What safety took away and why.
        solver: Of all firm weeks together: sums of objective and bound, optimal when all were.
    """

    plan_id: str
    mode: Literal["minimum", "start", "standard", "full", "maintenance", "pregnancy", "general"]
    start: str
    weeks: tuple[Week, ...]
    sketch: tuple[SketchWeek, ...]
    habits: tuple[Habit, ...]
    checks: tuple[tuple[str, str], ...]
    retest: str
    unmet_needs: tuple[str, ...]
    relaxed_rules: tuple[str, ...]
    blocked: tuple[Blocked, ...]
    stop_rules: tuple[str, ...]
    solver: Solver
