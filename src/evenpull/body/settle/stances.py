"""The stances that can be settled: on both feet, on one, sitting, lying; each with its posture and what holds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.coordinates import Point, root
from evenpull.body.model.body import Body
from evenpull.body.settle import contact
from evenpull.body.settle.contact import Contact, Targets, sole
from evenpull.body.settle.scene import Scene, State
from evenpull.core.words import say
from evenpull.errors import ComputeError, UnknownId

Array = NDArray[np.float64]
UPRIGHT: Array = np.array(root.HOME)
STANDING: Array = np.eye(3)
STOOD_UP: Array = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]])
"""Takes up to forward and the feet's end down, as it is for someone who lies on the back."""

SITTING_PELVIS_BACK_RAD = float(np.deg2rad(20.0))
"""How far the pelvis rolls back from standing to a chair, taken up by the low back. A default."""
LYING_LORDOSIS_LOST_RAD = float(np.deg2rad(13.0))
"""Source: validation target VT041 (lordosis standing less lordosis lying)."""
SEAT_POINT = (-0.100, 0.0, -0.135)
"""Ischial tuberosities in the pelvis: a centimetre below the hamstrings' origins. A default."""
BACK_OF_PELVIS = (-0.160, 0.0, 0.0)
LIFTED_KNEE_RAD, LIFTED_HIP_RAD = float(np.deg2rad(60.0)), float(np.deg2rad(15.0))
"""The free leg in one-foot stance, a default."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stance:
    """A posture and what holds it.

    Args:
        name: Such as `both_feet`.
        state: Where the healthy body rests.
        scene: What holds it there.
        upright: Whether trunk and centre of mass are regulated.
        feet: Sides whose soles are on the floor.
        bears: Whether the feet bear all of the weight.
        view: Rotation (3, 3) of the world that stands the body up before its posture is measured.
    """

    name: str
    state: State
    scene: Scene
    upright: bool
    feet: tuple[str, ...]
    bears: bool
    view: Array


def stance(body: Body, name: str) -> Stance:
    """Return a stance by name: `both_feet`, `left_foot`, `right_foot`, `sitting`, `lying`.

    Raises:
        UnknownId: When there is no such stance.
        ComputeError: When the body cannot take it, such as one whose centre of mass cannot come over one foot.
    """
    if name not in STANCES:
        raise UnknownId(name, kind=say("stance"), allowed=list(STANCES))
    return STANCES[name](body)


def _made(
    body: Body,
    name: str,
    state: State,
    contacts: tuple[Contact, ...],
    *,
    feet: tuple[str, ...],
    upright: bool = True,
    bears: bool = False,
    view: Array = STANDING,
) -> Stance:
    locks = np.array([body.coordinates.index(f"mtp_angle_{side}") for side in feet], dtype=np.intp)
    held = contact.held(body.states.places(state.q[None], contact.segments(contacts), state.root[None]), contacts, 0)
    scene = Scene(
        body=body,
        contacts=contacts,
        locks=locks,
        targets=Targets(position=held[0][0], rotation=held[1][0]),
        locked=state.q[locks],
    )
    return Stance(name=name, state=state, scene=scene, upright=upright, feet=feet, bears=bears, view=view)


def _plain(body: Body) -> Array:
    return body.coordinates.posture(body.record["standing"]["angles"])


def _both_feet(body: Body) -> Stance:
    state = State(root=UPRIGHT, q=_plain(body))
    return _made(body, "both_feet", state, (sole("r"), sole("l")), feet=("r", "l"), bears=True)


def _right_foot(body: Body) -> Stance:
    """The stance leg leans out until the centre of mass is over the sole's middle line; pelvis and trunk stay level."""
    from scipy.optimize import brentq  # noqa: PLC0415 - slow to import, and only one foot needs it

    index = body.coordinates.index
    free = _plain(body)
    free[index("hip_flexion_l")] = LIFTED_HIP_RAD
    free[index("knee_angle_l")] = LIFTED_KNEE_RAD

    def leaning(angle: float) -> Array:
        q = free.copy()
        q[index("hip_adduction_r")] = angle
        q[index("subtalar_angle_r")] = brentq(
            lambda turn: _slant(body, _with(q, index("subtalar_angle_r"), turn)), -0.3, 0.3
        )
        return q

    def beside(angle: float) -> float:
        q = leaning(angle)
        middle = contact.held(body.states.places(q[None], [Point(kind="body", name="calcn_r")]), (sole("r"),), 0)
        return float(body.states.centre(q[None]).position[0, 1] - middle[0][0, 0, 1])

    try:
        lean = float(brentq(beside, -0.05, 0.2, xtol=1e-12))
    except ValueError as fault:
        raise ComputeError(say("the centre of mass of this body cannot come over one foot")) from fault
    return _made(body, "right_foot", State(root=UPRIGHT, q=leaning(lean)), (sole("r"),), feet=("r",), bears=True)


