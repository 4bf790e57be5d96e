"""Who does the work in a movement: activations, ground reaction and what nobody could do, at the least effort.

    minimise 1/2 sum a^2 + small sum g^2 + 1/2 sum r^2   such that
        -R' (F_active a) + G g + r = need + R' F_passive - capsule,    a_rest <= a <= 1,  0 <= g

a are activations, g the ground's pushes in body weights, r reserves in N m (N at the root). Least effort lets no
antagonist work, so what it says of joint loads is a lower bound; `coactivation` lifts every muscle to at least that.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields

import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort.mechanics import Mechanics
from evenpull.body.effort.problem import EffortProblem, Entries
from evenpull.body.effort.solve import Backend, solve
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Muscles
from evenpull.body.muscles import tension as forces_at
from evenpull.core.words import say
from evenpull.errors import OutOfRange

Array = NDArray[np.float64]
GROUND_COST = 1e-3
"""Cost of a ray that carries one body weight, against a muscle at full activation. Low, so that effort alone decides
where the ground pushes; above zero, so that the answer is one."""
RESERVE_COST = 1.0
"""Cost of a reserve of 1 N m (1 N at the root), against a muscle at full activation."""
TOLD_RESERVE = 3.0
"""A reserve above this many N m or N is told."""
COACTIVATION = 0.05
"""The co-activation at which loads are given a second time."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """The least effort of one person's muscles in a movement.

    Args:
        mechanics: What was asked.
        parameters: Whose muscles.
        activation: 0 to 1 (T, m).
        active: What each muscle would pull with at full activation besides its passive force, N (T, m).
        tension: Along each path, active and passive, N (T, m).
        passive: The part of it that a muscle at rest would have, N (T, m).
        ground: Normal force along each ray, N (T, r).
        reserve: What no muscle could do, N m, and N for the root's first three (T, tangent).
        capsule: Torque of the capsules, N m (T, n).
        multiplier: Marginal effort of each row (T, rows).
        residual: Greatest miss of any row, (T,), N m or N.
    """

    mechanics: Mechanics
    parameters: Parameters
    activation: Array
    active: Array
    tension: Array
    passive: Array
    ground: Array
    reserve: Array
    capsule: Array
    multiplier: Array
    residual: Array
    coactivation: float = field(default=0.0)

    @property
    def effort(self) -> Array:
        """Return half the sum of squared activations, (T,)."""
        return np.asarray(0.5 * (self.activation**2).sum(axis=1))

    def support_force(self) -> dict[str, Array]:
        """Return the force of the ground at each support, world, N (T, 3)."""
        rays = self.mechanics.rays
        force = rays.force * self.ground[:, :, None]
        return {
            support.name: np.asarray(force[:, rays.support == i].sum(axis=1))
            for i, support in enumerate(self.mechanics.movement.supports)
        }

    def told_reserves(self) -> dict[str, float]:
        """Return the greatest reserve of each coordinate that leans on one by more than 3 N m or N."""
        names = (*(f"root_{i}" for i in range(6)), *self.mechanics.body.coordinates.names)
        worst = np.abs(self.reserve).max(axis=0, initial=0.0)
        return {name: float(value) for name, value in zip(names, worst, strict=True) if value > TOLD_RESERVE}


def work(
    mechanics: Mechanics,
    parameters: Parameters,
    *,
    coactivation: float = 0.0,
    start: Work | None = None,
    backend: Backend = "auto",
) -> Work:
    """Return the least effort that makes a movement.

    Args:
        mechanics: The movement on a body's geometry.
        parameters: Muscles and capsules; may differ from call to call with the same mechanics.
        coactivation: Least activation of every muscle, 0 to 1; resting tone counts where it is higher.
        start: An answer to the same movement by a like body: its multipliers are where the search begins, and the
            forces of muscles that are the same in both are taken from it.
        backend: As in `solve`.

    Raises:
        OutOfRange: When the co-activation is no share.
        NotConverged: When no answer is found.
    """
    if not 0.0 <= coactivation < 1.0:
        raise OutOfRange(say("co-activation is a share below 1"))
    pull = _pull(mechanics, parameters, start)
    problem = _problem(mechanics, parameters, pull, coactivation)
    found = solve(problem, start=None if start is None else start.multiplier, backend=backend)
    count, rays = len(parameters.muscles.names), mechanics.rays.gain.shape[2]
    activation = found.x[:, :count]
    return Work(
        mechanics=mechanics,
        parameters=parameters,
        activation=activation,
        active=pull.active,
        tension=pull.active * activation + pull.passive,
        passive=pull.passive,
        ground=found.x[:, count : count + rays] * _weight(mechanics),
        reserve=np.hstack([mechanics.need[:, : _first_row(mechanics)], found.x[:, count + rays :]]),
        capsule=pull.capsule,
        multiplier=found.multiplier,
        residual=found.residual,
        coactivation=coactivation,
    )


def _weight(mechanics: Mechanics) -> float:
    return float(mechanics.body.states.mass * np.linalg.norm(mechanics.body.model.opt.gravity))


@dataclass(frozen=True, slots=True, eq=False)
class _Pull:
    """What muscles at full activation and at rest pull with, N (T, m), and the capsules' torque, N m (T, n)."""

    active: Array
    passive: Array
    capsule: Array = field(kw_only=True)


