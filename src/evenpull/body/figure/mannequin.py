"""The mannequin's flesh: rows of ellipsoids fixed to segments, and their outlines as a camera sees them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.outline import envelopes, hull
from evenpull.body.skeleton.kinematics import Posed, SegmentId
from evenpull.body.skeleton.tree import MIDDLE, SIDED, Vector
from evenpull.core.side import SIDES

# One row: segment, centre x y z and half depths x y z in the standing reference, metres; of pairs the left one.
Station = tuple[str, float, float, float, float, float, float]

TRUNK: tuple[Station, ...] = (
    ("pelvis", -0.018, 0, 0.865, 0.098, 0.148, 0.075),
    ("pelvis", -0.030, 0, 0.925, 0.112, 0.166, 0.065),
    ("pelvis", -0.014, 0, 1.000, 0.098, 0.152, 0.060),
    ("abdomen", -0.002, 0, 1.075, 0.090, 0.130, 0.055),
    ("abdomen", -0.002, 0, 1.130, 0.089, 0.126, 0.055),
    ("ribs", -0.008, 0, 1.200, 0.098, 0.136, 0.055),
    ("ribs", -0.015, 0, 1.270, 0.108, 0.148, 0.055),
    ("thorax", -0.022, 0, 1.340, 0.110, 0.156, 0.055),
    ("thorax", -0.036, 0, 1.400, 0.092, 0.158, 0.050),
    ("thorax", -0.046, 0, 1.445, 0.066, 0.128, 0.034),
    ("thorax", -0.050, 0, 1.480, 0.050, 0.070, 0.030),
)
NECK: tuple[Station, ...] = (
    ("thorax", -0.056, 0, 1.445, 0.058, 0.062, 0.04),
    ("neck", -0.052, 0, 1.500, 0.051, 0.052, 0.03),
    ("head", -0.042, 0, 1.560, 0.052, 0.052, 0.03),
)
SKULL: tuple[Station, ...] = (
    ("head", -0.036, 0, 1.632, 0.096, 0.076, 0.092),
    ("head", 0.004, 0, 1.560, 0.056, 0.054, 0.050),
    ("head", 0.030, 0, 1.545, 0.030, 0.034, 0.028),
)
NOSE: tuple[Station, ...] = (
    ("head", 0.055, 0, 1.612, 0.010, 0.010, 0.012),
    ("head", 0.066, 0, 1.590, 0.013, 0.014, 0.011),
)
HAIR: tuple[Station, ...] = (
    ("head", -0.047, 0, 1.652, 0.090, 0.078, 0.077),
    ("head", -0.084, 0, 1.610, 0.052, 0.066, 0.062),
)
FRINGE: tuple[Station, ...] = (
    ("head", -0.030, 0, 1.682, 0.084, 0.070, 0.044),
    ("head", 0.022, 0, 1.680, 0.036, 0.052, 0.028),
)
EAR: tuple[Station, ...] = (("head", -0.030, 0.078, 1.606, 0.012, 0.008, 0.020),)
LIMB: dict[str, tuple[Station, ...]] = {
    "girdle": (
        ("girdle", -0.046, 0.085, 1.440, 0.058, 0.045, 0.036),
        ("girdle", -0.044, 0.150, 1.428, 0.056, 0.050, 0.046),
    ),
    "upper_arm": (
        ("upper_arm", -0.043, 0.168, 1.428, 0.056, 0.054, 0.054),
        ("upper_arm", -0.041, 0.172, 1.340, 0.048, 0.045, 0.040),
        ("upper_arm", -0.040, 0.170, 1.240, 0.042, 0.039, 0.040),
        ("forearm", -0.043, 0.170, 1.140, 0.034, 0.035, 0.034),
    ),
    "forearm": (
        ("forearm", -0.043, 0.170, 1.140, 0.034, 0.035, 0.034),
        ("forearm", -0.040, 0.170, 1.070, 0.040, 0.039, 0.034),
        ("forearm", -0.042, 0.170, 0.960, 0.031, 0.029, 0.030),
        ("forearm", -0.043, 0.170, 0.885, 0.025, 0.021, 0.022),
    ),
    "hand": (
        ("hand", -0.043, 0.169, 0.878, 0.026, 0.018, 0.018),
        ("hand", -0.042, 0.167, 0.835, 0.038, 0.015, 0.026),
        ("hand", -0.045, 0.166, 0.802, 0.039, 0.014, 0.016),
    ),
    "fingers": (
        ("fingers", -0.045, 0.166, 0.800, 0.037, 0.0125, 0.014),
        ("fingers", -0.046, 0.165, 0.750, 0.033, 0.011, 0.014),
        ("fingers", -0.048, 0.164, 0.716, 0.022, 0.009, 0.010),
    ),
    "thumb": (
        ("hand", -0.015, 0.164, 0.855, 0.013, 0.012, 0.014),
        ("hand", 0.010, 0.158, 0.815, 0.011, 0.010, 0.012),
        ("hand", 0.014, 0.156, 0.785, 0.009, 0.008, 0.010),
    ),
    "thigh": (
        ("thigh", -0.012, 0.086, 0.862, 0.090, 0.080, 0.075),
        ("thigh", -0.008, 0.086, 0.770, 0.086, 0.078, 0.060),
        ("thigh", -0.001, 0.082, 0.660, 0.074, 0.068, 0.060),
        ("thigh", 0.002, 0.078, 0.560, 0.060, 0.056, 0.050),
        ("shank", 0.002, 0.076, 0.476, 0.052, 0.050, 0.050),
    ),
    "shank": (
        ("shank", 0.002, 0.076, 0.476, 0.052, 0.050, 0.050),
        ("shank", -0.010, 0.077, 0.400, 0.053, 0.051, 0.040),
        ("shank", -0.018, 0.078, 0.345, 0.054, 0.052, 0.040),
        ("shank", -0.014, 0.077, 0.240, 0.042, 0.041, 0.040),
        ("shank", -0.010, 0.076, 0.140, 0.032, 0.031, 0.035),
        ("shank", -0.009, 0.076, 0.085, 0.033, 0.031, 0.034),
    ),
    "foot": (
        ("foot", -0.040, 0.076, 0.034, 0.030, 0.031, 0.034),
        ("foot", -0.005, 0.076, 0.054, 0.036, 0.033, 0.052),
        ("foot", 0.045, 0.078, 0.045, 0.034, 0.036, 0.043),
        ("foot", 0.090, 0.081, 0.030, 0.030, 0.041, 0.030),
        ("foot", 0.122, 0.084, 0.023, 0.024, 0.044, 0.023),
    ),
    "toes": (
        ("toes", 0.122, 0.084, 0.023, 0.022, 0.043, 0.022),
        ("toes", 0.155, 0.083, 0.018, 0.022, 0.041, 0.018),
        ("toes", 0.176, 0.080, 0.015, 0.020, 0.033, 0.015),
    ),
}
SEAMS: tuple[tuple[str, str, float], ...] = (
    ("upper_arm", "forearm", 0.80),
    ("forearm", "hand", 0.80),
    ("hand", "fingers", 0.80),
    ("thigh", "shank", 0.84),
    ("shank", "foot", 0.82),
    ("foot", "toes", 0.80),
)


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
    names = table().names
    world, axes = placed(body)
    flat = eye.plane(world)
    spread = np.einsum("ai,mkij->mkaj", np.stack([eye.right, -eye.up]) * PIXELS_PER_METRE, axes)
    shapes = spread @ spread.swapaxes(-1, -2)
    near = {name: float(n) for name, n in zip(names, (eye.nearness(world) * table().real).sum(axis=1), strict=True)}
    size = np.sqrt(np.sqrt(np.maximum(np.linalg.det(shapes), 1e-9)))[..., None]
    lit = [i for i, (name, _) in enumerate(names) if name in LIT]
    joined = [(first, names.index((second, side)), size) for first, second, size in SEAMS for side in SIDES]
    outlines = envelopes(flat, shapes)
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
    found += [
        Part(name="core", side=None, outline=patch, light=light_of.get(i), nearness=top)
        for i, patch in sorted(
            zip(core, envelopes(flat[core], shapes[core] * 0.9), strict=True), key=lambda pair: -pair[0]
        )
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
