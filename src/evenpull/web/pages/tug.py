"""The tug of war: a simulated body that settles live when muscles change, as a plain form and as data for a 3D view."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from importlib import resources
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from evenpull.app import tug
from evenpull.app.what_if.names import muscle_names
from evenpull.app.what_if.person import body_is_here
from evenpull.core.words import say
from evenpull.errors import EvenpullError, FileFormatError, OutOfRange
from evenpull.web.steps import ElsewhereError, stopped

if TYPE_CHECKING:
    from evenpull.body.changes import Change
    from evenpull.web.app import Page

PROPERTIES = (
    ("length", say("Length"), -10, 10),
    ("strength", say("Strength"), -50, 50),
    ("tone", say("Tension at rest"), -50, 100),
)
"""Each property with its name and the ends of its slider, percent."""
MOST_BYTES = 20_000


def routes(page: Page) -> APIRouter:
    """Return the routes of the tug of war."""
    router = APIRouter()

    def mine() -> tuple[Change, ...]:
        profile = page.draft.profile()
        if profile is None or profile.not_asked or not page.everyday.ready() or not body_is_here():
            return ()
        return tug.own_changes(page.draft.folder / "result")

    def show(who: str, form: dict[str, str]) -> Response:
        if stopped(page.draft.profile()):
            raise ElsewhereError("/referral")
        own = mine()
        told, refused = None, ""
        try:
            changes = own if who == "mine" else _of_form(form) if who == "what_if" else ()
            told = tug.tell(changes) if body_is_here() else None
        except EvenpullError as fault:
            refused = f"{fault} {fault.hint or ''}".strip()
        return page.show(
            "tug.html",
            tab="tug",
            who=who,
            own=bool(own),
            own_texts=json.dumps([f"{c.side}.{c.group}.{c.property}={100 * math.expm1(c.log):.6g}%" for c in own]),
            told=told,
            refused=refused,
            here=body_is_here(),
            form=form,
            groups=[(name, muscle_names()[name]) for name in (tug.groups() if body_is_here() else ())],
            first=len(tug.FIRST),
            properties=PROPERTIES,
            caveat=tug.CAVEAT,
        )

    @router.get("/tug")
    def opened(who: str = "healthy") -> Response:
        return show(who if who in {"healthy", "mine", "what_if"} else "healthy", {})

    @router.post("/tug")
    async def posted(request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        return await run_in_threadpool(show, "what_if", form)

    @router.get("/tug/body.glb")
    def body() -> Response:
        file = resources.files("evenpull.body.model").joinpath("body.glb")
        if not file.is_file():
            return page.show("not_found.html", status=404)
        return Response(file.read_bytes(), media_type="model/gltf-binary")

    @router.post("/tug/settle")
    async def settle(request: Request) -> Response:
        if stopped(page.draft.profile()):
            raise ElsewhereError("/referral")
        try:
            changes, band = await _asked(request)
            answer: tug.Moved | tug.Told
            if band:
                answer = await run_in_threadpool(tug.tell, changes)
            else:
                answer = await run_in_threadpool(tug.move, changes)
        except EvenpullError as fault:
            said = {"error": type(fault).__name__, "message": str(fault), "hint": fault.hint or ""}
            return JSONResponse(said, status_code=422)
        return JSONResponse(asdict(answer))

    return router


async def _asked(request: Request) -> tuple[tuple[Change, ...], bool]:
    """Return the changes that a move asks for, and whether the band is asked for too.

    Raises:
        FileFormatError: When the body of the request is not what is expected.
        OutOfRange: When there are too many changes.
    """
    from evenpull.body.changes import parse_change  # noqa: PLC0415 - the body only when asked for

    form = say("Send {example}.", example='{"changes": ["left.iliopsoas.length=-5%"], "band": false}')
    raw = await request.body()
    is_json = request.headers.get("content-type", "").partition(";")[0].strip() == "application/json"
    try:
        data: Any = await request.json() if is_json and len(raw) <= MOST_BYTES else None
    except (ValueError, RecursionError):
        data = None
    if not isinstance(data, dict) or set(data) - {"changes", "band"} or not isinstance(data.get("band", False), bool):
        raise FileFormatError(say("this is no list of changes"), hint=form)
    texts = data.get("changes")
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise FileFormatError(say("this is no list of changes"), hint=form)
    if len(texts) > tug.MOST_CHANGES:
        raise OutOfRange(say("more than {most} changes at once", most=tug.MOST_CHANGES))
    return tuple(parse_change(text) for text in texts), data.get("band", False)


def _of_form(form: dict[str, str]) -> tuple[Change, ...]:
    """Return the changes that a plain form holds: a side and three percentages for each group."""
    from evenpull.body.changes import parse_change  # noqa: PLC0415 - the body only when asked for

    found = []
    for group in tug.groups():
        side = form.get(f"{group}.side", "both")
        for name, _, _, _ in PROPERTIES:
            text = form.get(f"{group}.{name}", "").strip() or "0"
            if text.lstrip("+-").strip("0.") or not text.lstrip("+-"):
                found.append(parse_change(f"{side}.{group}.{name}={text}%"))
    return tuple(found)
