"""Segment masses, mass centres and inertias of the published full-body model.

As shipped, the pelvis is there twice (18.4 of 84 kg, the leg model's and the trunk model's), the head weighs 2.4 kg,
and the whole is 84.3 kg by accident of both errors. The published model is 84 kg as well.

Segments that only carry joints of the shoulder weigh a gram each and came with 1 kg m^2: as much as half a body.

Lumbar and toe inertias are not taken: no rigid body has the published ones (0.16 kg m^2 for a disc of 1.7 kg).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenpull.body.build.mends.published import facts, pelvis_shift
from evenpull.body.build.parts import Anatomy, Vector

WHOLE = ("pelvis", "femur_r", "tibia_r", "patella_r", "talus_r", "calcn_r", "head")
"""Mass, centre and inertia are taken."""
CENTRED = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1", "torso", "toes_r")
"""Mass and centre are taken, the inertia is scaled with the mass."""
FOREARM = ("ulna_r", "radius_r")
GIRDLE = ("clavicle_r", "scapula_r")
CARRIER_KG, CARRIER_INERTIA = 0.005, 1e-6
"""Lighter segments only carry joints, kg; what they resist turning by, kg m^2: a gram at three centimetres."""


def published_masses(body: Anatomy) -> None:
    """Give every segment its published mass; the shoulder girdle's own mass comes off the thorax."""
    masses = facts()["segments"]
    for name in (*WHOLE, *CENTRED):
        mass, centre = masses[name]["mass"], np.array(masses[name]["centre"]) * _midline(name)
        if name == "pelvis":
            centre = centre + pelvis_shift(body)
        if name == "head":
            centre = np.array(facts()["head_in_torso"]) + body.segments["torso"].origin - body.segments[name].origin
        if name == "torso":
            mass -= 2 * sum(body.segments[n].mass for n in GIRDLE)
        old = body.segments[name]
        inertia = np.diag(masses[name]["inertia"]) if name in WHOLE else old.inertia * mass / old.mass
        body.segments[name] = replace(old, mass=mass, centre=centre, inertia=inertia)
    for name in ("humerus_r", "hand_r"):
        _scale(body, name, masses[name]["mass"] / body.segments[name].mass)
    forearm = sum(masses[n]["mass"] for n in FOREARM) / sum(body.segments[n].mass for n in FOREARM)
    for name in FOREARM:
        _scale(body, name, forearm)
    for name, segment in body.segments.items():
        if 0.0 < segment.mass < CARRIER_KG:
            body.segments[name] = replace(segment, inertia=CARRIER_INERTIA * np.eye(3))


def _midline(name: str) -> Vector:
    return np.ones(3) if name.endswith("_r") else np.array([1.0, 0.0, 1.0])


def _scale(body: Anatomy, name: str, factor: float) -> None:
    old = body.segments[name]
    body.segments[name] = replace(old, mass=old.mass * factor, inertia=old.inertia * factor)


def whole_mass(body: Anatomy) -> float:
    """Return the mass of all segments, kg."""
    return sum(segment.mass for segment in body.segments.values())
