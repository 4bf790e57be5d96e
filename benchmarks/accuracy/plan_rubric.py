"""How good plans are, scored over 500 random people: the planner, a greedy planner and fixed templates.

Six scores of 0 to 1 for each plan, by code that shares nothing with the planner: it reads the finished plan as plain
data, the person, the findings and the catalogue's entries. Every check is named, and none uses the planner's own needs,
sizes, costs or seconds.

    coverage     share of probability x severity x relevance of the calls that the fourth week serves in a fitting role
                 (main muscle 1, further muscle 0.5), with a fifth for strength and control where it hurts
    safety       1 when nothing done or offered is forbidden, too hard, too early or above a limit; else 0
    dose         sets, repetitions, holds, effort and days inside their presets or limits; weaker side first, one more
    progression  small start, at most two new exercises a week, no two rungs, growth, days between
    variety      several roles, no twins, partner of each stretch, pulling as often as pushing, few positions
    minutes      within 5 % of the minutes that may be used (8 to 10 of the first ten), never above; counts too

The whole is their mean. A person for whom a planner finds no plan scores 0 in everything. People whom safety gives no
programme are left out for all. Criterion, set before the planner was changed: whole score at least 0.05 above the
greedy planner and 0.10 above the templates, safety 1 for everyone, minutes at least 0.95.

Run: `python benchmarks/accuracy/plan_rubric.py [people]`
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Callable
from dataclasses import asdict
from itertools import pairwise
from typing import Any

from plan_people import Subject, subject
from plan_rivals import greedy, room, seconds_of, template

from evenpull.errors import NoPlanFound, SafetyStop, ScreeningIncomplete
from evenpull.knowledge import Catalogue, load
from evenpull.plan.planner import make_programme
from evenpull.safety.filter import check_exercise

PEOPLE = 500
FACETS = ("coverage", "safety", "dose", "progression", "variety", "minutes")
ABOVE_GREEDY = 0.05
ABOVE_TEMPLATES = 0.10
LEAST_MINUTES = 0.95
ROLES = {
    "short": {"lengthen": 1.0, "inhibit": 0.5},
    "weak": {"activate": 1.0, "re_educate": 0.75, "integrate": 0.75, "reinforce": 0.75},
}
CONTROL = ("re_educate", "integrate", "reinforce")
SOFT = ("reposition", "inhibit", "lengthen")
HOME = {"mat", "chair", "wall", "doorway", "strap", "table", "tape", "phone"}
STANDS_FOR = {"kettlebell": "dumbbell", "soft_ball": "ball"}
LEVEL = {"none": 2, "novice": 2, "regular": 3, "experienced": 4}

Plan = dict[str, Any]


def sessions(week: Plan) -> list[Plan]:
    """Return the days of a week that hold exercises."""
    return [day for day in week["days"] if day["items"]]


def items_of(week: Plan) -> dict[str, Plan]:
    """Return each exercise of a week once, by id."""
    return {item["exercise"]: item for day in sessions(week) for item in day["items"]}


def coverage(plan: Plan, one: Subject, book: Catalogue) -> float:
    """Score how much of what was found the fourth week serves."""
    held = [(book.exercises[name], item) for name, item in items_of(plan["weeks"][-1]).items()]
    whole = served = 0.0
    for call in one.calls:
        weight = call.probability * call.severity * call.relevance
        best = 0.0
        for entry, item in held:
            hit = 1.0 if call.muscle in entry.primary else 0.5 if call.muscle in entry.secondary else 0.0
            sets = item["sets"][call.side]
            best = max(best, ROLES[call.property].get(entry.role, 0.0) * hit if sets else 0.0)
        whole += weight
        served += weight * best
    regions = {book.pain_sites[pain.site].region for pain in one.person.pains} or {"general"}
    parts = [
        any(region in entry.regions and entry.role in roles for entry, _ in held)
        for region in sorted(regions)
        for roles in (("activate",), CONTROL)
    ]
    where = sum(parts) / len(parts)
    return 0.8 * served / whole + 0.2 * where if whole > 0 else where


def safety(plan: Plan, one: Subject, book: Catalogue) -> float:
    """Score 1 when nothing that is done or offered breaks a rule, else 0."""
    limits, person = one.profile.limits, one.person
    kit = {*person.equipment, *HOME, *(STANDS_FOR.get(tool, tool) for tool in person.equipment)}
    hardest = 2 if person.pains or one.profile.mode != "normal" else LEVEL[person.experience]
    for week in plan["weeks"]:
        for item in items_of(week).values():
            for name in filter(None, (item["exercise"], item["substitute"])):
                entry = book.exercises[name]
                if set(entry.codes) & set(one.profile.codes) or entry.practitioner_only:
                    return 0.0
                if not check_exercise(entry, False, one.profile, book).allowed:
                    return 0.0
                if not set(entry.equipment) <= kit or entry.first_week > week["number"]:
                    return 0.0
                if entry.difficulty > min(hardest, limits.difficulty_max or 5):
                    return 0.0
            over = [
                (item["rpe"] or 0) > (limits.rpe_max or 10),
                (item["reps"] or 0) > (limits.reps_max or 99),
                max(item["sets"].values()) > (limits.sets_max or 9),
                (item["discomfort_max"] or 0) > 2,
                item["role"] not in SOFT and (item["hold_s"] or 0) > (limits.hold_s_max or 999),
                item["role"] not in SOFT and item["rest_s"] < (limits.rest_s_min or 0),
            ]
            if any(over):
                return 0.0
    return 1.0


def dose(plan: Plan, one: Subject, book: Catalogue) -> float:
    """Score the share of dose checks that hold."""
    limits, person = one.profile.limits, one.person
    offered = min(person.time.days_per_week, 5)
    checks: list[bool] = []
    for week in plan["weeks"]:
        for name, item in items_of(week).items():
            entry = book.exercises[name]
            preset, own = book.doses[entry.dose.preset], entry.dose
            for field, top in (("reps", limits.reps_max), ("hold_s", limits.hold_s_max), ("sets", limits.sets_max)):
                span = getattr(own, field) or getattr(preset, field)
                value = max(item["sets"].values()) if field == "sets" else item[field]
                if span is not None and value is not None:
                    easier = (top is not None and value <= top) or (field == "sets" and week.get("deload", False))
                    checks.append(span[0] <= value <= span[1] or (value < span[0] and easier))
            if person.person.age_years >= 65 and entry.role == "lengthen" and item["hold_s"] is not None:
                checks.append(item["hold_s"] >= min(60, (own.hold_s or preset.hold_s or (60, 60))[1]))
            if person.person.age_years >= 65 and item["rpe"] is not None:
                checks.append(item["rpe"] <= 6)
            times = sum(any(done["exercise"] == name for done in day["items"]) for day in sessions(week))
            least, most = preset.days_per_week
            checks.append(min(least, offered) <= times <= max(most, 1))
    return sum(checks) / len(checks) * 0.75 + 0.25 * _sides(plan, one, book) if checks else 0.0


def _sides(plan: Plan, one: Subject, book: Catalogue) -> float:
    """Score the weaker side: it begins, and has one set more in week four where the preset has room for one."""
    checks: list[bool] = []
    for name, item in items_of(plan["weeks"][-1]).items():
        entry = book.exercises[name]
        need = {"left": 0.0, "right": 0.0}
        for call in one.calls:
            if call.muscle in entry.primary and entry.role in ROLES[call.property]:
                need[call.side] += call.probability * call.severity * call.relevance
        if not entry.unilateral or need["left"] == need["right"]:
            continue
        side, other = ("left", "right") if need["left"] > need["right"] else ("right", "left")
        checks.append(item["side_first"] == side)
        top = (entry.dose.sets or book.doses[entry.dose.preset].sets)[1]
        if min(top, one.profile.limits.sets_max or top) > 1 and not one.profile.irritable:
            checks.append(item["sets"][side] == item["sets"][other] + 1)
    return sum(checks) / len(checks) if checks else 1.0


def progression(plan: Plan, one: Subject, book: Catalogue) -> float:
    """Score start, change, ladders, growth and spacing."""
    person, weeks = one.person, plan["weeks"]
    held = [set(items_of(week)) for week in weeks]
    new = bool(person.pains) or person.experience in ("none", "novice")
    small = [
        len(day["items"]) <= 3 and sum(map(_seconds(book), day["items"])) <= 600
        for week in weeks[:2]
        for day in sessions(week)
    ]
    volume = [sum(sum(map(_seconds(book), day["items"])) for day in sessions(week)) for week in weeks]
    hard_days = [
        [
            int(day["date"][-2:])
            for day in sessions(week)
            if any(book.exercises[i["exercise"]].hard for i in day["items"])
        ]
        for week in weeks
    ]
    grows = room(one, week=4)[1] > room(one, week=1)[1] + 60
    checks = [
        all(small) if new else True,
        all(len(after - before) <= 2 for before, after in pairwise(held)),
        not any(book.exercises[name].harder in names for names in held for name in names),
        volume[-1] > volume[0] if grows else volume[-1] >= 0.999 * volume[0],
        all(after - before > 1 for days in hard_days for before, after in pairwise(days)),
        all(len(sessions(week)) == min(person.time.days_per_week, 5) for week in weeks),
    ]
    return sum(checks) / len(checks)


def variety(plan: Plan, one: Subject, book: Catalogue) -> float:
    """Score how the fourth week is mixed."""
    week = plan["weeks"][-1]
    entries = [book.exercises[name] for name in items_of(week)]
    roles = [entry.role for entry in entries]
    twins = [(entry.role, entry.primary) for entry in entries]
    trained = {m for entry in entries if entry.role not in SOFT for m in (*entry.primary, *entry.secondary)}
    stretched = {m for entry in entries if entry.role in ("lengthen", "inhibit") for m in entry.primary}
    short = {call.muscle for call in one.calls if call.property == "short"}
    lone = [m for m in stretched & short if book.muscles[m].antagonists and not _against(m, book) & trained]
    tags = [tag for entry in entries for tag in entry.tags]
    lead = [book.exercises[day["items"][0]["exercise"]].role for day in sessions(week)]
    checks = [
        len(set(roles)) >= min(3, len(entries)),
        len(set(twins)) == len(twins),
        not lone,
        tags.count("pull") >= tags.count("push") or "pectorals" not in short,
        sum(role in SOFT for role in roles) <= len(roles) / 2 + 0.5,
        len({entry.position for entry in entries}) <= max(3, len(entries) * 2 / 3),
        any(role not in SOFT for role in roles) and all(lead),
        one.person.person.age_years < 65 or any("balance" in entry.tags for entry in entries),
    ]
    return sum(checks) / len(checks)


def _against(muscle: str, book: Catalogue) -> set[str]:
    found = set(book.muscles[muscle].antagonists)
    return found | {part for name in found if name in book.muscles for part in book.muscles[name].members}


def _seconds(book: Catalogue) -> Callable[[Plan], float]:
    return lambda item: seconds_of(item | {"cycle": book.doses[book.exercises[item["exercise"]].dose.preset].cycle})


def minutes(plan: Plan, one: Subject, book: Catalogue) -> float:
    """Score the use of the minutes: full marks within 5 %, or where counts and sets are all at their caps."""
    scores = []
    for week in plan["weeks"]:
        count, seconds = room(one, week=week["number"])
        for day in sessions(week):
            used = sum(map(_seconds(book), day["items"]))
            if used > seconds + 0.5 or len(day["items"]) > count:
                scores.append(0.0)
            elif used >= (480 if seconds == 600 else 0.95 * seconds) or (
                len(day["items"]) == count and not _can_grow(day, one, book)
            ):
                scores.append(1.0)
            else:
                scores.append(used / seconds)
    return statistics.fmean(scores) if scores else 0.0


def _can_grow(day: Plan, one: Subject, book: Catalogue) -> bool:
    """Say whether some exercise of a session is below the greatest sets of its preset and limits."""
    for item in day["items"]:
        entry = book.exercises[item["exercise"]]
        top = (entry.dose.sets or book.doses[entry.dose.preset].sets)[1]
        if min(item["sets"].values()) < min(top, one.profile.limits.sets_max or top) - bool(item["side_first"]):
            return True
    return False


SCORES = (coverage, safety, dose, progression, variety, minutes)


def ours(one: Subject, book: Catalogue) -> Plan:
    """Return the planner's plan as plain data."""
    return asdict(make_programme(one.inference, person=one.person, profile=one.profile, catalogue=book))


