"""One report of how far inference can be trusted: calibration, what is known from what, wrong calls, contrasts.

Run: python benchmarks/accuracy/infer_report.py [--people N] [--part NAME]. Markdown on stdout; exit 1 on a miss. The
criteria stand here as constants, set before the first run. The independent people come from `people/other_leg.py`.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

import infer_calibration as matched
import numpy as np
from people.other_leg import RANGES, Crowd, crowd
from people.rivals import auc, sensitivity, trained, votes
from people.seen import EVIDENCE, SIDES, Target, blanks, measurements, observe, posteriors, targets, truth_of
from scipy.special import ndtr
from scipy.stats import chi2, chisquare

from evenpull.infer.assess import sorted_calls, weigh
from evenpull.infer.calls import RESOLUTION
from evenpull.knowledge import Catalogue, load
from evenpull.measure.records import Measurement

LEVELS = (0.5, 0.8, 0.95)
MATCHED_WITHIN = 0.02
MATCHED_LEAST_80 = 0.74
RANK_P = 0.01
OTHER_80 = (0.70, 0.90)
OTHER_LEAST_80 = 0.60
CALL_ERROR = 0.05
WRONG_A_PERSON = 0.05
FALSE_SHARE = 0.10
FOUND_OF_2_SD = 0.60
GROUP_NOT_WORSE = 0.01
UPPER_DISTANCE = 0.03
TRAINING = 10_000
BOOTSTRAPS = 200
PEOPLE = 2000
SHORT = -1.0


class Report:
    """Lines of the report, and whether any criterion was missed."""

    def __init__(self) -> None:
        """Start empty."""
        self.missed: list[str] = []

    def say(self, line: str = "") -> None:
        """Print a line."""
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    def judge(self, name: str, value: str, *, met: bool) -> None:
        """Print a criterion with what was found."""
        self.say(f"* {'met' if met else '**missed**'}: {name}: {value}")
        if not met:
            self.missed.append(name)


def part_matched(report: Report, catalogue: Catalogue, people: int) -> None:
    """Calibrate on people drawn from inference's own rows."""
    blanks(catalogue)
    truth, mean, sd, _ = matched.simulate(catalogue, people=people, seed=7)
    person = matched.someone()
    prior = weigh(matched.battery(catalogue, person), person=person, catalogue=catalogue).posterior.prior
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


def part_other(report: Report, catalogue: Catalogue, people: int) -> None:
    """Calibrate on the independent people, and name what each kind of evidence tells."""
    wanted = targets(catalogue)
    rng = np.random.default_rng(11)
    crew = crowd(rng, people=people, deviations=True)
    seen = observe(rng, crew, catalogue)
    mean, sd, prior = posteriors(crew, seen, catalogue, wanted, "strength")
    inside = np.abs(truth_of(crew, wanted) - mean) <= 1.2816 * sd
    known = (sd / prior).mean(axis=(0, 1)) < RESOLUTION
    each = inside.mean(axis=(0, 1))
    report.say("\n| group | property | posterior/prior sd | 80 % intervals hold | bias (sd) |\n|---|---|---|---|---|")
    bias = (mean - truth_of(crew, wanted)).mean(axis=(0, 1))
    for k, (group, prop) in enumerate(wanted):
        ratio = (sd / prior)[:, :, k].mean()
        report.say(f"| {group} | {prop} | {ratio:.2f} | {each[k]:.1%} | {bias[k]:+.2f} |")
    report.say()
    average = each[known].mean()
    report.judge("independent, 80 % on average", f"{average:.1%}", met=bool(OTHER_80[0] <= average <= OTHER_80[1]))
    report.judge(
        "independent, least 80 % of a group", f"{each[known].min():.1%}", met=bool(each[known].min() >= OTHER_LEAST_80)
    )


def _published(seen: dict, blank: dict, names: set[str]) -> dict[str, np.ndarray]:
    found = {}
    for name in sorted(names):
        columns = []
        for side in SIDES:
            at_mean, sd, better = blank[name, side]
            columns.append(better * (seen[name, side] - at_mean.value) / sd)
        found[name] = np.stack(columns, axis=1)
    return found


def _features(people: Crowd, z: dict[str, np.ndarray], evidence: str) -> np.ndarray:
    rows = [np.repeat(people.sits[:, None], 2, axis=1)]
    if EVIDENCE.index(evidence) >= 1:
        rows += [people.knee_in, people.knee_in[:, ::-1]]
    for _, values in sorted(z.items()):
        rows += [values, values[:, ::-1]]
    return np.clip(np.stack([np.asarray(row, dtype=float) for row in rows], axis=2), -5, 5).reshape(-1, len(rows))


