"""The plan rubric on people that no change of the planner was made with.

Work on the planner looks at seeds 0 to 199; it is judged here, on seeds 500 to 999, with the rubric's own functions.

Run: `OMP_NUM_THREADS=1 python benchmarks/accuracy/plan_held_out.py [first] [last] [ours|all]`
"""

from __future__ import annotations

import json
import statistics
import sys
from typing import Any

from plan_people import subject
from plan_rivals import greedy, template
from plan_rubric import FACETS, Plan, ours, score

from evenpull.errors import NoPlanFound, SafetyStop, ScreeningIncomplete
from evenpull.knowledge import load

FIRST, LAST = 500, 999


def measure(first: int, last: int, *, rivals: bool) -> dict[str, Any]:
    """Return the mean scores over the people of these seeds whom safety gives a programme."""
    book = load()
    found: dict[str, list[list[float]]] = {"planner": []} | ({"greedy": [], "templates": []} if rivals else {})
    refused = none = 0
    for seed in range(first, last + 1):
        one = subject(seed, book)
        if one.profile.mode == "none" or one.profile.not_asked:
            refused += 1
            continue
        plan: Plan | None = None
        try:
            plan = ours(one, book)
        except (NoPlanFound, SafetyStop, ScreeningIncomplete):
            none += 1
        found["planner"].append(score(plan, one, book))
        if rivals:
            found["greedy"].append(score(greedy(one, book), one, book))
            found["templates"].append(score(template(one, book), one, book))
    table: dict[str, Any] = {"seeds": [first, last], "people": len(found["planner"])}
    for name, rows in found.items():
        means = {facet: statistics.fmean(row[i] for row in rows) for i, facet in enumerate(FACETS)}
        whole = statistics.fmean(means.values())
        table[name] = {"whole": round(whole, 4)} | {facet: round(value, 4) for facet, value in means.items()}
    return table | {"refused_by_safety": refused, "without_a_plan": none}


if __name__ == "__main__":
    given = sys.argv[1:]
    span = (int(given[0]), int(given[1])) if len(given) > 1 else (FIRST, LAST)
    result = measure(*span, rivals="ours" not in given)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
