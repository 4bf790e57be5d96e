"""About fifteen short questions on habits and signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response

from evenpull.errors import InputError
from evenpull.knowledge.kinds import Question
from evenpull.measure.typed import measure_person
from evenpull.web.forms import faults_by_field, number, text
from evenpull.web.steps import next_step, only_when_open

if TYPE_CHECKING:
    from evenpull.web.app import Page


def _asked(page: Page) -> list[Question]:
    """Return the questions of the page: those for the short page, by their order."""
    entries = sorted(page.draft.catalogue.questions.values(), key=lambda question: (question.order, question.id))
    return [question for question in entries if question.short and question.deprecated is None]


def routes(page: Page) -> APIRouter:
    """Return the routes of the questions."""
    router = APIRouter(dependencies=[Depends(only_when_open(page.draft, "questions"))])

    def show(
        *, status: int = 200, faults: dict[str, str] | None = None, typed: dict[str, Any] | None = None
    ) -> Response:
        person = page.draft.person()
        if person is None:
            return RedirectResponse("/about", status_code=303)
        given = {
            name: answer.model_dump() if hasattr(answer, "model_dump") else {"value": answer, "side": ""}
            for name, answer in person.answers.items()
        }
        return page.show(
            "questions.html",
            step="questions",
            status=status,
            questions=_asked(page),
            given=typed or given,
            faults=faults or {},
        )

    @router.get("/questions")
    def questions() -> Response:
        return show()

    @router.post("/questions")
    async def save(request: Request) -> Response:
        form = await request.form()
        person = page.draft.person()
        if person is None:
            return RedirectResponse("/about", status_code=303)
        answers: dict[str, Any] = person.model_dump(mode="json")["answers"]
        try:
            for question in _asked(page):
                value = number(form, question.id) if question.answer == "number" else text(form, question.id)
                side = text(form, f"{question.id}:side")
                if value in (None, ""):
                    answers.pop(question.id, None)
                else:
                    answers[question.id] = {"value": value, "side": side} if side else value
            measure_person(page.draft.preview(answers=answers), page.draft.catalogue)
            page.draft.change(answers=answers)
        except InputError as fault:
            typed = {q.id: {"value": text(form, q.id), "side": text(form, f"{q.id}:side")} for q in _asked(page)}
            return show(status=422, faults=faults_by_field(fault), typed=typed)
        page.draft.visit("questions")
        return RedirectResponse(next_step(page.draft), status_code=303)

    return router
