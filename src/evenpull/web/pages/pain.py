"""Where it hurts: the body map, and how each painful place behaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from evenpull.body.figure.body_map import draw_body_map
from evenpull.core.words import say
from evenpull.errors import InputError
from evenpull.web.forms import faults_by_field, many, number, text, without_empty
from evenpull.web.steps import next_step, only_when_open

if TYPE_CHECKING:
    from evenpull.web.app import Page

SCALES = (("now", say("Now")), ("usual", say("On most days")), ("worst", say("At its worst this week")))
LIMITS = {
    "spreads_below_knee": say("It runs below the knee"),
    "numb_or_tingling": say("Numbness or tingling"),
    "night": say("It wakes me"),
}
FEELS = ("stress", "sleep", "mood", "fear_of_movement", "confidence")
NUMBERS = ("now", "usual", "worst", "weeks", "days_per_week", "settles_after_min", "morning_stiff_min")
WORSE = {
    "sitting": say("Sitting"),
    "standing": say("Standing"),
    "walking": say("Walking"),
    "bending": say("Bending"),
    "lifting": say("Lifting"),
    "stairs": say("Stairs"),
    "running": say("Running"),
    "lying": say("Lying"),
    "reaching_up": say("Reaching up"),
}
PLACED = {"left": say("{place}, left"), "right": say("{place}, right")}
"""Patterns of a place with its side."""


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


def _typed(form: FormData) -> list[dict[str, Any]]:
    """Return the pains as they were typed, right or wrong, to show them again."""
    found = []
    for key in sorted(set(many(form, "place"))):
        site, _, side = key.partition(":")
        part: dict[str, Any] = {"site": site, "side": side or "both"}
        part |= {name: text(form, f"{key}:{name}") or None for name in (*NUMBERS, "began", *LIMITS)}
        found.append(part | {"worse_with": many(form, f"{key}:worse_with")})
    return found


def _title(pain: dict[str, Any], names: dict[str, str]) -> str:
    """Return the words of a place that hurts."""
    return PLACED.get(pain["side"], "{place}").format(place=names.get(pain["site"], pain["site"]))


def _hard(form: FormData) -> list[tuple[str, str]]:
    """Return the activities as they were typed."""
    return [(text(form, f"activity_{n}"), text(form, f"able_{n}")) for n in range(3)]


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
    router = APIRouter(dependencies=[Depends(only_when_open(page.draft, "pain"))])

    def show(
        *, status: int = 200, faults: dict[str, str] | None = None, typed: FormData | None = None, pains: Any = None
    ) -> Response:
        person = page.draft.person()
        if person is None:
            return RedirectResponse("/about", status_code=303)
        saved = [pain.model_dump(mode="json") for pain in person.pains] if pains is None else pains
        chosen = [(pain["site"], pain.get("side", "both")) for pain in saved]
        activities = [(entry.what, entry.able) for entry in person.activities] if typed is None else _hard(typed)
        sites = [(site.id, site.name, site.sided) for site in page.draft.catalogue.pain_sites.values()]
        names = {site: name for site, name, _ in sites}
        pains_by_key = {f"{pain['site']}:{pain.get('side', 'both')}": pain for pain in saved}
        return page.show(
            "pain.html",
            step="pain",
            status=status,
            pains=pains_by_key,
            titles={key: _title(pain, names) for key, pain in pains_by_key.items()},
            sites=sites,
            maps={
                theme: draw_body_map(page.draft.catalogue, chosen=chosen, theme=theme, name="body")
                for theme in ("light", "dark")
            },
            added=text(typed, "add") if typed is not None else "",
            scales=SCALES,
            limits=LIMITS,
            worse=WORSE,
            activities=activities,
            feels=person.feels.model_dump() if typed is None else {name: text(typed, name) for name in FEELS},
            faults=faults or {},
        )

    @router.get("/pain")
    def pain() -> Response:
        return show()

    @router.post("/pain")
    async def save(request: Request) -> Response:
        form = await request.form()
        typed = _typed(form)
        changed = _add_or_drop(typed, add=text(form, "add"), drop=text(form, "drop"))
        if changed is not None:
            return show(pains=changed, typed=form)
        try:
            hard = [(text(form, f"activity_{n}"), number(form, f"able_{n}")) for n in range(3)]
            page.draft.change(
                pains=_pains(form),
                activities=[{"what": what, "able": able if able is not None else 5} for what, able in hard if what],
                feels=without_empty({name: number(form, name) for name in FEELS}),
            )
        except InputError as fault:
            return show(status=422, faults=faults_by_field(fault), pains=typed, typed=form)
        page.draft.visit("pain")
        return RedirectResponse(next_step(page.draft), status_code=303)

    return router
