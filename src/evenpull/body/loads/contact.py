"""What the joints carry: contact forces and left-over moments from a movement and the muscles that make it.

    joint force on a segment = what its motion and weight ask for, and all that hangs on it
                               - ground and carried things - every muscle stretch that crosses the joint

Capsules and ligaments act as moments on coordinates, without a line of action: none of their force is in a joint force.
Tendons are rigid. A lumbar level balances only the whole lumbar moment; what is left over at the level is given.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort import Mechanics, Work
from evenpull.body.loads.joints import LEVELS, Joint, disc_normal, joints, vertebral_axes
from evenpull.body.loads.patella import Patellar, patellar
from evenpull.body.loads.paths import Frames, Layout, frames, on_segments
from evenpull.body.model.body import Body
from evenpull.core.words import say

Array = NDArray[np.float64]
FLAGGED_NM = 5.0
"""A lumbar level that is left with more than this is flagged."""
NOT_IN_THE_FORCE = say(
    "Capsules and ligaments are moments without a line of action: no part of a joint force comes from them."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class JointLoad:
    """What a joint passes on from parent to child.

    Args:
        joint: Which.
        world: Force on the child, N, world (T, 3).
        child, parent: The same in the child's and in the parent's frame (T, 3).
        moment: On the child at its origin, N m, child's frame (T, 3): capsule, reserve and what is left over.
        compression: Push across the joint, N (T,): along the child's z; at a disc along its normal; at the
            patellofemoral joint all of it.
        anterior_shear: Load that would move the child forward on the parent, N (T,), in the child's frame; at a disc
            across its normal. At the knee it is what the anterior cruciate ligament resists.
        weight: Body weight, N.
    """

    joint: Joint
    world: Array
    child: Array
    parent: Array
    moment: Array
    compression: Array
    anterior_shear: Array
    weight: float

    @property
    def size(self) -> Array:
        """Size of the force, N (T,)."""
        return np.asarray(np.linalg.norm(self.world, axis=1))

    @property
    def body_weights(self) -> Array:
        """Size of the force in body weights (T,)."""
        return np.asarray(self.size / self.weight)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Loads:
    """The loads of every joint in a movement.

    Args:
        joints: By name: hip, knee, patellofemoral, ankle with side; l1_l2 to l5_s1.
        patellar_ratio: Patellar tendon over quadriceps tension, mean over the fascicles, by side (T,).
        not_in_the_force: What joint forces leave out.
    """

    joints: Mapping[str, JointLoad]
    patellar_ratio: Mapping[str, Array]
    not_in_the_force: str = NOT_IN_THE_FORCE

    def flagged(self) -> dict[str, float]:
        """Return each lumbar level that is left with more than 5 N m in some frame, and with how much."""
        left = {name: np.linalg.norm(self.joints[name].moment, axis=1).max() for name in LEVELS}
        return {name: float(value) for name, value in left.items() if value > FLAGGED_NM}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadFrames:
    """The part of joint loads that does not depend on muscles: made once for a movement, used for many bodies."""

    mechanics: Mechanics
    layout: Layout
    frames: Frames
    patellar: tuple[Patellar, ...]
    below: Array


def load_frames(mechanics: Mechanics) -> LoadFrames:
    """Return what joint loads need of a movement.

    Raises:
        ComputeError: When MuJoCo warns.
    """
    body = mechanics.body
    layout = Layout.of(body)
    made = frames(mechanics, layout)
    return LoadFrames(
        mechanics=mechanics,
        layout=layout,
        frames=made,
        patellar=patellar(mechanics, layout, made.points),
        below=_below(body),
    )


def joint_loads(work: Work, given: LoadFrames | None = None) -> Loads:
    """Return what the joints carry.

    Args:
        work: Who does it.
        given: Of the same mechanics, when several bodies do the same.

    Raises:
        ComputeError: When MuJoCo warns.
    """
    given = given or load_frames(work.mechanics)
    body = given.mechanics.body
    reaction = reactions(work, given)
    weight = float(body.states.mass * np.linalg.norm(body.model.opt.gravity))
    axes = vertebral_axes(body)
    return Loads(
        joints={joint.name: _load(joint, given, reaction=reaction, axes=axes, weight=weight) for joint in joints()},
        patellar_ratio={
            side: tendon.ratio.mean(axis=1) for side, tendon in zip(("r", "l"), given.patellar, strict=True)
        },
    )


def applied(work: Work, given: LoadFrames) -> Array:
    """Return force and moment about the world's origin of muscles, ground and carried things, (T, b, 6)."""
    layout, made, model = given.layout, given.frames, given.mechanics.body.model
    stretch = work.tension[:, layout.muscle[layout.pulls]]
    for tendon in given.patellar:
        stretch[:, tendon.stretch] *= tendon.ratio
    out = on_segments(layout, made.points, stretch, segments=model.nbody)
    rays, movement = given.mechanics.rays, given.mechanics.movement
    force = rays.force * work.ground[:, :, None]
    for i, support in enumerate(movement.supports):
        mine = rays.support == i
        number = int(model.body(support.segment).id)
        out[:, number, :3] += force[:, mine].sum(axis=1)
        out[:, number, 3:] += np.cross(rays.point[:, mine], force[:, mine]).sum(axis=1)
    for push in movement.pushes:
        number = int(model.body(push.segment).id)
        out[:, number, :3] += push.force
        out[:, number, 3:] += push.moment + np.cross(push.point, push.force)
    return out


def reactions(work: Work, given: LoadFrames) -> Array:
    """Return what each segment's joint with its parent passes on to it, about the world's origin, (T, b, 6)."""
    acting = np.einsum("bc,tck->tbk", given.below, applied(work, given))
    return np.asarray(given.frames.carried - acting)


def _below(body: Body) -> Array:
    """Return for each segment which hang on it, itself included, as ones (b, b)."""
    parent, count = body.model.body_parentid, body.model.nbody
    out = np.eye(count)
    for child in range(count - 1, 0, -1):
        out[parent[child]] += out[child]
    return out


def _load(joint: Joint, given: LoadFrames, *, reaction: Array, axes: Mapping[str, Array], weight: float) -> JointLoad:
    body, made = given.mechanics.body, given.frames
    child, parent = (int(body.model.body(name).id) for name in (joint.child, joint.parent))
    world = reaction[:, child, :3]
    own, other = made.rotation[:, child], made.rotation[:, parent]
    in_child = np.einsum("tij,ti->tj", own, world)
    moment = reaction[:, child, 3:] - np.cross(made.position[:, child], world)
    if joint.name in LEVELS:
        normal = disc_normal(own @ axes[joint.child], other @ axes[joint.parent])
        left = own[:, :, 1]
        forward = np.cross(left, normal)
        compression, shear = (world * normal).sum(axis=1), -(world * forward).sum(axis=1)
    elif joint.name.startswith("patello"):
        compression, shear = np.linalg.norm(world, axis=1), np.zeros(len(world))
    else:
        compression, shear = -in_child[:, 2], -in_child[:, 0]
    return JointLoad(
        joint=joint,
        world=world,
        child=in_child,
        parent=np.einsum("tij,ti->tj", other, world),
        moment=np.einsum("tij,ti->tj", own, moment),
        compression=compression,
        anterior_shear=shear,
        weight=weight,
    )
