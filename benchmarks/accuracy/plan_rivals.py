"""Two rivals of the planner, written fairly: a greedy planner and fixed templates.

Both get the same safety filter, kit, level, first weeks, start rule (three exercises in ten minutes for two weeks for
anyone in pain or new), counts and days as the planner. The greedy one takes, exercise by exercise, what adds the most
cover of what was found; the templates are lists by region, as a good leaflet would have them. Both take doses from
the presets, put the weaker side first, give it one set more where it fits, and fill the minutes with sets.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from plan_people import Subject

from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds import Exercise
from evenpull.safety.filter import check_exercise

HOME = {"mat", "chair", "wall", "doorway", "strap", "table", "tape", "phone"}
LEVEL = {"none": 1, "novice": 2, "regular": 3, "experienced": 4}
SLOTS = {1: (0,), 2: (0, 3), 3: (0, 2, 4), 4: (0, 2, 4, 5), 5: (0, 1, 2, 4, 5)}
ORDER = ("reposition", "inhibit", "lengthen", "activate", "re_educate", "integrate", "reinforce")
TEMPLATES = {
    "trunk_low": "act_bridge ree_bird_dog_leg ree_dead_bug_iso rep_pelvic_clock act_side_plank_knee ree_hinge_dowel",
    "neck_upper": "act_row_band_seated act_wall_slide_lift rep_open_book rep_wall_breathing ree_sit_to_stand",
    "hip": "act_clam act_bridge ree_sit_to_stand act_standing_hip_abd ree_hinge_dowel rep_hooklying_breath",
    "knee": "act_quad_set ree_sit_to_stand act_clam act_wall_sit act_heel_raise_double rep_hooklying_breath",
    "ankle_foot": "act_heel_raise_double act_short_foot ree_balance_sl act_soleus_raise act_tib_ant_wall",
    "shoulder_arm": "act_row_band_seated act_wall_pushup_plus rep_open_book act_wall_slide_lift rep_wall_breathing",
    "general": "ree_sit_to_stand act_bridge act_heel_raise_double act_wall_slide_lift ree_bird_dog_leg rep_open_book",
}


def eligible(one: Subject, catalogue: Catalogue, *, week: int) -> dict[str, Exercise]:
    """Return what this person may do in a week, by id."""
    kit = {*one.person.equipment, *HOME}
    level = LEVEL[one.person.experience]
    level = max(level, 2) if week > 2 else level
    if one.person.pains or one.profile.mode != "normal":
        level = min(level, 2)
    return {
        name: entry
        for name, entry in sorted(catalogue.exercises.items())
        if entry.drawn is not None
        and entry.deprecated is None
        and entry.first_week <= week
        and entry.difficulty <= min(level, one.profile.limits.difficulty_max or 5)
        and set(entry.equipment) <= kit
        and not entry.practitioner_only
        and check_exercise(entry, False, one.profile, catalogue).allowed
    }


def room(one: Subject, *, week: int) -> tuple[int, float]:
    """Return most exercises and seconds of a session."""
    minutes = one.person.time.minutes
    count = next(most for least, most in ((45, 7), (30, 6), (20, 4), (8, 3), (0, 2)) if minutes >= least)
    new = bool(one.person.pains) or one.person.experience in ("none", "novice")
    if one.profile.mode != "normal" or one.profile.irritable or (new and week <= 2):
        return min(count, 3), min(minutes, 10.0) * 60
    return (min(count, 3 + 2 * (week - 2)) if new else count), minutes * 60


def greedy(one: Subject, catalogue: Catalogue) -> dict[str, Any]:
    """Return a plan of the exercises that add the most cover, one after the other."""
    return _plan(one, catalogue, _ranked_by_gain)


def template(one: Subject, catalogue: Catalogue) -> dict[str, Any]:
    """Return the leaflet of the first painful region, or the general one."""
    return _plan(one, catalogue, _leaflet)


def _gain(entry: Exercise, one: Subject, covered: dict[str, float], regions: set[str]) -> float:
    gain = 0.0
    for call in one.calls:
        roles = {"short": ("lengthen", "inhibit"), "weak": ("activate", "re_educate", "integrate", "reinforce")}
        hit = 1.0 if call.muscle in entry.primary else 0.5 if call.muscle in entry.secondary else 0.0
        if entry.role in roles[call.property]:
            weight = call.probability * call.severity * call.relevance
            gain += weight * max(0.0, hit - covered.get(call.id, 0.0)) + 0.1 * weight * hit
    return gain + 0.2 * len(regions & set(entry.regions)) + 0.02 * ("general" in entry.regions)


def _ranked_by_gain(one: Subject, catalogue: Catalogue, pool: dict[str, Exercise], count: int) -> list[str]:
    regions = {catalogue.pain_sites[pain.site].region for pain in one.person.pains} or {"general"}
    chosen: list[str] = []
    covered: dict[str, float] = {}
    while len(chosen) < count:
        rungs = {name for key in chosen for name in (pool[key].easier, pool[key].harder)}
        left = [name for name in pool if name not in chosen and name not in rungs]
        if not left:
            break
        best = max(left, key=lambda name: (_gain(pool[name], one, covered, regions), name))
        chosen.append(best)
        for call in one.calls:
            hit = 1.0 if call.muscle in pool[best].primary else 0.5 if call.muscle in pool[best].secondary else 0.0
            covered[call.id] = max(covered.get(call.id, 0.0), hit)
        regions = regions - set(pool[best].regions)
    return chosen


def _leaflet(one: Subject, catalogue: Catalogue, pool: dict[str, Exercise], count: int) -> list[str]:
    regions = [catalogue.pain_sites[pain.site].region for pain in one.person.pains]
    names = [name for region in (*regions, "general") for name in TEMPLATES[region].split()]
    return [name for name in dict.fromkeys(names) if name in pool][:count]


def _plan(one: Subject, catalogue: Catalogue, pick: Any) -> dict[str, Any]:
    weeks = []
    held: list[str] = []
    for number in range(1, 5):
        pool = eligible(one, catalogue, week=number)
        count, seconds = room(one, week=number)
        wanted = pick(one, catalogue, pool, count)
        fresh = [name for name in wanted if name not in held]
        chosen = wanted if not held else [name for name in held if name in pool] + fresh[:2]
        chosen = chosen[:count]
        items = _fitted([_item(name, pool[name], one, catalogue) for name in chosen], seconds)
        held = [item["exercise"] for item in items]
        items.sort(key=lambda item: (ORDER.index(item["role"]), item["exercise"]))
        days = min(one.person.time.days_per_week, 5)
        start = one.person.start + dt.timedelta(days=7 * (number - 1))
        weeks.append(
            {
                "number": number,
                "days": [
                    {
                        "date": (start + dt.timedelta(days=day)).isoformat(),
                        "items": items if day in SLOTS[days] else [],
                    }
                    for day in range(7)
                ],
            }
        )
    return {"weeks": weeks}


def _item(name: str, entry: Exercise, one: Subject, catalogue: Catalogue) -> dict[str, Any]:
    preset, own, limits = catalogue.doses[entry.dose.preset], entry.dose, one.profile.limits
    old = one.person.person.age_years >= 65
    low = {key: getattr(own, key) or getattr(preset, key) for key in ("sets", "reps", "hold_s", "breaths")}
    least = {key: None if span is None else span[0] for key, span in low.items()}
    hold = least["hold_s"]
    if hold is not None and old and entry.role == "lengthen":
        hold = min(60, low["hold_s"][1])
    effort = entry.role not in ("reposition", "inhibit", "lengthen")
    if hold is not None and effort and limits.hold_s_max is not None:
        hold = min(hold, int(limits.hold_s_max))
    rpe = own.rpe if own.rpe is not None else preset.rpe
    rpe = None if rpe is None else min(rpe, limits.rpe_max or 10, 6 if old else 10)
    most = min(low["sets"][1], limits.sets_max or 9, max(2, low["sets"][0]))
    need = {
        side: sum(
            call.probability * call.severity * call.relevance
            for call in one.calls
            if call.side == side and call.muscle in (*entry.primary, *entry.secondary)
        )
        for side in ("left", "right")
    }
    first = None if need["left"] == need["right"] else max(need, key=lambda side: need[side])
    count = min(low["sets"][0], most)
    item: dict[str, Any] = {
        "exercise": name,
        "role": entry.role,
        "sets": {"left": count, "right": count},
        "most": most,
        "two_sided": not entry.unilateral,
        "alternating": entry.alternating,
        "reps": None if least["reps"] is None else min(least["reps"], limits.reps_max or 99),
        "hold_s": hold,
        "breaths": least["breaths"],
        "tempo": own.tempo or preset.tempo,
        "cycle": preset.cycle,
        "rpe": rpe,
        "rest_s": max(preset.rest_s[0], limits.rest_s_min or 0) if effort else preset.rest_s[0],
        "side_first": first if entry.unilateral or entry.alternating else None,
        "discomfort_max": preset.discomfort_max,
        "substitute": None,
    }
    return item


def seconds_of(item: dict[str, Any]) -> float:
    """Return set-up, change-over, work and rest of one item, in seconds."""
    reps, hold, tempo = item["reps"], item["hold_s"] or 0, item["tempo"]
    if item["breaths"]:
        one = item["breaths"] * 12
    elif reps and tempo:
        one = reps * sum(tempo)
    elif reps:
        one = reps * (hold + 3)
    else:
        one = hold + sum((low + high) // 2 for _, low, high in item.get("cycle", ())[:-1])
    one *= 2 if item["alternating"] else 1
    sets = item["sets"]["left"] if item["two_sided"] else item["sets"]["left"] + item["sets"]["right"]
    return float(35 + sets * one + (sets - 1) * item["rest_s"])


def _fitted(items: list[dict[str, Any]], seconds: float) -> list[dict[str, Any]]:
    """Drop from the end until the session fits, then add sets while there is time, the weaker side first."""
    while len(items) > 1 and sum(map(seconds_of, items)) > seconds:
        items = items[:-1]
    for item in items:
        sides = [item["side_first"]] if item["side_first"] and not item["two_sided"] else ["left", "right"]
        if item["sets"][sides[0]] < item["most"]:
            before = dict(item["sets"])
            item["sets"] = before | {side: before[side] + 1 for side in sides}
            if sum(map(seconds_of, items)) > seconds:
                item["sets"] = before
    return items
