"""The whole plan: needs, choice, sessions, four firm weeks, a sketch of eight more, habits, checks and the retest.

Safety is asked again here, whatever was asked before. A plan without calls is a general one; a plan that cannot be made
says what blocks it and the cheapest thing to change.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from evenpull.capture.person.model import Person
from evenpull.core.canonical import sha256_of
from evenpull.core.words import say
from evenpull.errors import NoPlanFound, SafetyStop
from evenpull.infer.records import Call, Inference
from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules, schedule, words
from evenpull.plan.candidates import Candidate, Pool, build_pool, grow_doses
from evenpull.plan.choose import Choice, Problem, choose
from evenpull.plan.habits import pick_habits
from evenpull.plan.items import as_item
from evenpull.plan.needs import Need, antagonists, find_needs
from evenpull.plan.progress import checks, sketch
from evenpull.plan.records import Item, Programme, Solver, Week
from evenpull.plan.relax import cheapest
from evenpull.plan.size import SMALL, Size, plan_mode, size_of_week
from evenpull.safety.gate import require
from evenpull.safety.records import SafetyProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chosen:
    """One week's exercises with their doses, and what they were chosen from."""

    size: Size
    admitted: frozenset[str]
    choice: Choice
    parts: schedule.Sessions

    @property
    def chosen(self) -> list[Candidate]:
        """Every exercise of the week once, by id."""
        return [one for _, one in sorted({one.id: one for one in (*self.parts.a, *self.parts.b)}.items())]


def make_programme(
    inference: Inference | None, *, person: Person, profile: SafetyProfile, catalogue: Catalogue
) -> Programme:
    """Write the programme of one person.

    Args:
        inference: What was found; None, or not used, when safety allows no calls.
        person: Pains, goals, kit, minutes, days, experience, start date.
        profile: What safety says; its gate is asked again.
        catalogue: Exercises, doses, habits, muscles.

    Returns:
        Four firm weeks, a sketch up to week twelve, and what ends, replaces and checks it.

    Raises:
        SafetyStop: When safety allows no programme.
        ScreeningIncomplete: When a safety question has no answer.
        NoPlanFound: When no exercise fits; `blocking` names why and the hint what is cheapest to change.
    """
    require(profile, for_what="programme")
    if profile.mode == "none":
        raise SafetyStop(say("the answers call for a clinician before any exercise"), level=profile.level)
    with_calls = profile.no_calls is None and profile.mode in ("normal", "minimum")
    needs = find_needs(inference, person=person, catalogue=catalogue, with_calls=with_calls)
    mode = plan_mode(person, profile=profile, any_call=any(need.calls for need in needs))
    pulls = _rounded_shoulders(inference if with_calls else None)

    def made(who: Person) -> tuple[Pool, list[_Chosen]]:
        pool = build_pool(needs, person=who, profile=profile, catalogue=catalogue)
        return pool, _choose_weeks(
            pool, needs, person=who, profile=profile, mode=mode, catalogue=catalogue, pulls=pulls
        )

    try:
        pool, weeks = made(person)
    except NoPlanFound as fault:
        relaxed = cheapest(person, lambda who: _possible(who, made))
        hint = relaxed.hint if relaxed is not None else say("Show the list of blocked exercises to a clinician.")
        raise NoPlanFound(blocking=fault.blocking, hint=hint) from None
    calls = {call.id: call for call in inference.calls} if inference and with_calls else {}
    start = person.start
    programme = Programme(
        plan_id="",
        mode=mode,
        start=start.isoformat(),
        weeks=_firm_weeks(weeks, pool, start=start, calls=calls, catalogue=catalogue),
        sketch=sketch(weeks[-1].chosen, pool, catalogue),
        habits=pick_habits(person, mode=mode, catalogue=catalogue, pool=pool, busy=_held(weeks)),
        checks=checks(start, mode=mode),
        retest=(start + dt.timedelta(days=rules.RETEST_DAYS)).isoformat(),
        unmet_needs=_unmet(weeks[-1], needs, catalogue),
        relaxed_rules=_relaxed(person, weeks),
        blocked=pool.blocked,
        stop_rules=_stop_rules(weeks, catalogue),
        solver=_solver(weeks),
    )
    return replace(programme, plan_id=plan_id_of(programme, catalogue))


