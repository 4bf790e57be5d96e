"""How each posture metric is read from the landmarks of one photo: one function of the marks for each.

Values are in the catalogue's unit and sign. Points are level, in pixels, x to the picture's right and y down.
"""

from __future__ import annotations

import numpy as np

from evenpull.core.side import Side
from evenpull.measure.marks import Array, Marks, Reader


def tilt_deg(left: Array, right: Array) -> float:
    """Return the tilt of a line between both sides of the body, degrees, positive when the right end is lower."""
    across = right - left
    return float(np.degrees(np.arctan2(across[1], abs(across[0]))))


def bend_deg(a: Array, middle: Array, b: Array) -> float:
    """Return by how much the way a - middle - b bends, degrees, 0 straight; positive when it turns clockwise."""
    first, second = middle - a, b - middle
    cross = first[0] * second[1] - first[1] * second[0]
    return float(np.degrees(np.arctan2(cross, first @ second)))


def lean_deg(low: Array, high: Array, *, toward: float) -> float:
    """Return the lean of a line from upright, degrees, positive toward the picture's right (+1) or left (-1)."""
    up = high - low
    return float(np.degrees(np.arctan2(toward * up[0], -up[1])))


def tilt_of(name: str) -> Reader:
    """Return the reader of a landmark's tilt from side to side, degrees, positive when the right one is lower."""

    def read(marks: Marks, _side: Side | None) -> float:
        pair = _pair(marks, name)
        return tilt_deg(pair["left"], pair["right"])

    return read


def _pair(marks: Marks, name: str) -> dict[Side, Array]:
    """Return a landmark by body side, or by picture side where the side is not confirmed and no sign depends on it."""
    return dict((marks.sided or marks.picture)[name])


def _toward_right(marks: Marks, name: str) -> float:
    """Return in which direction of the picture the right side of the body lies, +1 or -1."""
    pair = _pair(marks, name)
    return float(np.sign(pair["right"][0] - pair["left"][0]))


def trunk_lean(marks: Marks, _side: Side | None) -> float:
    """Return the lean of middle hips to middle shoulders from upright, degrees, positive to the person's right."""
    top, low = _pair(marks, "acromion"), _pair(marks, "hip_centre")
    return lean_deg(
        (low["left"] + low["right"]) / 2,
        (top["left"] + top["right"]) / 2,
        toward=_toward_right(marks, "acromion"),
    )


def _inward_deg(marks: Marks, side: Side | None, upper: str) -> float:
    """Return by how much the knee sits inward of the line from `upper` to the ankle, degrees."""
    assert side is not None
    hip, knee, ankle = (_pair(marks, name)[side] for name in (upper, "knee_centre", "ankle_centre"))
    outward = _toward_right(marks, "knee_centre") * (1.0 if side == "right" else -1.0)
    return outward * bend_deg(hip, knee, ankle) * -1.0


def knee_inward(marks: Marks, side: Side | None) -> float:
    """Return 180 degrees less the angle between thigh and shin, positive when the knee sits inward."""
    return _inward_deg(marks, side, "hip_centre")


def leg_line(marks: Marks, side: Side | None) -> float:
    """Return the angle at the knee between the lines to hip bone and ankle, degrees, below 180 when inward."""
    return 180.0 - _inward_deg(marks, side, "front_hip_bone")


def q_angle(marks: Marks, side: Side | None) -> float:
    """Return the bend at the kneecap from hip bone to shin bump, degrees, positive when the thigh slopes outward."""
    assert side is not None
    hip, cap, bump = (_pair(marks, name)[side] for name in ("front_hip_bone", "kneecap_middle", "shin_bump"))
    outward = _toward_right(marks, "kneecap_middle") * (1.0 if side == "right" else -1.0)
    return outward * bend_deg(hip, cap, bump) * -1.0


def rib_angle(marks: Marks, _side: Side | None) -> float:
    """Return the angle between the lower edges of the ribs, degrees."""
    pair, end = _pair(marks, "rib_edge"), marks.single["breastbone_lower_end"]
    return 180.0 - abs(bend_deg(pair["left"], end, pair["right"]))


def shoulder_height(marks: Marks, _side: Side | None) -> float:
    """Return how much lower the right shoulder tip is, cm."""
    pair = _pair(marks, "acromion")
    return float(pair["right"][1] - pair["left"][1]) * _scale(marks)


