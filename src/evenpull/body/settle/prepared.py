"""What is computed once for a body, its healthy parameters and a stance, and kept while the program runs.

It takes some hundredths of a second, so it is not written to disk; only the draws of K are data (`draws`).
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np

from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.settle.near import Near
from evenpull.body.settle.reference import Reference, make_reference
from evenpull.body.settle.response import Response

KEPT = 12
MODEL = ("body_pos", "body_quat", "body_ipos", "body_mass", "body_inertia", "jnt_pos", "jnt_axis", "site_pos")
SURFACES = ("geom_pos", "geom_quat", "geom_size")


@dataclass(slots=True, kw_only=True, eq=False)
class Prepared:
    """A healthy body in a stance, ready to be changed.

    Args:
        near: Its reduced form; `near.reference` is the whole one.
        weight: Whether posture says anything about muscles; kept here by `tug`, which finds it.
    """

    near: Near
    weight: Any = field(default=None, init=False)
    _response: Response | None = field(default=None, init=False)

    @property
    def reference(self) -> Reference:
        """The healthy body at rest."""
        return self.near.reference

    @property
    def response(self) -> Response:
        """What small changes do to it; made when first asked for."""
        if self._response is None:
            self._response = Response.of(self.near)
        return self._response


_kept: OrderedDict[tuple[int, str, str], Prepared] = OrderedDict()


def prepare(body: Body, healthy: Parameters, stance: str) -> Prepared:
    """Return a healthy body in a stance, computed once for the same body object and the same numbers.

    Raises:
        UnknownId: When there is no such stance.
        NotConverged: When the floor cannot balance the body there.
    """
    key = (id(body), stance, fingerprint(body, healthy))
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    made = Prepared(near=Near.of(make_reference(body, healthy, stance)))
    _kept[key] = made
    while len(_kept) > KEPT:
        _kept.popitem(last=False)
    return made


def fingerprint(body: Body, healthy: Parameters) -> str:
    """Return the SHA-256 of everything that a settled posture rests on besides this package's own numbers."""
    digest = hashlib.sha256()
    for name in (*MODEL, *SURFACES):
        digest.update(np.ascontiguousarray(getattr(body.model, name)).tobytes())
    digest.update(body.coordinates.values.tobytes())
    for part in (healthy.muscles, healthy.capsule):
        for entry in fields(part):
            if entry.name != "names":
                digest.update(np.ascontiguousarray(getattr(part, entry.name)).tobytes())
    return digest.hexdigest()
