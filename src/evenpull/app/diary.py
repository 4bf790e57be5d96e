"""The person's diary: days are added to `log.yaml` and taken back again; people can still edit the file.

Every change is checked as a whole before it is written, remarks in the file stay, and what stood there before is kept,
so that the last entry can be taken back.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any, Literal

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from evenpull.capture.person.document import read_document
from evenpull.capture.person.writer import write_whole, write_yaml
from evenpull.knowledge.load import Catalogue
from evenpull.plan.adapt.log import LOG_FILE, Done, Log, LoggedDay, Sides, check_log, read_log

BEFORE_FILE = ".log_before.json"
MOST_BEFORE = 20
Entry = Literal["session", "morning"]


def read_diary(folder: Path, catalogue: Catalogue) -> Log:
    """Return the log of a person folder; an empty one when there is none yet.

    Raises:
        InputError: When the file is wrong; names the line.
    """
    return read_log(folder, catalogue) or Log()


def day_of(log: Log, date: dt.date) -> LoggedDay | None:
    """Return the entry of one day, None when there is none."""
    return next((day for day in log.days if day.date == date), None)


def save_day(folder: Path, day: LoggedDay, catalogue: Catalogue) -> None:
    """Write one day into the log; the entry of the same day is replaced, all others stay as they are.

    Args:
        folder: The person folder.
        day: The whole day.
        catalogue: For the names of exercises.

    Raises:
        InputError: When the file that is there is wrong; it stays as it was.
        StoreError: When the file cannot be written.
    """
    path = folder / LOG_FILE
    node: dict[Any, Any] = read_document(path) if path.is_file() else CommentedMap()
    days = node.get("days")
    if not isinstance(days, list):
        days = node["days"] = CommentedSeq()
    check_log(node, catalogue)
    fresh = _entry(day)
    for place, entry in enumerate(days):
        if str(entry.get("date")) == day.date.isoformat():
            days[place] = fresh
            break
    else:
        later = (place for place, entry in enumerate(days) if str(entry.get("date")) > day.date.isoformat())
        days.insert(next(later, len(days)), fresh)
    check_log(node, catalogue)
    write_yaml(path, node)


def remember(folder: Path, what: Entry, date: dt.date) -> None:
    """Keep the log as it is now, before an entry that may be taken back.

    Args:
        folder: The person folder.
        what: A session, or the morning after one.
        date: The day of the entry.
    """
    path = folder / LOG_FILE
    text = path.read_text(encoding="utf-8") if path.is_file() else None
    kept = [*_kept(folder), {"what": what, "date": date.isoformat(), "text": text}][-MOST_BEFORE:]
    write_whole(folder / BEFORE_FILE, json.dumps(kept).encode())


def last_entry(folder: Path) -> tuple[Entry, dt.date] | None:
    """Return what `take_back` would take back, None when there is nothing."""
    kept = _kept(folder)
    return (kept[-1]["what"], dt.date.fromisoformat(kept[-1]["date"])) if kept else None


def take_back(folder: Path) -> tuple[Entry, dt.date] | None:
    """Put the log back as it was before the last entry; returns which entry that was, None when there is none.

    Raises:
        StoreError: When the file cannot be written.
    """
    kept = _kept(folder)
    if not kept:
        return None
    last = kept.pop()
    path = folder / LOG_FILE
    if last["text"] is None:
        path.unlink(missing_ok=True)
    else:
        write_whole(path, last["text"].encode())
    write_whole(folder / BEFORE_FILE, json.dumps(kept).encode())
    return last["what"], dt.date.fromisoformat(last["date"])


def _kept(folder: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads((folder / BEFORE_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return found if isinstance(found, list) else []


def _entry(day: LoggedDay) -> CommentedMap:
    """Return a day as it stands in the file; what is not known is left out."""
    entry = CommentedMap(date=day.date, start_pain=_plain(day.start_pain), worst_pain=_plain(day.worst_pain))
    if day.next_morning is not None:
        entry["next_morning"] = _plain(day.next_morning)
    entry["alarm"] = day.alarm
    entry["exercises"] = CommentedSeq([_done(each) for each in day.exercises])
    return entry


def _done(done: Done) -> CommentedMap:
    line = CommentedMap(exercise=done.exercise, sets=_count(done.sets))
    if done.reps is not None:
        line["reps"] = _count(done.reps)
    for name in ("effort", "pain"):
        value = getattr(done, name)
        if value is not None:
            line[name] = _plain(value)
    if done.faults:
        line["faults"] = list(done.faults)
    if done.form_broke:
        line["form_broke"] = True
    line.fa.set_flow_style()
    return line


def _count(count: int | Sides) -> int | CommentedMap:
    if isinstance(count, int):
        return count
    sides = CommentedMap(left=count.left, right=count.right)
    sides.fa.set_flow_style()
    return sides


def _plain(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value
