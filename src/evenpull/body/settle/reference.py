"""The healthy body at rest in a stance: who holds it, what the floor gives, and everything that is computed once.

At the reference posture the floor's reaction balances the six root equations. The joint moments that are then needed
are made by muscles, with least effort beyond their resting tone; what they cannot make is left over (`rest`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import root
from evenpull.body.effort import EffortProblem, solve
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.muscles import tension
from evenpull.body.settle.paths import bends
from evenpull.body.settle.scene import Seen
from evenpull.body.settle.stances import Stance, stance
from evenpull.core.words import say
from evenpull.errors import NotConverged

Array = NDArray[np.float64]
SIDEWAYS = 30.0
"""How much less a contact likes to pull sideways or to twist than to carry, where statics leave it open."""
OWN_COST = 1e-4
"""Cost of one squared newton of reaction, in squared newton metres at the joints."""
UP = 2
"""World axis along which contacts carry."""
RESERVE_WEIGHT = 10.0
"""Cost of one N m that no muscle makes, in squared activations."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reference:
    """A healthy body in a stance, at rest.

    Args:
        body: The body.
        healthy: Its parameters.
        stance: Where it rests and what holds it.
        reaction: Force and moment on each held movement, on the body, N and N m (rows,).
        command: Activation beyond resting tone (muscles,).
        rest: Joint moments that no muscle makes, N m (n,); zero at locked coordinates.
        held: All of what holds the posture with command but without K, so that it is at rest, by share of command that
            stays: N m, (2, n) for none and for all.
        length: Muscle lengths, m (muscles,).
        arms: R = d length / d q, m (muscles, n).
        bend: d R / d q, m (muscles, n, n).
        rigid: Second derivative of gravity and constraints, N m/rad (tangent, tangent).
        trunk, centre: Derivatives of the regulated quantities (2, tangent).
        jacobian: Of the constraints (rows, tangent).
        trunk_at, centre_at: What the regulator holds, rad and m (2,); the centre of mass is against the feet.
    """

    body: Body
    healthy: Parameters
    stance: Stance
    reaction: Array
    command: Array
    rest: Array
    held: Array
    length: Array
    arms: Array
    bend: Array
    rigid: Array
    trunk: Array
    centre: Array
    jacobian: Array
    trunk_at: Array
    centre_at: Array

    def held_at(self, rho: float) -> Array:
        """Return the joint moments that K and muscles hold against, (n,), for a share rho of the command that stays."""
        return np.asarray((1.0 - rho) * self.held[0] + rho * self.held[1])


def make_reference(body: Body, healthy: Parameters, stance_name: str) -> Reference:
    """Find how a healthy body rests in a stance.

    Raises:
        UnknownId: When there is no such stance.
        NotConverged: When the floor cannot balance the body there.
    """
    at = stance(body, stance_name)
    seen = at.scene.see(at.state.q[None], at.state.root[None])
    q = at.state.q[None]
    length, arms = body.states.lengths(q)
    forces = tension(healthy.muscles, length)
    dense = arms.dense()[0]
    tone = healthy.muscles.resting_activation
    pulled = forces.force(tone)[0] @ dense - healthy.capsule.torque(q)[0]
    reaction = _reaction(at, seen, pulled)
    pull = seen.gravity[0] - reaction @ seen.jacobian[0]
    if np.abs(pull[: root.TANGENT]).max() > 1e-6 * body.states.mass * 9.81:
        text = say("nothing that holds the body in this stance can carry it")
        raise NotConverged("unbalanced: " + text)
    need = pull[root.TANGENT :] + pulled
    command, rest = _least_effort(dense, forces.active[0], 1.0 - tone, need, at.scene.locks)

    def carried(other: Seen) -> Array:
        return np.asarray(other.gravity - np.einsum("trk,r->tk", other.jacobian, reaction))

    made = (command * forces.active[0]) @ dense
    return Reference(
        body=body,
        healthy=healthy,
        stance=at,
        reaction=reaction,
        command=command,
        rest=rest,
        held=np.array([need, need + made]),
        length=length[0],
        arms=dense,
        bend=bends(body, at.state.q),
        rigid=at.scene.slope(at.state, carried, np.eye(body.coordinates.tangent)),
        trunk=seen.trunk_moving[0],
        centre=seen.centre_moving[0],
        jacobian=seen.jacobian[0],
        trunk_at=seen.trunk[0],
        centre_at=seen.centre[0] - at.scene.middle,
    )


