"""What a body with given parameters does at the targets: moments at rest, greatest moments, pull in plain standing.

    at rest:   sum_i r_i F_passive,i + capsule
    greatest:  0.95 sum of agonists - 0.10 sum of antagonists, active force alone

Both are exact sums over muscle curves. A greatest moment of one axis leaves other axes to belts and seat.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from evenpull.body.calibration.geometry import Geometry, geometry
from evenpull.body.calibration.healthy import Sex
from evenpull.body.calibration.targets import Target, facts
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Muscles, tension

Array = NDArray[np.float64]
SWEEP_STEPS = 61


def predictions(parameters: Parameters, places: Geometry, targets: Sequence[Target]) -> Array:
    """Return the moment at each target (T,), N m; for a range target less what gravity asks for."""
    rows = np.arange(len(targets))
    at_rest = np.array([target.kind != "strength" for target in targets])
    capsule = parameters.capsule.torque(places.q)[rows, places.tested]
    resting = np.where(at_rest, capsule - places.weight, 0.0)
    return np.asarray(muscle_moments(parameters.muscles, places, targets) + resting)


def muscle_moments(
    muscles: Muscles, places: Geometry, targets: Sequence[Target], only: NDArray[np.intp] | None = None
) -> Array:
    """Return what muscles contribute to each target (T,), N m: a sum over muscles, or over some of them."""
    arms, length = (places.arms, places.length) if only is None else (places.arms[:, only], places.length[:, only])
    found = tension(muscles if only is None else taken(muscles, only), length)
    strong = np.array([target.kind == "strength" for target in targets])
    direction = np.array([target.direction for target in targets])
    given = facts()["conditions"]
    turning = arms * found.active * direction[:, None]
    effort = given["voluntary_activation"] * np.maximum(turning, 0.0)
    effort += given["antagonist_coactivation"] * np.minimum(turning, 0.0)
    return np.asarray(np.where(strong, effort.sum(axis=1), (arms * found.passive).sum(axis=1)))


def taken(muscles: Muscles, only: NDArray[np.intp]) -> Muscles:
    """Return some muscles, by their places."""
    arrays = {entry.name: getattr(muscles, entry.name)[only] for entry in fields(muscles) if entry.name != "names"}
    return Muscles(names=tuple(muscles.names[i] for i in only), **arrays)


def test_angle(body: Body, parameters: Parameters, target: Target) -> float:
    """Return the angle, degrees, at which a length test stops; the end of the sweep where it never does."""
    start, end = target.test["sweep_deg"]
    angles = np.linspace(start, end, SWEEP_STEPS)
    swept = [replace(target, angles={**target.angles, target.coordinate: float(angle)}) for angle in angles]
    left = predictions(parameters, geometry(body, swept), swept) - target.value
    change = np.flatnonzero(np.sign(left[:-1]) != np.sign(left[1:]))
    if not len(change):
        return float(angles[np.argmin(np.abs(left))])
    nearest = int(change[np.argmin(np.abs(angles[change] - target.test["angle_deg"]))])
    share = left[nearest] / (left[nearest] - left[nearest + 1])
    return float(angles[nearest] + share * (angles[nearest + 1] - angles[nearest]))


def standing_pull(body: Body, parameters: Parameters) -> Array:
    """Return each muscle's resting pull over its greatest force at plain standing and at zero, the larger (m,)."""
    pull = tension(parameters.muscles, standing_lengths(body)).passive / parameters.muscles.F_0
    return np.asarray(pull.max(axis=0))


def standing_lengths(body: Body) -> Array:
    """Return muscle lengths at plain standing and with every coordinate at zero (2, m), m."""
    standing = body.coordinates.posture(body.record["standing"]["angles"])
    return body.states.lengths(np.array([standing, np.zeros(len(standing))]))[0]


def of_sex(targets: Sequence[Target], sex: Sex) -> list[int]:
    """Return the places of one sex's targets."""
    return [i for i, target in enumerate(targets) if target.sex == sex]
