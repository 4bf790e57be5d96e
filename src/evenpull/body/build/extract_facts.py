"""Collect the published numbers that the mends use into facts/published.json, from the model files in a data folder.

    python -m evenpull.body.build.extract_facts ../shared/data

Kept are coordinates and properties as facts, in our frames (x forward, y left, z up, m) and with their source; no file
is copied. The body is built from the JSON alone: this module is for whoever wants to check or renew it.

The full-body model's leg muscles are not used for forces: its shank was lengthened and the tendons were not, so that
soleus stands at 1.7 of its optimal length.

Sources: the full-body model of Pose2Sim (BSD-3-Clause; trunk after Christophy 2012 and Beaucage-Gauvreau 2019, legs
after Rajagopal 2016), gait2392 (CC BY 3.0; Delp 1990), the thoracoscapular shoulder (Apache-2.0; Seth 2019).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np

from evenpull.body.build.audit.counterparts import FILES, GAIT2392
from evenpull.body.build.osim.document import Cylinder, OsimModel, OsimMuscle, Vector, read
from evenpull.body.build.osim.lengths import Posed

OUT = Path(__file__).with_name("facts") / "published.json"
TO_BODY = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
"""Takes OpenSim's frames (x forward, y up, z right) to ours (x forward, y left, z up)."""
BENT_LEG = ("glmax1", "psoas")
PLATE_AND_TRUNK = ("EO", "IO", "rect_abd", "IL_R")
LEG_FORCES = "opensim_models/RajagopalLaiUhlrich2023.osim"
SHOULDER = "opensim_core_data/ThoracoscapularShoulderModel.osim"
SHOULDER_FIBRES = {
    "delt1": ("DeltoideusClavicle_A",),
    "delt2": ("DeltoideusScapula_M",),
    "delt3": ("DeltoideusScapula_P",),
    "supsp": ("Supraspinatus_P", "Supraspinatus_A"),
    "infsp": ("Infraspinatus_I", "Infraspinatus_S"),
    "subsc": ("Subscapularis_S", "Subscapularis_M", "Subscapularis_I"),
    "tmin": ("TeresMinor",),
    "tmaj": ("TeresMajor",),
    "pecm1": ("PectoralisMajorClavicle_S",),
    "pecm2": ("PectoralisMajorThorax_M",),
    "pecm3": ("PectoralisMajorThorax_I",),
    "lat1": ("LatissimusDorsi_S",),
    "lat2": ("LatissimusDorsi_M",),
    "lat3": ("LatissimusDorsi_I",),
    "corb": ("Coracobrachialis",),
    "trilong": ("TRIlong",),
    "biclong": ("BIC_long",),
    "bicshort": ("BIC_brevis",),
}
GAIT_VASTI = ("vas_lat_r", "vas_med_r", "vas_int_r")
KNEE_DEG = tuple(range(0, 121, 10))
KNEE_STEP_RAD = 1e-4
DEEP_HIP = {"gemelli": "gem_r", "quadratus_femoris": "quad_fem_r", "pectineus": "pect_r"}
SHARED_PELVIS = ("semimem", "semiten", "bflh", "addlong", "addbrev", "grac", "recfem", "sart", "tfl")
"""Muscles whose pelvic end both leg models have: they carry gait2392's pelvis onto Rajagopal's."""


def listed(vector: Vector) -> list[float]:
    """Return a vector in our frame as a list, rounded to a hundredth of a millimetre."""
    return [round(float(v), 5) + 0.0 for v in TO_BODY @ np.asarray(vector)]


def force(muscle: OsimMuscle, posed: Posed) -> dict[str, float]:
    """Return force properties and the path length with every coordinate at zero."""
    return {
        "maximum": round(muscle.maximum_force, 3),
        "fibre": round(muscle.fibre, 5),
        "slack": round(muscle.slack, 5),
        "pennation": round(muscle.pennation, 5),
        "length_at_zero": round(posed.length(muscle), 5),
    }


def path(model: OsimModel, muscle: OsimMuscle) -> dict[str, Any]:
    """Return points and wrapping cylinders of a path."""
    return {
        "points": [[p.body.lower(), listed(p.at)] for p in muscle.points],
        "wraps": [
            {"between": [first, last], **surface(model.cylinders[w])}
            for w, first, last in muscle.wraps
            if w in model.cylinders
        ],
    }


def surface(cylinder: Cylinder) -> dict[str, Any]:
    """Return a cylinder with a point well outside on the side that the path keeps."""
    turned, at = cylinder.frame[:3, :3], cylinder.frame[:3, 3]
    side = None
    if cylinder.side is not None:
        towards = np.zeros(3)
        towards[cylinder.side[0]] = cylinder.side[1] * 2 * cylinder.radius
        side = listed(turned @ towards + at)
    return {
        "segment": cylinder.body.lower(),
        "centre": listed(at),
        "axis": listed(turned[:, 2]),
        "radius": cylinder.radius,
        "side": side,
    }


def carry(source: Vector, target: Vector) -> tuple[Vector, Vector, float, float]:
    """Return rotation, shift, scale and rms residual (m) of the similarity that carries source points to target."""
    a, b = source - source.mean(axis=0), target - target.mean(axis=0)
    u, s, vt = np.linalg.svd(b.T @ a)
    flip = np.diag([1.0, 1.0, float(np.sign(np.linalg.det(u @ vt)))])
    rotation = u @ flip @ vt
    scale = float((s * np.diag(flip)).sum() / (a**2).sum())
    shift = target.mean(axis=0) - scale * rotation @ source.mean(axis=0)
    residual = target - (scale * (rotation @ source.T).T + shift)
    return rotation, shift, scale, float(np.sqrt((residual**2).sum(axis=1).mean()))


