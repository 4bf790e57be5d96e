"""The safety questions: every one needs an answer; the referral page when the answers call for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from evenpull.core.words import say, say_many
from evenpull.errors import InputError
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds import ScreeningQuestion
from evenpull.safety.screening import questions_for
from evenpull.web.forms import faults_by_field, many, number, text
from evenpull.web.security import REPORT_POLICY
from evenpull.web.steps import next_step, only_when_open, stopped

if TYPE_CHECKING:
    from evenpull.web.app import Page


UNANSWERED = say("Some questions have no answer yet. They come first and are marked.")
ANSWERS = {"no": say("No"), "yes": say("Yes")}


def _choices(question: ScreeningQuestion) -> list[tuple[str, str]]:
    """Return the answers of a question as (value, words)."""
    if question.answer == "yes_no":
        return list(ANSWERS.items())
    words = _explained(question)
    return [(option, words.get(option) or option.replace("_", " ").capitalize()) for option in question.options]


def _explained(question: ScreeningQuestion) -> dict[str, str]:
    """Return the words of a question's options, where its help explains them as `option: words.`."""
    found = re.findall(r"(\w+): ([^.:]+)\.", question.help)
    return {option: words[:1].upper() + words[1:] for option, words in found if option in question.options}


def _help(question: ScreeningQuestion) -> str:
    """Return a question's help for the page: options that it explains stand on the choices themselves."""
    if question.must_be is not None:
        answer = ANSWERS.get(question.must_be, question.must_be).lower()
        if "medicine" in question.id:
            return say("If so, write it above. Then answer {answer}.", answer=answer)
        return say("If so, tick it above. Then answer {answer}.", answer=answer)
    return "" if _explained(question) else question.help


def conditions_to_tick(catalogue: Catalogue) -> list[tuple[str, str]]:
    """Return the conditions as (id, question) that no safety question and no other field asks for."""
    asked = {code for question in catalogue.screening.values() for code in question.codes}
    derived = {code for fact in catalogue.safety_facts.values() for code in fact.codes}
    return [
        (name, entry.question)
        for name, entry in catalogue.conditions.items()
        if not entry.everyone and entry.deprecated is None and entry.code not in asked | derived
    ]


def _because(missing: list[ScreeningQuestion], *, first_time: bool) -> str:
    """Return in one kind sentence why questions are asked now, or nothing on the first visit."""
    if first_time or not missing:
        return ""
    if any(question.asked_of in {"pain", "region"} for question in missing):
        return say_many(
            "{count} more question because of where it hurts. Your other answers are kept.",
            "{count} more questions because of where it hurts. Your other answers are kept.",
            len(missing),
        )
    if all(question.asked_of == "follow_up" for question in missing):
        return say_many(
            "{count} more question because of an answer that you gave. Your other answers are kept.",
            "{count} more questions because of an answer that you gave. Your other answers are kept.",
            len(missing),
        )
    return say_many(
        "{count} more question to answer. Your other answers are kept.",
        "{count} more questions to answer. Your other answers are kept.",
        len(missing),
    )


def routes(page: Page) -> APIRouter:
    """Return the routes of the safety questions and the referral."""
    router = APIRouter(dependencies=[Depends(only_when_open(page.draft, "safety"))])

    catalogue = page.draft.catalogue
    tickable = conditions_to_tick(catalogue)

    def show(*, status: int = 200, faults: dict[str, str] | None = None, typed: FormData | None = None) -> Response:
        person = page.draft.person()
        if person is None:
            return RedirectResponse("/about", status_code=303)
        given: dict[str, Any] = dict(person.screening.answers) if person.screening is not None else {}
        if typed is not None:
            given |= {name: text(typed, name) for name in typed}
        asked = questions_for(person, catalogue)
        profile = page.draft.profile()
        not_asked = profile.not_asked if profile is not None else ()
        missing = [question for question in asked if question.id in not_asked]
        lists = [question for question in asked if question.must_be is not None]
        rest = [question for question in asked if question not in lists]
        return page.show(
            "safety.html",
            step="safety",
            status=status,
            count=len(asked),
            first=[question for question in rest if question in missing],
            before=[question for question in rest if question not in missing],
            lists=lists,
            lists_open=any(question in missing for question in lists),
            because=_because(missing, first_time=not given),
            given=given,
            missing=[question.id for question in missing] if given else [],
            help={question.id: _help(question) for question in asked},
            conditions=tickable,
            ticked=many(typed, "condition") if typed is not None else person.conditions,
            medicines=text(typed, "medicines") if typed is not None else "\n".join(person.medicines),
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
            for question in questions_for(person, catalogue):
                value = number(form, question.id) if question.answer == "number" else text(form, question.id)
                if value not in (None, ""):
                    answers[question.id] = value
            if form.get("lists"):
                shown = {name for name, _ in tickable}
                kept = [name for name in person.conditions if name not in shown]
                named = [line.strip() for line in re.split(r"[\n,;]", text(form, "medicines")) if line.strip()]
                page.draft.change(conditions=[*kept, *many(form, "condition")], medicines=named)
            page.draft.answer_screening(answers)
            profile = page.draft.profile()
        except InputError as fault:
            return show(status=422, faults=faults_by_field(fault), typed=form)
        if profile is not None and profile.not_asked and not stopped(profile):
            return show(status=422, faults=dict.fromkeys(profile.not_asked, UNANSWERED))
        return RedirectResponse(next_step(page.draft), status_code=303)

    @router.get("/referral")
    def referral(request: Request) -> Response:
        from evenpull.app.assess import assess  # noqa: PLC0415 - heavy, only for this page
        from evenpull.report.referral import render_assessment  # noqa: PLC0415

        if not stopped(page.draft.profile()):
            return RedirectResponse(next_step(page.draft), status_code=303)
        if request.headers.get("hx-request"):
            return Response(headers={"HX-Redirect": "/referral"})
        html = render_assessment(assess(page.draft.folder, media=False), catalogue)
        mistake = page.templates.get_template("mistake.html").render()
        return HTMLResponse(
            html.replace("</body>", f"{mistake}</body>", 1), headers={"Content-Security-Policy": REPORT_POLICY}
        )

    return router
