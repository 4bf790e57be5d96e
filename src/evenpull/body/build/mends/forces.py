"""Maximum force, fibre length, tendon and pennation of the published models, where a muscle has a counterpart.

As shipped, each muscle's fibre and tendon are hidden in a range of normalised lengths and the path lengths at its
ends. Many of these ranges do not contain the muscle's own length in plain standing (vastus medialis, lower gluteus
maximus, latissimus), pennation is lost, and the trunk's forces are those of 46 N/cm^2: half the extensor moment of
people. The published trunk has 100 N/cm^2.

The tendon is as much longer than the published one as our path is at zero angles, so that every fibre has its
published length there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from evenpull.body.build.mends.published import facts
from evenpull.body.build.parts import Anatomy, Force
from evenpull.body.build.record import to_record
from evenpull.body.build.write import to_xml
from evenpull.body.model.body import Body

LEAST_SLACK_M = 0.001
PLAUSIBLE_AT_REST = (0.4, 1.5)
"""Normalised fibre lengths with every coordinate at zero that a muscle may have; outside, the tendon is set anew so
that the fibre is at its optimum."""
LARGEST_FIBRE_SHARE = 0.9


def published_forces(body: Anatomy) -> None:
    """Set the published properties; a muscle without a counterpart keeps what the file says where that can be."""
    lengths = lengths_at_zero(body)
    for name, muscle in body.muscles.items():
        fact = published_force(name)
        if fact is None:
            body.muscles[name] = replace(muscle, force=arm_force(name, muscle.force, lengths[name]))
            continue
        slack = fact["slack"] + lengths[name] - fact["length_at_zero"]
        joined = name.startswith("psoas_")
        force = Force(
            maximum=muscle.force.maximum if joined else fact["maximum"],
            fibre=fact["fibre"],
            slack=max(slack, LEAST_SLACK_M),
            pennation=fact["pennation"],
            source=fact.get("source", "gait2392"),
        )
        rest = (lengths[name] - force.slack) / force.fibre
        if not PLAUSIBLE_AT_REST[0] <= rest <= PLAUSIBLE_AT_REST[1]:
            slack = max(lengths[name] - force.fibre, LEAST_SLACK_M)
            force = replace(force, slack=slack, source=f"{force.source}, tendon reset")
        body.muscles[name] = replace(muscle, force=force)


def arm_force(name: str, shipped: Force, length: float) -> Force:
    """Return the properties of an arm muscle: published fibre, tendon that leaves it at its optimum while it hangs.

    As shipped, five arm tendons have a negative length, and middle deltoid pulls with 580 N in plain standing. No
    maximum force is changed: the published shoulder models differ among themselves by a factor of two to three.
    """
    published = facts()["shoulder_fibres"].get(name.removesuffix("_r"))
    rest = (length - shipped.slack) / shipped.fibre
    if published is None and shipped.slack > 0 and PLAUSIBLE_AT_REST[0] <= rest <= PLAUSIBLE_AT_REST[1]:
        return shipped
    fibre = min(published or shipped.fibre, LARGEST_FIBRE_SHARE * length)
    source = "thoracoscapular fibre, myosim force" if published else "myosim, tendon reset"
    return replace(shipped, fibre=fibre, slack=length - fibre, source=source)


def published_force(name: str) -> dict[str, Any] | None:
    """Return the published properties of one of our right-side muscles, or None."""
    deep = facts()["deep_hip"]["muscles"].get(name.removesuffix("_r"))
    found = deep["force"] if deep else facts()["forces"].get("psoas_r" if name.startswith("psoas_") else name)
    return dict(found) if found else None


def lengths_at_zero(body: Anatomy) -> dict[str, float]:
    """Return the length of every path with all coordinates at zero, m."""
    compiled = Body.from_text(to_xml(body), to_record(body))
    lengths, _ = compiled.paths(np.zeros(len(compiled.coordinates.names)))
    return dict(zip(compiled.names, (float(v) for v in lengths), strict=True))
