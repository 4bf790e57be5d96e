"""The answer in at most 36 lines of 80 columns, for a terminal: what stands out, what settles it, what to do today."""

from __future__ import annotations

import textwrap
from pathlib import Path

from evenpull.infer.records import Call
from evenpull.knowledge.load import Catalogue
from evenpull.plan.records import Item, Programme
from evenpull.report.dose import compact, tempo
from evenpull.report.drawing.bar import text_bar
from evenpull.report.findings import findings, proposals
from evenpull.report.plan_view import first_day, noise
from evenpull.report.records import Assessment
from evenpull.report.rows import six_rows
from evenpull.report.sides import side_readings
from evenpull.report.words import SURE, Names, capital, day, listed, lower_first, number, plural, spaced

WIDTH = 80
HEIGHT = 36
_SURE_AT = 55
REGIONS = {
    "trunk_low": "low back",
    "hip": "hips",
    "knee": "knees",
    "ankle_foot": "feet",
    "shoulder_arm": "shoulders",
    "neck_upper": "neck",
    "general": "whole body",
}


def render(assessment: Assessment, catalogue: Catalogue, *, out_dir: Path, example: str = "") -> str:
    """Return the text.

    Args:
        assessment: What one run found.
        catalogue: The facts that it was made with.
        out_dir: Folder of the written report, shown as given.
        example: Name of the made-up person; empty for a real one.
    """
    names = Names(catalogue)
    if assessment.profile.level in {"emergency", "urgent"}:
        flags = _wrap("Because: ", "; ".join(flag.text.rstrip(".") for flag in assessment.profile.flags), most=6)
        return _text(
            [_who(assessment, names, example), *_safety(assessment), *flags, *_end(assessment, out_dir, bool(example))]
        )
    if assessment.profile.not_asked:
        missing = _wrap("Not answered: ", ", ".join(spaced(q) for q in assessment.profile.not_asked), most=8)
        return _text([*_safety(assessment), "", *missing, *_end(assessment, out_dir, bool(example))])
    fixed = [_who(assessment, names, example), *_safety(assessment), ""]
    tail = [*_settle(assessment, catalogue), *_today(assessment, catalogue), *_end(assessment, out_dir, bool(example))]
    places = _places(assessment, catalogue)
    room = HEIGHT - len(fixed) - len(tail) - len(places)
    return _text([*fixed, *_stands_out(assessment, catalogue, room=room), *places, *tail])


