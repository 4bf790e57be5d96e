"""Scale the body to a person and find its coordinates: sizes, marker places and angles are fitted in turns.

On up to 24 frames spread over the recording: coordinates with sizes held; then the size of each part, linear in the
markers once the angles are known, both sides sharing one; then each marker's place on its segment, drawn to where the
atlas has it in proportion to how surely that is known. At last the coordinates of all frames.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.markers.atlas import LOOSE, Landmark
from evenpull.body.markers.rig import SIZED, Rig
from evenpull.body.markers.solve import MARKER_M, ROUNDS, Solved, solve
from evenpull.body.model.body import Body
from evenpull.body.scaling.size import OWN_STATURE_M, own_lengths
from evenpull.core.words import say
from evenpull.errors import MissingField, NotConverged, OutOfRange, Where

Array = NDArray[np.float64]
SAMPLED = 24
TURNS = 6
FURTHER = 8
"""Iterations of a turn that begins where the last one ended."""
FEWEST_SEEN = 0.5
"""Share of the placed markers that a frame needs to count for the fit of sizes."""
SIZE_SPREAD = 0.06
"""Spread of one part's size about the whole body's, as a share. Source: limb lengths at one stature, default."""
SIZES = (0.6, 1.45)
KNOWN = 0.75
"""Least share of a coordinate that markers have to decide for it to be measured."""
GREATEST_RMS_M = 0.08
FEWEST_IN_FRAME = 6


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fit:
    """A person's recording laid on the body.

    Args:
        labels: Markers that were used (m,).
        names: Coordinates (n,).
        q: Coordinates, rad (T, n); not a number where the markers do not decide them.
        at: Root (T, 7), in the body's world (z up); not a number in frames without enough markers.
        trunk_up: Direction of the trunk's own upward axis in the world (T, 3); not a number where no marker shows it.
        residual: Distance of each marker from its place on the body, m (T, m); not a number where unseen.
        seen, fitted: Markers as recorded and as the body has them, body's world, m (T, m, 3).
        factors: Size of each part against the body that ships.
        lengths_m: Lengths between joint centres: thigh, shank, upper arm, forearm.
        stature_m: What the sizes of legs and trunk stand for.
    """

    labels: tuple[str, ...]
    names: tuple[str, ...]
    q: Array
    at: Array
    trunk_up: Array
    residual: Array
    seen: Array
    fitted: Array
    factors: Mapping[str, float]
    lengths_m: Mapping[str, float]
    stature_m: float

    @property
    def rms_m(self) -> float:
        """Return the root mean square distance of all markers, m."""
        return float(np.sqrt(np.nanmean(self.residual**2)))

    def rms_of(self, label: str) -> float:
        """Return the root mean square distance of one marker, m."""
        return float(np.sqrt(np.nanmean(self.residual[:, self.labels.index(label)] ** 2)))

    def coordinate(self, name: str) -> Array:
        """Return one coordinate over time (T,), rad."""
        values: Array = self.q[:, self.names.index(name)]
        return values


def fit_markers(
    body: Body,
    places: Mapping[str, Landmark],
    seen: Mapping[str, Array],
    *,
    weights: Mapping[str, float] | None = None,
    file: str = "",
) -> Fit:
    """Return the recording laid on the body, scaled to the person.

    Args:
        body: The body that ships.
        places: Where each marker sits.
        seen: Path of each marker (T, 3), m, z up; not a number where unseen.
        weights: How much a marker counts against the others, 1 where nothing is said.
        file: For messages.

    Raises:
        MissingField: When the markers do not fix the pelvis and one leg.
        OutOfRange: When no person is this large, which a wrong unit gives.
        NotConverged: When the markers cannot lie on a body: mean distance above 80 mm.
    """
    where = Where(file=file or None)
    labels = tuple(label for label in places if label in seen and np.isfinite(seen[label]).all(axis=1).any())
    _refuse_few([places[label] for label in labels], where)
    table = np.stack([seen[label] for label in labels], axis=1)
    rig = Rig(body, [places[label].segment for label in labels])
    weight = np.array([(weights or {}).get(label, 1.0) for label in labels])
    if not np.isfinite(weight).all() or (weight < 0).any():
        raise OutOfRange(say("a weight of a marker is a number from zero up"), where=where)
    enough = np.isfinite(table).all(axis=2).mean(axis=1) >= FEWEST_SEEN
    if not enough.any():
        text = say("in no frame at least half of the known markers are there together")
        raise MissingField(text, where=where, hint=say("Fill the gaps in the laboratory's program."))
    usable = np.flatnonzero(enough)
    chosen = table[usable[np.unique(np.linspace(0, len(usable) - 1, SAMPLED).round().astype(int))]]
    atlas = np.array([places[label].offset for label in labels])
    trust = np.array([places[label].spread for label in labels])
    factors, offsets = _sizes(rig, chosen, atlas=atlas, trust=trust, weight=weight, where=where)
    solved = _all(rig, table, offsets, factors, weight)
    return _told(body, rig, labels, table, offsets=offsets, factors=factors, solved=solved, where=where)


def _refuse_few(placed: list[Landmark], where: Where) -> None:
    names = {(place.name, place.offset[1] > 0) for place in placed}
    on = [place for place in placed if place.segment == "pelvis"]
    trunk = [place for place in placed if place.segment == "torso"]
    legs = [side for side in ("r", "l") if _leg(placed, side)]
    if len(on) < 3 and not (len(on) >= 2 and len(trunk) >= 2):
        text = say("the markers do not fix the pelvis: {count} of its points are known by name", count=len(on))
        hint = say("Needed are three of both ASIS, both PSIS and the sacrum, or both hips and the shoulders.")
        raise MissingField(text, where=where, hint=hint)
    if not legs or not names:
        text = say("no leg has a knee and an ankle that are known by name")
        raise MissingField(text, where=where, hint=say("Name markers as R.Knee and R.Ankle, RKNE and RANK, or RKnee."))


def _leg(placed: list[Landmark], side: str) -> bool:
    thigh = any(place.segment == f"femur_{side}" and place.name.startswith("knee") for place in placed)
    return thigh and any(place.segment == f"tibia_{side}" and place.name.startswith("ankle") for place in placed)


def _sizes(rig: Rig, seen: Array, *, atlas: Array, trust: Array, weight: Array, where: Where) -> tuple[Array, Array]:
    """Return the size of each part and the place of each marker on its segment (m, 3), m."""
    factors, offsets = np.ones(len(SIZED)), atlas.copy()
    parts = np.array([rig.part(m) for m in range(len(atlas))])
    start: tuple[Array, Array] | None = None
    sure = np.where(trust >= LOOSE, 0.05, 1.0) * weight
    for number in range(TURNS):
        pull = sure if number < 2 else weight
        rounds = ROUNDS if start is None else FURTHER
        solved = solve(rig, seen, offsets=offsets, factors=factors, weights=pull, start=start, rounds=rounds)
        start = solved.q, solved.at
        placed = rig.place(solved.q, solved.at, factors)
        error = seen - rig.markers(placed, offsets)
        slopes = rig.by_size(placed, offsets, factors)
        change = _size_step(error, slopes, sure, factors)
        factors = np.clip(factors + change, *SIZES)
        middle = atlas * factors[parts][:, None]
        offsets = offsets * ((factors) / (factors - change))[parts][:, None]
        if number == 0:
            continue
        solved = solve(rig, seen, offsets=offsets, factors=factors, weights=weight, start=start, rounds=FURTHER)
        start = solved.q, solved.at
        placed = rig.place(solved.q, solved.at, factors)
        error = seen - rig.markers(placed, offsets)
        local = np.einsum("mtji,tmj->tmi", placed.rotation[rig.carrier], error)
        mean = np.nan_to_num(np.nanmean(np.where(np.isfinite(local), local, np.nan), axis=0))
        drawn = (trust**2 / (trust**2 + MARKER_M**2))[:, None]
        offsets = middle + drawn * (offsets + mean - middle)
    if ((factors <= SIZES[0]) | (factors >= SIZES[1])).any():
        text = say("no person has these lengths: are the markers in the unit that the file says?")
        raise OutOfRange(text, where=where)
    return factors, offsets


def _size_step(error: Array, slopes: Array, weight: Array, factors: Array) -> Array:
    """Return the change of sizes (7,) that brings markers nearest, free of where each frame's body stands."""
    there = np.asarray(np.isfinite(error).all(axis=2))
    w = (there * weight)[..., None]
    total = np.maximum(w.sum(axis=1, keepdims=True), 1e-9)
    e = np.where(there[..., None], error, 0.0)
    e = e - (w * e).sum(axis=1, keepdims=True) / total
    J = slopes - (w[..., None] * slopes).sum(axis=1, keepdims=True) / total[..., None]
    J, e = J.reshape(-1, len(factors)), e.reshape(-1)
    scale = np.repeat((there * weight).reshape(-1), 3) / (len(error) * MARKER_M**2)
    H, g = (J * scale[:, None]).T @ J, (J * scale[:, None]).T @ e
    common = np.eye(len(factors)) - 1.0 / len(factors)
    pull = common / SIZE_SPREAD**2
    ridge = np.eye(len(factors)) * 1e-3
    return np.asarray(np.linalg.solve(H + pull + ridge, g - pull @ factors))