def deep_hip(gait: OsimModel, leg: OsimModel) -> dict[str, Any]:
    """Return the muscles of gait2392 that the leg model lacks, carried onto its pelvis by shared attachments.

    The femur frames agree (origin in the joint centre, insertions of piriformis identical), so points there stay.
    """
    ours = [leg.muscles[f"{name}_r"].points[0].at for name in SHARED_PELVIS]
    theirs = [gait.muscles[f"{GAIT2392[name]}_r"].points[0].at for name in SHARED_PELVIS]
    rotation, shift, scale, residual = carry(np.array(theirs), np.array(ours))
    zero = Posed(gait, {})
    out: dict[str, Any] = {"residual_rms_m": round(residual, 5), "scale": round(scale, 5), "muscles": {}}
    for name, other in DEEP_HIP.items():
        muscle = gait.muscles[other]
        points = [
            [p.body, listed(scale * rotation @ p.at + shift if p.body == "pelvis" else p.at)] for p in muscle.points
        ]
        out["muscles"][name] = {"points": points, "force": force(muscle, zero)}
    return out


def shoulder_fibres(file: Path) -> dict[str, float]:
    """Return optimal fibre lengths of the shoulder's muscles, m: the mean of the published parts."""
    found = {m.get("name"): m for m in ElementTree.parse(file).iter() if m.find("optimal_fiber_length") is not None}
    return {
        ours: round(sum(float(found[n].findtext("optimal_fiber_length") or "nan") for n in theirs) / len(theirs), 5)
        for ours, theirs in SHOULDER_FIBRES.items()
    }


def knee_extensor_arm(gait: OsimModel) -> dict[str, Any]:
    """Return the mean arm of the three vasti of gait2392 over knee flexion, m, by central differences."""
    arms = []
    for degrees in KNEE_DEG:
        ends = [
            Posed(
                gait, {**dict.fromkeys(gait.defaults, 0.0), "knee_angle_r": -np.deg2rad(degrees) - step}, coupled=True
            )
            for step in (-KNEE_STEP_RAD, KNEE_STEP_RAD)
        ]
        low, high = (np.mean([posed.length(gait.muscles[name]) for name in GAIT_VASTI]) for posed in ends)
        arms.append(round(float(high - low) / (2 * KNEE_STEP_RAD), 5))
    return {"source": "gait2392", "flexion_deg": list(KNEE_DEG), "arm_m": arms}


def main(data: Path) -> None:
    """Write the file."""
    full, gait = read(data / FILES["fullbody"]), read(data / FILES["gait2392"])
    zero = Posed(full, dict.fromkeys(full.defaults, 0.0), coupled=True)
    right = {n: m for n, m in full.muscles.items() if n.endswith("_r")}
    leg = read(data / LEG_FORCES)
    leg_zero = Posed(leg, dict.fromkeys(leg.defaults, 0.0))
    record = {
        "frame": "x forward, y to the person's left, z up; metres, newtons, radians, kilograms; right side",
        "sources": {
            "fullbody": "Pose2Sim, Model_Pose2Sim_muscles_flex.osim, commit f7b39c747b361ce2cef2304bd7d42dddd15b3d36, "
            "BSD-3-Clause; after Beaucage-Gauvreau 2019, Christophy 2012, Rajagopal 2016",
            "gait2392": "opensim-models, gait2392_millard2012muscle.osim, commit "
            "20a888b9655e73fb84963d6e03eee3752cf6074b, CC BY 3.0; Delp 1990",
            "rajagopal": "Rajagopal 2016 with the fibre and tendon lengths of Lai 2017 and Uhlrich 2022, who set "
            "passive forces and hip abductors anew; read from opensim-models, RajagopalLaiUhlrich2023.osim, the same "
            "commit, whose file states no licence: numbers alone are used",
            "thoracoscapular": "opensim-core, ThoracoscapularShoulderModel.osim, commit "
            "0435b081dc383498e217f92ca63bb97616145c14, Apache-2.0; Seth 2019",
        },
        "hip_in_pelvis": listed(full.joints["femur_r"].parent_offset[:3, 3]),
        "sacrum_in_pelvis": listed(full.joints["sacrum"].parent_offset[:3, 3]),
        "brim_in_pelvis": listed(full.muscles["Ps_L1_VB_r"].points[1].at),
        "segments": {
            name.lower(): {"mass": mass, "centre": listed(at), "inertia": [inertia[0], inertia[2], inertia[1]]}
            for name, (mass, at, inertia) in full.masses.items()
            if not name.endswith("_l")
        },
        "head_in_torso": listed(
            (np.linalg.inv(zero.frame("torso")) @ zero.frame("head") @ [*full.masses["head"][1], 1.0])[:3]
        ),
        "forces": {
            **{name.lower(): {**force(m, zero), "source": "fullbody"} for name, m in right.items()},
            **{n: {**force(m, leg_zero), "source": "rajagopal"} for n, m in leg.muscles.items() if n.endswith("_r")},
        },
        "paths": {
            name.lower(): path(full, m)
            for name, m in right.items()
            if name.startswith(PLATE_AND_TRUNK) or name.removesuffix("_r") in BENT_LEG
        },
        "deep_hip": deep_hip(gait, full),
        "knee_extensor_arm": knee_extensor_arm(gait),
        "shoulder_fibres": shoulder_fibres(data / SHOULDER),
    }
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
