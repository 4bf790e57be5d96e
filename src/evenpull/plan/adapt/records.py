"""What an adapted programme adds to a programme: each change with its day, exercise and reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evenpull.plan.records import Programme

ChangeKind = Literal["grow", "stay", "back", "stop", "swap", "even", "repeat_week", "step_back", "restart", "flare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One entry of a programme's history.

    Args:
        date: The day from which it holds, ISO 8601.
        exercise: Catalogue id; empty for a change of the whole programme.
        kind: What changed.
        before, after: The dose or exercise before and after, in few words; empty where nothing of that sort changed.
        why: One sentence for the person.
    """

    date: str
    exercise: str
    kind: ChangeKind
    before: str
    after: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adapted:
    """The programme of the days that follow, what changed and why, and the plan's word on seeing a clinician."""

    programme: Programme
    history: tuple[Change, ...]
    see_someone: tuple[str, ...]
