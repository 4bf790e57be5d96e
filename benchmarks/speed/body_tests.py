"""How long the reading of a posed test takes: alone, warm from a near one, and for many people at once.

Run `python benchmarks/speed/body_tests.py`. In every round the ways run in turn for every test beside a fixed piece of
array work of about 0.1 ms, so that the ratio to it survives another load of the machine; numbers are medians over
rounds. What a first call costs (posing the test on a body) and what a scaled body costs stand below.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from evenpull.body.calibration import healthy
from evenpull.body.model.load import load_body
from evenpull.body.protocols import Battery, predict, predict_many
from evenpull.body.scaling import scaled
from evenpull.errors import NotConverged
from evenpull.knowledge.load import load

ROUNDS = 5
PEOPLE = 100
AIM_MS = 0.1


def seconds(run: Callable[[], Any]) -> float:
    """Return the wall time of one run."""
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> None:
    """Print the times."""
    body = load_body()
    parameters = healthy(body)
    battery = Battery(body=body, catalogue=load())
    length = np.random.default_rng(1).normal(0.0, 0.01, (PEOPLE, len(body.names)))
    work = np.random.default_rng(2).normal(size=(200, 200))
    first: dict[str, float] = {}
    near = {}
    for test in battery.tests:
        try:
            first[test] = seconds(lambda test=test: predict(test, "right", battery, parameters))  # type: ignore[misc]
            near[test] = predict(test, "right", battery, parameters)
        except NotConverged:
            continue
    times: dict[tuple[str, str], list[float]] = {}
    fixed = []
    for _ in range(ROUNDS):
        for test, reading in near.items():
            ways: dict[str, Callable[[], Any]] = {
                "alone": lambda: predict(test, "right", battery, parameters),  # noqa: B023
                "near": lambda: predict(test, "right", battery, parameters, near=reading),  # noqa: B023
                "many": lambda: predict_many(test, "right", battery, parameters, length=length),  # noqa: B023
            }
            for way, run in ways.items():
                times.setdefault((test, way), []).append(seconds(run) / (PEOPLE if way == "many" else 1))
            fixed.append(seconds(lambda: work @ work))
    unit = 1e3 * median(fixed)
    sys.stdout.write(f"fixed work {unit:.3f} ms; ms a reading (ratio to fixed work); aim {AIM_MS} ms warm\n")
    for kind in ("length", "strength"):
        chosen = [test for test in near if battery.catalogue.tests[test].property == kind]
        for way in ("alone", "near", "many"):
            each = [1e3 * median(times[test, way]) for test in chosen]
            sys.stdout.write(
                f"{kind:8s} {way:6s} median {median(each):7.3f} ({median(each) / unit:5.1f}), most {max(each):7.3f}\n"
            )
    sys.stdout.write(
        f"posing all {len(first)} tests, right side: {sum(first.values()):.2f} s; most {max(first.values()):.2f}\n"
    )
    cold = seconds(lambda: scaled(body, mass_kg=61.3, stature_m=1.62, sex="female"))
    warm = median(seconds(lambda: scaled(body, mass_kg=61.3, stature_m=1.62, sex="female")) for _ in range(ROUNDS))
    sys.stdout.write(f"a scaled body: {1e3 * cold:.0f} ms the first time, {1e3 * warm:.1f} ms again\n")


if __name__ == "__main__":
    main()
