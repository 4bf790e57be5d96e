"""How long one programme takes on one core, and how far each stage is from its proven best.

Two fixed cases (the desk worker; 45 minutes on five days) as medians of five runs, and the random people of the rubric
once each. Every solve of both stages is looked at: stage one chooses exercises, stage two places them.

Criteria: a plan in one second of processor time or less, cold imports aside; stage one proven optimal; stage two within
1 %. Run: `OMP_NUM_THREADS=1 python benchmarks/speed/plan_speed.py [people]`.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from evenpull.errors import NoPlanFound
from evenpull.knowledge import Catalogue, load
from evenpull.plan import choose, schedule
from evenpull.plan.planner import make_programme

MOST_SECONDS = 1.0
MOST_GAP_ONE = 1e-6
MOST_GAP_TWO = 0.01
RUNS = 5
PEOPLE = 60
HERE = Path(__file__).resolve().parents[2]


class Stage:
    """Stands in for a stage's solver and keeps the gap and status of every solve that found something."""

    def __init__(self, module: ModuleType) -> None:
        self.solve = module.milp
        self.gaps: list[float] = []
        self.optimal = self.limited = self.impossible = 0
        module.milp = self  # type: ignore[attr-defined]

    def __call__(self, *args: Any, **options: Any) -> Any:
        """Solve, and keep how well."""
        found = self.solve(*args, **options)
        if found.x is None:
            self.impossible += 1
            return found
        self.gaps.append(abs(found.fun - found.mip_dual_bound) / max(1.0, abs(found.fun)))
        self.optimal += found.status == 0
        self.limited += found.status == 1
        return found

    def told(self) -> dict[str, float]:
        """Return counts and the greatest relative gap."""
        return {
            "solves": len(self.gaps),
            "proven_optimal": self.optimal,
            "stopped_at_a_limit": self.limited,
            "impossible": self.impossible,
            "greatest_gap": max(self.gaps, default=0.0),
        }


def module(name: str, path: Path) -> ModuleType:
    """Return the module of a file outside the package."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    sys.modules[name] = found
    spec.loader.exec_module(found)
    return found


def taken(make: Callable[[], object]) -> float:
    """Return the processor seconds of one call."""
    began = time.process_time()
    make()
    return time.process_time() - began


def fixed(catalogue: Catalogue) -> dict[str, float]:
    """Return the median seconds of the fixed cases."""
    people = module("plan_test_people", HERE / "tests" / "unit" / "plan" / "people.py")
    full = {"pains": [], "experience": "regular", "time": {"minutes": 45, "days_per_week": 5}}
    found = people.desk_inference()

    def once(person: Any) -> float:
        profile = people.profile()
        return taken(lambda: make_programme(found, person=person, profile=profile, catalogue=catalogue))

    cases = {"desk_worker": people.person(), "full": people.person(**full)}
    return {name: statistics.median(once(person) for _ in range(RUNS)) for name, person in cases.items()}


def random_people(catalogue: Catalogue, count: int) -> list[float]:
    """Return the seconds of one plan for each of so many random people."""
    subject = module("plan_people", HERE / "benchmarks" / "accuracy" / "plan_people.py").subject
    seconds: list[float] = []
    seed = 0
    while len(seconds) < count:
        one = subject(seed, catalogue)
        seed += 1
        if one.profile.mode == "none" or one.profile.not_asked:
            continue

        def make(one: Any = one) -> None:
            try:
                make_programme(one.inference, person=one.person, profile=one.profile, catalogue=catalogue)
            except NoPlanFound:
                return

        seconds.append(taken(make))
    return seconds


def measure(people: int) -> dict[str, Any]:
    """Return seconds and gaps of the fixed cases and of random people."""
    catalogue = load()
    stages = {"one": Stage(choose), "two": Stage(schedule)}
    cases = fixed(catalogue)
    each = random_people(catalogue, people)
    return {
        "criterion_s": MOST_SECONDS,
        "cases_s": cases,
        "people": len(each),
        "people_median_s": statistics.median(each),
        "people_worst_s": max(each),
        "stage_one": stages["one"].told(),
        "stage_two": stages["two"].told(),
    }


if __name__ == "__main__":
    result = measure(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    assert max(*result["cases_s"].values(), result["people_worst_s"]) <= MOST_SECONDS
    assert result["stage_one"]["proven_optimal"] == result["stage_one"]["solves"]
    assert result["stage_one"]["greatest_gap"] <= MOST_GAP_ONE
    assert result["stage_two"]["greatest_gap"] <= MOST_GAP_TWO