def _all(rig: Rig, table: Array, offsets: Array, factors: Array, weight: Array) -> Solved:
    """Return every frame's coordinates; frames that ended far off begin again from a good neighbour."""
    solved = solve(rig, table, offsets=offsets, factors=factors, weights=weight)
    count = np.maximum(np.isfinite(table).all(axis=2).sum(axis=1), 1)
    cost = solved.cost / count
    good = np.flatnonzero(cost <= 2.0 * np.median(cost))
    bad = np.flatnonzero(cost > 2.0 * np.median(cost))
    if not len(bad) or not len(good):
        return solved
    near = good[np.abs(good[None] - bad[:, None]).argmin(axis=1)]
    again = solve(
        rig, table[bad], offsets=offsets, factors=factors, weights=weight, start=(solved.q[near], solved.at[near])
    )
    won = again.cost < solved.cost[bad]
    fields = {name: getattr(solved, name).copy() for name in ("q", "at", "known", "cost")}
    for name, values in fields.items():
        values[bad[won]] = getattr(again, name)[won]
    return Solved(**fields)


def _told(
    body: Body,
    rig: Rig,
    labels: tuple[str, ...],
    table: Array,
    *,
    offsets: Array,
    factors: Array,
    solved: Solved,
    where: Where,
) -> Fit:
    placed = rig.place(solved.q, solved.at, factors)
    fitted = rig.markers(placed, offsets)
    trunk_up = np.full((len(table), 3), np.nan)
    if "torso" in rig.names:
        trunk_up = placed.rotation[rig.names.index("torso")][:, :, 2].copy()
        trunk_up[solved.known[:, rig.coordinates.index("lumbar_flexion")] < KNOWN] = np.nan
    residual = np.linalg.norm(fitted - table, axis=2)
    q = np.where(solved.known >= KNOWN, solved.q, np.nan)
    at = solved.at.copy()
    thin = np.isfinite(table).all(axis=2).sum(axis=1) < FEWEST_IN_FRAME
    q[thin], at[thin], residual[thin], trunk_up[thin] = np.nan, np.nan, np.nan, np.nan
    if thin.all() or not np.nanmean(residual**2) < GREATEST_RMS_M**2:
        text = say("the markers do not lie on a body, whatever its size and posture")
        raise NotConverged(text, where=where, hint=say("Are left and right names, or two markers, exchanged?"))
    by_part = dict(zip(SIZED, (float(f) for f in factors), strict=True))
    lengths, _ = own_lengths(body)
    part_names = {"thigh": "thigh", "shank": "shank", "upper_arm": "upper_arm", "forearm": "forearm"}
    legs_and_trunk = 0.27 * by_part["thigh"] + 0.27 * by_part["shank"] + 0.46 * by_part["trunk"]
    return Fit(
        labels=labels,
        names=rig.coordinates.names,
        q=q,
        at=at,
        trunk_up=trunk_up,
        residual=residual,
        seen=table,
        fitted=fitted,
        factors=by_part,
        lengths_m={name: lengths[name] * by_part[part] for name, part in part_names.items()},
        stature_m=OWN_STATURE_M * legs_and_trunk,
    )
