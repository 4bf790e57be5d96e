"""The body for a browser: a node per segment with flesh and bones, its joints, coordinates and muscle paths as data.

No mesh of MyoSim is in it. Their files name no origin, the models that they were taken from state different terms or
none, and a replaced rib cage in the package's history shows that this matters. So flesh is the mannequin of the
pictures, and bones are capsules between the joints.

To pose it, a viewer computes every joint's value from its coordinate's polynomial (scene `extras.coordinates`,
constant term first) and gives each node translation * product over its `extras.joints`, in order, of
(to the anchor, turn about or slide along the axis by the value, back from the anchor).
"""

from __future__ import annotations

from typing import Any

import mujoco
import numpy as np

from evenpull.body.build.glb import DECIMALS, Mesh, Node, to_glb
from evenpull.body.build.glb_shapes import capsule, merged, tube
from evenpull.body.build.parts import Vector
from evenpull.body.figure.mannequin import table
from evenpull.body.model.body import Body
from evenpull.body.portrait.flesh import Flesh

ROOT = "body"
UPRIGHT = (-0.5, -0.5, -0.5, 0.5)
"""Takes x forward, y left, z up to glTF's z forward, x left, y up."""
FLESH, BONE = 0, 1
MATERIALS: list[dict[str, Any]] = [
    {
        "name": "flesh",
        "pbrMetallicRoughness": {
            "baseColorFactor": [0.74, 0.78, 0.83, 0.45],
            "metallicFactor": 0,
            "roughnessFactor": 0.8,
        },
        "alphaMode": "BLEND",
    },
    {
        "name": "bone",
        "pbrMetallicRoughness": {"baseColorFactor": [0.93, 0.89, 0.8, 1], "metallicFactor": 0, "roughnessFactor": 0.7},
    },
]
RODS: tuple[tuple[str, str, float], ...] = (
    ("pelvis", "lumbar5", 0.016),
    ("pelvis", "femur_l", 0.016),
    ("pelvis", "femur_r", 0.016),
    *((f"lumbar{i}", f"lumbar{i - 1}", 0.015) for i in range(5, 1, -1)),
    ("lumbar1", "head", 0.014),
    *(
        (start + side, end + side, radius)
        for side in ("_l", "_r")
        for start, end, radius in (
            ("clavicle", "clavphant", 0.007),
            ("humerus", "ulna", 0.011),
            ("ulna", "hand", 0.007),
            ("radius", "hand", 0.007),
            ("femur", "tibia", 0.015),
            ("tibia", "talus", 0.013),
            ("talus", "calcn", 0.012),
            ("calcn", "toes", 0.011),
        )
    ),
)
"""Bones: from the origin of the first segment, which carries it, to that of the second; radius, m."""
LEFT_OUT = {"hair", "fringe"}
ALONE = 0.45
"""How far flesh on one segment reaches towards the next station when that is on another, in stations."""


def body_glb(body: Body, *, generator: str = "evenpull") -> bytes:
    """Return the body as binary glTF, with every joint at zero; its flesh is hung on it at every coordinate zero."""
    model = body.model
    origins = _origins(body)
    meshes = _meshes(origins)
    nodes = [Node(name=ROOT, parent=None, turn=UPRIGHT)]
    for i in range(1, model.nbody):
        name = model.body(i).name
        parent = model.body(int(model.body_parentid[i])).name
        above = ROOT if parent == "world" else parent
        at = np.zeros(3) if parent == "world" else model.body_pos[i]
        nodes.append(
            Node(
                name=name,
                parent=above,
                at=(float(at[0]), float(at[1]), float(at[2])),
                meshes=tuple(meshes.get(name, ())),
                extras={"joints": _joints(model, i)},
            )
        )
    extras = {
        "format": 1,
        "frame": "under the node body: x forward, y to the person's left, z up, m, rad",
        "coordinates": body.record["coordinates"],
        "muscles": _muscles(body),
        "muscle_paths": "points that each path runs through; surfaces that it bends over are left out",
    }
    return to_glb(nodes, MATERIALS, extras, generator=generator)


