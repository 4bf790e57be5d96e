"""A JSON file within bounds: no larger, deeper or longer than keypoints of ten minutes can be."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

from evenpull.capture.motion.limits import sized
from evenpull.core.words import say
from evenpull.errors import FileFormatError, OutOfRange, Where

MOST_BYTES = 128 * 1024 * 1024
MOST_FRAMES = 72_000
"""Ten minutes at 120 frames a second."""
GREATEST = 1e6


def load_json(path: Path) -> Any:
    """Return the content of a JSON file.

    Raises:
        InputError: When it is too large, no JSON, or nested absurdly deep.
    """
    if sized(path) > MOST_BYTES:
        raise OutOfRange(
            say("the file is larger than {most} MB", most=MOST_BYTES // 1024**2), where=Where(file=path.name)
        )
    try:
        return json.loads(path.read_bytes())
    except (ValueError, RecursionError) as fault:
        line = getattr(fault, "lineno", None)
        raise FileFormatError(
            say("this is no JSON that can be read, or it was cut off"),
            where=Where(file=path.name, line=line),
            hint=say("Copy or export it again."),
        ) from fault


def numbers(values: Any, *, where: Where) -> list[float]:
    """Return a flat list of finite numbers; nested pairs and triples are laid flat, null is not a number.

    Raises:
        FileFormatError: When something else stands there.
    """
    if not isinstance(values, list):
        raise FileFormatError(say("a list of numbers is expected"), where=where)
    flat = [each for item in values for each in (item if isinstance(item, list) else [item])]
    out = []
    for each in flat:
        if each is None:
            out.append(math.nan)
        elif isinstance(each, bool) or not isinstance(each, int | float) or not abs(each) <= GREATEST:
            raise FileFormatError(say("a list of numbers holds something else"), where=where)
        else:
            out.append(float(each))
    return out
