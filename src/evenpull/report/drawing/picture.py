"""Lines and points of a posture over the photo that they were read from; the face is blurred before it comes here."""

from __future__ import annotations

import base64
from html import escape

from evenpull.core.words import say
from evenpull.report.records import Picture
from evenpull.report.words import spaced


def draw_picture(picture: Picture) -> str:
    """Return the picture with its measured lines as inline SVG; the JPEG is inside it as a data address."""
    scale = max(picture.width, picture.height) / 900
    data = base64.b64encode(picture.jpeg).decode()
    labels = [label or say("{start} to {end}", start=spaced(a), end=spaced(b)) for a, b, label in picture.lines]
    view = spaced(picture.view)
    if picture.kind == "clip":
        alt = say("A still of the clip, {view} view, face blurred", view=view)
    else:
        alt = say("The photo, {view} view, face blurred", view=view)
    if labels:
        alt = say("{picture}, with lines: {lines}", picture=alt, lines="; ".join(labels))
    parts = [
        f'<svg class="photo" viewBox="0 0 {picture.width} {picture.height}" role="img" aria-label="{escape(alt)}">',
        f'<image width="{picture.width}" height="{picture.height}" href="data:image/jpeg;base64,{data}"/>',
    ]
    for (a, b, _), label in zip(picture.lines, labels, strict=True):
        if a in picture.points and b in picture.points:
            (x1, y1), (x2, y2) = picture.points[a], picture.points[b]
            ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
            parts.append(f'<line {ends} stroke="#10222b" stroke-width="{6 * scale:.1f}" stroke-linecap="round"/>')
            parts.append(f'<line {ends} stroke="#ffe9a8" stroke-width="{3 * scale:.1f}" stroke-linecap="round"/>')
            parts.append(_label(label, x=(x1 + x2) / 2, y=(y1 + y2) / 2 - 10 * scale, scale=scale))
    for name, (x, y) in sorted(picture.points.items()):
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{4 * scale:.1f}" fill="#ffe9a8" stroke="#10222b" '
            f'stroke-width="{1.5 * scale:.1f}"><title>{escape(spaced(name))}</title></circle>'
        )
    return "".join([*parts, "</svg>"])


def _label(text: str, *, x: float, y: float, scale: float) -> str:
    size = 20 * scale
    shown = (
        f'<text font-family="system-ui, sans-serif" text-anchor="middle" font-size="{size:.1f}" x="{x:.1f}" y="{y:.1f}"'
    )
    outline = f'stroke="#10222b" stroke-width="{5 * scale:.1f}" stroke-linejoin="round"'
    return f'{shown} {outline}>{escape(text)}</text>{shown} fill="#fff">{escape(text)}</text>'
