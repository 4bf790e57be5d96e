"""The posed tests' derivatives as one small file, so that inference needs no body.

    python -m evenpull.body.protocols.export [--check]

For a man and a woman of the published statures, each posed test is read on the healthy body, with its derivative by
each group and each thing that is no muscle. `bend` says how far the exact test departs from them: the change of
reading when the leading group is two healthy sds away, over what the derivative says. The right side is read; the left
is its mirror.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from evenpull.body.calibration import healthy
from evenpull.body.calibration.healthy import Sex
from evenpull.body.groups import group_of
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.protocols.battery import Battery, battery_of, predict_many
from evenpull.body.protocols.reading import Readings
from evenpull.body.scaling import scaled
from evenpull.body.settle.draws import made_for
from evenpull.errors import NotConverged
from evenpull.knowledge.load import Catalogue, load

FILE = Path(__file__).parents[2] / "infer" / "body_tests.json"
PEOPLE: Mapping[Sex, tuple[float, float]] = {"male": (76.0, 1.77), "female": (62.0, 1.64)}
"""Mass in kg and stature in m; the statures are those of the published moments."""
TWO_SDS = {"length": 0.04, "strength": 0.5}
"""Two healthy sds of ln length and ln strength: where `bend` is measured."""
DIGITS = 5


def record(catalogue: Catalogue) -> dict[str, Any]:
    """Return every posed test's reading and derivatives, by test and sex, with the body's fingerprint."""
    body = load_body()
    tests: dict[str, dict[str, Any]] = {}
    for sex, (mass, stature) in PEOPLE.items():
        person = scaled(body, mass_kg=mass, stature_m=stature, sex=sex)
        battery, parameters = battery_of(person, catalogue), healthy(person, sex=sex)
        for name in battery.tests:
            found = _entry(name, battery, parameters, catalogue)
            if found is not None:
                tests.setdefault(name, {})[sex] = found
    return {"body": made_for(body, healthy(body)), "people": {k: list(v) for k, v in PEOPLE.items()}, "tests": tests}


def _entry(name: str, battery: Battery, parameters: Parameters, catalogue: Catalogue) -> dict[str, Any] | None:
    try:
        here = predict_many(name, "right", battery, parameters)
    except NotConverged:
        return None
    if not here.ended[0]:
        return None
    prop = "length" if catalogue.tests[name].property == "length" else "strength"
    return {
        "protocol": battery.protocol(name).protocol,
        "unit": here.unit,
        "value": _round(here.value[0]),
        "groups": {
            f"{'same' if side == 'right' else 'other'}.{group}.{each}": _round(rate[0])
            for each in ("length", "strength")
            for (side, group), rate in here.by_group(each).items()
            if abs(rate[0]) > 1e-3
        },
        "stiffness": _round(here.stiffness[0].sum()),
        "end_torque": _round(here.end_torque[0]),
        "capsule": _round(here.capsule[0]),
        "voluntary": _round(here.voluntary[0]),
        "at_limit": bool(here.at_limit[0]),
        "bend": _bend(name, prop, here, battery, parameters),
    }


def _bend(name: str, prop: str, here: Readings, battery: Battery, parameters: Parameters) -> list[float | None]:
    """Return change over linear change for the leading group two sds down and up; None where the test does not end."""
    rates = here.by_group(prop)  # type: ignore[arg-type]
    if not rates:
        return []
    (side, group), rate = max(rates.items(), key=lambda each: abs(float(each[1][0])))
    members = [
        k for k, muscle in enumerate(battery.body.names) if group_of(muscle) == group and muscle.endswith(f"_{side[0]}")
    ]
    steps = np.array([-TWO_SDS[prop], TWO_SDS[prop]])
    change = np.zeros((2, len(battery.body.names)))
    change[:, members] = steps[:, None]
    if prop == "length":
        moved = predict_many(name, "right", battery, parameters, length=change)
    else:
        moved = predict_many(name, "right", battery, parameters, strength=change)
    linear = steps * float(rate[0])
    return [
        _round((value - here.value[0]) / step) if ended and abs(step) > 1e-6 else None
        for value, step, ended in zip(moved.value, linear, moved.ended, strict=True)
    ]


def _round(number: float) -> float:
    return float(f"{float(number):.{DIGITS}g}")


def main() -> None:
    """Write the file; with --check only fail when the body or its calibration has changed since."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--check", action="store_true")
    if asked.parse_args().check:
        kept = json.loads(FILE.read_text(encoding="utf-8"))["body"]
        body = load_body()
        raise SystemExit(0 if kept == made_for(body, healthy(body)) else 1)
    text = json.dumps(record(load()), indent=1, sort_keys=True)
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
