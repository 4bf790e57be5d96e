"""The mannequin as a camera sees it: an outline for each piece of flesh, sorted by how near it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.outline import STEPS, envelopes, hull
from evenpull.body.figure.stations import EAR, FRINGE, HAIR, LIMB, NECK, NOSE, SEAMS, SKULL, TRUNK, Station
from evenpull.body.skeleton.kinematics import Posed, SegmentId
from evenpull.body.skeleton.tree import MIDDLE, SIDED, Vector
from evenpull.core.side import SIDES

LIT = frozenset({"trunk", "upper_arm", "forearm", "thigh", "shank"})
HANDS = frozenset({"hand", "fingers", "thumb"})
SEGMENTS: tuple[SegmentId, ...] = (
    *((name, None) for name in MIDDLE),
    *((name, side) for side in SIDES for name in SIDED),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One outlined piece of the body as a camera sees it.

    Args:
        name: What it is; a patch that joins two segments is `seam`, one that joins neck, shoulders and trunk `core`.
        side: Whose side, None for the middle.
        outline: Outline in the picture (n, 2).
        light: Outline of its lit area (m, 2), or None.
        nearness: How near its middle is, metres.
    """

    name: str
    side: str | None
    outline: Vector
    light: Vector | None
    nearness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """Every row of stations in one table, padded to the same length k by repeating its last station."""

    names: tuple[tuple[str, str | None], ...]
    segment: NDArray[np.int64]
    centres: Vector
    halves: Vector
    real: Vector


@lru_cache(maxsize=1)
def table() -> _Table:
    """Return all stations of both sides: segment indices (m, k), centres and half depths (m, k, 3) of standing."""
    rows: list[tuple[str, str | None, tuple[Station, ...]]] = [("trunk", None, TRUNK), ("neck", None, NECK)]
    rows += [("skull", None, SKULL), ("nose", None, NOSE), ("hair", None, HAIR), ("fringe", None, FRINGE)]
    rows += [(name, side, row) for side in SIDES for name, row in (*LIMB.items(), ("ear", EAR))]
    longest = max(len(row) for *_, row in rows)
    segment, values = [], []
    for _, side, row in rows:
        padded = [*row, *[row[-1]] * (longest - len(row))]
        segment.append([SEGMENTS.index((s[0], None if s[0] in MIDDLE else side)) for s in padded])
        flip = np.array([1, -1 if side == "right" else 1, 1, 1, 1, 1])
        values.append(np.array([s[1:] for s in padded]) * flip)
    stack = np.array(values)
    return _Table(
        names=tuple((name, side) for name, side, _ in rows),
        segment=np.array(segment),
        centres=stack[..., :3],
        halves=stack[..., 3:],
        real=np.array([[float(i < len(row)) / len(row) for i in range(longest)] for *_, row in rows]),
    )


def placed(body: Posed) -> tuple[Vector, Vector]:
    """Return every station's centre (m, k, 3) in the world and its axes (m, k, 3, 3), columns in metres."""
    t = table()
    scale = body.skeleton.scale
    rotation = np.array([body.rotation[s] for s in SEGMENTS])[t.segment]
    joint = np.array([body.skeleton.joint(*s) for s in SEGMENTS])[t.segment]
    origin = np.array([body.origin[s] for s in SEGMENTS])[t.segment]
    centres = np.einsum("mkij,mkj->mki", rotation, t.centres * scale - joint) + origin
    return centres, rotation * (t.halves * scale)[:, :, None, :]


def parts(body: Posed, eye: Camera) -> list[Part]:
    """Return every piece of the mannequin, farthest first."""
    return parts_of(*placed(body), eye)


