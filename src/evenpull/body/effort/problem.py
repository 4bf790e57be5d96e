"""The effort problem as arrays: what each actuator gives to each row, what the rows demand, and the bounds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort.layout import layout
from evenpull.core.words import say
from evenpull.errors import OutOfRange

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Block:
    """Rows and columns that depend on no others: one leg, say.

    Args:
        rows: Their numbers, (m,).
        columns: Numbers of the actuators that act on them, (n,).
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Entries:
    """A gain (T, m, n) kept as sparse as it is: a muscle moves a handful of coordinates. Ordered by column, then row.

    Args:
        values: What is there (T, e).
        row, column: Where, the same in every frame (e,).
        rows, columns: m and n.
    """

    values: Array
    row: NDArray[np.intp]
    column: NDArray[np.intp]
    rows: int
    columns: int

    @staticmethod
    def of(gain: Array) -> Entries:
        """Take the entries of a dense gain (T, m, n) that are not zero in every frame."""
        column, row = np.nonzero((gain != 0).any(axis=0).T)
        return Entries(values=gain[:, row, column], row=row, column=column, rows=gain.shape[1], columns=gain.shape[2])

    @property
    def start(self) -> NDArray[np.intp]:
        """First entry of each column, and the end (n + 1,)."""
        return np.searchsorted(self.column, np.arange(self.columns + 1)).astype(np.intp)

    @property
    def pattern(self) -> NDArray[np.bool_]:
        """Return where entries are, (m, n)."""
        out = np.zeros((self.rows, self.columns), dtype=bool)
        out[self.row, self.column] = True
        return out

    def dense(self) -> Array:
        """Return the gain as (T, m, n); mostly zeros."""
        out = np.zeros((len(self.values), self.rows, self.columns))
        out[:, self.row, self.column] = self.values
        return out

    def given(self, x: Array) -> Array:
        """Return what actuators x (T, n) give to each row, (T, m)."""
        out = np.zeros((len(x), self.rows))
        for part in layout(self.row, self.start):
            out[:, part.rows] += np.matmul(x[:, None, part.columns], part.filled(self.values))[:, 0]
        return out

    def block(self, block: Block) -> Entries:
        """Return the entries of one independent block, rows and columns numbered anew."""
        row, column = np.full(self.rows, -1), np.full(self.columns, -1)
        row[block.rows], column[block.columns] = np.arange(len(block.rows)), np.arange(len(block.columns))
        inside = np.flatnonzero(column[self.column] >= 0)
        return Entries(
            values=self.values if len(inside) == len(self.row) else self.values[:, inside],
            row=row[self.row[inside]].astype(np.intp),
            column=column[self.column[inside]].astype(np.intp),
            rows=len(block.rows),
            columns=len(block.columns),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class EffortProblem:
    """Minimise 1/2 sum w x^2 such that gain x = demand and low <= x <= high, in every frame.

    A column is a muscle (x its activation), a ray of ground reaction, or a reserve. A reserve is a column with one
    entry and no bounds; a row without one may be impossible to meet.

    Args:
        gain: What one unit of each actuator gives to each row, (T, m, n) or its entries: N m or N per unit.
        demand: What each row needs, (T, m).
        weight: Cost of each actuator, (n,), above zero.
        low, high: Bounds, each (n,) or (T, n); plus and minus infinity where there are none.
        entries: Those of `gain` that are not zero.
        blocks: Independent parts, found from the entries.

    Raises:
        OutOfRange: When shapes, weights or bounds do not fit one another or hold something that is no number.
    """

    gain: Array | Entries
    demand: Array
    weight: Array
    low: Array
    high: Array
    entries: Entries = field(init=False)
    blocks: tuple[Block, ...] = field(init=False)

    def __post_init__(self) -> None:
        entries = self.gain if isinstance(self.gain, Entries) else Entries.of(self.gain)
        object.__setattr__(self, "entries", entries)
        frames, rows, columns = len(entries.values), entries.rows, entries.columns
        for name, shape in (("demand", (frames, rows)), ("weight", (columns,))):
            if getattr(self, name).shape != shape:
                given = getattr(self, name).shape
                text = say(
                    "{name} has shape {given}; {shape} belongs to this gain", name=name, given=given, shape=shape
                )
                raise OutOfRange(text)
        for name in ("low", "high"):
            try:
                bound = np.ascontiguousarray(np.broadcast_to(getattr(self, name), (frames, columns)), dtype=np.float64)
            except ValueError as fault:
                given = getattr(self, name).shape
                text = say("{name} has shape {given}; ({count},) is needed", name=name, given=given, count=columns)
                raise OutOfRange(text) from fault
            object.__setattr__(self, name, bound)
        if not (np.isfinite(entries.values).all() and np.isfinite(self.demand).all()):
            raise OutOfRange(say("gain and demand hold numbers only"))
        if not (np.isfinite(self.weight).all() and (self.weight > 0).all()):
            raise OutOfRange(say("every weight is above zero"))
        if not (self.low <= self.high).all():
            raise OutOfRange(say("every lower bound is below its upper one"))
        object.__setattr__(self, "blocks", independent_blocks(entries.pattern))


def independent_blocks(pattern: NDArray[np.bool_]) -> tuple[Block, ...]:
    """Return the parts of an (m, n) pattern that share neither row nor column, in the order of their first row.

    A row on which nothing acts is a block without columns; a column that acts on nothing is in no block.
    """
    rows = len(pattern)
    touching = pattern.astype(np.float64)
    reached = touching @ touching.T + np.eye(rows) > 0
    while True:
        further = reached @ reached
        if (further == reached).all():
            break
        reached = further
    first = reached.argmax(axis=1)
    owner = np.where(pattern.any(axis=0), first[pattern.argmax(axis=0)], -1)
    return tuple(
        Block(rows=np.flatnonzero(first == part), columns=np.flatnonzero(owner == part)) for part in np.unique(first)
    )
