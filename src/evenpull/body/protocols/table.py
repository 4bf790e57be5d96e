"""The grid of a posed length test: lengths, weight and reading over the angles that are free, as one spline."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.body import Body
from evenpull.body.protocols.setting import Setting
from evenpull.body.protocols.spline import Spline
from evenpull.core.words import say
from evenpull.errors import OutOfRange, Where
from evenpull.knowledge.kinds import Protocol

Array = NDArray[np.float64]
STEP_RAD = {1: np.deg2rad(2.5), 2: np.deg2rad(6.0)}
"""Widest distance of nodes, by how many angles are free."""
SCAN_RAD = np.deg2rad(7.6)
"""Widest distance of the angles at which a search looks for the first end."""
MOVES_M = 1e-6
"""A muscle whose length changes by less over the whole grid does not take part."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """A posed length test without a person's muscles.

    Args:
        setting: What is posed.
        muscles: Columns of the body's muscles that take part (m,).
        names: Their names.
        nodes: Angles of each axis, from start to end, rad.
        spline: Lengths of the m muscles in m, then potential energy of weight in J, then the reading in its unit.
        scanned: Some of the nodes of a test with one free angle, in the order of the movement (N,).
        lengths, slopes: The spline's columns and their derivatives there: (N, m + 2) each.
        columns, owners, signs: Coordinates that move, the free angle that moves each, and its sign (c,).
        gather: 1 where a coordinate belongs to a free angle, for both ends of its capsule (2 c, axes).
        hangs: 1 where the weight acts on a free angle, 0 where somebody carries it (axes,).
        box: Least and greatest free angles of the movement (axes,).
    """

    setting: Setting
    muscles: NDArray[np.intp]
    names: tuple[str, ...]
    nodes: tuple[Array, ...]
    spline: Spline
    scanned: Array
    lengths: Array
    slopes: Array
    columns: NDArray[np.intp]
    owners: NDArray[np.intp]
    signs: Array
    gather: Array
    hangs: Array
    box: tuple[Array, Array]

    @staticmethod
    def of(body: Body, setting: Setting) -> Table:
        """Compute the grid; some milliseconds for one free angle, some tenths of a second for two."""
        axes = setting.axes
        step = STEP_RAD[len(axes)]
        nodes = []
        for axis in axes:
            low, high = sorted((axis.start, axis.end))
            nodes.append(np.linspace(low, high, max(8, int(np.ceil((high - low) / step)) + 1)))
        mesh = np.stack([grid.ravel() for grid in np.meshgrid(*nodes, indexing="ij")], axis=1)
        q = setting.postures(mesh)
        length, _ = body.states.lengths(q)
        moving = np.flatnonzero(np.ptp(length, axis=0) > MOVES_M)
        columns = np.column_stack([length[:, moving], weight(body, setting, q), scale(body, setting, q)])
        shape = tuple(len(at) for at in nodes)
        spline = Spline.through(tuple(nodes), columns.reshape(*shape, -1))
        scanned = _scanned(nodes[0], axes[0].way) if len(axes) == 1 else np.zeros(0)
        at_nodes = spline.at(scanned[:, None]) if len(axes) == 1 else np.zeros((0, 3, columns.shape[1]))
        carried = setting.protocol.load.carried if setting.protocol.load else ()
        owners = np.array([k for k, axis in enumerate(axes) for _ in axis.columns])
        return Table(
            setting=setting,
            muscles=moving,
            names=tuple(body.names[i] for i in moving),
            nodes=tuple(nodes),
            spline=spline,
            scanned=scanned,
            lengths=at_nodes[:, 0],
            slopes=at_nodes[:, 1],
            columns=np.concatenate([axis.columns for axis in axes]),
            owners=owners,
            signs=np.concatenate([axis.signs for axis in axes]),
            gather=np.eye(len(axes))[np.r_[owners, owners]],
            hangs=np.array([float(move.coordinate not in carried) for move in setting.protocol.moves]),
            box=(np.array([at[0] for at in nodes]), np.array([at[-1] for at in nodes])),
        )


def _scanned(nodes: Array, way: float) -> Array:
    """Return every few of the nodes and the last one, in the order of the movement."""
    every = max(1, int(SCAN_RAD / (nodes[1] - nodes[0])))
    picks = np.unique(np.r_[0 : len(nodes) : every, len(nodes) - 1])
    return np.asarray(nodes[picks] if way > 0 else nodes[picks][::-1], dtype=np.float64)


def weight(body: Body, setting: Setting, q: Array) -> Array:
    """Return the potential energy of weight, (T,) in J; zero where the protocol has it carried."""
    load = setting.protocol.load
    if load is not None and not load.gravity:
        return np.zeros(len(q))
    pull = body.states.mass * float(np.linalg.norm(body.model.opt.gravity))
    return np.asarray(pull * setting.height_of_weight(body, q))


def scale(body: Body, setting: Setting, q: Array) -> Array:
    """Return what the test reads in postures q (T, n), in its own unit: degrees or cm.

    Raises:
        OutOfRange: When the protocol's reading names no free coordinate.
    """
    given = setting.protocol.reading
    assert given is not None
    offset = given.offset.value if given.offset else 0.0
    if given.kind == "coordinate":
        free = [
            axis
            for axis, move in zip(setting.axes, setting.protocol.moves, strict=True)
            if move.coordinate == given.coordinate
        ]
        if not free:
            text = say("{name} is read but does not move", name=given.coordinate)
            raise OutOfRange(text, where=Where(field="reading"))
        angle = free[0].signs[0] * q[:, free[0].columns[0]]
        return np.asarray(given.sign * np.rad2deg(angle) + offset)
    assert given.line is not None
    line = _line(body, setting, q, given.line)
    if given.kind == "line_above_level":
        sine = (line @ setting.up) / np.linalg.norm(line, axis=1)
        return np.asarray(given.sign * np.rad2deg(np.arcsin(np.clip(sine, -1.0, 1.0))) + offset)
    way = setting.up if given.direction == "up" else setting.forward
    span = 100.0 * (line @ way)
    if given.from_start:
        span = span - 100.0 * float((_line(body, setting, setting.q[None], given.line) @ way)[0])
    if given.less_length:
        rest = np.zeros((1, len(setting.q)))
        span = span - 100.0 * float(np.linalg.norm(_line(body, setting, rest, given.less_length)))
    return np.asarray(given.sign * span + offset)


def limits(body: Body, setting: Setting) -> tuple[Array, Array]:
    """Return the least and greatest value of each free angle within the joints' usual range, rad (axes,)."""
    given = body.coordinates
    ends = np.array(
        [
            sorted(axis.signs[0] * np.array([given.low[axis.columns[0]], given.high[axis.columns[0]]]))
            for axis in setting.axes
        ]
    )
    return ends[:, 0], ends[:, 1]


def _line(body: Body, setting: Setting, q: Array, ends: tuple[str, str]) -> Array:
    """Return the vector from one segment's frame to another's, (T, 3) in m, in the held segment's frame."""
    places = setting.seen(body, q, [setting.segment(body, name) for name in ends])
    return np.asarray(places[:, 1] - places[:, 0])


def unit_of(protocol: Protocol, unit: str) -> str:
    """Return the unit of a reading, refused where a protocol's scale cannot give it.

    Raises:
        OutOfRange: When an angle is asked for in cm or a distance in degrees.
    """
    angle = protocol.reading is not None and protocol.reading.kind != "distance"
    if protocol.reading is not None and angle != unit.startswith("deg"):
        text = say("{test} is read in {unit}, which its scale does not give", test=protocol.id, unit=unit)
        raise OutOfRange(text, where=Where(field="reading"))
    return unit
