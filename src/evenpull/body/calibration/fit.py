"""The fit: numbers of synergist groups and capsules that bring the healthy adult to the published moments.

Least squares over the residuals of the calibration targets (each over its spread), the pull of every muscle in plain
standing, and the priors. Held-out targets are not looked at. Deterministic: no random start.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import least_squares

from evenpull.body.calibration.geometry import Geometry, geometry
from evenpull.body.calibration.healthy import Sex, fingerprint, with_fit
from evenpull.body.calibration.predict import muscle_moments, predictions, standing_lengths, taken
from evenpull.body.calibration.reach import late_starts
from evenpull.body.calibration.targets import Target, facts, targets
from evenpull.body.calibration.unknowns import moved_by, rounded, settings, to_fit, unknowns
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Muscles, tension

Array = NDArray[np.float64]
SEXES: tuple[Sex, ...] = ("male", "female")
FAR = 3.0
"""Residuals beyond three spreads count linearly, so that no single point bends the rest."""
TOLERANCE = 1e-6
MOST_STEPS = 200
STEP = 1e-6
COMMON_SCALE_SD = 0.5
"""Prior sd of the ln of what all forces share."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Problem:
    """Calibration targets of one body with what does not change during the fit.

    Args:
        body: The body.
        mark: Its fingerprint.
        targets: Calibration targets of each sex.
        places: Their geometry.
        standing: Muscle lengths at plain standing and at zero (2, m), m.
        right: Places of the muscles of the right side.
        members: Places of each synergist group's muscles.
        legs: Places of the fitted leg muscles of the right side.
        single: What single muscles have by their reach.
    """

    body: Body
    mark: str
    targets: Mapping[Sex, Sequence[Target]]
    places: Mapping[Sex, Geometry]
    standing: Array
    right: NDArray[np.intp]
    members: Mapping[str, NDArray[np.intp]]
    legs: NDArray[np.intp]
    single: Mapping[str, Mapping[str, float]]

    @staticmethod
    def of(body: Body) -> Problem:
        """Collect the calibration targets of a body."""
        chosen = [target for target in targets(body.states.mass) if target.role == "calibration"]
        by_sex = {sex: [target for target in chosen if target.sex == sex] for sex in SEXES}
        place = {name: i for i, name in enumerate(body.names)}
        members = {
            owner: np.array(sorted(place[name + side] for name in row["muscles"] for side in ("_r", "_l")))
            for owner, row in settings()["groups"].items()
        }
        right = np.array([i for i, name in enumerate(body.names) if name.endswith("_r")])
        legs = [members[owner] for owner, row in settings()["groups"].items() if "log_slack" in row["free"]]
        return Problem(
            body=body,
            mark=fingerprint(body),
            targets=by_sex,
            places={sex: geometry(body, rows) for sex, rows in by_sex.items()},
            standing=standing_lengths(body),
            right=right,
            members=members,
            legs=np.intersect1d(right, np.concatenate(legs)),
            single=late_starts(body),
        )

    def parameters(self, values: Array, sex: Sex) -> Parameters:
        """Return the parameters that unknowns make."""
        return with_fit(self.body, to_fit(values, self.mark, self.single), sex=sex)

    def residuals(self, values: Array) -> Array:
        """Return residuals over spread: men, women, standing pull of the right side, priors."""
        by_sex = {sex: self.parameters(values, sex) for sex in SEXES}
        parts = [
            (predictions(by_sex[sex], self.places[sex], rows) - [t.value for t in rows]) / [t.spread for t in rows]
            for sex, rows in self.targets.items()
        ]
        muscles = by_sex["male"].muscles
        rest = [self._pull(muscles, self.right), self._too_short(muscles, self.legs), prior_residuals(values)]
        return np.concatenate([*parts, *rest])

    def jacobian(self, values: Array) -> Array:
        """Return d residuals / d unknowns by forward steps; only an unknown's own muscles are computed anew."""
        base = self.residuals(values)
        before = {sex: self.parameters(values, sex) for sex in SEXES}
        out = np.zeros((len(base), len(values)))
        starts = np.cumsum([0, *(len(rows) for rows in self.targets.values()), len(self.right), len(self.legs)])
        for k, unknown in enumerate(unknowns()):
            moved = values.copy()
            moved[k] += STEP
            out[starts[-1] :, k] = (prior_residuals(moved) - base[starts[-1] :]) / STEP
            if unknown.kind == "capsule":
                out[:, k] = (self.residuals(moved) - base) / STEP
                continue
            only = np.unique(np.concatenate([self.members[owner] for owner in moved_by(unknown)]))
            for s, (sex, rows) in enumerate(self.targets.items()):
                after = self.parameters(moved, sex)
                change = muscle_moments(after.muscles, self.places[sex], rows, only)
                change -= muscle_moments(before[sex].muscles, self.places[sex], rows, only)
                out[starts[s] : starts[s + 1], k] = change / [t.spread for t in rows] / STEP
                if sex == "male":
                    out[starts[2] : starts[4], k] = self._standing_change(before[sex], after, only)
        return out

    def _standing_change(self, before: Parameters, after: Parameters, only: NDArray[np.intp]) -> Array:
        """Return d / d unknown of the residuals of plain standing."""
        parts = []
        for whole, function in ((self.right, self._pull), (self.legs, self._too_short)):
            mine = np.intersect1d(whole, only)
            part = np.zeros(len(whole))
            part[np.searchsorted(whole, mine)] = function(after.muscles, mine) - function(before.muscles, mine)
            parts.append(part / STEP)
        return np.concatenate(parts)

    def _too_short(self, muscles: Muscles, only: NDArray[np.intp]) -> Array:
        rule = facts()["standing_fibre"]
        fibre = tension(taken(muscles, only), self.standing[:1, only]).fibre[0]
        return np.asarray(np.maximum(rule["least"] - fibre, 0.0) / rule["spread"])

    def _pull(self, muscles: Muscles, only: NDArray[np.intp]) -> Array:
        some = taken(muscles, only)
        pull = tension(some, self.standing[:, only]).passive.max(axis=0) / some.F_0
        return np.asarray(pull / facts()["standing_pull"]["spread"])


