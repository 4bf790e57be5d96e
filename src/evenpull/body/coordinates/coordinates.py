"""The independent coordinates of a body: q, the full position phi(q), and the derivatives of phi.

Every scalar joint is a polynomial of exactly one coordinate (`couplings`), so P = d phi/dq has one entry a row and its
derivative dP/dq one entry a row as well: `slopes` and `curvatures` hold them, and P' tau is a short sum per coordinate.
A generalised force P' tau of a coordinate that drives several joints is the sum of their moments, each times its slope:
no moment at any joint. Read a joint's own moment from tau.

The tangent of a body is (6 of the root, then q) where the model floats, else q alone; `rate`, `change` and projected
forces have that order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import polynomial, root
from evenpull.body.coordinates.couplings import Drive, Span, from_equalities, from_record, scalar_joints
from evenpull.core.words import say
from evenpull.errors import EvenpullError, KnowledgeError, NotConverged, OutOfRange, UnknownId, Where

Array = NDArray[np.float64]
Integers = NDArray[np.intp]
SLACK = 1e-9
"""How far beyond its range a coordinate may be, rad or m: rounding, no movement."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Coordinates:
    """Independent coordinates of one model. n coordinates, k driven joints, nv velocities, nx positions.

    Args:
        names: Coordinate names, length n.
        low, high: Limits, rad or m (n,).
        coupled: Whether some joint follows by more than a straight line, so that outside the limits the polynomials
            say nothing (n,).
        joints: Names of the driven joints, ordered by the coordinate that drives them, length k.
        driver: That coordinate's index, never decreasing (k,).
        starts: First joint of each coordinate (n,).
        values, slopes_of, curves_of: Coefficient tables of phi, phi', phi'', constant term first (k, .).
        places: Each joint's place among the positions (k,).
        speeds: Each joint's place among the velocities (k,).
        floats: Whether a free joint carries the body; its positions and velocities come first.
        rest: Full position of the joints that stand still, zero elsewhere (nx,).
        velocities: nv.
    """

    names: tuple[str, ...]
    low: Array
    high: Array
    coupled: NDArray[np.bool_]
    joints: tuple[str, ...]
    driver: Integers
    starts: Integers
    values: Array
    slopes_of: Array
    curves_of: Array
    places: Integers
    speeds: Integers
    floats: bool
    rest: Array
    velocities: int

    @staticmethod
    def from_model(model: Any) -> Coordinates:
        """Read the coordinates from the joint equalities of a model.

        Raises:
            KnowledgeError: When the equalities contradict themselves or a joint cannot be described.
        """
        return _built(model, *from_equalities(model))

    @staticmethod
    def from_rows(model: Any, rows: Sequence[Mapping[str, Any]]) -> Coordinates:
        """Take the coordinates from data: `name`, `low`, `high`, `drives` {joint: coefficients, constant first}.

        Raises:
            KnowledgeError: When a joint is driven twice, by nothing, or is no joint of the model.
        """
        return _built(model, *from_record(rows))

    @property
    def tangent(self) -> int:
        """How many numbers a rate has: n, and six more when the body floats."""
        return len(self.names) + (root.TANGENT if self.floats else 0)

    def index(self, name: str) -> int:
        """Return the place of a coordinate.

        Raises:
            UnknownId: When there is no such coordinate.
        """
        if name not in self.names:
            raise UnknownId(name, kind=say("coordinate"), allowed=list(self.names))
        return self.names.index(name)

    def posture(self, angles: Mapping[str, float]) -> Array:
        """Return one posture q (n,), rad or m: zero where nothing is said.

        Raises:
            UnknownId: When there is no such coordinate.
            OutOfRange: When a value lies outside its coordinate's range.
        """
        q = np.zeros(len(self.names))
        for name, value in angles.items():
            i = self.index(name)
            if not self.low[i] - SLACK <= value <= self.high[i] + SLACK:
                text = say(
                    "{name} is given outside {low:.3f} to {high:.3f}", name=name, low=self.low[i], high=self.high[i]
                )
                raise OutOfRange(text)
            q[i] = value
        return q

    def positions(self, q: Array, at: Array | None = None) -> Array:
        """Return the full positions x = phi(q), (T, nx): rad or m, the root's first seven as in `root`.

        Args:
            q: (T, n).
            at: Root (7,) or (T, 7); at the origin and upright when not given.
        """
        out = np.tile(self.rest, (len(q), 1))
        out[:, self.places] = polynomial.value(self.values, q[:, self.driver])
        if self.floats:
            place = np.asarray(root.HOME if at is None else at, dtype=np.float64)
            out[:, : root.SIZE] = place
            out[:, 3 : root.SIZE] /= np.linalg.norm(out[:, 3 : root.SIZE], axis=1, keepdims=True)
        return out

    def slopes(self, q: Array) -> Array:
        """Return d x / d q of each joint against its coordinate, (T, k)."""
        return polynomial.value(self.slopes_of, q[:, self.driver])

    def curvatures(self, q: Array) -> Array:
        """Return d^2 x / d q^2 of each joint against its coordinate, (T, k): the only entries of dP/dq."""
        return polynomial.value(self.curves_of, q[:, self.driver])

    def jacobian(self, q: Array) -> Array:
        """Return P = d x / d q as a dense array, (T, nv, tangent); the root's block is the unit matrix."""
        out = np.zeros((len(q), self.velocities, self.tangent))
        skip = self.tangent - len(self.names)
        out[:, range(skip), range(skip)] = 1.0
        out[:, self.speeds, skip + self.driver] = self.slopes(q)
        return out

    def full_velocities(self, q: Array, rate: Array) -> Array:
        """Return x' = P q', (T, nv), of a rate (T, tangent) in rad/s or m/s."""
        return self._spread(rate, self.slopes(q) * self._own(rate)[:, self.driver])

    def full_accelerations(self, q: Array, rate: Array, change: Array) -> Array:
        """Return x'' = P q'' + P' q', (T, nv), of a rate and its change (T, tangent), per s and per s^2."""
        own = self.slopes(q) * self._own(change)[:, self.driver]
        own += self.curvatures(q) * self._own(rate)[:, self.driver] ** 2
        return self._spread(change, own)

    def projected(self, q: Array, force: Array) -> Array:
        """Return P' tau, (T, tangent), of forces on the full velocities (T, nv): N m or N."""
        return self.gathered(force, self.slopes(q))

    def gathered(self, rows: Array, slopes: Array) -> Array:
        """Return rows (T, ..., nv) times P (T, ..., tangent), the slopes (T, k) being known."""
        shape = (len(slopes), *(1 for _ in rows.shape[2:]), slopes.shape[1])
        parts = rows[..., self.speeds] * slopes.reshape(shape)
        own = np.add.reduceat(parts, self.starts, axis=-1) if len(self.starts) else parts
        return np.concatenate([rows[..., : root.TANGENT], own], axis=-1) if self.floats else own

    def out_of_range(self, q: Array) -> tuple[str, ...]:
        """Return the names of the coordinates that leave their limits in any frame of q (T, n), in order."""
        outside = (q < self.low - SLACK) | (q > self.high + SLACK)
        return tuple(self.names[i] for i in np.flatnonzero(outside.any(axis=0)))

    def require_held(self, q: Array, *, searching: bool = False) -> None:
        """Refuse a posture (T, n) outside the range in which the couplings hold.

        Args:
            q: The posture.
            searching: True when a solver went there, False when it was given.

        Raises:
            OutOfRange: When the posture was given.
            NotConverged: When a solver went there; its message begins with `out_of_range`.
        """
        outside = ((q < self.low - SLACK) | (q > self.high + SLACK)) & self.coupled
        if not outside.any():
            return
        frame = int(outside.any(axis=1).argmax())
        which = ", ".join(self.names[i] for i in np.flatnonzero(outside.any(axis=0)))
        fault: type[EvenpullError] = NotConverged if searching else OutOfRange
        text = say("the couplings of {names} do not hold there", names=which)
        raise fault(f"out_of_range: {text}", where=Where(frame=frame))

    def _own(self, rate: Array) -> Array:
        return rate[:, root.TANGENT :] if self.floats else rate

    def _spread(self, rate: Array, own: Array) -> Array:
        out = np.zeros((len(rate), self.velocities))
        if self.floats:
            out[:, : root.TANGENT] = rate[:, : root.TANGENT]
        out[:, self.speeds] = own
        return out


