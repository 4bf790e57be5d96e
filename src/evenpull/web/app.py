"""Build the page: routes, templates, the guard in front of every request, and one shape for every error."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.staticfiles import StaticFiles

from evenpull import __version__
from evenpull.app.everyday import Everyday
from evenpull.body.figure.exercise import draw_figure
from evenpull.errors import (
    ComputeError,
    EvenpullError,
    InputError,
    KnowledgeError,
    MissingExtra,
    SafetyStop,
    StoreError,
)
from evenpull.web.draft import Draft
from evenpull.web.looks import STATIC, Looks
from evenpull.web.pages import (
    about,
    exercise,
    marks,
    pain,
    pictures,
    play,
    progress,
    questions,
    result,
    safety,
    tests,
    tug,
    week,
)
from evenpull.web.phone import Door
from evenpull.web.security import COOKIE, HEADERS, PAGE_POLICY, REPORT_POLICY, Keys, is_local
from evenpull.web.steps import ElsewhereError, open_steps

STATUSES: tuple[tuple[type[EvenpullError], int], ...] = (
    (SafetyStop, 409),
    (InputError, 422),
    (KnowledgeError, 500),
    (ComputeError, 422),
    (StoreError, 507),
    (MissingExtra, 501),
)


class Page(Looks):
    """What every route needs: the draft, the door for a phone, and templates that know where the person stands."""

    def __init__(self, draft: Draft) -> None:
        super().__init__()
        self.draft = draft
        self.door = Door(draft)
        self.everyday = Everyday(folder=draft.folder)

    def show(self, name: str, *, status: int = 200, **facts: Any) -> HTMLResponse:
        """Render one template as a whole page, `step` or `tab` the one that is open."""
        facts.setdefault("step", "")
        facts.setdefault("tab", "")
        steps = open_steps(self.draft) if facts["step"] else ()
        return super().show(name, status=status, steps=steps, **facts)


def create_app(draft: Draft, keys: Keys) -> FastAPI:
    """Return the page's application for one person folder.

    Args:
        draft: The folder behind it.
        keys: The token that opens it and the session that follows.
    """
    app = FastAPI(title="Evenpull", version=__version__, docs_url=None, redoc_url=None, openapi_url=None)
    page = Page(draft)
    app.state.page = page
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for part in (about, safety, pain, questions, tests, pictures, marks, result):
        app.include_router(part.routes(page))
    for part in (week, play, exercise, progress, tug):
        app.include_router(part.routes(page))
    app.include_router(week.picture_routes(page))

    @app.get("/enter")
    def enter(token: str = "") -> Response:
        if not keys.spend(token):
            return page.show("closed.html", status=403)
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(COOKIE, keys.session, httponly=True, samesite="strict", path="/")
        return answer

    @app.get("/figure/{name}.svg")
    def figure(name: str) -> Response:
        if name not in draft.catalogue.figures:
            return page.show("not_found.html", status=404)
        return Response(
            draw_figure(name, draft.catalogue),
            media_type="image/svg+xml",
            headers={"Content-Security-Policy": REPORT_POLICY},
        )

    @app.middleware("http")
    async def guard(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        open_path = request.url.path == "/enter" or request.url.path.startswith("/static/")
        if not is_local(request) or not (open_path or keys.knows(request)):
            answer: Response = page.show("closed.html", status=403)
        else:
            answer = await call_next(request)
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        answer.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        return answer

    @app.exception_handler(EvenpullError)
    def said(_request: Request, fault: EvenpullError) -> Response:
        status = next((code for branch, code in STATUSES if isinstance(fault, branch)), 500)
        return page.show("fault.html", status=status, fault=fault)

    @app.exception_handler(ElsewhereError)
    def elsewhere(_request: Request, fault: ElsewhereError) -> Response:
        return RedirectResponse(fault.address, status_code=303)

    @app.exception_handler(404)
    def not_found(_request: Request, _fault: Exception) -> Response:
        return page.show("not_found.html", status=404)

    return app
