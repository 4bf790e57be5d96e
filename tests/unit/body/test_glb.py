"""The body for browsers: one node per segment, posed as the body is, closed surfaces, small, nobody else's mesh."""

from __future__ import annotations

import json
import struct
from typing import Any

import numpy as np
import pytest

from evenpull.errors import KnowledgeError

mujoco = pytest.importorskip("mujoco")

from evenpull.body.build.glb import Mesh, Node, to_glb  # noqa: E402 - after the skip
from evenpull.body.build.glb_scene import ROOT, body_glb  # noqa: E402
from evenpull.body.build.glb_shapes import capsule, tube  # noqa: E402
from evenpull.body.model.body import Body  # noqa: E402
from evenpull.body.model.load import XML, load_body  # noqa: E402

MOST_BYTES = 1_500_000
READ = {5126: ("<f4", 4), 5123: ("<u2", 2)}
TO_GLTF = np.array([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]])
"""Takes x forward, y left, z up to glTF's x left, y up, z forward."""


@pytest.fixture(scope="module")
def body() -> Body:
    try:
        return load_body()
    except KnowledgeError as error:
        pytest.skip(error.message)


@pytest.fixture(scope="module")
def data(body: Body) -> bytes:
    return body_glb(body)


@pytest.fixture(scope="module")
def scene(data: bytes) -> tuple[dict[str, Any], bytes]:
    magic, version, length = struct.unpack_from("<4sII", data)
    assert (magic, version, length) == (b"glTF", 2, len(data))
    size, kind = struct.unpack_from("<II", data, 12)
    assert kind == 0x4E4F534A
    rest = 20 + size
    binary, kind = struct.unpack_from("<II", data, rest)
    assert kind == 0x004E4942
    assert rest + 8 + binary == len(data)
    return json.loads(data[20:rest]), data[rest + 8 :]


def array(scene: tuple[dict[str, Any], bytes], index: int) -> np.ndarray:
    document, binary = scene
    accessor = document["accessors"][index]
    view = document["bufferViews"][accessor["bufferView"]]
    kind, size = READ[accessor["componentType"]]
    width = {"VEC3": 3, "SCALAR": 1}[accessor["type"]]
    assert view["byteOffset"] % 4 == 0
    assert view["byteLength"] == accessor["count"] * width * size
    found = np.frombuffer(binary, kind, accessor["count"] * width, view["byteOffset"])
    return found.reshape(-1, 3).astype(float) if width == 3 else found


def places(document: dict[str, Any]) -> dict[str, np.ndarray]:
    """Where each node is under the node `body`, m."""
    nodes = document["nodes"]
    found: dict[str, np.ndarray] = {}

    def walk(index: int, at: np.ndarray) -> None:
        node = nodes[index]
        here = at + np.array(node.get("translation", [0.0, 0.0, 0.0]))
        found[node["name"]] = here
        for child in node.get("children", []):
            walk(child, here)

    for index in document["scenes"][0]["nodes"]:
        walk(index, np.zeros(3))
    return found


def test_the_file_is_compact_and_the_same_again(data: bytes, body: Body):
    assert len(data) < MOST_BYTES
    assert body_glb(body) == data


def test_every_segment_is_a_node_where_the_body_has_it(scene, body: Body):
    found = places(scene[0])
    state = mujoco.MjData(body.model)
    state.qpos[:] = body.model.qpos0
    state.qpos[:3] = 0.0
    mujoco.mj_kinematics(body.model, state)
    names = [body.model.body(i).name for i in range(1, body.model.nbody)]
    assert set(found) == {ROOT, *names}
    for i, name in enumerate(names, start=1):
        assert np.allclose(found[name], state.xpos[i], atol=1e-4), name


def test_posing_by_the_file_alone_gives_the_body_s_posture(scene, body: Body):
    """Joints, their order, axes, anchors and the couplings in the file are enough to pose the body."""
    document = scene[0]
    rng = np.random.default_rng(5)
    low, high = body.coordinates.low, body.coordinates.high
    q = low + (high - low) * rng.uniform(0.2, 0.8, len(low))
    values: dict[str, float] = {}
    for row in document["scenes"][0]["extras"]["coordinates"]:
        at = q[body.coordinates.index(row["name"])]
        for joint, poly in row["drives"].items():
            values[joint] = float(np.polynomial.polynomial.polyval(at, poly))
    nodes = document["nodes"]
    found: dict[str, np.ndarray] = {}

    def walk(index: int, above: np.ndarray) -> None:
        node = nodes[index]
        here = above @ moved(np.array(node.get("translation", [0.0, 0.0, 0.0])))
        for joint in node.get("extras", {}).get("joints", []):
            here = here @ of_joint(joint, values[joint["name"]])
        found[node["name"]] = here
        for child in node.get("children", []):
            walk(child, here)

    for index in document["scenes"][0]["nodes"]:
        walk(index, np.eye(4))
    state = mujoco.MjData(body.model)
    state.qpos[:] = body.coordinates.positions(q[None])[0]
    mujoco.mj_kinematics(body.model, state)
    for i in range(1, body.model.nbody):
        name = body.model.body(i).name
        assert np.allclose(found[name][:3, 3], state.xpos[i], atol=5e-4), name
        assert np.allclose(found[name][:3, :3], state.xmat[i].reshape(3, 3), atol=5e-4), name


def moved(by: np.ndarray) -> np.ndarray:
    out = np.eye(4)
    out[:3, 3] = by
    return out


