"""A reading at two times on one line: the first hollow, the second filled, and how far error alone may carry it."""

from __future__ import annotations

from evenpull.body.figure.svg import element
from evenpull.core.words import say
from evenpull.report.words import reading

WIDTH, HEIGHT = 240.0, 34.0
EDGE, LINE_Y = 12.0, 17.0
MARGIN = 0.15


def draw_two_times(old: float, new: float, *, noise: float, unit: str, told: bool) -> str:
    """Return an SVG: a band of the smallest detectable change around the first reading, and both readings on it.

    Args:
        old, new: Readings in `unit`.
        noise: Smallest detectable change, in `unit`.
        unit: For the words that are read aloud.
        told: Whether the change counts; the second mark is then filled, else only outlined by a dash.
    """
    low, high = min(old - noise, new), max(old + noise, new)
    room = (high - low) * MARGIN or 1.0
    low, high = low - room, high + room

    def x(value: float) -> float:
        return EDGE + (WIDTH - 2 * EDGE) * (value - low) / (high - low)

    left, wide = x(old - noise), x(old + noise) - x(old - noise)
    marks = (
        element("line", class_="axis", x1=EDGE, y1=LINE_Y, x2=WIDTH - EDGE, y2=LINE_Y),
        element("rect", class_="noise", x=left, y=LINE_Y - 9.0, width=wide, height=18, rx=9),
        element("line", class_="step", x1=x(old), y1=LINE_Y, x2=x(new), y2=LINE_Y),
        element("circle", class_="then", cx=x(old), cy=LINE_Y, r=6),
        element("circle", class_="now", cx=x(new), cy=LINE_Y, r=7),
    )
    return element(
        "svg",
        "".join(marks),
        class_="then-now",
        data_told="yes" if told else "no",
        viewBox=f"0 0 {WIDTH:.0f} {HEIGHT:.0f}",
        width=WIDTH,
        height=HEIGHT,
        role="img",
        aria_label=say("{old} then, {new} now", old=reading(old, unit), new=reading(new, unit)),
    )
