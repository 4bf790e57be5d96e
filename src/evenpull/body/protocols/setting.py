"""A protocol laid on one body and side: the posture's numbers, what moves, which way is up, where points are.

Everything is seen from the held segment, which does not move in space: up and forward are directions in its frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Point
from evenpull.body.model.body import Body
from evenpull.core.side import Side, mirror
from evenpull.core.words import say
from evenpull.errors import OutOfRange, UnknownId, Where
from evenpull.knowledge.kinds import Protocol
from evenpull.knowledge.kinds.protocol import Move

Array = NDArray[np.float64]
OTHER = "other."
SUFFIX = {"left": "_l", "right": "_r"}
UP = {
    "upright": (0.0, 0.0, 1.0),
    "supine": (1.0, 0.0, 0.0),
    "prone": (-1.0, 0.0, 0.0),
    "on_other_side": (0.0, -1.0, 0.0),
    "on_tested_side": (0.0, 1.0, 0.0),
}
"""Up in the held segment's frame, for a test of the right side."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Axis:
    """One free movement: q[columns] = signs * x.

    Args:
        name: Of the tested coordinate, with side.
        start, end: rad.
        columns: Coordinates that follow (k,).
        signs: +1, or -1 for a midline movement of a test of the left side (k,).
    """

    name: str
    start: float
    end: float
    columns: NDArray[np.intp]
    signs: Array

    @property
    def way(self) -> float:
        """Return +1 where the movement goes up the coordinate, -1 where down."""
        return 1.0 if self.end > self.start else -1.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Setting:
    """A protocol on one side of one body.

    Args:
        protocol: What is posed.
        side: Which side is tested.
        q: The posture before anything moves, rad (n,).
        axes: What is free; none in a strength test.
        held: Segment that does not move in space.
        up, forward: Unit vectors in its frame (3,).
    """

    protocol: Protocol
    side: Side
    q: Array
    axes: tuple[Axis, ...]
    held: str
    up: Array
    forward: Array

    @staticmethod
    def of(body: Body, protocol: Protocol, side: Side) -> Setting:
        """Lay a protocol on a body.

        Raises:
            UnknownId: When it names a coordinate or segment that the body does not have.
            OutOfRange: When its posture lies outside a joint's range, or a movement where nothing can be computed.
        """
        q = np.zeros(len(body.coordinates.names))
        for name, angle in protocol.posture.items():
            column, sign = coordinate(body, name, side)
            q[column] = sign * np.deg2rad(angle)
        for axis in (axes := tuple(_axis(body, move, side) for move in protocol.moves)):
            q[axis.columns] = axis.signs * axis.start
        outside = body.coordinates.out_of_range(q[None])
        if outside:
            joints = ", ".join(outside)
            text = say("the posture of {test} is outside the range of {joints}", test=protocol.id, joints=joints)
            raise OutOfRange(text, where=Where(field="posture"))
        held = "pelvis" if protocol.held.segment == "pelvis" else f"calcn{SUFFIX[side]}"
        up, forward = directions(protocol, side)
        return Setting(protocol=protocol, side=side, q=q, axes=axes, held=held, up=up, forward=forward)

    def postures(self, x: Array) -> Array:
        """Return the postures (T, n), rad, of points x (T, axes)."""
        out = np.tile(self.q, (len(x), 1))
        for k, axis in enumerate(self.axes):
            out[:, axis.columns] = axis.signs * x[:, k : k + 1]
        return out

    def segment(self, body: Body, name: str) -> str:
        """Return a segment's name in the body: `femur` is the tested side's, `other.femur` the other one's.

        Raises:
            UnknownId: When the body has no such segment.
        """
        other = name.startswith(OTHER)
        plain = name.removeprefix(OTHER)
        names = [body.model.body(i).name for i in range(body.model.nbody)]
        found = plain if plain in names else plain + SUFFIX[mirror(self.side) if other else self.side]
        if found not in names:
            raise UnknownId(name, kind=say("segment"), allowed=names[1:])
        return found

    def seen(self, body: Body, q: Array, names: Sequence[str]) -> Array:
        """Return where segments' frames are, in the held segment's frame, (T, names, 3) in m."""
        points = [Point(kind="body", name=name) for name in (self.held, *names)]
        places = body.states.places(q, points)
        offset = places.position[:, 1:] - places.position[:, :1]
        return np.asarray(np.einsum("tij,tpi->tpj", places.rotation[:, 0], offset))

    def height_of_weight(self, body: Body, q: Array) -> Array:
        """Return the height of the body's centre of mass over the held segment's frame, (T,) in m."""
        place = body.states.places(q, [Point(kind="body", name=self.held)])
        offset = body.states.centre(q).position - place.position[:, 0]
        return np.asarray(np.einsum("tij,ti->tj", place.rotation[:, 0], offset) @ self.up)


def coordinate(body: Body, name: str, side: Side) -> tuple[int, float]:
    """Return the column of a protocol's coordinate and the sign that mirrors it.

    Raises:
        UnknownId: When the body has no such coordinate.
    """
    names = body.coordinates.names
    plain = name.removeprefix(OTHER)
    if plain in names:
        column = names.index(plain)
        flips = bool(body.record["coordinates"][column].get("flips"))
        return column, -1.0 if flips and side == "left" else 1.0
    sided = plain + SUFFIX[mirror(side) if name.startswith(OTHER) else side]
    if sided not in names:
        raise UnknownId(
            name, kind=say("coordinate"), allowed=sorted({n.removesuffix("_r") for n in names if n[-2:] != "_l"})
        )
    return names.index(sided), 1.0


def directions(protocol: Protocol, side: Side) -> tuple[Array, Array]:
    """Return up and forward in the held segment's frame, unit vectors (3,); a tilted pelvis leans back."""
    tilt = np.deg2rad(protocol.held.tilt_deg.value if protocol.held.tilt_deg else 0.0)
    turn = np.array([[np.cos(tilt), 0.0, np.sin(tilt)], [0.0, 1.0, 0.0], [-np.sin(tilt), 0.0, np.cos(tilt)]])
    sided = np.array([1.0, 1.0 if side == "right" else -1.0, 1.0])
    return turn @ (np.array(UP[protocol.held.lies]) * sided), turn @ np.array([1.0, 0.0, 0.0])


def _axis(body: Body, move: Move, side: Side) -> Axis:
    found = [coordinate(body, name, side) for name in (move.coordinate, *move.together)]
    columns = np.array([column for column, _ in found])
    signs = np.array([sign for _, sign in found])
    start, end = np.deg2rad([move.start_deg, move.end_deg])
    given = body.coordinates
    name = given.names[columns[0]]
    if given.coupled[columns[0]]:
        low, high = sorted((signs[0] * given.low[columns[0]], signs[0] * given.high[columns[0]]))
        start, end = np.clip([start, end], low, high)
    if start == end:
        raise OutOfRange(say("{name} does not move", name=name), where=Where(field="moves"))
    return Axis(name=name, start=float(start), end=float(end), columns=columns, signs=signs)