def _left_foot(body: Body) -> Stance:
    right = _right_foot(body)
    state = State(root=UPRIGHT, q=body.mirror().posture(right.state.q))
    return _made(body, "left_foot", state, (sole("l"),), feet=("l",), bears=True)


def _slant(body: Body, q: Array) -> float:
    """Return how much the right sole slants across the foot, as a sine."""
    frame = body.states.places(q[None], [Point(kind="body", name="calcn_r")]).rotation[0, 0]
    return float(frame[2, 1])


def _with(q: Array, i: int, value: float) -> Array:
    out = q.copy()
    out[i] = value
    return out


def _sitting(body: Body) -> Stance:
    """Thighs level, shanks upright, pelvis rolled back, trunk upright; the pelvis can roll on its sitting bones."""
    back = SITTING_PELVIS_BACK_RAD
    thigh = np.pi / 2 - back
    angles = {"lumbar_flexion": back}
    for side in ("r", "l"):
        angles |= {f"hip_flexion_{side}": thigh, f"knee_angle_{side}": np.pi / 2}
    turn = np.array([np.cos(back / 2), 0.0, -np.sin(back / 2), 0.0])
    state = State(root=np.concatenate([np.zeros(3), turn]), q=body.coordinates.posture(angles))
    state = _flat_feet(body, state)
    seat = Contact(name="seat", segment="pelvis", offset=SEAT_POINT, shifts=(0, 1, 2), turns=(0, 2))
    return _made(body, "sitting", state, (seat, sole("r"), sole("l")), feet=("r", "l"))


def _flat_feet(body: Body, state: State) -> State:
    """Turn ankle and subtalar joints until both soles are level, as they are in plain standing."""
    q = state.q.copy()
    for side in ("r", "l"):
        joints = [body.coordinates.index(f"{joint}_angle_{side}") for joint in ("ankle", "subtalar")]
        for _ in range(8):
            places = body.states.places(q[None], [Point(kind="body", name=f"calcn_{side}")], state.root[None])
            frame = places.rotation[0, 0]
            slope = np.cross(places.turning[0, 0].T, frame[:, 2])[:, :2]
            q[joints] -= np.linalg.solve(slope[[root.TANGENT + j for j in joints]].T, frame[:2, 2])
    return State(root=state.root, q=q)


def _lying(body: Body) -> Stance:
    """On the back, face up: trunk held by the bed, pelvis, heels, elbows and hands resting on it."""
    lost = LYING_LORDOSIS_LOST_RAD
    angles = {"lumbar_flexion": lost}
    for side in ("r", "l"):
        angles |= {f"hip_flexion_{side}": -lost, f"ankle_angle_{side}": -np.deg2rad(20.0)}
    half = -np.pi / 4 + 0.5 * -lost
    at = np.array([0.0, 0.0, 0.0, np.cos(half), 0.0, np.sin(half), 0.0])
    state = State(root=at, q=body.coordinates.posture(angles))
    bed = Contact(name="bed_trunk", segment="torso", offset=(-0.12, 0.0, 0.25), shifts=(0, 1, 2), turns=(0, 1, 2))
    pelvis = Contact(name="bed_pelvis", segment="pelvis", offset=BACK_OF_PELVIS, shifts=(2,), turns=())
    heels = tuple(
        Contact(name=f"bed_heel_{side}", segment=f"calcn_{side}", offset=(-0.02, 0.0, 0.0), shifts=(2,), turns=())
        for side in ("r", "l")
    )
    arms = tuple(
        Contact(
            name=f"bed_{segment}_{side}", segment=f"{segment}_{side}", offset=(0.0, 0.0, 0.0), shifts=(2,), turns=()
        )
        for side in ("r", "l")
        for segment in ("ulna", "hand")
    )
    return _made(body, "lying", state, (bed, pelvis, *heels, *arms), feet=(), upright=False, view=STOOD_UP)


STANCES: dict[str, Callable[[Body], Stance]] = {
    "both_feet": _both_feet,
    "left_foot": _left_foot,
    "right_foot": _right_foot,
    "sitting": _sitting,
    "lying": _lying,
}
