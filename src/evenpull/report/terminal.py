"""The answer in at most 36 lines of 80 columns, for a terminal: what stands out, what settles it, what to do today."""

from __future__ import annotations

from pathlib import Path

from evenpull.core.words import say, say_many
from evenpull.infer.records import Call
from evenpull.knowledge.load import Catalogue
from evenpull.plan.records import Programme
from evenpull.report.drawing.bar import text_bar
from evenpull.report.findings import findings, proposals
from evenpull.report.lines import WIDTH, wrap
from evenpull.report.places import PLACES
from evenpull.report.records import Assessment
from evenpull.report.rows import six_rows
from evenpull.report.sides import side_readings
from evenpull.report.today import item_lines, today_lines
from evenpull.report.words import SURE, Names, capital, day, listed, lower_first, number, spaced
from evenpull.safety.records import SafetyProfile

HEIGHT = 36
_SURE_AT = 55


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
        flags = wrap(
            say("Because:") + " ", "; ".join(flag.text.rstrip(".") for flag in assessment.profile.flags), most=6
        )
        return _text(
            [_who(assessment, names, example), *_safety(assessment), *flags, *_end(assessment, out_dir, bool(example))]
        )
    if assessment.profile.not_asked:
        missing = wrap(say("Not answered:") + " ", ", ".join(spaced(q) for q in assessment.profile.not_asked), most=8)
        return _text([*_safety(assessment), "", *missing, *_end(assessment, out_dir, bool(example))])
    fixed = [_who(assessment, names, example), *_safety(assessment), ""]
    tail = [
        *_pull(assessment),
        *_settle(assessment, catalogue),
        *today_lines(assessment, catalogue),
        *_end(assessment, out_dir, bool(example)),
    ]
    places = _places(assessment, catalogue)
    room = HEIGHT - len(fixed) - len(tail) - len(places)
    return _text([*fixed, *_stands_out(assessment, catalogue, room=room), *places, *tail])


def _pull(assessment: Assessment) -> list[str]:
    """Return what the findings do to a simulated body."""
    if assessment.pull is None:
        return []
    return [*wrap(say("Simulated:") + " ", lower_first(assessment.pull.sentence), most=3), ""]


