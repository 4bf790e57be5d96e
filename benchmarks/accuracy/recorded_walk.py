"""A recorded walk of another model laid on our own body: its angles, its root, its force plates, its results.

The other model (Rajagopal 2016, scaled to the subject) and ours share the definition of hip, knee and ankle angles;
lumbar extension is minus our flexion. World: x forward, y up, z right there; x forward, y left, z up here. Segment
lengths and masses differ, so force plates are carried over in the foot: the centre of pressure keeps its place in the
foot's own frame, and forces are scaled by body mass.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import make_splrep
from scipy.signal import butter, sosfiltfilt
from scipy.spatial.transform import Rotation

from evenpull.body.coordinates import Point
from evenpull.body.effort import Movement, Push
from evenpull.body.model.body import Body
from evenpull.body.scaling import scaled

Array = NDArray[np.float64]
TURN = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
"""From the other model's world to ours."""
SUBJECT_KG = 85.26984854
"""Source: subject_walk_scaled.osim, sum of segment masses."""
STATURE_M = 1.82
"""Not in the data: thigh and shank of the subject over those of the body at its own stature; derived."""
CUTOFF_HZ = 6.0
"""Low-pass that the other program used for coordinates. Source: opensim_reference/PROVENANCE.md."""
LEG = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle", "ankle_angle", "mtp_angle")
SAME = (*(f"{name}_{side}" for side in ("r", "l") for name in LEG), "lumbar_bending", "lumbar_rotation")
LEAST_FORCE_N = 20.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """A file of numbers by column name, with its times in s."""

    time: Array
    columns: dict[str, Array]


def read_sto(file: Path) -> Table:
    """Read a STO, MOT or CSV table."""
    lines = file.read_text(encoding="utf-8").splitlines()
    ends = [i for i, line in enumerate(lines) if line.strip() == "endheader"]
    lines = lines[ends[0] + 1 :] if ends else lines
    names = lines[0].replace(",", "\t").split()
    rows = np.array([[float(x) for x in line.replace(",", "\t").split()] for line in lines[1:] if line.strip()])
    return Table(time=rows[:, 0], columns={name: rows[:, i] for i, name in enumerate(names[1:], start=1)})


def recorded_walk(body: Body, folder: Path) -> Movement:
    """Return the recorded walk of `opensim_reference/raj80` on our body, with force plates, at its own frames."""
    result = folder / "opensim_reference" / "raj80"
    wanted = read_sto(result / "coordinates_rad_m.csv").time
    angles = read_sto(result / "raj80_ik.mot")
    degrees = {
        name: np.deg2rad(values) if not name.startswith("pelvis_t") or name == "pelvis_tilt" else values
        for name, values in angles.columns.items()
    }
    smooth = butter(3, CUTOFF_HZ * 2 * float(np.mean(np.diff(angles.time))), output="sos")
    curve = {name: make_splrep(angles.time, sosfiltfilt(smooth, values), k=5, s=0) for name, values in degrees.items()}
    q, dq, ddq = (np.zeros((len(wanted), len(body.coordinates.names))) for _ in range(3))
    for name in SAME:
        i = body.coordinates.index(name)
        for out, order in ((q, 0), (dq, 1), (ddq, 2)):
            out[:, i] = curve[name](wanted, nu=order)
    flexion = body.coordinates.index("lumbar_flexion")
    for out, order in ((q, 0), (dq, 1), (ddq, 2)):
        out[:, flexion] = -curve["lumbar_extension"](wanted, nu=order)
    _arms(body, curve, wanted, (q, dq, ddq))
    low, high = body.coordinates.low, body.coordinates.high
    q = np.clip(q, low, high)
    at, rate, change = _root(curve, wanted)
    movement = Movement(
        time=wanted,
        q=q,
        at=at,
        rate=np.concatenate([rate, dq], axis=1),
        change=np.concatenate([change, ddq], axis=1),
    )
    pushes = _plates(body, movement, folder, curve)
    return Movement(time=wanted, q=q, at=at, rate=movement.rate, change=movement.change, pushes=pushes)


def _arms(body: Body, curve: dict, time: Array, out: tuple[Array, Array, Array]) -> None:
    """Lay arm swing on the elevation of our shoulder: to the front in the plane at 90 degrees, to the back ignored."""
    for side in ("r", "l"):
        for order, values in enumerate(out):
            values[:, body.coordinates.index(f"elbow_flexion_{side}")] = curve[f"elbow_flex_{side}"](time, nu=order)
        out[0][:, body.coordinates.index(f"elv_angle_{side}")] = np.pi / 2
        out[0][:, body.coordinates.index(f"shoulder_elv_{side}")] = 0.15


