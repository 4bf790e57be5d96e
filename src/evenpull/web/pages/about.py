"""First page: who the body belongs to, what is wanted, how much time there is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from evenpull.core.words import say
from evenpull.errors import InputError
from evenpull.web.forms import faults_by_field, many, number, text, without_empty
from evenpull.web.steps import home, next_step, only_when_open

if TYPE_CHECKING:
    from evenpull.web.app import Page

GOALS = (
    ("less_pain", say("Less pain")),
    ("balance", say("More even left and right")),
    ("posture", say("Stand and sit with more ease")),
    ("mobility", say("Move further")),
    ("strength", say("Get stronger")),
    ("perform", say("Do better at my sport")),
    ("prevent", say("Keep well")),
)
EQUIPMENT = (
    ("foam_roller", say("Foam roller")),
    ("ball", say("Massage or tennis ball")),
    ("band", say("Elastic band")),
    ("strap", say("Belt or towel")),
    ("step", say("A step")),
    ("dumbbell", say("Dumbbells")),
    ("kettlebell", say("Kettlebell")),
    ("soft_ball", say("Soft ball or cushion")),
)
EXPERIENCE = (
    ("none", say("Never trained")),
    ("novice", say("A little")),
    ("regular", say("Most weeks")),
    ("experienced", say("For years")),
)


def _parts(form: FormData) -> dict[str, Any]:
    """Return the parts of the person file that this page fills in."""
    about = {name: text(form, name) for name in ("sex", "hand", "foot")}
    numbers = {name: number(form, name) for name in ("age_years", "height_cm", "mass_kg")}
    return {
        "person": without_empty({**about, **numbers}),
        "goals": many(form, "goals"),
        "equipment": many(form, "equipment"),
        "experience": text(form, "experience") or None,
        "time": without_empty({name: number(form, name) for name in ("minutes", "days_per_week")}) or None,
    }


def routes(page: Page) -> APIRouter:
    """Return the routes of the first page."""
    router = APIRouter(dependencies=[Depends(only_when_open(page.draft, "about"))])

    def show(
        *, status: int = 200, faults: dict[str, str] | None = None, given: dict[str, Any] | None = None
    ) -> Response:
        person = page.draft.person()
        saved = person.model_dump(mode="json") if person is not None else {}
        return page.show(
            "about.html",
            step="about",
            status=status,
            given=given or saved,
            goals=GOALS,
            equipment=EQUIPMENT,
            experience=EXPERIENCE,
            faults=faults or {},
        )

    @router.get("/")
    def front() -> Response:
        if page.draft.person() is None:
            return show()
        return RedirectResponse(home(page), status_code=303)

    @router.get("/about")
    def about() -> Response:
        return show()

    @router.post("/about")
    async def save(request: Request) -> Response:
        form = await request.form()
        try:
            page.draft.change(**_parts(form))
        except InputError as fault:
            given = {"person": {name: text(form, name) for name in form}, "goals": many(form, "goals")}
            given |= {"equipment": many(form, "equipment"), "experience": text(form, "experience")}
            given["time"] = {name: text(form, name) for name in ("minutes", "days_per_week")}
            return show(status=422, faults=faults_by_field(fault), given=given)
        return RedirectResponse(next_step(page.draft), status_code=303)

    return router
