"""The safety questions: every one needs an answer; the referral page when the answers call for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from evenpull.errors import InputError
from evenpull.knowledge.kinds import ScreeningQuestion
from evenpull.safety.screening import questions_for
from evenpull.web.forms import faults_by_field, number, text
from evenpull.web.security import REPORT_POLICY
from evenpull.web.steps import next_step, stopped

if TYPE_CHECKING:
    from evenpull.web.app import Page


def _choices(question: ScreeningQuestion) -> list[tuple[str, str]]:
    """Return the answers of a question as (value, words)."""
    if question.answer == "yes_no":
        return [("no", "No"), ("yes", "Yes")]
    return [(option, option.replace("_", " ").capitalize()) for option in question.options]


def routes(page: Page) -> APIRouter:
    """Return the routes of the safety questions and the referral."""
    router = APIRouter()

    def show(*, status: int = 200, faults: dict[str, str] | None = None) -> Response:
        person = page.draft.person()
        if person is None:
            return RedirectResponse("/about", status_code=303)
        given: dict[str, Any] = dict(person.screening.answers) if person.screening is not None else {}
        asked = questions_for(person, page.draft.catalogue)
        missing = [question.id for question in asked if question.id not in given]
        return page.show(
            "safety.html",
            step="safety",
            status=status,
            questions=asked,
            given=given,
            missing=missing,
            choices={question.id: _choices(question) for question in asked},
            faults=faults or {},
        )

    @router.get("/safety")
    def safety() -> Response:
        return show()

    @router.post("/safety")
    async def save(request: Request) -> Response:
        person = page.draft.person()
        if person is None:
            return RedirectResponse("/about", status_code=303)
        form = await request.form()
        answers: dict[str, Any] = {}
        try:
            for question in questions_for(person, page.draft.catalogue):
                value = number(form, question.id) if question.answer == "number" else text(form, question.id)
                if value not in (None, ""):
                    answers[question.id] = value
            page.draft.answer_screening(answers)
            profile = page.draft.profile()
        except InputError as fault:
            return show(status=422, faults=faults_by_field(fault))
        if profile is not None and profile.not_asked and not stopped(profile):
            return show(status=422, faults=dict.fromkeys(profile.not_asked, "Please answer this one."))
        return RedirectResponse(next_step(page.draft), status_code=303)

    @router.get("/referral")
    def referral() -> Response:
        from evenpull.app.assess import assess  # noqa: PLC0415 - heavy, only for this page
        from evenpull.report.referral import render_assessment  # noqa: PLC0415

        if not stopped(page.draft.profile()):
            return RedirectResponse(next_step(page.draft), status_code=303)
        html = render_assessment(assess(page.draft.folder, media=False), page.draft.catalogue)
        return HTMLResponse(html, headers={"Content-Security-Policy": REPORT_POLICY})

    return router
