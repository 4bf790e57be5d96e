"""The planner's numbers: session sizes, phase bounds, day templates, steps of difficulty and weights.

Each constant names where it comes from; documentation is generated from these, never the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

START_MINUTES: Final = 10.0
"""Longest session of the first two weeks for anyone in pain or new, and of the minimum plan."""
START_LEAST_S: Final = 480.0
"""A small session takes eight to ten minutes; above eight, the count of a set is left to grow with the log."""
START_COUNT: Final = 3
LEAST_COUNT: Final = 2
START_WEEKS: Final = 2
FIRM_WEEKS: Final = 4
EASY_WEEKS: Final = (6, 11)
"""Half the sets and less effort, as often and as mobile as before: each fourth to sixth week (our own choice; what
coaches mostly cut is from DELOAD_BELL)."""
EASY_RPE: Final = 6
RETEST_DAYS: Final = 42
PROGRAMME_COUNT: Final = 8
SESSION_COUNT: Final = 7
CHANGES_PER_WEEK: Final = 2
SESSION_DAYS: Final = 5
"""Strength for a weak muscle is trained on three to five days (SEED4)."""
OLDER_AGE: Final = 65
OLDER_HOLD_S: Final = 60
OLDER_RPE: Final = 6
RELAXED_ROLES: Final = frozenset({"reposition", "inhibit", "lengthen"})
"""A limit on hard static holds does not shorten a stretch or a rest position: there is no effort to hold."""

SIZES: Final = ((45.0, 7), (30.0, 6), (20.0, 4), (8.0, 3), (0.0, 2))
"""Minutes offered and the exercises of one session, longest first."""

DAYS: Final = {1: (0,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 2, 4, 5), 5: (0, 1, 2, 4, 5)}
"""Days of a week, from its first, that hold a session; rest days are spread between them."""

LEVELS: Final = {"none": 1, "novice": 2, "regular": 3, "experienced": 4}
PAIN_LEVEL: Final = 2
"""Greatest difficulty in the firm weeks for anyone in pain or in a plan of least dose."""

HOUSEHOLD: Final = frozenset({"mat", "chair", "wall", "doorway", "strap", "table", "tape", "phone"})
"""What every home has: a rug, a chair, a wall, a door frame, a belt or towel, a table."""
FLOOR: Final = frozenset(
    {"supine", "prone", "side_lying", "quadruped", "plank", "kneeling", "half_kneeling", "long_sitting", "inverted"}
)
"""Positions on the floor, for people who cannot or will not get down to it."""
SERVES_AS: Final = {"kettlebell": "dumbbell", "soft_ball": "ball"}

SET_UP_S: Final = 20
CHANGE_OVER_S: Final = 15
HOLD_STEP_S: Final = 5
REPS_STEP: Final = 2
START_SETS: Final = 2
"""Most sets a side in a small week."""
SHARED: Final = 2
"""How many exercises more than a session holds a week may have, by taking turns in two sessions."""
EASE_S: Final = 3
"""Seconds between two holds of one set."""
BREATH_S: Final = 12
"""One slow breath: four in, six out, two of rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Most exercises of each kind in one session; all grow with the size: more room never makes a plan worse."""

    inhibit: int
    lengthen: int
    soften: int
    activate: int
    control: int
    reposition: int
    ease: int


BOUNDS: Final = {
    2: Bounds(inhibit=1, lengthen=1, soften=1, activate=1, control=1, reposition=1, ease=1),
    3: Bounds(inhibit=1, lengthen=1, soften=1, activate=2, control=1, reposition=1, ease=1),
    4: Bounds(inhibit=1, lengthen=1, soften=1, activate=2, control=1, reposition=1, ease=1),
    5: Bounds(inhibit=1, lengthen=2, soften=2, activate=3, control=2, reposition=1, ease=3),
    6: Bounds(inhibit=1, lengthen=2, soften=2, activate=3, control=2, reposition=1, ease=3),
    7: Bounds(inhibit=2, lengthen=2, soften=3, activate=4, control=2, reposition=1, ease=4),
}
"""`soften` bounds rolling and stretching together, `ease` those and breathing: up to four hold one."""

GENERAL_WEIGHT: Final = {"pain": 0.30, "pain_with_calls": 0.20, "goal": 0.08, "general": 0.04}
"""Need of a region's general plan, beside the need of a call (probability x severity x relevance)."""
GROUP_WEIGHT: Final = {"strength": 1.0, "control": 0.8, "move": 0.5}
PAIR_WEIGHT: Final = 0.4
CONTROL_WEIGHT: Final = 0.5
BALANCE_WEIGHT: Final = 1.5
"""From 65 years on one exercise for balance belongs in each session: above most calls, below the strongest."""

FIRST_TIER: Final = 10.0
SECOND_TIER: Final = 3.0
TIER_SIZE: Final = 2
SCALE: Final = 1000.0
POSITION_COST: Final = 60.0
EQUIPMENT_COST: Final = 30.0
DIFFICULTY_COST: Final = 25.0
SECOND_COST: Final = 0.05
CHANGE_COST: Final = 80.0
RECALLED_COST: Final = 10.0
RANK_COST: Final = 0.02
UNPAIRED_COST: Final = 3000.0
OWN_GAIN: Final = 200.0
"""What a practitioner added for this person goes before its like, never before a call (our own choice)."""


def session_size(minutes: float) -> int:
    """Return how many exercises fit the minutes that a person offers."""
    return next(count for least, count in SIZES if minutes >= least)