def _text(lines: list[str]) -> str:
    """Return the lines as text; runs of empty lines become one."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line.rstrip())
    return "\n".join(kept[:HEIGHT]).rstrip("\n") + "\n"


def _who(assessment: Assessment, names: Names, example: str) -> str:
    person = assessment.person
    parts = [*([spaced(example)] if example else []), str(person.person.age_years)]
    if person.pains:
        worst = max(person.pains, key=lambda pain: (pain.now, pain.site))
        parts.append(
            say(
                "{place} pain {now}/10 for {weeks} weeks",
                place=names.site(worst.site),
                now=number(worst.now),
                weeks=number(worst.weeks),
            )
        )
    else:
        parts.append(say("no pain"))
    seated = person.answers.get("hours_seated")
    if isinstance(seated, int | float):
        parts.append(say("sits {hours} h", hours=number(float(seated))))
    if not example:
        return say("Person: {about}", about=", ".join(parts))[:WIDTH]
    text, made_up = say("Example: {about}", about=", ".join(parts)), say("(made up)")
    width = WIDTH - len(made_up)
    return f"{text[: width - 3]:<{width}}{made_up}"


def _safety(assessment: Assessment) -> list[str]:
    return wrap(say("Safety:") + " ", " ".join(_safety_sentences(assessment.profile)), most=3)


def _safety_sentences(p: SafetyProfile) -> list[str]:
    asked = {"answered": p.answered, "asked": p.asked}
    if p.level in {"emergency", "urgent"} or p.not_asked:
        said = [say("{answered} of {asked} questions answered.", **asked)]
        if p.level == "emergency":
            return [*said, say("Get medical help now; the page says how. No tests, no plan.")]
        if p.level == "urgent":
            return [*said, say("See a doctor today; the page says why. No tests, no plan.")]
        return [*said, say("Tests and a plan come after the rest.")]
    said = [say("{answered} of {asked} questions answered, nothing that stops.", **asked)]
    if not p.letter:
        return said
    why = next((capital(flag.text.rstrip(".")) for flag in p.flags if flag.level == "see_someone"), "")
    if why:
        return [*said, say("{why}: a letter for your clinician is in the folder.", why=why)]
    return [*said, say("a letter for your clinician is in the folder.")]


def _stands_out(assessment: Assessment, catalogue: Catalogue, *, room: int) -> list[str]:
    names = Names(catalogue)
    calls = assessment.inference.calls if assessment.inference else ()
    calls = calls[: len(findings(assessment, catalogue))]
    if assessment.profile.no_calls:
        why = assessment.profile.no_calls.rstrip(".")
        return [*wrap(say("No single muscles are named:") + " ", lower_first(spaced(why)) + ".", most=2, hang=2), ""]
    if not calls:
        return [say("Nothing stands out beyond the error of what was measured."), ""]
    lines = [_row(say("What stands out"), say("how sure"))]
    for i, call in enumerate(calls):
        block = _call(call, names)
        if len(lines) + len(block) + 2 > room:
            more = say_many(
                "and {count} more finding in the report", "and {count} more findings in the report", len(calls) - i
            )
            lines.append(f"  {more}")
            break
        lines += block
    rest = _row("  " + say("Everything else"), say("cannot tell, or ordinary"))
    for side in side_readings(assessment, catalogue):
        block = [_row(f"  {side.title}", side.sure), *wrap("     ", side.readings, most=2)]
        if len(lines) + len(block) + 2 <= room:
            lines += block
    return [*lines, rest, ""]


def _row(what: str, sure: str) -> str:
    """Return what is said and how sure it is, each in its column."""
    return f"{what:<{_SURE_AT}}{sure}"


def _call(call: Call, names: Names) -> list[str]:
    title, pro, contra = names.call(call), say("for"), say("against")
    lines = [_row(f"  {title:<32}{text_bar(call.probability)}", SURE[call.word])]
    speaks = [e.text.rstrip(".") for e in call.evidence if e.direction == "for" and e.direct]
    if speaks:
        lines += wrap(f"     {pro:<8} ", "; ".join(lower_first(t) for t in speaks[:2]), most=2)
    against = [lower_first(text.rstrip(".")) for text in call.against]
    return lines + wrap(f"     {contra:<8} ", "; ".join(against[:2]), most=2)


def _places(assessment: Assessment, catalogue: Catalogue) -> list[str]:
    """Return the six places in two or three lines, grouped by what is known of them."""
    groups: dict[str, list[str]] = {}
    for row in six_rows(assessment, catalogue):
        word = {"called": say("see above"), "finding": say("something seen")}.get(row.state, row.sure)
        groups.setdefault(word, []).append(PLACES[row.id])
    text = "; ".join(f"{listed(places)}: {word}" for word, places in groups.items())
    return [*wrap(say("Six places:") + " ", text + ".", most=3), ""]


def _settle(assessment: Assessment, catalogue: Catalogue) -> list[str]:
    found = proposals(assessment, catalogue)
    if not found:
        return []
    best = found[0]
    parts = [lower_first(best.title), *([] if best.side == "both" else [spaced(best.side)])]
    told = ", ".join([*parts, say("{minutes} min", minutes=number(best.minutes))])
    if best.tells:
        told = say("{test} -> tells most about {muscles}", test=told, muscles=best.tells)
    return [*wrap(say("Settle it:") + " ", told, most=2), ""]


def _end(assessment: Assessment, out_dir: Path, example: bool = False) -> list[str]:
    page = "referral.html" if assessment.profile.level in {"emergency", "urgent"} else "report.html"
    where = say("Report: {path}", path=f"{out_dir.as_posix()}/{page}")
    yours = say("Yours next: evenpull start") if example else ""
    gap = WIDTH - len(where) - len(yours)
    notice = say("Not a diagnosis. Checked on simulated bodies, not yet on patients.")
    unreviewed = assessment.profile.unreviewed
    review = [say("Its safety rules have not yet been reviewed by a clinician.")] if unreviewed else []
    last = [where + " " * gap + yours] if yours and gap >= 2 else [where, *([yours] if yours else [])]
    return ["", notice, *review, *last]


def programme_text(programme: Programme, catalogue: Catalogue, *, first: str = "", last: str = "9999") -> str:
    """Return a programme's firm weeks as text: each day's exercises with their doses, in lines of 80 columns.

    Args:
        programme: The programme.
        catalogue: For the names.
        first, last: Days that are told, ISO 8601.
    """
    names = Names(catalogue)
    lines: list[str] = []
    for week in programme.weeks:
        told = [each for each in week.days if each.items and first <= each.date <= last]
        if told:
            lines.append(say("Week {number}", number=week.number))
        for each in told:
            lines.append(" " + say("{day}, {minutes} min", day=day(each.date), minutes=number(round(each.minutes))))
            for item in each.items:
                lines += item_lines(item, names)
    retest = day(programme.retest)
    lines.append(say("Retest {date}. Weeks 5 to 12 are a sketch, planned again at each check.", date=retest))
    return "\n".join(lines)
