"""What the healthy adult is fitted to, and what is held out: every number with its source, from `facts.json`.

A target is one number at one posture: the passive moment of a joint, the greatest moment of a movement, or the moment
at which a length test stops. Which are held out stands in the data, fixed before the fit. Moments of a joint act in the
direction in which its coordinate grows. The right side is posed; the left is its mirror.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import cos, exp
from pathlib import Path
from typing import Any, Literal

import numpy as np

from evenpull.body.calibration.healthy import Sex

FILE = Path(__file__).with_name("facts.json")
Role = Literal["calibration", "held_out"]
Kind = Literal["passive", "strength", "range"]
Pose = Literal["standing", "supine", "prone", "left_side"]
MIDLINE = ("lumbar_flexion", "lumbar_bending", "lumbar_rotation")
STRENGTH_SHARE = 0.15
"""A moment-angle curve passes when its residuals are within 15 % of its peak (rms), or within one published sd."""
FIT_SHARE = 0.08
GRAVITY = 9.81


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One number that the healthy adult should reproduce.

    Args:
        curve: Name of the curve or test; targets of one curve are judged together.
        kind: `passive` and `range`: moment at rest, N m. `strength`: greatest moment, N m.
        coordinate: The tested coordinate, with its side.
        angles: Posture, degrees, by coordinate with its side; zero where nothing is said.
        sex: Whose number it is.
        value: N m. For `range`, the moment at rest that the load needs, less what gravity asks for in the pose.
        spread: How much the fit may miss it, N m.
        gate: How far the curve may miss it, N m (rms over the curve of residual over gate at most 1).
        role: Fitted to, or held out.
        direction: Of a greatest moment: which way it acts.
        level: Joint whose own moment it is, where that is not the whole coordinate's.
        pose: How the body lies, for gravity.
        pelvis_back: How far the pelvis is tilted back in that pose, degrees.
        gravity: Whether gravity in the pose is part of the load.
        test: For `range`: the published angle, its sd, and between which angles a prediction is sought, degrees.
        source, grade: Where it is from, and how sure.
    """

    curve: str
    kind: Kind
    coordinate: str
    angles: Mapping[str, float]
    sex: Sex
    value: float
    spread: float
    gate: float
    role: Role
    source: str
    grade: str
    direction: int = 1
    level: str | None = None
    pose: Pose = "standing"
    pelvis_back: float = 0.0
    gravity: bool = False
    test: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=1)
def facts() -> Mapping[str, Any]:
    """Return the published numbers."""
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


def targets(mass: float) -> tuple[Target, ...]:
    """Return every target for a body of this mass, kg."""
    return (*passive_leg(), *passive_other(), *strengths(mass), *ranges())


def riener(coordinate: str, *, ankle: float, knee: float, hip: float) -> float:
    """Return the published passive moment of a leg joint, N m, at angles in degrees. Source: RIENER1999."""
    data = facts()["riener"]
    total = float(data["constant"][coordinate])
    for sign, a, by_ankle, by_knee, by_hip in data["terms"][coordinate]:
        total += sign * exp(a + by_ankle * ankle + by_knee * knee + by_hip * hip)
    if coordinate == "knee_angle" and knee < 0:
        a, by_knee = data["beyond_straight"]
        total += exp(a + by_knee * knee)
    return total


def passive_leg() -> Iterator[Target]:
    """Yield the passive moments of hip, knee and ankle over their range."""
    data = facts()["riener"]
    gate = data["gate"]
    for grid in data["grids"]:
        for ankle in grid["A"]:
            for knee in grid["K"]:
                for hip in grid["H"]:
                    value = riener(grid["coordinate"], ankle=ankle, knee=knee, hip=hip)
                    allowed = max(gate["Nm"], gate["share"] * abs(value)) * grid.get("doubt", 1.0)
                    yield Target(
                        curve=grid["id"],
                        kind="passive",
                        coordinate=sided(grid["coordinate"]),
                        angles={"ankle_angle_r": ankle, "knee_angle_r": knee, "hip_flexion_r": hip},
                        sex="male",
                        value=value,
                        spread=allowed,
                        gate=allowed,
                        role=data["role"],
                        source=data["source"],
                        grade=data["grade"],
                    )


def passive_other() -> Iterator[Target]:
    """Yield passive moments of the lumbar spine, and of the hip to the side."""
    for row in facts()["other_passive"]:
        yield Target(
            curve=row["id"],
            kind="passive",
            coordinate=sided(row["coordinate"]),
            angles={sided(row["coordinate"]): row["angle_deg"]},
            sex="male",
            value=row["value_Nm"],
            spread=row["spread_Nm"],
            gate=row["spread_Nm"],
            role=row["role"],
            source=row["source"],
            grade=row["grade"],
        )


def strengths(mass: float) -> Iterator[Target]:
    """Yield greatest moments of man and woman, as a body of this mass and this stature has them."""
    for row in facts()["strength"]:
        values, sd = strength_curve(row, mass)
        peak = float(np.max(values))
        for angle, value in zip(row["angles_deg"], values, strict=True):
            posture = {sided(name): float(at) for name, at in row["posture_deg"].items()}
            yield Target(
                curve=row["id"],
                kind="strength",
                coordinate=sided(row["coordinate"]),
                angles={**posture, sided(row["coordinate"]): float(angle)},
                sex=row["sex"],
                value=value,
                spread=max(FIT_SHARE * peak, sd / 3.0) if "c1" in row else sd / 2.0,
                gate=STRENGTH_SHARE * peak if "c1" in row else sd,
                role=row["role"],
                source=row["source"],
                grade=row["grade"],
                direction=row["direction"],
                level=row.get("level"),
            )


def strength_curve(row: Mapping[str, Any], mass: float) -> tuple[list[float], float]:
    """Return greatest moments at the angles of a row and the sd of the peak, N m."""
    if "c1" not in row:
        return [row["Nm_per_kg"] * mass for _ in row["angles_deg"]], row["sd"] * mass
    per_torque = mass * GRAVITY * float(facts()["conditions"]["stature_m"])
    angles = np.radians(row["angles_deg"])
    return (
        [row["c1"] * per_torque * cos(row["c2_per_rad"] * (q - row["c3_rad"])) for q in angles],
        row["c1_sd"] * per_torque,
    )


def ranges() -> Iterator[Target]:
    """Yield the moments at which length tests with a published mean and sd stop."""
    for row in facts()["ranges"]:
        held = "resistance_Nm" in row
        posture = {sided(name): float(at) for name, at in row["posture_deg"].items()}
        yield Target(
            curve=row["id"],
            kind="range",
            coordinate=sided(row["coordinate"]),
            angles={**posture, sided(row["coordinate"]): row["angle_deg"]},
            sex=row["sex"],
            value=row["resistance_Nm"] if held else -row["examiner_Nm"],
            spread=row["spread_Nm"],
            gate=row["sd_deg"],
            role=row["role"],
            source=row["source"],
            grade=row["grade"],
            pose=row["pose"],
            pelvis_back=row.get("pelvis_back_deg", 0.0),
            gravity=not held,
            test={key: row[key] for key in ("angle_deg", "sd_deg", "sweep_deg")},
        )


def sided(name: str) -> str:
    """Return a coordinate's name on the right, or as it is in the midline."""
    return name if name in MIDLINE else f"{name}_r"
