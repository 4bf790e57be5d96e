"""Muscles read from a MuJoCo model have the fibre, tendon and force that MuJoCo itself uses."""

from __future__ import annotations

import warnings

import numpy as np
import pytest

from evenpull.body.muscles import from_model, tension
from evenpull.errors import KnowledgeError

mujoco = pytest.importorskip("mujoco")

MODEL = """
<mujoco>
 <worldbody>
  <site name="fixed" pos="0 0 0.5"/>
  <body><joint name="slide" type="slide" axis="0 0 1"/><geom type="sphere" size="0.05" mass="1" contype="0"
   conaffinity="0"/><site name="load"/></body>
 </worldbody>
 <tendon><spatial name="path"><site site="fixed"/><site site="load"/></spatial></tendon>
 <actuator>
  <muscle name="given_r" tendon="path" force="800" range="0.6 1.4" lengthrange="0.3 0.7" lmin="0.5" lmax="1.7"
   vmax="8" fpmax="1.2"/>
  <muscle name="scaled_r" tendon="path" scale="300" range="0.75 1.05" lengthrange="0.35 0.6" lmin="0.4" lmax="1.6"/>
 </actuator>
</mujoco>
"""


@pytest.fixture(scope="module")
def model() -> object:
    return mujoco.MjModel.from_xml_string(MODEL)


def test_fibre_tendon_range_and_speed_are_those_of_the_model(model: object) -> None:
    muscles = from_model(model)
    assert muscles.names == ("given_r", "scaled_r")
    assert np.allclose(muscles.l_0, [0.5, 0.25 / 0.3])
    assert np.allclose(muscles.l_T, [0.0, 0.35 - 0.75 * 0.25 / 0.3])
    assert np.allclose(muscles.active_low, [0.5, 0.4])
    assert np.allclose(muscles.active_high, [1.7, 1.6])
    assert muscles.max_speed[0] == 8.0


def test_force_at_optimal_and_halfway_length_is_mujoco_s(model: object) -> None:
    muscles, data = from_model(model), mujoco.MjData(model)
    for i, share in ((0, None), (1, None), (0, 0.5), (1, 0.5)):
        parameters = model.actuator_biasprm[i]
        fibre = 1.0 if share is None else 1.0 + share * (parameters[5] - 1.0)
        length = muscles.l_T[i] + fibre * muscles.l_0[i]
        data.qpos[:], data.qvel[:] = 0.5 - length, 0.0
        forces = []
        for activation in (0.0, 1.0):
            data.act[:] = activation
            mujoco.mj_forward(model, data)
            forces.append(-data.actuator_force[i])
        ours = tension(muscles, np.full((1, 2), length))
        assert ours.passive[0, i] == pytest.approx(forces[0], abs=1e-6)
        if share is None:
            assert ours.active[0, i] == pytest.approx(forces[1] - forces[0], rel=1e-9)


def test_an_actuator_that_is_no_muscle_is_refused_by_name() -> None:
    other = MODEL.replace("</actuator>", '<motor name="engine" joint="slide"/></actuator>')
    with pytest.raises(KnowledgeError, match="engine is no muscle"):
        from_model(mujoco.MjModel.from_xml_string(other))


def test_every_muscle_of_myosim_can_be_read() -> None:
    myo_sim = pytest.importorskip("myo_sim")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        full, _ = myo_sim.load("myofullbody")
    muscles = from_model(full)
    assert len(muscles.names) == full.nu
    assert muscles.F_0.sum() == pytest.approx(full.actuator_gainprm[:, 2].sum())
