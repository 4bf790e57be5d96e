"""Find the posture that a balance makes least: chord Newton from the near posture, in smaller steps when it must.

What counts is a minimum: at the end the second derivative along the movements that the contacts allow has to be
positive definite. Where it is not the answer is a refusal, never a posture.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import Muscles
from evenpull.body.settle.balance import At, Balance
from evenpull.body.settle.contact import LEVEL
from evenpull.body.settle.near import Near, allowed, least_eigenvalue
from evenpull.body.settle.paths import bends
from evenpull.body.settle.scene import State
from evenpull.core.words import say
from evenpull.errors import NotConverged

Array = NDArray[np.float64]
TOLERANCE = 1e-10
"""A posture is at rest when the next step is smaller than this, rad or m."""
START_RAD = 1e-3
"""Last step of the near posture from which the search starts; the next would be its square."""
STALL = 0.35
"""A step larger than this share of the one before asks for a fresh second derivative."""
LARGEST_STEP = 0.25
MOST_STEPS = 60
MOST_REFRESHES = 8
LEGS = (1, 2, 4, 8)
"""In how many steps a change is tried, one after the other."""
FAR_RAD = float(np.deg2rad(3.0))
"""Joint angle from the reference beyond which moment arms are differentiated anew."""
FARTHEST_BEYOND_RAD = float(np.deg2rad(15.0))
"""How far a coordinate without couplings may be pushed beyond its range before the answer is refused."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rest:
    """A posture at rest.

    Args:
        state: Root and q.
        reaction: On the body, of every held movement, N and N m (rows,).
        hessian: Second derivative of V less the constraints between allowed movements, N m/rad (m, m).
        free: Movements that the contacts allow, orthonormal columns (tangent, m).
        least_eigenvalue: N m per squared radian of joint angle.
        iterations: Evaluations of the exact gradient.
    """

    state: State
    reaction: Array
    hessian: Array
    free: Array
    least_eigenvalue: float
    iterations: int


class _Astray(Exception):
    """A search that went nowhere; says why."""


def rest(balance: Balance, near: Near) -> Rest:
    """Return where a balance comes to rest.

    Raises:
        NotConverged: Its message begins with `unstable_direction` when what was found is no minimum or nothing at rest
            was found, with `out_of_range` when a coordinate leaves the range in which the body holds.
    """
    why = ""
    for legs in LEGS:
        try:
            return _checked(balance, *_walked(balance, near, legs))
        except _Astray as fault:
            why = str(fault)
            if legs == LEGS[0]:
                _require_healthy_stable(balance, near)
    raise NotConverged(why, hint=say("The change is larger than this body can settle; try a smaller one."))


def _require_healthy_stable(balance: Balance, near: Near) -> None:
    """Refuse at once when even the healthy body does not stand with this K."""
    ref = balance.reference
    healthy = replace(balance, parameters=ref.healthy, ground=LEVEL)
    state = ref.stance.state
    hessian = healthy.curvature(healthy.at(state), state.q, rigid=healthy.rigid, bend=ref.bend)
    least = least_eigenvalue(near.free.T @ hessian @ near.free, near.free)
    if least <= 0.0:
        text = say("with this stiffness the healthy body falls ({least:.1f} N m/rad)", least=least)
        hint = say("Take a stiffness from the draws, or none: the middle of the draws holds the body.")
        raise NotConverged("unstable_direction: " + text, hint=hint)


def _walked(balance: Balance, near: Near, legs: int) -> tuple[State, Array, At, int]:
    """Go from the healthy body in equal steps; return state, reaction, what is there and evaluations."""
    ref = balance.reference
    state, reaction, count = ref.stance.state, ref.reaction, 0
    for leg in range(1, legs + 1):
        part = balance if leg == legs else _part(balance, leg / legs)
        if leg == 1:
            state, at, hessian = _start(part, near)
        else:
            at, hessian = part.at(state), None
        state, reaction, at, used = _search(part, state, at, reaction, hessian)
        count += used + 1
    return state, reaction, at, count


def _part(balance: Balance, share: float) -> Balance:
    healthy = balance.reference.healthy
    return replace(balance, parameters=between(healthy, balance.parameters, share), ground=balance.ground.scaled(share))


def between(start: Parameters, end: Parameters, share: float) -> Parameters:
    """Return parameters a share of the way from one body's to another's."""
    names = [name for name in Muscles.__dataclass_fields__ if name != "names"]
    mixed = {name: (1.0 - share) * getattr(start.muscles, name) + share * getattr(end.muscles, name) for name in names}
    return replace(start, muscles=replace(start.muscles, **mixed), capsule=end.capsule)