def _root(curve: dict, time: Array) -> tuple[Array, Array, Array]:
    """Return root (T, 7) and its rate and change (T, 6)."""

    def turned(at: Array) -> Rotation:
        angles = np.column_stack([curve[f"pelvis_{name}"](at) for name in ("tilt", "list", "rotation")])
        return Rotation.from_matrix(TURN @ Rotation.from_euler("ZXY", angles).as_matrix() @ TURN.T)

    def place(order: int) -> Array:
        return np.column_stack([curve[f"pelvis_t{axis}"](time, nu=order) for axis in "xyz"]) @ TURN.T

    def spin(at: Array, step: float = 1e-4) -> Array:
        return (turned(at - step).inv() * turned(at + step)).as_rotvec() / (2 * step)

    quaternion = turned(time).as_quat(scalar_first=True)
    step = 1e-3
    rate = np.concatenate([place(1), spin(time)], axis=1)
    change = np.concatenate([place(2), (spin(time + step) - spin(time - step)) / (2 * step)], axis=1)
    return np.concatenate([place(0), quaternion], axis=1), rate, change


def subject_feet(curve: dict, time: Array, side: str) -> tuple[Array, Array]:
    """Return origin (T, 3) and rotation (T, 3, 3), our axes, of the subject's own heel bone (scaled lengths)."""
    out = 1.0 if side == "r" else -1.0

    def angles(*names: str) -> Array:
        return np.column_stack([curve[name](time) for name in names])

    pelvis = Rotation.from_euler("ZXY", angles("pelvis_tilt", "pelvis_list", "pelvis_rotation"))
    place = angles("pelvis_tx", "pelvis_ty", "pelvis_tz")
    hip = pelvis.apply([-0.0647357, -0.0887277, 0.0835591 * out]) + place
    sign = np.array([1.0, out, out])
    femur = pelvis * Rotation.from_euler(
        "ZXY", angles(f"hip_flexion_{side}", f"hip_adduction_{side}", f"hip_rotation_{side}") * sign
    )
    knee = femur.apply([-0.0047311, -0.398853, -0.0018387 * out]) + hip
    shank = femur * Rotation.from_rotvec(-angles(f"knee_angle_{side}") * np.array([0.0, 0.0, 1.0]))
    ankle = shank.apply(np.array([-0.0116351 + 0.0094122, -0.4651743 + 0.0041107, 0.0016855 * out])) + knee
    axis = np.array([-0.105014 * out, -0.174022 * out, 0.979126])
    foot = shank * Rotation.from_rotvec(angles(f"ankle_angle_{side}") * axis)
    heel = foot.apply([-0.0598975, -0.0562906, 0.010193 * out]) + ankle
    return heel @ TURN.T, TURN @ foot.as_matrix() @ TURN.T


def _plates(body: Body, movement: Movement, folder: Path, curve: dict) -> tuple[Push, ...]:
    """Return the force plates' pushes on our feet."""
    plates = read_sto(folder / "opensim_core_data" / "grf_walk.mot")
    scale = body.states.mass / SUBJECT_KG
    step = float(np.median(np.diff(plates.time)))
    smooth = butter(3, 2 * 50.0 * step, output="sos")
    out = []
    for side in ("r", "l"):

        def column(kind: str, letter: str, side: str = side) -> Array:
            values = np.column_stack([plates.columns[f"ground_{kind}_{side}_{letter}{axis}"] for axis in "xyz"])
            values = sosfiltfilt(smooth, values, axis=0) if letter != "p" else values
            return np.column_stack([np.interp(movement.time, plates.time, values[:, i]) for i in range(3)]) @ TURN.T

        force, point = column("force", "v"), column("force", "p")
        moment = (
            np.column_stack(
                [
                    np.interp(movement.time, plates.time, plates.columns[f"ground_torque_{side}_{axis}"])
                    for axis in "xyz"
                ]
            )
            @ TURN.T
        )
        on = force[:, 2] > LEAST_FORCE_N
        theirs, turned = subject_feet(curve, movement.time, side)
        local = np.einsum("tij,ti->tj", turned, point - theirs)
        where = body.states.places(movement.q, [Point(kind="body", name=f"calcn_{side}")], movement.at)
        ours = where.position[:, 0] + np.einsum("tij,tj->ti", where.rotation[:, 0], local)
        keep = on[:, None] * scale
        out.append(
            Push(
                name=f"plate_{side}",
                segment=f"calcn_{side}",
                force=force * keep,
                point=np.where(on[:, None], ours, where.position[:, 0]),
                moment=moment * keep,
            )
        )
    return tuple(out)


def walker(body: Body) -> Body:
    """Return our body at the subject's mass and segment lengths."""
    return scaled(body, mass_kg=SUBJECT_KG, stature_m=STATURE_M, segments={"thigh": 0.3989, "shank": 0.4653})
