"""Pelvis, low back and thigh from the right with the four ropes, turned and bent as they are said to be."""

from __future__ import annotations

import numpy as np

from evenpull.body.figure.outline import curve
from evenpull.body.figure.palette import PALETTES, Palette
from evenpull.body.figure.pelvis import HIP, ILIUM, SACRUM
from evenpull.body.figure.svg import element, number, path, text
from evenpull.body.portrait.ropes import NOTHING_N, ROPES, Tug, rope_words
from evenpull.body.skeleton.tree import Vector

WIDTH, HEIGHT = 330.0, 330.0
MIDDLE = np.array([64.0, 66.0])
"""Where the drawing of the bone begins in a panel."""
THINNEST, THICKEST = 1.6, 17.0
LEVELS, LEVEL_STEP = 5, 19.5
HOLLOW_DEG = (16.0, -21.0)
"""How far the lowest and the highest lumbar level lean forward with nothing changed."""
BONE = {"fill": "#f3ecdc", "stroke": "#8d806a", "stroke_width": "1.6", "stroke_linejoin": "round"}
EDGE = "#3f4a55"


def _turned(points: Vector, degrees: float) -> Vector:
    """Turn points (n, 2) forward about the hip: clockwise, for a person who faces right."""
    c, s = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    hip = np.array(HIP)
    return np.asarray((points - hip) @ np.array([[c, s], [-s, c]]) + hip + MIDDLE)


def _closed(points: Vector) -> Vector:
    looped = np.concatenate([points[-2:], points, points[:2]])
    return curve(looped, steps=6)[12:-12]


def draw_bones(state: Tug, ghost: Tug | None, most: float, factor: float, palette: Palette) -> str:
    """Return one pelvis with its ropes, spine and thigh; `most` newtons are the thickest rope."""
    tilt, lordosis = state.tilt_deg * factor, state.lordosis_deg * factor
    out = "".join(_rope(n, state.pulls[n], most, tilt) for n in ("abdominals", "hip_extensors", "back_extensors"))
    out += _spine(tilt, lordosis)
    out += element("path", d=path(_turned(_closed(SACRUM), tilt)), **BONE)
    shaft = np.array([(101, 128), (122, 126), (126, 152), (121, 190), (121, 250), (102, 250), (102, 190), (97, 152)])
    out += element("path", d=path(_closed(shaft.astype(np.float64)) + MIDDLE), **BONE)
    out += element("path", d=path(_turned(_closed(ILIUM), tilt)), **BONE)
    x, y = (float(v) for v in np.array(HIP) + MIDDLE)
    for radius, fill in ((15.0, "#e7dcc4"), (10.5, "#f8f3e8")):
        out += element("circle", cx=x, cy=y, r=radius, fill=fill, stroke="#8d806a", stroke_width=1.3)
    out += _rope("hip_flexors", state.pulls["hip_flexors"], most, tilt)
    if ghost is not None and abs(tilt - ghost.tilt_deg * factor) > 0.2:
        rim = path(_turned(_closed(ILIUM), ghost.tilt_deg * factor))
        out += _thin(rim, palette.near_line, dash="3 3")
    out += _tilt_arc(state, ghost, factor, palette)
    return out + "".join(_label(name, state, ghost, palette) for name in ROPES)


def _spine(tilt: float, lordosis: float) -> str:
    at = _turned(np.array([(76.0, 62.0)]), tilt)[0]
    low = HOLLOW_DEG[0] + tilt
    high = HOLLOW_DEG[1] + tilt - lordosis
    out = ""
    for i in range(LEVELS):
        lean = low + (high - low) * i / (LEVELS - 1)
        x, y = (float(v) for v in at)
        turn = f"rotate({number(lean)} {number(x)} {number(y)})"
        out += element("rect", x=x - 13, y=y - 7.5, width=27.0, height=15.0, rx=5.0, transform=turn, **BONE)
        step = np.deg2rad(lean + (high - low) / (LEVELS - 1) / 2)
        at = at + LEVEL_STEP * np.array([np.sin(step), -np.cos(step)])
    return out


def _rope(name: str, pull: float, most: float, tilt: float) -> str:
    """Draw one rope: its width is its pull, its arrow points where it pulls the bone."""
    rope = ROPES[name]
    hold = _turned(np.array([rope.hold], dtype=np.float64), tilt)[0]
    peg = np.array(rope.peg) + MIDDLE
    width = THINNEST + (THICKEST - THINNEST) * pull / most
    way = (peg - hold) / np.hypot(*(peg - hold))
    across = np.array([-way[1], way[0]])
    head = 7.0 + 0.7 * width
    end = peg - way * head
    line = path(np.array([hold, end]), closed=False)
    out = element("path", d=line, fill="none", stroke=EDGE, stroke_width=width + 1.8, stroke_linecap="round")
    out += element("path", d=line, fill="none", stroke=rope.colour, stroke_width=width, stroke_linecap="round")
    tip = np.array([peg, end + across * head * 0.62, end - across * head * 0.62])
    out += element("path", d=path(tip), fill=rope.colour, stroke=EDGE, stroke_width=0.9, stroke_linejoin="round")
    x, y = (float(v) for v in hold)
    knot = max(3.4, 0.36 * width)
    return out + element("circle", cx=x, cy=y, r=knot, fill="#ffffff", stroke=EDGE, stroke_width=1.2)


def _label(name: str, state: Tug, ghost: Tug | None, palette: Palette) -> str:
    rope = ROPES[name]
    x, y = (float(v) for v in np.array(rope.label) + MIDDLE)
    out = ""
    for words in rope_words(name):
        out += text(words, x=x, y=y, size=11.0, fill=palette.text, anchor=rope.anchor)
        y += 13
    pull = f"{state.pulls[name]:.0f} N"
    out += text(pull, x=x, y=y + 1, size=13.0, fill=palette.text, anchor=rope.anchor, weight=700)
    if ghost is not None:
        more = state.pulls[name] - ghost.pulls[name]
        words = f"{more:+.0f} N".replace("-", "−") if abs(more) >= NOTHING_N else "±0 N"
        out += text(words, x=x, y=y + 14, size=11.0, fill=palette.text, anchor=rope.anchor)
    return out


def _tilt_arc(state: Tug, ghost: Tug | None, factor: float, palette: Palette) -> str:
    """Draw the front-and-back line of the pelvis in both states, with the degrees between them."""
    if ghost is None:
        return ""
    colour = "#b0560c" if palette is PALETTES["light"] else palette.text
    base = np.array([(112.0, 88.0), (196.0, 88.0)])
    old, new = (_turned(base, each.tilt_deg * factor) for each in (ghost, state))
    out = _thin(path(old, closed=False), palette.near_line, dash="4 3")
    out += _thin(path(new, closed=False), colour, width=1.4)
    degrees = state.tilt_deg - ghost.tilt_deg
    words = f"{degrees:+.1f}°".replace("-", "−") if abs(degrees) >= 0.05 else "0°"
    x, y = float(max(old[1, 0], new[1, 0])) + 5, float((old[1, 1] + new[1, 1]) / 2) + 4
    return out + text(words, x=x, y=y, size=11.0, fill=colour, anchor="start", weight=700)


def _thin(line: str, colour: str, *, width: float = 1.0, dash: str | None = None) -> str:
    return element("path", d=line, fill="none", stroke=colour, stroke_width=width, stroke_dasharray=dash)