def parts_of(
    world: Vector,
    axes: Vector,
    eye: Camera,
    *,
    steps: int = STEPS,
    between: int = 4,
    smooth: bool = False,
) -> list[Part]:
    """Return every piece of flesh whose stations stand where they are given, farthest first.

    Args:
        world: Centres of the stations of `table()` (m, k, 3), metres.
        axes: Their half axes as columns (m, k, 3, 3), metres.
        eye: The camera.
        steps: Points along one side of an outline.
        between: Steps filled in between two stations.
        smooth: Whether rows of stations bend softly.
    """
    names = table().names
    flat = eye.plane(world)
    spread = np.einsum("ai,mkij->mkaj", np.stack([eye.right, -eye.up]) * PIXELS_PER_METRE, axes)
    shapes = spread @ spread.swapaxes(-1, -2)
    near = {name: float(n) for name, n in zip(names, (eye.nearness(world) * table().real).sum(axis=1), strict=True)}
    size = np.sqrt(np.sqrt(np.maximum(np.linalg.det(shapes), 1e-9)))[..., None]
    lit = [i for i, (name, _) in enumerate(names) if name in LIT]
    joined = [(first, names.index((second, side)), size) for first, second, size in SEAMS for side in SIDES]
    outlines = envelopes(flat, shapes, between=between, steps=steps, smooth=smooth)
    lights = envelopes(flat[lit] + size[lit] * np.array([-0.16, -0.26]), shapes[lit] * 0.36)
    at = [i for _, i, _ in joined]
    shrink = np.array([s for *_, s in joined])[:, None, None, None] ** 2
    patches = envelopes(flat[at, :1], shapes[at, :1] * shrink)
    light_of = dict(zip(lit, lights, strict=True))
    found = []
    for i, (name, side) in enumerate(names):
        if name in {"skull", "nose", "hair", "fringe", "ear"}:
            continue
        lift = 0.05 if name in HANDS else 0.0
        found.append(
            Part(name=name, side=side, outline=outlines[i], light=light_of.get(i), nearness=near[name, side] + lift)
        )
    for (first, index, _), patch in zip(joined, patches, strict=True):
        second, side = names[index]
        over = max(near[first, side] + 0.05 * (first in HANDS), near[second, side] + 0.05 * (second in HANDS)) + 1e-6
        found.append(Part(name="seam", side=side, outline=patch, light=None, nearness=over))
    core = [i for i, (name, _) in enumerate(names) if name in {"trunk", "neck", "girdle"}]
    top = max(near[names[i]] for i in core) + 1e-6
    patched = zip(core, envelopes(flat[core], shapes[core] * 0.9), strict=True)
    found += [
        Part(name="core", side=None, outline=patch, light=light_of.get(i), nearness=top)
        for i, patch in sorted(patched, key=lambda pair: -pair[0])
    ]
    return sorted(found + _head(names, near, outlines, flat, shapes), key=lambda p: p.nearness)


def _head(
    names: tuple[tuple[str, str | None], ...],
    near: dict[tuple[str, str | None], float],
    outlines: Vector,
    flat: Vector,
    shapes: Vector,
) -> list[Part]:
    """Return skull, nose, hair and ears; they keep their order among themselves whatever else is near."""
    skull = names.index(("skull", None))
    middle = near["skull", None]
    circle = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    roots = np.linalg.cholesky(shapes[skull, : len(SKULL)] + np.eye(2) * 1e-6)
    rim = (roots @ np.stack([np.cos(circle), np.sin(circle)])).swapaxes(1, 2) + flat[skull, : len(SKULL), None]
    order = {"skull": 0.0}
    order["nose"] = 1e-5 if near["nose", None] > middle else -2e-5
    order["hair"] = 2e-5 if near["hair", None] > middle - 0.035 else -1e-5
    pieces = [Part(name="skull", side=None, outline=hull(rim.reshape(-1, 2)), light=None, nearness=middle)]
    order["fringe"] = 2.5e-5
    for name in ("nose", "hair", "fringe"):
        outline = outlines[names.index((name, None))]
        pieces.append(Part(name=name, side=None, outline=outline, light=None, nearness=middle + order[name]))
    for side in SIDES:
        if near["ear", side] > middle + 0.01:
            outline = outlines[names.index(("ear", side))]
            pieces.append(Part(name="ear", side=side, outline=outline, light=None, nearness=middle + 3e-5))
    return pieces
