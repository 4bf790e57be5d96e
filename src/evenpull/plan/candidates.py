"""Which exercises may be chosen: drawn, allowed by safety, doable with the kit at hand, at this level, this week."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from evenpull.capture.person.model import Person
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.knowledge.kinds import Exercise
from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules
from evenpull.plan.dose import Dosed, first_side, least_dose
from evenpull.plan.needs import Need, coverage
from evenpull.plan.records import Blocked
from evenpull.safety.filter import check_exercise
from evenpull.safety.records import DoseLimits, SafetyProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One exercise that this person may do, with its smallest dose.

    Args:
        id: Catalogue id.
        exercise: The entry.
        dose: Smallest dose that counts.
        serves: Needs that it covers, with 2 (main purpose) or 1.
        own: A practitioner added it for this person.
        rank: Its place among all ids of the catalogue; settles ties in the same way whatever else may be chosen.
    """

    id: str
    rank: int
    exercise: Exercise
    dose: Dosed
    serves: tuple[tuple[Need, int], ...]
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Every exercise that this person may do in some week, and what safety took away."""

    allowed: dict[str, Candidate]
    blocked: tuple[Blocked, ...]

    def in_week(self, week: int, *, level: int) -> dict[str, Candidate]:
        """Return those that a week's gate and the person's level admit, by id."""
        return {
            name: one
            for name, one in self.allowed.items()
            if one.exercise.first_week <= week and one.exercise.difficulty <= level
        }


def kit(person: Person) -> frozenset[str]:
    """Return what the person has at hand: the equipment named, what serves as it, and what every home has."""
    named = set(person.equipment)
    return frozenset(named | {rules.SERVES_AS[name] for name in named if name in rules.SERVES_AS} | rules.HOUSEHOLD)


def build_pool(needs: list[Need], *, person: Person, profile: SafetyProfile, catalogue: Catalogue) -> Pool:
    """Filter the catalogue for one person."""
    at_hand = kit(person)
    allowed: dict[str, Candidate] = {}
    blocked: list[Blocked] = []
    for rank, (name, exercise) in enumerate(sorted(catalogue.exercises.items())):
        own = is_own(name, catalogue)
        if (exercise.drawn is None and not own) or exercise.deprecated is not None:
            continue
        against = refusals(name, person=person, profile=profile, catalogue=catalogue)
        if against:
            blocked.extend(against)
            continue
        limits = profile.limits
        if limits.difficulty_max is not None and exercise.difficulty > limits.difficulty_max:
            continue
        if not set(exercise.equipment) <= at_hand or _unwanted(name, exercise, person):
            continue
        allowed[name] = _candidate(
            exercise, name, rank, needs, limits=limits, person=person, profile=profile, book=catalogue
        )
    return Pool(allowed=allowed, blocked=tuple(blocked))


def _unwanted(name: str, exercise: Exercise, person: Person) -> bool:
    """Say whether the person declined an exercise, or cannot use the floor that it needs."""
    on_floor = bool(rules.FLOOR & {exercise.position, *exercise.facts.positions})
    return name in person.declined_exercises or (person.no_floor == "yes" and on_floor)


def is_own(name: str, catalogue: Catalogue) -> bool:
    """Say whether a practitioner added or replaced an exercise."""
    return f"exercises/{name}" in catalogue.own


def refusals(name: str, *, person: Person, profile: SafetyProfile, catalogue: Catalogue) -> tuple[Blocked, ...]:
    """Return why safety takes an exercise away from a person; empty when it does not.

    A practitioner's own exercise needs at least one condition code, or a clinician who signed for having none.
    """
    exercise = catalogue.exercises[name]
    professional = person.user in ("trainer", "physio")
    verdict = check_exercise(exercise, professional, profile, catalogue)
    if not verdict.allowed:
        return tuple(Blocked(exercise=name, code=one.code, reason=one.reason) for one in verdict.removed)
    if is_own(name, catalogue) and not exercise.codes and exercise.reviewed_by is None:
        reason = say("It has no safety codes, and no clinician has signed that it needs none.")
        return (Blocked(exercise=name, code="NO_CODES", reason=reason),)
    if profile.mode == "pregnancy" and not suits_pregnancy(exercise):
        reason = say("Not in the list for pregnancy and the first year after birth.")
        return (Blocked(exercise=name, code="C_PREG_GEN", reason=reason),)
    if exercise.practitioner_only and not professional:
        return (Blocked(exercise=name, code="PRACTITIONER", reason=say("Only with a practitioner.")),)
    return ()


def suits_pregnancy(exercise: Exercise) -> bool:
    """Say whether the physical facts of an exercise put it on the pregnancy list (our caution, beside the codes)."""
    facts = exercise.facts
    return (
        not facts.supine_long
        and not {"prone", "supine", "plank", "inverted", "hanging"} & set(facts.positions)
        and facts.impact == "none"
        and facts.load in ("none", "body", "light")
        and facts.held_breath == "no"
        and facts.balance in ("none", "supported")
        and not facts.pressure
        and not facts.end_range
        and not facts.maximal
        and not facts.head_down
    )


def uneven_side(serves: tuple[tuple[Need, int], ...]) -> Side | None:
    """Return the side whose called need is greater, over everything that an exercise serves as its purpose."""
    left = sum(need.left * amount for need, amount in serves if need.calls)
    right = sum(need.right * amount for need, amount in serves if need.calls)
    return first_side(left=left, right=right)


def _candidate(
    exercise: Exercise,
    name: str,
    rank: int,
    needs: list[Need],
    *,
    limits: DoseLimits,
    person: Person,
    profile: SafetyProfile,
    book: Catalogue,
) -> Candidate:
    serves = tuple((need, amount) for need in needs if (amount := coverage(exercise, need)))
    dose = least_dose(
        exercise,
        book.doses[exercise.dose.preset],
        limits=limits,
        age_years=person.person.age_years,
        discomfort_max=profile.ceilings.discomfort_max,
        uneven=uneven_side(serves),
    )
    return Candidate(id=name, rank=rank, exercise=exercise, dose=dose, serves=serves, own=is_own(name, book))


GROWTH = ("activate", "lengthen", "re_educate", "integrate", "reinforce", "inhibit", "reposition")
"""Roles in the order in which they get more time."""


def grow_doses(
    sessions: tuple[list[Candidate], ...],
    *,
    seconds: float,
    sets_most: int | None = None,
    longer_below: float = math.inf,
    balance_pulls: bool = False,
) -> dict[str, Candidate]:
    """Enlarge doses step by step, in a fixed order, while every session stays within its seconds.

    Args:
        sessions: The exercises of each session; one that is in several keeps one dose.
        seconds: Longest session.
        sets_most: Most sets a side, where the week allows fewer than the presets.
        longer_below: Repetitions and holds grow only while a session is shorter than this, in seconds.
        balance_pulls: Pushing gets no more sets than pulling.

    Returns:
        The exercises with their doses, by id.
    """
    grown = {one.id: one for session in sessions for one in session}
    totals = [sum(one.dose.seconds for one in session) for session in sessions]
    places = {name: [n for n, each in enumerate(sessions) if any(one.id == name for one in each)] for name in grown}

    def turn(name: str) -> tuple[bool, int, str]:
        return grown[name].dose.uneven is None, GROWTH.index(grown[name].exercise.role), name

    growing = sorted(grown, key=turn)
    while growing:
        still = []
        for name in growing:
            larger = grown[name].dose.next_step(sets_most=sets_most)
            if larger is None:
                continue
            more = larger.seconds - grown[name].dose.seconds
            longer = larger.sets == grown[name].dose.sets
            if balance_pulls and not longer and _pushes_more(grown, name, larger):
                continue
            if any(
                totals[place] + more > seconds or (longer and totals[place] >= longer_below) for place in places[name]
            ):
                continue
            grown[name] = replace(grown[name], dose=larger)
            for place in places[name]:
                totals[place] += more
            still.append(name)
        growing = still
    return grown


def _pushes_more(grown: dict[str, Candidate], name: str, larger: Dosed) -> bool:
    """Say whether a larger dose of a push would make more pushing than pulling sets."""
    if "push" not in grown[name].exercise.tags:
        return False
    doses = {key: larger if key == name else one.dose for key, one in grown.items()}

    def sets(tag: str) -> int:
        return sum(max(doses[k].sets.left, doses[k].sets.right) for k, one in grown.items() if tag in one.exercise.tags)

    return sets("push") > sets("pull")


def substitute_for(one: Candidate, pool: Pool, *, level: int, week: int, taken: frozenset[str]) -> str | None:
    """Return an exercise of the same role and muscles that this person may do instead, or None.

    The catalogue's own substitute comes first, then the neighbours on the ladder, then any that shares a main muscle;
    one that is not already in the plan is preferred.
    """
    exercise = one.exercise
    admitted = pool.in_week(week, level=level)
    named = [exercise.substitute, exercise.easier, exercise.harder]
    sharing = [
        name
        for name, other in admitted.items()
        if other.exercise.role == exercise.role
        and (set(other.exercise.primary) & set(exercise.primary) or set(other.exercise.regions) & set(exercise.regions))
    ]
    fitting = [
        name
        for name in dict.fromkeys(name for name in (*named, *sharing) if name is not None)
        if name != one.id and name in admitted and admitted[name].exercise.role == exercise.role
    ]
    if exercise.role in ("inhibit", "lengthen"):
        fitting = [name for name in fitting if set(admitted[name].exercise.primary) & set(exercise.primary)]
    return next((name for name in fitting if name not in taken), fitting[0] if fitting else None)
