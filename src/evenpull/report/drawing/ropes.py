"""The pelvis on its four ropes, one side seen from the side: an explanation of the calls, never a measured posture.

The pelvis is drawn level in both pictures. A short rope is thick and hatched, a weak one thin and dashed, a rope that
nothing was said about is plain; each carries its words, so that no meaning hangs on colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

ROPES = {
    "front_up": ("Belly", ("abdominals",)),
    "front_down": ("Hip flexors", ("iliopsoas", "rectus_femoris", "tensor_fasciae_latae")),
    "back_up": ("Lower back", ("lumbar_erector_spinae", "quadratus_lumborum")),
    "back_down": ("Buttock, hamstrings", ("gluteus_maximus", "hamstrings")),
}
_LINES = {
    "front_up": ((98, 96), (112, 26), (122, 44), "start"),
    "front_down": ((104, 128), (118, 208), (128, 190), "start"),
    "back_up": ((186, 96), (172, 26), (166, 44), "end"),
    "back_down": ((188, 134), (168, 208), (160, 190), "end"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rope:
    """What is said about one rope: `even`, `short`, `weak` or `long`, and in which word."""

    state: str = "even"
    words: str = ""


def draw_ropes(ropes: dict[str, Rope], *, title: str, number: int) -> str:
    """Return one pelvis with its four ropes as inline SVG.

    Args:
        ropes: State by rope name; those left out are even.
        title: Caption and name for screen readers.
        number: Makes ids of this drawing unique in its page.
    """
    said = [f"{ROPES[k][0]}: {r.words}" for k, r in sorted(ropes.items()) if r.state != "even"]
    alt = f"{title}. The pelvis from the side, held by four ropes. " + ("; ".join(said) if said else "All ropes even.")
    parts = [
        f'<svg class="ropes" viewBox="0 0 288 250" role="img" aria-label="{escape(alt)}">',
        f'<defs><pattern id="rope-hatch-{number}" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="5" height="5" class="hatch-bg"/>'
        '<line x1="0" y1="0" x2="0" y2="5" class="hatch-line"/></pattern></defs>',
        '<path class="bone" d="M130 26 q14 -8 28 0 l2 62 q-16 8 -32 0z"/>',
        '<path class="bone" d="M92 92 q22 -16 54 -6 q30 -10 48 10 q8 14 -4 32 q-12 26 -34 30 q-10 2 -14 -6 '
        'q-6 6 -16 2 q-26 -8 -36 -32 q-6 -18 2 -30z"/>',
        '<path class="bone" d="M128 158 q16 -10 32 0 l-2 56 q-14 8 -28 0z"/>',
        '<circle class="joint" cx="144" cy="148" r="7"/>',
        '<line class="level" x1="104" y1="112" x2="184" y2="112"/>',
    ]
    for key, ((x1, y1), (x2, y2), _, _) in _LINES.items():
        parts.append(_rope(ropes.get(key, Rope()).state, (x1, y1), (x2, y2), number))
    for key, (_, _, _, _) in _LINES.items():
        parts.append(_label(key, ropes.get(key, Rope())))
    parts.append('<text class="small" x="8" y="244">front</text><text class="small" x="280" y="244" text-anchor="end">back</text>')
    parts.append("</svg>")
    return "".join(parts)


def _rope(state: str, a: tuple[float, float], b: tuple[float, float], number: int) -> str:
    if state == "short":
        (x1, y1), (x2, y2) = a, b
        w = 6.5
        return (
            f'<polygon class="rope-short" points="{x1 - w},{y1} {x1 + w},{y1} {x2 + w},{y2} {x2 - w},{y2}" '
            f'fill="url(#rope-hatch-{number})"/>'
        )
    css = {"weak": "rope rope-weak", "long": "rope rope-long"}.get(state, "rope")
    return f'<line class="{css}" x1="{a[0]}" y1="{a[1]}" x2="{b[0]}" y2="{b[1]}"/>'


def _label(key: str, rope: Rope) -> str:
    front = key.startswith("front")
    x, anchor = (84, "end") if front else (204, "start")
    y = 52 if key.endswith("up") else 180
    name = ROPES[key][0]
    lines = name.split(", ") if len(name) > 12 else [name]
    lines = [line + ("," if i < len(lines) - 1 else "") for i, line in enumerate(lines)]
    spans = "".join(f'<tspan x="{x}" dy="{0 if i == 0 else 13}">{escape(line)}</tspan>' for i, line in enumerate(lines))
    if rope.words:
        spans += f'<tspan class="said" x="{x}" dy="14">{escape(rope.words)}</tspan>'
    return f'<text class="label" x="{x}" y="{y}" text-anchor="{anchor}">{spans}</text>'
