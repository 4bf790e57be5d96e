"""A session under way: what was planned, how far it is, what was typed; each exercise goes into the log when done.

The session lies beside the log until it ends, so that a reload, a closed window or a crash loses nothing. The exercises
are kept as they were planned when it began: a change of the plan never changes a session that is under way.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evenpull.app.diary import day_of, read_diary, remember, save_day
from evenpull.app.everyday import Standing
from evenpull.capture.person.writer import write_whole
from evenpull.knowledge.load import Catalogue
from evenpull.plan.adapt.log import Done, LoggedDay, Sides
from evenpull.plan.records import Item

SESSION_FILE = ".session.json"
Score = Annotated[float, Field(ge=0, le=10)]
Count = Annotated[int, Field(ge=0, le=200)]
State = Literal["open", "done", "hurt", "left_out"]
End = Literal["", "done", "stopped"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Kept(_Part):
    """One exercise of a session as far as it is.

    Args:
        state: Open, done, stopped because it hurt, or left out.
        at: Sets that the player went through.
        left, right: Sets done on each side; `left` alone where both sides work at once or in turn.
        left_count, right_count: Repetitions of the smallest set, seconds for a hold, likewise.
        effort: How hard it felt, 0-10.
        pain: Greatest own pain in it, 0-10.
        form_broke: The form broke before the smallest count was reached.
    """

    state: State = "open"
    at: Count = 0
    left: Count | None = None
    right: Count | None = None
    left_count: Count | None = None
    right_count: Count | None = None
    effort: Score | None = None
    pain: Score | None = None
    form_broke: bool = False


class Session(_Part):
    """A session under way.

    Args:
        date: The day on which it is done.
        start_pain: Own pain before, 0-10.
        items: The exercises as they were planned.
        kept: What is known of each, in the same order.
        alarm: A warning sign came up.
        end: Empty while it runs.
    """

    date: dt.date
    start_pain: Score
    items: tuple[Item, ...]
    kept: tuple[Kept, ...]
    alarm: bool = False
    end: End = ""

    @property
    def next_open(self) -> int | None:
        """Place of the first exercise that is still open, from 1; None when all are through."""
        return next((place for place, one in enumerate(self.kept, start=1) if one.state == "open"), None)


def open_session(folder: Path, today: dt.date) -> Session | None:
    """Return the session of today that has not ended, None when there is none.

    A session of an earlier day that was never ended is over; what was done in it stands in the log.
    """
    found = _read(folder)
    return found if found is not None and found.date == today and not found.end else None


def last_session(folder: Path, today: dt.date) -> Session | None:
    """Return today's session whether it has ended or not."""
    found = _read(folder)
    return found if found is not None and found.date == today else None


def begin_session(folder: Path, now: Standing, *, start_pain: float) -> Session:
    """Begin today's session, or return the one that is under way.

    Args:
        folder: The person folder.
        now: The programme on this day; it holds a session for today.
        start_pain: Own pain before, 0-10.

    Raises:
        StoreError: When it cannot be saved.
    """
    running = open_session(folder, now.today)
    if running is not None:
        return running
    planned = now.session
    items = planned.items if planned is not None else ()
    remember(folder, "session", now.today)
    session = Session(date=now.today, start_pain=start_pain, items=items, kept=tuple(Kept() for _ in items))
    _write(folder, session)
    return session


def log_too_much(folder: Path, now: Standing, catalogue: Catalogue, *, start_pain: float) -> None:
    """Write a day of too much pain for a session into the log, with nothing done; two of them are a flare."""
    remember(folder, "session", now.today)
    day = LoggedDay(date=now.today, start_pain=start_pain, worst_pain=start_pain)
    save_day(folder, day, catalogue)


def log_sign(folder: Path, today: dt.date, catalogue: Catalogue) -> None:
    """Write a warning sign outside a session into the log of today; safety is asked again before the next session."""
    remember(folder, "session", today)
    before = day_of(read_diary(folder, catalogue), today) or LoggedDay(date=today)
    save_day(folder, before.model_copy(update={"alarm": "yes"}), catalogue)


