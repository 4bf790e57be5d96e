"""Boxes in the picture around parts of a person, so that an explanation can point at them."""

from __future__ import annotations

import numpy as np

from evenpull.capture.pose import INDEX, Landmarks
from evenpull.measure.gates.records import Spot

MARGIN = 0.06
"""Room around the points of a part, as a share of the person's region."""


def around(person: Landmarks, *names: str) -> Spot:
    """Return the box around some of a person's points; it may reach beyond the picture."""
    points = person.points[[INDEX[name] for name in names]]
    room = MARGIN * person.roi.size
    low, high = points.min(axis=0) - room, points.max(axis=0) + room
    return Spot(x=float(low[0]), y=float(low[1]), width=float(high[0] - low[0]), height=float(high[1] - low[1]))


def whole(person: Landmarks) -> Spot:
    """Return the box around a person."""
    return around(person, *INDEX)


def inside(spot: Spot, *, width: int, height: int) -> Spot:
    """Return the part of a box that lies in a picture of this size, at least a sliver at the edge nearest to it."""
    sliver = 0.02 * max(width, height)
    x0, x1 = np.clip([spot.x, spot.x + spot.width], 0, width)
    y0, y1 = np.clip([spot.y, spot.y + spot.height], 0, height)
    x0, y0 = min(float(x0), width - sliver), min(float(y0), height - sliver)
    return Spot(x=x0, y=y0, width=max(float(x1) - x0, sliver), height=max(float(y1) - y0, sliver))
