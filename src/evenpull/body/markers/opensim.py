"""A fit in OpenSim's terms: its coordinate names and signs, and its world with y up and z to the right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.transform import Rotation

from evenpull.body.markers.fit import Fit

Array = NDArray[np.float64]
TO_OURS = np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
"""Takes OpenSim's axes (x forward, y up, z right) to ours (x forward, y left, z up)."""
LEG = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle", "ankle_angle", "subtalar_angle")
PELVIS = ("pelvis_tilt", "pelvis_list", "pelvis_rotation", "pelvis_tx", "pelvis_ty", "pelvis_tz")


def opensim_angles(fit: Fit) -> tuple[tuple[str, ...], Array]:
    """Return names and values (T, c), rad and m: pelvis, legs and trunk, with OpenSim's signs.

    Coordinates that the markers do not decide in any frame are left out; the shoulder has other axes there and is left
    out as well.
    """
    there = np.isfinite(fit.at).all(axis=1)
    pelvis = np.full((len(fit.at), 6), np.nan)
    turned = Rotation.from_quat(fit.at[there, 3:], scalar_first=True).as_matrix()
    pelvis[there, :3] = np.unwrap(Rotation.from_matrix(TO_OURS.T @ turned @ TO_OURS).as_euler("ZXY"), axis=0)
    pelvis[there, 3:] = fit.at[there, :3] @ TO_OURS
    names, columns = list(PELVIS), list(pelvis.T)
    wanted = [(f"{name}_{side}", f"{name}_{side}", 1.0) for side in ("r", "l") for name in LEG]
    wanted += [("lumbar_extension", "lumbar_flexion", -1.0), ("lumbar_bending", "lumbar_bending", 1.0)]
    wanted += [("lumbar_rotation", "lumbar_rotation", 1.0)]
    wanted += [(f"elbow_flex_{side}", f"elbow_flexion_{side}", 1.0) for side in ("r", "l")]
    for theirs, ours, sign in wanted:
        values = sign * fit.coordinate(ours)
        if np.isfinite(values).any():
            names.append(theirs)
            columns.append(values)
    return tuple(names), np.column_stack(columns)
