"""Begin a log with the first session's exercises, and write what a log made of a plan: day pages, calendar, JSON."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from pathlib import Path

from evenpull.app.plan import plan
from evenpull.core.words import say
from evenpull.errors import MissingExtra, StoreError
from evenpull.knowledge import load
from evenpull.plan.adapt.log import LOG_FILE
from evenpull.plan.adapt.records import Adapted
from evenpull.report import calendar, handout
from evenpull.report import pdf as paper
from evenpull.report.json_out import programme_object


def begin_log(folder: Path) -> Path:
    """Write a log.yaml with the first session of the plan, every field to be filled in; returns its path.

    Raises:
        InputError: When the person file is wrong.
        StoreError: When the file cannot be written.
    """
    programme = plan(folder)
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


def write_adapted(found: Adapted, target: Path, *, today: dt.date) -> list[Path]:
    """Write programme.json, calendar.ics and the day pages (HTML, and PDF where its part is installed).

    Raises:
        StoreError: When the folder cannot be written.
    """
    catalogue = load()
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
