"""Reading what lies under the feet: `left.lift=15`."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from evenpull.body.settle.contact import Ground
from evenpull.core.words import say
from evenpull.errors import FileFormatError

PATTERN = re.compile(r"\s*(left|right)\.(lift|wedge|longer)\s*=\s*([+-]?\d+(?:\.\d+)?)\s*", re.ASCII)
MM = 1e-3


def parse_ground(texts: Iterable[str]) -> Ground:
    """Read lifts (mm), wedges (degrees, outer edge up) and leg-length difference (mm).

    Raises:
        FileFormatError: When a text has another form.
        OutOfRange: When a lift, wedge or difference is larger than a body can stand on.

    Example:
        >>> parse_ground(["left.lift=15"]).lift_left_m
        0.015
    """
    values: dict[str, float] = {}
    for text in texts:
        match = PATTERN.fullmatch(text)
        if match is None:
            raise FileFormatError(
                say("{text!r} says nothing about the ground", text=text),
                hint=say("Write side.what=size: left.lift=15 (mm), right.wedge=5 (degrees), left.longer=10 (mm)."),
            )
        side, what, number = match.groups()
        size = float(number)
        if what == "longer":
            values["left_leg_longer_m"] = size * MM if side == "left" else -size * MM
        elif what == "lift":
            values[f"lift_{side}_m"] = size * MM
        else:
            values[f"wedge_{side}_rad"] = float(np.deg2rad(size))
    return Ground(**values)
