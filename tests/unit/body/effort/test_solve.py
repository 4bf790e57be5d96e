"""The effort solver against a general solver, its own optimality conditions, and what it refuses."""

from __future__ import annotations

import importlib.util

import numpy as np
import pytest
from scipy.optimize import minimize

from evenpull.body.effort import EffortProblem, solve
from evenpull.body.effort.layout import layout
from evenpull.body.effort.problem import Entries, independent_blocks
from evenpull.errors import NotConverged, OutOfRange

BACKENDS = ["numpy"] + (["numba"] if importlib.util.find_spec("numba") else [])


def random_problem(
    seed: int, *, frames: int = 8, rows: int = 5, muscles: int = 20, reserve: float = 1.0
) -> EffortProblem:
    """Return frames whose demands drive a good share of the activations to their bounds."""
    rng = np.random.default_rng(seed)
    arms = rng.normal(0, 0.03, (frames, rows, muscles)) * (rng.random((rows, muscles)) < 0.5)
    gain = np.concatenate(
        [arms * rng.uniform(200, 2000, muscles), np.tile(np.eye(rows) * reserve, (frames, 1, 1))], axis=2
    )
    none = np.full(rows, np.inf)
    return EffortProblem(
        gain=gain,
        demand=rng.normal(0, 60, (frames, rows)),
        weight=rng.uniform(0.5, 2.0, muscles + rows),
        low=np.concatenate([np.full(muscles, 0.01), -none]),
        high=np.concatenate([np.ones(muscles), none]),
    )


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("seed", range(6))
def test_the_answer_meets_the_demand_and_the_conditions_of_a_minimum(seed: int, backend: str) -> None:
    problem = random_problem(seed)
    found = solve(problem, backend=backend)
    np.testing.assert_allclose((problem.gain @ found.x[:, :, None])[:, :, 0], problem.demand, atol=1e-6)
    pull = np.matmul(found.multiplier[:, None, :], problem.gain)[:, 0] - problem.weight * found.x
    inside = (found.x > problem.low + 1e-9) & (found.x < problem.high - 1e-9)
    assert np.abs(pull[inside]).max() < 1e-7
    assert (pull[found.x <= problem.low + 1e-9] <= 1e-7).all()
    assert (pull[found.x >= problem.high - 1e-9] >= -1e-7).all()
    assert (found.x[:, :20] >= 1 - 1e-9).any()


@pytest.mark.parametrize("backend", BACKENDS)
def test_it_agrees_with_a_general_solver(backend: str) -> None:
    problem = random_problem(3, frames=3, rows=3, muscles=8)
    found = solve(problem, backend=backend)
    for frame in range(3):
        bounds = [(max(lo, -1e4), min(hi, 1e4)) for lo, hi in zip(problem.low[frame], problem.high[frame], strict=True)]
        other = minimize(
            lambda x: 0.5 * (problem.weight * x * x).sum(),
            np.clip(np.zeros(11), problem.low[frame], problem.high[frame]),
            jac=lambda x: problem.weight * x,
            bounds=bounds,
            constraints={
                "type": "eq",
                "fun": lambda x, frame=frame: problem.gain[frame] @ x - problem.demand[frame],
                "jac": lambda x, frame=frame: problem.gain[frame],
            },
            method="SLSQP",
            options={"ftol": 1e-12, "maxiter": 500},
        )
        np.testing.assert_allclose(found.x[frame], other.x, atol=1e-4)


@pytest.mark.skipif(len(BACKENDS) < 2, reason="numba is not installed")
def test_both_backends_and_any_start_give_one_answer() -> None:
    problem = random_problem(11, frames=30)
    base = solve(problem, backend="numpy")
    for other in (
        solve(problem, backend="numba"),
        solve(problem, backend="numba", along=False),
        solve(problem, backend="numba", start=base.multiplier + 0.1),
        solve(problem, backend="numpy", start=-base.multiplier),
    ):
        np.testing.assert_allclose(other.x, base.x, atol=1e-9)


@pytest.mark.parametrize("backend", BACKENDS)
def test_its_own_answer_as_start_needs_no_step(backend: str) -> None:
    problem = random_problem(4)
    again = solve(problem, start=solve(problem, backend=backend).multiplier, backend=backend)
    assert again.iterations.max() <= 1


