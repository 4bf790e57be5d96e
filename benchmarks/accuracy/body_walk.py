"""A recorded walk through our own body: torques, muscle forces, joint forces and timing against OpenSim and EMG.

Run `python benchmarks/accuracy/body_walk.py`. The body is scaled to the subject's mass, thigh and shank. Two sets of
muscles do the walk: the healthy adult of the calibration, and the muscles with the forces that the article behind the
other model gives (as built), because strength decides how saturated an answer is.
"""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
import numpy as np
from numpy.typing import NDArray
from recorded_walk import SAME, SUBJECT_KG, Table, read_sto, recorded_walk, walker

from evenpull.body.calibration import healthy
from evenpull.body.effort import Mechanics, Work, mechanics, work
from evenpull.body.loads import joint_loads, load_frames
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Capsule

Array = NDArray[np.float64]
DATA = Path(os.environ.get("EVENPULL_DATA", Path(__file__).resolve().parents[3] / "shared" / "data"))
JOINTS = {
    "hip": "hip_{s}_on_femur_{s}_in_pelvis",
    "knee": "walker_knee_{s}_on_tibia_{s}_in_femur_{s}",
    "patellofemoral": "patellofemoral_{s}_on_patella_{s}_in_femur_{s}",
    "ankle": "ankle_{s}_on_talus_{s}_in_tibia_{s}",
}
EMG = {
    "soleus": ("soleus",),
    "gastrocnemius": ("gasmed", "gaslat"),
    "tibialis_anterior": ("tibant",),
    "medial_hamstrings": ("semimem", "semiten"),
    "biceps_femoris": ("bflh",),
    "vastus_lateralis": ("vaslat",),
    "vastus_medius": ("vasmed",),
    "rectus_femoris": ("recfem",),
    "gluteus_maximus": ("glmax1", "glmax2", "glmax3"),
    "gluteus_medius": ("glmed1", "glmed2", "glmed3"),
}
LATEST_S = 0.10
"""Greatest delay from EMG to force that is searched."""


def agreement(ours: Array, theirs: Array, unit: str) -> str:
    """Return correlation, rms difference and peaks in words."""
    r = np.corrcoef(ours, theirs)[0, 1]
    rms = np.sqrt(((ours - theirs) ** 2).mean())
    return (
        f"r {r:6.3f}  rms {rms:7.2f} {unit}  ours {ours.min():8.2f} to {ours.max():8.2f}"
        f"  theirs {theirs.min():8.2f} to {theirs.max():8.2f}"
    )


def torques(asked: Mechanics) -> None:
    """Print joint torques against OpenSim's inverse dynamics."""
    theirs = read_sto(DATA / "opensim_reference" / "raj80" / "id_torque_Nm.csv").columns
    names = asked.body.coordinates.names
    print("joint torques, N m")
    for name in SAME:
        if not name.startswith("mtp"):
            print(f"  {name:18} {agreement(asked.need[:, 6 + names.index(name)], theirs[name], 'N m')}")
    flexion = asked.need[:, 6 + names.index("lumbar_flexion")]
    print(f"  {'lumbar_flexion':18} {agreement(flexion, -theirs['lumbar_extension'], 'N m')}")
    root = np.abs(asked.need[:, :6]).max(axis=0)
    print(f"  left at the root: forces {root[:3].round(0)} N, moments {root[3:].round(0)} N m")


