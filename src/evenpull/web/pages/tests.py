"""Three tests without kit, drawn and timed; each may be left out, and a blocked one is never shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from evenpull.capture.person import Person
from evenpull.core.words import say
from evenpull.errors import InputError
from evenpull.knowledge.kinds import Test
from evenpull.measure.typed import measure_person
from evenpull.safety.filter import check_test
from evenpull.safety.gate import require
from evenpull.web.forms import faults_by_field, number, text
from evenpull.web.steps import next_step, only_when_open

if TYPE_CHECKING:
    from evenpull.web.app import Page

SHOWN = 3
FIELDS = ("value", "pain", "stopped_by")
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
UNITS = {
    "s": say("seconds"),
    "reps": say("times"),
    "cm": say("cm"),
    "kg": say("kg"),
    "N": say("newtons"),
    "Nm": say("newton metres"),
    "points": say("points"),
    "mmHg": say("mmHg"),
    "deg": say("degrees"),
    "deg_above_bench": say("degrees above bench"),
    "deg_above_horizontal": say("degrees above horizontal"),
    "deg_behind_straight": say("degrees behind straight"),
    "deg_missing_from_straight": say("degrees missing from straight"),
    "deg_toes_up": say("degrees toes up"),
}
STOPPED = (
    ("end", say("Nothing, I reached the end")),
    ("weakness", say("It got too hard")),
    ("tightness", say("It felt tight")),
    ("pain", say("It hurt")),
    ("balance", say("I lost balance")),
    ("joint_block", say("The joint would not go on")),
    ("nerve", say("Tingling or numbness")),
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


def in_words(unit: str) -> str:
    """Return a unit as words with its direction.

    Example:
        >>> in_words("deg_missing_from_straight")
        'degrees missing from straight'
    """
    return UNITS.get(unit) or unit.replace("_", " ").replace("deg", "degrees", 1)


def better(test: Test) -> str:
    """Return which way a reading of a test is better, in words."""
    if test.better != "higher":
        return say("A lower number is better.")
    many = {"s": say("Longer is better."), "reps": say("More is better.")}
    return many.get(test.unit, say("A higher number is better."))


def _typed(form: FormData) -> dict[tuple[str, str], dict[str, str]]:
    """Return what was typed, by test and side, as text."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    for name in form:
        if name.count(":") == 2:
            test, side, field = name.split(":")
            found.setdefault((test, side), dict.fromkeys(FIELDS, ""))[field] = text(form, name)
    return found


def routes(page: Page) -> APIRouter:
    """Return the routes of the tests."""
    router = APIRouter(dependencies=[Depends(only_when_open(page.draft, "tests"))])

    def show(*, status: int = 200, faults: dict[str, str] | None = None, typed: Any = None) -> Response:
        person, found = tests_for(page)
        if person is None:
            return RedirectResponse("/about", status_code=303)
        given = typed or {(reading.test, reading.side): reading.model_dump() for reading in person.tests}
        return page.show(
            "tests.html",
            step="tests",
            status=status,
            tests=found,
            given=given,
            stopped=STOPPED,
            units={test.id: in_words(test.unit) for test in found},
            better={test.id: better(test) for test in found},
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
            return show(status=422, faults=faults_by_field(fault), typed=_typed(form))
        page.draft.visit("tests")
        return RedirectResponse(next_step(page.draft), status_code=303)

    return router
