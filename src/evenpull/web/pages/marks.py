"""Landmarks set by hand in a photo: the photo with points to drag, and the same points as numbers."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import PIL.Image
from fastapi import APIRouter, Depends, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from evenpull.capture.person.media import MediaFile, media_of
from evenpull.capture.person.model import BothSides, Mark, PictureConfirmation
from evenpull.capture.photo import read_photo, upright_size
from evenpull.core.words import say
from evenpull.errors import InputError
from evenpull.knowledge import Catalogue
from evenpull.measure.marks import VIEWED, read_marks
from evenpull.web.forms import faults_by_field, number, text, without_empty
from evenpull.web.steps import only_when_open

if TYPE_CHECKING:
    from evenpull.web.app import Page

SPINE_POINTS = 7
ENDS = (say("one end"), say("other end"))
SEEN = (say("left in the picture"), say("right in the picture"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One point to set: its fields' name, what it is, how to find it, where it is now."""

    name: str
    title: str
    find: str
    x: float | str | None
    y: float | str | None

    def typed(self, form: FormData) -> Dot:
        """Return the same point where a form has it."""
        return replace(self, x=text(form, f"{self.name}:x"), y=text(form, f"{self.name}:y"))


def dots_of(confirmation: PictureConfirmation, catalogue: Catalogue) -> list[Dot]:
    """Return every point that can be set in a photo of this view, with where it is now."""
    view = VIEWED.get(confirmation.view)
    line = confirmation.level_line or (None, None)
    known = confirmation.known_length
    ends = (known.start, known.end) if known else (None, None)
    level = say("Something level in the picture: a door frame, the edge of a floor.")
    length = say("Something of a known length beside you, as far from the camera.")
    found = [_dot(f"level_line:{n}", say("Level line"), ENDS[n], level, line[n]) for n in (0, 1)]
    found += [_dot(f"known_length:{n}", say("Known length"), ENDS[n], length, ends[n]) for n in (0, 1)]
    for name, landmark in catalogue.landmarks.items():
        if view is None or view not in landmark.views:
            continue
        places = _places(confirmation.marks.get(name), landmark.views[view])
        for where, (detail, place) in enumerate(places):
            found.append(_dot(f"mark:{name}:{where}", landmark.plain, detail, " ".join(landmark.find), place))
    return found


def _dot(name: str, what: str, detail: str, find: str, place: tuple[float, float] | None) -> Dot:
    title = say("{point}, {which}", point=what, which=detail) if detail else what
    return Dot(name=name, title=title, find=find, x=place[0] if place else None, y=place[1] if place else None)


def _places(
    mark: Mark | None, how: Literal["one", "both_sides", "several"]
) -> list[tuple[str, tuple[float, float] | None]]:
    if how == "both_sides":
        places = (mark.picture_left, mark.picture_right) if isinstance(mark, BothSides) else (None, None)
        return list(zip(SEEN, places, strict=True))
    if how == "one":
        return [("", mark if isinstance(mark, tuple) and not isinstance(mark[0], tuple) else None)]
    line: tuple[Any, ...] = mark if isinstance(mark, tuple) and isinstance(mark[0], tuple) else ()
    count = max(SPINE_POINTS, len(line))
    return [(say("number {n}", n=n + 1), line[n] if n < len(line) else None) for n in range(count)]


