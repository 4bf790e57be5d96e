"""One exercise of a session: the player's steps and the form beside them, what is kept meanwhile, and when it hurts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from evenpull.app import session as sessions
from evenpull.app.bouts import as_data, bouts_of
from evenpull.app.session import Kept, Session
from evenpull.app.stopping import advice, pain_limit
from evenpull.core.words import say
from evenpull.errors import InputError
from evenpull.plan.records import Item
from evenpull.report.plan_view import card
from evenpull.report.words import number as spoken
from evenpull.web.forms import number, text
from evenpull.web.pages.play import BOTH, score
from evenpull.web.steps import ElsewhereError, only_when_ready

if TYPE_CHECKING:
    from evenpull.web.app import Page

WRONG = say("Please give a number from 0 to 10.")
WHOLE = say("Please give whole numbers, 0 or more.")


def routes(page: Page) -> APIRouter:
    """Return the routes of one exercise of the session that is under way; `number` counts from 1."""
    router = APIRouter(prefix="/session/{place}", dependencies=[Depends(only_when_ready(page))])
    everyday = page.everyday

    @router.get("")
    def exercise(place: int) -> Response:
        return _show(page, place)

    @router.post("/keep")
    async def keep(place: int, request: Request) -> Response:
        form = await request.form()
        session, item, kept = _at(page, place)
        if kept.state != "open":
            return Response(status_code=204)
        try:
            typed = _typed(item, form, kept)
        except InputError:
            typed = kept
        done = _whole(form, "at")
        typed = typed.model_copy(update={"at": kept.at if done is None else done})
        sessions.keep(everyday.folder, session, place, typed)
        return Response(status_code=204)

    @router.post("")
    async def save(place: int, request: Request) -> Response:
        form = await request.form()
        session, item, kept = _at(page, place)
        try:
            typed = _typed(item, form, kept)
        except InputError as fault:
            return _show(page, place, status=422, faults={"exercise": fault.message})
        state = "left_out" if text(form, "leave_out") else "hurt" if kept.state == "hurt" else "done"
        typed = typed.model_copy(update={"state": state})
        return _onward(sessions.finish(everyday.folder, session, place, typed, everyday.catalogue))

    @router.get("/hurts")
    def hurts(place: int) -> Response:
        session, _, _ = _at(page, place)
        return _hurts(page, session, place)

    @router.post("/hurts")
    async def save_hurts(place: int, request: Request) -> Response:
        form = await request.form()
        session, _, kept = _at(page, place)
        pain = score(form, "pain")
        if pain is None or text(form, "alarm") not in {"yes", "no"}:
            return _hurts(page, session, place, faults={"hurts": BOTH})
        worst = max(pain, kept.pain or 0)
        alarm = text(form, "alarm") == "yes"
        if not alarm and pain <= pain_limit(session.start_pain, everyday.catalogue):
            session = sessions.keep(everyday.folder, session, place, kept.model_copy(update={"pain": worst}))
            return _hurts(page, session, place, verdict="less")
        update = {
            "state": "hurt",
            "pain": worst,
            "left": _finished(page, place, "left"),
            "right": _finished(page, place, "right"),
        }
        session = sessions.finish(everyday.folder, session, place, kept.model_copy(update=update), everyday.catalogue)
        if not alarm:
            return _hurts(page, session, place, verdict="stop")
        sessions.end_session(everyday.folder, session, everyday.catalogue, end="stopped", alarm=True)
        chosen = advice("sharp", everyday.catalogue)
        return page.show("session_stop.html", tab="session", signs=(), chosen=chosen)

    return router


def _at(page: Page, place: int) -> tuple[Session, Item, Kept]:
    found = sessions.open_session(page.everyday.folder, page.draft.today())
    if found is None or not 1 <= place <= len(found.items):
        raise ElsewhereError("/session")
    return found, found.items[place - 1], found.kept[place - 1]


def _onward(session: Session) -> Response:
    place = session.next_open
    return RedirectResponse(f"/session/{place}" if place else "/session/after", status_code=303)


def _show(page: Page, place: int, *, status: int = 200, faults: dict[str, str] | None = None) -> Response:
    session, item, kept = _at(page, place)
    catalogue = page.everyday.catalogue
    return page.show(
        "session_exercise.html",
        tab="session",
        status=status,
        session=session,
        number=place,
        item=item,
        card=card(item, catalogue, shared=_shared(session)),
        given=_given(item, kept),
        kept=kept,
        limit=spoken(pain_limit(session.start_pain, catalogue)),
        has_count=bool(item.reps or item.hold_s),
        sets=json.dumps(as_data(bouts_of(item, catalogue))),
        words=json.dumps(_words()),
        faults=faults or {},
    )


def _shared(session: Session) -> tuple[str, ...]:
    """Return the stop rules of every exercise of the session; they stand behind "Stop and get help"."""
    rules = [item.stop_rules for item in session.items]
    return tuple(rule for rule in rules[0] if all(rule in other for other in rules)) if len(rules) > 1 else ()


def _hurts(
    page: Page, session: Session, place: int, *, verdict: str = "", faults: dict[str, str] | None = None
) -> Response:
    """Show the page of an exercise that hurts: its questions, or with a verdict what follows."""
    return page.show(
        "session_hurts.html",
        tab="session",
        status=422 if faults else 200,
        number=place,
        verdict=verdict,
        onward=session.next_open,
        limit=spoken(pain_limit(session.start_pain, page.everyday.catalogue)),
        faults=faults or {},
    )


def _finished(page: Page, place: int, side: str) -> int | None:
    """Return how many sets of a side were played to their end; for both at once they count as left."""
    _, item, kept = _at(page, place)
    if item.two_sided and side == "right":
        return None
    sides = {"both", "left"} if side == "left" else {"right"}
    return sum(bout.side in sides for bout in bouts_of(item, page.everyday.catalogue)[: kept.at])


def _given(item: Item, kept: Kept) -> Kept:
    """Return what the form shows: what was kept, and as planned where nothing is known."""
    planned = sessions.planned_counts(item)
    known = {name: value for name, value in kept.model_dump().items() if value is not None}
    return planned.model_copy(update=known)


def _typed(item: Item, form: FormData, kept: Kept) -> Kept:
    """Return what was typed about one exercise.

    Raises:
        InputError: When a number cannot be read or is outside its range.
    """
    if text(form, "leave_out"):
        return kept
    names = ["left", "left_count"] if item.two_sided else ["left", "right", "left_count", "right_count"]
    typed: dict[str, Any] = {name: value for name in names if (value := _whole(form, name, strict=True)) is not None}
    typed |= {name: answer for name in ("effort", "pain") if (answer := _strict(form, name)) is not None}
    if "pain" in typed and kept.state == "hurt":
        typed["pain"] = max(typed["pain"], kept.pain or 0)
    typed["form_broke"] = text(form, "form_broke") == "yes"
    return kept.model_copy(update=typed)


def _strict(form: FormData, name: str) -> float | None:
    """Return a 0-10 answer, None when nothing was chosen."""
    if not text(form, name):
        return None
    value = score(form, name)
    if value is None:
        raise InputError(WRONG)
    return value


def _whole(form: FormData, name: str, *, strict: bool = False) -> int | None:
    try:
        value = number(form, name)
    except InputError:
        value = -1.0
    if value is None:
        return None
    if 0 <= value <= 200 and float(value).is_integer():
        return int(value)
    if strict:
        raise InputError(WHOLE)
    return None


def _words() -> dict[str, str]:
    """Return what the player says besides the words of its steps."""
    return {
        "start": say("Start"),
        "pause": say("Pause"),
        "go_on": say("Go on"),
        "again": say("Play again"),
        "of": say("Set {number} of {of}"),
        "times": say("{number} of {of}"),
        "next": say("Then: {what}"),
        "finished": say("Well done. Tell below how it went."),
        "paused": say("Paused"),
        "in": say("Breathe in"),
        "out": say("Breathe out"),
        "wait": say("Wait for the next breath"),
        "no_sound": say("This browser gives no sound. Follow the words and the ring."),
    }
