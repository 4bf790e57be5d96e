"""Which body some data were made for, told the same on every machine.

Numbers count to six figures: the last digits of what the build computes differ between processors.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from evenpull.body.model.body import Body

FIGURES = 6
NOTHING = 1e-9
MODEL = (
    "body_pos", "body_quat", "body_ipos", "body_mass", "body_inertia", "jnt_pos", "jnt_axis", "site_pos", "geom_pos",
    "geom_quat", "geom_size",
)  # fmt: skip
FORCE = ("maximum", "fibre", "slack", "pennation")


def fingerprint(body: Body) -> str:
    """Return the SHA-256 of a body: its geometry, masses, couplings and every muscle's force properties."""
    model: list[Any] = [getattr(body.model, name) for name in MODEL]
    forces = [[row["force"][key] for key in FORCE] for row in body.record["muscles"]]
    return hashed([*body.names, *body.coordinates.names], [*model, body.coordinates.values, forces])


def hashed(words: Iterable[str], numbers: Iterable[Any]) -> str:
    """Return the SHA-256 of words, and of arrays of numbers to six figures."""
    digest = hashlib.sha256("\n".join(words).encode("utf-8"))
    for array in numbers:
        flat = np.asarray(array, dtype=np.float64).ravel()
        rounded = np.where(np.abs(flat) < NOTHING, 0.0, flat)
        digest.update(" ".join(f"{value:.{FIGURES}g}" for value in rounded).encode("ascii"))
    return digest.hexdigest()