def told_by(form: FormData, confirmation: PictureConfirmation, catalogue: Catalogue) -> dict[str, Any]:
    """Return what the person file says of this photo after the form.

    Raises:
        InputError: For a number that is none, or a point of which only one number or only one side was given.
    """

    def at(name: str) -> tuple[float, float] | None:
        x, y = number(form, f"{name}:x"), number(form, f"{name}:y")
        if (x is None) != (y is None):
            raise InputError(say("a point needs both numbers, right and down"), hint=say("Set it in the photo anew."))
        return None if x is None or y is None else (x, y)

    told = confirmation.model_dump(mode="json", exclude_defaults=True)
    for name in ("level_line", "known_length", "marks"):
        told.pop(name, None)
    line = [at(f"level_line:{n}") for n in (0, 1)]
    if all(line):
        told["level_line"] = line
    ends, cm = [at(f"known_length:{n}") for n in (0, 1)], number(form, "known_length:cm")
    if all(ends) and cm is not None:
        told["known_length"] = {"start": ends[0], "end": ends[1], "cm": cm}
    elif any(ends) or cm is not None:
        raise InputError(say("a known length needs both ends and its length in cm"))
    view = VIEWED.get(confirmation.view)
    marks: dict[str, Any] = {}
    for name, landmark in catalogue.landmarks.items():
        how = landmark.views.get(view) if view is not None else None
        if how is None:
            continue
        points = [at(f"mark:{name}:{n}") for n in range(len(_places(confirmation.marks.get(name), how)))]
        given = [point for point in points if point is not None]
        if not given:
            continue
        if how == "both_sides":
            if len(given) == 1:
                raise InputError(say("{point}: set it on both sides, or on neither", point=landmark.plain))
            marks[name] = {"picture_left": given[0], "picture_right": given[1]}
        else:
            marks[name] = given[0] if how == "one" else given
    return told | without_empty({"marks": marks or None})


def routes(page: Page) -> APIRouter:
    """Return the routes of the marks."""
    router = APIRouter(dependencies=[Depends(only_when_open(page.draft, "pictures"))])

    def photo(which: int) -> MediaFile | None:
        person = page.draft.person()
        media = media_of(page.draft.folder, person) if person is not None else ()
        return media[which] if 0 <= which < len(media) and media[which].kind == "photo" else None

    def show(
        item: MediaFile, which: int, *, fault: InputError | None = None, typed: FormData | None = None
    ) -> Response:
        width, height = upright_size(item.path)
        known = item.confirmation.known_length
        dots = dots_of(item.confirmation, page.draft.catalogue)
        return page.show(
            "marks.html",
            step="pictures",
            status=200 if fault is None else 422,
            which=which,
            width=width,
            height=height,
            view=VIEWED.get(item.confirmation.view),
            dots=dots if typed is None else [dot.typed(typed) for dot in dots],
            cm=text(typed, "known_length:cm") if typed is not None else known.cm if known else None,
            faults={} if fault is None else faults_by_field(fault),
        )

    @router.get("/pictures/marks/{which}")
    def marks(which: int) -> Response:
        item = photo(which)
        return page.show("not_found.html", status=404) if item is None else show(item, which)

    @router.post("/pictures/marks/{which}")
    async def save(which: int, request: Request) -> Response:
        item, person = photo(which), page.draft.person()
        if item is None or person is None:
            return page.show("not_found.html", status=404)
        catalogue, form = page.draft.catalogue, await request.form(max_fields=2000)
        try:
            told = told_by(form, item.confirmation, catalogue)
            one = PictureConfirmation.model_validate(told)
            view = VIEWED.get(one.view)
            if view is not None:
                read_marks(
                    one,
                    view=view,
                    size=upright_size(item.path),
                    mirrored=None,
                    roll_deg=None,
                    facing=0,
                    catalogue=catalogue,
                )
            others = [
                each.model_dump(mode="json", exclude_defaults=True)
                for each in person.pictures
                if each.file not in (item.name, item.path.name)
            ]
            page.draft.change(pictures=[*others, told])
        except InputError as fault:
            return show(item, which, fault=fault, typed=form)
        return RedirectResponse("/pictures", status_code=303)

    @router.get("/pictures/photo/{which}")
    def whole(which: int) -> Response:
        item = photo(which)
        if item is None:
            return page.show("not_found.html", status=404)
        buffer = io.BytesIO()
        PIL.Image.fromarray(read_photo(item.path)).save(buffer, "JPEG", quality=88)
        return Response(buffer.getvalue(), media_type="image/jpeg")

    return router
