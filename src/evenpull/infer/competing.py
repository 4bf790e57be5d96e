"""What else could explain a finding: each muscle group that it speaks of, bone and the rest, and error.

A reading is a sum, y = sum_i h_i u_i + (bone, capsule, tolerance, effort) + (error of reading and sitting). Given
everything that was measured the parts are jointly Gaussian, and their means sum to y exactly. The odds of a part are
the probability that it carries most of the reading's distance from ordinary. A sign that was seen (a knee that falls
in) names groups by its claims; their odds are the probability that this group is the one furthest beyond one healthy
sd, and `other` that no group is: then it is bone, stance, skill or chance. A claim that weighs nothing moves no odds
and says so. Odds of one finding sum to 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.infer.competing_odds import What, deepest, largest, orders, parts_of
from evenpull.infer.ledger import Ledger, Said
from evenpull.infer.records import Property
from evenpull.infer.rows import Row
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge import Catalogue
from evenpull.measure.records import Measurement

LEAST = 1.0
"""A reading that lies nearer to ordinary than this, healthy sds, is no finding and needs no explanation."""
MOST_LIKELY, POSSIBLE = 0.5, 0.15
ODDS_WORDS = {
    "most_likely": say("most likely"),
    "possible": say("possible"),
    "unlikely": say("unlikely"),
}
OTHER_WORDS = {"other": say("bone or something else"), "error": say("the error of the reading")}
STATE_WORDS: dict[tuple[Property, Side], str] = {
    ("length", "left"): say("left {group} short"),
    ("length", "right"): say("right {group} short"),
    ("strength", "left"): say("left {group} weak"),
    ("strength", "right"): say("right {group} weak"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One possible explanation.

    Args:
        what: A muscle group, `other` (bone, capsule, tolerance, stance, skill), or `error` of the reading.
        unknown: The group and its property; None for the others.
        odds: Probability that this explains most of the finding; those of one finding sum to 1.
        part: Mean of its part of a test's reading, healthy true sds of the test; 0 for signs.
        weighs: False for a claim that is only shown: the finding itself did not move these odds.
    """

    what: What
    unknown: Unknown | None
    odds: float
    part: float
    weighs: bool

    @property
    def word(self) -> str:
        """The odds in words: `most_likely`, `possible`, `unlikely`."""
        return "most_likely" if self.odds >= MOST_LIKELY else "possible" if self.odds >= POSSIBLE else "unlikely"


@dataclass(frozen=True, slots=True, kw_only=True)
class Competing:
    """A finding with all that could explain it, the likeliest first.

    Args:
        measurement: Its id.
        metric: Test or fault.
        side: Its side.
        candidates: Sorted by odds, then by group without side, then same side first.
        others: What `other` may be, in the catalogue's words.
    """

    measurement: str
    metric: str
    side: Side | None
    candidates: tuple[Candidate, ...]
    others: tuple[str, ...]

    def sentence(self, catalogue: Catalogue) -> str:
        """Return the odds as one sentence in plain words."""
        parts = [
            say(
                "{what} ({word}, {percent} %)",
                what=_called(each, catalogue),
                word=ODDS_WORDS[each.word],
                percent=round(100 * each.odds),
            )
            for each in self.candidates
        ]
        return say("It may be: {parts}.", parts="; ".join(parts))


def competing_of(ledger: Ledger) -> tuple[Competing, ...]:
    """Return every finding of a person with its competing explanations, sorted by metric and side."""
    found = [each for each in (_of_test(row, ledger) for row in ledger.rows if not row.block) if each is not None]
    by_measurement: dict[str, list[Said]] = {}
    for said in ledger.said:
        by_measurement.setdefault(said.measurement.id, []).append(said)
    found += [_of_sign(claims, ledger) for claims in by_measurement.values() if _seen(claims[0].measurement)]
    return tuple(sorted(found, key=lambda each: (each.metric, each.side or "")))


def _of_test(row: Row, ledger: Ledger) -> Competing | None:
    measurement = ledger.measurements[row.sources[0]]
    test = ledger.setting.catalogue.tests.get(measurement.metric)
    if test is None or row.censored or len(row.sources) != 1 or abs(row.y) < LEAST:
        return None
    kinds, mean, covariance = parts_of(row, ledger)
    towards = 1.0 if row.y > 0 else -1.0
    odds = np.mean(
        [
            largest(towards * mean[order], covariance[np.ix_(order, order)])[np.argsort(order)]
            for order in orders(kinds, measurement.side)
        ],
        axis=0,
    )
    candidates = [
        Candidate(
            what=kind if isinstance(kind, str) else "muscle",
            unknown=None if isinstance(kind, str) else kind,
            odds=float(odds[number]),
            part=float(mean[number]),
            weighs=True,
        )
        for number, kind in enumerate(kinds)
    ]
    return _competing(measurement, candidates, test.competing)


def _seen(measurement: Measurement) -> bool:
    return measurement.kind in {"observed", "movement"} and measurement.unit == "level" and measurement.value > 0


def _of_sign(claims: Sequence[Said], ledger: Ledger) -> Competing:
    measurement = claims[0].measurement
    index = ledger.posterior.prior.index
    signs: dict[Unknown, float] = {}
    weighing: dict[Unknown, bool] = {}
    for said in claims:
        unknown = said.shift.unknown
        signs[unknown] = -1.0 if said.shift.shift > 0 else 1.0
        weighing[unknown] = weighing.get(unknown, False) or said.shift.weighs
    unknowns = sorted(signs, key=lambda each: index.place[each])
    places = [index.place[each] for each in unknowns]
    flip = np.array([signs[each] for each in unknowns])
    mean = ledger.posterior.mean[places] * flip
    covariance = ledger.posterior.covariance[np.ix_(places, places)] * np.outer(flip, flip)
    odds = np.mean(
        [
            deepest(mean[order], covariance[np.ix_(order, order)])[np.append(np.argsort(order), len(order))]
            for order in orders(unknowns, measurement.side)
        ],
        axis=0,
    )
    candidates = [
        Candidate(what="muscle", unknown=each, odds=float(odds[number]), part=0.0, weighs=weighing[each])
        for number, each in enumerate(unknowns)
    ]
    candidates.append(Candidate(what="other", unknown=None, odds=float(odds[-1]), part=0.0, weighs=True))
    return _competing(measurement, candidates, ledger.setting.catalogue.compensations[measurement.metric].competing)


def _competing(measurement: Measurement, candidates: Sequence[Candidate], others: Sequence[str]) -> Competing:
    def order(each: Candidate) -> tuple[float, str, str, bool]:
        if each.unknown is None:
            return -round(each.odds, 9), "~", each.what, False
        muscle, side, prop = each.unknown
        return -round(each.odds, 9), muscle, prop, side != measurement.side

    return Competing(
        measurement=measurement.id,
        metric=measurement.metric,
        side=measurement.side,
        candidates=tuple(sorted(candidates, key=order)),
        others=tuple(others),
    )


def _called(candidate: Candidate, catalogue: Catalogue) -> str:
    if candidate.unknown is None:
        return OTHER_WORDS[candidate.what]
    muscle, side, prop = candidate.unknown
    return STATE_WORDS[prop, side].format(group=catalogue.muscles[muscle].lay)
