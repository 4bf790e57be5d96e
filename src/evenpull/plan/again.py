"""A programme from elsewhere, asked again: what this person may not do is taken out, and doses come under the limits.

Nothing is added and nothing gets harder. Every change is said in words; a programme of which nothing is left is none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.errors import NoPlanFound, SafetyStop
from evenpull.knowledge.kinds import Exercise
from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules
from evenpull.plan.candidates import build_pool, refusals
from evenpull.plan.dose import least_dose, strictest, timed
from evenpull.plan.needs import find_needs
from evenpull.plan.planner import plan_id_of
from evenpull.plan.records import Blocked, Day, Habit, Item, Programme, SideCount, Week
from evenpull.plan.size import SMALL
from evenpull.safety.filter import check_exercise
from evenpull.safety.gate import require
from evenpull.safety.records import DoseLimits, SafetyProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """A programme that this person may follow, what safety took out of it, and every change in words."""

    programme: Programme
    removed: tuple[Blocked, ...]
    notes: tuple[str, ...]


def ask_again(programme: Programme, *, person: Person, profile: SafetyProfile, catalogue: Catalogue) -> Again:
    """Ask safety again about every exercise and dose of a programme.

    Args:
        programme: As read; its exercises, substitutes and stop rules are in the catalogue.
        person: Who is to follow it.
        profile: What safety says of that person; its gate is asked again.
        catalogue: Exercises and doses.

    Raises:
        SafetyStop: When safety allows no programme.
        ScreeningIncomplete: When a safety question has no answer.
        NoPlanFound: When nothing of the programme is left.
    """
    require(profile, for_what="programme")
    if profile.mode == "none":
        raise SafetyStop(say("the answers call for a clinician before any exercise"), level=profile.level)
    needs = find_needs(None, person=person, catalogue=catalogue, with_calls=False)
    pool = build_pool(needs, person=person, profile=profile, catalogue=catalogue)
    asked = _Asked(person=person, profile=profile, catalogue=catalogue, removed={}, notes={})
    weeks = tuple(replace(week, days=tuple(asked.day(day) for day in week.days)) for week in programme.weeks)
    if not any(day.items for week in weeks for day in week.days):
        raise NoPlanFound(
            blocking=[say("safety takes every exercise of this programme away")],
            hint=say("Make a plan of your own with: evenpull plan FOLDER"),
        )
    removed = tuple(one for name in sorted(asked.removed) for one in asked.removed[name])
    kept = replace(
        programme,
        weeks=weeks,
        habits=tuple(asked.habit(habit) for habit in programme.habits),
        blocked=tuple(dict.fromkeys((*pool.blocked, *removed))),
        stop_rules=_stop_rules(programme, weeks, catalogue),
    )
    if (kept.weeks, kept.stop_rules) != (programme.weeks, programme.stop_rules):
        kept = replace(kept, plan_id=plan_id_of(kept, catalogue))
    return Again(programme=kept, removed=removed, notes=tuple(asked.notes))


@dataclass(slots=True, kw_only=True)
class _Asked:
    person: Person
    profile: SafetyProfile
    catalogue: Catalogue
    removed: dict[str, tuple[Blocked, ...]]
    notes: dict[str, None]

    def day(self, day: Day) -> Day:
        """Return a day with what is left of its session."""
        items = [self._safe(item) for item in day.items if not self._refused(item.exercise)]
        if self.profile.mode in SMALL and len(items) > rules.START_COUNT:
            self.notes[say("Safety asks for a small plan: each session keeps its first three exercises.")] = None
            items = items[: rules.START_COUNT]
        if tuple(items) == day.items:
            return day
        ordered = tuple(replace(item, order=order) for order, item in enumerate(items, start=1))
        minutes = round(sum(item.seconds for item in ordered) / 60, 1)
        return replace(day, items=ordered, minutes=minutes, session=day.session if ordered else "rest")

    def habit(self, habit: Habit) -> Habit:
        """Return a habit without the moves that this person may not do."""
        return replace(habit, moves=tuple(move for move in habit.moves if not self._refused(move.exercise)))

    def _refused(self, name: str) -> bool:
        """Say whether safety takes an exercise away, and note why."""
        if name not in self.removed:
            entry = self.catalogue.exercises[name]
            found = refusals(name, person=self.person, profile=self.profile, catalogue=self.catalogue)
            most = self._limits(entry).difficulty_max
            if not found and most is not None and entry.difficulty > most:
                reason = say("Harder than safety allows now.")
                found = (Blocked(exercise=name, code="LEVEL", reason=reason),)
            if found:
                why = " ".join(dict.fromkeys(one.reason for one in found))
                self.notes[say("{exercise} was taken out. {why}", exercise=entry.name, why=why)] = None
            self.removed[name] = found
        return bool(self.removed[name])

    def _limits(self, entry: Exercise) -> DoseLimits:
        professional = self.person.user in ("trainer", "physio")
        verdict = check_exercise(entry, professional, self.profile, self.catalogue)
        return strictest(self.profile.limits, verdict.limits)

    def _safe(self, item: Item) -> Item:
        """Return an item under this person's limits, with every stop rule of its exercise and exact seconds."""
        entry = self.catalogue.exercises[item.exercise]
        limits, preset = self._limits(entry), self.catalogue.doses[entry.dose.preset]
        older = self.person.person.age_years >= rules.OLDER_AGE
        effort = entry.role not in rules.RELAXED_ROLES
        rpe = _least(item.rpe, limits.rpe_max, rules.OLDER_RPE if older else None)
        ceiling = None if preset.discomfort_max is None else preset.discomfort_max
        most = limits.sets_max
        safe = replace(
            item,
            name=entry.name,
            sets=SideCount(left=_capped(item.sets.left, most), right=_capped(item.sets.right, most)),
            reps=_least(item.reps, limits.reps_max),
            hold_s=_least(item.hold_s, limits.hold_s_max if effort else None),
            rpe=rpe,
            rest_s=max(item.rest_s, (limits.rest_s_min or 0) if effort else 0),
            discomfort_max=_least(
                item.discomfort_max if item.discomfort_max is not None else ceiling,
                None if ceiling is None else min(ceiling, self.profile.ceilings.discomfort_max),
            ),
            two_sided=not entry.unilateral,
            alternating=entry.alternating,
            stop_rules=tuple(dict.fromkeys((*item.stop_rules, *entry.stop_rules))),
            substitute=None if item.substitute is None or self._hidden(item.substitute) else item.substitute,
        )
        if not entry.unilateral and safe.sets.left != safe.sets.right:
            least = min(safe.sets.left, safe.sets.right)
            safe = replace(safe, sets=SideCount(left=least, right=least))
        dose = least_dose(
            entry,
            preset,
            limits=limits,
            age_years=self.person.person.age_years,
            discomfort_max=self.profile.ceilings.discomfort_max,
            uneven=None,
        )
        safe = replace(safe, seconds=timed(dose, entry, self.catalogue, item=safe).seconds)
        if replace(safe, substitute=item.substitute) != item:
            self.notes[say("{exercise}: its dose or text was set to what fits this person.", exercise=entry.name)] = (
                None
            )
        return safe

    def _hidden(self, name: str) -> bool:
        """Say whether a substitute may not be offered; it is left out without a word."""
        return bool(refusals(name, person=self.person, profile=self.profile, catalogue=self.catalogue))


def _stop_rules(programme: Programme, weeks: tuple[Week, ...], catalogue: Catalogue) -> tuple[str, ...]:
    used = {rule for week in weeks for day in week.days for item in day.items for rule in item.stop_rules}
    always = {name for name, rule in catalogue.stop_rules.items() if rule.applies == "all"}
    wanted = (used | always) - set(programme.stop_rules)
    return tuple(sorted({*programme.stop_rules, *wanted})) if wanted else programme.stop_rules


def _least(value: int | None, *most: float | None) -> int | None:
    """Return a number or the least of the bounds that are below it; None stays None."""
    if value is None:
        return None
    return min([value, *(max(1, math.floor(one)) for one in most if one is not None)])


def _capped(value: int, most: int | None) -> int:
    return value if most is None else min(value, most)
