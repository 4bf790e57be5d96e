"""The body that postures and efforts are computed on: a compiled model, its coordinates and its muscles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import mujoco
import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.coordinates import Coordinates
from evenpull.body.model.muscles import Muscles

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A musculoskeletal body.

    Frames: x forward, y to the person's left, z up, m. Every segment frame is parallel to the world while every
    coordinate is zero.

    Args:
        model: MuJoCo's compiled model: a floating pelvis, joints, wrapping surfaces, one tendon per muscle.
        data: MuJoCo's working memory of this body.
        coordinates: What moves, and which joints it drives.
        muscles: Force properties.
        record: The whole record of `body.json`: mends, sources, standing posture.
        places: Place of each driven joint in MuJoCo's positions (k,).
        speeds: Place of each driven joint in MuJoCo's velocities (k,).
        tendon_rows: Muscle of each stored entry of MuJoCo's sparse tendon Jacobian.
    """

    model: Any
    data: Any
    coordinates: Coordinates
    muscles: Muscles
    record: Mapping[str, Any]
    places: Integers
    speeds: Integers
    tendon_rows: Integers

    @staticmethod
    def from_text(xml: str, record: Mapping[str, Any]) -> Body:
        """Compile a body from its XML and its record."""
        model = mujoco.MjModel.from_xml_string(xml)
        coordinates = Coordinates.from_record(record["coordinates"])
        joints = [model.joint(name) for name in coordinates.joints]
        return Body(
            model=model,
            data=mujoco.MjData(model),
            coordinates=coordinates,
            muscles=Muscles.from_record(record["muscles"]),
            record=record,
            places=np.array([joint.qposadr[0] for joint in joints]),
            speeds=np.array([joint.dofadr[0] for joint in joints]),
            tendon_rows=np.repeat(np.arange(model.ntendon), model.ten_J_rownnz),
        )

    def pose(self, q: Floats) -> None:
        """Put the joints to phi(q), the pelvis staying where it is, and update frames and tendons."""
        self.data.qpos[self.places] = self.coordinates.joint_values(q)
        mujoco.mj_kinematics(self.model, self.data)
        mujoco.mj_comPos(self.model, self.data)
        mujoco.mj_tendon(self.model, self.data)

    def lengths(self, q: Floats) -> Floats:
        """Return the length of every muscle at q, m (m,)."""
        self.pose(q)
        return np.array(self.data.ten_length)

    def moment_arms(self, q: Floats) -> Floats:
        """Return -dl/dq at q, m (m, n): positive where the muscle pulls the coordinate up."""
        self.pose(q)
        by_joint = self.tendon_jacobian()[:, self.speeds] * self.coordinates.joint_slopes(q)
        out = np.zeros((self.model.ntendon, len(self.coordinates.names)))
        np.add.at(out.T, self.coordinates.driver, -by_joint.T)
        return out

    def tendon_jacobian(self) -> Floats:
        """Return dl/dv at the posture last set, m per rad or m (m, nv)."""
        dense = np.zeros((self.model.ntendon, self.model.nv))
        dense[self.tendon_rows, self.model.ten_J_colind] = np.ravel(self.data.ten_J)
        return dense

    def centre_of_mass(self, q: Floats) -> Floats:
        """Return the world position of the whole body's centre of mass at q, m (3,)."""
        self.pose(q)
        return np.array(self.data.subtree_com[1])