def _possible(person: Person, made: Callable[[Person], object]) -> bool:
    try:
        made(person)
    except NoPlanFound:
        return False
    return True


def _firm_weeks(
    weeks: list[_Chosen], pool: Pool, *, start: dt.date, calls: dict[str, Call], catalogue: Catalogue
) -> tuple[Week, ...]:
    taken = frozenset(name for week in weeks for name in week.choice.chosen)
    firm = []
    for number, week in enumerate(weeks, start=1):
        size = week.size

        def items(session: tuple[Candidate, ...], *, size: Size = size, number: int = number) -> tuple[Item, ...]:
            return tuple(
                as_item(
                    one, order=order, pool=pool, size=size, week=number, taken=taken, calls=calls, catalogue=catalogue
                )
                for order, one in enumerate(session, start=1)
            )

        first = start + dt.timedelta(days=7 * (number - 1))
        days = schedule.lay_out(first, days=size.days, a=items(week.parts.a), b=items(week.parts.b))
        firm.append(Week(number=number, phase=words.PHASES[size.phase], days=days))
    return tuple(firm)


def _held(weeks: list[_Chosen]) -> frozenset[str]:
    return frozenset(one.id for week in weeks for one in week.chosen)


def _solver(weeks: list[_Chosen]) -> Solver:
    solvers = [week.choice.solver for week in weeks]
    return replace(
        solvers[0],
        objective=sum(one.objective for one in solvers),
        bound=sum(one.bound for one in solvers),
        optimal=all(one.optimal for one in solvers),
    )


def _choose_weeks(
    pool: Pool,
    needs: list[Need],
    *,
    person: Person,
    profile: SafetyProfile,
    mode: str,
    catalogue: Catalogue,
    pulls: bool,
) -> list[_Chosen]:
    weeks: list[_Chosen] = []
    known: set[str] = set()
    for number in range(1, rules.FIRM_WEEKS + 1):
        size = size_of_week(number, person=person, profile=profile, mode=mode)
        if size.days == 0:
            raise NoPlanFound(blocking=[say("no day of the week is offered")])
        problem = _problem(pool, needs, size=size, week=number, catalogue=catalogue, pulls=pulls)
        if weeks and size == weeks[-1].size and problem.candidates.keys() == weeks[-1].admitted:
            weeks.append(weeks[-1])
            continue
        if weeks:
            before = frozenset(weeks[-1].choice.chosen)
            problem = replace(problem, before=before, known=frozenset(known), room=rules.PROGRAMME_COUNT - len(known))
        choice, parts = _solved(problem, pool, days=size.days, catalogue=catalogue)
        if not profile.irritable:
            parts = _grown(parts, size, pulls=pulls)
        known.update(choice.chosen)
        admitted = frozenset(problem.candidates)
        weeks.append(_Chosen(size=size, admitted=admitted, choice=choice, parts=parts))
    return weeks


def _solved(problem: Problem, pool: Pool, *, days: int, catalogue: Catalogue) -> tuple[Choice, schedule.Sessions]:
    """Choose and place; where two taking turns cannot be placed, choose what fits in every session.

    Raises:
        NoPlanFound: When nothing satisfies the rules.
    """
    plain = replace(problem, flexible=frozenset(), programme=problem.count)
    for tried in (problem, plain):
        choice = choose(tried)
        if choice is None:
            continue
        chosen = [pool.allowed[name] for name in choice.chosen]
        parts = schedule.split(chosen, days=days, count=tried.count, seconds=tried.seconds, catalogue=catalogue)
        if parts is not None:
            return choice, parts
    raise _no_plan(plain, pool)


