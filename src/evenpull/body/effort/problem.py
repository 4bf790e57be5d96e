"""The effort problem as arrays: what each actuator gives to each row, what the rows demand, and the bounds."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

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
class EffortProblem:
    """Minimise 1/2 sum w x^2 such that gain x = demand and low <= x <= high, in every frame.

    A column is a muscle (x its activation), a ray of ground reaction, or a reserve. A reserve is a column with one
    entry and no bounds; a row without one may be impossible to meet.

    Args:
        gain: What one unit of each actuator gives to each row, (T, m, n): N m or N per unit.
        demand: What each row needs, (T, m).
        weight: Cost of each actuator, (n,), above zero.
        low, high: Bounds, each (n,) or (T, n); plus and minus infinity where there are none.
        blocks: Independent parts, found from the entries of `gain` that are not zero.

    Raises:
        OutOfRange: When shapes, weights or bounds do not fit one another or hold something that is no number.
    """

    gain: Array
    demand: Array
    weight: Array
    low: Array
    high: Array
    blocks: tuple[Block, ...] = field(init=False)

    def __post_init__(self) -> None:
        frames, rows, columns = self.gain.shape
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
        if not (np.isfinite(self.gain).all() and np.isfinite(self.demand).all()):
            raise OutOfRange(say("gain and demand hold numbers only"))
        if not (np.isfinite(self.weight).all() and (self.weight > 0).all()):
            raise OutOfRange(say("every weight is above zero"))
        if not (self.low <= self.high).all():
            raise OutOfRange(say("every lower bound is below its upper one"))
        object.__setattr__(self, "blocks", independent_blocks((self.gain != 0).any(axis=0)))


def independent_blocks(pattern: NDArray[np.bool_]) -> tuple[Block, ...]:
    """Return the parts of an (m, n) pattern that share neither row nor column, in the order of their first row.

    A row on which nothing acts is a block without columns; a column that acts on nothing is in no block.
    """
    rows, columns = pattern.shape
    links = np.zeros((rows + columns, rows + columns), dtype=bool)
    links[:rows, rows:] = pattern
    _, label = connected_components(csr_array(links), directed=False)
    first = dict.fromkeys(int(part) for part in label[:rows])
    return tuple(
        Block(rows=np.flatnonzero(label[:rows] == part), columns=np.flatnonzero(label[rows:] == part)) for part in first
    )
