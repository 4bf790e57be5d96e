"""The body against the world: every published target that it can address, inside or outside, with the cause of a miss.

Run `python benchmarks/accuracy/body_world.py`. `body_world_rows.csv` says of every row of the table of targets, before
any run, whether it was used to set something (calibration), is held out, or cannot be addressed and why. A numeric row
is inside when what the least effort gives lies in the published range; beside it stands the value with 5 %
co-activation, because least effort is a lower bound. A directional row is inside when the sign or order holds.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")
from body_world_posture import POSTURE_SIGNS, POSTURE_SIZES
from body_world_signs import SIGNS
from body_world_sizes import SIZES
from body_world_stage import Stage

from evenpull.errors import EvenpullError

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGETS = Path(os.environ.get("EVENPULL_KNOWLEDGE", ROOT.parent / "shared" / "knowledge")) / "validation_targets.csv"
ROWS = HERE / "body_world_rows.csv"
CAUSES = HERE / "body_world_causes.csv"
NUMERIC_AIM, DIRECTIONAL_AIM = 0.70, 0.90
MUST_HOLD = ("VT001", "VT007", "VT056", "VT057", "VT065", "VT073", "VT085", "VT086", "VT088")
"""Hip and knee in standing, single-leg stance and walking, L4/5 standing and bent, knee in the squat."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One row: what came out, what is published, and whether they agree; None where nothing could be run."""

    target: str
    role: str
    kind: str
    inside: bool | None
    text: str
    with_coactivation: bool | None = None
    between: bool | None = None


def table(file: Path) -> list[dict[str, str]]:
    """Read a CSV file as records."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def judged(row: dict[str, str], mark: dict[str, str], stage: Stage) -> Verdict:
    """Run one row."""
    target, role, kind = row["target_id"], mark["role"], mark["kind"]
    ways = SIZES | POSTURE_SIZES if kind == "numeric" else SIGNS | POSTURE_SIGNS
    way: Callable[[Stage], Any] | None = ways.get(target)
    if way is None:
        return Verdict(target=target, role=role, kind=kind, inside=None, text="no way to run it")
    try:
        found = way(stage)
    except (EvenpullError, FileNotFoundError) as fault:
        return Verdict(target=target, role=role, kind=kind, inside=None, text=f"not run: {str(fault).splitlines()[0]}")
    if kind == "directional":
        holds, text = found
        return Verdict(target=target, role=role, kind=kind, inside=bool(holds), text=text)
    return Verdict(
        target=target,
        role=role,
        kind=kind,
        inside=found.inside(found.least),
        with_coactivation=found.inside(found.more),
        between=found.met(),
        text=f"{found.least:.3g} [5 %: {found.more:.3g}] {found.unit}, published {found.low:.3g} to {found.high:.3g}",
    )


def share(verdicts: list[Verdict], *, role: str, kind: str, aim: float) -> str:
    """Return the share inside in words."""
    ran = [v for v in verdicts if v.role == role and v.kind == kind and v.inside is not None]
    inside = sum(bool(v.inside) for v in ran)
    waits = sum(v.role == role and v.kind == kind and v.inside is None for v in verdicts)
    part = inside / len(ran) if ran else 0.0
    text = f"{role} {kind}: {inside} of {len(ran)} inside ({part:.0%}; aim {aim:.0%}), {waits} not run"
    if kind == "numeric":
        text += f"; {sum(bool(v.inside or v.with_coactivation) for v in ran)} at one of the two levels of co-activation"
        text += f", {sum(bool(v.between) for v in ran)} where the span between the two meets the published range"
    return text


def main() -> None:
    """Print every row, the shares and what must hold."""
    stage = Stage.set_up(ROOT)
    marks = {row["target_id"]: row for row in table(ROWS)}
    causes = {row["target_id"]: row["cause"] for row in table(CAUSES)} if CAUSES.is_file() else {}
    verdicts: list[Verdict] = []
    for row in table(TARGETS):
        mark = marks[row["target_id"]]
        if mark["role"] == "not_addressed":
            continue
        verdict = judged(row, mark, stage)
        verdicts.append(verdict)
        word = {True: "inside ", False: "OUTSIDE", None: "not run"}[verdict.inside]
        what = f"{row['quantity']}; {row['condition']}"[:78]
        print(f"{verdict.target} {verdict.role:11} {verdict.kind:11} {word} {what}: {verdict.text}")
        if verdict.inside is False:
            print(f"      cause: {causes.get(verdict.target, 'not yet known')}")
    print()
    for row in table(ROWS):
        if row["role"] == "not_addressed":
            print(f"{row['target_id']} not addressed: {row['why']}")
    print()
    for role in ("held_out", "calibration"):
        print(share(verdicts, role=role, kind="numeric", aim=NUMERIC_AIM))
        print(share(verdicts, role=role, kind="directional", aim=DIRECTIONAL_AIM))
    failed = [v.target for v in verdicts if v.target in MUST_HOLD and v.inside is False]
    print(f"must hold: {', '.join(MUST_HOLD)}; fail: {', '.join(failed) or 'none'}")


if __name__ == "__main__":
    main()
