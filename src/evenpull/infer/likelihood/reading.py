"""What a test's reading is made of: muscle groups, nuisances that are no muscle, and errors, all in healthy true sds.

    true reading = k sum_i sign_i sqrt(share_i) u_i + sqrt(1 - sum share) n,   variance 1 between healthy people

Shares are shares of the true variance (`shares`: by hand or from the posed body). Groups vary together, so that the
plain sum would spread wider than its shares say; k brings it back, and the predicted spread of a test equals the
published one. The nuisance (end torque, capsule, bone, effort) has a part common to all tests of the property, and of
the rest the two sides share what left-right differences of healthy people leave (or the published side difference of
this test).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from evenpull.core.side import SIDES, Side
from evenpull.infer.likelihood.shares import Makeup, makeup_of
from evenpull.infer.numbers import POOR_ERROR, SESSION_COMMON, SPREADS
from evenpull.infer.records import Property
from evenpull.infer.rows import Setting
from evenpull.infer.unknowns import Unknown
from evenpull.knowledge.kinds.assessment import Test
from evenpull.measure.records import Measurement

Loads = tuple[tuple[Unknown, float], ...]
Nuisances = tuple[tuple[str, float], ...]

DIRECT_SHARE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class TestModel:
    """A test as coefficients, for any side; readings of tests without a side load both sides equally.

    Args:
        test: The catalogue's test.
        makeup: What its variance is made of.
        side_correlation: Of the nuisance of left and right.
        direct: Groups that it tests directly: a quarter of the variance or more, or the largest share.
    """

    test: Test
    makeup: Makeup
    side_correlation: float
    direct: frozenset[tuple[str, Property]]

    @property
    def prop(self) -> Property:
        """The property whose session errors and general nuisance it shares."""
        return "length" if self.test.property == "length" else "strength"

    @property
    def towards_more(self) -> float:
        """+1 when more length or strength raises the reading, -1 when it lowers it."""
        return 1.0 if self.test.better == "higher" else -1.0

    def loads(self, side: Side | None) -> Loads:
        """Return the coefficients on the unknowns of one side, or halved on both for a test without a side."""
        if side is not None:
            return tuple((Unknown(muscle, side, prop), c) for (muscle, prop), c in self.makeup.coefficients.items())
        scale = 1.0 / sqrt(2.0 * (1.0 + (1.0 - SPREADS[self.prop].side)))
        return tuple(
            (Unknown(muscle, each, prop), scale * c)
            for (muscle, prop), c in self.makeup.coefficients.items()
            for each in SIDES
        )

    def nuisances(self, side: Side | None) -> Nuisances:
        """Return the named nuisances of a reading of one side, or of a test without a side."""
        own = self.makeup.own
        shared = (f"nuisance.{self.prop}", self.towards_more * self.makeup.general)
        if side is None:
            return (shared, (f"nuisance.{self.test.id}", own))
        both, each = sqrt(self.side_correlation), sqrt(1.0 - self.side_correlation)
        return (
            shared,
            (f"nuisance.{self.test.id}", own * both),
            (f"nuisance.{self.test.id}.{side}", own * each),
        )

    def direct_unknowns(self, measurement: Measurement) -> frozenset[Unknown]:
        """Return what a reading tests directly: nothing when it is a bound or of poor quality."""
        if not self.test.direct or measurement.censored or measurement.quality == "poor":
            return frozenset()
        sides = SIDES if measurement.side is None else (measurement.side,)
        return frozenset(Unknown(muscle, side, prop) for muscle, prop in self.direct for side in sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorParts:
    """The error of a reading: what its session shares with other readings, and what is its own, as sds."""

    shared: float
    own: float


def error_parts(measurement: Measurement, test: Test, *, scale: float) -> ErrorParts:
    """Split the sd of a reading, which averages n trials, into the session's part and the rest.

    One trial's error e has the share s from the session: sd^2 = e^2 (s + (1 - s) / n). Trials shrink only the rest.

    Args:
        measurement: The reading; poor quality raises its error to `POOR_ERROR` healthy sds at least.
        test: Whose session share counts.
        scale: Healthy true sd in the unit of the reading's sd.
    """
    sd = measurement.sd / scale
    if measurement.quality == "poor":
        sd = max(sd, POOR_ERROR)
    trials = max(len(measurement.trials), 1)
    session = test.session_share / (test.session_share + (1.0 - test.session_share) / trials)
    return ErrorParts(shared=sd * sqrt(session), own=sd * sqrt(1.0 - session))


def slip_sd(measurement: Measurement) -> float:
    """Return the sd of the further error if a reading is a slip; none where it is a mean of trials or poor already."""
    return POOR_ERROR if len(measurement.trials) < 2 and measurement.quality != "poor" else 0.0


def session_nuisances(model: TestModel, measurement: Measurement, shared: float) -> Nuisances:
    """Return the session's error as named nuisances: half common to its tests of this property, half this test's."""
    session = measurement.session or measurement.id
    return (
        (f"session.{session}.{model.prop}", model.towards_more * shared * sqrt(SESSION_COMMON)),
        (f"session.{session}.{measurement.metric}", shared * sqrt(1.0 - SESSION_COMMON)),
    )


def model_of(test: Test, setting: Setting, *, side_sd: float | None = None) -> TestModel | None:
    """Return a test as coefficients, or None when it moves no group with a posterior.

    Args:
        test: The test.
        setting: Of this person: whose body, and whose shares.
        side_sd: Published healthy sd of left minus right, in healthy true sds of the test.
    """
    index = setting.prior.index
    makeup = makeup_of(test, index=index, sex=setting.about.sex, shares=setting.shares)
    if makeup is None:
        return None
    moves = [move for move in test.moves if index.has(move.muscle)]
    top = max(move.share for move in moves)
    direct = frozenset((m.muscle, m.property) for m in moves if m.share >= min(DIRECT_SHARE, top))
    same, other = makeup.muscles(index)
    correlation = _side_correlation(test, 2.0 * (same - other), makeup.own, side_sd)
    return TestModel(test=test, makeup=makeup, side_correlation=correlation, direct=direct)


def _side_correlation(test: Test, muscles: float, own: float, side_sd: float | None) -> float:
    """Return the left-right correlation of a test's own nuisance, from its published side difference if it has one."""
    if side_sd is None or own <= 0:
        return 1.0 - SPREADS["length" if test.property == "length" else "strength"].side
    return float(np.clip(1.0 - (side_sd**2 - muscles) / (2.0 * own**2), 0.0, 1.0))


def published_side_sd(test: Test, *, mean: float, true_sd: float, logarithm: bool = False) -> float | None:
    """Return a test's published left-right sd in healthy true sds, or None where none was measured.

    Args:
        test: The test.
        mean: Healthy mean, that a percentage is of.
        true_sd: Healthy true sd, in the test's unit or of the logarithm.
        logarithm: Whether `true_sd` is of ln reading.
    """
    published = test.side_difference_sd
    if published is None or published.known not in {"measured", "derived"}:
        return None
    if published.unit == "percent":
        return published.value / 100.0 * (1.0 if logarithm else abs(mean)) / true_sd
    return None if logarithm else published.value / true_sd
