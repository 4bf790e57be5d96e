"""The published numbers of facts/published.json, as parts of the body."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from evenpull.body.build.parts import Anatomy, Surface, Vector, Via, Wrap

SAGITTAL = np.array([1.0, 0.0, 1.0])


@lru_cache(maxsize=1)
def facts() -> dict[str, Any]:
    """Return the published numbers."""
    text = (files("evenpull.body.build") / "facts" / "published.json").read_text(encoding="utf-8")
    record: dict[str, Any] = json.loads(text)
    return record


def pelvis_shift(body: Anatomy) -> Vector:
    """Return what carries the published trunk model's pelvis onto ours: the hip joint centres agree, m (3,).

    Sagittal only: both models are symmetric, and their hips are 6 mm apart in width.
    """
    hip: Vector = body.segments["femur_r"].origin - body.segments["pelvis"].origin
    return np.asarray((hip - np.array(facts()["hip_in_pelvis"])) * SAGITTAL)


def sacrum_shift(body: Anatomy) -> Vector:
    """Return where the published sacrum frame, and with it the spine, sits in our pelvis, m (3,)."""
    return np.asarray(pelvis_shift(body) + np.array(facts()["sacrum_in_pelvis"]))


def trunk_point(body: Anatomy, segment: str, at: list[float]) -> Via:
    """Return a path point of the published trunk model on our body."""
    shift = {"pelvis": pelvis_shift, "sacrum": sacrum_shift}.get(segment)
    where: Vector = np.array(at) + (shift(body) if shift else np.zeros(3))
    return Via(segment="pelvis" if segment == "sacrum" else segment, at=where)


def add_surface(body: Anatomy, name: str, fact: dict[str, Any]) -> Wrap:
    """Put a published cylinder on the body and return the step of a path that bends over it."""
    axis = np.array(fact["axis"])
    body.surfaces[name] = Surface(
        name=name,
        segment=fact["segment"],
        centre=np.array(fact["centre"]),
        axis=axis / np.linalg.norm(axis),
        radius=fact["radius"],
    )
    side = Via(segment=fact["segment"], at=np.array(fact["side"])) if fact["side"] else None
    return Wrap(surface=name, side=side)
