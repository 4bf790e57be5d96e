"""Moment arms of a body over the range of each joint, against those of the published models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.body.build.audit.counterparts import FILES, FLIPPED, MOVEMENTS, Movement, counterpart
from evenpull.body.build.osim.document import OsimModel, read
from evenpull.body.build.osim.lengths import STEP_RAD, Posed
from evenpull.body.model.body import Body

Floats = NDArray[np.float64]
GATE_MM = 10.0
"""Greatest rms difference of moment arm that a region may have; beyond it the path is taken from the publication."""
LEAST_MM = 1.0
"""A muscle whose arm stays below this in both models does not cross the joint and is not compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One muscle over one movement: our arms and the published ones, m (points,)."""

    model: str
    movement: Movement
    muscle: str
    ours: Floats
    published: Floats

    @property
    def rms_mm(self) -> float:
        """Root mean square difference over the range, mm."""
        return float(np.sqrt(np.mean((self.ours - self.published) ** 2)) * 1000)


def arms_over(body: Body, coordinate: str, grid: Floats) -> Floats:
    """Return every muscle's arm over one coordinate, the others at zero, m (points, m)."""
    index = body.coordinates.index(coordinate)
    rows = []
    for angle in grid:
        q = np.zeros(len(body.coordinates.names))
        q[index] = angle
        rows.append(body.paths(q)[1][:, index])
    return np.array(rows)


@lru_cache(maxsize=4)
def published_model(name: str, data: Path) -> OsimModel:
    """Read one of the published models."""
    return read(data / FILES[name])


@lru_cache(maxsize=64)
def _published_arms(name: str, data: Path, coordinate: str, names: tuple[str, ...]) -> Floats:
    """Return the published arms (points, muscles), m; a muscle over a surface that is not read is NaN."""
    model = published_model(name, data)
    movement = next(m for m in MOVEMENTS[name] if m.coordinate == coordinate)
    sign = -1.0 if (name, coordinate) in FLIPPED else 1.0
    out = []
    for angle in movement.grid():
        ahead, behind = (
            Posed(model, {n: sign * turn * (angle + step) for n, turn in movement.published.items()}, coupled=False)
            for step in (STEP_RAD, -STEP_RAD)
        )
        muscles = [model.muscles[n] for n in names]
        out.append([(behind.length(m) - ahead.length(m)) / (2 * STEP_RAD) for m in muscles])
    arms = np.array(out)
    unread = [any(w not in model.cylinders for w, _, _ in model.muscles[n].wraps) for n in names]
    arms[:, unread] = np.nan
    return arms


def compare(body: Body, model: str, data: Path, *, shipped: bool = False) -> list[Comparison]:
    """Return every comparison of a body with one published model.

    Args:
        body: Our body.
        model: `rajagopal`, `gait2392` or `fullbody`.
        data: Folder of the published models.
        shipped: The body still has MyoSim's own lumbar coordinates.
    """
    published = published_model(model, data)
    pairs = pairs_with(body, model, published)
    found = []
    for movement in MOVEMENTS[model]:
        names = tuple(sorted(set(pairs.values())))
        theirs = _published_arms(model, data, movement.coordinate, names)
        name, sign = movement.shipped if shipped and movement.shipped else (movement.coordinate, 1.0)
        arms = sign * arms_over(body, name, sign * movement.grid())
        for muscle, other in pairs.items():
            ours, reference = arms[:, body.names.index(muscle)], theirs[:, names.index(other)]
            largest = max(float(np.abs(ours).max()), float(np.abs(reference).max()))
            if np.isfinite(reference).all() and largest > LEAST_MM / 1000:
                found.append(Comparison(model=model, movement=movement, muscle=muscle, ours=ours, published=reference))
    return found


def pairs_with(body: Body, model: str, published: OsimModel) -> Mapping[str, str]:
    """Return our right-side muscles and their counterparts."""
    pairs = {}
    for name in body.names:
        other = counterpart(model, name, set(published.muscles)) if name.endswith("_r") else None
        if other is not None:
            pairs[name] = other
    return pairs


def by_region(comparisons: list[Comparison]) -> dict[tuple[str, str, str], tuple[float, int, str, float]]:
    """Return per (model, region, coordinate): rms over muscles and range, mm; number; worst muscle; its rms, mm."""
    groups: dict[tuple[str, str, str], list[Comparison]] = {}
    for c in comparisons:
        groups.setdefault((c.model, c.movement.region, c.movement.coordinate), []).append(c)
    out = {}
    for key, members in groups.items():
        worst = max(members, key=lambda c: c.rms_mm)
        rms = float(np.sqrt(np.mean([c.rms_mm**2 for c in members])))
        out[key] = (rms, len(members), worst.muscle, worst.rms_mm)
    return out
