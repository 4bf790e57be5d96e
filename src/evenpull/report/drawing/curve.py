"""A joint angle over time with its error band: axes, units, repetition peaks; drawn by hand in SVG."""

from __future__ import annotations

import math
from html import escape

from evenpull.core.words import say, say_many
from evenpull.report.records import Curve
from evenpull.report.words import SIDED, capital, number, spaced

_W, _H = 640.0, 240.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 52.0, 12.0, 16.0, 40.0
_MAX_POINTS = 400
_NAMES = {
    "knee_flexion": say("knee flexion angle"),
    "hip_flexion": say("hip flexion angle"),
    "trunk_lean_forward": say("trunk lean forward"),
}


def ticks(low: float, high: float, *, count: int = 5) -> list[float]:
    """Return round tick positions that lie inside [low, high]."""
    span = high - low
    raw = span / max(1, count)
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= raw - 1e-12)
    first = math.ceil(low / step - 1e-9)
    return [i * step for i in range(first, math.floor(high / step + 1e-9) + 1)]


def curve_title(curve: Curve) -> str:
    """Return "Right knee angle" for a curve."""
    name = _NAMES.get(curve.name) or spaced(curve.name)
    return capital(SIDED.get(curve.side or "", "{name}").format(name=name))


def draw_curve(curve: Curve) -> str:
    """Return the plot as inline SVG, or an empty string when the curve holds fewer than two points."""
    n = min(len(curve.time_s), len(curve.value_deg), len(curve.sd_deg))
    kept = [i for i in range(0, n, max(1, n // _MAX_POINTS)) if math.isfinite(curve.value_deg[i])]
    if len(kept) < 2:
        return ""
    t = [curve.time_s[i] for i in kept]
    v = [curve.value_deg[i] for i in kept]
    s = [2 * curve.sd_deg[i] if math.isfinite(curve.sd_deg[i]) else 0.0 for i in kept]
    low, high = min(a - b for a, b in zip(v, s, strict=True)), max(a + b for a, b in zip(v, s, strict=True))
    pad = max(2.0, 0.05 * (high - low))
    low, high = low - pad, high + pad
    t0, t1 = t[0], max(t[-1], t[0] + 1e-6)

    def at(time: float, value: float) -> str:
        x = _LEFT + (time - t0) / (t1 - t0) * (_W - _LEFT - _RIGHT)
        y = _TOP + (high - value) / (high - low) * (_H - _TOP - _BOTTOM)
        return f"{x:.1f},{y:.1f}"

    upper = [at(a, b + c) for a, b, c in zip(t, v, s, strict=True)]
    lower = [at(a, b - c) for a, b, c in zip(t, v, s, strict=True)]
    peaks = [i for i in curve.peaks if 0 <= i < n and math.isfinite(curve.value_deg[i])]
    title = curve_title(curve)
    typical = sorted(curve.sd_deg[i] for i in kept)[len(kept) // 2]
    alt = say_many(
        "{title} over {seconds} seconds, from {low} to {high} degrees, {count} repetition marked; "
        "error about {error} degrees.",
        "{title} over {seconds} seconds, from {low} to {high} degrees, {count} repetitions marked; "
        "error about {error} degrees.",
        len(peaks),
        title=title,
        seconds=number(t1 - t0),
        low=number(min(v)),
        high=number(max(v)),
        error=number(typical),
    )
    return "".join(
        [
            f'<svg class="curve" viewBox="0 0 {_W:.0f} {_H:.0f}" role="img" aria-label="{escape(alt)}">',
            _axes(t0=t0, t1=t1, low=low, high=high),
            f'<polygon class="band" points="{" ".join(upper + lower[::-1])}"/>',
            f'<polyline class="line" points="{" ".join(at(a, b) for a, b in zip(t, v, strict=True))}"/>',
            *(_peak(at(curve.time_s[i], curve.value_deg[i]), k + 1) for k, i in enumerate(peaks)),
            "</svg>",
        ]
    )


def _axes(*, t0: float, t1: float, low: float, high: float) -> str:
    right, bottom = _W - _RIGHT, _H - _BOTTOM
    parts = [f'<line class="axis" x1="{_LEFT}" y1="{bottom}" x2="{right}" y2="{bottom}"/>']
    for value in ticks(low, high):
        y = _TOP + (high - value) / (high - low) * (bottom - _TOP)
        parts.append(f'<line class="grid" x1="{_LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}"/>')
        parts.append(f'<text class="tick" x="{_LEFT - 6}" y="{y + 4:.1f}" text-anchor="end">{number(value)}</text>')
    for value in ticks(t0, t1, count=7):
        x = _LEFT + (value - t0) / (t1 - t0) * (right - _LEFT)
        parts.append(
            f'<text class="tick" x="{x:.1f}" y="{bottom + 15:.1f}" text-anchor="middle">{number(value)}</text>'
        )
    along = escape(say("time, seconds"))
    parts.append(
        f'<text class="tick" x="{(_LEFT + right) / 2:.0f}" y="{_H - 6:.0f}" text-anchor="middle">{along}</text>'
    )
    mid, up = f"{(_TOP + bottom) / 2:.0f}", escape(say("degrees"))
    turned = f'text-anchor="middle" transform="rotate(-90 14 {mid})"'
    parts.append(f'<text class="tick" x="14" y="{mid}" {turned}>{up}</text>')
    return "".join(parts)


def _peak(point: str, count: int) -> str:
    x, y = point.split(",")
    label = f'<text class="tick" x="{x}" y="{float(y) - 8:.1f}" text-anchor="middle">{count}</text>'
    return f'<circle class="peak" cx="{x}" cy="{y}" r="4"/>{label}'
