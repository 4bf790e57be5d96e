"""Begin a log, go on from one in a new assessment, and write what it made of a plan: day pages, calendar, JSON."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from evenpull.app.plan import PLAN_FILE, Imported, base_plan, import_programme
from evenpull.core.words import say
from evenpull.errors import MissingExtra, StoreError
from evenpull.knowledge import Catalogue
from evenpull.plan.adapt.apply import adapt
from evenpull.plan.adapt.log import LOG_FILE, Log, read_log
from evenpull.plan.adapt.records import Adapted
from evenpull.plan.records import Programme
from evenpull.report import calendar, handout
from evenpull.report import pdf as paper
from evenpull.report.json_out import programme_object
from evenpull.report.records import Assessment


def begin_log(folder: Path) -> Path:
    """Write a log.yaml with the first session of the plan, every field to be filled in; returns its path.

    Raises:
        InputError: When the person file is wrong.
        StoreError: When the file cannot be written.
    """
    programme = base_plan(folder)
    first = next(day for week in programme.weeks for day in week.days if day.items)
    how = say("One entry for each day. Pain and effort go from 0 to 10.")
    left_out = say("An exercise that is not listed was not done.")
    later = say("leave this line out until you know")
    alarm = say("yes: something sharp, sudden, numb, tingling or travelling down a limb")
    lines = [
        f"# {how}",
        f"# {left_out}",
        "days:",
        f"  - date: {first.date}",
        "    start_pain: 0",
        "    worst_pain: 0",
        f"    next_morning: 0   # {later}",
        f"    alarm: {'no':10}# {alarm}",
        "    exercises:",
    ]
    for item in first.items:
        count = item.reps or item.hold_s
        sides = "0" if item.two_sided else json.dumps({"left": 0, "right": 0}).replace('"', "")
        effort = ", effort: 5" if item.rpe is not None else ""
        lines.append(
            f"      - {{exercise: {item.exercise}, sets: {sides}{', reps: 0' if count else ''}{effort}, pain: 0}}"
        )
    path = folder / LOG_FILE
    try:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as fault:
        raise StoreError(say("the log cannot be written"), hint=say("Is the folder read-only?")) from fault
    return path


def write_adapted(found: Adapted, target: Path, *, today: dt.date, catalogue: Catalogue) -> list[Path]:
    """Write programme.json, calendar.ics and the day pages (HTML, and PDF where its part is installed).

    Args:
        found: The programme and its history.
        target: Folder, made when it is not there.
        today: The week that holds this day is printed.
        catalogue: The facts that the programme was made with.

    Raises:
        StoreError: When the folder cannot be written.
    """
    created = dt.datetime.combine(today, dt.time(), dt.UTC).isoformat()
    codes = tuple(sorted({each.code for each in found.programme.blocked}))
    data = programme_object(found.programme, created=created, codes=codes, history=found.history)
    page = handout.render(found.programme, catalogue, today=today)
    files = {
        "programme.json": (json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode(),
        "calendar.ics": calendar.render_programme(found.programme, created=created),
        "handout.html": page.encode(),
    }
    with suppress(MissingExtra):
        files["handout.pdf"] = paper.from_html(page)
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (target / name).write_bytes(content)
    except OSError as fault:
        raise StoreError(say("the results folder cannot be made"), hint=say("Choose another with --out.")) from fault
    return [target / name for name in files]


def keep_programme(found: Imported, folder: Path, *, created: str) -> Path:
    """Write a programme that was taken in beside the person, where the log goes on from it; returns its path.

    Raises:
        StoreError: When the folder cannot be written; a former file is then as it was.
    """
    codes = tuple(sorted({each.code for each in found.programme.blocked}))
    data = programme_object(found.programme, created=created, codes=codes, history=found.history)
    path = folder / PLAN_FILE
    beside = path.with_suffix(".new")
    try:
        beside.write_bytes((json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n").encode())
        beside.replace(path)
    except OSError as fault:
        raise StoreError(say("the programme cannot be written"), hint=say("Is the folder read-only?")) from fault
    return path


@dataclass(frozen=True, slots=True, kw_only=True)
class Continued:
    """An assessment whose plan goes on, what a log made of the plan, and how to begin anew, in words."""

    assessment: Assessment
    adapted: Adapted
    note: str


def go_on(assessment: Assessment, folder: Path, *, today: dt.date, catalogue: Catalogue) -> Continued | None:
    """Return an assessment of a folder that has a log or a programme taken in, with the plan that goes on from there.

    The report's plan begins with the week of today; what lies before stands in programme.json.

    Args:
        assessment: As made from the folder now.
        folder: The person folder.
        today: The day on which the plan goes on.
        catalogue: The facts that it was made with.

    Returns:
        None when there is nothing to go on from, or no plan.

    Raises:
        InputError: When the log or the programme taken in is wrong; names file, line and field.
        NoPlanFound: When safety takes away everything of the programme taken in.
    """
    log, own = read_log(folder, catalogue), folder / PLAN_FILE
    if assessment.programme is None or (not own.is_file() and (log is None or not log.days)):
        return None
    base = import_programme(folder, own).programme if own.is_file() else assessment.programme
    adapted = adapt(
        base, log or Log(), person=assessment.person, profile=assessment.profile, catalogue=catalogue, today=today
    )
    note = say(
        "The plan goes on from {file}: nothing begins anew. For a new beginning, move that file away and set a new "
        "start in person.yaml.",
        file=LOG_FILE if log is not None and log.days else PLAN_FILE,
    )
    programme = from_week_of(adapted.programme, today)
    kept = replace(assessment, programme=programme)
    return Continued(assessment=kept, adapted=adapted, note=note)


def from_week_of(programme: Programme, today: dt.date) -> Programme:
    """Return a programme from the week of a day on; its last week when all lie before."""
    coming = tuple(week for week in programme.weeks if week.days[-1].date >= today.isoformat())
    return replace(programme, weeks=coming or programme.weeks[-1:])
