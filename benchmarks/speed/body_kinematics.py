"""Lengths, moment arms and inverse dynamics of the full body against bare MuJoCo doing the same frames.

Run `python benchmarks/speed/body_kinematics.py [FRAMES]`. Bare MuJoCo is a loop over its own calls with one working
memory and positions that are ready: kinematics, comPos, tendon, transmission, comVel, rne. Ours begins at independent
coordinates and ends with moment arms and forces on them. Both run in turn in every round, so that the ratio survives
another load of the machine; each ratio is the median over rounds with the least and the greatest, and a machine that
stalls within a round shows in those two. Accuracy stands beside it: our arms and forces against dense products with
MuJoCo's own arrays.
"""

from __future__ import annotations

import os
import platform
import sys
import time
import warnings
from collections.abc import Callable
from statistics import median
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import mujoco
import myo_sim
import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Coordinates, States
from evenpull.errors import KnowledgeError

ROUNDS = 31
FRAMES = 100
AIM = 1.5
Array = NDArray[np.float64]


def bodies() -> dict[str, States]:
    """Return the full body as shipped by MyoSim, and the mended one where it was built."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = {"MyoSim as shipped": States(myo_sim.load("myofullbody")[0])}
    try:
        from evenpull.body.model.load import load_body  # noqa: PLC0415 - optional here

        body = load_body()
        found["Evenpull's"] = States(body.model, Coordinates.from_rows(body.model, body.record["coordinates"]))
    except KnowledgeError:
        sys.stdout.write("the mended body was not built: its row is left out\n")
    return found


def bare(model: Any, data: Any, x: Array, v: Array, a: Array) -> Array:
    """Run MuJoCo's own calls over all frames and return the forces of the last one."""
    force = np.empty(model.nv)
    qpos, qvel, qacc = data.qpos, data.qvel, data.qacc
    for t in range(len(x)):
        qpos[:] = x[t]
        qvel[:] = v[t]
        qacc[:] = a[t]
        mujoco.mj_kinematics(model, data)
        mujoco.mj_comPos(model, data)
        mujoco.mj_tendon(model, data)
        mujoco.mj_transmission(model, data)
        mujoco.mj_comVel(model, data)
        mujoco.mj_rne(model, data, 1, force)
    return force


def seconds(run: Callable[[], Any]) -> float:
    """Return the wall time of one run."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def worst_misses(states: States, q: Array, rate: Array, change: Array) -> tuple[float, float]:
    """Return the greatest difference of arms (m) and forces (N m, relative to the greatest) from dense products."""
    given, model = states.coordinates, states.model
    _, arms, force, full = states.movement(q, rate, change)
    data, dense = mujoco.MjData(model), arms.dense()
    projection = given.jacobian(q)
    worst = 0.0
    for t, x in enumerate(given.positions(q)):
        data.qpos[:] = x
        mujoco.mj_fwdPosition(model, data)
        whole = np.zeros((model.ntendon, model.nv))
        mujoco.mju_sparse2dense(whole, data.ten_J, model.ten_J_rownnz, model.ten_J_rowadr, model.ten_J_colind)
        own = (whole @ projection[t])[states.tendons, -len(given.names) :]
        worst = max(worst, float(np.abs(own - dense[t]).max()))
    by_hand = np.einsum("tij,ti->tj", projection, full)
    return worst, float(np.abs(by_hand - force).max() / np.abs(force).max())


def main() -> None:
    """Print one line a body."""
    frames = int(sys.argv[1]) if len(sys.argv) > 1 else FRAMES
    rng = np.random.default_rng(1)
    sys.stdout.write(
        f"Python {platform.python_version()}, NumPy {np.__version__}, MuJoCo {mujoco.__version__}, "
        f"{frames} frames, {ROUNDS} rounds, load {os.getloadavg()[0]:.1f}\n"
    )
    for name, states in bodies().items():
        given, model = states.coordinates, states.model
        q = rng.uniform(given.low, given.high, (frames, len(given.names)))
        rate, change = rng.normal(size=(2, frames, given.tangent))
        x, v, a = given.positions(q), given.full_velocities(q, rate), given.full_accelerations(q, rate, change)
        data = mujoco.MjData(model)
        ways: dict[str, Callable[[], Any]] = {
            "bare": lambda m=model, d=data, x=x, v=v, a=a: bare(m, d, x, v, a),
            "ours": lambda s=states, q=q, r=rate, c=change: s.movement(q, r, c),
        }
        took: dict[str, list[float]] = {way: [] for way in ways}
        for number in range(ROUNDS + 1):
            order = list(ways) if number % 2 else list(ways)[::-1]
            now = {way: seconds(ways[way]) for way in order}
            if number:
                for way, value in now.items():
                    took[way].append(value / frames * 1e6)
        ratios = [ours / theirs for ours, theirs in zip(took["ours"], took["bare"], strict=True)]
        arms, force = worst_misses(states, q[:5], rate[:5], change[:5])
        sys.stdout.write(
            f"{name} ({len(states.muscles)} muscles, {model.nv} velocities, {len(given.names)} coordinates): "
            f"bare {median(took['bare']):.0f} us, ours {median(took['ours']):.0f} us a frame, ratio "
            f"{median(ratios):.2f} [{min(ratios):.2f}, {max(ratios):.2f}], of the quickest rounds "
            f"{min(took['ours']) / min(took['bare']):.2f}, aim {AIM}; "
            f"arms within {arms:.0e} m, forces within {force:.0e}\n"
        )


if __name__ == "__main__":
    main()