def _reaction(at: Stance, seen: Seen, pulled: Array) -> Array:
    """Return the reaction that balances the root: plain where feet bear all, else with little at the joints.

    Feet that bear all share the weight equally, straight up, with the centre of pressure on the level of the centre of
    mass and in the middle line of each sole. `pulled` are the joint moments against resting muscles and capsules (n,).
    """
    jacobian, gravity = seen.jacobian[0], seen.gravity[0]
    if at.bears:
        return _plain_reaction(at, seen)
    kinds = [
        axis + 3 * kind
        for item in at.scene.contacts
        for kind, axes in ((0, item.shifts), (1, item.turns))
        for axis in axes
    ] + [UP] * len(at.scene.locks)
    carries = np.array([kind == UP for kind in kinds])
    carries[at.scene.rows - len(at.scene.locks) :] = False
    cost = np.where(np.array(kinds) == UP, 1.0, SIDEWAYS)
    on = np.ones(at.scene.rows, dtype=bool)
    while True:
        out = np.zeros(at.scene.rows)
        out[on] = _balanced(jacobian[on], gravity, pulled, cost[on])
        low = np.where(carries & on, out, 0.0)
        if low.min() >= 0.0:
            return out
        on[low.argmin()] = False


def _balanced(jacobian: Array, gravity: Array, pulled: Array, cost: Array) -> Array:
    """Return the reaction (rows,) with the least joint moments that balances the root equations."""
    skip = root.TANGENT
    joint, ends = jacobian[:, skip:], jacobian[:, :skip]
    normal = joint @ joint.T + np.diag(OWN_COST * cost**2)
    kkt = np.block([[normal, ends], [ends.T, np.zeros((skip, skip))]])
    right = np.concatenate([joint @ (gravity[skip:] + pulled), gravity[:skip]])
    return np.asarray(np.linalg.lstsq(kkt, right, rcond=None)[0][: len(normal)])


def _plain_reaction(at: Stance, seen: Seen) -> Array:
    targets = at.scene.targets
    share = seen.gravity[0, 2] / len(at.feet)
    out = np.zeros(at.scene.rows)
    across = seen.centre[0, 1] - targets.position[:, 1].mean()
    for i, at_point in enumerate(targets.position):
        out[6 * i + 2] = share
        out[6 * i + 3] = share * across
        out[6 * i + 4] = -share * (seen.centre[0, 0] - at_point[0])
    return out


def _least_effort(arms: Array, active: Array, room: Array, need: Array, locks: NDArray[np.intp]) -> tuple[Array, Array]:
    """Return the command (muscles,) and the moments that no muscle makes (n,), for needed moments (n,)."""
    rows = np.setdiff1d(np.arange(len(need)), locks)
    gain = np.hstack([(-arms * active[:, None]).T[rows], np.eye(len(rows))])
    muscles, reserves = len(active), len(rows)
    effort = solve(
        EffortProblem(
            gain=gain[None],
            demand=need[None, rows],
            weight=np.concatenate([np.ones(muscles), np.full(reserves, RESERVE_WEIGHT)]),
            low=np.concatenate([np.zeros(muscles), np.full(reserves, -np.inf)]),
            high=np.concatenate([room, np.full(reserves, np.inf)]),
        ),
        backend="numpy",
    )
    rest = np.zeros(len(need))
    rest[rows] = effort.x[0, muscles:]
    return effort.x[0, :muscles], rest
