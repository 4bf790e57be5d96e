"""The patella keeps the extensors of the knee away from its axis when the knee bends far.

As published (Rajagopal 2016) and as shipped, the mean arm of the vasti falls from 38 mm at 50 degrees to 19 mm at 90
and rises again to 28 mm at 120, where in gait2392 (Delp 1990) it falls evenly from 39 to 22 mm. With the dip, men's
and women's extension strength between 70 and 90 degrees cannot be reached. Up to 50 degrees nothing changes; from 60
degrees on the patella is moved, at right angles to the path, by what gives the mean of the vasti gait2392's arm.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from evenpull.body.build.mends.knee import DEGREE, HIGH_RAD
from evenpull.body.build.mends.published import facts
from evenpull.body.build.parts import Anatomy
from evenpull.body.build.record import to_record
from evenpull.body.build.write import to_xml
from evenpull.body.model.body import Body

Array = NDArray[np.float64]
COORDINATE = "knee_angle_r"
VASTI = ("vaslat_r", "vasmed_r", "vasint_r")
UNCHANGED_TO_RAD, TAKEN_FROM_RAD = np.deg2rad(50.0), np.deg2rad(60.0)
STEP_RAD = float(np.deg2rad(2.5))
SHIFT_M = 1e-4
ROUNDS = 3
"""Each round corrects what the one before left: lengths are not linear in the patella's place. 0.1 mm is left."""


def track(body: Anatomy) -> None:
    """Let the patella follow the track that gives the vasti the published arm."""
    alone = replace(body, muscles={name: body.muscles[name] for name in VASTI})
    slides = tuple(
        name
        for name, joint in body.joints.items()
        if joint.segment == "patella_r" and joint.slides and not np.isclose(abs(joint.axis[1]), 1.0)
    )
    angles = np.arange(0.0, HIGH_RAD + STEP_RAD / 2, STEP_RAD)
    wanted = lengths(alone, angles)
    arm = np.gradient(wanted, angles)
    part = np.clip((angles - UNCHANGED_TO_RAD) / (TAKEN_FROM_RAD - UNCHANGED_TO_RAD), 0.0, 1.0)
    published = facts()["knee_extensor_arm"]
    arm += part * (np.interp(angles, np.deg2rad(published["flexion_deg"]), published["arm_m"]) - arm)
    wanted = wanted[0] + np.append(0.0, np.cumsum(0.5 * (arm[1:] + arm[:-1]) * STEP_RAD))
    for _ in range(ROUNDS):
        now = lengths(alone, angles)
        slope = np.stack([(lengths(moved(alone, {name: (SHIFT_M,)}), angles) - now) / SHIFT_M for name in slides])
        shift = slope * (wanted - now) / (slope**2).sum(axis=0)
        alone = moved(alone, {name: through_zero(angles, row) for name, row in zip(slides, shift, strict=True)})
    body.coordinates[COORDINATE] = alone.coordinates[COORDINATE]


def lengths(body: Anatomy, angles: Array) -> Array:
    """Return the mean path length of the vasti at knee angles (n,), rad, everything else at zero, m (n,)."""
    compiled = Body.from_text(to_xml(body), to_record(body))
    places = [compiled.names.index(name) for name in VASTI]
    q = np.zeros(len(compiled.coordinates.names))
    found = []
    for angle in angles:
        q[compiled.coordinates.index(COORDINATE)] = angle
        found.append(compiled.paths(q)[0][places].mean())
    return np.array(found)


def moved(body: Anatomy, by: dict[str, tuple[float, ...]]) -> Anatomy:
    """Return the body with polynomials added to what the knee drives; nothing else is copied."""
    knee = body.coordinates[COORDINATE]
    drives = dict(knee.drives)
    for name, extra in by.items():
        before = drives[name]
        width = max(len(before), len(extra))
        drives[name] = tuple(
            float(v) for v in np.pad(before, (0, width - len(before))) + np.pad(extra, (0, width - len(extra)))
        )
    return replace(body, coordinates={**body.coordinates, COORDINATE: replace(knee, drives=drives)})


def through_zero(angles: Array, values: Array) -> tuple[float, ...]:
    """Return the polynomial without constant term that fits values at angles best."""
    powers = np.stack([angles**k for k in range(1, DEGREE + 1)], axis=1)
    found, *_ = np.linalg.lstsq(powers, values, rcond=None)
    return (0.0, *(float(c) for c in found))