def keep(folder: Path, session: Session, number: int, kept: Kept) -> Session:
    """Keep what is known of one exercise, without logging it yet; `number` counts from 1."""
    changed = session.model_copy(update={"kept": _with(session.kept, number, kept)})
    _write(folder, changed)
    return changed


def finish(folder: Path, session: Session, number: int, kept: Kept, catalogue: Catalogue) -> Session:
    """Keep one exercise that is through, and write the day into the log.

    Raises:
        StoreError: When one of the files cannot be written.
    """
    changed = keep(folder, session, number, kept)
    write_log(folder, changed, catalogue)
    return changed


def end_session(
    folder: Path,
    session: Session,
    catalogue: Catalogue,
    *,
    end: Literal["done", "stopped"],
    worst_pain: float | None = None,
    alarm: bool = False,
) -> Session:
    """End a session and write the day into the log.

    Args:
        folder: The person folder.
        session: The session.
        catalogue: For the log.
        end: Whether it was ended or stopped.
        worst_pain: Greatest own pain in the session, 0-10; that of its exercises where nothing is said.
        alarm: A warning sign came up.
    """
    changed = session.model_copy(update={"end": end, "alarm": session.alarm or alarm})
    _write(folder, changed)
    write_log(folder, changed, catalogue, worst_pain=worst_pain)
    return changed


def drop_session(folder: Path) -> None:
    """Forget the session that lies beside the log, as when its entry is taken back."""
    (folder / SESSION_FILE).unlink(missing_ok=True)


def write_log(folder: Path, session: Session, catalogue: Catalogue, *, worst_pain: float | None = None) -> None:
    """Write what a session knows so far as one day of the log; an earlier entry of another exercise that day stays."""
    before = day_of(read_diary(folder, catalogue), session.date)
    pairs = list(zip(session.items, session.kept, strict=True))
    done = [_done(item, kept) for item, kept in pairs if kept.state in {"done", "hurt"}]
    mine = {item.exercise for item in session.items}
    others = [each for each in (before.exercises if before else ()) if each.exercise not in mine]
    known = [session.start_pain, *(kept.pain for kept in session.kept if kept.pain is not None)]
    worst = worst_pain if worst_pain is not None else max(known)
    if before is not None and (worst_pain is None or others):
        worst = max(worst, before.worst_pain)
    day = LoggedDay(
        date=session.date,
        start_pain=session.start_pain,
        worst_pain=worst,
        next_morning=before.next_morning if before else None,
        alarm="yes" if session.alarm or (before is not None and before.alarm == "yes") else "no",
        exercises=(*others, *done),
    )
    save_day(folder, day, catalogue)


def planned_counts(item: Item) -> Kept:
    """Return an exercise as done exactly as planned, for the form to begin with."""
    count = item.reps or item.hold_s
    if item.two_sided:
        return Kept(left=item.sets.left, left_count=count)
    return Kept(left=item.sets.left, right=item.sets.right, left_count=count, right_count=count)


def _done(item: Item, kept: Kept) -> Done:
    count = item.reps or item.hold_s
    sets: int | Sides = kept.left or 0
    reps: int | Sides | None = kept.left_count if count else None
    if not item.two_sided:
        sets = Sides(left=kept.left or 0, right=kept.right or 0)
        if count and kept.left_count is not None and kept.right_count is not None:
            reps = Sides(left=kept.left_count, right=kept.right_count)
        else:
            reps = None
    return Done(
        exercise=item.exercise,
        sets=sets,
        reps=reps,
        effort=kept.effort,
        pain=kept.pain,
        form_broke=kept.form_broke,
    )


def _with(kept: tuple[Kept, ...], number: int, one: Kept) -> tuple[Kept, ...]:
    return (*kept[: number - 1], one, *kept[number:])


def _write(folder: Path, session: Session) -> None:
    write_whole(folder / SESSION_FILE, session.model_dump_json().encode())


def _read(folder: Path) -> Session | None:
    try:
        return Session.model_validate_json((folder / SESSION_FILE).read_text(encoding="utf-8"))
    except (OSError, ValidationError, ValueError):
        return None
