"""A recorded walk from angles to activations, and a what-if, against bare MuJoCo and DAQP: interleaved rounds.

Run `python benchmarks/speed/body_effort.py [ROUNDS]`. All ways do the same 300 frames of the full body, the ground
reaction known. `ours` goes from coordinates to activations (paths, moment arms, inverse dynamics, muscle curves, exact
least effort); `bare` is MuJoCo's own loop for the physics alone; `daqp` is our physics with DAQP in the same blocks.
The what-if changes one group's strength, keeps paths and starts at the multipliers of the healthy body. Accuracy stands
beside. OpenSim runs only where it is installed; it is not a dependency.
"""

from __future__ import annotations

import os
import platform
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")
sys.path.append(str(Path(__file__).resolve().parents[1] / "accuracy"))

import mujoco
import numpy as np
from body_kinematics import bare
from effort_qp import by_daqp
from numpy.typing import NDArray
from recorded_walk import recorded_walk

from evenpull.body.calibration import healthy
from evenpull.body.changes import apply, parse_change
from evenpull.body.effort import Movement, Push, mechanics, work
from evenpull.body.effort.work import effort_problem
from evenpull.body.model.load import load_body

Array = NDArray[np.float64]
ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("EVENPULL_DATA", ROOT.parent / "shared" / "data"))
ROUNDS, FRAMES = 7, 300
WHAT_IF_AIM_MS = 16.0


def longer(given: Movement, frames: int) -> Movement:
    """Return the same movement with more frames."""
    at = np.linspace(given.time[0], given.time[-1], frames)

    def between(values: Array) -> Array:
        return np.column_stack([np.interp(at, given.time, column) for column in values.T])

    pushes = tuple(
        Push(name=p.name, segment=p.segment, force=between(p.force), point=between(p.point), moment=between(p.moment))
        for p in given.pushes
    )
    arrays = {name: between(getattr(given, name)) for name in ("q", "at", "rate", "change")}
    return Movement(time=at, pushes=pushes, **arrays)


def seconds(run: Callable[[], object]) -> tuple[object, float]:
    """Run once and return the answer with its wall time, s."""
    start = time.perf_counter()
    return run(), time.perf_counter() - start


def main() -> None:
    """Print one line a way: time a frame, ratios, and how far the answers lie apart."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    body = load_body()
    person = healthy(body)
    moves = longer(recorded_walk(body, DATA), FRAMES)
    given, model, data = body.coordinates, body.model, mujoco.MjData(body.model)
    x, v = given.positions(moves.q, moves.at), given.full_velocities(moves.q, moves.rate)
    a = given.full_accelerations(moves.q, moves.rate, moves.change)
    asked = mechanics(body, moves)
    base = work(asked, person)
    weak = apply(person, [parse_change("left.gluteus_maximus.strength=-40%")], body)
    problem = effort_problem(asked, weak)
    ways: dict[str, Callable[[], object]] = {
        "bare": lambda: bare(model, data, x, v, a),
        "ours": lambda: work(mechanics(body, moves), person).activation,
        "daqp": lambda: (mechanics(body, moves), by_daqp(problem)[0])[1],
        "what-if": lambda: work(asked, weak, start=base).activation,
        "what-if cold": lambda: work(asked, weak).activation,
    }
    took: dict[str, list[float]] = {name: [] for name in ways}
    last: dict[str, object] = {}
    for number in range(rounds + 1):
        for name in ways if number % 2 else reversed(ways):
            last[name], wall = seconds(ways[name])
            if number:
                took[name].append(wall)
    print(
        f"Python {platform.python_version()}, NumPy {np.__version__}, MuJoCo {mujoco.__version__}, {FRAMES} frames, "
        f"{rounds} rounds, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
    )
    for name, values in took.items():
        print(
            f"  {name:13} {median(values) / FRAMES * 1e6:8.0f} us a frame (best {min(values) / FRAMES * 1e6:.0f}); "
            f"all {FRAMES} frames {1e3 * median(values):.1f} ms, best {1e3 * min(values):.1f} ms"
        )
    for name, over, of in (("ours over bare", "ours", "bare"), ("DAQP over ours", "daqp", "ours")):
        ratio = [p / q for p, q in zip(took[over], took[of], strict=True)]
        print(f"  {name}: {median(ratio):.2f} [{min(ratio):.2f}, {max(ratio):.2f}]")
    both = np.asarray(last["daqp"])[:, : len(body.names)], np.asarray(last["what-if"])
    print(f"  greatest difference of any activation, what-if against DAQP: {np.abs(both[0] - both[1]).max():.1e}")
    print(f"  greatest miss of any row: {base.residual.max():.1e} N m or N")
    print(f"  what-if aim: {FRAMES} frames under {WHAT_IF_AIM_MS} ms")
    if find_spec("opensim") is None:
        print("  OpenSim is not installed here: its stock tool was not run")


if __name__ == "__main__":
    main()
