"""Which muscle of which published model is the counterpart of ours, and over which movements they are compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

FILES = {
    "rajagopal": "opensim_models/Rajagopal2016.osim",
    "gait2392": "opensim_models/gait2392_millard2012muscle.osim",
    "fullbody": "osim_fullbody_lumbar/Model_Pose2Sim_muscles_flex.osim",
}
"""Legs: Rajagopal 2016 and gait2392 (Delp 1990). Trunk: the lifting full-body model of Beaucage-Gauvreau, whose trunk
is Christophy 2012 with the longissimus thoracis of Bruno 2015."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """A movement that is compared: our coordinate, the range, and what the published model turns per radian of ours."""

    region: str
    coordinate: str
    low_deg: float
    high_deg: float
    published: dict[str, float]
    shipped: tuple[str, float] | None = None

    def grid(self, points: int = 13) -> np.ndarray:
        """Return the angles of the comparison, rad (points,)."""
        return np.deg2rad(np.linspace(self.low_deg, self.high_deg, points))


def _levels(kind: str, sign: float, shares: tuple[float, ...], plate: float, plate_axis: str) -> dict[str, float]:
    names = ("L5_S1", "L4_L5", "L3_L4", "L2_L3", "L1_L2")
    turns = {f"{level}_{kind}": sign * share for level, share in zip(names, shares, strict=True)}
    return {**turns, f"L1_T12_{kind}": 0.0, plate_axis: sign * plate}


FLEXION = _levels("Flex_Ext", -1.0, (0.125, 0.185, 0.204, 0.231, 0.255), 1.0, "Abs_r3")
BENDING = _levels("Lat_Bending", 1.0, (0.136, 0.181, 0.245, 0.250, 0.188), 1.0, "Abs_r2")
ROTATION = _levels("axial_rotation", 1.0, (0.207791, 0.220779, 0.220779, 0.181818, 0.168833), 1.0, "Abs_r1")

TRUNK = (
    Movement(
        region="trunk",
        coordinate="lumbar_flexion",
        low_deg=-20,
        high_deg=45,
        published=FLEXION,
        shipped=("flex_extension", -1.0),
    ),
    Movement(
        region="trunk",
        coordinate="lumbar_bending",
        low_deg=-20,
        high_deg=20,
        published=BENDING,
        shipped=("lat_bending", 1.0),
    ),
    Movement(
        region="trunk",
        coordinate="lumbar_rotation",
        low_deg=-10,
        high_deg=10,
        published=ROTATION,
        shipped=("axial_rotation", 1.0),
    ),
)
LEG = tuple(
    Movement(region=region, coordinate=name, low_deg=low, high_deg=high, published={name: 1.0})
    for region, name, low, high in (
        ("hip", "hip_flexion_r", -20, 90),
        ("hip", "hip_adduction_r", -30, 20),
        ("hip", "hip_rotation_r", -30, 30),
        ("knee", "knee_angle_r", 0, 100),
        ("ankle", "ankle_angle_r", -30, 20),
        ("ankle", "subtalar_angle_r", -15, 15),
    )
)
MOVEMENTS = {"rajagopal": LEG, "gait2392": LEG, "fullbody": TRUNK}
FLIPPED = {("gait2392", "knee_angle_r")}
"""Movements whose angle counts the other way in the published model."""

GAIT2392 = {
    "addbrev": "add_brev",
    "addlong": "add_long",
    "bflh": "bifemlh",
    "bfsh": "bifemsh",
    "edl": "ext_dig",
    "ehl": "ext_hal",
    "fdl": "flex_dig",
    "fhl": "flex_hal",
    "gaslat": "lat_gas",
    "gasmed": "med_gas",
    "gemelli": "gem",
    "glmax1": "glut_max1",
    "glmax2": "glut_max2",
    "glmax3": "glut_max3",
    "glmed1": "glut_med1",
    "glmed2": "glut_med2",
    "glmed3": "glut_med3",
    "glmin1": "glut_min1",
    "glmin2": "glut_min2",
    "glmin3": "glut_min3",
    "grac": "grac",
    "iliacus": "iliacus",
    "pectineus": "pect",
    "perbrev": "per_brev",
    "perlong": "per_long",
    "piri": "peri",
    "psoas": "psoas",
    "quadratus_femoris": "quad_fem",
    "recfem": "rect_fem",
    "sart": "sar",
    "semimem": "semimem",
    "semiten": "semiten",
    "soleus": "soleus",
    "tfl": "tfl",
    "tibant": "tib_ant",
    "tibpost": "tib_post",
    "vasint": "vas_int",
    "vaslat": "vas_lat",
    "vasmed": "vas_med",
}


def counterpart(model: str, name: str, published: set[str]) -> str | None:
    """Return the published name of one of our right-side muscles, or None."""
    bare = name.removesuffix("_r")
    if model == "gait2392":
        found = GAIT2392.get(bare)
        return f"{found}_r" if found and f"{found}_r" in published else None
    if model == "fullbody":
        lower = {other.lower(): other for other in published}
        return lower.get(name)
    if bare.startswith("psoas_") and "psoas_r" in published:
        return "psoas_r"
    return name if name in published else None