def part_known(report: Report, catalogue: Catalogue, people: int) -> None:
    """Compare what each kind of evidence tells: inference, both checklists, the trained upper reference."""
    wanted, blank = targets(catalogue), blanks(catalogue)
    rng = np.random.default_rng(12)
    crew, train = crowd(rng, people=people, deviations=True), crowd(rng, people=TRAINING, deviations=True)
    seen_all = observe(np.random.default_rng(5), crew, catalogue)
    taught_all = observe(np.random.default_rng(5), train, catalogue)
    true, taught = truth_of(crew, wanted) < SHORT, truth_of(train, wanted) < SHORT
    listed = {name: frozenset((m.muscle, m.property) for m in catalogue.tests[name].moves) for name, _ in blank}
    report.say("\n| evidence | inference | checklist | with norms | trained | over checklist | over norms |")
    report.say("|---|---|---|---|---|---|---|")
    for evidence in EVIDENCE:
        names = {n for n, _ in blank if EVIDENCE.index(evidence) >= (2 if n in RANGES else 3)}
        z, z_train = _published(seen_all, blank, names), _published(taught_all, blank, names)
        mean, sd, _ = posteriors(crew, seen_all, catalogue, wanted, evidence)
        ours = ndtr((SHORT - mean) / sd)
        x, x_train = _features(crew, z, evidence), _features(train, z_train, evidence)
        scores = {
            "ours": ours,
            "plain": np.zeros_like(ours),
            "norms": np.zeros_like(ours),
            "trained": np.zeros_like(ours),
        }
        for k, target in enumerate(wanted):
            vote = np.repeat((crew.sits * (target == ("iliopsoas", "length")))[:, None], 2, axis=1).astype(float)
            if evidence != "questions" and target in {("gluteus_maximus", "strength"), ("soleus", "length")}:
                vote = vote + crew.knee_in
            for kind in ("plain", "norms"):
                scores[kind][:, :, k] = vote + (votes(z, listed, target, norms=kind == "norms") if z else 0.0)
            w = trained(x_train, taught[:, :, k].ravel())
            scores["trained"][:, :, k] = (x @ w[:-1] + w[-1]).reshape(-1, 2)
        _compare(report, evidence, scores, true, wanted)


def _aucs(score: np.ndarray, true: np.ndarray) -> np.ndarray:
    return np.array([auc(score[:, :, k].ravel(), true[:, :, k].ravel()) for k in range(true.shape[2])])


def _compare(report: Report, evidence: str, scores: dict, true: np.ndarray, wanted: tuple[Target, ...]) -> None:
    area = {kind: _aucs(score, true) for kind, score in scores.items()}
    rng, gains = np.random.default_rng(3), {"plain": [], "norms": []}
    for _ in range(BOOTSTRAPS):
        pick = rng.integers(0, len(true), len(true))
        ours = _aucs(scores["ours"][pick], true[pick])
        for kind, gain in gains.items():
            gain.append(float(np.nanmean(ours - _aucs(scores[kind][pick], true[pick]))))
    span = {kind: np.quantile(gain, [0.025, 0.975]) for kind, gain in gains.items()}
    m = {kind: values.mean() for kind, values in area.items()}
    over = " | ".join(f"{span[kind][0]:+.3f} to {span[kind][1]:+.3f}" for kind in span)
    report.say(f"| {evidence} | {m['ours']:.3f} | {m['plain']:.3f} | {m['norms']:.3f} | {m['trained']:.3f} | {over} |")
    if evidence == EVIDENCE[-1]:
        report.say("\n| group | property | inference | with norms | trained | sensitivity at 90 % | Brier |")
        report.say("|---|---|---|---|---|---|---|")
        for k, (group, prop) in enumerate(wanted):
            s, t = scores["ours"][:, :, k].ravel(), true[:, :, k].ravel()
            report.say(
                f"| {group} | {prop} | {area['ours'][k]:.3f} | {area['norms'][k]:.3f} | {area['trained'][k]:.3f} |"
                f" {sensitivity(s, t):.2f} | {((s - t) ** 2).mean():.3f} |"
            )
        report.say()
    for kind in gains:
        worst = float((area["ours"] - area[kind]).min())
        where = ".".join(wanted[int((area["ours"] - area[kind]).argmin())])
        report.judge(f"{evidence}: above {kind}", f"{span[kind][0]:+.3f} at least", met=bool(span[kind][0] > 0))
        report.judge(f"{evidence}: no group below {kind}", f"{worst:+.3f} ({where})", met=worst >= -GROUP_NOT_WORSE)
    gap = m["trained"] - m["ours"]
    report.judge(f"{evidence}: distance to the trained", f"{gap:.3f}", met=bool(gap <= UPPER_DISTANCE))


def _called(
    people: Crowd, seen: dict, catalogue: Catalogue, evidence: str
) -> list[tuple[int, str, float, float, Target, str]]:
    """Return person, word, probability, truth, target and side of every call of a group that the leg has."""
    person, blank = matched.someone(), blanks(catalogue)
    found = []
    for number in range(len(people.sits)):
        ledger = weigh(measurements(number, people, seen, blank, evidence), person=person, catalogue=catalogue)
        for call in sorted_calls(ledger, person=person)[0]:
            target = (call.muscle, "length" if call.property in {"short", "long"} else "strength")
            if target in people.truth:
                value = float(people.truth[target][number, SIDES.index(call.side)])
                found.append((number, call.word, call.probability, value, target, call.side))
    return found


