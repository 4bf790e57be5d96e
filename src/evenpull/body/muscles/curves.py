"""The shapes that every muscle shares: active force against length, passive force against length, force against speed.

All are free of units: force over the greatest isometric force, length over the optimal fibre length, speed over the
greatest shortening speed. Each length curve comes with its exact slope and its exact integral, so that a force is the
derivative of an energy to the last digit. Curves are smooth where a search for a minimum needs it: force has a
continuous slope everywhere.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

ACTIVE_LOW, ACTIVE_HIGH = 0.4441, 1.8123
"""Fibre lengths between which a fibre can pull. Source: Millard 2013 (active force-length curve)."""
SHOULDER, RISE, PLATEAU = 0.73, 0.8616, 0.05
"""Where the shallow rise begins, its slope, and half the width of the plateau. Source: Millard 2013."""
PASSIVE_SHAPE, PASSIVE_STRAIN = 5.0, 0.6
"""Exponential shape, and the strain at which passive force equals F_0. Source: Thelen 2003 (young adults)."""
FORCE_VELOCITY_SHAPE, ECCENTRIC_FORCE = 0.25, 1.4
"""A_f, and the force of fast lengthening. Source: Thelen 2003 (young adults)."""
EXPONENT_END = 20.0
"""Beyond this exponent an exponential goes on as its parabola, so that a search that strays meets no infinity."""


def _nodes() -> tuple[Array, Array, Array]:
    """Return length, value and slope where the pieces of the active curve meet. Source: Millard 2013."""
    knee = 1.0 - RISE * (1.0 - PLATEAU - SHOULDER)
    middle = (1.0 + PLATEAU + ACTIVE_HIGH) / 2
    rows = [
        (ACTIVE_LOW, 0.0, 0.0),
        ((ACTIVE_LOW + SHOULDER) / 2, knee / 2, 1.25 * knee / (SHOULDER - ACTIVE_LOW)),
        ((SHOULDER + 1.0 - PLATEAU) / 2, (knee + 1.0) / 2, RISE),
        (1.0, 1.0, 0.0),
        (middle, 0.5, -1.0 / (ACTIVE_HIGH - 1.0 - 2 * PLATEAU)),
        (ACTIVE_HIGH, 0.0, 0.0),
    ]
    x, y, slope = np.array(rows).T
    width = np.where(x <= 1.0, 1.0 - ACTIVE_LOW, ACTIVE_HIGH - 1.0)
    return (x - 1.0) / width, y, slope * width


def _pieces() -> tuple[Array, Array]:
    """Return the nodes u in [-1, 1], and per piece the coefficients of the integral (five, constant first).

    On each side of the optimum u is the distance from it over the distance to where force ends, so that one curve
    serves every active range. At u = 0 the slope is zero on both sides.
    """
    x, y, slope = _nodes()
    coefficients = np.zeros((len(x) - 1, 5))
    total = 0.0
    for i, h in enumerate(np.diff(x)):
        rise = (y[i + 1] - y[i]) / h
        second = (3 * rise - 2 * slope[i] - slope[i + 1]) / h
        third = (slope[i] + slope[i + 1] - 2 * rise) / h**2
        coefficients[i] = total, y[i], slope[i] / 2, second / 3, third / 4
        total = float(np.polynomial.polynomial.polyval(h, coefficients[i]))
    return x, coefficients


NODES, PIECES = _pieces()
OPTIMUM = int(np.flatnonzero(NODES == 0.0)[0])
AREA_BELOW = float(PIECES[OPTIMUM, 0])


def active(fibre: Array, low: Array, high: Array) -> tuple[Array, Array, Array]:
    """Return active force per unit of activation, its slope and its integral from `low`, each (T, n).

    Cubic pieces through the published points with the published slopes there (the published curve joins them by quintic
    ones). Zero outside the range, with a continuous slope.

    Args:
        fibre: Normalised fibre length (T, n).
        low, high: Active range of each muscle (n,); `ACTIVE_LOW` and `ACTIVE_HIGH` as published.

    Source: Millard 2013.
    """
    below, above = 1.0 - low, high - 1.0
    offset = fibre - 1.0
    width = np.where(offset < 0, below, above)
    u = np.clip(offset / width, -1.0, 1.0)
    piece = np.searchsorted(NODES[1:-1], u, side="right")
    c0, c1, c2, c3, c4 = PIECES.T[:, piece]
    s = u - NODES[piece]
    value = c1 + s * (2 * c2 + s * (3 * c3 + s * 4 * c4))
    slope = (2 * c2 + s * (6 * c3 + s * 12 * c4)) / width
    area = c0 + s * (c1 + s * (c2 + s * (c3 + s * c4)))
    outside = np.abs(u) == 1.0
    value = np.where(outside, 0.0, np.maximum(value, 0.0))
    slope = np.where(outside, 0.0, slope)
    return value, slope, AREA_BELOW * below + (area - AREA_BELOW) * width


def passive(fibre: Array, shape: Array, strain: Array, start: Array) -> tuple[Array, Array, Array]:
    """Return passive force, its slope and its integral from `start`, each (T, n); all zero up to `start`.

    Force is (e^z - 1 - z) / (e^k - 1 - k) with z = k (fibre - start) / strain: the published exponential without its
    linear term, so that the slope begins at zero.

    Args:
        fibre: Normalised fibre length (T, n).
        shape: k of each muscle (n,).
        strain: Strain beyond `start` at which passive force equals F_0 (n,).
        start: Normalised length at which passive force begins (n,).

    Source: Thelen 2003.
    """
    rate = shape / strain
    z = np.maximum(rate * (fibre - start), 0.0)
    top = np.expm1(shape) - shape
    energy, force, slope = exponential(z)
    return (force - 1.0 - z) / top, (slope - 1.0) * rate / top, (energy - 1.0 - z - 0.5 * z * z) / (rate * top)


def exponential(z: Array) -> tuple[Array, Array, Array]:
    """Return three functions, each the derivative of the one before: e^z three times up to `EXPONENT_END`.

    Beyond it the first is the parabola that goes on with the same value, slope and curvature.
    """
    inside = np.exp(np.minimum(z, EXPONENT_END))
    beyond = np.maximum(z - EXPONENT_END, 0.0)
    return inside * (1.0 + beyond + 0.5 * beyond * beyond), inside * (1.0 + beyond), inside


def force_velocity(speed: Array) -> Array:
    """Return the factor on active force at a normalised fibre speed (T, n): 1 at rest, 0 from -1 down.

    Args:
        speed: Lengthening speed over the greatest shortening speed; negative while the fibre shortens.

    Source: Thelen 2003 (at full activation and optimal length, solved for force).
    """
    short = np.clip(speed, -1.0, 0.0)
    long = np.maximum(speed, 0.0)
    shortening = (1.0 + short) / (1.0 - short / FORCE_VELOCITY_SHAPE)
    steep = (2.0 + 2.0 / FORCE_VELOCITY_SHAPE) * long
    lengthening = (steep * ECCENTRIC_FORCE + ECCENTRIC_FORCE - 1.0) / (steep + ECCENTRIC_FORCE - 1.0)
    return np.where(speed < 0, shortening, lengthening)
