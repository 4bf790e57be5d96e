"""Motion files and people made for tests: a body of known size in known postures, with markers on it."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import numpy as np

from evenpull.body.markers import Rig, placed_markers
from evenpull.body.markers.rig import SIZED
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.capture.motion import Markers, write_markers

LABELS = [
    *(f"{side}.{name}" for side in "RL" for name in ("ASIS", "PSIS", "Knee", "Knee.Medial", "Ankle", "Ankle.Medial")),
    *(f"{side}.{name}" for side in "RL" for name in ("Heel", "MT1", "MT5", "Shoulder", "TH1", "SH1")),
    "C7",
    "CLAV",
    "STRN",
]
TO_Y_UP = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, 1.0], [0.0, -1.0, 0.0]])


@lru_cache(maxsize=1)
def body() -> Body:
    return load_body()


def squat(*, size: float = 1.0, frames: int = 40, right_more_deg: float = 0.0) -> tuple[dict, dict]:
    """Return marker paths (T, 3), z up, of two squats of 80 degrees, and the knee angles (T,), rad."""
    names = body().coordinates.names
    places = placed_markers(LABELS)
    rig = Rig(body(), [place.segment for place in places.values()])
    bend = np.radians(40.0) * (1 - np.cos(np.linspace(0, 4 * np.pi, frames)))
    q = np.zeros((frames, len(names)))
    truth = {}
    for side, more in (("r", np.radians(right_more_deg)), ("l", 0.0)):
        knee = bend * (1 + more / np.radians(80.0))
        truth[f"knee_angle_{side}"] = knee
        q[:, names.index(f"knee_angle_{side}")] = knee
        q[:, names.index(f"hip_flexion_{side}")] = 0.9 * knee
        q[:, names.index(f"ankle_angle_{side}")] = 0.3 * bend
    at = np.tile([0.0, 0.0, 0.95 * size, 1.0, 0.0, 0.0, 0.0], (frames, 1))
    factors = np.full(len(SIZED), size)
    offsets = np.array([place.offset for place in places.values()]) * size
    points = rig.markers(rig.place(q, at, factors), offsets)
    return {label: points[:, i] for i, label in enumerate(places)}, truth


def trc(path: Path, **options: float) -> Path:
    """Write the squats as a TRC file, y up, 20 frames a second."""
    paths, _ = squat(**options)
    position = np.stack(list(paths.values()), axis=1) @ TO_Y_UP.T
    time = np.arange(len(position)) / 20
    write_markers(path, time_s=time, rate_hz=20, markers=Markers(labels=tuple(paths), position=position))
    return path


def mot(path: Path) -> Path:
    rows = [f"{i / 100:.2f}\t{60 - 60 * np.cos(i / 20):.4f}\t1.5" for i in range(200)]
    head = ["Coordinates", "version=1", "nRows=200", "nColumns=3", "inDegrees=yes", "endheader"]
    path.write_text("\n".join([*head, "time\tknee_angle_r\tpelvis_tx", *rows]) + "\n")
    return path


def quaternions(path: Path) -> Path:
    head = ["DataRate=100.000000", "DataType=Quaternion", "version=3", "endheader", "time\tpelvis_imu\ttibia_r_imu"]
    rows = [f"{i / 100}\t1,0,0,0\t0.8,0.6,0,0" for i in range(5)]
    path.write_text("\n".join([*head, *rows]) + "\n")
    return path


def forces(path: Path) -> Path:
    head = ["[Force Data]", "NumberOfForcePlates=1", "SampleRate=450.0", "NumberOfSamples=3"]
    rows = ["1\t0\t700\t0\t100\t0\t200\t1000"] * 3
    path.write_text("\n".join([*head, "#Sample\tFX1\tFY1\tFZ1\tX1\tY1\tZ1\tMZ1", *rows]) + "\n")
    return path


def stick(i: int, count: int = 100) -> np.ndarray:
    """Return 17 COCO points (17, 2), pixels, of a person seen from the right, knees bending 0 to 90 degrees twice."""
    bend = np.radians(45) * (1 - np.cos(4 * np.pi * i / count))
    ankle = np.array([300.0, 900.0])
    knee = ankle + 200 * np.array([np.sin(bend / 3), -np.cos(bend / 3)])
    thigh = bend - bend / 3
    hip = knee + 200 * np.array([-np.sin(thigh), -np.cos(thigh)])
    shoulder = hip + 250 * np.array([np.sin(bend / 3), -np.cos(bend / 3)])
    points = np.tile(shoulder - np.array([0.0, 60.0]), (17, 1))
    for pair, at in (
        ((5, 6), shoulder),
        ((7, 8), shoulder),
        ((9, 10), shoulder),
        ((11, 12), hip),
        ((13, 14), knee),
        ((15, 16), ankle),
    ):
        points[list(pair)] = at
    return points


def coco(path: Path) -> Path:
    rows = [
        {"image_id": f"{i}.jpg", "keypoints": np.column_stack([stick(i), np.ones(17)]).ravel().tolist(), "score": 1.0}
        for i in range(100)
    ]
    path.write_text(json.dumps(rows))
    return path


def rtmpose(path: Path) -> Path:
    rows = [
        {"frame_id": i, "instances": [{"keypoints": stick(i).tolist(), "keypoint_scores": [0.9] * 17}]}
        for i in range(100)
    ]
    path.write_text(json.dumps({"meta_info": {}, "instance_info": rows}))
    return path


def openpose(folder: Path) -> Path:
    folder.mkdir()
    order = [0, None, 6, 8, 10, 5, 7, 9, None, 12, 14, 16, 11, 13, 15, 2, 1, 4, 3, None, None, None, None, None, None]
    for i in range(100):
        points = stick(i)
        flat = [value for j in order for value in ((*points[j], 0.9) if j is not None else (0.0, 0.0, 0.0))]
        (folder / f"clip_{i:012d}_keypoints.json").write_text(json.dumps({"people": [{"pose_keypoints_2d": flat}]}))
    return folder


def mediapipe(path: Path) -> Path:
    where = {11: 5, 12: 6, 13: 7, 14: 8, 15: 9, 16: 10, 23: 11, 24: 12, 25: 13, 26: 14, 27: 15, 28: 16}
    frames = []
    for i in range(100):
        points = stick(i)
        frames.append(
            {
                "landmarks": [
                    {
                        "x": points[where.get(k, 0)][0] / 600,
                        "y": points[where.get(k, 0)][1] / 1000,
                        "z": 0.0,
                        "visibility": 0.9,
                    }
                    for k in range(33)
                ]
            }
        )
    path.write_text(json.dumps({"width": 600, "height": 1000, "frames": frames}))
    return path


MAPPING = (
    "time: {column: t}\nmarkers: {R.Knee: {columns: [x, y, z], unit: mm}}\nanalog: {soleus: {column: emg, unit: mV}}\n"
)


def csv(path: Path) -> Path:
    rows = [f"{i / 10},{1000 + i},0.5,0,{i * 0.1}" for i in range(6)]
    path.write_text("\n".join(["t,x,y,z,emg", *rows]) + "\n")
    path.with_suffix(".yaml").write_text(MAPPING)
    return path
