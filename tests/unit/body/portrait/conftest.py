"""The body, and postures of it in which pictures are looked at."""

from __future__ import annotations

import numpy as np
import pytest

from evenpull.errors import KnowledgeError

pytest.importorskip("mujoco")

from evenpull.body.coordinates import root
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.portrait.change import Posture


@pytest.fixture(scope="session")
def body() -> Body:
    """The shipped body."""
    try:
        return load_body()
    except KnowledgeError as error:
        pytest.skip(error.message)


def pitched(degrees: float, roll: float = 0.0) -> np.ndarray:
    """A root that leans forward, and rolls to the right."""
    return root.moved(np.array(root.HOME), np.array([0, 0, 0, np.deg2rad(roll), np.deg2rad(degrees), 0]))


def angles(body: Body, **degrees: float) -> np.ndarray:
    """Coordinates from degrees; a name without its side means both."""
    full: dict[str, float] = {}
    for name, value in degrees.items():
        names = [name] if name in body.coordinates.names else [f"{name}_r", f"{name}_l"]
        full.update(dict.fromkeys(names, float(np.deg2rad(value))))
    return body.coordinates.posture(full)


@pytest.fixture(scope="session")
def standing(body: Body) -> Posture:
    return Posture(q=body.coordinates.posture(body.record["standing"]["angles"]))


@pytest.fixture(scope="session")
def lopsided(body: Body) -> Posture:
    """On the right leg, the left one lifted, the trunk bent and turned, arms apart."""
    q = angles(
        body,
        hip_flexion_l=50,
        knee_angle_l=80,
        hip_adduction_r=8,
        lumbar_bending=-9,
        lumbar_rotation=14,
        lumbar_flexion=12,
        shoulder_elv_r=70,
        elv_angle_r=30,
        elbow_flexion_l=60,
        pro_sup_l=35,
    )
    return Posture(q=q, at=pitched(4.0, roll=-5.0))


@pytest.fixture(scope="session")
def squat(body: Body) -> Posture:
    q = angles(body, hip_flexion=95, knee_angle=100, ankle_angle=25, lumbar_flexion=15, shoulder_elv=70, elv_angle=80)
    return Posture(q=q, at=pitched(25.0))