def part_calls(report: Report, catalogue: Catalogue, people: int) -> None:
    """Count wrong calls on healthy people and on everybody, found changes, and how reliable stated chances are."""
    rng = np.random.default_rng(13)
    healthy, everybody = crowd(rng, people=people, deviations=False), crowd(rng, people=people, deviations=True)
    seen = observe(np.random.default_rng(6), healthy, catalogue)
    asked = _called(everybody, observe(np.random.default_rng(7), everybody, catalogue), catalogue, "questions")
    report.judge("calls from questions alone", str(len(asked)), met=not asked)
    found = _called(healthy, seen, catalogue, "strength")
    for word in ("probably", "possibly"):
        wrong = sum(each[3] >= SHORT for each in found if each[1] == word)
        limit = chi2.ppf(0.95, 2 * (wrong + 1)) / 2 / people
        name = f"healthy: wrong '{word}' a person (upper 95 %)"
        report.judge(name, f"{wrong / people:.3f} ({limit:.3f})", met=limit <= WRONG_A_PERSON)
    seen = observe(np.random.default_rng(7), everybody, catalogue)
    start = time.perf_counter()
    found = _called(everybody, seen, catalogue, "strength")
    report.say(f"* {people / (time.perf_counter() - start):.0f} people a second, weighed and called")
    for word in ("probably", "possibly"):
        of = [each for each in found if each[1] == word]
        share = sum(each[3] >= SHORT for each in of) / max(len(of), 1)
        report.judge(f"everybody: false share of {len(of)} '{word}'", f"{share:.3f}", met=share < FALSE_SHARE)
    _found(report, everybody, found, catalogue)
    _reliability(report, found)


def _found(report: Report, people: Crowd, found: list, catalogue: Catalogue) -> None:
    person = matched.someone()
    rows = weigh([each for each, _, _ in blanks(catalogue).values()], person=person, catalogue=catalogue).rows
    own = {(unknown.muscle, unknown.property) for row in rows for unknown in row.direct}
    wanted = [target for target in targets(catalogue) if target in own]
    for words in (("probably",), ("probably", "possibly")):
        told = {(n, target, side) for n, word, _, _, target, side in found if word in words}
        deep = [
            (n, target, side)
            for target in wanted
            for s, side in enumerate(SIDES)
            for n in np.flatnonzero(people.truth[target][:, s] <= -2.0)
        ]
        share = sum(each in told for each in deep) / len(deep)
        report.judge(
            f"true 2-sd changes with their own test called ({' or '.join(words)})",
            f"{share:.2f}",
            met=share >= FOUND_OF_2_SD,
        )


def _reliability(report: Report, found: list) -> None:
    said, right = np.array([each[2] for each in found]), np.array([each[3] < SHORT for each in found])
    bins, total = np.clip(((said - 0.6) / 0.1).astype(int), 0, 3), 0.0
    report.say("\n| said | calls | right |\n|---|---|---|")
    for number in range(4):
        here = bins == number
        if here.any():
            total += here.mean() * abs(said[here].mean() - right[here].mean())
            report.say(f"| {said[here].mean():.2f} | {here.sum()} | {right[here].mean():.2f} |")
    report.say()
    report.judge("expected calibration error of calls", f"{total:.3f}", met=bool(total < CALL_ERROR))


def part_contrasts(report: Report, catalogue: Catalogue, people: int) -> None:
    """Set the difference that a context's prior predicts in the hanging thigh test beside the papers' difference."""
    person = matched.someone()
    at_mean, true_sd, _ = blanks(catalogue)["modified_thomas", "left"]
    plain = weigh([at_mean], person=person, catalogue=catalogue).rows[0]
    report.say("\n| context | paper (deg) | predicted (deg) |\n|---|---|---|")
    for name, paper in (("sits_over_7h", 6.1), ("lasting_low_back_pain", 10.0)):
        held = Measurement(
            id=f"context.{name}",
            kind="context",
            metric=name,
            side=None,
            value=1.0,
            sd=0.0,
            unit="holds",
            method="typed",
        )
        prior = weigh([at_mean, held], person=person, catalogue=catalogue).posterior.prior
        shift = sum(load * prior.mean[prior.index.place[unknown]] for unknown, load in plain.loads)
        report.say(f"| {name} | {paper:+.1f} | {shift * true_sd:+.1f} |")


PARTS: dict[str, Callable[[Report, Catalogue, int], None]] = {
    "matched": part_matched,
    "other": part_other,
    "known": part_known,
    "calls": part_calls,
    "contrasts": part_contrasts,
}


def main() -> None:
    """Print the report; exit with 1 when a criterion is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--part", choices=sorted(PARTS), action="append")
    args = parser.parse_args()
    report, catalogue = Report(), load()
    for name in args.part or PARTS:
        report.say(f"\n## {name} ({args.people} people)\n")
        PARTS[name](report, catalogue, args.people)
    report.say(f"\n{len(report.missed)} criteria missed.")
    sys.exit(1 if report.missed else 0)


if __name__ == "__main__":
    main()
