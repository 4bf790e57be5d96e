"""Bounded least squares for many frames at once: which coordinates bring the markers of the body to those seen.

    minimise  sum_m w_m |p_m(q) - y_m|^2 / s_m^2  +  sum_i (q_i - r_i)^2 / b_i^2     such that  low <= q <= high

Levenberg-Marquardt with the analytic Jacobian; a coordinate that is at its bound and pushed outward is held. The second
sum keeps a coordinate that no marker moves where people stand; where it alone decides, the coordinate is not measured.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import root
from evenpull.body.markers.rig import Placed, Rig

Array = NDArray[np.float64]
MARKER_M = 0.010
"""How well a marker follows its bone, m. Source: soft tissue moves 5 to 30 mm in published pin studies; default."""
WIDE_RAD = 1.0
NARROW: dict[str, float] = {"subtalar_angle": 0.15, "hip_rotation": 0.5, "lumbar_rotation": 0.3, "pro_sup": 0.5}
"""Spread of the second sum for coordinates that markers show badly, rad; default."""
REST: dict[str, float] = {"shoulder_elv": 0.3, "elv_angle": 0.5, "elbow_flexion": 0.3}
CHUNK = 256
ROUNDS = 60
ENOUGH = 1e-5
"""Share of the cost by which an iteration has to do better to be followed by another."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Solved:
    """Coordinates (T, n), root (T, 7), share of each coordinate that the markers decide (T, n), cost (T,)."""

    q: Array
    at: Array
    known: Array
    cost: Array


def spreads(names: tuple[str, ...]) -> tuple[Array, Array]:
    """Return where each coordinate rests (n,) and the spread about it (n,), rad."""

    def plain(name: str) -> str:
        return name[:-2] if name.endswith(("_r", "_l")) else name

    rest = np.array([REST.get(plain(name), 0.0) for name in names])
    return rest, np.array([NARROW.get(plain(name), WIDE_RAD) for name in names])


def solve(
    rig: Rig,
    seen: Array,
    *,
    offsets: Array,
    factors: Array,
    weights: Array,
    start: tuple[Array, Array] | None = None,
    rounds: int = ROUNDS,
) -> Solved:
    """Return the coordinates of every frame.

    Args:
        rig: The segments.
        seen: Markers (T, m, 3), m; not a number where unseen.
        offsets: Of the markers in their segments (m, 3), m.
        factors: Size of each part.
        weights: Of the markers (m,).
        start: q and root to begin at; found from the markers when not given.
        rounds: Iterations at most.
    """
    parts = []
    for first in range(0, len(seen), CHUNK):
        part = slice(first, first + CHUNK)
        begin = None if start is None else (start[0][part], start[1][part])
        parts.append(
            _batch(
                rig,
                seen[part],
                offsets=offsets,
                factors=factors,
                weights=weights,
                start=begin,
                rounds=rounds,
            )
        )
    return Solved(**{name: np.concatenate([getattr(p, name) for p in parts]) for name in ("q", "at", "known", "cost")})


