"""Where the spine sits on the pelvis, and the plate of the abdominal wall.

As shipped, the trunk model's sacrum frame lies on the leg model's pelvis frame although the two name different
points: L5/S1 stands 150 mm above and 42 mm behind the hip joints, and rectus abdominis begins 41 mm above the origin
of adductor longus. Published (hip centres matched): 120 mm and 17 mm; 22 mm.

The plate in which the oblique muscles meet turned about its own middle, in flexion alone and by 0.64 of the angle; the
published one turns about L5/S1 with the whole lumbar angle in all three directions.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenpull.body.build.mends.published import facts, sacrum_shift, trunk_point
from evenpull.body.build.parts import Anatomy, Joint, Segment, Via, Wrap

LUMBAR = ("lumbar5", "lumbar4", "lumbar3", "lumbar2", "lumbar1")
PLATE_FROM_L5_S1 = np.array([0.09, 0.0, 0.09])
"""Origin of the published plate's frame, from the L5/S1 joint, m."""
PLATE_MUSCLES = (*(f"{kind}{n}_r" for kind in ("eo", "io") for n in range(1, 7)), "rect_abd_r")
"""With rectus abdominis, whose cylinder lets go of it in deep flexion; the published one runs straight."""
RIB_ILIOCOSTALIS = tuple(f"il_r{n}_r" for n in range(5, 13))


def seat(body: Anatomy) -> None:
    """Move the spine, all that it carries and the pelvic ends of the trunk's muscles to the published place."""
    shift = sacrum_shift(body)
    carried = {"lumbar5"}
    for segment in body.segments.values():
        if segment.parent in carried:
            carried.add(segment.name)
    body.segments = {n: replace(s, origin=s.origin + shift) if n in carried else s for n, s in body.segments.items()}
    for name, muscle in body.muscles.items():
        touched = {step.segment for step in muscle.path if isinstance(step, Via)}
        if touched & {*LUMBAR, "torso", "abdomen"}:
            path = tuple(
                replace(step, at=step.at + shift) if isinstance(step, Via) and step.segment == "pelvis" else step
                for step in muscle.path
            )
            body.muscles[name] = replace(muscle, path=path)


def plate(body: Anatomy) -> None:
    """Let the plate turn about L5/S1 with the whole lumbar angle, and take the abdominal muscles with it."""
    pivot = body.segments["lumbar5"].origin
    old = body.segments["abdomen"]
    body.segments["abdomen"] = Segment(
        name="abdomen",
        parent="pelvis",
        origin=pivot + PLATE_FROM_L5_S1,
        mass=old.mass,
        centre=np.zeros(3),
        inertia=old.inertia,
    )
    body.joints.pop("abdomen_flexion")
    for movement, axis in (("flexion", (0, 1, 0)), ("bending", (1, 0, 0)), ("rotation", (0, 0, 1))):
        name = f"abdomen_{movement}"
        body.joints[name] = Joint(
            name=name,
            segment="abdomen",
            slides=False,
            axis=np.array(axis, dtype=float),
            anchor=-PLATE_FROM_L5_S1,
        )
        coordinate = body.coordinates[f"lumbar_{movement}"]
        body.coordinates[coordinate.name] = replace(coordinate, drives={**coordinate.drives, name: (0.0, 1.0)})
    take_paths(body, PLATE_MUSCLES)


def rib_iliocostalis(body: Anatomy) -> None:
    """Take the iliocostalis fascicles of the ribs from the published model (12 mm rms in bending as shipped)."""
    take_paths(body, RIB_ILIOCOSTALIS)


def take_paths(body: Anatomy, names: tuple[str, ...]) -> None:
    """Replace paths by the published ones."""
    for name in names:
        points = facts()["paths"][name]["points"]
        path: tuple[Via | Wrap, ...] = tuple(trunk_point(body, segment, at) for segment, at in points)
        body.muscles[name] = replace(body.muscles[name], path=path)
