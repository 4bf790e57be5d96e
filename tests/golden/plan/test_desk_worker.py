"""The desk worker's plan, word for word; a change here is a change that people would notice."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path

from evenpull.plan.planner import make_programme

GOLDEN = Path(__file__).with_name("desk_worker.json")


def test_the_desk_worker_gets_the_stored_plan(people, catalogue):
    programme = make_programme(
        people.desk_inference(), person=people.person(), profile=people.profile(mode="minimum"), catalogue=catalogue
    )
    found = json.loads(json.dumps(asdict(programme)))
    for volatile in ("plan_id", "solver", "blocked"):
        del found[volatile]
    items = {(day["session"]): day.pop("items") for week in found["weeks"] for day in reversed(week["days"])}
    found["items"] = {name: items[name] for name in ("a", "b") if name in items}
    found["weeks"] = [
        [week["phase"], *(f"{day['date']} {day['session']} {day['minutes']}" for day in week["days"])]
        for week in found["weeks"]
    ]
    if os.environ.get("EVENPULL_WRITE_GOLDEN") == "1":
        GOLDEN.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert found == json.loads(GOLDEN.read_text(encoding="utf-8"))
