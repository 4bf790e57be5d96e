"""Outlines of rounded solids in the picture plane: a limb is a row of ellipsoids, its outline their common envelope."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np

from evenpull.body.skeleton.tree import Vector

STEPS = 18


def envelopes(centres: Vector, shapes: Vector, *, between: int = 4, steps: int = STEPS, smooth: bool = False) -> Vector:
    """Return the outlines (m, p, 2) of m rows of k ellipses each.

    Args:
        centres: Their centres in the picture (m, k, 2).
        shapes: Their matrices S (m, k, 2, 2): the ellipse is {x : (x - c)^T S^-1 (x - c) <= 1}.
        between: Steps filled in between two ellipses, so that the envelope shows no scallops.
        steps: Points along one side of the outline.
        smooth: Whether the rows bend softly between their ellipses, or go straight from one to the next.
    """
    count = centres.shape[1]
    if count > 1:
        weights = _between(count, between, smooth=smooth)
        centres, shapes = np.einsum("nk,mki->mni", weights, centres), np.einsum("nk,mkij->mnij", weights, shapes)
    span = centres[:, -1] - centres[:, 0]
    reach = np.hypot(span[:, 0], span[:, 1])
    u = np.where(reach[:, None] > 1e-6, span / np.maximum(reach, 1e-6)[:, None], np.array([0.0, 1.0]))
    v = np.stack([-u[:, 1], u[:, 0]], axis=1)
    cu, cv = np.einsum("mki,mi->mk", centres, u), np.einsum("mki,mi->mk", centres, v)
    along = np.einsum("mkij,mj->mki", shapes, u)
    suu = np.maximum(np.einsum("mki,mi->mk", along, u), 1e-9)
    suv = np.einsum("mki,mi->mk", along, v)
    svv = np.einsum("mkij,mi,mj->mk", shapes, v, v)
    half = np.sqrt(suu)
    start, end = (cu - half).min(axis=1), (cu + half).max(axis=1)
    along_u = np.cos(np.linspace(0.0, math.pi, steps))
    s = ((start + end) / 2)[:, None] - ((end - start) / 2)[:, None] * along_u
    offset = s[:, :, None] - cu[:, None, :]
    inside = 1 - offset**2 / suu[:, None, :]
    height = np.sqrt(np.maximum(inside, 0) * np.maximum(svv - suv**2 / suu, 0)[:, None, :])
    middle = cv[:, None, :] + (suv / suu)[:, None, :] * offset
    there = inside >= -1e-9
    top = np.where(there, middle + height, -np.inf).max(axis=2)
    bottom = np.where(there, middle - height, np.inf).min(axis=2)
    upper = s[..., None] * u[:, None, :] + top[..., None] * v[:, None, :]
    lower = s[..., None] * u[:, None, :] + bottom[..., None] * v[:, None, :]
    outlines: Vector = np.concatenate([upper, lower[:, -2:0:-1]], axis=1)
    return outlines


@lru_cache(maxsize=32)
def _between(count: int, between: int, *, smooth: bool) -> Vector:
    """Return the weights (n, count) that fill in steps between neighbours of a row: straight, or as Catmull-Rom."""
    t = np.linspace(0, count - 1, (count - 1) * between + 1)
    low = np.minimum(t.astype(int), count - 2)
    u = t - low
    four = np.stack([np.zeros_like(u), 1 - u, u, np.zeros_like(u)])
    if smooth:
        four = 0.5 * np.stack([-u + 2 * u**2 - u**3, 2 - 5 * u**2 + 3 * u**3, u + 4 * u**2 - 3 * u**3, -(u**2) + u**3])
    weights = np.zeros((len(t), count))
    for i, share in enumerate(four):
        np.add.at(weights, (np.arange(len(t)), np.clip(low - 1 + i, 0, count - 1)), share)
    return weights


def envelope(centres: Vector, shapes: Vector) -> Vector:
    """Return the outline (p, 2) of one row of ellipses: centres (k, 2), matrices (k, 2, 2)."""
    outline: Vector = envelopes(centres[None], shapes[None])[0]
    return outline


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
        straight: Vector = points[0] * (1 - t) + points[-1] * t
        return straight
    padded = np.concatenate([2 * points[:1] - points[1:2], points, 2 * points[-1:] - points[-2:-1]])
    t = np.linspace(0, 1, steps, endpoint=False)[:, None]
    parts = []
    for i in range(len(points) - 1):
        a, b, c, d = padded[i : i + 4]
        parts.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.concatenate([*parts, points[-1:]])


def spindle(line: Vector, half_width: float, *, ends: float = 0.2) -> Vector:
    """Return the outline (2n, 2) of a muscle belly along a line (n, 2): full in the middle, slim at its ends."""
    step = np.gradient(line, axis=0)
    step[1:-1] = (step[:-2] + 2 * step[1:-1] + step[2:]) / 4
    size = np.maximum(np.hypot(step[:, 0], step[:, 1]), 1e-9)
    normal = np.stack([-step[:, 1], step[:, 0]], axis=1) / size[:, None]
    t = np.linspace(0, 1, len(line))
    width = half_width * (ends + (1 - ends) * np.sin(math.pi * t) ** 0.8)
    left = line + normal * width[:, None]
    right = line - normal * width[:, None]
    return np.concatenate([left, right[::-1]])


def sharpest_turn(line: Vector) -> float:
    """Return the largest change of direction along a line (n, 2), radians."""
    step = np.diff(line, axis=0)
    step = step[np.hypot(step[:, 0], step[:, 1]) > 0.3]
    if len(step) < 2:
        return 0.0
    heading = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
    return float(np.abs(np.diff(heading)).max())
