"""Where on the body the usual markers and body points sit, and by which names laboratories and programs call them.

Places are in the segment's own frame of the body that ships (1.70 m), right side: x forward, y left, z up, m. The left
is the mirror. They are rough on purpose: each has the spread with which it is trusted, and the fit moves it within that
spread to where this person's marker is.

Source: markers of the published full-body model (Rajagopal 2016) as they stand in OpenSim's walking example, scaled
back; places on foot, trunk and arm and all spreads are our own reading of the same bones: default.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

SKIN, SOFT, LOOSE = 0.012, 0.025, 0.12
"""Spread of a marker on a bony point, of one that people place differently, of one that only has to stay on its
segment, m."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """A place on a segment, with its offset in m (3,) and how far the person's own may lie from it, m."""

    name: str
    segment: str
    offset: tuple[float, float, float]
    spread: float = SKIN

    def left(self) -> Landmark:
        """Return the same place on the left side."""
        x, y, z = self.offset
        segment = self.segment[:-2] + "_l" if self.segment.endswith("_r") else self.segment
        return replace(self, segment=segment, offset=(x, -y, z))


def _at(name: str, segment: str, *place: float) -> Landmark:
    x, y, z, *spread = place
    return Landmark(name=name, segment=segment, offset=(x, y, z), spread=spread[0] if spread else SKIN)


