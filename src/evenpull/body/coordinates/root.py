"""Where the floating pelvis is: position and unit quaternion, moved by six numbers that have no preferred angle.

A root is (x, y, z, w, i, j, k): world position in m and the rotation from the pelvis to the world. A step or a rate is
(translation along the world's axes, rotation vector in the pelvis's own axes), as MuJoCo's free joint has it. A
quaternion is never added to: it is turned, so it stays one.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
HOME: tuple[float, ...] = (0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0)
SIZE = 7
TANGENT = 6
SMALL = 1e-8
"""Below this half angle (rad) a sine is its argument to double precision."""


def moved(root: Array, step: Array) -> Array:
    """Return the root after a step: p + t, R exp(w).

    Args:
        root: (..., 7).
        step: (..., 6), m and rad.
    """
    half = 0.5 * np.linalg.norm(step[..., 3:], axis=-1, keepdims=True)
    share = np.where(half > SMALL, np.sin(half) / np.where(half > SMALL, 2.0 * half, 1.0), 0.5)
    turn = np.concatenate([np.cos(half), share * step[..., 3:]], axis=-1)
    turned = product(root[..., 3:], turn)
    turned /= np.linalg.norm(turned, axis=-1, keepdims=True)
    return np.concatenate([root[..., :3] + step[..., :3], turned], axis=-1)


def step_between(start: Array, end: Array) -> Array:
    """Return the shortest step (..., 6) that takes one root (..., 7) to another: `moved(start, step)` is `end`."""
    turn = product(start[..., 3:] * np.array([1.0, -1.0, -1.0, -1.0]), end[..., 3:])
    turn = np.where(turn[..., :1] < 0, -turn, turn)
    sine = np.linalg.norm(turn[..., 1:], axis=-1, keepdims=True)
    angle = 2.0 * np.arctan2(sine, turn[..., :1])
    scale = np.where(sine > SMALL, angle / np.where(sine > SMALL, sine, 1.0), 2.0)
    return np.concatenate([end[..., :3] - start[..., :3], scale * turn[..., 1:]], axis=-1)


def product(a: Array, b: Array) -> Array:
    """Return the quaternion product a b (..., 4), real part first: first b, then a."""
    real = a[..., :1] * b[..., :1] - (a[..., 1:] * b[..., 1:]).sum(axis=-1, keepdims=True)
    imaginary = a[..., :1] * b[..., 1:] + b[..., :1] * a[..., 1:] + np.cross(a[..., 1:], b[..., 1:])
    return np.concatenate([real, imaginary], axis=-1)


def mirrored(root: Array) -> Array:
    """Return the root (..., 7) seen in a mirror that exchanges left and right (y changes sign)."""
    return np.asarray(root * np.array([1.0, -1.0, 1.0, 1.0, -1.0, 1.0, -1.0]))


MIRROR_TANGENT: tuple[float, ...] = (1.0, -1.0, 1.0, -1.0, 1.0, -1.0)
"""Signs that mirror a step or rate: translation keeps x and z, a rotation keeps y."""