def _start(balance: Balance, near: Near) -> tuple[State, At, Array]:
    """Return the near posture, what is there, and the second derivative."""
    ref = balance.reference
    try:
        found = near.solve(
            balance.parameters,
            ground=balance.ground,
            stiffness=balance.stiffness[None],
            rho=balance.rho,
            tolerance=START_RAD,
        )
    except np.linalg.LinAlgError as fault:
        raise _Astray("unstable_direction: " + say("nothing holds the body in some direction")) from fault
    step = found.step[0] if found.converged[0] else np.zeros_like(found.step[0])
    state = ref.stance.state.moved(step)
    _inside(balance, state)
    at = balance.at(state)
    return state, at, balance.curvature(at, state.q, rigid=balance.rigid, bend=ref.bend)


def _search(
    balance: Balance, state: State, at: At, reaction: Array, hessian: Array | None
) -> tuple[State, Array, At, int]:
    """Take chord Newton steps until nothing moves; return state, reaction, what is there, and evaluations."""
    count, refreshes, before = 0, 0, np.inf
    inverse = None if hessian is None else _inverse(hessian, at.jacobian)
    while count < MOST_STEPS:
        if inverse is None:
            refreshes += 1
            inverse = _inverse(_fresh(balance, state, reaction, at), at.jacobian)
        off = np.concatenate([at.gradient - reaction @ at.jacobian, at.miss])
        whole = inverse @ -off
        step, change = whole[: len(at.gradient)], whole[len(at.gradient) :]
        size = float(np.abs(step).max())
        if not np.isfinite(size):
            raise _Astray("unstable_direction: " + say("the search left every posture"))
        state = state.moved(step * min(1.0, LARGEST_STEP / max(size, LARGEST_STEP)))
        _inside(balance, state)
        reaction = reaction + change
        at = balance.at(state)
        count += 1
        if size < TOLERANCE:
            return state, reaction, at, count
        if size > STALL * before:
            if refreshes >= MOST_REFRESHES:
                break
            inverse = None
        before = size
    raise _Astray("unstable_direction: " + say("no posture at rest was found"))


def _inverse(hessian: Array, jacobian: Array) -> Array:
    """Return the inverse of the second derivative with the constraints: one factorisation serves many steps."""
    rows = len(jacobian)
    kkt = np.block([[hessian, -jacobian.T], [jacobian, np.zeros((rows, rows))]])
    try:
        return np.asarray(np.linalg.inv(kkt))
    except np.linalg.LinAlgError as fault:
        raise _Astray("unstable_direction: " + say("nothing holds the body in some direction")) from fault


def _fresh(balance: Balance, state: State, reaction: Array, at: At) -> Array:
    """Return the whole second derivative where the search is, (tangent, tangent)."""
    every = np.eye(len(at.gradient))
    rigid = balance.rigid_at(state, reaction, every)
    return balance.curvature(at, state.q, rigid=rigid, bend=_bend(balance, state))


def _bend(balance: Balance, state: State) -> Array:
    """Return how moment arms change: as at the reference unless that is far."""
    ref = balance.reference
    far = float(np.abs(state.q - ref.stance.state.q).max()) > FAR_RAD
    return bends(ref.body, state.q) if far else ref.bend


def _inside(balance: Balance, state: State) -> None:
    given = balance.reference.body.coordinates
    try:
        given.require_held(state.q[None], searching=True)
    except NotConverged as fault:
        raise _Astray(fault.message) from fault
    beyond = (state.q < given.low - FARTHEST_BEYOND_RAD) | (state.q > given.high + FARTHEST_BEYOND_RAD)
    if beyond.any():
        name = given.names[int(beyond.argmax())]
        raise _Astray("out_of_range: " + say("{name} is pushed far beyond its range", name=name))


def _checked(balance: Balance, state: State, reaction: Array, at: At, count: int) -> Rest:
    free = allowed(at.jacobian)
    nothing = np.zeros((len(at.gradient), len(at.gradient)))
    muscles = balance.curvature(at, state.q, rigid=nothing, bend=_bend(balance, state))
    hessian = free.T @ muscles @ free + balance.rigid_at(state, reaction, free)
    least = least_eigenvalue(hessian, free)
    if least <= 0.0:
        text = say("the posture found is no minimum ({least:.1f} N m/rad)", least=least)
        raise _Astray("unstable_direction: " + text)
    return Rest(state=state, reaction=reaction, hessian=hessian, free=free, least_eigenvalue=least, iterations=count)
