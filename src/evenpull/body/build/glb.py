"""A small writer of binary glTF 2.0: meshes of triangles with normals, nodes in a tree, plain data beside them.

Written here and not by a library: what is needed is two chunks and four arrays a mesh; the libraries at hand either
leave node data out or bring seven further packages for the same dictionaries. The tests open the file with one of them.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

FLOAT, UNSIGNED_SHORT = 5126, 5123
VERTICES, INDICES = 34962, 34963
JSON_CHUNK, BINARY_CHUNK = 0x4E4F534A, 0x004E4942
DECIMALS = 5
"""Of metres: a hundredth of a millimetre, so that another processor's rounding writes the same file."""
MOST_VERTICES = 65535


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mesh:
    """Triangles with smooth normals.

    Args:
        points: Vertices (n, 3), m.
        normals: Unit vectors (n, 3).
        faces: Three vertices each, counter-clockwise from outside (f, 3).
    """

    points: NDArray[np.float64]
    normals: NDArray[np.float64]
    faces: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Node:
    """One named thing of the scene, its meshes with the index of a material each, and plain data.

    Args:
        name: What a viewer finds it by.
        parent: Name of the node that carries it, which stands earlier in the list; None for a root.
        at: Where it is in its parent's frame, m (3,).
        turn: Its rotation (x, y, z, w), or None.
        meshes: Pairs of mesh and material.
        extras: Plain data for the viewer.
    """

    name: str
    parent: str | None
    at: tuple[float, float, float] = (0.0, 0.0, 0.0)
    turn: tuple[float, float, float, float] | None = None
    meshes: tuple[tuple[Mesh, int], ...] = ()
    extras: dict[str, Any] = field(default_factory=dict)


def to_glb(nodes: list[Node], materials: list[dict[str, Any]], extras: dict[str, Any], *, generator: str) -> bytes:
    """Return the file's bytes; the same input gives the same bytes.

    Raises:
        ValueError: When a mesh has more vertices than its indices can name.
    """
    store = _Store()
    place = {node.name: i for i, node in enumerate(nodes)}
    written: list[dict[str, Any]] = []
    meshes: list[dict[str, Any]] = []
    for node in nodes:
        entry: dict[str, Any] = {"name": node.name}
        if any(node.at):
            entry["translation"] = [round(float(v), DECIMALS) + 0.0 for v in node.at]
        if node.turn is not None:
            entry["rotation"] = list(node.turn)
        if node.meshes:
            entry["mesh"] = len(meshes)
            meshes.append({"name": node.name, "primitives": [store.primitive(mesh, m) for mesh, m in node.meshes]})
        children = [place[other.name] for other in nodes if other.parent == node.name]
        if children:
            entry["children"] = children
        if node.extras:
            entry["extras"] = node.extras
        written.append(entry)
    document = {
        "asset": {"version": "2.0", "generator": generator},
        "scene": 0,
        "scenes": [{"nodes": [place[node.name] for node in nodes if node.parent is None], "extras": extras}],
        "nodes": written,
        "meshes": meshes,
        "materials": materials,
        "accessors": store.accessors,
        "bufferViews": store.views,
        "buffers": [{"byteLength": len(store.data)}],
    }
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=True).encode()
    return _file(text + b" " * (-len(text) % 4), bytes(store.data))


def _file(text: bytes, binary: bytes) -> bytes:
    chunks = struct.pack("<II", len(text), JSON_CHUNK) + text + struct.pack("<II", len(binary), BINARY_CHUNK) + binary
    return struct.pack("<4sII", b"glTF", 2, 12 + len(chunks)) + chunks


class _Store:
    """Arrays one after the other, each on a border of four bytes, with what a reader needs to know of them."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[dict[str, Any]] = []
        self.accessors: list[dict[str, Any]] = []

    def primitive(self, mesh: Mesh, material: int) -> dict[str, Any]:
        if len(mesh.points) > MOST_VERTICES:
            raise ValueError(f"a mesh of {len(mesh.points)} vertices is too large for short indices")
        points = np.round(mesh.points, DECIMALS).astype("<f4") + np.float32(0.0)
        normals = np.round(mesh.normals, 4).astype("<f4") + np.float32(0.0)
        faces = mesh.faces.astype("<u2").ravel()
        bounds = {"min": points.min(axis=0).tolist(), "max": points.max(axis=0).tolist()}
        return {
            "attributes": {
                "POSITION": self._add(points, VERTICES, FLOAT, "VEC3", **bounds),
                "NORMAL": self._add(normals, VERTICES, FLOAT, "VEC3"),
            },
            "indices": self._add(faces, INDICES, UNSIGNED_SHORT, "SCALAR"),
            "material": material,
        }

    def _add(self, values: NDArray[Any], target: int, component: int, kind: str, **bounds: list[float]) -> int:
        raw = values.tobytes()
        self.views.append({"buffer": 0, "byteOffset": len(self.data), "byteLength": len(raw), "target": target})
        self.data += raw + b"\0" * (-len(raw) % 4)
        self.accessors.append(
            {
                "bufferView": len(self.views) - 1,
                "componentType": component,
                "count": len(values),
                "type": kind,
                **bounds,
            }
        )
        return len(self.accessors) - 1
