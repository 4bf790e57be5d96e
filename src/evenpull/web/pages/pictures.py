"""Photos and clips: upload, the side check, and what each shows; a picture that cannot be read is refused at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from evenpull.capture.guide import film_line, movement_shots
from evenpull.capture.person.media import media_of
from evenpull.core.words import say
from evenpull.errors import InputError
from evenpull.measure.marks import VIEWED
from evenpull.safety.gate import require
from evenpull.web.forms import faults_by_field, text, without_empty
from evenpull.web.pages.looked import Looked, Stamp, look_at, stamp_of, wrong_view
from evenpull.web.steps import next_step, only_when_open
from evenpull.web.uploads import keep_upload

if TYPE_CHECKING:
    from evenpull.web.app import Page

VIEWS = (
    ("front", say("From the front")),
    ("back", say("From the back")),
    ("left", say("My left side")),
    ("right", say("My right side")),
)
MOVEMENTS = tuple((shot.id, shot.title) for shot in movement_shots())
"""Every movement that a clip can be measured for, in the order of the capture guide."""
SIDES = (("picture_left", say("on the left of the picture")), ("picture_right", say("on the right of the picture")))


def routes(page: Page) -> APIRouter:
    """Return the routes of the pictures."""
    router = APIRouter(dependencies=[Depends(only_when_open(page.draft, "pictures"))])
    looked: dict[Stamp, Looked] = {}

    def show(*, status: int = 200, faults: dict[str, str] | None = None) -> Response:
        person, profile = page.draft.person(), page.draft.profile()
        if person is None or profile is None:
            return RedirectResponse("/about", status_code=303)
        require(profile, for_what="photos")
        media = media_of(page.draft.folder, person)
        return page.show(
            "pictures.html",
            step="pictures",
            status=status,
            media=media,
            looked={item.name: looked.get(stamp_of(item)) for item in media},
            wrong_view={item.name: wrong_view(item) for item in media},
            views=VIEWS,
            movements=MOVEMENTS,
            films=[(shot.title, film_line(shot)) for shot in movement_shots()],
            sides=SIDES,
            door=page.door if page.door.is_open else None,
            faults=faults or {},
        )

    @router.get("/pictures")
    def pictures() -> Response:
        return show()

    @router.post("/pictures/upload")
    async def upload(request: Request) -> Response:
        person, profile = page.draft.person(), page.draft.profile()
        if person is None or profile is None:
            return RedirectResponse("/about", status_code=303)
        require(profile, for_what="photos")
        form = await request.form(max_files=1)
        try:
            await keep_upload(form.get("file"), folder=page.draft.folder, person=person)
        except InputError as fault:
            return show(status=422, faults={"file": " ".join(faults_by_field(fault).values())})
        return RedirectResponse("/pictures", status_code=303)

    @router.get("/pictures/upload")
    def again() -> Response:
        return RedirectResponse("/pictures", status_code=303)

    @router.post("/pictures")
    async def save(request: Request) -> Response:
        person = page.draft.person()
        if person is None:
            return RedirectResponse("/about", status_code=303)
        form = await request.form()
        told: list[dict[str, Any]] = []
        for item in media_of(page.draft.folder, person):
            fields = ("view", "movement", "right_hand_shown")
            kept = item.confirmation.model_dump(mode="json", exclude_defaults=True, exclude=set(fields))
            typed = without_empty({name: text(form, f"{item.name}:{name}") for name in fields})
            if VIEWED.get(typed.get("view")) != VIEWED.get(item.confirmation.view):
                kept.pop("marks", None)
            told.append({**kept, "file": item.name, **typed})
            if text(form, f"{item.name}:remove") == "yes":
                item.path.unlink(missing_ok=True)
                told.pop()
        try:
            page.draft.change(pictures=told)
        except InputError as fault:
            return show(status=422, faults=faults_by_field(fault))
        chosen = text(form, "look")
        if chosen:
            return await _look(page, looked, chosen)
        page.draft.visit("pictures")
        return RedirectResponse(next_step(page.draft), status_code=303)

    _phone_routes(router, page)
    _thumb_route(router, page)
    return router


async def _look(page: Page, looked: dict[Stamp, Looked], name: str) -> Response:
    """Look at one picture now; the answer is kept as long as file and answers about it stay the same."""
    person, profile = page.draft.person(), page.draft.profile()
    if person is None or profile is None:
        return RedirectResponse("/about", status_code=303)
    require(profile, for_what="photos")
    media = media_of(page.draft.folder, person)
    number = next((number for number, item in enumerate(media) if item.name == name), None)
    if number is None:
        return RedirectResponse("/pictures", status_code=303)
    item = media[number]
    stamp = stamp_of(item)
    answer = await run_in_threadpool(look_at, item, page.draft.catalogue)
    for old in [key for key in looked if key[0] == name]:
        del looked[old]
    looked[stamp] = answer
    return RedirectResponse(f"/pictures#picture-{number + 1}", status_code=303)


def _phone_routes(router: APIRouter, page: Page) -> None:
    """Add the routes that open and close the door for a phone."""

    @router.post("/pictures/phone")
    async def phone(request: Request) -> Response:
        profile = page.draft.profile()
        if profile is None:
            return RedirectResponse("/about", status_code=303)
        require(profile, for_what="photos")
        if text(await request.form(), "wish") == "close":
            page.door.close()
        else:
            page.door.open()
        return RedirectResponse("/pictures#phone", status_code=303)

    @router.get("/pictures/phone.svg")
    def code() -> Response:
        drawn = page.door.picture()
        if not drawn:
            return page.show("not_found.html", status=404)
        return Response(drawn, media_type="image/svg+xml")


def _thumb_route(router: APIRouter, page: Page) -> None:
    """Add the route of the small pictures."""

    @router.get("/pictures/thumb/{number}")
    def thumb(number: int) -> Response:
        from evenpull.capture.thumbnail import thumbnail  # noqa: PLC0415 - decoders only when a picture is shown

        person = page.draft.person()
        media = media_of(page.draft.folder, person) if person is not None else ()
        if not 0 <= number < len(media):
            return page.show("not_found.html", status=404)
        return Response(thumbnail(media[number].path, kind=media[number].kind), media_type="image/jpeg")