def _grown(parts: schedule.Sessions, size: Size, *, pulls: bool) -> schedule.Sessions:
    sessions = tuple(list(part) for part in (parts.a, parts.b) if part)
    small = size.phase == "start" or size.phase in SMALL
    grown = grow_doses(
        sessions,
        seconds=size.seconds,
        sets_most=rules.START_SETS if small else None,
        longer_below=rules.START_LEAST_S if small else math.inf,
        balance_pulls=pulls,
    )
    return schedule.Sessions(a=tuple(grown[one.id] for one in parts.a), b=tuple(grown[one.id] for one in parts.b))


def _problem(pool: Pool, needs: list[Need], *, size: Size, week: int, catalogue: Catalogue, pulls: bool) -> Problem:
    admitted = pool.in_week(week, level=size.level)
    short = sorted(need.id.split(".", 1)[1] for need in needs if need.kind == "short")
    shared = schedule.flexible(admitted, days=size.days, catalogue=catalogue)
    extra = rules.SHARED if size.count >= 4 and shared else 0
    return Problem(
        candidates=admitted,
        needs=needs,
        antagonists={muscle: antagonists(muscle, catalogue) for muscle in short if antagonists(muscle, catalogue)},
        seconds=size.seconds,
        count=size.count,
        programme=min(rules.PROGRAMME_COUNT, size.count + extra),
        flexible=shared if extra else frozenset(),
        target=size.target,
        balance_pulls=pulls,
    )


def _no_plan(problem: Problem, pool: Pool) -> NoPlanFound:
    """Name what blocks; what to change is found by trying."""
    if not pool.allowed:
        return NoPlanFound(blocking=[say("no exercise of the catalogue is left after safety, kit and wishes")])
    if not problem.candidates:
        return NoPlanFound(blocking=[say("every exercise that is left is too hard for the first weeks")])
    if choose(replace(problem, seconds=math.inf)) is not None:
        return NoPlanFound(blocking=[say("minutes of one session")])
    return NoPlanFound(blocking=[say("pairing and the number of exercises")])


def _rounded_shoulders(inference: Inference | None) -> bool:
    if inference is None:
        return False
    called = any(call.muscle == "pectorals" and call.property == "short" for call in inference.calls)
    return called or any(odds.pattern == "upper_crossed" and odds.log10_bayes_factor > 0 for odds in inference.patterns)


def _unmet(week: _Chosen, needs: list[Need], catalogue: Catalogue) -> tuple[str, ...]:
    by_id = {need.id: need for need in needs}
    left_over = [words.unmet(by_id[name], catalogue) for name in week.choice.uncovered if by_id[name].kind != "control"]
    balance = "balance" in by_id and not any(need.kind == "balance" for one in week.chosen for need, _ in one.serves)
    said = [words.NO_BALANCE] if balance else []
    return (*said, *left_over, *(words.unpaired(muscle, catalogue) for muscle in week.choice.unpaired))


def _relaxed(person: Person, weeks: list[_Chosen]) -> tuple[str, ...]:
    relaxed = []
    if weeks[0].size.days < 3:
        relaxed.append(say("Strength works best on three to five days a week; this plan has fewer, as offered."))
    if person.time.days_per_week > rules.SESSION_DAYS:
        relaxed.append(say("Five days a week are planned, though more were offered: muscles need rest days."))
    return tuple(relaxed)


def _stop_rules(weeks: list[_Chosen], catalogue: Catalogue) -> tuple[str, ...]:
    used = {rule for week in weeks for one in week.chosen for rule in one.exercise.stop_rules}
    always = {name for name, rule in catalogue.stop_rules.items() if rule.applies == "all"}
    return tuple(sorted(used | always))


def plan_id_of(programme: Programme, catalogue: Catalogue) -> str:
    """Return the id of a programme: the same days, doses and catalogue give the same."""
    body = [
        catalogue.sha256,
        programme.mode,
        programme.start,
        [
            [item.exercise, item.sets.left, item.sets.right, item.reps, item.hold_s, item.rpe, item.rest_s, day.date]
            for week in programme.weeks
            for day in week.days
            for item in day.items
        ],
    ]
    return sha256_of(body)[:16]
