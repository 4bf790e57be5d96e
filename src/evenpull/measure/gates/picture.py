"""Gates about the picture itself: light and sharpness around the person."""

from __future__ import annotations

import numpy as np
import PIL.Image

from evenpull.capture.pose import Image, Landmarks
from evenpull.core.words import say
from evenpull.measure.gates.records import GateResult
from evenpull.measure.gates.spots import whole

DARK = 30.0
BRIGHT = 235.0
SHARPNESS = 10.0


def light(level: float, *, person: Landmarks | None = None) -> GateResult:
    """Refuse what is too dark to see, warn of what is washed out.

    Args:
        level: Mean grey level around the person, 0 to 255.
        person: Who is meant, for the place in the picture.
    """
    spot = None if person is None else whole(person)
    if level < DARK:
        return GateResult(
            gate="light",
            outcome="refused",
            code="too_dark",
            reason=say("this picture is too dark to measure"),
            to_do=say("Take it again in daylight."),
            spot=spot,
            value=level,
            limit=DARK,
            unit="grey",
        )
    if level > BRIGHT:
        return GateResult(
            gate="light",
            outcome="warned",
            code="too_bright",
            reason=say("This picture is very bright, so edges of the body may be lost."),
            to_do=say("Stand with the light beside you and no window behind, and take it again."),
            spot=spot,
            value=level,
            limit=BRIGHT,
            unit="grey",
        )
    return GateResult(gate="light", value=level, limit=DARK, unit="grey")


def sharpness(value: float, *, person: Landmarks | None = None) -> GateResult:
    """Refuse a blurred picture.

    Args:
        value: Variance of the Laplacian, as `light_and_sharpness` gives it.
        person: Who is meant, for the place in the picture.
    """
    if value >= SHARPNESS:
        return GateResult(gate="sharpness", value=value, limit=SHARPNESS)
    return GateResult(
        gate="sharpness",
        outcome="refused",
        code="blurred",
        reason=say("this picture is too blurred to measure"),
        to_do=say("Wipe the lens, rest the phone on something, and take it again."),
        spot=None if person is None else whole(person),
        value=value,
        limit=SHARPNESS,
    )


def light_and_sharpness(image: Image, person: Landmarks) -> tuple[float, float]:
    """Return the mean grey level (0-255) around a person, and the variance of its Laplacian at a body height of 512."""
    roi, (height, width) = person.roi, image.shape[:2]
    left, right = max(0, int(roi.x - roi.size / 4)), min(width, int(roi.x + roi.size / 4))
    top, bottom = max(0, int(roi.y - roi.size / 2)), min(height, int(roi.y + roi.size / 2))
    if right <= left or bottom <= top:
        return 0.0, 0.0
    part = PIL.Image.fromarray(image[top:bottom, left:right]).convert("L")
    grey = np.asarray(part.resize((256, 512), PIL.Image.Resampling.BILINEAR), dtype=np.float64)
    inner = grey[1:-1, 1:-1]
    laplacian = 4 * inner - grey[:-2, 1:-1] - grey[2:, 1:-1] - grey[1:-1, :-2] - grey[1:-1, 2:]
    return float(grey.mean()), float(laplacian.var())
