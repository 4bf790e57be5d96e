"""Time of one inference with sixty measurements, warm: weighing, ledger of every call, pairs, patterns and next tests.

Run: python benchmarks/speed/infer_sixty.py. The aim is 20 ms for the posterior with all leave-one-outs.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace

from evenpull.capture.person.model import Person
from evenpull.core.side import SIDES
from evenpull.infer.assess import infer, weigh
from evenpull.knowledge import load
from evenpull.measure.records import Measurement
from evenpull.safety.screening import screen

COUNT = 60
RUNS = 15


def main() -> None:
    """Print the least time of several runs, in milliseconds."""
    catalogue = load()
    about = {"sex": "male", "age_years": 30, "height_cm": 180, "mass_kg": 80}
    person = Person.model_validate({"person": about, "start": "2027-03-01"})
    profile = replace(screen(person, catalogue), no_calls=None)
    normed = [
        test for test in catalogue.tests.values() if any(norm.weighs for norm in test.norms) and test.sides == "each"
    ]
    measurements = [
        Measurement(
            id=f"test.{test.id}.{session}.{side}",
            kind="test",
            metric=test.id,
            side=side,
            value=test.norms[0].mean.value * 0.8,
            sd=0.1 * abs(test.norms[0].mean.value) + 0.1,
            unit=test.unit,
            method=next(iter(test.norms[0].methods), "default"),
            protocol=test.norms[0].protocol,
            session=f"s{session}",
        )
        for session in range(5)
        for test in normed
        for side in SIDES
    ][:COUNT]

    def least(work: object) -> float:
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            work()  # type: ignore[operator]
            times.append(time.perf_counter() - start)
        return 1000 * min(times)

    def ledger() -> None:
        known = weigh(measurements, person=person, catalogue=catalogue)
        for each in measurements:
            known.without(each.id)

    whole = least(lambda: infer(measurements, person=person, profile=profile, catalogue=catalogue))
    sys.stdout.write(f"{len(measurements)} measurements: posterior and every leave-one-out {least(ledger):.1f} ms, ")
    sys.stdout.write(f"whole inference {whole:.1f} ms\n")


if __name__ == "__main__":
    main()
