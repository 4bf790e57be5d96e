"""Published differences between groups, both arms simulated by the model, beside the papers' numbers.

One arm is in the context, the other is not; each has as many people as the paper's. Two questions: what difference of
readings does the model expect (its base rate puts on the muscle what the test's share says, and nothing on capsule or
guarding), and what does it say of both arms when their readings differ as much as the paper's did. Stretching is one
group before and after, weighed as two times (`track.joint`). A context whose size nobody measured weighs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evenpull.infer.assess import weigh
from evenpull.infer.many import weigh_many
from evenpull.infer.solve import assemble
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement
from evenpull.track.joint import joint_model
from people.battery import battery, someone
from people.report import Report

Array = NDArray[np.float64]
TEST = "modified_thomas"
STRETCHED_DEG, STRETCHED_TILT_DEG, STRETCHED_PEOPLE = 2.6, -1.2, 23
STUDIES = 400
"""Simulated repeats of each paper."""
SEED = 17


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """A published difference of thigh angle in the hanging thigh test: with the context minus without, in degrees.

    Args:
        context: Catalogue id.
        paper_deg: The paper's difference; positive is less hip extension.
        source: Its key.
        people: Of each arm.
        against: Whom the paper's other arm was.
    """

    context: str
    paper_deg: float
    source: str
    people: tuple[int, int]
    against: str


CONTRASTS = (
    Contrast(
        context="sits_over_7h",
        paper_deg=6.1,
        source="BOUKABACHE2021",
        people=(72, 72),
        against="active, under 4 h",
    ),
    Contrast(
        context="lasting_low_back_pain",
        paper_deg=10.0,
        source="ROACH2015",
        people=(30, 30),
        against="without pain",
    ),
)


def part_contrasts(report: Report, catalogue: Catalogue, people: int, seed: int) -> None:
    """Set both arms' simulated difference beside the papers'; `people` is not used, the papers' numbers are."""
    rng = np.random.default_rng([seed, SEED])
    report.table(
        "context",
        "against",
        "paper (deg)",
        "both arms (deg)",
        "sd of one study",
        "told then (sd)",
        "short, with/without",
    )
    for contrast in CONTRASTS:
        found, spread = _expected(contrast, catalogue, rng)
        told, called = _told(contrast, catalogue, rng)
        report.say(
            f"| {contrast.context} ({contrast.source}) | {contrast.against} | {contrast.paper_deg:+.1f} |"
            f" {found:+.1f} | {spread:.1f} | {told:+.2f} | {called[0]:.2f} / {called[1]:.2f} |"
        )
    heels = _prior_shift("wears_heels", Unknown("gastrocnemius", "left", "length"), catalogue)
    report.say(f"| wears_heels (CSAPO2010) | flat shoes | -11.4 % of fascicle length | {heels:+.1f} | | | |")
    _stretching(report, catalogue)


def _held(context: str) -> Measurement:
    fields = {"kind": "context", "side": None, "value": 1.0, "sd": 0.0, "unit": "holds", "method": "typed"}
    return Measurement(id=f"context.{context}", metric=context, **fields)


def _arms(contrast: Contrast, catalogue: Catalogue) -> tuple[list[Measurement], list[Measurement]]:
    plain = battery(catalogue, someone(), (TEST,))
    return [*plain, _held(contrast.context)], plain


def _drawn(readings: list[Measurement], count: int, catalogue: Catalogue, rng: np.random.Generator) -> Array:
    """Return readings of people that the model believes in, (count, 2 sides), deg."""
    posterior = weigh(readings, person=someone(), catalogue=catalogue).posterior
    prior, system = posterior.prior, assemble(posterior.prior, posterior.system.rows)
    truth = rng.multivariate_normal(prior.mean, prior.covariance, size=count, method="cholesky")
    y = truth @ system.H.T + rng.multivariate_normal(np.zeros(len(system.y)), system.N, size=count)
    return np.stack([readings[k].value + _true_sd(catalogue) * y[:, k] for k in range(2)], axis=1)


def _expected(contrast: Contrast, catalogue: Catalogue, rng: np.random.Generator) -> tuple[float, float]:
    """Return mean and sd over simulated studies of the difference between both arms' mean angles, deg."""
    means = []
    for readings, count in zip(_arms(contrast, catalogue), contrast.people, strict=True):
        drawn = _drawn(readings, STUDIES * count, catalogue, rng).mean(axis=1)
        means.append(drawn.reshape(STUDIES, count).mean(axis=1))
    return float((means[0] - means[1]).mean()), float((means[0] - means[1]).std())


def _told(contrast: Contrast, catalogue: Catalogue, rng: np.random.Generator) -> tuple[float, tuple[float, float]]:
    """Return what is said of arms whose readings differ as the paper's: difference of means (sd), shares called."""
    count, means, called = 4000, [], []
    for number, readings in enumerate(_arms(contrast, catalogue)):
        values = _drawn(readings[:2], count, catalogue, rng) + (contrast.paper_deg if number == 0 else 0.0)
        by_id = {readings[k].id: values[:, k] for k in range(2)}
        many = weigh_many(readings, by_id, people=count, person=someone(), catalogue=catalogue)
        place = many.ledger.posterior.prior.index.place[Unknown("iliopsoas", "left", "length")]
        means.append(float(many.mean[:, place].mean()))
        called.append(float((many.words()[:, place] > 0).mean()))
    return means[0] - means[1], (called[0], called[1])


def _prior_shift(context: str, unknown: Unknown, catalogue: Catalogue) -> float:
    prior = weigh([_held(context)], person=someone(), catalogue=catalogue).posterior.prior
    return float(prior.mean[prior.index.place[unknown]])


def _true_sd(catalogue: Catalogue) -> float:
    plain = battery(catalogue, someone(), (TEST,))[:1]
    moved = [replace(plain[0], value=plain[0].value + 1.0)]
    (row,), (other,) = (weigh(each, person=someone(), catalogue=catalogue).rows for each in (plain, moved))
    return 1.0 / (other.y - row.y)


def _stretching(report: Report, catalogue: Catalogue) -> None:
    """Weigh a group before and after: hip extension gained as the paper's, and what the model says of the muscle."""
    before = [replace(each, session="before") for each in battery(catalogue, someone(), (TEST,))]
    partner = {f"{each.id}.after": each.id for each in before}
    for name, gained in (("stretched", STRETCHED_DEG), ("control", 0.0)):
        after = [replace(each, id=f"{each.id}.after", value=each.value - gained, session="after") for each in before]
        old, new = (weigh(each, person=someone(), catalogue=catalogue) for each in (before, after))
        joint = joint_model(old, new, partner=partner, weeks=6.0)
        place = joint.index.place[Unknown("iliopsoas", "left", "length")]
        change, sd = float(joint.change[0][place]), float(np.sqrt(joint.change[1][place, place]))
        loads = new.posterior.system.H[0]
        told = float(loads @ joint.change[0]) * _true_sd(catalogue)
        report.say(
            f"\n{name}: readings {gained:+.1f} deg of hip extension; told of one person: iliopsoas {change:+.2f} sd"
            f" (doubt {sd:.2f}), {abs(told):.1f} deg of it on muscles."
        )
    report.say(
        f"\nTilt after stretching: paper {STRETCHED_TILT_DEG} deg ({STRETCHED_PEOPLE} people); here 0.0, posture weighs"
        " nothing. The simulated body's tilt for this gain is calibrated on that paper (`docs/body_settle.md`).\n"
    )
