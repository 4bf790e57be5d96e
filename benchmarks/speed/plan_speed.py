"""How long one programme takes on one core: the desk worker, and a full plan of 45 minutes on five days.

Criterion: under one second of processor time for a plan. Run: `python benchmarks/speed/plan_speed.py`.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from pathlib import Path

from evenpull.knowledge import load
from evenpull.plan.planner import make_programme

MOST_SECONDS = 1.0
RUNS = 5


def measure() -> dict[str, float]:
    """Return the median processor seconds of each case."""
    path = Path(__file__).resolve().parents[2] / "tests" / "unit" / "plan" / "people.py"
    spec = importlib.util.spec_from_file_location("plan_people", path)
    assert spec is not None
    assert spec.loader is not None
    people = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(people)
    catalogue = load()
    full = {"pains": [], "experience": "regular", "time": {"minutes": 45, "days_per_week": 5}}
    cases = {"desk_worker": people.person(), "full": people.person(**full)}
    found = {}
    for name, person in cases.items():
        seconds = []
        for _ in range(RUNS):
            began = time.process_time()
            make_programme(people.desk_inference(), person=person, profile=people.profile(), catalogue=catalogue)
            seconds.append(time.process_time() - began)
        found[name] = sorted(seconds)[RUNS // 2]
    return found


if __name__ == "__main__":
    result = measure()
    sys.stdout.write(json.dumps({"criterion_s": MOST_SECONDS, **result}) + "\n")
    assert all(seconds < MOST_SECONDS for seconds in result.values())
