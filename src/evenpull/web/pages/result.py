"""The result: one sentence each of finding, doubt and what to do; the whole report; the files to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import APIRouter, Depends
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from evenpull.core.words import say
from evenpull.safety.gate import require
from evenpull.web.security import REPORT_POLICY
from evenpull.web.steps import next_step, only_when_open, stopped
from evenpull.web.summary import read_summary

if TYPE_CHECKING:
    from evenpull.web.app import Page

FILES = {
    "report.html": "text/html",
    "report.pdf": "application/pdf",
    "referral.html": "text/html",
    "calendar.ics": "text/calendar",
    "assessment.json": "application/json",
    "programme.json": "application/json",
}
NAMES = {
    "report.html": say("The report as a page"),
    "report.pdf": say("The report to print"),
    "referral.html": say("A letter for your clinician"),
    "calendar.ics": say("Your sessions for the calendar"),
    "assessment.json": say("All numbers"),
    "programme.json": say("The plan as data"),
}


def routes(page: Page) -> APIRouter:
    """Return the routes of the result."""
    router = APIRouter(dependencies=[Depends(only_when_open(page.draft, "result"))])

    def out() -> Path:
        return page.draft.folder / "result"

    @router.get("/result")
    def result() -> Response:
        profile = page.draft.profile()
        if profile is None or stopped(profile) or profile.not_asked:
            return RedirectResponse(next_step(page.draft), status_code=303)
        require(profile, for_what="programme")
        made = {name: words for name, words in NAMES.items() if (out() / name).is_file()}
        fresh = "report.html" in made and (out() / "report.html").stat().st_mtime_ns >= _changed(page.draft.folder)
        told = read_summary(out(), page.draft.catalogue) if fresh and "assessment.json" in made else None
        return page.show("result.html", step="result", made=made, fresh=fresh, told=told, folder=page.draft.folder.name)

    @router.post("/result")
    def work() -> Response:
        from evenpull.app.assess import assess  # noqa: PLC0415 - heavy, only when asked for
        from evenpull.app.write import write_results  # noqa: PLC0415

        profile = page.draft.profile()
        if profile is None or stopped(profile) or profile.not_asked:
            return RedirectResponse(next_step(page.draft), status_code=303)
        write_results(assess(page.draft.folder), page.draft.catalogue, out())
        return RedirectResponse("/result", status_code=303)

    @router.get("/result/{name}")
    def file(name: str) -> Response:
        path = out() / name
        if name not in FILES or not path.is_file():
            return page.show("not_found.html", status=404)
        if name.endswith(".html"):
            return HTMLResponse(path.read_text(encoding="utf-8"), headers={"Content-Security-Policy": REPORT_POLICY})
        return FileResponse(path, media_type=FILES[name], filename=name)

    return router


def _changed(folder: Path) -> int:
    """Return when anything that the result rests on was last changed, in ns."""
    files = [folder / "person.yaml", *folder.glob("photos/*"), *folder.glob("videos/*")]
    return max((file.stat().st_mtime_ns for file in files if file.is_file()), default=0)
