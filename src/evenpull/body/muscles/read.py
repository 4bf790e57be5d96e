"""Make the muscle arrays from a MuJoCo model's own muscle parameters.

MuJoCo hides fibre and tendon in two ranges: the path lengths (m), and the normalised lengths at their ends. So
l_0 = (range of path) / (range of normalised length), l_T = least path - least normalised length times l_0. Its active
and passive force have parameters of their own, and in some muscles of MyoSim the two differ.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from evenpull.body.muscles import curves
from evenpull.body.muscles.arrays import MAX_SPEED, Muscles
from evenpull.core.words import say
from evenpull.errors import KnowledgeError

Array = NDArray[np.float64]
MUSCLE_GAIN, TENDON = 2, 3
"""MuJoCo's numbers for a muscle's gain and bias, and for an actuator that pulls at a tendon."""
HALFWAY_SHARE = 0.5
"""MuJoCo's passive force halfway between optimal and greatest length is this share of its `fpmax`."""
STEPS = 60


def from_model(model: Any) -> Muscles:
    """Return the muscles of a model with muscle actuators on tendons, in the actuators' order.

    Active ranges and speeds are taken as they are. Each passive curve is the exponential that begins where MuJoCo's
    does and has the same force halfway between optimal and greatest fibre length. Pennation is not in such a model.

    Raises:
        KnowledgeError: When an actuator is no muscle on a tendon, or has no length range.
    """
    names = tuple(model.actuator(i).name for i in range(model.nu))
    muscle = (
        (model.actuator_gaintype == MUSCLE_GAIN)
        & (model.actuator_biastype == MUSCLE_GAIN)
        & (model.actuator_trntype == TENDON)
    )
    reach = model.actuator_lengthrange
    if not muscle.all():
        raise KnowledgeError(say("actuator {name} is no muscle on a tendon", name=names[int((~muscle).argmax())]))
    if (still := reach[:, 1] <= reach[:, 0]).any():
        raise KnowledgeError(say("actuator {name} has no length range", name=names[int(still.argmax())]))
    F_0, l_0, l_T = _fibre(model, model.actuator_gainprm)
    F_passive, l_passive, l_T_passive = _fibre(model, model.actuator_biasprm)
    shape = np.full(len(names), curves.PASSIVE_SHAPE)
    halfway = 0.5 * (model.actuator_biasprm[:, 5] - 1.0) * l_passive / l_0
    share = HALFWAY_SHARE * model.actuator_biasprm[:, 7] * F_passive / F_0
    return Muscles(
        names=names,
        F_0=F_0,
        l_0=l_0,
        l_T=l_T,
        passive_shape=shape,
        passive_strain=strain_at_force(shape=shape, stretch=halfway, share=share),
        passive_start=(l_T_passive + l_passive - l_T) / l_0,
        active_low=model.actuator_gainprm[:, 4],
        active_high=model.actuator_gainprm[:, 5],
        max_speed=np.where(model.actuator_gainprm[:, 6] > 0, model.actuator_gainprm[:, 6], MAX_SPEED),
    )


def strain_at_force(*, shape: Array, stretch: Array, share: Array) -> Array:
    """Return the `passive_strain` (n,) with which passive force is `share` of F_0 at `stretch` beyond its start.

    Args:
        shape: k (n,).
        stretch: Normalised (n,), above zero.
        share: Of F_0 (n,), above zero.
    """
    wanted = share * (np.expm1(shape) - shape)
    z = np.sqrt(2.0 * wanted)
    for _ in range(STEPS):
        z = z - (np.expm1(z) - z - wanted) / np.expm1(z)
    return np.asarray(shape * stretch / z)


def _fibre(model: Any, parameters: Array) -> tuple[Array, Array, Array]:
    """Return F_0 (N), l_0 and l_T (m) of one of MuJoCo's parameter tables."""
    least, greatest = model.actuator_lengthrange.T
    low, high = parameters[:, 0], parameters[:, 1]
    l_0 = (greatest - least) / (high - low)
    force = np.where(parameters[:, 2] > 0, parameters[:, 2], parameters[:, 3] / model.actuator_acc0)
    return force, l_0, least - low * l_0
