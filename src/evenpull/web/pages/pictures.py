"""Photos and clips: upload, the side check, and what each shows; a picture that cannot be read is refused at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import UploadFile

from evenpull.capture.person.limits import MAX_PICTURES, PHOTO_SUFFIXES, VIDEO_SUFFIXES
from evenpull.capture.person.media import media_of
from evenpull.capture.person.writer import write_whole
from evenpull.errors import InputError, OutOfRange, Where
from evenpull.safety.gate import require
from evenpull.web.forms import faults_by_field, text, without_empty
from evenpull.web.steps import next_step

if TYPE_CHECKING:
    from evenpull.web.app import Page

MAX_BYTES = {"photos": 40_000_000, "videos": 400_000_000}
VIEWS = (("front", "From the front"), ("back", "From the back"), ("left", "My left side"), ("right", "My right side"))
MOVEMENTS = (("sit_to_stand", "Standing up from a chair"), ("squat", "Squats"))
SIDES = (("picture_left", "on the left of the picture"), ("picture_right", "on the right of the picture"))


def _name(upload: UploadFile) -> tuple[str, str]:
    """Return the folder and a plain name for an upload, from its ending only; nothing of its own path is kept.

    Raises:
        InputError: When the ending is neither a photo's nor a clip's.
    """
    suffix = Path(upload.filename or "").suffix.lower()
    folder = "photos" if suffix in PHOTO_SUFFIXES else "videos" if suffix in VIDEO_SUFFIXES else None
    if folder is None:
        hint = "Send a photo (" + ", ".join(PHOTO_SUFFIXES) + ") or a clip (" + ", ".join(VIDEO_SUFFIXES) + ")."
        raise InputError("this is neither a photo nor a clip", where=Where(field="file"), hint=hint)
    return folder, suffix


def routes(page: Page) -> APIRouter:
    """Return the routes of the pictures."""
    router = APIRouter()

    def show(*, status: int = 200, faults: dict[str, str] | None = None) -> Response:
        person, profile = page.draft.person(), page.draft.profile()
        if person is None or profile is None:
            return RedirectResponse("/about", status_code=303)
        require(profile, for_what="photos")
        return page.show(
            "pictures.html",
            step="pictures",
            status=status,
            media=media_of(page.draft.folder, person),
            views=VIEWS,
            movements=MOVEMENTS,
            sides=SIDES,
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
        file = form.get("file")
        try:
            if not isinstance(file, UploadFile) or not file.filename:
                raise InputError("no file was chosen", where=Where(field="file"))
            folder, suffix = _name(file)
            present = media_of(page.draft.folder, person)
            if len(present) >= MAX_PICTURES:
                raise OutOfRange(f"at most {MAX_PICTURES} photos and clips are kept", where=Where(field="file"))
            data = await file.read(MAX_BYTES[folder] + 1)
            if len(data) > MAX_BYTES[folder]:
                limit = MAX_BYTES[folder] // 1_000_000
                raise OutOfRange(f"the file is larger than {limit} MB", where=Where(field="file"))
            taken = [int(match[1]) for item in present if (match := re.search(r"(\d+)\.\w+$", item.name))]
            target = page.draft.folder / folder / f"{folder[:-1]}{max(taken, default=0) + 1}{suffix}"
            write_whole(target, data)
            try:
                _can_be_read(target, folder)
            except InputError:
                target.unlink(missing_ok=True)
                raise
        except InputError as fault:
            return show(status=422, faults={"file": " ".join(faults_by_field(fault).values())})
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
            told.append({"file": item.name, **without_empty({name: text(form, f"{item.name}:{name}") for name in fields})})
            if text(form, f"{item.name}:remove") == "yes":
                item.path.unlink(missing_ok=True)
                told.pop()
        try:
            page.draft.change(pictures=told)
        except InputError as fault:
            return show(status=422, faults=faults_by_field(fault))
        page.draft.visit("pictures")
        return RedirectResponse(next_step(page.draft), status_code=303)

    @router.get("/pictures/thumb/{number}")
    def thumb(number: int) -> Response:
        from evenpull.capture.thumbnail import thumbnail  # noqa: PLC0415 - decoders only when a picture is shown

        person = page.draft.person()
        media = media_of(page.draft.folder, person) if person is not None else ()
        if not 0 <= number < len(media):
            return page.show("not_found.html", status=404)
        return Response(thumbnail(media[number].path, kind=media[number].kind), media_type="image/jpeg")

    return router


def _can_be_read(path: Path, folder: str) -> None:
    """Open an upload once, so that what cannot be read is refused at once.

    Raises:
        InputError: When it is not a picture or clip that can be read.
    """
    from evenpull.capture.thumbnail import thumbnail  # noqa: PLC0415 - decoders only when a picture is sent

    thumbnail(path, kind="photo" if folder == "photos" else "clip")
