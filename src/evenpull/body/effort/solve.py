"""Solve the effort problem exactly: a semismooth Newton iteration on its dual, block by block.

For multipliers nu the best x is clip(gain' nu / w, low, high); the right nu meets the demand. The dual is concave and
piecewise quadratic, so a Newton step on the current piece with an exact search along it ends after finitely many steps.
Multipliers are the marginal effort of each demanded moment, and a start for the next frame or for a changed body.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort import batch
from evenpull.body.effort.problem import Array, EffortProblem
from evenpull.core.words import say
from evenpull.errors import MissingExtra, NotConverged

Backend = Literal["auto", "numpy", "numba"]
RESIDUAL = 1e-9
"""A row counts as met when it misses by less than this share of the largest demand of its block, or of one."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Effort:
    """The least-effort answer.

    Args:
        x: Activations, ground rays and reserves, (T, n).
        multiplier: Marginal effort per unit of each row's demand, (T, m).
        residual: Greatest miss of any row, (T,), in the rows' units.
        iterations: Newton steps over all blocks, (T,).
    """

    x: Array
    multiplier: Array
    residual: Array
    iterations: NDArray[np.int64]


def solve(
    problem: EffortProblem, *, start: Array | None = None, along: bool = True, backend: Backend = "auto"
) -> Effort:
    """Return the exact minimum of every frame.

    Args:
        problem: What is to be solved.
        start: Multipliers to begin with, (T, m), from a solution of a like problem; zeros otherwise.
        along: Whether each frame begins where the one before ended. Only the compiled backend walks frame by frame; the
            batched one treats all frames at once and takes `start` alone. The answer is the same.
        backend: `numba` is compiled, `numpy` needs nothing; `auto` takes numba when it is installed.

    Raises:
        MissingExtra: When `numba` is asked for and not installed.
        NotConverged: When no x meets the demand within the bounds; names the first frame and row.
    """
    entries = problem.entries
    solve_frames = _engine(backend, along=along and start is None)
    x = np.clip(np.zeros_like(problem.low), problem.low, problem.high)
    multiplier = np.zeros_like(problem.demand) if start is None else np.array(start, dtype=np.float64)
    iterations = np.zeros(len(x), dtype=np.int64)
    for block in problem.blocks:
        if not len(block.columns):
            continue
        part = entries.block(block)
        demand = np.ascontiguousarray(problem.demand[:, block.rows])
        weight = np.ascontiguousarray(problem.weight[block.columns])
        low = np.ascontiguousarray(problem.low[:, block.columns])
        high = np.ascontiguousarray(problem.high[:, block.columns])
        nu = np.ascontiguousarray(multiplier[:, block.rows])
        values = np.ascontiguousarray(part.values)
        xs, steps = solve_frames(values, part.row, part.start, demand, weight, low, high, nu, RESIDUAL)
        x[:, block.columns] = xs
        multiplier[:, block.rows] = nu
        iterations += steps
    misses = np.abs(entries.given(x) - problem.demand)
    residual = misses.max(axis=1, initial=0.0)
    allowed = np.maximum(1.0, np.abs(problem.demand).max(axis=1, initial=0.0)) * 1e3 * RESIDUAL
    if (residual > allowed).any():
        frame = int(np.argmax(residual > allowed))
        row = int(np.argmax(misses[frame]))
        raise NotConverged(
            say(
                "no activation meets the demand: frame {frame}, row {row} misses by {miss:.3g}",
                frame=frame,
                row=row,
                miss=misses[frame, row],
            ),
            hint=say("Add a reserve to that row, or ask less of it."),
        )
    return Effort(x=x, multiplier=multiplier, residual=residual, iterations=iterations)


Places = NDArray[np.intp]
Engine = Callable[[Array, Places, Places, Array, Array, Array, Array, Array, float], tuple[Array, NDArray[np.int64]]]


def _engine(backend: Backend, *, along: bool) -> Engine:
    if backend == "numpy" or (backend == "auto" and find_spec("numba") is None):
        return batch.solve_frames
    try:
        from evenpull.body.effort.compiled import solve_frames  # noqa: PLC0415 - numba is optional
    except ImportError as fault:
        raise MissingExtra("fast", install='pip install "evenpull[fast]"') from fault

    def engine(*arrays: Any) -> Any:
        return cast(Any, solve_frames)(*arrays[:-1], along, arrays[-1])

    return engine