def _built(model: Any, spans: Sequence[Span], drives: Sequence[Drive]) -> Coordinates:
    joints = scalar_joints(model)
    order = {span.name: i for i, span in enumerate(spans)}
    _refuse_gaps(joints, order, drives)
    free = np.flatnonzero(model.jnt_type == int(mujoco.mjtJoint.mjJNT_FREE))
    if len(free) > 1 or (len(free) and model.jnt_qposadr[free[0]] != 0):
        raise KnowledgeError(say("a body floats by one free joint, its first"))
    moving = sorted(
        (d for d in drives if d.coordinate is not None), key=lambda d: (order[str(d.coordinate)], joints[d.joint])
    )
    index = np.array([joints[d.joint] for d in moving], dtype=np.intp)
    driver = np.array([order[str(d.coordinate)] for d in moving], dtype=np.intp)
    rest = np.zeros(model.nq)
    for drive in drives:
        if drive.coordinate is None:
            rest[model.jnt_qposadr[joints[drive.joint]]] = drive.poly[0]
    values = polynomial.table([d.poly for d in moving])
    slopes = polynomial.derivative(values)
    bent = {d.coordinate for d in moving if len(d.poly) > 2}
    return Coordinates(
        names=tuple(order),
        low=np.array([span.low for span in spans]),
        high=np.array([span.high for span in spans]),
        coupled=np.array([span.name in bent for span in spans], dtype=bool),
        joints=tuple(d.joint for d in moving),
        driver=driver,
        starts=np.searchsorted(driver, np.arange(len(spans))).astype(np.intp),
        values=values,
        slopes_of=slopes,
        curves_of=polynomial.derivative(slopes) if slopes.shape[1] > 1 else np.zeros((len(moving), 1)),
        places=model.jnt_qposadr[index].astype(np.intp),
        speeds=model.jnt_dofadr[index].astype(np.intp),
        floats=bool(len(free)),
        rest=rest,
        velocities=int(model.nv),
    )


def _refuse_gaps(joints: Mapping[str, int], order: Mapping[str, int], drives: Sequence[Drive]) -> None:
    driven = [drive.joint for drive in drives]
    for name in driven:
        if name not in joints:
            raise KnowledgeError(say("{name} is driven but is no joint of the model", name=name))
        if driven.count(name) > 1:
            raise KnowledgeError(say("joint {name} is driven twice", name=name))
    if missing := sorted(set(joints) - set(driven)):
        raise KnowledgeError(say("nothing drives joint {name}", name=missing[0]))
    used = {drive.coordinate for drive in drives}
    if idle := [name for name in order if name not in used]:
        raise KnowledgeError(say("coordinate {name} drives no joint", name=idle[0]))
