"""How long settling takes: a change to 5 %, to 10 %, a tug of war with its band, and a cold start.

Run `python benchmarks/speed/body_settle.py`. All run in turn in every round. Given are the median over rounds, the
least, and the processor's own time, which another load of the machine hardly touches. The cold start is a fresh program
that imports, loads, prepares, settles and measures the band.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")

from evenpull.body.calibration import healthy
from evenpull.body.changes import apply, parse_change
from evenpull.body.model.load import load_body
from evenpull.body.settle import settle, tug_of_war
from evenpull.body.settle.near import Near
from evenpull.body.settle.reference import make_reference
from evenpull.body.settle.response import Response

ROUNDS, COLD_ROUNDS = 31, 5
AIMS_MS = {"settle, 5 %": 10.0, "settle, 10 %": 40.0, "cold start": 1000.0}
COLD = (
    "from evenpull.body.model.load import load_body; from evenpull.body.changes import parse_change;"
    "from evenpull.body.settle import tug_of_war;"
    "tug_of_war(load_body(), [parse_change('left.iliopsoas.length=-10%')])"
)


def main() -> None:
    """Print the times."""
    body = load_body()
    adult = healthy(body)
    people = {
        name: apply(adult, [parse_change(f"both.iliopsoas.length={share}")], body)
        for name, share in (("5 %", "-5%"), ("10 %", "-10%"))
    }
    jobs: dict[str, Callable[[], object]] = {
        **{f"settle, {name}": lambda p=person: settle(body, p, healthy=adult) for name, person in people.items()},
        "settle, one side 10 %": lambda: settle(
            body, apply(adult, [parse_change("left.iliopsoas.length=-10%")], body), healthy=adult
        ),
        "tug of war, 200 draws, both ends of rho": lambda: tug_of_war(body, people["10 %"], healthy=adult),
        "prepare a body": lambda: Response.of(Near.of(make_reference(body, adult, "both_feet"))),
    }
    wall: dict[str, list[float]] = {name: [] for name in jobs}
    own: dict[str, list[float]] = {name: [] for name in jobs}
    for job in jobs.values():
        job()
    for _ in range(ROUNDS):
        for name, job in jobs.items():
            start, cpu = time.perf_counter(), time.process_time()
            job()
            wall[name].append(1e3 * (time.perf_counter() - start))
            own[name].append(1e3 * (time.process_time() - cpu))
    name = "cold start"
    wall[name], own[name] = [], []
    for _ in range(COLD_ROUNDS):
        start, cpu = time.perf_counter(), os.times()
        subprocess.run([sys.executable, "-c", COLD], check=True)
        after = os.times()
        wall[name].append(1e3 * (time.perf_counter() - start))
        own[name].append(1e3 * (after.children_user + after.children_system - cpu.children_user - cpu.children_system))
    sys.stdout.write(f"{'':42s} median ms   least ms   processor ms   aim ms\n")
    for name, values in wall.items():
        aim = f"{AIMS_MS[name]:8.0f}" if name in AIMS_MS else ""
        sys.stdout.write(f"{name:42s} {median(values):9.1f} {min(values):10.1f} {median(own[name]):14.1f} {aim}\n")


if __name__ == "__main__":
    main()
