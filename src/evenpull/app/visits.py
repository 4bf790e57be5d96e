"""Visits of one person: the one that is under way, and earlier ones, each a whole person folder of its own.

A retest puts what was answered, pictured and found so far aside, keeps who the person is and what they own, and lets
everything that a retest has to ask be asked anew.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from evenpull.app.checkins import CheckIn, told_then
from evenpull.app.diary import BEFORE_FILE
from evenpull.app.session import drop_session
from evenpull.capture.person import check_person, read_person, write_person
from evenpull.capture.person.model import GlobalChange
from evenpull.capture.person.reader import PERSON_FILE
from evenpull.capture.person.writer import write_whole
from evenpull.core.words import say
from evenpull.errors import InputError, StoreError
from evenpull.knowledge.load import Catalogue

VISITS = "visits"
ASIDE = ("result", "photos", "videos", "emg")
ASKED_ANEW = ("screening", "pains", "tests", "observed", "pictures", "roland_morris", "feels")
STEPS_FILE = ".page_steps"


def begin_retest(
    folder: Path, catalogue: Catalogue, *, today: dt.date, check: CheckIn, all_in_all: GlobalChange
) -> Path:
    """Put the visit so far aside and begin the next one today; returns the folder of the earlier visit.

    The person file is changed last, so that an interruption leaves the visit that was under way.

    Args:
        folder: The person folder.
        catalogue: To check the person of the new visit.
        today: Its day.
        check: The own activities now; pain is asked place by place in the new visit.
        all_in_all: The person's own word for the change.

    Raises:
        InputError: When the visit that is under way began today.
        StoreError: When a file cannot be moved or written.
    """
    person = read_person(folder, catalogue).person
    if person.start >= today:
        raise InputError(say("this visit began today"), hint=say("A retest comes weeks after the first time."))
    aside = folder / VISITS / person.start.isoformat()
    try:
        aside.mkdir(parents=True, exist_ok=True)
        write_whole(aside / PERSON_FILE, (folder / PERSON_FILE).read_bytes())
        for name in ASIDE:
            if (folder / name).is_dir() and not (aside / name).exists():
                (folder / name).rename(aside / name)
        for name in (BEFORE_FILE, STEPS_FILE):
            (folder / name).unlink(missing_ok=True)
    except OSError as fault:
        raise StoreError(say("the earlier visit cannot be put aside"), hint=say("Is the folder read-only?")) from fault
    drop_session(folder)
    data = told_then(person, check).model_dump(mode="json", exclude_defaults=True)
    for name in ASKED_ANEW:
        data.pop(name, None)
    write_person(folder, check_person(data | {"start": today.isoformat(), "global_change": all_in_all}, catalogue))
    return aside


def earlier_assessment(folder: Path) -> Path | None:
    """Return the result of the visit before the one under way, None at the first."""
    found = sorted((folder / VISITS).glob("*/result/assessment.json"))
    return found[-1] if found else None
