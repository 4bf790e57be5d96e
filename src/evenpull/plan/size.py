"""How large a week may be: its mode, minutes, number of exercises, days and level of difficulty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evenpull.capture.person.model import Person
from evenpull.plan import rules
from evenpull.plan.schedule import session_days
from evenpull.safety.records import SafetyProfile

PlanMode = Literal["minimum", "start", "standard", "full", "maintenance", "pregnancy", "general"]
SMALL: tuple[str, ...] = ("minimum", "pregnancy", "general")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """One week's room: longest session in seconds, most exercises, days, greatest and preferred level, phase."""

    seconds: float
    count: int
    days: int
    level: int
    target: int
    phase: str


def is_new(person: Person) -> bool:
    """Say whether a person begins with two small weeks: in pain, or new to exercise."""
    return bool(person.pains) or person.experience in ("none", "novice")


def plan_mode(person: Person, *, profile: SafetyProfile, any_call: bool) -> PlanMode:
    """Return what kind of plan this is."""
    if profile.mode == "pregnancy":
        return "pregnancy"
    if profile.mode == "general":
        return "general"
    if profile.mode == "minimum" or profile.irritable:
        return "minimum"
    if not person.pains and not any_call:
        return "maintenance"
    if is_new(person):
        return "start"
    return "full" if rules.session_size(person.time.minutes) > 4 else "standard"


def size_of_week(week: int, *, person: Person, profile: SafetyProfile, mode: str) -> Size:
    """Return the room of a week, from 1. Growth from a small start is at most two exercises a week."""
    minutes = person.time.minutes
    count = rules.session_size(minutes)
    small = mode in SMALL or (week <= rules.START_WEEKS and is_new(person))
    if small:
        minutes = min(minutes, rules.START_MINUTES)
        count = min(count, rules.START_COUNT)
    elif is_new(person):
        count = min(count, rules.START_COUNT + rules.CHANGES_PER_WEEK * (week - rules.START_WEEKS))
    level = rules.LEVELS[person.experience]
    if week > rules.START_WEEKS:
        level = max(level, 2)
    if person.pains or mode in SMALL:
        level = min(level, rules.PAIN_LEVEL)
    if profile.limits.difficulty_max is not None:
        level = min(level, profile.limits.difficulty_max)
    phase = mode if mode in SMALL or mode == "maintenance" else "start" if small else "standard"
    return Size(
        seconds=minutes * 60,
        count=count,
        days=session_days(person.time.days_per_week),
        level=level,
        target=min(level, 2),
        phase=phase,
    )
