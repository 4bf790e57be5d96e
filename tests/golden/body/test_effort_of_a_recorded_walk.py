"""Fed another program's problem of recorded walking, the effort solver finds its activations, at no greater effort."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from evenpull.body.effort import solve
from tests.peers import reference

pytestmark = pytest.mark.data


@pytest.mark.parametrize("model", ["raj80", "gait2392"])
def test_activations_agree_with_the_default_run(data_dir: Path, model: str) -> None:
    peer = reference(data_dir, model)
    found = solve(peer.problem)
    difference = (found.x - peer.x)[:, : peer.muscles]
    assert np.abs(difference).max() < 0.01
    assert np.sqrt((difference**2).mean()) < 1e-3
    assert found.residual.max() < 1e-6


@pytest.mark.parametrize("model", ["raj80", "gait2392"])
def test_the_same_moments_cost_no_more_effort(data_dir: Path, model: str) -> None:
    peer = reference(data_dir, model)
    effort = (solve(peer.at_its_own_moments()).x ** 2).sum(axis=1)
    assert (effort <= (peer.x**2).sum(axis=1) * (1 + 1e-6)).all()


def test_activations_agree_with_the_tight_run(data_dir: Path) -> None:
    peer = reference(data_dir, "raj80")
    rows = np.genfromtxt(
        data_dir / "opensim_reference" / "raj80" / "so_wrap_tight_activation.csv", delimiter=",", names=True
    )
    muscles = np.load(data_dir / "opensim_reference" / "raj80" / "so_inputs.npz")["muscles"]
    tight = np.column_stack([rows[str(name)] for name in muscles])
    assert np.abs(solve(peer.problem).x[:, : len(muscles)] - tight).max() < 0.003
