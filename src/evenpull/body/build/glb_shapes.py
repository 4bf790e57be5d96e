"""Surfaces of the mannequin in three dimensions: tubes over rows of ellipsoids, and capsules for bones."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenpull.body.build.glb import Mesh
from evenpull.body.build.parts import Vector

AROUND = 20
BETWEEN = 3
CAP = 4


def tube(centres: Vector, axes: Vector) -> Mesh:
    """Return the closed surface of a row of ellipsoids: rings across the row, rounded ends.

    Args:
        centres: (k, 3), m.
        axes: Half axes as columns (k, 3, 3), m.
    """
    if len(centres) > 1:
        t = np.linspace(0, len(centres) - 1, (len(centres) - 1) * BETWEEN + 1)
        low = np.minimum(t.astype(int), len(centres) - 2)
        share = (t - low)[:, None]
        centres = centres[low] * (1 - share) + centres[low + 1] * share
        axes = axes[low] * (1 - share[:, None]) + axes[low + 1] * share[:, None]
    along = centres[-1] - centres[0]
    size = float(np.linalg.norm(along))
    u = along / size if size > 1e-6 else np.array([0.0, 0.0, 1.0])
    helper = np.array([1.0, 0.0, 0.0]) if abs(u[0]) < 0.8 else np.array([0.0, 1.0, 0.0])
    v = helper - u * (helper @ u)
    v /= np.linalg.norm(v)
    across = np.stack([v, np.cross(u, v)])
    shapes = axes @ axes.swapaxes(1, 2)
    flat = across @ shapes @ across.T
    reach = np.sqrt(np.einsum("i,kij,j->k", u, shapes, u))
    angle = np.linspace(0.0, 2 * np.pi, AROUND, endpoint=False)
    circle = np.stack([np.cos(angle), np.sin(angle)])
    rings = (np.linalg.cholesky(flat) @ circle).swapaxes(1, 2) @ across
    bend = np.linspace(0.0, np.pi / 2, CAP + 1)[1:-1]
    first = [centres[0] - u * reach[0] * np.sin(b) + rings[0] * np.cos(b) for b in bend[::-1]]
    last = [centres[-1] + u * reach[-1] * np.sin(b) + rings[-1] * np.cos(b) for b in bend]
    body = [centres[i] + rings[i] for i in range(len(centres))]
    tips = centres[0] - u * reach[0], centres[-1] + u * reach[-1]
    return _closed([*first, *body, *last], *tips)


def capsule(start: Vector, end: Vector, radius: float) -> Mesh:
    """Return a rod with round ends between two points, m."""
    axes = np.tile(np.eye(3) * radius, (2, 1, 1))
    return tube(np.array([start, end]), axes)


def _closed(rings: list[Vector], low: Vector, high: Vector) -> Mesh:
    """Join rings (AROUND, 3) and two tips to one surface that looks outward."""
    points = np.concatenate([*rings, low[None], high[None]])
    around = np.arange(AROUND)
    after = (around + 1) % AROUND
    faces = []
    for i in range(len(rings) - 1):
        a, b = i * AROUND, (i + 1) * AROUND
        faces += [np.stack([a + around, a + after, b + around], 1), np.stack([a + after, b + after, b + around], 1)]
    bottom, top = len(points) - 2, len(points) - 1
    last = (len(rings) - 1) * AROUND
    faces.append(np.stack([np.full(AROUND, bottom), after, around], 1))
    faces.append(np.stack([np.full(AROUND, top), last + around, last + after], 1))
    triangles = np.concatenate(faces).astype(np.int64)
    return Mesh(points=points, normals=_normals(points, triangles), faces=triangles)


def _normals(points: Vector, faces: NDArray[np.int64]) -> Vector:
    """Return the normal of each vertex (n, 3): the mean of its triangles', larger ones counting for more."""
    corner = points[faces]
    normal = np.cross(corner[:, 1] - corner[:, 0], corner[:, 2] - corner[:, 0])
    out = np.zeros_like(points)
    for i in range(3):
        np.add.at(out, faces[:, i], normal)
    return np.asarray(out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-12))


def merged(meshes: list[Mesh]) -> Mesh:
    """Return several meshes as one."""
    starts = np.cumsum([0, *(len(mesh.points) for mesh in meshes[:-1])])
    return Mesh(
        points=np.concatenate([mesh.points for mesh in meshes]),
        normals=np.concatenate([mesh.normals for mesh in meshes]),
        faces=np.concatenate([mesh.faces + start for mesh, start in zip(meshes, starts, strict=True)]),
    )
