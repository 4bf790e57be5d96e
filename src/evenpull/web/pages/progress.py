"""Progress: own activities and pain first, then how often, then the tests, apart; check-ins and the retest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from evenpull.app import progress as going
from evenpull.app.checkins import AbleNow, CheckIn, PainNow, due, read_checks, save_check
from evenpull.app.visits import begin_retest
from evenpull.capture.person.model import GlobalChange, Person
from evenpull.core.words import say
from evenpull.errors import EvenpullError, InputError
from evenpull.report import plan_view
from evenpull.report.retest_view import GLOBAL
from evenpull.report.words import SIDED, WEEKDAYS, Names, capital, day
from evenpull.web.forms import number, text
from evenpull.web.steps import only_when_ready

if TYPE_CHECKING:
    from evenpull.web.app import Page

ANSWER_ALL = say("Please answer every question from 0 to 10.")


def routes(page: Page) -> APIRouter:
    """Return the routes of the progress page."""
    router = APIRouter(prefix="/progress", dependencies=[Depends(only_when_ready(page))])
    everyday = page.everyday

    def show(*, status: int = 200, faults: dict[str, str] | None = None) -> Response:
        now = everyday.standing(page.draft.today())
        person = _person(page)
        checks = read_checks(everyday.folder)
        planned = tuple(date for date, _ in plan_view.checks(now.programme))
        ahead = [date for date in planned if date > now.today.isoformat()]
        found, refused = _tested(page)
        return page.show(
            "progress.html",
            tab="progress",
            status=status,
            own=going.own_then_and_now(everyday),
            kept=going.kept(now),
            weekdays=tuple(WEEKDAYS.values()),
            course=_drawn(going.course(now)),
            calls=going.calls_at_the_start(everyday),
            found=found,
            refused=refused,
            places=_places(person, page),
            activities=[each.what for each in person.activities],
            check_due=due(tuple(c for c in checks if c.date >= person.start), planned, now.today),
            last_check=day(checks[-1].date.isoformat()) if checks else "",
            next_check=day(ahead[0]) if ahead else "",
            retest=day(now.programme.retest),
            retest_due=now.programme.retest <= now.today.isoformat(),
            can_retest=person.start < now.today,
            words=GLOBAL,
            faults=faults or {},
        )

    @router.get("")
    def progress() -> Response:
        return show()

    @router.post("/check")
    async def check_in(request: Request) -> Response:
        form = await request.form()
        try:
            save_check(everyday.folder, _check(form, page))
        except InputError as fault:
            return show(status=422, faults={"check": fault.message})
        return RedirectResponse("/progress", status_code=303)

    @router.post("/retest")
    async def retest(request: Request) -> Response:
        form = await request.form()
        word = text(form, "all_in_all")
        try:
            if word not in get_args(GlobalChange):
                raise InputError(say("Please say how you are, all in all."))
            check = _check(form, page)
            save_check(everyday.folder, check)
            begin_retest(everyday.folder, everyday.catalogue, today=page.draft.today(), check=check, all_in_all=word)  # type: ignore[arg-type]
        except InputError as fault:
            return show(status=422, faults={"retest": fault.message})
        return RedirectResponse("/safety", status_code=303)

    return router


def _person(page: Page) -> Person:
    person = page.draft.person()
    if person is None:
        raise InputError(say("there is no person yet"))
    return person


def _tested(page: Page) -> tuple[going.Tested | None, str]:
    """Return what the retest says, and why it says nothing where two visits cannot be compared."""
    try:
        return going.tested(page.everyday), ""
    except EvenpullError as fault:
        return None, capital(" ".join(part for part in (f"{fault.message}.", fault.hint) if part))


def _places(person: Person, page: Page) -> list[tuple[str, str]]:
    """Return each painful place as the number of its field and in words."""
    names = Names(page.everyday.catalogue)
    return [
        (f"pain_{n}", capital(SIDED.get(pain.side, "{name}").format(name=names.site(pain.site))))
        for n, pain in enumerate(person.pains)
    ]


def _check(form: FormData, page: Page) -> CheckIn:
    """Return the check-in that was filled in.

    Raises:
        InputError: When an answer is missing or no number from 0 to 10.
    """
    person = _person(page)

    def score(name: str) -> float:
        try:
            value = number(form, name)
        except InputError:
            value = None
        if value is None or not 0 <= value <= 10:
            raise InputError(ANSWER_ALL)
        return value

    pains = tuple(
        PainNow(site=pain.site, side=pain.side, usual=score(f"pain_{n}")) for n, pain in enumerate(person.pains)
    )
    able = tuple(AbleNow(what=each.what, able=score(f"able_{n}")) for n, each in enumerate(person.activities))
    return CheckIn(date=page.draft.today(), pains=pains, activities=able)


def _drawn(days: tuple[going.Course, ...]) -> dict[str, Any] | None:
    """Return the course of the own pain as points of a drawing 360 wide and 170 high, None for fewer than two days."""
    if len(days) < 2:
        return None
    whole = max((days[-1].date - days[0].date).days, 1)

    def x(one: going.Course) -> float:
        return round(30 + 320 * (one.date - days[0].date).days / whole, 1)

    def y(pain: float) -> float:
        return round(140 - 12.5 * pain, 1)

    return {
        "line": " ".join(f"{x(one)},{y(one.before)}" for one in days),
        "dots": [(x(one), y(one.before), y(one.worst)) for one in days],
        "grid": [(level, y(level)) for level in (0, 5, 10)],
        "first": day(days[0].date.isoformat()),
        "last": day(days[-1].date.isoformat()),
        "rows": [
            (day(one.date.isoformat()), f"{one.before:g}", f"{one.worst:g}",
             say("not known") if one.next_morning is None else f"{one.next_morning:g}")
            for one in days
        ],
    }  # fmt: skip
