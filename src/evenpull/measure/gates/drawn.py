"""Draw a gate's answer on the picture: faces hidden, a box where the fault is. The words stand beside it."""

from __future__ import annotations

import io
from collections.abc import Sequence

import PIL.Image
import PIL.ImageDraw

from evenpull.capture.pose import Image, Landmarks
from evenpull.capture.still import Still, blurred_still
from evenpull.measure.gates.records import GateResult
from evenpull.measure.gates.spots import inside

COLOUR = (213, 94, 0)
"""Vermilion of the Okabe-Ito palette: seen by people with any kind of colour vision."""


def explained(image: Image, people: Sequence[Landmarks], result: GateResult) -> Still:
    """Return a small picture with every face made unrecognisable and a box around what the gate means.

    Args:
        image: The upright picture.
        people: Everyone who was found in it.
        result: What the gate said; without a spot the picture has no box.
    """
    still = blurred_still(image, people)
    if result.spot is None:
        return still
    spot = inside(result.spot, width=image.shape[1], height=image.shape[0])
    left, top, right, bottom = (
        value * still.scale for value in (spot.x, spot.y, spot.x + spot.width, spot.y + spot.height)
    )
    picture = PIL.Image.open(io.BytesIO(still.jpeg))
    thick = max(3, still.height // 150)
    draw = PIL.ImageDraw.Draw(picture)
    draw.rectangle((left, top, min(right, still.width - 1), min(bottom, still.height - 1)), outline=COLOUR, width=thick)
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=82, optimize=True)
    return Still(jpeg=buffer.getvalue(), width=still.width, height=still.height, scale=still.scale)
