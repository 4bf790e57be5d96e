"""Which way posture should move: read from each muscle's own moment arms before anything is settled, then compared.

`predictions` looks at arms and at each muscle's own force at the reference posture, and never settles. A group that is
shorter pulls harder, one that is weaker pulls less. It turns the joint on which it has its greatest moment; it tips the
pelvis forward by its moment at the hips less that at the low back (the trunk is held upright above, the feet below),
and the low back hollows as the pelvis tips. Where the two moments disagree and are of like size nothing is predicted.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.groups import group_muscles, modelled_posterior_groups
from evenpull.body.muscles import tension
from evenpull.body.settle import metrics
from evenpull.body.settle.prepared import Prepared
from evenpull.body.settle.reference import Reference
from evenpull.core.side import SideOrBoth

Array = NDArray[np.float64]
LIKE_SIZE = 0.25
"""Two moments that disagree are of like size when the smaller is more than this share of the larger."""
LEAST_MOMENT = 0.5
"""Moment per logarithm below which a group pulls at nothing here, N m."""
STEP_LOG = 1e-4
JOINTS = {
    "hip_flexion": "hip_flexion",
    "hip_adduction": "hip_adduction",
    "hip_rotation": "hip_rotation",
    "knee_angle": "knee_flexion",
    "ankle_angle": "ankle_dorsiflexion",
    "subtalar_angle": "subtalar_inversion",
}
TRUNK = {"lumbar_bending": "lumbar_bending", "lumbar_rotation": "lumbar_rotation"}
SIDES: tuple[SideOrBoth, ...] = ("both", "left")
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """Which way one metric goes when one group changes.

    Args:
        group: Id of the catalogue.
        side: `both` or `left`.
        property: `length` for shorter, `strength` for weaker.
        metric: Name of the posture metric.
        sign: +1 or -1.
        moment: On which it rests, N m per logarithm.
    """

    group: str
    side: SideOrBoth
    property: str
    metric: str
    sign: int
    moment: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A prediction and what every draw says.

    Args:
        prediction: Made before.
        agree: Share of draws and ends of rho with the predicted sign.
        verdict: `held` at all of them, `unknown` where they differ, `wrong` where all have the other sign.
    """

    prediction: Prediction
    agree: float
    verdict: str


def predictions(reference: Reference) -> tuple[Prediction, ...]:
    """Return what moment arms alone say, for every modelled group, by group, side and property."""
    out = []
    for group in modelled_posterior_groups():
        for side in SIDES:
            members = set(group_muscles(reference.body, group, side))
            chosen = np.array([name in members for name in reference.body.names])
            for prop, load in _loads(reference).items():
                moment = -(load * chosen) @ reference.arms
                out += [
                    Prediction(
                        group=group, side=side, property=prop, metric=name, sign=int(np.sign(m)), moment=float(m)
                    )
                    for name, m in _expected(reference, moment, side)
                ]
    return tuple(out)


def _loads(reference: Reference) -> dict[str, Array]:
    """Return by how much each muscle pulls harder when it is shorter or weaker, N per logarithm (muscles,)."""
    muscles, length = reference.healthy.muscles, reference.length[None]
    activation = muscles.resting_activation + reference.command
    ends = [tension(muscles.changed(length=step), length).force(activation)[0] for step in (-STEP_LOG, STEP_LOG)]
    active = tension(muscles, length).active[0] * activation
    return {"length": (ends[0] - ends[1]) / (2.0 * STEP_LOG), "strength": -active}


def _expected(reference: Reference, moment: Array, side: SideOrBoth) -> list[tuple[str, float]]:
    """Return metrics with the moment that decides their sign."""
    index = reference.body.coordinates.index
    sides = ("r", "l") if side == "both" else ("l",)
    hips = float(sum(moment[index(f"hip_flexion_{s}")] for s in sides))
    back = -float(moment[index("lumbar_flexion")])
    out: list[tuple[str, float]] = []
    small, large = sorted((hips, back), key=abs)
    if abs(large) > LEAST_MOMENT and (small * large >= 0.0 or abs(small) <= LIKE_SIZE * abs(large)):
        out += [("pelvic_tilt", hips + back), ("lumbar_lordosis", hips + back)]
    own = {f"{metric}_left": float(moment[index(f"{joint}_l")]) for joint, metric in JOINTS.items()}
    if side == "left":
        own |= {metric: float(moment[index(joint)]) for joint, metric in TRUNK.items()}
    name = max(own, key=lambda key: abs(own[key]))
    if abs(own[name]) > LEAST_MOMENT:
        out.append((name, own[name]))
    return out


def compared(prepared: Prepared, stiffness: Array) -> tuple[Comparison, ...]:
    """Compare every prediction with the response at each K (T, terms) and both ends of rho."""
    ref, response = prepared.reference, prepared.response
    found: dict[tuple[str, SideOrBoth, str], Array] = {}
    out = []
    for item in predictions(ref):
        key = (item.group, item.side, item.property)
        if key not in found:
            members = set(group_muscles(ref.body, item.group, item.side))
            less = np.array([-float(name in members) for name in ref.body.names])
            ends = [response.muscles({item.property: less}, stiffness=stiffness, rho=rho) for rho in (0.0, 1.0)]
            found[key] = response.of_metrics(np.concatenate(ends))
        values = found[key][:, metrics.index(item.metric)]
        agree = float((values * item.sign > ROUNDING).mean())
        verdict = "held" if agree == 1.0 else "wrong" if (values * item.sign < -ROUNDING).all() else "unknown"
        out.append(Comparison(prediction=item, agree=agree, verdict=verdict))
    return tuple(out)