def muscles(done: Work) -> None:
    """Print activations of the leg's muscles against OpenSim's static optimisation."""
    table = read_sto(DATA / "opensim_reference" / "raj80" / "so_wrap_activation.csv").columns
    theirs = {name.lower(): values for name, values in table.items()}
    names = done.mechanics.body.names
    both = [(done.activation[:, names.index(n)], theirs[n]) for n in names if n in theirs]
    ours, other = np.array([a for a, _ in both]), np.array([b for _, b in both])
    loud = (other.max(axis=1) > 0.1) & (np.ptp(ours, axis=1) > 0)
    each = np.array([np.corrcoef(a, b)[0, 1] for a, b in zip(ours[loud], other[loud], strict=True)])
    print(
        f"  activations of {len(both)} muscles: r over all {np.corrcoef(ours.ravel(), other.ravel())[0, 1]:.3f}, "
        f"median r of the {loud.sum()} that pass 0.1 {np.median(each):.3f} (least {each.min():.2f}), "
        f"rms {np.sqrt(((ours - other) ** 2).mean()):.3f}, sum of squares ours {(ours**2).sum(axis=0).mean():.2f} "
        f"theirs {(other**2).sum(axis=0).mean():.2f}"
    )


def joints(done: Work) -> None:
    """Print joint forces against OpenSim's joint reaction of its own forces, in body weights."""
    theirs = read_sto(DATA / "opensim_reference" / "raj80" / "jr_JointReaction_ReactionLoads.sto").columns
    loads = joint_loads(done, load_frames(done.mechanics))
    for name, pattern in JOINTS.items():
        for side in ("r", "l"):
            key = pattern.format(s=side)
            size = np.sqrt(sum(theirs[f"{key}_f{axis}"] ** 2 for axis in "xyz")) / (SUBJECT_KG * 9.80665)
            print(f"  {name + '_' + side:18} {agreement(loads.joints[f'{name}_{side}'].body_weights, size, 'BW ')}")
    spine = {level: loads.joints[level].body_weights.max() for level in ("l1_l2", "l4_l5", "l5_s1")}
    print(
        "  lumbar peaks: " + ", ".join(f"{k} {v:.2f} BW" for k, v in spine.items()) + "; OpenSim has no lumbar muscles"
    )
    print(f"  reserves above 3 N m or N: { {k: round(v, 1) for k, v in done.told_reserves().items()} }")


def best_lag(signal: Array, emg: Table, name: str, time: Array) -> tuple[float, float]:
    """Return the greatest correlation with the EMG envelope at a delay of 0 to 100 ms, and that delay, s."""
    found = []
    for lag in np.arange(0.0, LATEST_S + 1e-9, 0.01):
        envelope = np.interp(time - lag, emg.time, emg.columns[name])
        found.append((float(np.corrcoef(signal, envelope)[0, 1]), float(lag)))
    return max(found)


def timing(done: Work) -> None:
    """Print how well our and OpenSim's activations follow the recorded EMG of the right leg."""
    emg = read_sto(DATA / "opensim_core_data" / "electromyography.sto")
    table = read_sto(DATA / "opensim_reference" / "raj80" / "so_wrap_activation.csv").columns
    theirs = {name.lower(): values for name, values in table.items()}
    names, time = done.mechanics.body.names, done.mechanics.movement.time
    rows = []
    for channel, parts in EMG.items():
        full = [f"{part}_r" for part in parts]
        ours = done.activation[:, [names.index(n) for n in full]].mean(axis=1)
        other = np.mean([theirs[n] for n in full], axis=0)
        rows.append((channel, *best_lag(ours, emg, channel, time), best_lag(other, emg, channel, time)[0]))
    for channel, r, lag, other in rows:
        print(f"  {channel:18} r {r:6.2f} (delay {1000 * lag:3.0f} ms), OpenSim's r {other:6.2f}")
    print(f"  mean r {np.mean([r[1] for r in rows]):.2f}, OpenSim's {np.mean([r[3] for r in rows]):.2f}")


def main() -> None:
    """Print the whole comparison."""
    body = walker(load_body())
    asked = mechanics(body, recorded_walk(body, DATA))
    torques(asked)
    none = Capsule.none(len(body.coordinates.names))
    people = {
        "healthy adult of the calibration": healthy(body),
        "muscles as built, no capsule": Parameters(muscles=body.muscles(), capsule=none),
    }
    for name, person in people.items():
        done = work(asked, person)
        print(f"\n{name}")
        muscles(done)
        joints(done)
        print("  timing against EMG")
        timing(done)


if __name__ == "__main__":
    main()
