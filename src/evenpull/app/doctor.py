"""What this installation has and lacks: optional packages, pose weights, the compiled catalogue."""

from __future__ import annotations

import importlib.metadata
import importlib.util
from dataclasses import dataclass

from evenpull.core.words import say
from evenpull.errors import KnowledgeError, MissingExtra
from evenpull.knowledge import load


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part: what it is for, whether it is here, its version, how to get it."""

    name: str
    purpose: str
    present: bool
    version: str
    install: str


PACKAGES: tuple[tuple[str, str, str, str], ...] = (
    ("ai-edge-litert", "ai_edge_litert", say("body points in photos and clips"), "pose"),
    ("av", "av", say("reading video clips"), "pose"),
    ("mujoco", "mujoco", say("the simulated body"), "body"),
    ("numba", "numba", say("faster simulation"), "fast"),
    ("ezc3d", "ezc3d", say("reading C3D motion files"), "motion"),
    ("plutoprint", "plutoprint", say("reports as PDF"), "pdf"),
    ("fastapi", "fastapi", say("the local page"), "web"),
    ("uvicorn", "uvicorn", say("the local page"), "web"),
)


def parts() -> tuple[Part, ...]:
    """Return every part in a fixed order."""
    found = [_catalogue(), _weights()]
    for package, module, purpose, extra in PACKAGES:
        present = importlib.util.find_spec(module) is not None
        version = importlib.metadata.version(package) if present else ""
        found.append(
            Part(
                name=package,
                purpose=purpose,
                present=present,
                version=version,
                install=f'pip install "evenpull[{extra}]"',
            )
        )
    return tuple(found)


def _catalogue() -> Part:
    """Return the state of the compiled catalogue, with the own entries that are laid over it."""
    try:
        catalogue = load()
        version, present = catalogue.sha256[:12], True
        if catalogue.own:
            version = say("{version} with {count} own", version=version, count=len(catalogue.own))
    except KnowledgeError:
        version, present = "", False
    return Part(
        name=say("catalogue"),
        purpose=say("facts, safety rules, exercises"),
        present=present,
        version=version,
        install="make catalogue",
    )


def _weights() -> Part:
    """Return the state of the pose weights that ship inside the wheel."""
    from evenpull.capture.pose.weights import DETECTOR, LANDMARKER, weights_file  # noqa: PLC0415 - keeps this light

    try:
        for name in (DETECTOR, LANDMARKER):
            weights_file(name)
        present = True
    except MissingExtra:
        present = False
    return Part(
        name=say("pose weights"),
        purpose=say("body points in photos and clips"),
        present=present,
        version="",
        install="make vendor",
    )