def of_joint(joint: dict[str, Any], value: float) -> np.ndarray:
    axis, anchor = np.array(joint["axis"]), np.array(joint["anchor"])
    if joint["type"] == "slide":
        return moved(axis * value)
    cross = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    turn = np.eye(4)
    turn[:3, :3] = np.eye(3) + np.sin(value) * cross + (1 - np.cos(value)) * cross @ cross
    return moved(anchor) @ turn @ moved(-anchor)


def test_flesh_surrounds_the_segments(scene, body: Body):
    """Every big segment's mesh holds the middle between its own origin and the next one."""
    document = scene[0]
    found = places(document)
    for upper, lower in (("femur_l", "tibia_l"), ("tibia_r", "talus_r"), ("humerus_l", "ulna_l"), ("ulna_r", "hand_r")):
        node = next(n for n in document["nodes"] if n["name"] == upper)
        flesh = document["meshes"][node["mesh"]]["primitives"][0]
        points = array(scene, flesh["attributes"]["POSITION"]) + found[upper]
        middle = (found[upper] + found[lower]) / 2
        assert (points.min(axis=0) < middle).all(), upper
        assert (points.max(axis=0) > middle).all(), upper
        away = np.linalg.norm(points - middle, axis=1).max()
        assert away < 1.0 * np.linalg.norm(found[upper] - found[lower]), upper


def test_the_body_stands_upright_in_gltf_and_mirrors_itself(scene, body: Body):
    document = scene[0]
    turn = next(n for n in document["nodes"] if n["name"] == ROOT)["rotation"]
    x, y, z, w = turn
    rotation = np.array(
        [
            [1 - 2 * (y * y + z * z), 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), 1 - 2 * (x * x + z * z), 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), 1 - 2 * (x * x + y * y)],
        ]
    )
    assert np.allclose(rotation, TO_GLTF)
    found = places(document)
    low, high = np.full(3, np.inf), np.full(3, -np.inf)
    for node in document["nodes"]:
        for part in document["meshes"][node["mesh"]]["primitives"] if "mesh" in node else ():
            points = array(scene, part["attributes"]["POSITION"]) + found[node["name"]]
            low, high = np.minimum(low, points.min(axis=0)), np.maximum(high, points.max(axis=0))
    assert 1.62 < high[2] - low[2] < 1.78
    assert low[1] == pytest.approx(-high[1], abs=2e-4)


def test_every_surface_is_closed_and_looks_outward(scene):
    document = scene[0]
    for mesh in document["meshes"]:
        for part in mesh["primitives"]:
            points = array(scene, part["attributes"]["POSITION"])
            normals = array(scene, part["attributes"]["NORMAL"])
            faces = array(scene, part["indices"]).reshape(-1, 3).astype(int)
            edges = np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
            there = {tuple(edge) for edge in edges.tolist()}
            assert len(there) == len(edges)
            assert all((b, a) in there for a, b in there), mesh["name"]
            corner = points[faces]
            volume = np.einsum("fi,fi->", corner[:, 0], np.cross(corner[:, 1], corner[:, 2])) / 6
            assert volume > 0, mesh["name"]
            assert np.allclose(np.linalg.norm(normals, axis=1), 1.0, atol=1e-3)


def test_muscle_paths_are_those_of_the_body(scene, body: Body):
    rows = scene[0]["scenes"][0]["extras"]["muscles"]
    assert [row["name"] for row in rows] == list(body.names)
    segments = {node["name"] for node in scene[0]["nodes"]}
    assert all(len(row["path"]) >= 2 and step[0] in segments for row in rows for step in row["path"])
    soleus = next(row for row in rows if row["name"] == "soleus_r")
    assert [step[0] for step in (soleus["path"][0], soleus["path"][-1])] == ["tibia_r", "calcn_r"]


def test_an_independent_reader_opens_it(data: bytes, body: Body):
    trimesh = pytest.importorskip("trimesh")
    import io  # noqa: PLC0415

    loaded = trimesh.load(io.BytesIO(data), file_type="glb")
    assert {body.model.body(i).name for i in range(1, body.model.nbody)} <= set(loaded.graph.nodes)
    assert all(mesh.is_watertight for mesh in loaded.geometry.values())
    height = loaded.bounds[1] - loaded.bounds[0]
    assert 1.62 < height[1] < 1.78


def test_a_ball_is_round():
    ball = tube(np.zeros((1, 3)), np.eye(3)[None] * 0.1)
    assert np.allclose(np.linalg.norm(ball.points, axis=1), 0.1)
    rod = capsule(np.zeros(3), np.array([0.0, 0.0, 0.5]), 0.02)
    assert rod.points[:, 2].min() == pytest.approx(-0.02)
    assert rod.points[:, 2].max() == pytest.approx(0.52)


def test_a_mesh_too_large_for_its_indices_is_refused():
    many = np.zeros((70_000, 3))
    mesh = Mesh(points=many, normals=many, faces=np.zeros((1, 3), dtype=np.int64))
    with pytest.raises(ValueError, match="70000"):
        to_glb([Node(name="a", parent=None, meshes=((mesh, 0),))], [], {}, generator="x")


def test_the_built_file_is_the_one_that_the_body_makes(data: bytes):
    file = XML.with_name("body.glb")
    if not file.is_file():
        pytest.skip("body.glb was not built")
    assert file.read_bytes() == data
