"""Stick people with known angles, and pictures of noise that a recorded estimator knows them by."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import PIL.Image

from evenpull.capture.pose import INDEX, Landmarks, RecordedPose, Roi
from evenpull.capture.video import read_clip

WIDTH, HEIGHT = 400, 800


BLOCK = 20
"""Side of the squares of noise in a clip, pixels: large ones keep the file small."""


def noise(seed: int, *, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    return np.random.default_rng(seed).integers(60, 200, (height, width, 3), dtype=np.uint8)


def person(points: dict[str, tuple[float, float]], world: dict[str, tuple[float, float, float]], size=600.0, **fields):
    flat = np.zeros((33, 2)) + points["nose"]
    deep = np.zeros((33, 3))
    for name, value in points.items():
        flat[INDEX[name]] = value
    for name, value in world.items():
        deep[INDEX[name]] = value
    hips = (flat[INDEX["left_hip"]] + flat[INDEX["right_hip"]]) / 2
    given = {"visibility": np.ones(33), "presence": np.ones(33), "score": 1.0} | fields
    return Landmarks(points=flat, world=deep, roi=Roi(x=float(hips[0]), y=float(hips[1]), size=size), **given)


def standing(*, shoulder_deg=0.0, head_deg=0.0, lean_deg=0.0, yaw_deg=0.0, shift=0.0, **fields) -> Landmarks:
    """A person who faces the camera: right shoulder lower, right eye lower, lean to the right, all in degrees."""
    middle = WIDTH / 2 + shift
    hip_y, up = 420.0, 200.0
    lean = np.radians(lean_deg)
    top = np.array([middle - up * np.sin(lean), hip_y - up * np.cos(lean)])

    def pair(centre, half, deg):
        along = half * np.array([np.cos(np.radians(deg)), -np.sin(np.radians(deg))])
        return tuple(centre + along), tuple(centre - along)

    points: dict[str, tuple[float, float]] = {"nose": (float(top[0]), 120.0)}
    for name, centre, half, deg in (
        ("shoulder", top, 80.0, shoulder_deg),
        ("eye", np.array([top[0], 110.0]), 12.0, head_deg),
        ("ear", np.array([top[0], 115.0]), 30.0, head_deg),
        ("hip", np.array([middle, hip_y]), 45.0, 0.0),
        ("knee", np.array([middle, 560.0]), 45.0, 0.0),
        ("ankle", np.array([middle, 700.0]), 45.0, 0.0),
        ("foot_index", np.array([middle, 730.0]), 55.0, 0.0),
    ):
        points[f"left_{name}"], points[f"right_{name}"] = pair(centre, half, deg)
    cos, sin = np.cos(np.radians(yaw_deg)), np.sin(np.radians(yaw_deg))
    world = {}
    for sign, side in ((1, "left"), (-1, "right")):
        for name, half, y in (("shoulder", 0.18, -0.5), ("hip", 0.1, 0.0), ("knee", 0.1, 0.4), ("ankle", 0.1, 0.8)):
            world[f"{side}_{name}"] = (sign * half * cos, y, -sign * half * sin)
    return person(points, world, **fields)


def squatting(knee_deg: float, *, lean_deg: float = 20.0) -> Landmarks:
    """A person seen from the left, facing the picture's left; the shank leans a third of the knee's bend forward."""
    shank, thigh, trunk = np.radians([knee_deg / 3, knee_deg * 2 / 3, lean_deg])
    ankle = np.array([200.0, 700.0])
    knee = ankle + 140 * np.array([-np.sin(shank), -np.cos(shank)])
    hip = knee + 140 * np.array([np.sin(thigh), -np.cos(thigh)])
    shoulder = hip + 200 * np.array([-np.sin(trunk), -np.cos(trunk)])
    points = {"nose": (float(shoulder[0]), float(shoulder[1] - 60))}
    world = {}
    for side, z in (("left", -0.15), ("right", 0.15)):
        for name, at in (("ankle", ankle), ("knee", knee), ("hip", hip), ("shoulder", shoulder)):
            points[f"{side}_{name}"] = (float(at[0]), float(at[1]))
            world[f"{side}_{name}"] = ((at[0] - hip[0]) / 350, (at[1] - hip[1]) / 350, z)
    return person(points, world)


def photo_of(folder: Path, people: list[Landmarks], *, seed: int = 1, name: str = "photo.png", mirrored: bool = False):
    """Save a picture of noise that shows these people, and return its path with an estimator that knows it."""
    image = noise(seed)
    pose = RecordedPose()
    pose.record(image, people)
    path = folder / name
    PIL.Image.fromarray(image[:, ::-1] if mirrored else image).save(path)
    return path, pose


def clip_of(
    folder: Path, poses: list[Landmarks | None], *, name: str = "clip.mov", mirrored: bool = False, rate: int = 30
):
    """Save a lossless clip with one frame a pose, and return its path with an estimator that knows each frame."""
    path = folder / name
    pose = RecordedPose()
    with av.open(str(path), "w") as container:
        stream = container.add_stream("png", rate=rate)
        stream.width, stream.height, stream.pix_fmt = WIDTH, HEIGHT, "rgb24"
        for number, seen in enumerate(poses):
            coarse = noise(number, width=WIDTH // BLOCK, height=HEIGHT // BLOCK)
            image = np.ascontiguousarray(coarse.repeat(BLOCK, axis=0).repeat(BLOCK, axis=1))
            if seen is not None:
                pose.record(image, [seen])
            shown = np.ascontiguousarray(image[:, ::-1]) if mirrored else image
            container.mux(stream.encode(av.VideoFrame.from_ndarray(shown, format="rgb24")))
        container.mux(stream.encode())
    return path, pose


def frames(path: Path) -> list[float]:
    return [frame.time_s for frame in read_clip(path)]
