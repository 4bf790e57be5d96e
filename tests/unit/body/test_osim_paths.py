"""The reader of published models against OpenSim's own numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from evenpull.body.build.audit.counterparts import FILES
from evenpull.body.build.osim.document import read
from evenpull.body.build.osim.functions import natural_spline
from evenpull.body.build.osim.lengths import Posed, around_cylinder, moment_arm

GOLDEN = json.loads((Path(__file__).parents[2] / "golden" / "body_opensim_paths.json").read_text())["values"]
ARM_M = 1e-3
"""OpenSim's own moment arms over surfaces scatter by half a millimetre, because its tangent points are not exact."""
LENGTH_M = 3e-3
"""Gastrocnemius bends over two surfaces at once, where OpenSim stops early; the rest is within 0.3 mm."""


@pytest.mark.data
@pytest.mark.parametrize("name", sorted(GOLDEN))
def test_lengths_and_moment_arms_agree_with_opensim(name: str, data_dir: Path) -> None:
    model = read(data_dir / FILES[name])
    for posture, muscles in GOLDEN[name].items():
        coordinate, angle = posture.split("=")
        angles = {coordinate: float(angle)}
        posed = Posed(model, angles)
        for muscle, (length, arm) in muscles.items():
            assert posed.length(model.muscles[muscle]) == pytest.approx(length, abs=LENGTH_M), (posture, muscle)
            ours = moment_arm(model, model.muscles[muscle], coordinate, angles)
            assert ours == pytest.approx(arm, abs=ARM_M), (posture, muscle)


def test_a_path_over_a_cylinder_is_tangents_and_arc() -> None:
    start, end = np.array([-2.0, 0.5, 0.0]), np.array([2.0, 0.5, 0.0])
    around = around_cylinder(start, end, 1.0, None)
    assert around is not None
    reach = np.hypot(2.0, 0.5)
    turn = np.pi - 2 * np.arctan2(0.5, 2.0) - 2 * np.arccos(1 / reach)
    assert around.total == pytest.approx(2 * np.sqrt(reach**2 - 1) + turn)


def test_a_path_that_passes_by_is_straight() -> None:
    assert around_cylinder(np.array([-2.0, 1.5, 0.0]), np.array([2.0, 1.5, 0.0]), 1.0, None) is None


def test_a_path_on_the_wrong_side_goes_round_the_cylinder() -> None:
    start, end = np.array([-2.0, 1.5, 0.0]), np.array([2.0, 1.5, 0.0])
    around = around_cylinder(start, end, 1.0, (1, -1.0))
    assert around is not None
    assert around.total > 5.0


def test_splines_go_on_as_straight_lines() -> None:
    spline = natural_spline([0.0, 1.0, 2.0, 3.0], [0.0, 1.0, 4.0, 9.0])
    assert spline(1.5) == pytest.approx(2.25)
    assert spline(5.0) - spline(4.0) == pytest.approx(6.0)