def _scale(marks: Marks) -> float:
    assert marks.cm_per_pixel is not None
    return marks.cm_per_pixel


def neck_between(marks: Marks, _side: Side | None) -> float:
    """Return how far the base of the neck lies to the right of the middle between the shoulder tips, cm."""
    pair = _pair(marks, "acromion")
    off = marks.single["c7_mark"][0] - (pair["left"][0] + pair["right"][0]) / 2
    return float(off) * _toward_right(marks, "acromion") * _scale(marks)


def blade_turn(marks: Marks, _side: Side | None) -> float:
    """Return by how much the right shoulder-blade ridge rises outward more than the left one, degrees."""
    inner, outer = _pair(marks, "shoulder_blade_ridge_inner"), _pair(marks, "shoulder_blade_ridge_outer")

    def slope(side: Side) -> float:
        out = outer[side] - inner[side]
        return float(np.degrees(np.arctan2(-out[1], abs(out[0]))))

    return slope("right") - slope("left")


def spine_aside(marks: Marks, _side: Side | None) -> float:
    """Return the greatest distance of the marked spine from its line, cm, positive to the right."""
    top, pelvis = marks.single["c7_mark"], _pair(marks, "back_hip_bone")
    low = (pelvis["left"] + pelvis["right"]) / 2
    along = (low - top) / np.linalg.norm(low - top)
    off = marks.several["spine_line"] - top
    aside = (off[:, 0] * along[1] - off[:, 1] * along[0]) * _toward_right(marks, "back_hip_bone")
    return float(aside[np.argmax(np.abs(aside))]) * _scale(marks)


def heel_tilt(marks: Marks, side: Side | None) -> float:
    """Return how far the heel tips outward against the shin, degrees."""
    assert side is not None
    shin = _pair(marks, "shin_lower")[side] - _pair(marks, "shin_upper")[side]
    heel = _pair(marks, "heel_lower")[side] - _pair(marks, "heel_upper")[side]
    outward = _toward_right(marks, "heel_lower") * (1.0 if side == "right" else -1.0)
    turn = np.degrees(np.arctan2(shin[0] * heel[1] - shin[1] * heel[0], shin @ heel))
    return float(-outward * turn)


def rise_of(behind: str, before: str) -> Reader:
    """Return the angle of the line from one mark to another in front of it against the horizon, up positive."""

    def read(marks: Marks, _side: Side | None) -> float:
        line = marks.single[before] - marks.single[behind]
        return float(np.degrees(np.arctan2(-line[1], marks.facing * line[0])))

    return read


def pelvic_tilt(marks: Marks, side: Side | None) -> float:
    """Return how much lower the front hip bone lies than the back one, degrees."""
    return -rise_of("back_hip_bone", "front_hip_bone")(marks, side)


def in_front_of(of: str, point: str) -> Reader:
    """Return the reader of how far one landmark lies in front of another along the floor, cm."""

    def read(marks: Marks, _side: Side | None) -> float:
        return float(marks.facing * (marks.single[point][0] - marks.single[of][0])) * _scale(marks)

    return read


def knee_straightness(marks: Marks, _side: Side | None) -> float:
    """Return how far the knee goes beyond straight, degrees."""
    hip, knee, ankle = (marks.single[name] for name in ("hip", "knee", "ankle_bone"))
    return -marks.facing * bend_deg(hip, knee, ankle)


def trunk_lean_forward(marks: Marks, _side: Side | None) -> float:
    """Return the lean of hip to shoulder from upright, degrees, positive forward."""
    return lean_deg(marks.single["hip"], marks.single["acromion"], toward=float(marks.facing))


def lordosis(marks: Marks, _side: Side | None) -> float:
    """Return the angle between the upper and the lower line of the low back curve, degrees."""
    top, deep, low = (marks.single[name] for name in ("l1_skin", "deepest_low_back", "s2_skin"))
    return abs(bend_deg(top, deep, low))


def upper_back_curve(marks: Marks, _side: Side | None) -> float:
    """Return the difference of the slopes at both ends of the upper back, degrees."""
    high, below, above, low = (marks.single[name] for name in ("t1_mark", "below_t1", "above_t12", "t12_mark"))
    first, second = below - high, low - above
    return float(abs(np.degrees(np.arctan2(first[0] * second[1] - first[1] * second[0], first @ second))))
