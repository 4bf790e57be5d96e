"""Read joint centres and body landmarks from MyoSim's full body into src/evenpull/body/skeleton/skeleton.json.

Run it in an environment of its own, because the product needs neither package:

    python -m venv build/myosim
    build/myosim/bin/pip install 'mujoco>=3.4,<4' 'myo-sim==0.2.4'
    build/myosim/bin/python scripts/extract_skeleton.py

MyoSim is published under the Apache License 2.0. What is kept are coordinates only, as measured facts of the model in
its neutral standing posture: no mesh and no muscle. Frame of the file: x forward, y to the person's left, z up, metres,
origin between the hip joints at the height of the soles.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import mujoco
import myo_sim
import numpy as np

OUT = Path(__file__).resolve().parents[1] / "src/evenpull/body/skeleton/skeleton.json"
SIDED = {
    "hip": "femur",
    "knee": "tibia",
    "ankle": "talus",
    "heel_joint": "calcn",
    "toes": "toes",
    "sternoclavicular": "clavicle",
    "shoulder": "humerus",
    "elbow": "ulna",
    "wrist": "lunate",
    "knuckle": "3proxph",
    "finger_end_joint": "distph3",
}
MIDDLE = {"pelvis": "pelvis", "lumbar": "lumbar5", "upper_lumbar": "lumbar1", "neck": "cervical_spine"}


def vertices(model: mujoco.MjModel, data: mujoco.MjData, body: str) -> np.ndarray:
    """Return the world coordinates (n, 3) of every mesh vertex of one body."""
    index = model.body(body).id
    found = []
    for geom in range(model.ngeom):
        mesh = model.geom_dataid[geom]
        if model.geom_bodyid[geom] != index or model.geom_type[geom] != mujoco.mjtGeom.mjGEOM_MESH or mesh < 0:
            continue
        first, count = model.mesh_vertadr[mesh], model.mesh_vertnum[mesh]
        rotation = data.geom_xmat[geom].reshape(3, 3)
        found.append(model.mesh_vert[first : first + count] @ rotation.T + data.geom_xpos[geom])
    return np.concatenate(found) if found else np.zeros((0, 3))


def main() -> None:
    """Write the file."""
    model, data = myo_sim.load("myofullbody")
    mujoco.mj_resetData(model, data)
    mujoco.mj_forward(model, data)
    at = {name: data.body(name).xpos.copy() for name in (model.body(i).name for i in range(model.nbody))}
    soles = np.concatenate([vertices(model, data, f"{b}_{s}") for b in ("calcn", "toes") for s in "rl"])
    head = np.concatenate([vertices(model, data, b) for b in ("head", "neck", "head_attach", "cervical_spine")])
    hips = (at["femur_r"] + at["femur_l"]) / 2
    origin = np.array([hips[0], hips[1], soles[:, 2].min()])

    def frame(point: np.ndarray) -> list[float]:
        x, y, z = point - origin
        return [round(float(v), 4) for v in (-y, x, z)]

    joints = {name: frame(at[body]) for name, body in MIDDLE.items()}
    for name in ("pelvis", "lumbar", "upper_lumbar", "neck"):
        joints[name][1] = 0.0
    for name, body in SIDED.items():
        right, left = frame(at[f"{body}_r"]), frame(at[f"{body}_l"])
        joints[name] = [
            round((right[0] + left[0]) / 2, 4),
            round((left[1] - right[1]) / 2, 4),
            round((right[2] + left[2]) / 2, 4),
        ]
    landmarks = {
        "vertex_height": round(float(head[:, 2].max() - origin[2]), 4),
        "head_front": round(float(-(head[:, 1].min() - origin[1])), 4),
        "head_back": round(float(-(head[:, 1].max() - origin[1])), 4),
        "head_half_width": round(float(np.ptp(head[:, 0]) / 2), 4),
        "heel_back": round(float(-(soles[:, 1].max() - origin[1])), 4),
        "toe_front": round(float(-(soles[:, 1].min() - origin[1])), 4),
    }
    record = {
        "source": f"MyoSim {version('myo-sim')}, model myofullbody, neutral standing posture",
        "licence": "Apache-2.0",
        "known": "measured",
        "frame": "x forward, y to the person's left, z up; metres; sided joints: the left one",
        "joints": joints,
        "landmarks": landmarks,
    }
    OUT.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
