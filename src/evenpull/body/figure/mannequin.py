"""The mannequin's flesh: rows of ellipsoids fixed to segments, and their outlines as a camera sees them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from evenpull.body.figure.camera import PIXELS_PER_METRE, Camera
from evenpull.body.figure.outline import envelope, hull
from evenpull.body.skeleton.kinematics import Posed, SegmentId
from evenpull.body.skeleton.tree import Vector
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
NOSE: tuple[Station, ...] = (("head", 0.055, 0, 1.612, 0.010, 0.010, 0.012), ("head", 0.066, 0, 1.590, 0.013, 0.014, 0.011))
HAIR: tuple[Station, ...] = (
    ("head", -0.047, 0, 1.652, 0.090, 0.078, 0.077),
    ("head", -0.084, 0, 1.610, 0.052, 0.066, 0.062),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One outlined piece of the body as a camera sees it.

    Args:
        name: What it is.
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


def _segment(station: Station, side: str | None) -> SegmentId:
    middle = station[0] in {"pelvis", "abdomen", "ribs", "thorax", "neck", "head"}
    return station[0], None if middle else side


@lru_cache(maxsize=128)
def _standing(row: tuple[Station, ...], side: str | None) -> tuple[Vector, Vector]:
    table = np.array([station[1:] for station in row], dtype=np.float64)
    if side == "right":
        table[:, 1] *= -1
    return table[:, :3], table[:, 3:]


def solid(body: Posed, row: tuple[Station, ...], side: str | None, eye: Camera) -> tuple[Vector, Vector, float]:
    """Return centres (n, 2) and shapes (n, 2, 2) of a row in the picture, and how near its middle is."""
    centres, halves = _standing(row, side)
    scale = body.skeleton.scale
    basis = np.stack([eye.right, -eye.up]) * (PIXELS_PER_METRE * scale)
    world = np.empty((len(row), 3))
    shapes = np.empty((len(row), 2, 2))
    for i, station in enumerate(row):
        segment = _segment(station, side)
        world[i] = body.place(segment, centres[i] * scale)
        spread = basis @ body.rotation[segment] * halves[i]
        shapes[i] = spread @ spread.T
    return eye.plane(world), shapes, float(eye.nearness(world).mean())


def _part(body: Posed, name: str, row: tuple[Station, ...], side: str | None, eye: Camera, *, lit: bool) -> Part:
    centres, shapes, near = solid(body, row, side, eye)
    light = None
    if lit:
        size = np.sqrt(np.sqrt(np.maximum(np.linalg.det(shapes), 1e-9)))[:, None]
        light = envelope(centres + size * np.array([-0.16, -0.26]), shapes * 0.36, between=3)
    return Part(name=name, side=side, outline=envelope(centres, shapes), light=light, nearness=near)


def parts(body: Posed, eye: Camera) -> list[Part]:
    """Return every piece of the mannequin, farthest first."""
    found = [_part(body, "trunk", TRUNK, None, eye, lit=True), _part(body, "neck", NECK, None, eye, lit=False)]
    for side in SIDES:
        for name, row in LIMB.items():
            found.append(_part(body, name, row, side, eye, lit=name in {"upper_arm", "forearm", "thigh", "shank"}))
    found += head(body, eye)
    return sorted(found, key=lambda p: p.nearness)


def head(body: Posed, eye: Camera) -> list[Part]:
    """Return skull, nose, hair and ears as one group of pieces that keep their order."""
    skull, shapes, near = solid(body, SKULL, None, eye)
    round_ = np.linspace(0, 2 * np.pi, 28, endpoint=False)
    ring = np.stack([np.cos(round_), np.sin(round_)])
    roots = np.linalg.cholesky(shapes + np.eye(2) * 1e-6)
    points = np.concatenate([centre + (root @ ring).T for centre, root in zip(skull, roots, strict=True)])
    pieces = [Part(name="skull", side=None, outline=hull(points), light=None, nearness=near)]
    nose, nose_shapes, nose_near = solid(body, NOSE, None, eye)
    before = nose_near < near
    pieces.insert(
        0 if before else 1,
        Part(name="nose", side=None, outline=envelope(nose, nose_shapes), light=None, nearness=near + (-2e-5 if before else 1e-5)),
    )
    pieces.append(_part(body, "hair", HAIR, None, eye, lit=False))
    hair = pieces.pop()
    pieces.append(Part(name="hair", side=None, outline=hair.outline, light=None, nearness=near + (2e-5 if hair.nearness > near - 0.035 else -1e-5)))
    for side in SIDES:
        ear = _part(body, "ear", EAR, side, eye, lit=False)
        if ear.nearness > near + 0.01:
            pieces.append(Part(name="ear", side=side, outline=ear.outline, light=None, nearness=near + 3e-5))
    return pieces


def seam(body: Posed, child: str, side: str, size: float, eye: Camera) -> tuple[Vector, float]:
    """Return the patch (n, 2) that joins a segment to the one before it, and how near it is."""
    row = (LIMB[child][0],)
    centres, shapes, near = solid(body, row, side, eye)
    return envelope(centres, shapes * size**2), near
