"""Write a body as MuJoCo's XML: segments, joints, wrapping surfaces and tendons, nothing else.

Couplings and muscle properties are not in the XML: they are data beside it (`record.py`), so that they can change
without another model. The text depends on the body alone, digit by digit.
"""

from __future__ import annotations

from xml.sax.saxutils import quoteattr

import numpy as np

from evenpull.body.build.parts import Anatomy, Joint, Muscle, Segment, Surface, Vector, Via

HALF_LENGTH_M = 0.05
"""Length that a cylinder is given in the file; MuJoCo's tendons wrap as if it had no ends."""


DECIMALS = 10
"""Of metres and directions. Fewer than a double has, so that another processor's rounding writes the same file."""
FIGURES = 9
"""Significant figures of masses and inertias."""


def number(value: float) -> str:
    """Return a length or a direction with ten decimals; minus zero is zero."""
    return f"{round(float(value), DECIMALS) + 0.0:.12g}"


def numbers(values: Vector) -> str:
    """Return several numbers with spaces between."""
    return " ".join(number(float(v)) for v in np.asarray(values).ravel())


def weights(values: Vector) -> str:
    """Return masses or inertias; what is nothing beside the largest is zero."""
    flat = np.asarray(values, dtype=float).ravel()
    least = 1e-9 * float(np.abs(flat).max())
    return " ".join(f"{0.0 if abs(v) < least else v:.{FIGURES}g}" for v in flat)


def tag(indent: int, element: str, /, *, close: bool = True, **attributes: str) -> str:
    """Return one line of XML."""
    inner = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f"{' ' * indent}<{element}{inner}{'/' if close else ''}>"


def to_xml(body: Anatomy) -> str:
    """Return the model of a body as MuJoCo XML."""
    lines = [
        '<mujoco model="evenpull_body">',
        tag(1, "compiler", angle="radian", autolimits="false"),
        tag(1, "option", timestep="0.002", gravity="0 0 -9.80665"),
        tag(1, "default", close=False),
        tag(2, "geom", contype="0", conaffinity="0", mass="0", group="4"),
        tag(2, "site", size="0.002", group="4"),
        " </default>",
        " <worldbody>",
    ]
    sites = _sites(body)
    for segment in body.segments.values():
        if segment.parent is None:
            lines += _segment(body, segment, sites, 2)
    lines += [" </worldbody>", " <tendon>"]
    for muscle in body.muscles.values():
        lines += _tendon(muscle)
    return "\n".join([*lines, " </tendon>", "</mujoco>", ""])


def _sites(body: Anatomy) -> dict[str, list[str]]:
    """Return the site lines of every segment: path points and the points that choose a side."""
    found: dict[str, list[str]] = {name: [] for name in body.segments}
    for muscle in body.muscles.values():
        for index, step in enumerate(muscle.path):
            via = step if isinstance(step, Via) else step.side
            if via is not None:
                found[via.segment].append(tag(0, "site", name=f"{muscle.name}.{index}", pos=numbers(via.at)))
    return found


def _segment(body: Anatomy, segment: Segment, sites: dict[str, list[str]], indent: int) -> list[str]:
    above = body.segments[segment.parent].origin if segment.parent else np.zeros(3)
    pad = " " * (indent + 1)
    lines = [tag(indent, "body", close=False, name=segment.name, pos=numbers(segment.origin - above))]
    if segment.mass > 0:
        inertia = segment.inertia
        full = np.array([*np.diag(inertia), inertia[0, 1], inertia[0, 2], inertia[1, 2]])
        lines.append(
            tag(
                indent + 1,
                "inertial",
                pos=numbers(segment.centre),
                mass=weights(np.array(segment.mass)),
                fullinertia=weights(full),
            )
        )
    if segment.parent is None:
        lines.append(tag(indent + 1, "freejoint", name="root"))
    lines += [pad + _joint(joint) for joint in body.joints.values() if joint.segment == segment.name]
    lines += [pad + _surface(surface) for surface in body.surfaces.values() if surface.segment == segment.name]
    lines += [pad + line for line in sites[segment.name]]
    for child in body.segments.values():
        if child.parent == segment.name:
            lines += _segment(body, child, sites, indent + 1)
    return [*lines, " " * indent + "</body>"]


def _joint(joint: Joint) -> str:
    kind = "slide" if joint.slides else "hinge"
    return tag(0, "joint", name=joint.name, type=kind, axis=numbers(joint.axis), pos=numbers(joint.anchor))


def _surface(surface: Surface) -> str:
    at = numbers(surface.centre)
    if surface.axis is None:
        return tag(0, "geom", type="sphere", name=surface.name, pos=at, size=number(surface.radius))
    size = f"{number(surface.radius)} {number(HALF_LENGTH_M)}"
    return tag(0, "geom", type="cylinder", name=surface.name, pos=at, size=size, zaxis=numbers(surface.axis))


def _tendon(muscle: Muscle) -> list[str]:
    lines = [tag(2, "spatial", close=False, name=muscle.name)]
    for index, step in enumerate(muscle.path):
        place = f"{muscle.name}.{index}"
        if isinstance(step, Via):
            lines.append(tag(3, "site", site=place))
        elif step.side is None:
            lines.append(tag(3, "geom", geom=step.surface))
        else:
            lines.append(tag(3, "geom", geom=step.surface, sidesite=place))
    return [*lines, "  </spatial>"]
