"""The pelvis on its four ropes, one side seen from the side: an explanation of the calls, never a measured posture.

The pelvis is drawn level in every picture. A short rope is thick and hatched, a weak one thin and dashed, a rope that
nothing was said about is plain; each carries its words, so that no meaning hangs on colour.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

ROPES = {
    "front_up": ("Belly", ("abdominals",)),
    "front_down": ("Front of the hip", ("iliopsoas", "rectus_femoris", "tensor_fasciae_latae")),
    "back_up": ("Low back", ("lumbar_erector_spinae", "quadratus_lumborum")),
    "back_down": ("Buttock and back thigh", ("gluteus_maximus", "hamstrings")),
}
_ENDS = {
    "front_up": ((136, 26), (120, 122)),
    "front_down": ((128, 142), (163, 262)),
    "back_up": ((214, 26), (222, 112)),
    "back_down": ((216, 196), (190, 262)),
}
_LABELS = {
    "front_up": (112, 64, "end"),
    "front_down": (118, 208, "end"),
    "back_up": (240, 64, "start"),
    "back_down": (226, 218, "start"),
}
_VERTEBRA = '<rect class="bone" x="{x}" y="{y}" width="36" height="19" rx="6"/>'
_HIP_BONE = (
    "M120 124 C118 104 146 86 182 86 C208 86 230 98 232 116 C233 128 224 136 216 142 C206 150 204 160 208 172 "
    "C213 186 222 190 221 200 C219 212 204 212 196 202 C190 194 188 190 180 192 C170 195 162 202 152 200 "
    "C143 198 143 188 151 184 C160 180 164 174 160 166 C154 154 136 150 126 142 C121 138 120 132 120 124 Z"
)
_FEMUR = (
    "M172 164 C166 172 166 182 173 188 C172 204 171 236 169 264 L191 264 C192 236 193 206 196 190 "
    "C202 186 203 176 198 169 C191 160 179 158 172 164 Z"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rope:
    """What is said about one rope: `even`, `short`, `weak` or `long`, and in which words."""

    state: str = "even"
    words: str = ""


def draw_ropes(ropes: dict[str, Rope], *, title: str, number: int) -> str:
    """Return one pelvis with its four ropes as inline SVG.

    Args:
        ropes: State by rope name; those left out are even.
        title: Name for screen readers.
        number: Makes ids of this drawing unique in its page.
    """
    said = [f"{ROPES[key][0]}: {rope.words}" for key, rope in sorted(ropes.items()) if rope.state != "even"]
    alt = f"{title}. The pelvis from the side, held by four ropes. " + ("; ".join(said) if said else "All ropes even.")
    parts = [
        f'<svg class="ropes" viewBox="0 0 352 284" role="img" aria-label="{escape(alt)}">',
        f'<defs><pattern id="rope-hatch-{number}" width="6" height="6" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="6" height="6" class="hatch-bg"/>'
        '<line x1="0" y1="0" x2="0" y2="6" class="hatch-line"/></pattern></defs>',
        *(_VERTEBRA.format(x=x, y=y) for x, y in ((166, 18), (163, 41), (165, 64))),
        f'<path class="bone" d="{_HIP_BONE}"/>',
        f'<path class="bone" d="{_FEMUR}"/>',
        '<circle class="joint" cx="184" cy="174" r="5"/>',
        '<line class="level" x1="104" y1="124" x2="250" y2="124"/>',
        *(_rope(ropes.get(key, Rope()).state, *ends, number) for key, ends in _ENDS.items()),
        *(_label(key, ropes.get(key, Rope())) for key in _ENDS),
        '<text class="small" x="10" y="278">front</text>',
        '<text class="small" x="342" y="278" text-anchor="end">back</text></svg>',
    ]
    return "".join(parts)


def _rope(state: str, top: tuple[float, float], bottom: tuple[float, float], number: int) -> str:
    (x1, y1), (x2, y2) = top, bottom
    knots = "".join(f'<circle class="knot" cx="{x}" cy="{y}" r="4.5"/>' for x, y in (top, bottom))
    if state == "short":
        w = 7
        corners = f"{x1 - w},{y1} {x1 + w},{y1} {x2 + w},{y2} {x2 - w},{y2}"
        return f'<polygon class="rope-short" points="{corners}" fill="url(#rope-hatch-{number})"/>{knots}'
    css = {"weak": "rope rope-weak", "long": "rope rope-long"}.get(state, "rope")
    return f'<line class="{css}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>{knots}'


def _label(key: str, rope: Rope) -> str:
    x, y, anchor = _LABELS[key]
    lines = ROPES[key][0].replace(" and ", " and\n").replace(" of ", " of\n").split("\n")
    spans = "".join(f'<tspan x="{x}" dy="{15 if i else 0}">{escape(line)}</tspan>' for i, line in enumerate(lines))
    for line in rope.words.split(" ", 1) if rope.words else ():
        spans += f'<tspan class="said" x="{x}" dy="16">{escape(line)}</tspan>'
    return f'<text class="label" x="{x}" y="{y}" text-anchor="{anchor}">{spans}</text>'
