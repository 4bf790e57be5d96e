"""The audit of the musculoskeletal body: MyoSim's full body as shipped and as mended, against published models.

    python benchmarks/accuracy/body_audit.py            summary and the table of every muscle
    python benchmarks/accuracy/body_audit.py --short    summary alone

Published models are read from EVENPULL_DATA (default ../shared/data); MyoSim from the package myo-sim. Without either
the audit says so and ends. Compared is each muscle's moment arm over the range of each movement, the other joints at
zero. Rajagopal 2016 (legs) and the full-body model (trunk) carry the gate, because MyoSim's legs and trunk descend
from them; gait2392 is an independent second opinion and shows how far published models lie apart.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from evenpull.body.build.audit import table
from evenpull.body.build.audit.compare import GATE_MM, by_region, compare
from evenpull.body.build.audit.continuity import breaks, curves, sign_flips
from evenpull.body.build.audit.counterparts import FILES
from evenpull.body.build.compile import body_of
from evenpull.body.build.mends.masses import whole_mass
from evenpull.body.build.parts import Anatomy
from evenpull.body.build.pipeline import MENDS, mended
from evenpull.body.build.standing import com_in_front, standing

GATED = ("rajagopal", "fullbody")
MIRROR_LIMIT_M = 1e-9
LEAN_LIMIT_DEG = 5.0
DATA = Path(os.environ.get("EVENPULL_DATA", Path(__file__).resolve().parents[2].parent / "shared" / "data"))


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(text + "\n")


def audit(anatomy: Anatomy, *, shipped: bool, every_muscle: bool) -> Iterator[str]:
    """Print the audit of one body and yield what misses a criterion."""
    body = body_of(anatomy)
    found = curves(body)
    listed = table.rows(anatomy, body, found)
    say(f"{len(listed)} muscles on the right, {whole_mass(anatomy):.1f} kg; arms against published models (rms, mm):")
    for model in FILES:
        for (name, region, movement), (rms, number, worst, worst_rms) in by_region(
            compare(body, model, DATA, shipped=shipped)
        ).items():
            say(f"  {name:10s} {region:6s} {movement:16s} {rms:5.1f}  of {number:3d}; worst {worst} {worst_rms:.1f}")
            if name in GATED and max(rms, worst_rms) > GATE_MM:
                yield f"{region}, {movement}: {rms:.1f} mm, worst {worst} {worst_rms:.1f} mm"
    wrong = table.wrong_side(anatomy)
    say(f"on the wrong side: {', '.join(wrong) or 'none'}")
    yield from (f"{name} runs on the wrong side" for name in wrong)
    jumps = [j for j in breaks(body, found) if j.muscle.endswith("_r")]
    for jump in jumps:
        at = f"{jump.coordinate} {np.degrees(jump.angle):.0f} deg"
        say(f"  jump: {jump.muscle} at {at}: length {jump.length_mm:.1f} mm, arm {jump.arm_mm:.1f} mm")
        yield f"{jump.muscle} jumps at {at}"
    doubts = list(table.doubtful_forces(listed))
    say(f"doubtful force properties: {'; '.join(f'{n}: {w}' for n, w in doubts) or 'none'}")
    yield from (f"{n}: {w}" for n, w in doubts)
    flips = [f for f in sign_flips(body, found) if f[0].endswith("_r")]
    say(f"arms that change sides by more than 5 mm: {len(flips)}")
    worst_pair = max(listed, key=lambda row: row.side_difference)
    say(f"left against right: {worst_pair.side_difference:.1e} m ({worst_pair.muscle})")
    if worst_pair.side_difference > MIRROR_LIMIT_M:
        yield f"left and right differ by {worst_pair.side_difference:.1e} m"
    say(f"centre of mass in front of the ankles, every coordinate at zero: {com_in_front(body, 0.0) * 1000:.1f} mm")
    lean = float(np.degrees(standing(body).lean))
    say(f"ankle angle that brings it to 45 mm: {lean:.1f} deg")
    if abs(lean) > LEAN_LIMIT_DEG:
        yield f"plain standing needs {lean:.1f} deg of ankle"
    if every_muscle:
        say(table.HEADER)
        for row in listed:
            say(table.line(row))


def main() -> int:
    """Print both audits; fail when the mended body misses a criterion."""
    try:
        from evenpull.body.build.shipped import read  # noqa: PLC0415 - its absence is reported

        anatomy = read()
    except ImportError as error:
        say(f"not run: {error}")
        return 0
    if not (DATA / FILES["rajagopal"]).is_file():
        say(f"not run: no published models in {DATA}")
        return 0
    every_muscle = "--short" not in sys.argv
    say("== as shipped")
    faults = list(audit(anatomy, shipped=True, every_muscle=every_muscle))
    say(f"criteria missed: {len(faults)}")
    say(f"\n== as mended ({len(MENDS)} mends)")
    left = list(audit(mended(anatomy), shipped=False, every_muscle=every_muscle))
    for fault in left:
        say(f"MISSED: {fault}")
    say(f"criteria missed: {len(left)}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
