"""The lines on which muscles run in one posture: through their points, round their surfaces, evenly sampled."""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np

from evenpull.body.skeleton.tree import Vector

SAMPLES = 17
ARC_STEPS = 5
SMALL_M = 1e-9
SPHERE = int(mujoco.mjtGeom.mjGEOM_SPHERE)


def muscle_line(model: Any, data: Any, tendon: int) -> Vector:
    """Return the corners of one tendon's path in the world (p, 3), m, with its arcs over surfaces filled in."""
    start, count = int(data.ten_wrapadr[tendon]), int(data.ten_wrapnum[tendon])
    points = data.wrap_xpos.reshape(-1, 3)[start : start + count]
    surface = data.wrap_obj.reshape(-1)[start : start + count]
    out = [points[:1]]
    for i in range(1, count):
        if surface[i] >= 0 and surface[i] == surface[i - 1]:
            out.append(_arc(model, data, int(surface[i]), points[i - 1], points[i]))
        out.append(points[i : i + 1])
    return np.concatenate(out)


def _arc(model: Any, data: Any, geom: int, start: Vector, end: Vector) -> Vector:
    """Return points strictly between two touching points, on a sphere or a cylinder, the short way round (s, 3)."""
    centre, turn = data.geom_xpos[geom], data.geom_xmat[geom].reshape(3, 3)
    axis = None if int(model.geom_type[geom]) == SPHERE else turn[:, 2]
    a, b = start - centre, end - centre
    along = np.zeros((2, 3))
    if axis is not None:
        along = np.array([axis * (a @ axis), axis * (b @ axis)])
        a, b = a - along[0], b - along[1]
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    angle = float(np.arccos(np.clip(a @ b / max(size, SMALL_M), -1.0, 1.0)))
    if angle < 1e-3 or size < SMALL_M**2:
        return np.empty((0, 3))
    t = np.linspace(0.0, 1.0, ARC_STEPS + 2)[1:-1, None]
    around = (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)
    out: Vector = centre + around + (1 - t) * along[0] + t * along[1]
    return out


def sampled(corners: Vector, *, smooth: int = 2) -> Vector:
    """Return a line through corners (p, 3) as `SAMPLES` points at even steps, its corners a little rounded."""
    step = np.linalg.norm(np.diff(corners, axis=0), axis=1)
    reach = np.concatenate([[0.0], np.cumsum(step)])
    keep = np.concatenate([[True], step > SMALL_M])
    at = np.linspace(0.0, reach[-1], SAMPLES)
    line = np.stack([np.interp(at, reach[keep], corners[keep, i]) for i in range(3)], axis=1)
    for _ in range(smooth):
        line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    return line