def _batch(
    rig: Rig,
    seen: Array,
    *,
    offsets: Array,
    factors: Array,
    weights: Array,
    start: tuple[Array, Array] | None,
    rounds: int,
) -> Solved:
    names = rig.coordinates.names
    rest, spread = spreads(names)
    low, high = rig.coordinates.low, rig.coordinates.high
    moves = np.array(rig.moves, dtype=np.intp)
    columns = np.concatenate([np.arange(6), 6 + moves])
    there = np.asarray(np.isfinite(seen).all(axis=2))
    target = np.where(there[..., None], seen, 0.0)
    pull = np.where(there, weights, 0.0) / MARKER_M**2
    prior = np.concatenate([np.full(6, 1e-6), 1.0 / spread[moves] ** 2])
    if start is None:
        q = np.clip(np.tile(rest, (len(seen), 1)), low, high)
        at = first_roots(rig, q, target=target, pull=pull, offsets=offsets, factors=factors)
    else:
        q, at = start[0].copy(), start[1].copy()

    def cost_of(q: Array, at: Array) -> tuple[Array, Array, Placed]:
        placed = rig.place(q, at, factors)
        points = rig.markers(placed, offsets)
        own = (((q - rest) / spread) ** 2)[:, moves].sum(axis=1)
        return (pull * ((points - target) ** 2).sum(axis=2)).sum(axis=1) + own, points, placed

    cost, points, placed = cost_of(q, at)
    damping = np.full(len(seen), 1e-3)
    for _ in range(rounds):
        J = rig.jacobian(placed, points, factors)[..., columns]
        H, g = _normal(J, (points - target), pull)
        g[:, 6:] += prior[6:] * (q - rest)[:, moves]
        H[:, range(len(columns)), range(len(columns))] += prior
        held = np.zeros((len(seen), len(columns)), dtype=bool)
        held[:, 6:] = ((q <= low + 1e-9) & (high > low))[:, moves] & (g[:, 6:] > 0)
        held[:, 6:] |= (q >= high - 1e-9)[:, moves] & (g[:, 6:] < 0)
        step = _step(H, g, held, damping)
        trial = q.copy()
        trial[:, moves] = np.clip(q[:, moves] + step[:, 6:], low[moves], high[moves])
        moved = root.moved(at, step[:, :6])
        new, new_points, new_placed = cost_of(trial, moved)
        better = new < cost
        gain = np.where(better, (cost - new) / np.maximum(cost, 1e-12), 0.0)
        q, at = np.where(better[:, None], trial, q), np.where(better[:, None], moved, at)
        damping = np.clip(np.where(better, damping / 5, damping * 8), 1e-9, 1e9)
        done = (gain < ENOUGH) & (better | (damping > 1e6))
        cost, points, placed = (new, new_points, new_placed) if better.all() else cost_of(q, at)
        if done.all():
            break
    known = np.zeros((len(seen), len(names)))
    J = rig.jacobian(placed, points, factors)[..., columns]
    H, _ = _normal(J, points - target, pull)
    H[:, range(len(columns)), range(len(columns))] += prior
    left = np.diagonal(np.linalg.inv(H), axis1=1, axis2=2)[:, 6:] * prior[6:]
    known[:, moves] = 1.0 - np.clip(left, 0.0, 1.0)
    return Solved(q=q, at=at, known=known, cost=cost)


def _normal(J: Array, error: Array, pull: Array) -> tuple[Array, Array]:
    frames, count, _, width = J.shape
    flat = J.reshape(frames, 3 * count, width)
    weighted = flat * np.repeat(pull, 3, axis=1)[..., None]
    transposed = weighted.swapaxes(1, 2)
    return transposed @ flat, (transposed @ error.reshape(frames, 3 * count, 1))[..., 0]


def _step(H: Array, g: Array, held: NDArray[np.bool_], damping: Array) -> Array:
    width = H.shape[1]
    free = ~held
    A = H * (free[:, :, None] & free[:, None, :])
    diagonal = np.diagonal(H, axis1=1, axis2=2)
    A[:, range(width), range(width)] += np.where(free, damping[:, None] * diagonal, 1.0)
    return np.asarray(-np.linalg.solve(A, np.where(free, g, 0.0)[..., None])[..., 0])


def first_roots(rig: Rig, q: Array, *, target: Array, pull: Array, offsets: Array, factors: Array) -> Array:
    """Return the roots (T, 7) that lay the standing body's markers best on those seen; pelvis and trunk count most."""
    at = np.tile(np.array(root.HOME), (len(q), 1))
    own = rig.markers(rig.place(q[:1], at[:1], factors), offsets)[0]
    near = {"pelvis": 10.0, "torso": 3.0}
    weight = pull * np.array([near.get(rig.names[carrier], 0.1) for carrier in rig.carrier])
    total = np.maximum(weight.sum(axis=1), 1e-12)[:, None]
    here = (weight @ own) / total
    there = (weight[..., None] * target).sum(axis=1) / total
    spread = np.einsum("tm,tmi,tmj->tij", weight, target - there[:, None], own[None] - here[:, None])
    U, _, V = np.linalg.svd(spread)
    sign = np.sign(np.linalg.det(U) * np.linalg.det(V))
    U[:, :, 2] *= sign[:, None]
    R = U @ V
    at[:, :3] = there - np.einsum("tij,tj->ti", R, here)
    at[:, 3:] = _quaternions(R)
    return at


def _quaternions(R: Array) -> Array:
    from scipy.spatial.transform import Rotation  # noqa: PLC0415 - slow to import

    return np.asarray(Rotation.from_matrix(R).as_quat(scalar_first=True))
