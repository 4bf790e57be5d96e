"""The long head of triceps turns no arm, and pronator quadratus turns the forearm inward.

As shipped, it bends over a sphere in the humeral head whose side is free, and runs through a point high on the
humerus that the original model has only in some postures: at two degrees of inward rotation its arm for rotation
jumps from 41 mm one way to 36 mm the other. Without both it runs from the scapula down the humerus.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenpull.body.build.parts import Anatomy, Via, Wrap

HIGH_ON_HUMERUS_M = 0.05
"""Points of the humerus less far below the joint centre are the ones that come and go."""


def triceps_long_head(body: Anatomy) -> None:
    """Take the long head of triceps off the humeral head."""
    muscle = body.muscles["trilong_r"]
    head = {s.name for s in body.surfaces.values() if s.segment == "humerus_r" and s.axis is None}
    path = tuple(
        step
        for step in muscle.path
        if not (isinstance(step, Wrap) and step.surface in head)
        and not (isinstance(step, Via) and step.segment == "humerus_r" and step.at[2] > -HIGH_ON_HUMERUS_M)
    )
    body.muscles["trilong_r"] = replace(muscle, path=path)


PRONATOR_SIDE = np.array([0.87, 0.49, -0.03])
"""From the cylinder's axis to the side of pronator quadratus, forward and inward: the middle of the directions for
which it pronates over the whole range (1 to 8 mm) without a jump."""


def pronator_quadratus(body: Anatomy) -> None:
    """Let pronator quadratus bend over the outside of its cylinder.

    As shipped, the point that chooses the side lies on the axis, so that the path runs along the inside. MuJoCo finds
    such a path by iteration only, to 1e-9 m, and near the end of range the muscle turns the other way.
    """
    muscle = body.muscles["pq_r"]
    path: list[Via | Wrap] = []
    for step in muscle.path:
        if isinstance(step, Wrap):
            surface = body.surfaces[step.surface]
            at = surface.centre + 3 * surface.radius * PRONATOR_SIDE
            path.append(replace(step, side=Via(segment=surface.segment, at=at)))
        else:
            path.append(step)
    body.muscles["pq_r"] = replace(muscle, path=tuple(path))
