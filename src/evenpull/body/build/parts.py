"""The parts of a body under construction: segments, joints, wrapping surfaces, muscles and coordinates.

Every segment frame is parallel to the world in the reference posture (every joint at zero): x forward, y to the
person's left, z up, metres. So a mirror is a change of sign of y, and nothing has to be turned. The records are
frozen; the `Anatomy` that holds them is changed by the mends, one after the other.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float64]
MIRROR = np.array([1.0, -1.0, 1.0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A rigid piece of the body.

    Args:
        name: Lower snake case, `_r` or `_l` when it is one of a pair.
        parent: Name of the segment that carries it; None for the pelvis, which floats.
        origin: World position of its frame in the reference posture, m (3,).
        mass: kg.
        centre: Centre of mass in its own frame, m (3,).
        inertia: About the centre of mass, kg m^2 (3, 3).
    """

    name: str
    parent: str | None
    origin: Vector
    mass: float
    centre: Vector
    inertia: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """One movement of a segment against its parent; several of a segment act in the order of the dictionary.

    Args:
        name: Lower snake case, sided by suffix.
        segment: The segment that it moves.
        slides: True for a translation (m), False for a rotation (rad).
        axis: Unit vector in the segment's frame (3,); rotations follow the right hand.
        anchor: A point of the axis in the segment's frame, m (3,).
    """

    name: str
    segment: str
    slides: bool
    axis: Vector
    anchor: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """A cylinder (without ends) or a sphere over which muscles bend.

    Args:
        name: Lower snake case, always sided.
        segment: The segment that carries it.
        centre: In the segment's frame, m (3,).
        axis: Direction of a cylinder (3,); None for a sphere.
        radius: m.
    """

    name: str
    segment: str
    centre: Vector
    axis: Vector | None
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """A point that the path runs through: segment and position in its frame, m (3,)."""

    segment: str
    at: Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrap:
    """A surface that the path may bend over; `side` is a point on the side that it has to keep."""

    surface: str
    side: Via | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """Isometric properties of a muscle.

    Args:
        maximum: Greatest isometric force F_0, N.
        fibre: Optimal fibre length l_0, m.
        slack: Tendon slack length l_T, m.
        pennation: At optimal length, rad.
        source: Where the four come from.
    """

    maximum: float
    fibre: float
    slack: float
    pennation: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Muscle:
    """A muscle or a fascicle: its path from end to end, its force, and the force as the source file gives it."""

    name: str
    path: tuple[Via | Wrap, ...]
    force: Force
    shipped: Force | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coordinate:
    """What a person would call one movement: it drives one joint or several.

    Args:
        name: Lower snake case, sided by suffix.
        low: Least value, rad.
        high: Greatest value, rad.
        drives: Joint name -> polynomial coefficients, constant term first; joint value = sum c_i q^i.
        flips: True for a midline movement that changes sign in the mirror (bending, rotation).
    """

    name: str
    low: float
    high: float
    drives: dict[str, tuple[float, ...]]
    flips: bool = False


@dataclass(slots=True, kw_only=True)
class Anatomy:
    """A body under construction. Segments stand parent before child."""

    segments: dict[str, Segment] = field(default_factory=dict)
    joints: dict[str, Joint] = field(default_factory=dict)
    surfaces: dict[str, Surface] = field(default_factory=dict)
    muscles: dict[str, Muscle] = field(default_factory=dict)
    coordinates: dict[str, Coordinate] = field(default_factory=dict)

    def drop_unused_surfaces(self) -> None:
        """Forget the surfaces that no path names."""
        used = {step.surface for m in self.muscles.values() for step in m.path if isinstance(step, Wrap)}
        self.surfaces = {name: s for name, s in self.surfaces.items() if name in used}

    def world(self, via: Via) -> Vector:
        """Return the world position (3,) of a point in the reference posture, m."""
        return self.segments[via.segment].origin + via.at


def other_side(name: str) -> str:
    """Return the name on the other side; a midline name is its own mirror."""
    if name.endswith("_r"):
        return name[:-2] + "_l"
    if name.endswith("_l"):
        return name[:-2] + "_r"
    return name
