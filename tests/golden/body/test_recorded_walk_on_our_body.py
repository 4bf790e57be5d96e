"""A recorded walk laid on our body asks for the torques, and loads the joints, as the other program found."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from benchmarks.accuracy.recorded_walk import SUBJECT_KG, read_sto, recorded_walk, walker

from evenpull.body.effort import Mechanics, mechanics, work
from evenpull.body.loads import joint_loads
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Capsule

pytestmark = pytest.mark.data


@pytest.fixture(scope="module")
def asked(data_dir: Path) -> Mechanics:
    pytest.importorskip("mujoco")
    body = walker(load_body())
    return mechanics(body, recorded_walk(body, data_dir))


@pytest.mark.parametrize("name", ["hip_flexion", "hip_adduction", "hip_rotation", "knee_angle", "ankle_angle"])
def test_torques_follow_the_other_program_s(asked: Mechanics, data_dir: Path, name: str) -> None:
    theirs = read_sto(data_dir / "opensim_reference" / "raj80" / "id_torque_Nm.csv").columns
    for side in ("r", "l"):
        full = f"{name}_{side}"
        ours = asked.need[:, 6 + asked.body.coordinates.names.index(full)]
        assert np.corrcoef(ours, theirs[full])[0, 1] > 0.98
        assert np.sqrt(((ours - theirs[full]) ** 2).mean()) < 10.0


def test_joint_forces_follow_the_other_program_s(asked: Mechanics, data_dir: Path) -> None:
    body = asked.body
    built = Parameters(muscles=body.muscles(), capsule=Capsule.none(len(body.coordinates.names)))
    loads = joint_loads(work(asked, built)).joints
    theirs = read_sto(data_dir / "opensim_reference" / "raj80" / "jr_JointReaction_ReactionLoads.sto").columns
    for ours, key in (
        ("hip_r", "hip_r_on_femur_r_in_pelvis"),
        ("hip_l", "hip_l_on_femur_l_in_pelvis"),
        ("ankle_r", "ankle_r_on_talus_r_in_tibia_r"),
    ):
        size = np.sqrt(sum(theirs[f"{key}_f{axis}"] ** 2 for axis in "xyz")) / (SUBJECT_KG * 9.80665)
        assert np.corrcoef(loads[ours].body_weights, size)[0, 1] > 0.95
        assert abs(loads[ours].body_weights.max() / size.max() - 1.0) < 0.15
