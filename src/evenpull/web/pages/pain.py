"""Where it hurts: the body map, and how each painful place behaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from evenpull.body.figure.body_map import draw_body_map
from evenpull.errors import InputError
from evenpull.web.forms import faults_by_field, many, number, text, without_empty
from evenpull.web.steps import next_step

if TYPE_CHECKING:
    from evenpull.web.app import Page

SCALES = (("now", "Now"), ("usual", "On most days"), ("worst", "At its worst this week"))
LIMITS = {
    "spreads_below_knee": "It runs below the knee",
    "numb_or_tingling": "Numbness or tingling",
    "night": "It wakes me",
}
WORSE = ("sitting", "standing", "walking", "bending", "lifting", "stairs", "running", "lying", "reaching_up")


def _pains(form: FormData) -> list[dict[str, Any]]:
    """Return the pains that were marked, one for each site and side."""
    found = []
    for key in sorted(set(many(form, "place"))):
        site, _, side = key.partition(":")
        part: dict[str, Any] = {"site": site, "side": side or "both"}
        part |= {name: number(form, f"{key}:{name}") for name, _ in SCALES}
        part |= {name: number(form, f"{key}:{name}") for name in ("weeks", "days_per_week", "settles_after_min")}
        part["morning_stiff_min"] = number(form, f"{key}:morning_stiff_min") or 0
        part["began"] = text(form, f"{key}:began") or "not_sure"
        part["worse_with"] = [word for word in many(form, f"{key}:worse_with") if word in WORSE]
        part |= {name: "yes" if text(form, f"{key}:{name}") == "yes" else "no" for name in LIMITS}
        found.append(without_empty(part) | {"site": site})
    return found


def _add_or_drop(pains: list[dict[str, Any]], *, add: str, drop: str) -> list[dict[str, Any]] | None:
    """Return the pains with a place added or dropped, None when neither was asked for."""
    if not add and not drop:
        return None
    kept = [pain for pain in pains if f"{pain['site']}:{pain['side']}" != drop]
    site, _, side = add.partition(":")
    if site and not any(pain["site"] == site and pain["side"] == side for pain in kept):
        kept.append({"site": site, "side": side or "both"})
    return kept


def routes(page: Page) -> APIRouter:
    """Return the routes of the body map."""
    router = APIRouter()

    def show(*, status: int = 200, faults: dict[str, str] | None = None, pains: Any = None) -> Response:
        person = page.draft.person()
        if person is None:
            return RedirectResponse("/about", status_code=303)
        saved = [pain.model_dump(mode="json") for pain in person.pains] if pains is None else pains
        sites = [(site.id, site.name, site.sided) for site in page.draft.catalogue.pain_sites.values()]
        return page.show(
            "pain.html",
            step="pain",
            status=status,
            pains={f"{pain['site']}:{pain.get('side', 'both')}": pain for pain in saved},
            sites=sites,
            body_map=draw_body_map(page.draft.catalogue),
            names={site: name for site, name, _ in sites},
            scales=SCALES,
            limits=LIMITS,
            worse=WORSE,
            activities=[entry.model_dump() for entry in person.activities],
            feels=person.feels.model_dump(),
            faults=faults or {},
        )

    @router.get("/pain")
    def pain() -> Response:
        return show()

    @router.post("/pain")
    async def save(request: Request) -> Response:
        form = await request.form()
        pains: list[dict[str, Any]] = []
        try:
            pains = _pains(form)
            changed = _add_or_drop(pains, add=text(form, "add"), drop=text(form, "drop"))
            if changed is not None:
                return show(pains=changed)
            hard = [(text(form, f"activity_{n}"), number(form, f"able_{n}")) for n in range(3)]
            page.draft.change(
                pains=pains,
                activities=[{"what": what, "able": able if able is not None else 5} for what, able in hard if what],
                feels=without_empty(
                    {name: number(form, name) for name in ("stress", "sleep", "mood", "fear_of_movement", "confidence")}
                ),
            )
        except InputError as fault:
            return show(status=422, faults=faults_by_field(fault), pains=pains or None)
        page.draft.visit("pain")
        return RedirectResponse(next_step(page.draft), status_code=303)

    return router
