"""One report of how far inference can be trusted: calibration, what is known from what, wrong calls, contrasts.

Run: python benchmarks/accuracy/infer_report.py [--people N] [--seed N] [--part NAME]. Markdown on stdout; exit 1 on a
miss. Criteria stand as constants in the part that judges them, set before its first run. The independent people come
from `people/other_leg.py`. A model is mended on seeds below 100 and judged once on a seed from 100 on.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

import infer_calibration as matched
import numpy as np
from people.battery import battery, someone
from people.causes import part_causes, part_other
from people.contrasts import part_contrasts
from people.counted import part_calls
from people.known import part_known
from people.next_best import part_next
from people.other_leg import EFFORTS, RANGES
from people.report import Report
from scipy.special import ndtr
from scipy.stats import chisquare

from evenpull.infer.assess import weigh
from evenpull.infer.numbers import RESOLUTION
from evenpull.knowledge import Catalogue, load

LEVELS = (0.5, 0.8, 0.95)
MATCHED_WITHIN = 0.02
MATCHED_LEAST_80 = 0.74
RANK_P = 0.01
PEOPLE = 2000
JUDGED = 100
"""Seed of the run that is reported."""


def part_matched(report: Report, catalogue: Catalogue, people: int, seed: int) -> None:
    """Calibrate on people drawn from inference's own rows."""
    names, person = (*RANGES, *EFFORTS), someone()
    truth, mean, sd, _ = matched.simulate(catalogue, people=people, seed=seed, names=names, called=0)
    prior = weigh(battery(catalogue, person, names), person=person, catalogue=catalogue).posterior.prior
    known = sd / np.sqrt(np.diag(prior.covariance)) < RESOLUTION
    ranks = ndtr((truth - mean) / sd)[:, known]
    off = {}
    for level in LEVELS:
        off[level] = (np.abs(ranks - 0.5) <= level / 2).mean(axis=0)
        found = off[level].mean()
        report.judge(f"matched {level:.0%}", f"{found:.1%}", met=bool(abs(found - level) <= MATCHED_WITHIN))
    report.judge(
        "matched, least 80 % of a marginal", f"{off[0.8].min():.1%}", met=bool(off[0.8].min() >= MATCHED_LEAST_80)
    )
    p = [chisquare(np.histogram(column, bins=20, range=(0, 1))[0]).pvalue for column in ranks.T]
    report.judge(
        f"ranks uniform, least p of {len(p)} marginals (times their number)",
        f"{min(p) * len(p):.3f}",
        met=min(p) * len(p) > RANK_P,
    )


PARTS: dict[str, Callable[[Report, Catalogue, int, int], None]] = {
    "matched": part_matched,
    "other": part_other,
    "calls": part_calls,
    "known": part_known,
    "next": part_next,
    "contrasts": part_contrasts,
    "causes": part_causes,
}


def main() -> None:
    """Print the report; exit with 1 when a criterion is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--seed", type=int, default=JUDGED)
    parser.add_argument("--part", choices=sorted(PARTS), action="append")
    args = parser.parse_args()
    report, catalogue = Report(), load()
    for name in args.part or PARTS:
        report.say(f"\n### {name} ({args.people} people)\n")
        start = time.process_time()
        PARTS[name](report, catalogue, args.people, args.seed)
        sys.stderr.write(f"{name}: {time.process_time() - start:.0f} s of processor time\n")
    report.say(f"\n{len(report.missed)} criteria missed.")
    sys.exit(1 if report.missed else 0)


if __name__ == "__main__":
    main()
