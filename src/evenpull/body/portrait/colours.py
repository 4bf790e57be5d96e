"""Colours of values on muscles: in steps, so that a legend can be read back, in grey and by the colour blind too.

What only grows (a tension, an activation) runs from pale to dark. What grows or falls runs from blue over pale to
orange; since both ends are dark in grey, a fall is also drawn with a dashed light line along the muscle and a rise
with a whole dark edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evenpull.body.figure.palette import Theme
from evenpull.body.figure.svg import element, text, text_width
from evenpull.core.words import say
from evenpull.errors import OutOfRange

GROWING = ("#f2eee2", "#cfe0d3", "#9cccc0", "#63aeb0", "#37899c", "#1f6181", "#15395c")
CHANGING = ("#123f77", "#2f6fae", "#7ba9d0", "#c3d6e6", "#f2eee2", "#f3d3a6", "#e8a552", "#cf7618", "#8f4a06")
PALE_OPACITY, FULL_OPACITY = 0.42, 0.96
Texture = Literal["plain", "rise", "fall"]
TEXT_SIZE, BOX_W, BOX_H = 10.0, 23.0, 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """How one value looks: fill colour, its opacity, and the texture that tells a rise from a fall."""

    fill: str
    opacity: float
    texture: Texture


PALE = Ink(fill="#f2eee2", opacity=0.3, texture="plain")
"""A muscle of which nothing is said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """A scale from values to colours.

    Args:
        low, high: Values at its ends, in `unit`; beyond them the end's colour is used and the legend says so.
        unit: What stands behind the numbers of the legend, as `N` or `%`.
        title: What the values are.
        kind: `growing` from nothing, `changing` about zero.
    """

    low: float
    high: float
    unit: str
    title: str
    kind: Literal["growing", "changing"]

    @property
    def colours(self) -> tuple[str, ...]:
        """Return the colours of the steps, from low to high."""
        return GROWING if self.kind == "growing" else CHANGING

    def edges(self) -> list[float]:
        """Return the values between the steps, with both ends."""
        return [float(v) for v in np.linspace(self.low, self.high, len(self.colours) + 1)]

    def step(self, value: float) -> int:
        """Return the step of a value, 0 for the lowest; halves of a changing scale mirror each other exactly."""
        count = len(self.colours)
        if self.kind == "growing":
            share = (value - self.low) / (self.high - self.low)
            return int(np.clip(np.floor(share * count), 0, count - 1))
        half = count // 2
        away = int(np.clip(np.floor(abs(value) / self.high * count / 2 + 0.5), 0, half))
        return half + away if value > 0 else half - away

    def ink(self, value: float) -> Ink:
        """Return how a value looks; what is near nothing is pale and lets others through."""
        step = self.step(value)
        if self.kind == "growing":
            share = step / (len(self.colours) - 1)
            texture: Texture = "plain"
        else:
            half = len(self.colours) // 2
            share = abs(step - half) / half
            texture = "plain" if step == half else "rise" if step > half else "fall"
        opacity = PALE_OPACITY + (FULL_OPACITY - PALE_OPACITY) * min(1.0, 2.0 * share)
        return Ink(fill=self.colours[step], opacity=round(opacity, 2), texture=texture)


def growing(*, high: float, unit: str, title: str, low: float = 0.0) -> Scale:
    """Return a scale for a tension or an activation.

    Raises:
        OutOfRange: When its ends are no numbers or not in order.
    """
    if not (np.isfinite([low, high]).all() and high > low):
        raise OutOfRange(
            say("a colour scale needs a low end below its high end, not {low} and {high}", low=low, high=high)
        )
    return Scale(low=low, high=high, unit=unit, title=title, kind="growing")


def changing(*, most: float, unit: str, title: str) -> Scale:
    """Return a scale for a change, from minus `most` to `most`.

    Raises:
        OutOfRange: When `most` is no number above zero.
    """
    if not (np.isfinite(most) and most > 0):
        raise OutOfRange(say("the largest change on a colour scale has to be above zero, not {most}", most=f"{most:g}"))
    return Scale(low=-most, high=most, unit=unit, title=title, kind="changing")


def rounded_up(value: float) -> float:
    """Return the next of 1, 2, 5, 10 times a power of ten, so that a legend has round ends; 1 for nothing."""
    if not np.isfinite(value) or value <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(value))
    return float(next(n * power for n in (1.0, 2.0, 5.0, 10.0) if value <= n * power * (1 + 1e-9)))


def figure(value: float) -> str:
    """Return a number of a legend: three figures, a real minus sign."""
    return f"{value + 0.0:.3g}".replace("-", "−")


def legend_width(scale: Scale) -> float:
    """Return how wide the legend is, in picture units."""
    return max(len(scale.colours) * BOX_W + 30, text_width(_heading(scale), TEXT_SIZE + 1))


def _heading(scale: Scale) -> str:
    return f"{scale.title} ({scale.unit})" if scale.unit else scale.title


def legend(scale: Scale, *, x: float, y: float, ink: str) -> str:
    """Return the legend, its middle at x and its top at y, 44 units high; text in the colour `ink`."""
    width = len(scale.colours) * BOX_W
    left = x - width / 2
    out = text(_heading(scale), x=x, y=y + 10, size=TEXT_SIZE + 1, fill=ink, weight=600)
    top = y + 17
    half = len(scale.colours) // 2
    for i, colour in enumerate(scale.colours):
        at = left + i * BOX_W
        rise, fall = scale.kind == "changing" and i > half, scale.kind == "changing" and i < half
        out += element(
            "rect", x=at, y=top, width=BOX_W, height=BOX_H, fill=colour, stroke=ink, stroke_width=1.5 if rise else 0.5
        )
        if fall:
            line = f"M{at + 2:.1f} {top + BOX_H / 2:.1f}h{BOX_W - 4:.1f}"
            out += element("path", d=line, stroke="#ffffff", stroke_width=1.6, stroke_dasharray="3 2.4", fill="none")
    marks = [0, len(scale.colours)] if scale.kind == "growing" else [0, len(scale.colours) / 2, len(scale.colours)]
    for mark in marks:
        value = scale.low + (scale.high - scale.low) * mark / len(scale.colours)
        sign = "+" if scale.kind == "changing" and value > 0 else ""
        out += text(sign + figure(value), x=left + mark * BOX_W, y=top + BOX_H + 11, size=TEXT_SIZE, fill=ink)
    return out


FLESH: dict[Theme, tuple[str, str]] = {"light": ("#e3e7ec", "#66727f"), "dark": ("#59636f", "#d5dbe2")}
FAR: dict[Theme, tuple[str, str]] = {"light": ("#eff1f4", "#a6b0bb"), "dark": ("#454d57", "#8d98a5")}
"""Fill and rim of the body's near side and of what is turned away."""
