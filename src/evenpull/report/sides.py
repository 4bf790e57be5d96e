"""Left against right, in words: which of two tested sides is lower, or that healthy people's sides differ as much."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.core.words import say
from evenpull.infer.numbers import POSSIBLY, PROBABLY
from evenpull.infer.phrases import number, quantity
from evenpull.infer.records import Pair
from evenpull.knowledge.load import Catalogue
from evenpull.measure.records import Measurement
from evenpull.report.records import Assessment
from evenpull.report.words import SURE, Names, capital

CALLED = {"length": "short", "strength": "weak"}
MAY_DIFFER = 0.3
_LOWER = {
    ("left", "length"): say("Left {muscles} shorter than right"),
    ("right", "length"): say("Right {muscles} shorter than left"),
    ("left", "strength"): say("Left {muscles} weaker than right"),
    ("right", "strength"): say("Right {muscles} weaker than left"),
}
"""Which side is lower, and in what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SideReading:
    """One group of which both sides were tested: its title, how sure, the probability, the readings, what limits it."""

    title: str
    sure: str
    probability: float
    readings: str
    limit: str


def side_readings(assessment: Assessment, catalogue: Catalogue) -> tuple[SideReading, ...]:
    """Return a reading for each group that is the main mover of a test done on both sides, the surest difference first.

    Groups that are called already are left out: their call says which side.
    """
    if assessment.inference is None:
        return ()
    called = {(call.muscle, call.property) for call in assessment.inference.calls}
    found = []
    for pair in assessment.inference.pairs:
        if pair.kind != "left_right" or (pair.first.split(".", 1)[1], CALLED[pair.property]) in called:
            continue
        readings = _readings(pair, assessment, catalogue)
        if readings:
            found.append(_told(pair, readings, Names(catalogue)))
    return tuple(sorted(found, key=lambda each: (-each.probability, each.title)))


def _told(pair: Pair, readings: str, names: Names) -> SideReading:
    muscle = pair.first.split(".", 1)[1]
    probability = max(pair.p_first_lower, pair.p_second_lower)
    low = "left" if pair.p_first_lower >= pair.p_second_lower else "right"
    if probability >= POSSIBLY:
        title = _LOWER[low, pair.property].format(muscles=names.muscle(muscle))
        sure = SURE["probably" if probability >= PROBABLY else "possibly"]
        limit = say("It says which side is lower, not whether one is short or weak.")
    else:
        title = say("{muscles}, left and right", muscles=capital(names.muscle(muscle)))
        sure = SURE["cannot_tell"] if probability >= MAY_DIFFER else SURE["ordinary"]
        limit = say("Healthy people's two sides can differ as much as this.")
    return SideReading(title=title, sure=sure, probability=probability, readings=readings, limit=limit)


def _readings(pair: Pair, assessment: Assessment, catalogue: Catalogue) -> str:
    """Return the readings of every test that moves the group and was done on both sides; empty when there is none."""
    muscle = pair.first.split(".", 1)[1]
    told = []
    for test in sorted(catalogue.tests.values(), key=lambda entry: entry.id):
        main = max(test.moves, key=lambda move: (move.share, move.muscle), default=None)
        if main is None or (main.muscle, main.property) != (muscle, pair.property):
            continue
        sides = {m.side: m for m in assessment.measurements if m.kind == "test" and m.metric == test.id}
        if {"left", "right"} <= set(sides):
            told.append(f"{test.plain.lower()}: {_both(sides['left'], sides['right'])}")
    return "; ".join(told)


def _both(left: Measurement, right: Measurement) -> str:
    return say(
        "left {left}, right {right} (error {error})",
        left=quantity(left.value, left.unit),
        right=quantity(right.value, right.unit),
        error=number(max(left.sd, right.sd)),
    )
