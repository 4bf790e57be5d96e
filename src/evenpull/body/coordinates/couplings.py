"""Which joint follows which coordinate: read from a model's joint equalities, or from coordinates given as data.

A joint equality says x_1 - x_1,0 = p(x_2 - x_2,0) with a polynomial p, where x,0 is the model's reference position. x_2
may itself follow another joint; such chains are multiplied out, so that in the end every joint is a polynomial of one
coordinate, or of none when the model holds it still.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mujoco

from evenpull.body.coordinates.polynomial import Coefficients, composed, shifted, trimmed
from evenpull.core.words import say
from evenpull.errors import KnowledgeError

IDENTITY: Coefficients = (0.0, 1.0)
SCALAR = (int(mujoco.mjtJoint.mjJNT_SLIDE), int(mujoco.mjtJoint.mjJNT_HINGE))


@dataclass(frozen=True, slots=True, kw_only=True)
class Drive:
    """One joint as a polynomial of a coordinate; `coordinate` is None for a joint that stands still."""

    joint: str
    coordinate: str | None
    poly: Coefficients


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A coordinate's name with its limits, rad or m."""

    name: str
    low: float
    high: float


def scalar_joints(model: Any) -> dict[str, int]:
    """Return the joints of one degree of freedom, name -> index, in the model's order.

    Raises:
        KnowledgeError: When the model has a ball joint, which no coordinate can describe.
    """
    if (model.jnt_type == int(mujoco.mjtJoint.mjJNT_BALL)).any():
        raise KnowledgeError(say("the model has a ball joint; only slides, hinges and one free joint have coordinates"))
    return {model.joint(i).name: i for i in range(model.njnt) if int(model.jnt_type[i]) in SCALAR}


def from_equalities(model: Any) -> tuple[tuple[Span, ...], tuple[Drive, ...]]:
    """Return the coordinates of a model, which are its joints that follow nothing, and what each joint follows.

    Raises:
        KnowledgeError: When a joint follows two others, or itself by a circle of equalities.
    """
    joints = scalar_joints(model)
    names = {index: name for name, index in joints.items()}
    follows = _followed(model, names)
    spans = tuple(
        Span(name=name, low=low, high=high)
        for name, index in joints.items()
        if index not in follows
        for low, high in [_limits(model, index)]
    )
    return spans, tuple(_drive(index, names, follows) for index in names)


def from_record(rows: Sequence[Mapping[str, Any]]) -> tuple[tuple[Span, ...], tuple[Drive, ...]]:
    """Return coordinates and drives from records with `name`, `low`, `high` and `drives` (joint -> coefficients)."""
    spans = tuple(Span(name=str(row["name"]), low=float(row["low"]), high=float(row["high"])) for row in rows)
    drives = tuple(
        Drive(joint=str(joint), coordinate=str(row["name"]), poly=trimmed(poly))
        for row in rows
        for joint, poly in row["drives"].items()
    )
    return spans, drives


def _followed(model: Any, names: Mapping[int, str]) -> dict[int, tuple[int | None, Coefficients]]:
    """Return joint -> (joint that it follows or None, polynomial in that joint's position)."""
    follows: dict[int, tuple[int | None, Coefficients]] = {}
    for i in range(model.neq):
        if model.eq_type[i] != int(mujoco.mjtEq.mjEQ_JOINT) or not model.eq_active0[i]:
            continue
        first, second = int(model.eq_obj1id[i]), int(model.eq_obj2id[i])
        if first in follows:
            raise KnowledgeError(say("joint {name} follows two others", name=names[first]))
        start = float(model.qpos0[model.jnt_qposadr[first]])
        poly = trimmed(model.eq_data[i, :5])
        if second < 0:
            follows[first] = (None, (start + poly[0],))
        else:
            at = float(model.qpos0[model.jnt_qposadr[second]])
            follows[first] = (second, shifted(poly, at=at, by=start))
    return follows


def _drive(index: int, names: Mapping[int, str], follows: Mapping[int, tuple[int | None, Coefficients]]) -> Drive:
    poly: Coefficients = IDENTITY
    at: int | None = index
    for _ in range(len(follows) + 1):
        if at is None or at not in follows:
            coordinate = None if at is None else names[at]
            return Drive(joint=names[index], coordinate=coordinate, poly=poly)
        at, inner = follows[at]
        poly = composed(poly, inner)
    raise KnowledgeError(say("joint {name} follows itself by a circle of equalities", name=names[index]))


def _limits(model: Any, index: int) -> tuple[float, float]:
    if not model.jnt_limited[index]:
        return float("-inf"), float("inf")
    low, high = model.jnt_range[index]
    return float(low), float(high)