def _text(lines: list[str]) -> str:
    """Return the lines as text; runs of empty lines become one."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line.rstrip())
    return "\n".join(kept[:HEIGHT]).rstrip("\n") + "\n"


def _wrap(head: str, text: str, *, most: int, hang: int | None = None) -> list[str]:
    """Return a head and its text on at most `most` lines, cut at a word with dots where it does not fit."""
    indent = " " * (len(head) if hang is None else hang)
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=head,
        subsequent_indent=indent,
        max_lines=most,
        placeholder=" ...",
        break_on_hyphens=False,
    )


def _who(assessment: Assessment, names: Names, example: str) -> str:
    person = assessment.person
    parts = [*([spaced(example)] if example else []), str(person.person.age_years)]
    if person.pains:
        worst = max(person.pains, key=lambda pain: (pain.now, pain.site))
        parts.append(f"{names.site(worst.site)} pain {number(worst.now)}/10 for {number(worst.weeks)} weeks")
    else:
        parts.append("no pain")
    seated = person.answers.get("hours_seated")
    if isinstance(seated, int | float):
        parts.append(f"sits {number(float(seated))} h")
    if not example:
        return ("Person: " + ", ".join(parts))[:WIDTH]
    text = "Example: " + ", ".join(parts)
    return f"{text[: WIDTH - 12]:<{WIDTH - 9}}(made up)"


def _safety(assessment: Assessment) -> list[str]:
    p = assessment.profile
    asked = f"{p.answered} of {p.asked} questions answered"
    if p.level == "emergency":
        return _wrap("Safety: ", f"{asked}. Get medical help now; the page says how. No tests, no plan.", most=2)
    if p.level == "urgent":
        return _wrap("Safety: ", f"{asked}. See a doctor today; the page says why. No tests, no plan.", most=2)
    if p.not_asked:
        return [f"Safety: {asked}. Tests and a plan come after the rest."]
    text = f"{asked}, nothing that stops."
    if p.letter:
        why = next((lower_first(flag.text.rstrip(".")) for flag in p.flags if flag.level == "see_someone"), "")
        text += (f" {capital(why)}:" if why else "") + " a letter for your clinician is in the folder."
    return _wrap("Safety: ", text, most=3)


def _stands_out(assessment: Assessment, catalogue: Catalogue, *, room: int) -> list[str]:
    names = Names(catalogue)
    calls = assessment.inference.calls if assessment.inference else ()
    calls = calls[: len(findings(assessment, catalogue))]
    if assessment.profile.no_calls:
        why = assessment.profile.no_calls.rstrip(".")
        return [*_wrap("No single muscles are named: ", lower_first(spaced(why)) + ".", most=2, hang=2), ""]
    if not calls:
        return ["Nothing stands out beyond the error of what was measured.", ""]
    lines = [f"{'What stands out':<{_SURE_AT}}how sure"]
    for i, call in enumerate(calls):
        block = _call(call, names)
        if len(lines) + len(block) + 2 > room:
            lines.append(f"  and {plural(len(calls) - i, 'more finding')} in the report")
            break
        lines += block
    rest = f"  {'Everything else':<{_SURE_AT - 2}}cannot tell, or ordinary"
    for side in side_readings(assessment, catalogue):
        block = [f"  {side.title:<{_SURE_AT - 2}}{side.sure}", *_wrap("     ", side.readings, most=2)]
        if len(lines) + len(block) + 2 <= room:
            lines += block
    return [*lines, rest, ""]


def _call(call: Call, names: Names) -> list[str]:
    title = names.call(call)
    first = f"  {title:<32}{text_bar(call.probability)}"
    lines = [f"{first:<{_SURE_AT}}{SURE[call.word]}"]
    speaks = [e.text.rstrip(".") for e in call.evidence if e.direction == "for" and e.direct]
    if speaks:
        lines += _wrap("     for      ", "; ".join(lower_first(t) for t in speaks[:2]), most=2)
    against = [lower_first(text.rstrip(".")) for text in call.against]
    return lines + _wrap("     against  ", "; ".join(against[:2]), most=2)


def _places(assessment: Assessment, catalogue: Catalogue) -> list[str]:
    """Return the six places in two or three lines, grouped by what is known of them."""
    groups: dict[str, list[str]] = {}
    for row in six_rows(assessment, catalogue):
        word = {"called": "see above", "finding": "something seen"}.get(row.state, row.sure)
        groups.setdefault(word, []).append(row.id)
    text = "; ".join(f"{listed(ids)}: {word}" for word, ids in groups.items())
    return [*_wrap("Six places: ", text + ".", most=3), ""]


def _settle(assessment: Assessment, catalogue: Catalogue) -> list[str]:
    found = proposals(assessment, catalogue)
    if not found:
        return []
    best = found[0]
    side = "" if best.side == "left and right" else f", {best.side}"
    tells = f" -> tells most about {best.tells}" if best.tells else ""
    return [*_wrap("Settle it: ", f"{lower_first(best.title)}{side}, {number(best.minutes)} min{tells}", most=2), ""]


def _today(assessment: Assessment, catalogue: Catalogue) -> list[str]:
    programme = assessment.programme
    today = first_day(programme) if programme else None
    if programme is None or today is None:
        return [*_wrap("No plan: ", assessment.no_programme or "nothing to plan.", most=3), ""]
    c = assessment.profile.ceilings
    pain = f" (your pain at most {number(c.own_pain_max)}, you start at {number(c.start_level)})"
    head = f"Today, {number(round(today.minutes))} min, {plural(len(today.items), 'exercise')}"
    lines = [head + (pain if assessment.person.pains else "")]
    names = Names(catalogue)
    for item in today.items:
        lines += _item(item, names)
    lines.append(_retest(assessment, catalogue))
    return lines


def _item(item: Item, names: Names) -> list[str]:
    dose = compact(item) + (f", {tempo(item)}" if item.tempo and len(compact(item)) < 12 else "")
    left = f"  {item.order} {item.name:<27} {dose:<29}"
    why = "for: " + _because(item, names)
    if len(left) + 1 + len(why) <= WIDTH:
        return [f"{left} {why}"]
    if len(left.rstrip()) <= WIDTH and len(item.name) <= 27:
        return [left.rstrip(), f"    {why}"[:WIDTH]]
    return _wrap(f"  {item.order} ", f"{item.name}: {dose} ({why})", most=2, hang=4)


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
    when = f"Retest {day(assessment.programme.retest)}"
    seen: dict[str, str] = {}
    for n in noise(assessment, catalogue):
        seen.setdefault(n.test, n.change)
    for count in (2, 1):
        parts = [f"{change} ({lower_first(test)})" for test, change in list(seen.items())[:count]]
        text = f"{when}: a change under {' or '.join(parts)} is noise."
        if parts and len(text) <= WIDTH:
            return text
    return f"{when}. The report says which change is noise."


def _end(assessment: Assessment, out_dir: Path, example: bool = False) -> list[str]:
    page = "referral.html" if assessment.profile.level in {"emergency", "urgent"} else "report.html"
    where = f"Report: {out_dir.as_posix()}/{page}"
    yours = "Yours next: evenpull start" if example else ""
    gap = WIDTH - len(where) - len(yours)
    notice = "Not a diagnosis. Checked on simulated bodies, not yet on patients."
    review = ["Its safety rules have not yet been reviewed by a clinician."] if assessment.profile.unreviewed else []
    last = [where + " " * gap + yours] if yours and gap >= 2 else [where, *([yours] if yours else [])]
    return ["", notice, *review, *last]


def programme_text(programme: Programme, catalogue: Catalogue) -> str:
    """Return a programme's firm weeks as text: each day's exercises with their doses, in lines of 80 columns."""
    names = Names(catalogue)
    lines: list[str] = []
    for week in programme.weeks:
        lines.append(f"Week {week.number}")
        for each in week.days:
            if not each.items:
                continue
            lines.append(f" {day(each.date)}, {number(round(each.minutes))} min")
            for item in each.items:
                lines += _item(item, names)
    lines.append(f"Retest {day(programme.retest)}. Weeks 5 to 12 are a sketch, planned again at each check.")
    return "\n".join(lines)