SIDED: dict[str, Landmark] = {
    each.name: each
    for each in (
        _at("asis", "pelvis", 0.012, -0.126, 0.031),
        _at("psis", "pelvis", -0.175, -0.042, 0.025),
        _at("iliac_crest", "pelvis", -0.060, -0.140, 0.090, LOOSE),
        _at("hip_centre", "pelvis", -0.056, -0.077, -0.079),
        _at("trochanter", "femur_r", -0.010, -0.095, -0.020, SOFT),
        _at("knee_lateral", "femur_r", -0.002, -0.050, -0.398),
        _at("knee_medial", "femur_r", 0.005, 0.052, -0.395),
        _at("knee_centre", "femur_r", 0.000, 0.001, -0.404),
        _at("thigh", "femur_r", 0.020, -0.070, -0.200, LOOSE),
        _at("fibula_head", "tibia_r", -0.020, -0.045, -0.060, SOFT),
        _at("tibial_tuberosity", "tibia_r", 0.045, -0.005, -0.075, SOFT),
        _at("shank", "tibia_r", 0.000, -0.050, -0.180, LOOSE),
        _at("ankle_lateral", "tibia_r", -0.010, -0.046, -0.395),
        _at("ankle_medial", "tibia_r", -0.004, 0.040, -0.388),
        _at("ankle_centre", "tibia_r", -0.010, 0.000, -0.400),
        _at("heel", "calcn_r", -0.020, 0.010, 0.023),
        _at("mt1", "calcn_r", 0.185, 0.040, 0.020, SOFT),
        _at("mt2", "calcn_r", 0.190, 0.015, 0.035, SOFT),
        _at("mt5", "calcn_r", 0.155, -0.050, 0.020, SOFT),
        _at("toe", "calcn_r", 0.225, 0.015, 0.030, 0.040),
        _at("big_toe", "calcn_r", 0.245, 0.020, 0.015, SOFT),
        _at("small_toe", "calcn_r", 0.200, -0.055, 0.010, SOFT),
        _at("acromion", "torso", -0.001, -0.157, 0.405, SOFT),
        _at("clavicle", "torso", 0.056, -0.027, 0.373, SOFT),
        _at("shoulder_centre", "torso", 0.004, -0.170, 0.363, SOFT),
        _at("upper_arm", "humerus_r", 0.010, -0.030, -0.160, LOOSE),
        _at("elbow_lateral", "humerus_r", 0.010, -0.033, -0.290, SOFT),
        _at("elbow_medial", "humerus_r", 0.000, 0.045, -0.290, SOFT),
        _at("elbow_centre", "humerus_r", 0.006, 0.006, -0.290),
        _at("forearm", "radius_r", 0.010, -0.035, -0.130, LOOSE),
        _at("wrist_centre", "radius_r", 0.018, -0.025, -0.242, SOFT),
        _at("wrist_radial", "radius_r", 0.045, -0.025, -0.235, SOFT),
        _at("wrist_ulnar", "radius_r", -0.015, -0.025, -0.235, SOFT),
    )
}
MIDDLE: dict[str, Landmark] = {
    each.name: each
    for each in (
        _at("sacrum", "pelvis", -0.188, 0.0, 0.020),
        _at("c7", "torso", -0.065, 0.0, 0.425, SOFT),
        _at("t10", "torso", -0.105, 0.0, 0.200, SOFT),
        _at("jugular_notch", "torso", 0.055, 0.0, 0.370, SOFT),
        _at("xiphoid", "torso", 0.100, 0.0, 0.200, SOFT),
        _at("neck", "torso", -0.010, 0.0, 0.400, SOFT),
    )
}
_SIDED_NAMES: dict[str, str] = {
    **dict.fromkeys(("asis", "asi", "ias"), "asis"),
    **dict.fromkeys(("psis", "psi", "ips"), "psis"),
    "iliaccrest": "iliac_crest",
    "hjc": "hip_centre",
    **dict.fromkeys(("gtr", "ftc"), "trochanter"),
    **dict.fromkeys(("knee", "lfc", "fle", "kne"), "knee_lateral"),
    **dict.fromkeys(("mknee", "kneemedial", "mfc", "fme"), "knee_medial"),
    "kjc": "knee_centre",
    **dict.fromkeys(("th1", "th2", "th3", "th4", "thi", "thigh1", "thigh2", "thigh3"), "thigh"),
    **dict.fromkeys(("hf", "fax"), "fibula_head"),
    **dict.fromkeys(("tt", "ttc"), "tibial_tuberosity"),
    **dict.fromkeys(("sh1", "sh2", "sh3", "sh4", "tb1", "tb2", "tb3", "tib"), "shank"),
    **dict.fromkeys(("ankle", "lmal", "fal", "ank"), "ankle_lateral"),
    **dict.fromkeys(("mankle", "anklemedial", "mmal", "tam"), "ankle_medial"),
    "ajc": "ankle_centre",
    **dict.fromkeys(("heel", "cal", "hee", "fcc", "calc"), "heel"),
    **dict.fromkeys(("mt1", "fm1"), "mt1"),
    **dict.fromkeys(("mt2", "fm2"), "mt2"),
    **dict.fromkeys(("mt5", "fm5", "5meta"), "mt5"),
    "toe": "toe",
    **dict.fromkeys(("shoulder", "acr", "sho"), "acromion"),
    "clavicle": "clavicle",
    **dict.fromkeys(("biceps", "ua1", "ua2", "ua3", "upa"), "upper_arm"),
    **dict.fromkeys(("elbow", "lel", "elb", "hle"), "elbow_lateral"),
    **dict.fromkeys(("melbow", "mel", "hme"), "elbow_medial"),
    **dict.fromkeys(("forearm", "frm", "fasuperior"), "forearm"),
    "wrist": "wrist_centre",
    **dict.fromkeys(("wra", "rsp", "faradius"), "wrist_radial"),
    **dict.fromkeys(("wrb", "uhe", "faulna"), "wrist_ulnar"),
}
_MIDDLE_NAMES = {
    **dict.fromkeys(("s2", "sacr", "sacrum"), "sacrum"),
    **dict.fromkeys(("c7", "cv7"), "c7"),
    **dict.fromkeys(("t10", "tv10"), "t10"),
    **dict.fromkeys(("clav", "sjn"), "jugular_notch"),
    **dict.fromkeys(("strn", "sxs"), "xiphoid"),
}
_KEYPOINTS = {
    "hip": "hip_centre",
    "knee": "knee_centre",
    "ankle": "ankle_centre",
    "heel": "heel",
    "foot_index": "big_toe",
    "small_toe": "small_toe",
    "shoulder": "shoulder_centre",
    "elbow": "elbow_centre",
    "wrist": "wrist_centre",
}


def placed_markers(labels: Iterable[str]) -> dict[str, Landmark]:
    """Return the place of every marker whose name is known, by label; others are left out.

    Example:
        >>> placed_markers(["R.ASIS", "LKNE", "Probe1"])["LKNE"].segment
        'femur_l'
    """
    found = {}
    for label in labels:
        plain = re.sub(r"[^a-z0-9]", "", label.lower()).removesuffix("study")
        if plain in _MIDDLE_NAMES:
            found[label] = MIDDLE[_MIDDLE_NAMES[plain]]
        elif plain[:1] in {"r", "l"} and plain[1:] in _SIDED_NAMES:
            place = SIDED[_SIDED_NAMES[plain[1:]]]
            found[label] = place if plain[0] == "r" else place.left()
    return found


def placed_keypoints(labels: Iterable[str]) -> dict[str, Landmark]:
    """Return the place of every body point, such as `left_knee`, by label; others are left out."""
    found = {}
    for label in labels:
        side, _, part = label.partition("_")
        if label == "neck":
            found[label] = MIDDLE["neck"]
        elif side in {"left", "right"} and part in _KEYPOINTS:
            place = replace(SIDED[_KEYPOINTS[part]], spread=SOFT)
            found[label] = place if side == "right" else place.left()
    return found
