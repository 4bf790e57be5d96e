"""Landmarks that a person marked in a photo: checked, made level, and named by the sides of the body."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.person.model import BothSides, Mark, PictureConfirmation
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.errors import InputError, OutOfRange, Where
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds.landmark import Marking
from evenpull.measure.faults import Faults, resolve_at

Array = NDArray[np.float64]
PhotoView = Literal["front", "back", "side"]

VIEWED: dict[str | None, PhotoView] = {"front": "front", "back": "back", "left": "side", "right": "side"}
"""The view of the catalogue's landmarks for the view that a person says."""

CLOSEST_SHARE = 0.005
"""Two marks of one landmark that lie closer than this share of the photo's height are one mark set twice."""

ONCE: dict[str, str] = {
    "one": say("It is marked once: [right, down]."),
    "both_sides": say("It is marked on both sides: picture_left and picture_right, each [right, down]."),
    "several": say("It is marked several times, from top to bottom: a list of [right, down]."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of one photo, level, in pixels, x to the picture's right and y down.

    Args:
        view: Of the photo.
        single: Landmarks marked once, (2,) each.
        sided: Landmarks marked on both sides, by the side of the body, (2,) each; None while the side is not confirmed,
            then `picture` alone holds them.
        picture: The same by picture side, `left` and `right`.
        several: Landmarks marked along a line from top to bottom, (n, 2) each.
        facing: +1 when the person faces the picture's right in a side view, -1 its left; 0 in other views.
        near: The side of the body that a side view shows; None when unknown.
        cm_per_pixel: Scale, None without a known length.
    """

    view: PhotoView
    single: Mapping[str, Array]
    sided: Mapping[str, Mapping[Side, Array]] | None
    picture: Mapping[str, Mapping[Side, Array]]
    several: Mapping[str, Array]
    facing: int
    near: Side | None
    cm_per_pixel: float | None

    def has(self, names: tuple[str, ...]) -> bool:
        """Tell whether all of these were marked."""
        return all(name in self.single or name in self.picture or name in self.several for name in names)


Reader = Callable[[Marks, Side | None], float]
"""Reads one metric from the marks of a photo, of one side where it has sides."""


def read_marks(
    confirmation: PictureConfirmation,
    *,
    view: PhotoView,
    size: tuple[int, int],
    mirrored: bool | None,
    roll_deg: float | None,
    facing: int,
    catalogue: Catalogue,
) -> Marks:
    """Check the marks of one photo and return them level and by the sides of the body.

    Args:
        confirmation: What was said about the photo.
        view: From where it was taken.
        size: Width and height of the upright photo as it is in the file, pixels.
        mirrored: Whether left and right are exchanged in it; None when not confirmed.
        roll_deg: Tilt of the camera, degrees, positive when the right end of something level looks lower; None unknown.
        facing: Which way the person is found to face in a side view, +1 the picture's right, -1 its left; else 0.
        catalogue: For the landmarks.

    Raises:
        InputError: For a landmark that is unknown, not seen in this view, marked in the wrong form or with its sides
            exchanged; all faults of the photo at once.
        OutOfRange: For a mark outside the photo, or two marks in one place.
    """
    faults = Faults()
    single: dict[str, Array] = {}
    picture: dict[str, dict[Side, Array]] = {}
    several: dict[str, Array] = {}
    for given in sorted(confirmation.marks):
        with faults.gather():
            field = f"pictures.{confirmation.file}.marks.{given}"
            name = resolve_at(catalogue, "landmarks", given, field=field)
            points = _level(
                _checked(confirmation.marks[given], _form(name, view, catalogue, field), size, field), roll_deg
            )
            how = catalogue.landmarks[name].views[view]
            if how == "one":
                single[name] = points[0]
            elif how == "several":
                several[name] = points
            else:
                picture[name] = {"left": points[0], "right": points[1]}
    with faults.gather():
        _check_facing(single, facing=facing, file=confirmation.file)
    faults.raise_any()
    return Marks(
        view=view,
        single=single,
        sided=None if mirrored is None else _by_body(picture, view=view, mirrored=mirrored),
        picture=picture,
        several=several,
        facing=facing,
        near=confirmation.view if confirmation.view in ("left", "right") else None,
        cm_per_pixel=_scale(confirmation),
    )


def _form(name: str, view: PhotoView, catalogue: Catalogue, field: str) -> Marking:
    """Return how a landmark is marked in this view."""
    form: Marking | None = catalogue.landmarks[name].views.get(view)
    if form is None:
        raise InputError(say("this point is not marked in such a view"), where=Where(field=field))
    return form


def _checked(mark: Mark, form: Marking, size: tuple[int, int], field: str) -> Array:
    """Return the points of one landmark, (1, 2), (2, 2) picture left first, or (n, 2)."""
    where = Where(field=field)
    if isinstance(mark, BothSides):
        got, points = "both_sides", np.array([mark.picture_left, mark.picture_right], dtype=np.float64)
    elif isinstance(mark[0], tuple):
        got, points = "several", np.array(mark, dtype=np.float64)
    else:
        got, points = "one", np.array([mark], dtype=np.float64)
    if got != form:
        raise InputError(say("this point is marked in another form"), where=where, hint=ONCE[form])
    if (points > np.array(size)).any():
        text = say("the mark lies outside the photo, which is {width} by {height}", width=size[0], height=size[1])
        raise OutOfRange(text, where=where)
    if form == "both_sides" and points[0, 0] >= points[1, 0]:
        hint = say("picture_left is the one that is seen further left.")
        raise InputError(say("the two marks are exchanged"), where=where, hint=hint)
    if form == "several" and (np.diff(points[:, 1]) <= 0).any():
        raise InputError(say("the marks do not go from top to bottom"), where=where)
    if len(points) > 1 and np.linalg.norm(np.diff(points, axis=0), axis=1).min() < CLOSEST_SHARE * size[1]:
        raise OutOfRange(say("two marks lie in one place"), where=where)
    return points


def _level(points: Array, roll_deg: float | None) -> Array:
    """Turn points back by the camera's tilt."""
    if not roll_deg:
        return points
    cos, sin = np.cos(np.radians(roll_deg)), np.sin(np.radians(roll_deg))
    return np.asarray(points @ np.array([[cos, -sin], [sin, cos]]))


def _by_body(
    picture: Mapping[str, Mapping[Side, Array]], *, view: PhotoView, mirrored: bool
) -> dict[str, dict[Side, Array]]:
    """Name marks by the body: facing an ordinary camera the right hand is at the picture's left."""
    crossed = (view == "front") != mirrored
    return {
        name: {"left": sides["right" if crossed else "left"], "right": sides["left" if crossed else "right"]}
        for name, sides in picture.items()
    }


IN_FRONT: tuple[tuple[str, str], ...] = (("back_hip_bone", "front_hip_bone"), ("c7_mark", "ear_tragus"))
"""Pairs of landmarks of a side view, the one behind first."""


def _check_facing(single: Mapping[str, Array], *, facing: int, file: str) -> None:
    for behind, before in IN_FRONT:
        if facing and {behind, before} <= set(single) and facing * (single[before][0] - single[behind][0]) <= 0:
            raise InputError(
                say("the front point lies behind the back point, seen from the way that the person faces"),
                where=Where(field=f"pictures.{file}.marks.{before}"),
                hint=say("Check which of the two marks is which."),
            )


def _scale(confirmation: PictureConfirmation) -> float | None:
    known = confirmation.known_length
    if known is None:
        return None
    pixels = float(np.hypot(known.end[0] - known.start[0], known.end[1] - known.start[1]))
    if pixels < 1.0:
        raise OutOfRange(
            say("both ends of the known length lie in one place"),
            where=Where(field=f"pictures.{confirmation.file}.known_length"),
        )
    return known.cm / pixels
