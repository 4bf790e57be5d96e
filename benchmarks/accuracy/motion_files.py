"""Every motion file of the real data: opened or refused with its reason; markers laid on the body; angles compared.

Run `python benchmarks/accuracy/motion_files.py`. Criteria stand below and were set before the first run: OpenSim's
advice for inverse kinematics (marker rms below 20 mm) and the 5 degrees that reviews of gait analysis give.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
from numpy.typing import NDArray

from evenpull.body.markers import opensim_angles
from evenpull.capture.keypoints import KEYPOINT_SUFFIXES, read_keypoints
from evenpull.capture.motion import MOTION_SUFFIXES, Mapping, Recording, read_motion
from evenpull.errors import EvenpullError
from evenpull.measure.motion import MotionMeasured, measure_recording

Array = NDArray[np.float64]
DATA = Path(os.environ.get("EVENPULL_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
MOST_RMS_M = 0.020
MOST_DEG = 5.0
FITTED = (
    "opensim_core_data/markers_walk.trc",
    "bmc_data/walk1.trc",
    "opensim_core_data/test_walking.trc",
    "opensim_core_data/walking2.c3d",
    "rehazenter_gait_emg/2014001_C1_01.c3d",
)
COMPARED = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle", "ankle_angle")
STS = [
    *(
        (f"{name}_{side}", f"{theirs}_{side}")
        for side in ("r", "l")
        for name, theirs in (("knee_angle", "knee_flex"), ("hip_flexion", "hip_flex"))
    ),
]
MAPPINGS: dict[str, Mapping] = {
    "bmc_data/emg.csv": Mapping.model_validate(
        {"time": {"column": "1"}, "header": False, "analog": {"emg": {"column": "2", "unit": "V"}}}
    ),
    "bmc_data/postureData.txt": Mapping.model_validate(
        {
            "time": {"column": "Time"},
            "up": "y",
            "markers": {
                name: {"columns": [f"{name}_X", f"{name}_Y", f"{name}_Z"], "unit": "m"}
                for name in ("R.Ankle", "L.Ankle")
            },
        }
    ),
    "bmc_data/jump1.txt": Mapping.model_validate(
        {"time": {"column": "Time[s]"}, "analog": {"GRF": {"column": "GRF[N]", "unit": "N"}}}
    ),
    "opencap_video_mocap/derived/STS_mocap_angles.csv": Mapping.model_validate(
        {"time": {"column": "t"}, "angles": {ours: {"column": theirs, "unit": "deg"} for ours, theirs in STS}}
    ),
}


def said(found: Recording) -> str:
    """Return what a recording holds in one line."""
    parts = [f"{len(found.time_s)} frames, {found.rate_hz:.4g} Hz"]
    if found.markers.labels:
        missing = np.mean(~np.isfinite(found.markers.position).all(axis=2))
        size = np.nanmax(np.abs(found.markers.position))
        parts.append(f"{len(found.markers.labels)} markers (within {size:.1f} m, {100 * missing:.0f} % missing)")
    if found.angles.labels:
        parts.append(f"{len(found.angles.labels)} coordinates")
    if found.analog.labels:
        units = sorted(set(found.analog.units))
        parts.append(
            f"{len(found.analog.labels)} channels {units}, {found.analog.rate_hz:.5g} Hz: {found.analog.labels[0]} ..."
        )
    if found.forces:
        peak = max(float(np.nanmax(np.abs(plate.force))) for plate in found.forces)
        parts.append(f"{len(found.forces)} plates (up to {peak:.0f} N)")
    if found.orientations.labels:
        parts.append(f"{len(found.orientations.labels)} sensors")
    parts += found.warnings
    return "; ".join(parts)


def table() -> None:
    """Print what becomes of every file with an ending that motion or keypoint files have."""
    for path in sorted(DATA.rglob("*")):
        name = path.relative_to(DATA).as_posix()
        if not path.is_file() or path.suffix.lower() not in (*MOTION_SUFFIXES, *KEYPOINT_SUFFIXES):
            continue
        if path.name.startswith(("LICENSE", "README")):
            continue
        try:
            if path.suffix.lower() in KEYPOINT_SUFFIXES:
                text = f"{len(read_keypoints(path).time_s)} frames"
            else:
                text = said(read_motion(path, MAPPINGS.get(name)))
            print(f"  opened   {name}: {text}")
        except EvenpullError as fault:
            print(f"  refused  {name}: {fault.message}")


def fit(name: str) -> MotionMeasured | None:
    """Lay one recording on the body and print how far its markers lie from it."""
    start = time.process_time()
    try:
        found = measure_recording(read_motion(DATA / name))
    except EvenpullError as fault:
        print(f"  refused  {name}: {fault.message}")
        return None
    fitted = found.fit
    assert fitted is not None
    each = {label: fitted.rms_of(label) for label in fitted.labels}
    worst = max(each, key=lambda label: each[label])
    print(
        f"  {name}: {len(fitted.labels)} markers, rms {1000 * fitted.rms_m:.1f} mm "
        f"({'met' if fitted.rms_m < MOST_RMS_M else 'MISSED'}: {1000 * MOST_RMS_M:.0f} mm), worst {worst} "
        f"{1000 * each[worst]:.0f} mm; stature {fitted.stature_m:.2f} m, thigh {fitted.lengths_m['thigh']:.3f} m, "
        f"shank {fitted.lengths_m['shank']:.3f} m; {time.process_time() - start:.1f} s of processor"
    )
    for text in found.measured.warnings:
        print(f"      {text}")
    return found


def against_opensim(found: MotionMeasured) -> None:
    """Print our angles of `markers_walk.trc` against OpenSim's inverse kinematics of the same markers."""
    theirs = read_motion(DATA / "opensim_reference" / "raj80" / "raj80_ik.mot").angles
    assert found.fit is not None
    names, values = opensim_angles(found.fit)
    print("  coordinate          bias   rmse   rmse without bias, degrees")
    for name in (f"{joint}_{side}" for joint in COMPARED for side in ("r", "l")):
        off = np.degrees(values[:, names.index(name)] - theirs.at(name))
        bias, rmse, shape = float(off.mean()), float(np.sqrt((off**2).mean())), float(off.std())
        mark = "met" if rmse < MOST_DEG else "MISSED, shape met" if shape < MOST_DEG else "MISSED"
        print(f"  {name:18} {bias:6.1f} {rmse:6.1f} {shape:6.1f}   {mark}")


def main() -> None:
    """Print the whole comparison."""
    print("files")
    table()
    print("\nmarkers laid on the body")
    found = {name: fit(name) for name in FITTED}
    walk = found[FITTED[0]]
    if walk is not None:
        print("\nmarkers_walk.trc against OpenSim")
        against_opensim(walk)


if __name__ == "__main__":
    main()