def _origins(body: Body) -> dict[str, Vector]:
    """Return every segment's origin with all coordinates at zero and the pelvis at the origin, m."""
    data = mujoco.MjData(body.model)
    data.qpos[:] = body.coordinates.positions(np.zeros((1, len(body.coordinates.names))))[0]
    mujoco.mj_kinematics(body.model, data)
    return {body.model.body(i).name: data.xpos[i].copy() for i in range(1, body.model.nbody)}


def _meshes(origins: dict[str, Vector]) -> dict[str, list[tuple[Mesh, int]]]:
    flesh: dict[str, list[Mesh]] = {}
    hung = Flesh.of(origins)
    for row, (name, _) in enumerate(table().names):
        if name in LEFT_OUT:
            continue
        real = table().real[row]
        count = int((real > 0).sum())
        carriers = [str(name) for name in hung.carrier[row, :count]]
        world = np.array([origins[name] for name in carriers]) + hung.at[row, :count]
        for carrier in sorted(set(carriers)):
            mine = [i for i, other in enumerate(carriers) if other == carrier]
            centres, axes = _reaching(world, hung.axes[row, :count], mine[0], mine[-1])
            flesh.setdefault(carrier, []).append(tube(centres - origins[carrier], axes))
    bones: dict[str, list[Mesh]] = {}
    for start, end, radius in RODS:
        carrier = "torso" if (start, end) == ("lumbar1", "head") else start
        rod = capsule(origins[start] - origins[carrier], origins[end] - origins[carrier], radius)
        bones.setdefault(carrier, []).append(rod)
    out: dict[str, list[tuple[Mesh, int]]] = {}
    for material, pieces in ((FLESH, flesh), (BONE, bones)):
        for name, found in pieces.items():
            out.setdefault(name, []).append((merged(found), material))
    return out


def _reaching(centres: Vector, axes: Vector, first: int, last: int) -> tuple[Vector, Vector]:
    """Return the stations from first to last, and a part of the way to their neighbours on other segments."""
    middle, size = [centres[first : last + 1]], [axes[first : last + 1]]
    if first > 0:
        middle.insert(0, centres[first : first + 1] + ALONE * (centres[first - 1] - centres[first]))
        size.insert(0, axes[first : first + 1] + ALONE * (axes[first - 1] - axes[first]))
    if last < len(centres) - 1:
        middle.append(centres[last : last + 1] + ALONE * (centres[last + 1] - centres[last]))
        size.append(axes[last : last + 1] + ALONE * (axes[last + 1] - axes[last]))
    return np.concatenate(middle), np.concatenate(size)


def _rounded(values: Vector) -> list[float]:
    return [round(float(v), DECIMALS) + 0.0 for v in values]


def _joints(model: Any, segment: int) -> list[dict[str, Any]]:
    """Return a segment's joints in the order in which they act; the root's free joint is the viewer's own."""
    found = []
    for j in range(int(model.body_jntadr[segment]), int(model.body_jntadr[segment]) + int(model.body_jntnum[segment])):
        if model.jnt_type[j] == int(mujoco.mjtJoint.mjJNT_FREE):
            continue
        kind = "slide" if model.jnt_type[j] == int(mujoco.mjtJoint.mjJNT_SLIDE) else "hinge"
        axis, anchor = _rounded(model.jnt_axis[j]), _rounded(model.jnt_pos[j])
        found.append({"name": model.joint(j).name, "type": kind, "axis": axis, "anchor": anchor})
    return found


def _muscles(body: Body) -> list[dict[str, Any]]:
    model = body.model
    site = int(mujoco.mjtWrap.mjWRAP_SITE)
    found = []
    for name, tendon in zip(body.names, body.states.tendons, strict=True):
        first = int(model.tendon_adr[tendon])
        steps = range(first, first + int(model.tendon_num[tendon]))
        sites = [int(model.wrap_objid[i]) for i in steps if model.wrap_type[i] == site]
        path = [[model.body(int(model.site_bodyid[s])).name, *_rounded(model.site_pos[s])] for s in sites]
        found.append({"name": name, "path": path})
    return found
