"""The hip's muscles: gluteus maximus bends over the pelvis, and the deep rotators and pectineus are there.

As shipped, the upper part of gluteus maximus has lost the cylinder of the leg model (11 mm rms in flexion), and of the
deep rotators only piriformis exists. Gemelli, quadratus femoris and pectineus come from gait2392 (Delp 1990), carried
onto our pelvis by nine shared attachments (scale 0.966, residual 9 mm rms). The obturators have no line of action in
the models at hand and are not modelled.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evenpull.body.build.mends.published import add_surface, facts
from evenpull.body.build.parts import Anatomy, Force, Muscle, Via, Wrap

BEHIND = np.array([-0.48, -0.67, -0.56])
"""From the cylinder's axis to the side that the path keeps. MuJoCo takes the long way round for side points outside a
quarter turn; this is the middle of the directions without a jump over the whole range of the hip."""


def gluteus_maximus(body: Anatomy) -> None:
    """Let the upper part of gluteus maximus bend over the published cylinder between its second and third point."""
    muscle = body.muscles["glmax1_r"]
    name = add_surface(body, "gmax1_at_pelvis_r", facts()["paths"]["glmax1_r"]["wraps"][0]).surface
    surface = body.surfaces[name]
    over = Wrap(surface=name, side=Via(segment="pelvis", at=surface.centre + 2 * surface.radius * BEHIND))
    first, second, *rest = muscle.path
    body.muscles["glmax1_r"] = replace(muscle, path=(first, second, over, *rest))


def deep_rotators(body: Anatomy) -> None:
    """Add gemelli, quadratus femoris and pectineus."""
    for name, fact in facts()["deep_hip"]["muscles"].items():
        force = {k: v for k, v in fact["force"].items() if k != "length_at_zero"}
        body.muscles[f"{name}_r"] = Muscle(
            name=f"{name}_r",
            path=tuple(Via(segment=segment, at=np.array(at)) for segment, at in fact["points"]),
            force=Force(source="gait2392", **force),
        )
