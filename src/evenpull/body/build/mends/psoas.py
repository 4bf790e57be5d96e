"""Psoas major runs from the lumbar spine over the pelvic brim and the hip to the lesser trochanter, as one muscle.

As shipped, 22 fascicles pull the spine to the pelvis and end there, and a second psoas with the whole force again
begins on the pelvis: nothing pulls spine and thigh together, and the muscle is counted twice.

The eleven fascicles a side keep their lumbar ends (Christophy 2012). From the brim on they share the leg model's path
and brim cylinder (Rajagopal 2016). The published trunk model's own brim point lies 16 mm from the leg model's on our
pelvis. One maximum force, the leg model's, is divided as the fascicles' cross-sections are.
"""

from __future__ import annotations

import numpy as np

from evenpull.body.build.mends.published import add_surface, facts, pelvis_shift
from evenpull.body.build.parts import Anatomy, Force, Muscle, Via, Wrap

FASCICLE = "ps_"
BRIM = "psoas_at_brim_r"
"""The brim cylinder gets no side point: the path bends the short way. With one, MuJoCo may take the long way round."""


def joined(body: Anatomy) -> None:
    """Replace both halves of psoas by fascicles that cross spine and hip."""
    leg = body.muscles.pop("psoas_r")
    whole = facts()["forces"]["psoas_r"]
    _, brim, *thigh = [step for step in leg.path if isinstance(step, Via)]
    over = Wrap(surface=add_surface(body, BRIM, facts()["paths"]["psoas_r"]["wraps"][0]).surface, side=None)
    parts = [name for name in body.muscles if name.startswith(FASCICLE)]
    sizes = {name: facts()["forces"][name]["maximum"] for name in parts}
    for name in parts:
        old = body.muscles.pop(name)
        new = "psoas_" + name.removeprefix(FASCICLE)
        force = Force(
            maximum=whole["maximum"] * sizes[name] / sum(sizes.values()),
            fibre=whole["fibre"],
            slack=whole["slack"],
            pennation=whole["pennation"],
            source="fullbody",
        )
        body.muscles[new] = Muscle(name=new, path=(old.path[0], brim, over, *thigh), force=force, shipped=old.shipped)


def brim_residual_m(body: Anatomy) -> float:
    """Return how far the published trunk model's brim point lies from the leg model's on our pelvis, m.

    `body` is one whose psoas is not joined yet.
    """
    ours = [step for step in body.muscles["psoas_r"].path if isinstance(step, Via)][1].at
    theirs = np.array(facts()["brim_in_pelvis"]) + pelvis_shift(body)
    return float(np.linalg.norm(ours - theirs))
