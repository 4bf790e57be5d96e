"""Read an OpenSim model file (version 4 XML) into plain records: joints, couplings, wrapping cylinders, muscles.

OpenSim itself is not needed. Only what the published models of the audit use is read; anything else is refused by
name, so that a silent gap cannot pass for agreement. Frames and units are the file's: x forward, y up, z right, m.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import numpy as np
from numpy.typing import NDArray

from evenpull.body.build.osim.functions import Function, floats, read_function

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One step of a joint: rotation about or translation along `direction` by function(coordinate)."""

    turns: bool
    direction: Vector
    coordinate: str | None
    function: Function


@dataclass(frozen=True, slots=True, kw_only=True)
class OsimJoint:
    """A joint between two bodies; offsets are homogeneous transforms (4, 4)."""

    parent: str
    child: str
    parent_offset: Vector
    child_offset: Vector
    axes: tuple[Axis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A path point: fixed, moving with a coordinate, or present only while a coordinate is inside a range."""

    body: str
    at: Vector
    moves: tuple[tuple[str, Function] | None, ...] = (None, None, None)
    while_in: tuple[str, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cylinder:
    """A wrapping cylinder along its own z; `side` is (axis index, sign) that the path has to keep, or None."""

    name: str
    body: str
    frame: Vector
    radius: float
    length: float
    side: tuple[int, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OsimMuscle:
    """A muscle: path, wraps as (cylinder name, first point, last point) and force properties."""

    name: str
    points: tuple[Point, ...]
    wraps: tuple[tuple[str, int, int], ...]
    maximum_force: float
    fibre: float
    slack: float
    pennation: float


@dataclass(slots=True, kw_only=True)
class OsimModel:
    """A model file."""

    joints: dict[str, OsimJoint] = field(default_factory=dict)
    defaults: dict[str, float] = field(default_factory=dict)
    ranges: dict[str, tuple[float, float]] = field(default_factory=dict)
    couplings: list[tuple[str, str, Function]] = field(default_factory=list)
    cylinders: dict[str, Cylinder] = field(default_factory=dict)
    muscles: dict[str, OsimMuscle] = field(default_factory=dict)
    masses: dict[str, tuple[float, Vector, Vector]] = field(default_factory=dict)
    not_read: list[str] = field(default_factory=list)


def euler_xyz(angles: list[float]) -> Vector:
    """Return the rotation (3, 3) of body-fixed x, y, z angles."""
    (cx, cy, cz), (sx, sy, sz) = np.cos(angles), np.sin(angles)
    rx = np.array([[1, 0, 0], [0, cx, -sx], [0, sx, cx]])
    ry = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    rz = np.array([[cz, -sz, 0], [sz, cz, 0], [0, 0, 1]])
    return np.asarray(rx @ ry @ rz)


def transform(rotation: Vector, translation: list[float]) -> Vector:
    """Return a homogeneous transform (4, 4)."""
    out = np.eye(4)
    out[:3, :3], out[:3, 3] = rotation, translation
    return out


def read(path: Path) -> OsimModel:
    """Read a model file.

    Raises:
        ValueError: When the file uses a joint or function that is not known.
    """
    root = ElementTree.parse(path).getroot()
    model = OsimModel()
    for joint in root.findall(".//JointSet/objects/*"):
        _read_joint(model, joint)
    for coupler in root.iter("CoordinateCouplerConstraint"):
        inner = coupler.find("coupled_coordinates_function")
        if inner is not None:
            names = (coupler.findtext("independent_coordinate_names") or "").split()
            target = (coupler.findtext("dependent_coordinate_name") or "").strip()
            model.couplings.append((names[0], target, read_function(inner[0])))
    for body in root.findall(".//BodySet/objects/Body"):
        name = body.get("name") or ""
        inertia = np.array(floats(body.findtext("inertia")))
        model.masses[name] = (floats(body.findtext("mass"))[0], np.array(floats(body.findtext("mass_center"))), inertia)
        for wrap in body.findall(".//WrapObjectSet/objects/*"):
            _read_wrap(model, name, wrap)
    for element in root.iter():
        if element.tag.endswith("Muscle") and element.find("GeometryPath") is not None:
            muscle = _read_muscle(element)
            model.muscles[muscle.name] = muscle
    return model


def _last(text: str | None) -> str:
    return (text or "").strip().split("/")[-1]


def _read_joint(model: OsimModel, joint: Element) -> None:
    frames = {}
    for frame in joint.iter("PhysicalOffsetFrame"):
        pose = transform(euler_xyz(floats(frame.findtext("orientation"))), floats(frame.findtext("translation")))
        frames[frame.get("name") or ""] = (_last(frame.findtext("socket_parent")), pose)
    ends = [_last(joint.findtext(f"socket_{end}_frame")) for end in ("parent", "child")]
    (parent, parent_offset), (child, child_offset) = (frames.get(end, (end, np.eye(4))) for end in ends)
    names = []
    for coordinate in joint.iter("Coordinate"):
        name = coordinate.get("name") or ""
        names.append(name)
        model.defaults[name] = floats(coordinate.findtext("default_value"))[0]
        low, high = floats(coordinate.findtext("range"))
        model.ranges[name] = (low, high)
    model.joints[child] = OsimJoint(
        parent=parent,
        child=child,
        parent_offset=parent_offset,
        child_offset=child_offset,
        axes=tuple(_axes(joint, names)),
    )


def _axes(joint: Element, names: list[str]) -> list[Axis]:
    simple = {"PinJoint": [(0, 0, 1)], "UniversalJoint": [(1, 0, 0), (0, 1, 0)], "WeldJoint": []}
    if joint.tag in simple:
        return [
            Axis(turns=True, direction=np.array(d, dtype=float), coordinate=n, function=float)
            for d, n in zip(simple[joint.tag], names, strict=True)
        ]
    if joint.tag != "CustomJoint":
        raise ValueError(f"joint {joint.tag} is not known")
    axes = []
    for step in joint.iter("TransformAxis"):
        function = next(e for e in step if e.tag not in ("coordinates", "axis"))
        names = (step.findtext("coordinates") or "").split()
        axes.append(
            Axis(
                turns=(step.get("name") or "").startswith("rotation"),
                direction=np.array(floats(step.findtext("axis"))),
                coordinate=names[0] if names else None,
                function=read_function(function),
            )
        )
    return axes


def _read_wrap(model: OsimModel, body: str, wrap: Element) -> None:
    name = wrap.get("name") or ""
    if wrap.tag != "WrapCylinder":
        model.not_read.append(name)
        return
    quadrant = (wrap.findtext("quadrant") or "all").strip()
    side = None if quadrant == "all" else ("xyz".index(quadrant[-1]), -1.0 if quadrant[0] == "-" else 1.0)
    model.cylinders[name] = Cylinder(
        name=name,
        body=body,
        frame=transform(euler_xyz(floats(wrap.findtext("xyz_body_rotation"))), floats(wrap.findtext("translation"))),
        radius=floats(wrap.findtext("radius"))[0],
        length=floats(wrap.findtext("length"))[0],
        side=side,
    )


def _read_muscle(element: Element) -> OsimMuscle:
    points = []
    for point in element.findall("./GeometryPath/PathPointSet/objects/*"):
        body = _last(point.findtext("socket_parent_frame"))
        moves: list[tuple[str, Function] | None] = [None, None, None]
        if point.tag == "MovingPathPoint":
            for index, axis in enumerate("xyz"):
                inner = point.find(f"{axis}_location")
                if inner is not None:
                    name = _last(point.findtext(f"socket_{axis}_coordinate"))
                    moves[index] = (name, read_function(inner[0]))
        condition = None
        if point.tag == "ConditionalPathPoint":
            low, high = floats(point.findtext("range"))
            condition = (_last(point.findtext("socket_coordinate")), low, high)
        at = np.array(floats(point.findtext("location")) or [0.0, 0.0, 0.0])
        points.append(Point(body=body, at=at, moves=tuple(moves), while_in=condition))
    wraps = []
    for wrap in element.iter("PathWrap"):
        first, last = (int(v) for v in floats(wrap.findtext("range")) or (-1, -1))
        wraps.append((_last(wrap.findtext("wrap_object")), first, last))
    values = {
        key: floats(element.findtext(tag))[0]
        for key, tag in {
            "maximum_force": "max_isometric_force",
            "fibre": "optimal_fiber_length",
            "slack": "tendon_slack_length",
            "pennation": "pennation_angle_at_optimal",
        }.items()
    }
    return OsimMuscle(name=element.get("name") or "", points=tuple(points), wraps=tuple(wraps), **values)
