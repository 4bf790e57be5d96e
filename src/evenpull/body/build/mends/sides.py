"""The left is the mirror of the right; nothing of the left is read from the file.

As shipped, the two halves of rectus abdominis run on each other's side, one left fascicle (`LTpT_T12_l`) runs on the
right, midline segments lie off the midline by up to
millimetres, and the two legs differ by a tenth of a millimetre.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np

from evenpull.body.build.parts import (
    MIRROR,
    Anatomy,
    Coordinate,
    Joint,
    Muscle,
    Segment,
    Surface,
    Vector,
    Via,
    Wrap,
    other_side,
)

Part = TypeVar("Part")
MIDLINE = np.array([1.0, 0.0, 1.0])


def keep_right(body: Anatomy) -> None:
    """Drop the left, put the midline on y = 0, and give every surface a side."""
    middle = float(body.segments["pelvis"].origin[1])
    body.segments = {
        name: _on_midline(replace(s, origin=s.origin - [0.0, middle, 0.0]))
        for name, s in body.segments.items()
        if not name.endswith("_l")
    }
    body.joints = {n: _straight(j) for n, j in body.joints.items() if not j.segment.endswith("_l")}
    body.coordinates = {n: c for n, c in body.coordinates.items() if not n.endswith("_l")}
    body.muscles = {n: m for n, m in body.muscles.items() if not n.endswith("_l")}
    body.drop_unused_surfaces()
    sided = {name: name if name.endswith("_r") else name + "_r" for name in body.surfaces}
    body.surfaces = {sided[n]: replace(s, name=sided[n]) for n, s in body.surfaces.items()}
    body.muscles = {
        n: replace(m, path=tuple(replace(p, surface=sided[p.surface]) if isinstance(p, Wrap) else p for p in m.path))
        for n, m in body.muscles.items()
    }


def lateral(body: Anatomy, muscle: Muscle) -> float:
    """Return how far to the left a path runs on average in the reference posture, m."""
    return float(np.mean([body.world(step)[1] for step in muscle.path if isinstance(step, Via)]))


def right_on_the_right(body: Anatomy) -> None:
    """Mirror the paths of right muscles that run on the left, their surfaces staying."""
    for name, muscle in body.muscles.items():
        if lateral(body, muscle) > 0:
            path = tuple(
                _across(step) if isinstance(step, Via) else replace(step, side=step.side and _across(step.side))
                for step in muscle.path
            )
            body.muscles[name] = replace(muscle, path=path)


def _across(via: Via) -> Via:
    return Via(segment=via.segment, at=via.at * MIRROR)


def _on_midline(segment: Segment) -> Segment:
    if segment.name.endswith("_r"):
        return segment
    inertia = segment.inertia.copy()
    inertia[[0, 1, 1, 2], [1, 0, 2, 1]] = 0.0
    return replace(segment, origin=segment.origin * MIDLINE, centre=segment.centre * MIDLINE, inertia=inertia)


def _straight(joint: Joint) -> Joint:
    """A midline joint's axis is the nearest of the three directions, its anchor in the midplane."""
    if joint.segment.endswith("_r"):
        return joint
    axis = np.zeros(3)
    largest = int(np.argmax(np.abs(joint.axis)))
    axis[largest] = np.sign(joint.axis[largest])
    return replace(joint, axis=axis, anchor=joint.anchor * MIDLINE)


def mirror(body: Anatomy) -> None:
    """Make the left of everything that is on the right."""
    body.segments = both_sides(body.segments, mirror_segment)
    body.joints = both_sides(body.joints, mirror_joint)
    body.surfaces = both_sides(body.surfaces, mirror_surface)
    body.muscles = both_sides(body.muscles, mirror_muscle)
    body.coordinates = both_sides(body.coordinates, mirror_coordinate)


def both_sides(parts: dict[str, Part], mirrored: Callable[[Part], Part]) -> dict[str, Part]:
    """Return the parts with the mirror of every right one after them."""
    return {**parts, **{other_side(name): mirrored(part) for name, part in parts.items() if name.endswith("_r")}}


def _side(name: str | None) -> str | None:
    return None if name is None else other_side(name)


def _turned(axis: Vector) -> Vector:
    """Mirror a direction of rotation: an axial vector changes the signs that a position keeps."""
    return np.asarray(-axis * MIRROR)


def mirror_segment(segment: Segment) -> Segment:
    """Return the segment of the other side."""
    return replace(
        segment,
        name=other_side(segment.name),
        parent=_side(segment.parent),
        origin=segment.origin * MIRROR,
        centre=segment.centre * MIRROR,
        inertia=segment.inertia * np.outer(MIRROR, MIRROR),
    )


def mirror_joint(joint: Joint) -> Joint:
    """Return the joint of the other side: the same value is the mirrored movement."""
    return replace(
        joint,
        name=other_side(joint.name),
        segment=other_side(joint.segment),
        axis=joint.axis * MIRROR if joint.slides else _turned(joint.axis),
        anchor=joint.anchor * MIRROR,
    )


def mirror_surface(surface: Surface) -> Surface:
    """Return the surface of the other side."""
    return replace(
        surface,
        name=other_side(surface.name),
        segment=other_side(surface.segment),
        centre=surface.centre * MIRROR,
        axis=None if surface.axis is None else surface.axis * MIRROR,
    )


def _mirror_via(via: Via) -> Via:
    return Via(segment=other_side(via.segment), at=via.at * MIRROR)


def mirror_muscle(muscle: Muscle) -> Muscle:
    """Return the muscle of the other side, with the same force."""
    path: list[Via | Wrap] = []
    for step in muscle.path:
        if isinstance(step, Via):
            path.append(_mirror_via(step))
        else:
            side = None if step.side is None else _mirror_via(step.side)
            path.append(Wrap(surface=other_side(step.surface), side=side))
    return replace(muscle, name=other_side(muscle.name), path=tuple(path))


def mirror_coordinate(coordinate: Coordinate) -> Coordinate:
    """Return the coordinate of the other side."""
    return replace(
        coordinate,
        name=other_side(coordinate.name),
        drives={other_side(joint): poly for joint, poly in coordinate.drives.items()},
    )
