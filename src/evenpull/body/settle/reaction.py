"""What the floor gives, contact by contact, and whether it can: it pushes, holds by friction, and inside the sole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.settle.contact import FRICTION, SOLE_MIDDLE_M, SOLE_RIGHT, Contact, Targets

Array = NDArray[np.float64]
LEAST_PULL_N = 0.5
"""A bed or seat that pulls with less than this does not pull."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """Force of one contact on the body.

    Args:
        name: The contact, such as `sole_l`.
        force: N, forward, left, up.
        moment: N m about the held point, same axes.
        pressure: Centre of pressure in the heel bone's frame, m forward and inward; none where there is no sole.
        holds: Whether it pushes; under a sole also with the centre of pressure inside and within friction.
    """

    name: str
    force: tuple[float, float, float]
    moment: tuple[float, float, float]
    pressure: tuple[float, float] | None
    holds: bool


def reactions(contacts: tuple[Contact, ...], targets: Targets, reaction: Array) -> tuple[Reaction, ...]:
    """Return the reaction of every contact from the forces on held movements (rows,)."""
    out = []
    start = 0
    for i, contact in enumerate(contacts):
        force, moment = np.zeros(3), np.zeros(3)
        force[list(contact.shifts)] = reaction[start : start + len(contact.shifts)]
        moment[list(contact.turns)] = reaction[start + len(contact.shifts) : start + contact.rows]
        start += contact.rows
        pressure = _pressure(force, moment, targets.rotation[i], contact.side) if contact.side else None
        out.append(
            Reaction(
                name=contact.name,
                force=_triple(force),
                moment=_triple(moment),
                pressure=pressure,
                holds=_holds(force, pressure, contact),
            )
        )
    return tuple(out)


def _pressure(force: Array, moment: Array, rotation: Array, side: str) -> tuple[float, float] | None:
    f, m = rotation.T @ force, rotation.T @ moment
    if f[2] <= 0.0:
        return None
    inward = 1.0 if side == "r" else -1.0
    return (float(SOLE_MIDDLE_M - m[1] / f[2]), float(inward * m[0] / f[2]))


def _holds(force: Array, pressure: tuple[float, float] | None, contact: Contact) -> bool:
    if not contact.side:
        return 2 not in contact.shifts or len(contact.shifts) > 1 or bool(force[2] >= -LEAST_PULL_N)
    slides = float(np.hypot(force[0], force[1])) > FRICTION * float(force[2])
    return pressure is not None and not slides and inside(pressure)


def inside(point: tuple[float, float]) -> bool:
    """Whether a point, m forward and inward in the heel bone's frame, lies within the sole."""
    ends = np.roll(SOLE_RIGHT, -1, axis=0)
    edge, to = ends - SOLE_RIGHT, np.asarray(point) - SOLE_RIGHT
    return bool((edge[:, 0] * to[:, 1] - edge[:, 1] * to[:, 0] <= 0.0).all())


def _triple(values: Array) -> tuple[float, float, float]:
    return (float(values[0]), float(values[1]), float(values[2]))
