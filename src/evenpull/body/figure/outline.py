"""Outlines of rounded solids in the picture plane: a limb is a row of ellipsoids, its outline their common envelope."""

from __future__ import annotations

import math

import numpy as np

from evenpull.body.skeleton.tree import Vector

STEPS = 15


def _dense(centres: Vector, shapes: Vector, between: int) -> tuple[Vector, Vector]:
    """Fill in between stations so that the envelope shows no scallops; centres (n, 2), shapes (n, 2, 2)."""
    if len(centres) < 2:
        return centres, shapes
    t = np.linspace(0, len(centres) - 1, (len(centres) - 1) * between + 1)
    low = np.minimum(t.astype(int), len(centres) - 2)
    share = (t - low)[:, None]
    middle = centres[low] * (1 - share) + centres[low + 1] * share
    return middle, shapes[low] * (1 - share[..., None]) + shapes[low + 1] * share[..., None]


def envelope(centres: Vector, shapes: Vector, *, between: int = 5) -> Vector:
    """Return the outline (m, 2) of a row of ellipses.

    Args:
        centres: Their centres in the picture (n, 2).
        shapes: Their matrices S (n, 2, 2): the ellipse is {x : (x - c)^T S^-1 (x - c) <= 1}.
        between: Steps filled in between two stations.
    """
    centres, shapes = _dense(centres, shapes, between)
    span = centres[-1] - centres[0]
    reach = math.hypot(*span)
    u = span / reach if reach > 1e-6 else np.array([0.0, 1.0])
    v = np.array([-u[1], u[0]])
    cu, cv = centres @ u, centres @ v
    suu = np.einsum("i,nij,j->n", u, shapes, u)
    suv = np.einsum("i,nij,j->n", u, shapes, v)
    svv = np.einsum("i,nij,j->n", v, shapes, v)
    half = np.sqrt(suu)
    low, high = float((cu - half).min()), float((cu + half).max())
    s = (low + high) / 2 - (high - low) / 2 * np.cos(np.linspace(0.0, math.pi, STEPS * 2 - 1))
    offset = s[:, None] - cu[None, :]
    inside = 1 - offset**2 / suu[None, :]
    with np.errstate(invalid="ignore"):
        reach_v = np.sqrt(np.maximum(inside, 0) * np.maximum(svv - suv**2 / suu, 0)[None, :])
    middle = cv[None, :] + (suv / suu)[None, :] * offset
    top = np.where(inside >= -1e-9, middle + reach_v, -np.inf).max(axis=1)
    bottom = np.where(inside >= -1e-9, middle - reach_v, np.inf).min(axis=1)
    sure = np.isfinite(top) & np.isfinite(bottom)
    s, top, bottom = s[sure], top[sure], bottom[sure]
    upper = s[:, None] * u + top[:, None] * v
    lower = s[::-1, None] * u + bottom[::-1, None] * v
    return np.concatenate([upper, lower[1:-1]])


def hull(points: Vector) -> Vector:
    """Return the convex hull (m, 2) of points (n, 2), counter-clockwise."""
    ordered = sorted({(float(x), float(y)) for x, y in points})
    if len(ordered) < 3:
        return np.array(ordered)

    def chain(sequence: list[tuple[float, float]]) -> list[tuple[float, float]]:
        out: list[tuple[float, float]] = []
        for p in sequence:
            while len(out) > 1 and (out[-1][0] - out[-2][0]) * (p[1] - out[-2][1]) <= (out[-1][1] - out[-2][1]) * (
                p[0] - out[-2][0]
            ):
                out.pop()
            out.append(p)
        return out[:-1]

    return np.array(chain(ordered) + chain(ordered[::-1]))


def curve(points: Vector, steps: int = 8) -> Vector:
    """Return a smooth line (m, k) through points (n, k) (Catmull-Rom)."""
    if len(points) < 3:
        t = np.linspace(0, 1, steps + 1)[:, None]
        return points[0] * (1 - t) + points[-1] * t
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for i in range(len(points) - 1):
        a, b, c, d = padded[i : i + 4]
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*parts, points[-1:]])


def spindle(line: Vector, half_width: float, *, ends: float = 0.18) -> Vector:
    """Return the outline (2n - 2, 2) of a muscle belly along a line (n, 2): full in the middle, slim at its ends."""
    step = np.gradient(line, axis=0)
    size = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1) / size[:, None]
    t = np.linspace(0, 1, len(line))
    width = half_width * (ends + (1 - ends) * np.sin(math.pi * np.clip(t, 0, 1)) ** 0.8)
    left = line + normal * width[:, None]
    right = line - normal * width[:, None]
    return np.concatenate([left, right[::-1]])
