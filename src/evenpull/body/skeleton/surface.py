"""Named places on the body's surface: what can rest on a floor, touch a wall, hold a thing or carry an arrow."""

from __future__ import annotations

import numpy as np

from evenpull.body.skeleton.kinematics import Posed
from evenpull.body.skeleton.tree import MIDDLE, Vector
from evenpull.core.side import SIDES
from evenpull.core.words import say
from evenpull.errors import UnknownId

# segment, then x, y, z in the standing reference of the measured stature (metres; the left one), then outward depth:
# how far the skin is around that point, so that a lying body rests on its skin.
PLACES: dict[str, tuple[str, float, float, float, float]] = {
    "pelvis": ("pelvis", -0.01, 0.0, 0.91, 0.0),
    "sacrum": ("pelvis", -0.045, 0.0, 0.90, 0.105),
    "seat": ("pelvis", -0.065, 0.0, 0.855, 0.09),
    "belly": ("abdomen", 0.0, 0.0, 1.08, 0.092),
    "hip_bone": ("pelvis", 0.0, 0.0, 0.93, 0.11),
    "back_low": ("abdomen", -0.01, 0.0, 1.10, 0.09),
    "back_mid": ("ribs", -0.012, 0.0, 1.24, 0.105),
    "back_high": ("thorax", -0.04, 0.0, 1.36, 0.105),
    "chest": ("thorax", -0.02, 0.0, 1.33, 0.108),
    "neck": ("neck", -0.05, 0.0, 1.50, 0.05),
    "head": ("head", -0.03, 0.0, 1.625, 0.0),
    "head_back": ("head", -0.035, 0.0, 1.62, 0.098),
    "forehead": ("head", -0.03, 0.0, 1.64, 0.095),
    "chin": ("head", 0.045, 0.0, 1.53, 0.0),
    "crown": ("head", -0.04, 0.0, 1.715, 0.0),
    "hip_side": ("pelvis", -0.02, 0.10, 0.89, 0.07),
    "hip": ("thigh", 0.0, 0.0773, 0.8784, 0.0),
    "shoulder": ("girdle", -0.043, 0.172, 1.43, 0.056),
    "shoulder_top": ("girdle", -0.055, 0.10, 1.47, 0.012),
    "upper_arm": ("upper_arm", -0.043, 0.17, 1.29, 0.045),
    "elbow": ("forearm", -0.043, 0.17, 1.14, 0.034),
    "forearm": ("forearm", -0.043, 0.17, 1.02, 0.036),
    "wrist": ("forearm", -0.043, 0.17, 0.885, 0.024),
    "palm": ("hand", -0.043, 0.158, 0.84, 0.004),
    "hand": ("hand", -0.043, 0.166, 0.835, 0.0),
    "fingertips": ("fingers", -0.043, 0.166, 0.715, 0.006),
    "thigh": ("thigh", -0.002, 0.08, 0.68, 0.074),
    "thigh_high": ("thigh", -0.005, 0.082, 0.76, 0.08),
    "thigh_low": ("thigh", 0.0, 0.078, 0.58, 0.062),
    "knee": ("shank", 0.006, 0.076, 0.472, 0.050),
    "shank": ("shank", -0.012, 0.076, 0.32, 0.048),
    "calf": ("shank", -0.016, 0.076, 0.36, 0.052),
    "ankle": ("shank", -0.009, 0.076, 0.085, 0.032),
    "instep": ("foot", 0.06, 0.078, 0.05, 0.022),
    "heel": ("foot", -0.035, 0.076, 0.034, 0.034),
    "ball": ("foot", 0.115, 0.083, 0.024, 0.024),
    "toes": ("toes", 0.178, 0.084, 0.018, 0.018),
    "sole": ("foot", 0.045, 0.078, 0.004, 0.0),
}


def place_names() -> tuple[str, ...]:
    """Return every name of a place, with its side where it has one."""
    names: list[str] = []
    for name, (segment, *_) in PLACES.items():
        names += [name] if segment in MIDDLE and name != "hip_side" else [f"{name}_{side}" for side in SIDES]
    return tuple(names)


def _split(name: str) -> tuple[str, str | None]:
    base, _, side = name.rpartition("_")
    if side in SIDES and base in PLACES:
        return base, side
    if name not in PLACES:
        raise UnknownId(name, kind=say("place on the body"), allowed=sorted(PLACES))
    return name, None


def place(body: Posed, name: str) -> Vector:
    """Return the centre of a place in the world, metres, shape (3,).

    Raises:
        UnknownId: When the body has no such place.
    """
    base, side = _split(name)
    segment, x, y, z, _ = PLACES[base]
    standing = np.array([x, -y if side == "right" else y, z]) * body.skeleton.scale
    return body.place((segment, None if segment in MIDDLE else side), standing)


def depth(body: Posed, name: str) -> float:
    """Return how thick the body is around a place, metres."""
    return PLACES[_split(name)[0]][4] * body.skeleton.scale
