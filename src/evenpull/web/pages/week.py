"""This week: today's exercises with their moving pictures and reasons, the other days, what changed, taking back."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from evenpull.app.diary import day_of, last_entry, remember, save_day, take_back
from evenpull.app.everyday import Standing
from evenpull.app.session import drop_session, open_session
from evenpull.app.why_today import why_today
from evenpull.body.figure.animation import animate_figure
from evenpull.body.figure.exercise import draw_figure
from evenpull.core.words import say
from evenpull.errors import InputError
from evenpull.report import calendar, handout, plan_view
from evenpull.report.words import Names, day
from evenpull.web.forms import number
from evenpull.web.security import REPORT_POLICY
from evenpull.web.steps import only_when_ready

if TYPE_CHECKING:
    from evenpull.web.app import Page

TAKEN = {
    "session": say("Take back the session of {day}"),
    "morning": say("Take back the answer on the morning after {day}"),
}


def routes(page: Page) -> APIRouter:
    """Return the routes of the week page and of the pictures that it shows."""
    router = APIRouter(dependencies=[Depends(only_when_ready(page))])
    everyday = page.everyday

    def standing() -> Standing:
        return everyday.standing(page.draft.today())

    @router.get("/week")
    def week() -> Response:
        now = standing()
        last = last_entry(everyday.folder)
        return page.show(
            "week.html",
            tab="week",
            now=now,
            days=_days(now),
            cards=_cards(now, page),
            running=open_session(everyday.folder, now.today),
            next_day=day(now.next_day.date) if now.next_day else "",
            news=_news(now, page),
            morning=now.morning,
            morning_day=day(now.morning.date.isoformat()) if now.morning else "",
            undo=TAKEN[last[0]].format(day=day(last[1].isoformat())) if last else "",
            habits=now.programme.habits,
            retest=day(now.programme.retest),
        )

    @router.post("/week/undo")
    def undo() -> Response:
        taken = take_back(everyday.folder)
        if taken is not None and taken[0] == "session":
            drop_session(everyday.folder)
        return RedirectResponse("/week", status_code=303)

    @router.post("/morning")
    async def morning(request: Request) -> Response:
        form = await request.form()
        now = standing()
        entry = now.morning
        value = number(form, "next_morning")
        if entry is not None and value is not None:
            _in_range(value)
            fresh = entry.model_copy(update={"next_morning": value})
            remember(everyday.folder, "morning", entry.date)
            save_day(everyday.folder, fresh, everyday.catalogue)
        return RedirectResponse("/week", status_code=303)

    @router.get("/week/print")
    def to_print() -> Response:
        now = standing()
        return HTMLResponse(
            handout.render(now.programme, everyday.catalogue, today=now.today),
            headers={"Content-Security-Policy": REPORT_POLICY},
        )

    @router.get("/week/calendar.ics")
    def dates() -> Response:
        now = standing()
        created = dt.datetime.combine(now.today, dt.time(), dt.UTC).isoformat()
        return Response(
            calendar.render_programme(now.programme, created=created),
            media_type="text/calendar",
            headers={"Content-Disposition": 'attachment;filename="evenpull.ics"'},
        )

    return router


def picture_routes(page: Page) -> APIRouter:
    """Return the routes of moving and still pictures; they show no person."""
    router = APIRouter()
    catalogue = page.draft.catalogue

    @lru_cache(maxsize=64)
    def drawn(name: str, theme: Any, moving: bool) -> str:
        draw = animate_figure if moving else draw_figure
        return draw(name, catalogue, theme=theme)

    @router.get("/picture/{kind}/{theme}/{name}.svg")
    def picture(kind: str, theme: str, name: str) -> Response:
        if name not in catalogue.figures or theme not in {"light", "dark"} or kind not in {"loop", "still"}:
            return page.show("not_found.html", status=404)
        return Response(
            drawn(name, theme, kind == "loop"),
            media_type="image/svg+xml",
            headers={"Content-Security-Policy": REPORT_POLICY, "Cache-Control": "private,max-age=3600"},
        )

    return router


def _in_range(value: float) -> None:
    if not 0 <= value <= 10:
        raise InputError(say("pain goes from 0 to 10"))


def _days(now: Standing) -> list[dict[str, Any]]:
    """Return the days of this week, each with what is planned and what was done."""
    return [
        {
            "day": day(one.date),
            "session": one.session.upper() if one.items else "",
            "minutes": round(one.minutes),
            "done": _was_done(now, one.date),
            "today": one.date == now.today.isoformat(),
        }
        for one in (now.week.days if now.week else ())
    ]


def _was_done(now: Standing, date: str) -> bool:
    entry = day_of(now.log, dt.date.fromisoformat(date))
    return entry is not None and bool(entry.exercises)


def _cards(now: Standing, page: Page) -> list[dict[str, Any]]:
    """Return today's exercises as cards; those of the next session on a day of rest."""
    shown = now.session or now.next_day
    shared = plan_view.shared_stops(now.programme)
    return [
        {"card": plan_view.card(item, page.everyday.catalogue, shared=shared), "today": why_today(item, now)}
        for item in (shown.items if shown else ())
    ]


def _news(now: Standing, page: Page) -> list[dict[str, str]]:
    """Return what the log changed lately, in words, the newest first."""
    names = Names(page.everyday.catalogue)
    return [
        {
            "day": day(change.date),
            "name": names.exercise(change.exercise) if change.exercise else say("The whole plan"),
            "before": change.before,
            "after": change.after,
            "why": change.why,
        }
        for change in now.news
    ]