def test_multipliers_are_the_marginal_effort_of_the_demand() -> None:
    problem = random_problem(7, frames=1)
    found = solve(problem)
    cost = 0.5 * (problem.weight * found.x**2).sum()
    for row in range(5):
        more = problem.demand.copy()
        more[0, row] += 1e-4
        changed = solve(
            EffortProblem(gain=problem.gain, demand=more, weight=problem.weight, low=problem.low, high=problem.high)
        )
        slope = (0.5 * (problem.weight * changed.x**2).sum() - cost) / 1e-4
        assert slope == pytest.approx(found.multiplier[0, row], rel=1e-3, abs=1e-5)


def test_independent_parts_are_found_and_solved_as_one() -> None:
    first, second = random_problem(1, rows=3, muscles=9), random_problem(2, rows=4, muscles=11)
    gain = np.zeros((8, 7, 27))
    gain[:, :3, :12], gain[:, 3:, 12:] = first.gain, second.gain
    both = EffortProblem(
        gain=gain,
        demand=np.concatenate([first.demand, second.demand], axis=1),
        weight=np.concatenate([first.weight, second.weight]),
        low=np.concatenate([first.low, second.low], axis=1),
        high=np.concatenate([first.high, second.high], axis=1),
    )
    assert [list(part.rows) for part in both.blocks] == [[0, 1, 2], [3, 4, 5, 6]]
    assert [part.columns.max() < 12 for part in both.blocks] == [True, False]
    np.testing.assert_allclose(solve(both).x, np.concatenate([solve(first).x, solve(second).x], axis=1), atol=1e-9)


def test_a_row_without_actuators_and_an_actuator_without_rows_stand_alone() -> None:
    pattern = np.array([[True, False, False], [False, False, False]])
    parts = independent_blocks(pattern)
    assert [(list(part.rows), list(part.columns)) for part in parts] == [([0], [0]), ([1], [])]


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_demand_beyond_all_strength_is_refused_by_frame_and_row(backend: str) -> None:
    problem = random_problem(5, frames=4)
    bound = np.full(25, 1.0)
    low = np.concatenate([np.full(20, 0.01), np.full(5, -1.0)])
    demand = problem.demand.copy()
    demand[:2] = 0.5 * (problem.gain[:2] @ np.full((25, 1), 0.1))[:, :, 0]
    demand[2, 3] = 1e5
    with pytest.raises(NotConverged, match="frame 2, row"):
        solve(
            EffortProblem(gain=problem.gain, demand=demand, weight=problem.weight, low=low, high=bound),
            backend=backend,
        )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"demand": np.zeros((8, 4))}, "demand has shape"),
        ({"weight": np.zeros(25)}, "weight is above zero"),
        ({"low": np.full(25, 2.0), "high": np.ones(25)}, "below its upper"),
        ({"demand": np.full((8, 5), np.nan)}, "numbers only"),
        ({"low": np.zeros(3)}, "low has shape"),
    ],
)
def test_what_does_not_fit_is_refused(change: dict[str, np.ndarray], message: str) -> None:
    problem = random_problem(0)
    fields = {name: getattr(problem, name) for name in ("gain", "demand", "weight", "low", "high")}
    with pytest.raises(OutOfRange, match=message):
        EffortProblem(**(fields | change))


def test_small_dense_parts_hold_every_entry_of_the_gain_once() -> None:
    problem = random_problem(4, rows=9, muscles=30)
    found = Entries.of(problem.entries.dense())
    np.testing.assert_array_equal(found.dense(), problem.gain)
    again = np.zeros_like(found.dense())
    for part in layout(found.row, found.start):
        again[:, part.rows[:, None], part.columns] += part.filled(found.values).transpose(0, 2, 1)
    np.testing.assert_array_equal(again, problem.gain)
    x = np.random.default_rng(5).normal(size=(8, 39))
    np.testing.assert_allclose(found.given(x), (problem.gain @ x[:, :, None])[:, :, 0], atol=1e-9)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_problem_of_entries_has_the_answer_of_the_dense_one(backend: str) -> None:
    dense = random_problem(6)
    sparse = EffortProblem(
        gain=Entries.of(dense.gain), demand=dense.demand, weight=dense.weight, low=dense.low, high=dense.high
    )
    np.testing.assert_array_equal(solve(sparse, backend=backend).x, solve(dense, backend=backend).x)
