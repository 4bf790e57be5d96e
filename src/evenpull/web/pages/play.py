"""The guided session around its exercises: before, stop and get help, after. All are plain forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from evenpull.app import session as sessions
from evenpull.app.everyday import Standing
from evenpull.app.session import Session
from evenpull.app.stopping import advice, help_signs, most_pain
from evenpull.core.words import say
from evenpull.errors import InputError
from evenpull.report import plan_view
from evenpull.report.words import day
from evenpull.report.words import number as spoken
from evenpull.web.forms import number, text
from evenpull.web.steps import ElsewhereError, only_when_ready

if TYPE_CHECKING:
    from evenpull.web.app import Page

BOTH = say("Please answer both questions.")


def routes(page: Page) -> APIRouter:
    """Return the routes of the guided session."""
    router = APIRouter(prefix="/session", dependencies=[Depends(only_when_ready(page))])
    everyday, folder = page.everyday, page.everyday.folder

    def running() -> Session:
        found = sessions.open_session(folder, page.draft.today())
        if found is None:
            raise ElsewhereError("/session")
        return found

    def show_start(now: Standing, *, status: int = 200, faults: dict[str, str] | None = None) -> Response:
        return page.show(
            "session_start.html",
            tab="session",
            status=status,
            now=now,
            cards=[plan_view.card(item, everyday.catalogue) for item in (now.session.items if now.session else ())],
            next_day=day(now.next_day.date) if now.next_day else "",
            signs=help_signs(everyday.catalogue),
            faults=faults or {},
        )

    @router.get("")
    def start() -> Response:
        found = sessions.open_session(folder, page.draft.today())
        if found is None:
            return show_start(everyday.standing(page.draft.today()))
        place = found.next_open
        return RedirectResponse(f"/session/{place}" if place else "/session/after", status_code=303)

    @router.post("")
    async def begin(request: Request) -> Response:
        form = await request.form()
        now = everyday.standing(page.draft.today())
        if now.session is None or now.done_today or now.held:
            return RedirectResponse("/session", status_code=303)
        if text(form, "signs") == "yes":
            return RedirectResponse("/session/stop", status_code=303)
        pain = score(form, "start_pain")
        if pain is None or text(form, "signs") != "no":
            return show_start(now, status=422, faults={"start": say("Please answer both questions before you start.")})
        if pain > most_pain(everyday.catalogue):
            sessions.log_too_much(folder, now, everyday.catalogue, start_pain=pain)
            return page.show("session_rest.html", tab="session", most=spoken(most_pain(everyday.catalogue)))
        sessions.begin_session(folder, now, start_pain=pain)
        return RedirectResponse("/session/1", status_code=303)

    @router.get("/stop")
    def stop() -> Response:
        return page.show("session_stop.html", tab="session", signs=help_signs(everyday.catalogue), chosen=None)

    @router.post("/stop")
    async def stopped_(request: Request) -> Response:
        form = await request.form()
        chosen = advice(text(form, "sign"), everyday.catalogue)
        session = sessions.open_session(folder, page.draft.today())
        if session is not None:
            sessions.end_session(folder, session, everyday.catalogue, end="stopped", alarm=chosen.alarm)
        elif chosen.alarm:
            sessions.log_sign(folder, page.draft.today(), everyday.catalogue)
        return page.show("session_stop.html", tab="session", signs=(), chosen=chosen)

    @router.get("/after")
    def after() -> Response:
        session = running()
        return page.show("session_after.html", tab="session", session=session, worst=_worst(session))

    @router.post("/after")
    async def save_after(request: Request) -> Response:
        form = await request.form()
        session = running()
        worst = score(form, "worst_pain")
        if worst is None or text(form, "alarm") not in {"yes", "no"}:
            faults = {"after": BOTH}
            return page.show(
                "session_after.html", tab="session", status=422, session=session, worst=worst, faults=faults
            )
        alarm = text(form, "alarm") == "yes"
        sessions.end_session(folder, session, everyday.catalogue, end="done", worst_pain=worst, alarm=alarm)
        return RedirectResponse("/session/stop" if alarm else "/week", status_code=303)

    return router


def _worst(session: Session) -> float:
    return max([session.start_pain, *(kept.pain for kept in session.kept if kept.pain is not None)])


def score(form: FormData, name: str) -> float | None:
    """Return a 0-10 answer; None when it is missing or no such number."""
    try:
        value = number(form, name)
    except InputError:
        return None
    return value if value is not None and 0 <= value <= 10 else None
