"""What can be known from what: inference against two checklists and a trained upper reference, by kind of evidence."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from evenpull.knowledge import Catalogue
from people.other_leg import RANGES, Crowd, crowd
from people.report import Report
from people.rivals import auc, sensitivity, trained, votes
from people.seen import BLOCKS, EVIDENCE, SIDES, Readings, Target, blanks, observe, targets, together, truth_of

Array = NDArray[np.float64]
SHORT = -1.0
GROUP_NOT_WORSE = 0.01
UPPER_DISTANCE = 0.03
TRAINING = 10_000
BOOTSTRAPS = 200
SEED = 12


def part_known(report: Report, catalogue: Catalogue, people: int, seed: int) -> None:
    """Compare what each kind of evidence tells: inference, both checklists, the trained upper reference."""
    wanted, blank = targets(catalogue), blanks(catalogue)
    rng = np.random.default_rng([seed, SEED])
    crew, train = crowd(rng, people=people, deviations=True), crowd(rng, people=TRAINING, deviations=True)
    seen_all, taught_all = observe(rng, crew, catalogue), observe(rng, train, catalogue)
    true, taught = truth_of(crew, wanted) < SHORT, truth_of(train, wanted) < SHORT
    report.table("evidence", "inference", "checklist", "with norms", "trained", "over checklist", "over norms")
    found = {}
    for evidence in EVIDENCE:
        upto = EVIDENCE.index(evidence)
        names = {name for name, _ in blank if upto >= (2 if name in RANGES else 3)}
        z, z_train = published(seen_all, blank, names), published(taught_all, blank, names)
        told = together(crew, seen_all, catalogue, evidence)
        ours = ndtr((SHORT - told.of(told.mean, wanted)) / told.of(told.sd, wanted))
        x, x_train = features(crew, z, evidence), features(train, z_train, evidence)
        kinds = ("plain", "norms", "trained")
        scores = {"ours": ours} | {kind: np.zeros_like(ours) for kind in kinds}
        for k, target in enumerate(wanted):
            for kind in ("plain", "norms"):
                scores[kind][:, :, k] = _checklist(crew, z, catalogue, target, evidence, norms=kind == "norms")
            w = trained(x_train, taught[:, :, k].ravel())
            scores["trained"][:, :, k] = (x @ w[:-1] + w[-1]).reshape(-1, 2)
        found[evidence] = _compared(report, evidence, scores, true)
        if evidence == EVIDENCE[-1]:
            last = scores
    _judged(report, found, wanted)
    _by_group(report, last, true, wanted)


def published(seen: Readings, blank: dict, names: set[str]) -> dict[str, Array]:
    """Return readings in published sds, higher is better, (people, 2) by test."""
    found = {}
    for name in sorted(names):
        columns = []
        for side in SIDES:
            at_mean, sd, better = blank[name, side]
            columns.append(better * (seen[name, side] - at_mean.value) / sd)
        found[name] = np.stack(columns, axis=1)
    return found


def features(people: Crowd, z: dict[str, Array], evidence: str) -> Array:
    """Return what a trained rival may look at, (2 people, features): each side sees its own and the other side's."""
    rows = [np.repeat(people.sits[:, None], 2, axis=1)]
    if EVIDENCE.index(evidence) >= 1:
        rows += [people.knee_in, people.knee_in[:, ::-1]]
    for _, values in sorted(z.items()):
        rows += [values, values[:, ::-1]]
    return np.clip(np.stack([np.asarray(row, dtype=float) for row in rows], axis=2), -5, 5).reshape(-1, len(rows))


def _checklist(
    people: Crowd, z: dict[str, Array], catalogue: Catalogue, target: Target, evidence: str, *, norms: bool
) -> Array:
    listed = {name: frozenset((m.muscle, m.property) for m in catalogue.tests[name].moves) for name in z}
    vote = np.repeat((people.sits * (target == ("iliopsoas", "length")))[:, None], 2, axis=1).astype(float)
    if evidence != "questions" and target in {("gluteus_maximus", "strength"), ("soleus", "length")}:
        vote = vote + people.knee_in
    return vote + (votes(z, listed, target, norms=norms) if z else 0.0)


def _aucs(score: Array, true: NDArray[np.bool_]) -> Array:
    return np.array([auc(score[:, :, k].ravel(), true[:, :, k].ravel()) for k in range(true.shape[2])])


def _compared(report: Report, evidence: str, scores: dict[str, Array], true: NDArray[np.bool_]) -> tuple:
    """Print a row; return areas by rival and the paired interval of the gain over blocks, which share their norms."""
    area = {kind: _aucs(score, true) for kind, score in scores.items()}
    rng = np.random.default_rng(3)
    gains: dict[str, list[float]] = {"plain": [], "norms": []}
    block = np.arange(len(true)) * BLOCKS // len(true)
    members = [np.flatnonzero(block == number) for number in range(BLOCKS)]
    for _ in range(BOOTSTRAPS):
        pick = np.concatenate([members[number] for number in rng.integers(0, BLOCKS, BLOCKS)])
        ours = _aucs(scores["ours"][pick], true[pick])
        for kind, gain in gains.items():
            gain.append(float(np.nanmean(ours - _aucs(scores[kind][pick], true[pick]))))
    span = {kind: np.quantile(gain, [0.025, 0.975]) for kind, gain in gains.items()}
    m = {kind: values.mean() for kind, values in area.items()}
    over = " | ".join(f"{span[kind][0]:+.3f} to {span[kind][1]:+.3f}" for kind in span)
    report.say(f"| {evidence} | {m['ours']:.3f} | {m['plain']:.3f} | {m['norms']:.3f} | {m['trained']:.3f} | {over} |")
    return area, span


def _judged(report: Report, found: dict[str, tuple], wanted: tuple[Target, ...]) -> None:
    report.say()
    for evidence, (area, span) in found.items():
        for kind, name in (("plain", "the checklist"), ("norms", "the checklist with norms")):
            gap = area["ours"] - area[kind]
            worst, where = float(gap.min()), ".".join(wanted[int(gap.argmin())])
            report.judge(f"{evidence}: above {name}", f"{span[kind][0]:+.3f} at least", met=bool(span[kind][0] > 0))
            report.judge(f"{evidence}: no group below {name}", f"{worst:+.3f} ({where})", met=worst >= -GROUP_NOT_WORSE)
        distance = float(area["trained"].mean() - area["ours"].mean())
        report.judge(f"{evidence}: distance to the trained", f"{distance:.3f}", met=distance <= UPPER_DISTANCE)


def _by_group(report: Report, scores: dict[str, Array], true: NDArray[np.bool_], wanted: tuple[Target, ...]) -> None:
    area = {kind: _aucs(score, true) for kind, score in scores.items()}
    report.table("group", "property", "inference", "with norms", "trained", "sensitivity at 90 %", "Brier")
    for k, (group, prop) in enumerate(wanted):
        s, t = scores["ours"][:, :, k].ravel(), true[:, :, k].ravel()
        report.say(
            f"| {group} | {prop} | {area['ours'][k]:.3f} | {area['norms'][k]:.3f} | {area['trained'][k]:.3f} |"
            f" {sensitivity(s, t):.2f} | {((s - t) ** 2).mean():.3f} |"
        )
    report.say()
