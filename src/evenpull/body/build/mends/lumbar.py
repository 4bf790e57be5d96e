"""The lumbar coordinates are whole lumbar angles, shared out over the levels.

As shipped, the coordinate is the angle of L5/S1 alone and the other levels add fractions of it: the trunk turns 1.875
times as far as the coordinate says. The fractions are those of a whole angle (Christophy 2012), so the fifth share
was meant to be what is left to one.

Signs: flexion bends forward, bending bends to the right, rotation turns to the left.
"""

from __future__ import annotations

from dataclasses import replace

from evenpull.body.build.parts import Anatomy, Coordinate

LEVELS = ("l5_s1", "l4_l5", "l3_l4", "l2_l3", "l1_l2")
FLEXION_SHARES = (0.125, 0.185, 0.204, 0.231, 0.255)
BENDING_SHARES = (0.136, 0.181, 0.245, 0.250, 0.188)
ROTATION_SHARES = (0.207791, 0.220779, 0.220779, 0.181818, 0.168833)
"""From the sacrum up. Source: Christophy 2012, rotation as in its later update; the share of L5/S1 is what is left."""
ABDOMEN_SHARE = 0.6429
"""The plate that the oblique muscles meet in turns this share of the whole flexion on top of L5. Christophy 2012."""
FLEXION_RAD = (-0.4555, 1.22)
BENDING_RAD = (-0.436, 0.436)
ROTATION_RAD = (-0.785, 0.785)
"""Flexion and bending: the least of the levels' own ranges in the file, divided by their shares. Rotation holds the
thorax's as well, because the thorax is one piece."""
SHIPPED = {
    "flexion": ("flex_extension", "l4_l5_fe", "l3_l4_fe", "l2_l3_fe", "l1_l2_fe"),
    "bending": ("lat_bending", "l4_l5_lb", "l3_l4_lb", "l2_l3_lb", "l1_l2_lb"),
    "rotation": ("axial_rotation", "l4_l5_ar", "l3_l4_ar", "l2_l3_ar", "l1_l2_ar"),
}


def whole_angle(body: Anatomy) -> None:
    """Replace the three L5/S1 coordinates by whole lumbar angles; flexion is positive forward."""
    drives: dict[str, dict[str, tuple[float, ...]]] = {}
    renamed = {}
    for movement, shares in zip(SHIPPED, (FLEXION_SHARES, BENDING_SHARES, ROTATION_SHARES), strict=True):
        drives[movement] = {}
        for level, old, share in zip(LEVELS, SHIPPED[movement], shares, strict=True):
            renamed[old] = f"{level}_{movement}"
            drives[movement][renamed[old]] = (0.0, share)
    renamed["abs_r3"] = "abdomen_flexion"
    drives["flexion"]["abdomen_flexion"] = (0.0, ABDOMEN_SHARE)
    forward = {name for name in renamed.values() if name.endswith("_flexion")}
    joints = {renamed.get(n, n): replace(j, name=renamed.get(n, n)) for n, j in body.joints.items()}
    body.joints = {n: replace(j, axis=-j.axis) if n in forward else j for n, j in joints.items()}
    ranges = {"flexion": FLEXION_RAD, "bending": BENDING_RAD, "rotation": ROTATION_RAD}
    body.coordinates = {
        **{
            f"lumbar_{movement}": Coordinate(
                name=f"lumbar_{movement}",
                low=ranges[movement][0],
                high=ranges[movement][1],
                drives=drives[movement],
                flips=movement != "flexion",
            )
            for movement in SHIPPED
        },
        **{n: c for n, c in body.coordinates.items() if n not in ("flex_extension", "lat_bending", "axial_rotation")},
    }