def score(plan: Plan | None, one: Subject, book: Catalogue) -> list[float]:
    """Return the six scores of a plan; all 0 without one."""
    if plan is None or not any(sessions(week) for week in plan["weeks"]):
        return [0.0] * len(SCORES)
    return [each(plan, one, book) for each in SCORES]


def measure(people: int) -> dict[str, Any]:
    """Return the mean scores of the three planners over as many people as safety gives a programme."""
    book = load()
    found: dict[str, list[list[float]]] = {"planner": [], "greedy": [], "templates": []}
    refused = seed = none = 0
    while len(found["planner"]) < people:
        one = subject(seed, book)
        seed += 1
        if one.profile.mode == "none" or one.profile.not_asked:
            refused += 1
            continue
        try:
            plan: Plan | None = ours(one, book)
        except (NoPlanFound, SafetyStop, ScreeningIncomplete):
            plan, none = None, none + 1
        found["planner"].append(score(plan, one, book))
        found["greedy"].append(score(greedy(one, book), one, book))
        found["templates"].append(score(template(one, book), one, book))
    table: dict[str, Any] = {}
    for name, rows in found.items():
        means = {facet: statistics.fmean(row[i] for row in rows) for i, facet in enumerate(FACETS)}
        table[name] = {"whole": round(statistics.fmean(means.values()), 4)} | {k: round(v, 4) for k, v in means.items()}
    return table | {"people": people, "refused_by_safety": refused, "without_a_plan": none}


if __name__ == "__main__":
    result = measure(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    assert result["planner"]["whole"] >= result["greedy"]["whole"] + ABOVE_GREEDY
    assert result["planner"]["whole"] >= result["templates"]["whole"] + ABOVE_TEMPLATES
    assert result["planner"]["safety"] == 1.0
    assert result["planner"]["minutes"] >= LEAST_MINUTES
