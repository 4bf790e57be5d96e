"""Writing SVG: numbers, paths, texts, and ids that stay apart when many pictures share one page."""

from __future__ import annotations

from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

import numpy as np

from evenpull.body.skeleton.tree import Vector

FONT = ", ".join(("system-ui", "'Segoe UI'", "Helvetica", "Arial", "sans-serif"))


def number(value: float) -> str:
    """Write a number with one decimal and nothing that is not needed."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def path(points: Vector, *, closed: bool = True) -> str:
    """Return path data through points (n, 2), as steps of a tenth of a unit from one to the next."""
    tenths = np.rint(points * 10).astype(int)
    steps = np.diff(tenths, axis=0)
    moves = "".join(
        f"{'' if x < 0 else ' '}{_tenth(x)}{'' if y < 0 else ' '}{_tenth(y)}" for x, y in steps.tolist() if x or y
    )
    return f"M{_tenth(int(tenths[0, 0]))} {_tenth(int(tenths[0, 1]))}l{moves.lstrip()}{'Z' if closed else ''}"


@lru_cache(maxsize=8192)
def _tenth(value: int) -> str:
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 10)
    return f"{sign}{whole or ''}.{rest}" if rest else f"{sign}{whole}"


def attributes(**values: object) -> str:
    """Write attributes; underscores become hyphens, None leaves one out."""
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(number(value) if isinstance(value, float) else str(value))}"
        for name, value in values.items()
        if value is not None
    )


def element(tag: str, content: str | None = None, **values: object) -> str:
    """Return one element; `content` is markup that is already safe."""
    start = f"<{tag}{attributes(**values)}"
    return f"{start}/>" if content is None else f"{start}>{content}</{tag}>"


def text(words: str, *, x: float, y: float, size: float, fill: str, anchor: str = "middle", weight: int = 400) -> str:
    """Return a text element with its words made safe."""
    return element(
        "text",
        escape(words),
        x=x,
        y=y,
        font_size=size,
        fill=fill,
        text_anchor=anchor,
        font_family=FONT,
        font_weight=None if weight == 400 else weight,
    )


def text_width(words: str, size: float) -> float:
    """Return a generous estimate of how wide words run, in picture units."""
    return (
        sum(0.34 if c in "iljtfr.,:;'| " else 0.9 if c in "mwMW" else 0.66 if c.isupper() else 0.58 for c in words)
        * size
    )


def document(
    body: str, *, name: str, title: str, description: str, box: tuple[float, float, float, float], width: float | None
) -> str:
    """Return a whole picture: `box` is min x, min y, width, height; `name` keeps its ids apart from other pictures'."""
    x, y, w, h = box
    shown = width if width is not None else round(w)
    head = f"<title id={quoteattr(f'{name}-title')}>{escape(title)}</title>"
    head += f"<desc id={quoteattr(f'{name}-desc')}>{escape(description)}</desc>"
    return element(
        "svg",
        head + body,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"{number(x)} {number(y)} {number(w)} {number(h)}",
        width=float(shown),
        height=float(round(shown * h / w, 1)),
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
    )
