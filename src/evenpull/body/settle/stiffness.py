"""How stiffly posture is held: joint stiffness about the person's own posture, and the regulator of trunk and balance.

K is not known to better than a factor of two, so it is a distribution and never one number: `NOMINAL` is its middle,
`SPREAD` the standard deviation of its logarithm, and `draws` holds what is left after the published responses.
Both sides share one value, so a posture has the symmetry of the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Coordinates
from evenpull.core.words import say
from evenpull.errors import KnowledgeError, OutOfRange

Array = NDArray[np.float64]
SPREAD = 0.4
"""Standard deviation of ln K. Source: design of the body, a default: postures move by two within the plausible K."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One stiffness: what it holds, its middle, its unit, and how the number is known.

    Args:
        name: What it is called.
        middle: Middle of its distribution.
        unit: `N m/rad` or `N/m`.
        coordinates: Coordinates that it holds, without a side; none for a regulator.
        known: `measured` in people, or `default`: chosen, no source.
    """

    name: str
    middle: float
    unit: str
    coordinates: tuple[str, ...]
    known: str


JOINT = "N m/rad"
TERMS: tuple[Term, ...] = (
    Term(name="ankle", middle=500.0, unit=JOINT, coordinates=("ankle_angle",), known="default"),
    Term(name="subtalar", middle=60.0, unit=JOINT, coordinates=("subtalar_angle",), known="default"),
    Term(name="toes", middle=15.0, unit=JOINT, coordinates=("mtp_angle",), known="default"),
    Term(name="knee", middle=100.0, unit=JOINT, coordinates=("knee_angle",), known="default"),
    Term(name="hip_flexion", middle=60.0, unit=JOINT, coordinates=("hip_flexion",), known="default"),
    Term(name="hip_adduction", middle=60.0, unit=JOINT, coordinates=("hip_adduction",), known="default"),
    Term(name="hip_rotation", middle=60.0, unit=JOINT, coordinates=("hip_rotation",), known="default"),
    Term(name="lumbar_flexion", middle=80.0, unit=JOINT, coordinates=("lumbar_flexion",), known="default"),
    Term(name="lumbar_bending", middle=100.0, unit=JOINT, coordinates=("lumbar_bending",), known="default"),
    Term(name="lumbar_rotation", middle=90.0, unit=JOINT, coordinates=("lumbar_rotation",), known="default"),
    Term(
        name="shoulder",
        middle=20.0,
        unit=JOINT,
        coordinates=("elv_angle", "shoulder_elv", "shoulder_rot"),
        known="default",
    ),
    Term(name="elbow", middle=15.0, unit=JOINT, coordinates=("elbow_flexion",), known="default"),
    Term(name="forearm", middle=15.0, unit=JOINT, coordinates=("pro_sup",), known="default"),
    Term(name="trunk", middle=400.0, unit=JOINT, coordinates=(), known="default"),
    Term(name="balance", middle=1500.0, unit="N/m", coordinates=(), known="default"),
)
NAMES = tuple(term.name for term in TERMS)
NOMINAL: Array = np.array([term.middle for term in TERMS])
NOMINAL.flags.writeable = False
TRUNK, BALANCE = NAMES.index("trunk"), NAMES.index("balance")


def on_coordinates(coordinates: Coordinates) -> Array:
    """Return which stiffness holds which coordinate, as a table of ones and zeros (n, terms).

    Raises:
        KnowledgeError: When nothing holds a coordinate.
    """
    return _table(coordinates.names)


@lru_cache(maxsize=8)
def _table(names: tuple[str, ...]) -> Array:
    out = np.zeros((len(names), len(TERMS)))
    for i, name in enumerate(names):
        plain = name[:-2] if name[-2:] in {"_r", "_l"} else name
        held = [k for k, term in enumerate(TERMS) if plain in term.coordinates]
        if len(held) != 1:
            raise KnowledgeError(say("{count} stiffnesses hold {name}; one is needed", count=len(held), name=name))
        out[i, held[0]] = 1.0
    out.flags.writeable = False
    return out


def checked(stiffness: Array) -> Array:
    """Return a stiffness (terms,) as an array after looking at it.

    Raises:
        OutOfRange: When it has another shape, or holds something not above zero.
    """
    given = np.asarray(stiffness, dtype=np.float64)
    if given.shape != NOMINAL.shape or not (np.isfinite(given) & (given > 0)).all():
        names = ", ".join(NAMES)
        raise OutOfRange(say("a stiffness is {count} numbers above zero: {names}", count=len(TERMS), names=names))
    return given
