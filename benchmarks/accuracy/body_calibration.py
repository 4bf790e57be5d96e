"""The healthy adult against published moments, strengths and ranges: before and after the fit, man and woman.

    python benchmarks/accuracy/body_calibration.py            every target, then one line per curve and test
    python benchmarks/accuracy/body_calibration.py --short    one line per curve and test

It reads the fit that ships; `python -m evenpull.body.calibration` makes it anew. Rows marked held out were not fitted
to. It fails when a calibration curve that `docs/body_calibration.md` does not name as missed is outside its gate.
"""

from __future__ import annotations

import sys
from pathlib import Path

from evenpull.body.calibration.healthy import FILE, read_fit
from evenpull.body.calibration.report import Row, parameters, points, rows, summary
from evenpull.body.model.load import load_body

PAGE = Path(__file__).resolve().parents[2] / "docs" / "body_calibration.md"


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def unexplained(found: tuple[Row, ...]) -> list[str]:
    """Return the rows outside their gates that the page gives no cause for."""
    page = PAGE.read_text(encoding="utf-8")
    return [row.name for row in found if not row.inside and f"* **{row.name}**" not in page]


def main(arguments: list[str]) -> int:
    """Print the tables; return 1 when a miss has no written cause."""
    body, fitted = load_body(), read_fit(FILE)
    found = rows(body, fitted)
    if "--short" not in arguments:
        for line in points(found):
            say(line)
        say()
    for line in summary(found):
        say(line)
    say()
    for line in parameters(fitted):
        say(line)
    for role in ("calibration", "held_out"):
        chosen = [row for row in found if row.role == role]
        say(f"{role.replace('_', ' ')}: {sum(row.inside for row in chosen)} of {len(chosen)} inside their gates")
    left = unexplained(found)
    for name in left:
        say(f"MISSED without a written cause: {name}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
