"""The tug of war: what a change of muscles or ground does to posture, with its band over K and over the command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.calibration import healthy as healthy_adult
from evenpull.body.changes import Change, apply
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.settle import metrics
from evenpull.body.settle.contact import LEVEL, Ground
from evenpull.body.settle.posture import STANCE, Settled, balance_of, drawn_stiffness, settled
from evenpull.body.settle.prepared import Prepared, prepare
from evenpull.body.settle.solve import rest
from evenpull.body.settle.spread import spread
from evenpull.core.words import say

Array = NDArray[np.float64]
ENDS = (0.0, 1.0)
"""Both ends of rho: none of the healthy command stays, all of it."""
CENTRAL = (2.5, 97.5)
SHORTER = float(np.log(0.95))
ROUNDING = 1e-7
"""A change below this, degrees or mm, has no sign."""
WIDEST_RATIO = 4.0
"""Ratio of the ends of the 95 % band above which posture says nothing about a muscle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How much one posture metric moves.

    Args:
        name: Of the metric.
        unit: `deg` or `mm`.
        median: Over all draws of K and both ends of rho.
        low, high: Ends of the central 95 %.
        by_rho: Medians at rho 0 and 1.
        sign: +1 or -1 when every draw has it, else 0: unknown.
    """

    name: str
    unit: str
    median: float
    low: float
    high: float
    by_rho: tuple[float, float]
    sign: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TugOfWar:
    """What a change does to posture.

    Args:
        settled: The posture with the middle stiffness, at rho 0 and 1.
        moved: Every metric by name.
        least_eigenvalue: The least over all draws and both ends of rho, N m/rad; above zero.
        weight: Whether posture says anything about the muscles.
    """

    settled: tuple[Settled, Settled]
    moved: Mapping[str, Moved]
    least_eigenvalue: float
    weight: PostureWeight


@dataclass(frozen=True, slots=True, kw_only=True)
class PostureWeight:
    """Whether a posture can say anything about a muscle's length.

    Args:
        low, high: Central 95 % of pelvic tilt when the hip flexors of both sides are 5 % shorter, degrees.
        keeps: Whether the band has one sign and its ends differ by less than `WIDEST_RATIO`.
    """

    low: float
    high: float
    keeps: bool

    @property
    def ratio(self) -> float:
        """The larger end of the band over the smaller; infinite when the sign is not known."""
        return _ratio(self.low, self.high)

    def sentence(self) -> str:
        """Say it in words that a person can read."""
        if self.keeps:
            return say("Posture adds a little to what the tests say.")
        return say(
            "How far the pelvis tips for the same short muscle differs a lot between people. "
            "So this picture shows one way it could go. It is not used to judge your muscles."
        )


def tug_of_war(
    body: Body,
    changes: Iterable[Change] | Parameters = (),
    *,
    healthy: Parameters | None = None,
    stance: str = STANCE,
    ground: Ground = LEVEL,
) -> TugOfWar:
    """Return what changes do to posture, with the band over the stiffnesses that agree with what was measured.

    Args:
        body: The body.
        changes: Changes of muscle groups, or the parameters with every change in them.
        healthy: The same body's healthy parameters; the calibrated adult's when not given.
        stance: As in `settle`.
        ground: Lifts, wedges and leg-length difference.

    Raises:
        UnknownId: When there is no such stance.
        OutOfRange: When the ground or the parameters cannot be.
        NotConverged: When the body does not settle, at the middle stiffness or at one of the draws.
        KnowledgeError: When calibration or draws are missing.

    Example:
        >>> tug_of_war(load_body(), [parse_change("both.iliopsoas.length=-10%")])  # doctest: +SKIP
    """
    base = healthy_adult(body) if healthy is None else healthy
    person = changes if isinstance(changes, Parameters) else apply(base, changes, body)
    prepared = prepare(body, base, stance)
    ends, values, least = _over_draws(prepared, person, ground)
    return TugOfWar(
        settled=ends, moved=_moved(values), least_eigenvalue=least, weight=posture_weight(body, healthy=base)
    )


def _over_draws(prepared: Prepared, person: Parameters, ground: Ground) -> tuple[tuple[Settled, Settled], Array, float]:
    """Return the settled ends, the change of each metric (2, draws, metrics) and the least eigenvalue."""
    ref = prepared.reference
    before = metrics.measured(ref.body, [ref.stance.state], ref.stance.view)[0]
    stiffness = drawn_stiffness(prepared)
    ends, values, least = [], [], []
    for rho in ENDS:
        balance = balance_of(prepared, person, ground=ground, stiffness=None, rho=rho)
        found = rest(balance, prepared.near)
        wide = spread(balance, found, stiffness)
        ends.append(settled(prepared, balance, found))
        values.append(wide.metrics - before)
        least.append(min(found.least_eigenvalue, float(wide.least_eigenvalue.min())))
    return (ends[0], ends[1]), np.array(values), min(least)


def _moved(values: Array) -> dict[str, Moved]:
    out = {}
    whole = values.reshape(-1, values.shape[2])
    low, high = np.percentile(whole, CENTRAL, axis=0)
    for i, metric in enumerate(metrics.METRICS):
        signs = np.sign(np.where(np.abs(whole[:, i]) < ROUNDING, 0.0, whole[:, i]))
        out[metric.name] = Moved(
            name=metric.name,
            unit=metric.unit,
            median=float(np.median(whole[:, i])),
            low=float(low[i]),
            high=float(high[i]),
            by_rho=(float(np.median(values[0, :, i])), float(np.median(values[1, :, i]))),
            sign=int(signs[0]) if (signs == signs[0]).all() else 0,
        )
    return out


def posture_weight(body: Body, *, healthy: Parameters | None = None) -> PostureWeight:
    """Return whether posture says anything about muscle length: the band of tilt for hip flexors 5 % shorter.

    Raises:
        NotConverged: When the body does not settle.
        KnowledgeError: When calibration or draws are missing.
    """
    base = healthy_adult(body) if healthy is None else healthy
    prepared = prepare(body, base, STANCE)
    if isinstance(prepared.weight, PostureWeight):
        return prepared.weight
    flexors = Change(side="both", group="iliopsoas", property="length", log=SHORTER)
    _, values, _ = _over_draws(prepared, apply(base, [flexors], body), LEVEL)
    low, high = (float(end) for end in np.percentile(values[:, :, metrics.index("pelvic_tilt")], CENTRAL))
    found = PostureWeight(low=low, high=high, keeps=_ratio(low, high) < WIDEST_RATIO)
    prepared.weight = found
    return found


def _ratio(low: float, high: float) -> float:
    small, large = sorted((abs(low), abs(high)))
    return large / small if low * high > 0 else float("inf")
