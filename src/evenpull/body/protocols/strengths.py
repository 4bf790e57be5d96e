"""Strength tests: the greatest moment about the tested coordinate, and its exact derivatives.

    J = max over u <= a <= v of   c'a - 1/2 e |a|^2 - 1/2 k |A a|^2

u is zero, or for muscles that pull against the tested direction the co-activation that nobody is without. c are the
moments of the fully active muscles about the tested coordinate, A those about the coordinates that nothing holds. k is
1/(10 Nm): at 10 Nm out of balance one more Nm costs as much as one Nm of the tested moment gains. e is small and makes
the answer unique. What is read is J: it lies a little below the moment itself, and by the envelope theorem its
derivative is that of the terms with the activations held. Muscles' passive moments are not in it: an instrument is set
to zero on the relaxed limb.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort import EffortProblem, solve
from evenpull.body.model.body import Body
from evenpull.body.protocols.conditions import usual_coactivation
from evenpull.body.protocols.pull import Fibres
from evenpull.body.protocols.reading import Readings
from evenpull.body.protocols.setting import Setting, coordinate
from evenpull.core.words import say
from evenpull.errors import OutOfRange, Where

Array = NDArray[np.float64]
SOFT_NM = 10.0
"""Imbalance about a free coordinate at which one more Nm is worth one Nm of the tested moment."""
COST_NM = 0.2
"""Price of one fully active muscle, Nm: half of it per unit of activation squared."""
ARM_M = 1e-6
"""A muscle with smaller arms about the tested and free coordinates does not take part."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bench:
    """A posed strength test without a person's muscles.

    Args:
        setting: What is posed.
        muscles: Columns of the body's muscles that take part (m,).
        names: Their names.
        lengths: m (m,).
        tested: Moment per newton about the tested coordinate in the tested direction, m (m,).
        free: Moments per newton about the free coordinates, m (f, m).
        weight: Moment that the weight of the limb takes off the reading, Nm.
        least: Least activation (m,).
    """

    setting: Setting
    muscles: NDArray[np.intp]
    names: tuple[str, ...]
    lengths: Array
    tested: Array
    free: Array
    weight: float
    least: Array

    @staticmethod
    def of(body: Body, setting: Setting) -> Bench:
        """Compute lengths and moment arms in the posture of the test.

        Raises:
            OutOfRange: When no muscle pulls in the tested direction.
        """
        effort = setting.protocol.effort
        assert effort is not None
        column, sign = coordinate(body, effort.coordinate, setting.side)
        sign *= effort.sign
        length, arms = body.paths(setting.q)
        tested = sign * arms[:, column]
        others = [coordinate(body, name, setting.side)[0] for name in effort.free]
        free = arms[:, others].T
        part = np.flatnonzero((np.abs(tested) > ARM_M) | (np.abs(free) > ARM_M).any(axis=0))
        if not (tested[part] > ARM_M).any():
            text = say("no muscle of the body pulls as {test} asks", test=setting.protocol.id)
            raise OutOfRange(text, where=Where(field="effort"))
        return Bench(
            setting=setting,
            muscles=part,
            names=tuple(body.names[i] for i in part),
            lengths=length[part],
            tested=tested[part],
            free=free[:, part],
            weight=_weight(body, setting, column, sign) if effort.gravity else 0.0,
            least=np.where(tested[part] < -ARM_M, usual_coactivation(), 0.0),
        )


def read_strength(bench: Bench, fibres: Fibres, voluntary: Array, *, unit: str, per: float) -> Readings:
    """Return what a posed strength test reads on B people.

    Args:
        bench: The posed test.
        fibres: Their muscles, of the bench's muscles.
        voluntary: Greatest activation, 0 to 1 (B,).
        unit: Of the reading.
        per: What the moment is divided by: 1, or the mass in kg.
    """
    people = len(voluntary)
    force, by_length = fibres.at_work(bench.lengths[None])
    force = np.broadcast_to(force, (people, len(bench.lengths)))
    gain, across = force * bench.tested, force[:, None] * bench.free
    a, off = _best(gain, across, bench.least, voluntary)
    worth = bench.tested - np.einsum("bf,fm->bm", off, bench.free) / SOFT_NM
    moment = (gain * a).sum(axis=1) - 0.5 * COST_NM * (a * a).sum(axis=1) - 0.5 * (off * off).sum(axis=1) / SOFT_NM
    spare = np.maximum(force * worth - COST_NM * a, 0.0)
    none = np.zeros(people)
    return Readings(
        test=bench.setting.protocol.id,
        side=bench.setting.side,
        unit=unit,
        muscles=bench.names,
        value=(moment - bench.weight) / per,
        length=a * worth * by_length / per,
        strength=a * worth * force / per,
        stiffness=np.zeros_like(a),
        end_torque=none,
        capsule=none,
        voluntary=spare.sum(axis=1) / per,
        at=np.zeros((people, 0)),
        activation=a,
        at_limit=np.zeros(people, dtype=bool),
        ended=np.ones(people, dtype=bool),
    )


def _best(gain: Array, across: Array, least: Array, voluntary: Array) -> tuple[Array, Array]:
    """Return the activations (B, m) of the greatest J and what is left unbalanced, Nm (B, f).

    As least effort: with b = a - c/e, J is minus (e/2) |b|^2 and the cost of the imbalance, which are its actuators.
    """
    people, free, muscles = across.shape
    most = np.maximum(voluntary[:, None], least)
    if free == 0:
        return np.clip(gain / COST_NM, least, most), np.zeros((people, 0))
    shift = gain / COST_NM
    reserve = np.broadcast_to(-np.eye(free), (people, free, free))
    endless = np.full((people, free), np.inf)
    problem = EffortProblem(
        gain=np.concatenate([across, reserve], axis=2),
        demand=-np.einsum("bfm,bm->bf", across, shift),
        weight=np.r_[np.full(muscles, COST_NM), np.full(free, 1.0 / SOFT_NM)],
        low=np.concatenate([least - shift, -endless], axis=1),
        high=np.concatenate([most - shift, endless], axis=1),
    )
    x = solve(problem, along=False).x
    a = np.clip(x[:, :muscles] + shift, least, most)
    return a, np.einsum("bfm,bm->bf", across, a)


def _weight(body: Body, setting: Setting, column: int, sign: float) -> float:
    """Return the moment in the tested direction that holding the limb's weight takes, Nm."""
    step = 1e-4
    q = np.stack([setting.q, setting.q])
    q[0, column] -= step
    q[1, column] += step
    height = setting.height_of_weight(body, q)
    pull = body.states.mass * float(np.linalg.norm(body.model.opt.gravity))
    return float(sign * pull * (height[1] - height[0]) / (2.0 * step))
