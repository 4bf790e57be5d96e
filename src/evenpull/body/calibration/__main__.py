"""Fit the healthy adult anew and write `healthy.json`; print targets, predictions and residuals.

python -m evenpull.body.calibration            fit, write, print (half a minute to a minute and a half)
python -m evenpull.body.calibration --print    print the table of the fit that ships
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from evenpull.body.calibration.fit import fit
from evenpull.body.calibration.healthy import FILE, read_fit
from evenpull.body.calibration.report import parameters, points, rows, summary
from evenpull.body.model.load import load_body
from evenpull.core.words import say


def text(fitted: Mapping[str, Any]) -> str:
    """Return a result as the file holds it: one line per group, capsule and ratio."""
    lines = []
    for key, value in fitted.items():
        if isinstance(value, dict):
            inner = ",\n".join(f"  {json.dumps(name)}: {json.dumps(one)}" for name, one in value.items())
            lines.append(f" {json.dumps(key)}: {{\n{inner}\n }}")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(arguments: list[str] | None = None) -> int:
    """Fit or read, then print."""
    parser = argparse.ArgumentParser(prog="python -m evenpull.body.calibration")
    parser.add_argument("--print", action="store_true", help=say("print the table of the fit that ships; fit nothing"))
    chosen = parser.parse_args(arguments)
    body = load_body()
    if chosen.print:
        fitted = read_fit(FILE)
    else:
        fitted = fit(body)
        FILE.write_text(text(fitted), encoding="utf-8")
    found = rows(body, fitted)
    for lines in (points(found), summary(found), parameters(fitted)):
        sys.stdout.write("\n".join(lines) + "\n\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
