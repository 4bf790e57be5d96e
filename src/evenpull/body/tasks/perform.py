"""Let a body do a task: find its key postures, move smoothly between them with the feet where they stand.

Key postures are found by `posture`; between them angles and the centre of mass follow cubic curves that begin and end
at rest, feet that are planted at the same spot at both ends stay there exactly, and quintic curves through the knots
give rates and accelerations.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline, make_interp_spline

from evenpull.body.coordinates import Point, root
from evenpull.body.effort import Movement, Push, Share, Support
from evenpull.body.model.body import Body
from evenpull.body.tasks.mirror import mirrored
from evenpull.body.tasks.places import both, place, support
from evenpull.body.tasks.posture import Aim, Balance, Lean, Planted, Posture, Reach, find_posture
from evenpull.body.tasks.read import Key, Task, task
from evenpull.core.words import say
from evenpull.errors import KnowledgeError, OutOfRange, UnknownId

Array = NDArray[np.float64]
KEPT_RAD = np.deg2rad(0.3)
"""Standard deviation of a coordinate that a key posture does not let adjust."""
KNOTS = 8
"""Knots between two key postures."""
FRAMES = 61
CURVE = 1e-4
"""Step of the central difference that gives angular acceleration, s."""


def perform(body: Body, what: str | Task, *, side: str = "right", frames: int = FRAMES) -> Movement:
    """Return what a body does in a task.

    Args:
        body: Whose.
        what: A task or its id.
        side: `right` as the library has it, or `left`, its mirror; counts for tasks that are done on one side.
        frames: How many, evenly in time; a posture that is held has one.

    Raises:
        UnknownId: When there is no such task, side, coordinate or place.
        NotConverged: When the body cannot take a key posture.
    """
    if side not in {"right", "left"}:
        raise UnknownId(side, kind=say("side"), allowed=["right", "left"])
    wanted = task(what) if isinstance(what, str) else what
    postures = _key_postures(body, wanted)
    if wanted.duration_s is None:
        at, q = postures[0].at[None], postures[0].q[None]
        none = np.zeros((1, 6 + q.shape[1]))
        parts = (np.zeros(1), q, at, none, none)
    else:
        parts = _moving(body, wanted, postures, frames)
    time, q, at, rate, change = parts
    share = time / wanted.duration_s if wanted.duration_s else time
    movement = Movement(
        time=time,
        q=q,
        at=at,
        rate=rate,
        change=change,
        supports=_supports(body, wanted, share),
        pushes=_carried(body, wanted, q, at, time),
        shares=tuple(Share(first=both(s.first), second=both(s.second), fraction=s.fraction) for s in wanted.shares),
        still=wanted.duration_s is None,
    )
    return mirrored(body, movement) if side == "left" and wanted.sided else movement


def _spread(body: Body, values: Mapping[str, float], start: Array) -> Array:
    """Return coordinates (n,) with degrees filled in; a name without a side means both sides."""
    out, names = start.copy(), body.coordinates.names
    for name, value in values.items():
        full = [name] if name in names else [f"{name}_r", f"{name}_l"]
        for one in full:
            out[body.coordinates.index(one)] = np.deg2rad(value)
    return out


def _key_postures(body: Body, wanted: Task) -> list[Posture]:
    """Return the key postures; each search begins at the one before."""
    out: list[Posture] = []
    for key in wanted.keys:
        n = len(body.coordinates.names)
        angles = _spread(body, key.angles_deg, np.zeros(n))
        sd = _spread(body, key.adjust_deg, np.full(n, KEPT_RAD))
        start = Posture(q=angles, at=out[-1].at if out else _first_root(body, key, angles))
        aims = _aims(body, wanted, key)
        out.append(find_posture(body, start, wanted=angles, sd=sd, aims=aims) if aims else start)
    return out


def _first_root(body: Body, key: Key, q: Array) -> Array:
    """Return a root from which the search can begin: the first planted foot flat on its spot, or as the key says."""
    if key.root is not None:
        lean, height = np.deg2rad(key.root[0]), key.root[1]
        return np.array([0.0, 0.0, height, np.cos(lean / 2), 0.0, np.sin(lean / 2), 0.0])
    if not key.plant:
        return np.array(root.HOME)
    name, spot = next(iter(key.plant.items()))
    foot = place(name, body)
    where = body.states.places(q[None], [Point(kind="body", name=foot.segment)])
    turn = where.rotation[0, 0].T
    lean = float(np.arctan2(turn[0, 2], turn[2, 2]))
    level = np.array([np.cos(lean / 2), 0.0, np.sin(lean / 2), 0.0])
    turned = root.product(root.product(level, np.array([0.0, *where.position[0, 0]])), level * [1, -1, -1, -1])
    sole = float(foot.points[:, 2].min())
    origin = np.array([spot[0], spot[1], spot[2] - sole]) - turned[1:]
    return np.concatenate([origin, level])


def _aims(body: Body, wanted: Task, key: Key) -> list[Aim]:
    aims: list[Aim] = [Planted(name=name, at=at[:2], height=at[2]) for name, at in key.plant.items()]
    aims += [Lean(segment=name, angle=np.deg2rad(angle)) for name, angle in key.lean_deg.items()]
    aims += [Reach(name=name, at=at) for name, at in key.reach.items()]
    if key.balance is not None:
        if not key.plant:
            raise KnowledgeError(say("{task} asks for balance without a planted foot", task=wanted.id))
        middle = np.mean([at[:2] for at in key.plant.values()], axis=0) + np.array([_ankle_m(body), 0.0])
        spot = tuple(None if b is None else float(m + b) for m, b in zip(middle, key.balance, strict=True))
        aims.append(_balance(wanted, key, (spot[0], spot[1])))
    return aims


def _balance(wanted: Task, key: Key, spot: tuple[float | None, float | None]) -> Balance:
    load = wanted.load
    if load is None or not load.start <= key.at <= load.end:
        return Balance(at=spot)
    return Balance(at=spot, load_kg=load.mass_kg, hands=both(load.hands))


def _ankle_m(body: Body) -> float:
    """Return how far the ankle is before the origin of the foot's segment while the foot is flat, m."""
    return -float(body.model.body("calcn_r").pos[0])


