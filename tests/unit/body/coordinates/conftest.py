"""Bodies to test coordinates on: a small made-up one with chains, MyoSim as shipped, and the mended one."""

from __future__ import annotations

import os
import warnings
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from evenpull.body.coordinates import Coordinates, States
from evenpull.errors import KnowledgeError

mujoco = pytest.importorskip("mujoco")

CHAIN = """
<mujoco>
 <compiler angle="radian"/>
 <worldbody>
  <body name="pelvis">
   <freejoint name="root"/>
   <inertial pos="0.01 0.02 0.03" mass="10" diaginertia="0.1 0.2 0.3"/>
   <site name="origin" pos="0.05 0.02 0.1"/>
   <body name="thigh" pos="0 0.1 -0.1">
    <joint name="hip" type="hinge" axis="0 1 0" range="-1 1.5" limited="true"/>
    <inertial pos="0 0 -0.2" mass="6" diaginertia="0.05 0.05 0.01"/>
    <geom name="pulley" type="cylinder" size="0.03 0.05" zaxis="0 1 0" pos="0 0 -0.38" contype="0" conaffinity="0"
     mass="0"/>
    <body name="shank" pos="0 0 -0.4">
     <joint name="slide" type="slide" axis="1 0 0" ref="0.01"/>
     <joint name="knee" type="hinge" axis="0 1 0" range="-0.2 2" limited="true" ref="0.3"/>
     <joint name="twist" type="hinge" axis="0 0 1"/>
     <joint name="stuck" type="hinge" axis="1 0 0"/>
     <inertial pos="0 0 -0.2" mass="3" diaginertia="0.02 0.02 0.005"/>
     <site name="insertion" pos="0.04 0 -0.05"/>
     <site name="heel" pos="-0.05 0 -0.4"/>
    </body>
   </body>
  </body>
 </worldbody>
 <tendon>
  <spatial name="front"><site site="origin"/><geom geom="pulley"/><site site="insertion"/></spatial>
  <spatial name="back"><site site="origin"/><site site="heel"/></spatial>
 </tendon>
 <equality>
  <joint joint1="slide" joint2="knee" polycoef="0.002 0.02 -0.01 0.003 0.001"/>
  <joint joint1="twist" joint2="slide" polycoef="0.1 5 20 0 0"/>
  <joint joint1="stuck" polycoef="0.05 0 0 0 0"/>
 </equality>
</mujoco>
"""


@pytest.fixture(scope="session")
def chain() -> States:
    """Knee drives a slide, the slide drives a twist, one joint is stuck: three levels, references that are not zero."""
    return States(mujoco.MjModel.from_xml_string(CHAIN))


@pytest.fixture(scope="session")
def shipped() -> States:
    """MyoSim's full body as shipped, its couplings read from its joint equalities."""
    myo_sim = pytest.importorskip("myo_sim")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model, _ = myo_sim.load("myofullbody")
    return States(model)


@pytest.fixture(scope="session")
def mended_record() -> tuple[Any, dict[str, Any]]:
    """Model and record of the body that Evenpull uses; not built: skip, or fail where everything is required."""
    from evenpull.body.model.load import load_body  # noqa: PLC0415 - only where MuJoCo is there

    try:
        body = load_body()
    except KnowledgeError as fault:
        if os.environ.get("EVENPULL_REQUIRE_ALL") == "1":
            pytest.fail(str(fault))
        pytest.skip(str(fault))
    return body.model, dict(body.record)


@pytest.fixture(scope="session")
def mended(mended_record: tuple[Any, dict[str, Any]]) -> States:
    """The body that Evenpull uses, its couplings taken from its record."""
    model, record = mended_record
    return States(model, Coordinates.from_rows(model, record["coordinates"]))


@pytest.fixture(params=["chain", "shipped", "mended"])
def body(request: pytest.FixtureRequest) -> States:
    """Each body in turn."""
    found: States = request.getfixturevalue(request.param)
    return found


def postures(states: States, frames: int, seed: int) -> NDArray[np.float64]:
    """Return random postures inside the limits, (frames, n)."""
    given = states.coordinates
    low, high = np.maximum(given.low, -1.0), np.minimum(given.high, 2.2)
    return np.random.default_rng(seed).uniform(low, high, (frames, len(given.names)))


def roots(frames: int, seed: int) -> NDArray[np.float64]:
    """Return random places of the pelvis, (frames, 7)."""
    rng = np.random.default_rng(seed)
    turn = rng.normal(size=(frames, 4))
    return np.concatenate([rng.normal(size=(frames, 3)), turn / np.linalg.norm(turn, axis=1, keepdims=True)], axis=1)
