"""The exact effort solver against DAQP in the same blocks, on recorded walking: interleaved rounds, ratios, accuracy.

Run `python benchmarks/speed/effort_qp.py`. Absolute times change with the machine's load; the ratio of two that ran in
turn in one round does not, so each ratio is the median over rounds, with the least and the greatest.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")

import daqp
import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort import EffortProblem, solve
from evenpull.body.effort.solve import Backend

sys.path.insert(0, str(ROOT := Path(__file__).resolve().parents[2]))
from tests.peers import reference

DATA = Path(os.environ.get("EVENPULL_DATA", ROOT.parent / "shared" / "data"))
ROUNDS = 7
BIG = 1e30
Answer = NDArray[np.float64]


def by_daqp(problem: EffortProblem) -> tuple[Answer, float]:
    """Solve block by block and frame by frame with DAQP at 1e-10; x, and the seconds of its own timers."""
    gain = problem.entries.dense()
    x = np.zeros((len(problem.demand), gain.shape[2]))
    inside = 0.0
    for block in problem.blocks:
        count = len(block.columns)
        hessian, linear = np.diag(problem.weight[block.columns]), np.zeros(count)
        sense = np.concatenate([np.zeros(count, dtype=np.int32), np.full(len(block.rows), 5, dtype=np.int32)])
        for frame in range(len(x)):
            rows = np.ascontiguousarray(gain[frame][np.ix_(block.rows, block.columns)])
            demand = problem.demand[frame, block.rows]
            low = np.concatenate([np.maximum(problem.low[frame, block.columns], -BIG), demand])
            high = np.concatenate([np.minimum(problem.high[frame, block.columns], BIG), demand])
            found, _, _, info = daqp.solve(hessian, linear, rows, high, low, sense, primal_tol=1e-10, dual_tol=1e-10)
            x[frame, block.columns] = found
            inside += info["setup_time"] + info["solve_time"]
    return x, inside


def timed(run: Callable[[], Answer]) -> tuple[Answer, float]:
    """Run once and return the answer with its wall time in s."""
    start = time.perf_counter()
    return run(), time.perf_counter() - start


def main() -> None:
    """Print one line a model: microseconds a frame, ratios, and the greatest difference of any activation."""
    for model in ("raj80", "gait2392"):
        peer = reference(DATA, model)
        problem, frames = peer.problem, len(peer.x)
        start = solve(problem).multiplier
        ways: dict[str, tuple[Backend, bool, Answer | None]] = {
            "numba cold": ("numba", False, None),
            "numba along": ("numba", True, None),
            "numba warm": ("numba", False, start + 1e-3),
            "numpy cold": ("numpy", False, None),
        }
        seconds: dict[str, list[float]] = {name: [] for name in (*ways, "daqp", "daqp inside")}
        worst: dict[str, float] = dict.fromkeys(ways, 0.0)
        for number in range(ROUNDS + 1):
            theirs, wall = timed(lambda problem=problem: by_daqp(problem)[0])
            _, inside = by_daqp(problem)
            took = {"daqp": wall, "daqp inside": inside}
            for name, (backend, along, nu) in ways.items():
                ours, took[name] = timed(
                    lambda b=backend, a=along, n=nu, p=problem: solve(p, backend=b, along=a, start=n).x
                )
                worst[name] = max(worst[name], float(np.abs(ours - theirs)[:, : peer.muscles].max()))
            if number:
                for name, value in took.items():
                    seconds[name].append(value)
        print(f"{model}: {frames} frames, {ROUNDS} rounds, load {os.getloadavg()[0]:.1f}")
        for name in ways:
            whole = [a / b for a, b in zip(seconds["daqp"], seconds[name], strict=True)]
            inner = [a / b for a, b in zip(seconds["daqp inside"], seconds[name], strict=True)]
            print(
                f"  {name:12} {median(seconds[name]) / frames * 1e6:8.1f} us/frame   DAQP takes {median(whole):6.1f}"
                f" times as long [{min(whole):.1f}, {max(whole):.1f}], inside its own timers {median(inner):5.1f}"
                f"   greatest difference {worst[name]:.1e}"
            )


if __name__ == "__main__":
    main()