def _pull(mechanics: Mechanics, parameters: Parameters, like: Work | None = None) -> _Pull:
    capsule = parameters.capsule.torque(mechanics.movement.q)
    if like is None or like.mechanics is not mechanics:
        return _Pull(*_forces(parameters.muscles, mechanics, slice(None)), capsule=capsule)
    active, passive = like.active, like.passive
    other = np.flatnonzero(_differing(parameters.muscles, like.parameters.muscles))
    if len(other):
        active, passive = active.copy(), passive.copy()
        active[:, other], passive[:, other] = _forces(_some(parameters.muscles, other), mechanics, other)
    return _Pull(active, passive, capsule=capsule)


def _forces(muscles: Muscles, mechanics: Mechanics, which: NDArray[np.intp] | slice) -> tuple[Array, Array]:
    """Return active and passive force, N (T, muscles), of muscles that are at `which` places of the body's."""
    pull = forces_at(muscles, mechanics.length[:, which])
    if mechanics.movement.still:
        return pull.active, pull.passive
    return pull.active * pull.speed_factor(muscles, mechanics.speed[:, which]), pull.passive


def _differing(one: Muscles, two: Muscles) -> NDArray[np.bool_]:
    """Return which muscles (m,) differ in any property."""
    names = [entry.name for entry in fields(Muscles) if entry.name != "names"]
    pairs = [(getattr(one, name), getattr(two, name)) for name in names]
    out = np.zeros(len(one.names), dtype=bool)
    for first, second in pairs:
        if first is not second:
            out |= first != second
    return out


def _some(muscles: Muscles, which: NDArray[np.intp]) -> Muscles:
    """Return the muscles at some places alone."""
    arrays = {entry.name: getattr(muscles, entry.name)[which] for entry in fields(Muscles) if entry.name != "names"}
    return Muscles(names=tuple(muscles.names[i] for i in which), **arrays)


def effort_problem(mechanics: Mechanics, parameters: Parameters, *, coactivation: float = 0.0) -> EffortProblem:
    """Return what `work` solves, for comparison with another solver."""
    return _problem(mechanics, parameters, _pull(mechanics, parameters), coactivation)


def _problem(mechanics: Mechanics, parameters: Parameters, pull: _Pull, coactivation: float) -> EffortProblem:
    """Return the effort problem: rows are the tangent and the shares, columns muscles, rays and reserves."""
    active, least = pull.active, np.maximum(parameters.muscles.resting_activation, coactivation)
    arms, rays, movement = mechanics.arms, mechanics.rays, mechanics.movement
    first = _first_row(mechanics)
    frames, own = len(mechanics.need), mechanics.need.shape[1] - first
    m, r = active.shape[1], rays.gain.shape[2]
    pushes = np.zeros((frames, own + len(movement.shares), r))
    pushes[:, :own] = rays.gain[:, first:] * (rays.active[:, None, :] * _weight(mechanics))
    for row, share in enumerate(movement.shares, start=own):
        names = [movement.supports[i].name for i in rays.support]
        one = np.array([name in share.first for name in names])
        two = np.array([name in share.second for name in names])
        both = (rays.active & one).any(axis=1) & (rays.active & two).any(axis=1)
        pushes[:, row] = rays.active * both[:, None] * (one * (1 - share.fraction) - two * share.fraction)
    ground = Entries.of(pushes)
    gain = Entries(
        values=np.hstack([-arms.values * active[:, arms.muscle], ground.values, np.ones((frames, own))]),
        row=np.concatenate([6 - first + arms.coordinate, ground.row, np.arange(own)]),
        column=np.concatenate([arms.muscle, m + ground.column, m + r + np.arange(own)]),
        rows=pushes.shape[1],
        columns=m + r + own,
    )
    demand = np.zeros(pushes.shape[:2])
    demand[:, :own] = mechanics.need[:, first:]
    demand[:, 6 - first : own] -= arms.pull(pull.passive) + pull.capsule
    none = np.full(own, np.inf)
    low = np.concatenate([least, np.zeros(r), -none])
    high = np.concatenate([np.ones(m), np.full(r, np.inf), none])
    weight = np.concatenate([np.ones(m), np.full(r, GROUND_COST), np.full(own, RESERVE_COST)])
    return EffortProblem(gain=gain, demand=demand, weight=weight, low=low, high=high)


def _first_row(mechanics: Mechanics) -> int:
    """Return 6 where nothing can push at the root's equations, so that what they lack is known without a search."""
    return 0 if mechanics.movement.supports else 6
