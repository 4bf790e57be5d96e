"""Columns of the effort problem grouped into small dense parts, so that NumPy multiplies few zeros in few calls.

A muscle of the leg touches the leg's rows, the psoas the leg's and the trunk's. Columns that touch the same rows are
one part; parts that overlap are joined where a call saved is worth more than the zeros that come with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Integers = NDArray[np.intp]
CALL = 60
"""What one more part costs, counted in entries of a frame."""
MOST_KINDS = 80
"""Above this many different kinds of columns nothing is gained: all are one part."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Columns (n,) that touch the same rows (r,) at most, and which entries (k,) go to which of n times r places."""

    rows: Integers
    columns: Integers
    entries: Integers
    places: Integers

    def filled(self, values: Array) -> Array:
        """Return the part's gain (T, n, r) from the values of all entries (T, e)."""
        size = len(self.columns), len(self.rows)
        if len(self.entries) == size[0] * size[1]:
            return values[:, self.entries].reshape(len(values), *size)
        out = np.zeros((len(values), size[0] * size[1]))
        out[:, self.places] = values[:, self.entries]
        return out.reshape(len(values), *size)


def layout(row: Integers, start: Integers) -> tuple[Part, ...]:
    """Return the parts of a pattern: `row` of each entry (e,), column by column from `start` (n + 1,)."""
    return _layout(row.astype(np.int64).tobytes(), start.astype(np.int64).tobytes())


@lru_cache(maxsize=16)
def _layout(row_bytes: bytes, start_bytes: bytes) -> tuple[Part, ...]:
    row, start = np.frombuffer(row_bytes, dtype=np.int64), np.frombuffer(start_bytes, dtype=np.int64)
    masks = [sum(1 << int(r) for r in row[a:b]) for a, b in pairwise(start)]
    kinds: dict[int, list[int]] = {}
    for column, mask in enumerate(masks):
        kinds.setdefault(mask, []).append(column)
    return tuple(_part(mask, columns, row, start) for mask, columns in sorted(_joined(kinds).items()))


def _joined(kinds: dict[int, list[int]]) -> dict[int, list[int]]:
    """Join kinds of columns, the best pair first, while that makes the whole cheaper."""
    if len(kinds) > MOST_KINDS:
        whole = 0
        for mask in kinds:
            whole |= mask
        return {whole: sorted(column for columns in kinds.values() for column in columns)}
    parts = {mask: sorted(columns) for mask, columns in kinds.items()}
    while True:
        best, pair = 0, (0, 0)
        masks = sorted(parts)
        for i, one in enumerate(masks):
            for two in masks[:i]:
                if one & two:
                    saved = _cost(one, len(parts[one])) + _cost(two, len(parts[two]))
                    saved -= _cost(one | two, len(parts[one]) + len(parts[two]))
                    if saved > best:
                        best, pair = saved, (one, two)
        if not best:
            return parts
        columns = sorted(parts.pop(pair[0]) + parts.pop(pair[1]))
        mask = pair[0] | pair[1]
        parts[mask] = sorted(parts.get(mask, []) + columns)


def _cost(mask: int, columns: int) -> int:
    return CALL + mask.bit_count() * columns


def _part(mask: int, columns: list[int], row: Integers, start: Integers) -> Part:
    rows = np.array([k for k in range(mask.bit_length()) if mask >> k & 1], dtype=np.intp)
    spans = [np.arange(start[column], start[column + 1]) for column in columns]
    entries = np.concatenate(spans).astype(np.intp)
    inner = np.repeat(np.arange(len(columns)), [len(span) for span in spans])
    places = inner * len(rows) + np.searchsorted(rows, row[entries])
    return Part(rows=rows, columns=np.array(columns, dtype=np.intp), entries=entries, places=places.astype(np.intp))
