"""Ten marks that say how sure something is, with a gap where "probably" begins; legible without colour."""

from __future__ import annotations

from html import escape

from evenpull.core.words import say
from evenpull.report.words import marks


def text_bar(probability: float) -> str:
    """Return ten characters and the gap at 80 %: `######## ..`.

    Example:
        >>> text_bar(0.67)
        '######.. ..'
    """
    filled = marks(probability)
    row = "#" * filled + "." * (10 - filled)
    return f"{row[:8]} {row[8:]}"


def svg_bar(probability: float) -> str:
    """Return the bar as inline SVG; its text for screen readers says the number of marks."""
    filled = marks(probability)
    cells = []
    for i in range(10):
        x = 1 + i * 9 + (4 if i >= 8 else 0)
        if i < filled:
            cells.append(f'<rect class="on" x="{x}" y="1.5" width="6.5" height="11" rx="1.5"/>')
        else:
            cells.append(f'<rect class="off" x="{x + 0.5}" y="2" width="5.5" height="10" rx="1.5"/>')
    aloud = escape(say("{filled} of 10 marks", filled=filled))
    return (
        f'<svg class="bar" viewBox="0 0 96 14" width="96" height="14" role="img" aria-label="{aloud}">'
        + "".join(cells)
        + "</svg>"
    )