def _moving(
    body: Body, wanted: Task, postures: Sequence[Posture], frames: int
) -> tuple[Array, Array, Array, Array, Array]:
    """Return time, q, root, rate and change of the way through the key postures."""
    if frames < 2:
        raise OutOfRange(say("a movement has two frames at least"))
    at = np.array([key.at for key in wanted.keys])
    steps = np.array([root.step_between(postures[0].at, p.at) for p in postures])
    centre = np.array([body.states.centre(p.q[None], p.at).position[0] for p in postures])
    course = CubicSpline(at, np.hstack([steps, np.array([p.q for p in postures]), centre]), bc_type="clamped")
    where = np.concatenate([np.linspace(a, b, KNOTS, endpoint=False) for a, b in pairwise(at)])
    where = np.append(where, at[-1])
    knots = np.array([_knot(body, wanted, float(s), course(s), postures) for s in where])
    duration = float(wanted.duration_s or 1.0)
    curve = make_interp_spline(where * duration, knots, k=5)
    time = np.linspace(at[0], at[-1], frames) * duration
    value, first, second = curve(time), curve(time, 1), curve(time, 2)
    rate, change = first.copy(), second.copy()
    rate[:, 3:6] = _spin(value[:, 3:6], first[:, 3:6])
    ahead, behind = (curve(time + sign * CURVE, extrapolate=True) for sign in (1, -1))
    ahead_rate, behind_rate = (curve(time + sign * CURVE, 1, extrapolate=True) for sign in (1, -1))
    change[:, 3:6] = (_spin(ahead[:, 3:6], ahead_rate[:, 3:6]) - _spin(behind[:, 3:6], behind_rate[:, 3:6])) / (
        2 * CURVE
    )
    return time, value[:, 6:], root.moved(postures[0].at, value[:, :6]), rate, change


def _knot(body: Body, wanted: Task, share: float, course: Array, postures: Sequence[Posture]) -> Array:
    """Return root step and coordinates (6 + n,) at a share of the way, feet and centre of mass in place."""
    at = [key.at for key in wanted.keys]
    after = min(int(np.searchsorted(at, share, side="right")), len(at) - 1)
    first, second = wanted.keys[after - 1], wanted.keys[after]
    n = len(body.coordinates.names)
    start = Posture(
        q=np.clip(course[6 : 6 + n], body.coordinates.low, body.coordinates.high),
        at=root.moved(postures[0].at, course[:6]),
    )
    aims: list[Aim] = [
        Planted(name=name, at=spot[:2], height=spot[2])
        for name, spot in first.plant.items()
        if second.plant.get(name) == spot or share == first.at
    ]
    if share == second.at:
        aims = [Planted(name=name, at=spot[:2], height=spot[2]) for name, spot in second.plant.items()]
    aims.append(Balance(at=(float(course[6 + n]), float(course[7 + n]))))
    sd = np.full(n, np.deg2rad(5.0))
    found = find_posture(body, start, wanted=start.q, sd=sd, aims=aims)
    return np.concatenate([root.step_between(postures[0].at, found.at), found.q])


def _spin(vector: Array, rate: Array) -> Array:
    """Return the angular velocity in the body's own axes of a rotation vector (T, 3) that changes by a rate (T, 3)."""
    angle = np.linalg.norm(vector, axis=1, keepdims=True)
    small = angle < 1e-4
    safe = np.where(small, 1.0, angle)
    a = np.where(small, 0.5 - angle**2 / 24, (1 - np.cos(safe)) / safe**2)
    b = np.where(small, 1 / 6 - angle**2 / 120, (safe - np.sin(safe)) / safe**3)
    once = np.cross(vector, rate)
    return np.asarray(rate - a * once + b * np.cross(vector, once))


def _supports(body: Body, wanted: Task, share: Array) -> tuple[Support, ...]:
    out = []
    for stand in wanted.supports:
        active = (share >= stand.start - 1e-9) & (share <= stand.end + 1e-9)
        out += [support(name, body, active, stand.normal) for name in both(stand.places)]
    return tuple(out)


def _carried(body: Body, wanted: Task, q: Array, at: Array, time: Array) -> tuple[Push, ...]:
    """Return what a carried thing does to the hands: its weight, and what its acceleration takes."""
    load = wanted.load
    if load is None:
        return ()
    out = []
    share = time / (wanted.duration_s or 1.0)
    held = (share >= load.start - 1e-9) & (share <= load.end + 1e-9)
    names = both(load.hands)
    for name in names:
        hand = place(name, body)
        where = body.states.places(q, [Point(kind="body", name=hand.segment)], at)
        point = where.position[:, 0] + where.rotation[:, 0] @ hand.points[0]
        rising = np.zeros_like(point)
        if len(time) > 5:
            rising = make_interp_spline(time, point, k=5)(time, 2)
        force = -load.mass_kg / len(names) * (rising - body.model.opt.gravity) * held[:, None]
        out.append(Push(name=name, segment=hand.segment, force=force, point=point, moment=np.zeros_like(force)))
    return tuple(out)
