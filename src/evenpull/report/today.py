"""What to do today, for a terminal: exercises with dose and reason, and which change at the retest is noise."""

from __future__ import annotations

from evenpull.core.words import say, say_many
from evenpull.knowledge.load import Catalogue
from evenpull.plan.records import Item
from evenpull.report.dose import compact, tempo
from evenpull.report.lines import WIDTH, wrap
from evenpull.report.plan_view import first_day, noise
from evenpull.report.records import Assessment
from evenpull.report.words import Names, day, lower_first, number, spaced

REGIONS = {
    "trunk_low": say("low back"),
    "hip": say("hips"),
    "knee": say("knees"),
    "ankle_foot": say("feet"),
    "shoulder_arm": say("shoulders"),
    "neck_upper": say("neck"),
    "general": say("whole body"),
}


def today_lines(assessment: Assessment, catalogue: Catalogue) -> list[str]:
    """Return the exercises of the first day and what to heed at the retest; without a plan, why there is none."""
    programme = assessment.programme
    today = first_day(programme) if programme else None
    if programme is None or today is None:
        return [*wrap(say("No plan:") + " ", assessment.no_programme or say("nothing to plan."), most=3), ""]
    c = assessment.profile.ceilings
    minutes = number(round(today.minutes))
    head = say_many(
        "Today, {minutes} min, {count} exercise",
        "Today, {minutes} min, {count} exercises",
        len(today.items),
        minutes=minutes,
    )
    if assessment.person.pains:
        most, start = number(c.own_pain_max), number(c.start_level)
        head = say("{today} (your pain at most {most}, you start at {start})", today=head, most=most, start=start)
    lines = [head]
    names = Names(catalogue)
    for item in today.items:
        lines += item_lines(item, names)
    lines.append(_retest(assessment, catalogue))
    return lines


def item_lines(item: Item, names: Names) -> list[str]:
    """Return an exercise with its dose and what it is for, on one line or two."""
    dose = compact(item) + (f", {tempo(item)}" if item.tempo and len(compact(item)) < 12 else "")
    left = f"  {item.order} {item.name:<27} {dose:<29}"
    why = say("for: {why}", why=_because(item, names))
    if len(left) + 1 + len(why) <= WIDTH:
        return [f"{left} {why}"]
    if len(left.rstrip()) <= WIDTH and len(item.name) <= 27:
        return [left.rstrip(), f"    {why}"[:WIDTH]]
    return wrap(f"  {item.order} ", f"{item.name}: {dose} ({why})", most=2, hang=4)


def _because(item: Item, names: Names) -> str:
    for call in item.why.calls:
        parts = call.split(".")
        if len(parts) == 3:
            return names.muscle(parts[1])
    if item.why.needs:
        words = item.why.needs[0].split(".")
        if words[0] == "region" and len(words) > 1:
            return REGIONS.get(words[1], spaced(words[1]))
        return names.muscle(words[1]) if len(words) > 1 and words[0] in {"left", "right"} else spaced(words[0])
    return spaced(item.role)


def _retest(assessment: Assessment, catalogue: Catalogue) -> str:
    assert assessment.programme is not None
    when = day(assessment.programme.retest)
    seen: dict[str, str] = {}
    for n in noise(assessment, catalogue):
        seen.setdefault(n.test, n.change)
    for count in (2, 1):
        parts = [f"{change} ({lower_first(test)})" for test, change in list(seen.items())[:count]]
        change = say("{first} or {second}", first=parts[0], second=parts[1]) if len(parts) == 2 else "".join(parts)
        text = say("Retest {date}: a change under {change} is noise.", date=when, change=change)
        if parts and len(text) <= WIDTH:
            return text
    return say("Retest {date}. The report says which change is noise.", date=when)