def prior_residuals(values: Array) -> Array:
    """Return how far the unknowns are from their priors, in sd; scales of force from their common mean.

    Forces of the groups are drawn to one another and their common scale, weakly, to 1: the forces of the legs rest on
    one specific tension, and that is one number.
    """
    listed = unknowns()
    off = values - np.array([u.mean for u in listed])
    force = np.array([u.name == "log_force" for u in listed])
    common = float(values[force].mean())
    off[force] -= common
    return np.append(off / np.array([u.sd for u in listed]), common / COMMON_SCALE_SD)


def start() -> Array:
    """Return where the search begins: the priors' means, with passive force that begins late and grows slowly."""
    first = {"log_force": -0.4, "log_strain": 0.0, "start": 1.2}
    return np.array([first.get(u.name, u.mean) if u.kind == "group" else u.mean for u in unknowns()])


def fit(body: Body, *, begin: Array | None = None) -> dict[str, Any]:
    """Return the result of the fit for a body, in the form of `healthy.json`."""
    problem = Problem.of(body)
    listed = unknowns()
    found = least_squares(
        problem.residuals,
        start() if begin is None else begin,
        jac=problem.jacobian,
        bounds=([u.low for u in listed], [u.high for u in listed]),
        x_scale=[u.sd for u in listed],
        loss="soft_l1",
        f_scale=FAR,
        xtol=TOLERANCE,
        ftol=TOLERANCE,
        max_nfev=MOST_STEPS,
    )
    size = {"mass_kg": body.states.mass, "stature_m": facts()["conditions"]["stature_m"]}
    result: dict[str, Any] = rounded({**to_fit(found.x, problem.mark, problem.single), "size": size})
    return result
