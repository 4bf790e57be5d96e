"""Three tests without kit, drawn and timed; each may be left out, and a blocked one is never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from evenpull.capture.person import Person
from evenpull.errors import InputError
from evenpull.knowledge.kinds import Test
from evenpull.measure.typed import measure_person
from evenpull.safety.filter import check_test
from evenpull.safety.gate import require
from evenpull.web.forms import faults_by_field, number, text
from evenpull.web.steps import next_step

if TYPE_CHECKING:
    from evenpull.web.app import Page

SHOWN = 3
WITHOUT_KIT = frozenset({"wall", "chair", "mat", "step"})
PREFERRED = (
    "single_leg_bridge",
    "heel_raise_single",
    "single_leg_balance",
    "side_bridge",
    "chair_stand_30s",
    "arms_on_wall",
    "active_knee_extension",
)
STOPPED = (
    ("end", "Nothing, I reached the end"),
    ("weakness", "It got too hard"),
    ("tightness", "It felt tight"),
    ("pain", "It hurt"),
    ("balance", "I lost balance"),
    ("joint_block", "The joint would not go on"),
    ("nerve", "Tingling or numbness"),
)


def tests_for(page: Page) -> tuple[Person | None, list[Test]]:
    """Return the person and the tests that suit this page: without kit, allowed for this person, at most three."""
    person, profile = page.draft.person(), page.draft.profile()
    if person is None or profile is None:
        return None, []
    require(profile, for_what="tests")
    catalogue = page.draft.catalogue
    found = [
        catalogue.tests[name]
        for name in PREFERRED
        if name in catalogue.tests
        and set(catalogue.tests[name].needs) <= WITHOUT_KIT
        and name not in person.declined_tests
        and check_test(catalogue.tests[name], profile, catalogue).allowed
    ]
    return person, found[:SHOWN]


def routes(page: Page) -> APIRouter:
    """Return the routes of the tests."""
    router = APIRouter()

    def show(*, status: int = 200, faults: dict[str, str] | None = None) -> Response:
        person, found = tests_for(page)
        if person is None:
            return RedirectResponse("/about", status_code=303)
        given = {(reading.test, reading.side): reading for reading in person.tests}
        return page.show(
            "tests.html",
            step="tests",
            status=status,
            tests=found,
            given=given,
            stopped=STOPPED,
            stop_rules=page.draft.catalogue.stop_rules,
            faults=faults or {},
        )

    @router.get("/tests")
    def tests() -> Response:
        return show()

    @router.post("/tests")
    async def save(request: Request) -> Response:
        form = await request.form()
        person, found = tests_for(page)
        if person is None:
            return RedirectResponse("/about", status_code=303)
        names = {test.id for test in found}
        kept = [
            reading.model_dump(mode="json", exclude_defaults=True)
            for reading in person.tests
            if reading.test not in names
        ]
        try:
            readings: list[dict[str, Any]] = []
            for test in found:
                for side in ("left", "right") if test.sides == "each" else ("both",):
                    key = f"{test.id}:{side}"
                    value = number(form, f"{key}:value")
                    if value is None:
                        continue
                    readings.append(
                        {
                            "test": test.id,
                            "side": side,
                            "value": value,
                            "unit": test.unit,
                            "pain": number(form, f"{key}:pain") or 0,
                            "stopped_by": text(form, f"{key}:stopped_by") or "end",
                            "by": "self",
                            "date": page.draft.today().isoformat(),
                        }
                    )
            measure_person(page.draft.preview(tests=[*kept, *readings]), page.draft.catalogue)
            page.draft.change(tests=[*kept, *readings])
        except InputError as fault:
            return show(status=422, faults=faults_by_field(fault))
        page.draft.visit("tests")
        return RedirectResponse(next_step(page.draft), status_code=303)

    return router
