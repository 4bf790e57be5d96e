"""Turn a recording's world into the body's: z up; and see whether it is a mirror image of a person.

Laboratories point any axis up. Which one is seen from the person: ankles are below the pelvis. A left-handed set of
axes, or exchanged names of left and right, makes a person that does not exist; both look the same in the data, so the
sides are then not to be trusted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.markers import Landmark
from evenpull.core.words import say
from evenpull.errors import OutOfRange, Where

Array = NDArray[np.float64]
Z_UP: dict[str, Array] = {
    "x": np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]),
    "y": np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]]),
    "z": np.eye(3),
}
"""Rotations that take a world with this axis up to one with z up."""
TALLEST_M = 3.0
UPRIGHT = 0.8
"""Least cosine of ankles-to-pelvis with an axis for that axis to be taken as up."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Oriented:
    """Marker paths with z up, m; `turn` (3, 3) takes the file's world here; `mirrored` where sides were exchanged."""

    seen: dict[str, Array]
    turn: Array
    mirrored: bool
    warnings: tuple[str, ...]


def oriented(places: Mapping[str, Landmark], paths: Mapping[str, Array], *, up: str | None, file: str) -> Oriented:
    """Return the markers with z up, mirrored back where they are a mirror image.

    Raises:
        OutOfRange: When the markers of a frame lie further apart than any person is tall: a wrong unit.
    """
    names = [label for label in places if label in paths]
    stack = np.stack([paths[label] for label in names], axis=1)
    _refuse_giant(stack, file)
    axis, negative, said = _up(places, paths, up)
    turn = Z_UP[axis].copy()
    if negative:
        turn = np.diag([1.0, -1.0, -1.0]) @ turn
    seen = {label: paths[label] @ turn.T for label in names}
    mirrored = _chirality(places, seen) < 0
    warnings = [said] if said else []
    if mirrored:
        flip = np.diag([1.0, -1.0, 1.0])
        turn = flip @ turn
        seen = {label: path @ flip for label, path in seen.items()}
        warnings.append(
            say("The markers are a mirror image of a person: left and right names, or the axes, are exchanged.")
        )
    return Oriented(seen=seen, turn=turn, mirrored=mirrored, warnings=tuple(warnings))


def _refuse_giant(stack: Array, file: str) -> None:
    there = np.isfinite(stack).all(axis=2)
    full = stack[there.sum(axis=1) >= 2]
    if not len(full):
        return
    extent = np.nanmax(full, axis=1) - np.nanmin(full, axis=1)
    size = float(np.median(extent.max(axis=1)))
    if size > TALLEST_M:
        text = say("the markers of one frame lie {size:.3g} m apart: the file's unit cannot be right", size=size)
        raise OutOfRange(text, where=Where(file=file), hint=say("Correct the unit in the file."))


def _mean_path(
    places: Mapping[str, Landmark], paths: Mapping[str, Array], names: set[str], segments: set[str]
) -> Array:
    chosen = [paths[label] for label, place in places.items() if place.name in names and place.segment in segments]
    if not chosen:
        return np.full(3, np.nan)
    flat = np.concatenate(chosen)
    flat = flat[np.isfinite(flat).all(axis=1)]
    return np.asarray(flat.mean(axis=0)) if len(flat) else np.full(3, np.nan)


def _up(places: Mapping[str, Landmark], paths: Mapping[str, Array], told: str | None) -> tuple[str, bool, str]:
    """Return the axis that points up, whether its negative end does, and what to say about it."""
    pelvis = _mean_path(places, paths, {"asis", "psis", "sacrum", "hip_centre"}, {"pelvis"})
    legs = {"tibia_r", "tibia_l"}
    feet = _mean_path(places, paths, {"ankle_lateral", "ankle_medial", "ankle_centre"}, legs)
    rise = pelvis - feet
    length = float(np.linalg.norm(rise))
    if np.isfinite(length) and length > 0:
        axis = int(np.abs(rise).argmax())
        if abs(rise[axis]) > UPRIGHT * length:
            return "xyz"[axis], bool(rise[axis] < 0), ""
    if told in Z_UP:
        return str(told), False, ""
    return "y", False, say("Which axis points up is not clear; y was taken.")


def _chirality(places: Mapping[str, Landmark], seen: Mapping[str, Array]) -> float:
    """Return the volume of forward, left and up: negative for a mirror image, zero where it cannot be seen."""
    front = _frames(places, seen, {"asis"}, None)
    back = _frames(places, seen, {"psis", "sacrum"}, None)
    heel, toe = (_frames(places, seen, names, None) for names in ({"heel"}, {"mt1", "mt2", "mt5", "toe", "big_toe"}))
    forward = front - back if np.isfinite(front - back).any() else toe - heel
    pair = {"asis", "hip_centre"}
    left, right = (_frames(places, seen, pair, side) for side in ("left", "right"))
    across = left - right
    volume = forward[:, 0] * across[:, 1] - forward[:, 1] * across[:, 0]
    return float(np.nanmedian(volume)) if np.isfinite(volume).any() else 0.0


def _frames(places: Mapping[str, Landmark], seen: Mapping[str, Array], names: set[str], side: str | None) -> Array:
    frames = len(next(iter(seen.values())))
    chosen = [
        seen[label]
        for label, place in places.items()
        if label in seen and place.name in names and (side is None or (place.offset[1] > 0) == (side == "left"))
    ]
    if not chosen:
        return np.full((frames, 3), np.nan)
    return np.asarray(np.mean(chosen, axis=0))
