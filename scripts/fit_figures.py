"""Nudge the joint angles of drawn poses until everything that should touch does.

    python scripts/fit_figures.py bridge.yaml [more.yaml ...]      rewrites the angles of each file in place

An author writes a pose's angles roughly and its contacts exactly; this finds the nearest angles with which every
contact holds: soles flat, hands where they hold, nothing in the floor. Only angles that the pose names may move.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML
from scipy.optimize import least_squares

from evenpull.body.figure.placement import SUPPORT_M, bottoms, gap, is_place
from evenpull.body.skeleton.angles import MIDDLE_RANGE, SIDED_RANGE, both_sides
from evenpull.body.skeleton.kinematics import Posed, orientation, posed
from evenpull.body.skeleton.surface import depth, place
from evenpull.body.skeleton.tree import skeleton

FACING = {"ahead": (1, 0, 0), "behind": (-1, 0, 0), "left": (0, 1, 0), "right": (0, -1, 0)}
FLAT = {"sole": ("foot", (0, 1)), "palm": ("hand", (0,))}


def _walls(figure: dict[str, Any], pose: dict[str, Any]) -> dict[str, np.ndarray]:
    props = [*figure.get("props", []), *pose.get("props", [])]
    return {p["kind"]: np.array(FACING[p.get("facing", "ahead")]) for p in props if p["kind"] in ("wall", "doorway")}


def _residuals(body: Posed, pose: dict[str, Any], walls: dict[str, np.ndarray], lift: float) -> list[float]:
    out: list[float] = []
    reaches: dict[str, list[float]] = {}
    for contact in pose["contacts"]:
        name, on = contact["place"], contact["on"]
        if on in SUPPORT_M:
            out.append((gap(body, name, on) + lift) / 0.004)
            base, _, side = name.rpartition("_")
            if base in FLAT:
                segment, axes = FLAT[base]
                out += [float(body.rotation[segment, side][2, axis]) / (0.03 if axis == 0 else 0.3) for axis in axes]
        elif is_place(on):
            apart = float(np.linalg.norm(place(body, name) - place(body, on)))
            want = 0.8 * (depth(body, on) + depth(body, name))
            out.append((apart - want) / 0.006)
        elif on in walls:
            way = walls[on]
            reaches.setdefault(on, []).append(float(place(body, name) @ way) + depth(body, name))
            base, _, side = name.rpartition("_")
            if base == "palm" and on == "wall":
                out.append(float(body.rotation["hand", side][:, 2] @ way) / 0.1)
    for values in reaches.values():
        out += [(v - float(np.mean(values))) / 0.004 for v in values]
    if any(c["on"] == "bench" for c in pose["contacts"]):
        return out
    sunk = np.minimum(bottoms(body) + lift + 0.003, 0) / 0.004
    return out + sunk.ravel().tolist()


def fit(figure: dict[str, Any], pose: dict[str, Any]) -> float:
    """Change one pose in place; return the largest contact error left, in metres."""
    full = both_sides(pose.get("angles_deg", {}))
    names = [n for n in sorted(full) if not n.endswith("_rotation") or n in MIDDLE_RANGE or full[n]]
    start = np.array([full[n] for n in names])
    root = np.array([pose.get("lean_deg", 0.0), pose.get("roll_deg", 0.0)], dtype=float)
    free_root = np.array([1.0, 1.0 if root[1] else 0.0])
    walls = _walls(figure, pose)
    limits = [MIDDLE_RANGE.get(n) or SIDED_RANGE[n.rpartition("_")[0]] for n in names]
    low, high = np.array([a for a, _ in limits] or [0.0]), np.array([b for _, b in limits] or [0.0])

    def build(x: np.ndarray) -> Posed:
        lean, roll = root + x[-3:-1] * free_root
        angles = full | dict(zip(names, np.clip(start + x[:-3], low[: len(names)], high[: len(names)]), strict=True))
        return posed(
            skeleton(), angles, pelvis=orientation(turn_deg=pose.get("turn_deg", 0), lean_deg=lean, roll_deg=roll)
        )

    def cost(x: np.ndarray) -> np.ndarray:
        body = build(x)
        return np.array([*_residuals(body, pose, walls, float(x[-1])), *(x[:-3] / 9), *(x[-3:-1] / 6)])

    body = build(np.zeros(len(names) + 3))
    gaps = [gap(body, c["place"], c["on"]) for c in pose["contacts"] if c["on"] in SUPPORT_M]
    x0 = np.zeros(len(names) + 3)
    x0[-1] = -min(gaps) if gaps else 0.0
    x = least_squares(cost, x0, max_nfev=25, diff_step=1e-4).x
    values = np.clip(start + x[:-3], low[: len(names)], high[: len(names)])
    pose["angles_deg"] = {n: round(float(v), 1) for n, v in zip(names, values, strict=True) if abs(v) > 0.05}
    pose["angles_deg"] |= {n: v for n, v in full.items() if n not in names and v}
    for key, value in zip(("lean_deg", "roll_deg"), root + x[-3:-1] * free_root, strict=True):
        pose[key] = round(float(value), 1)
    body = build(x)
    lift = -min(gap(body, c["place"], c["on"]) for c in pose["contacts"] if c["on"] in SUPPORT_M)
    return max(abs(gap(body, c["place"], c["on"]) + lift) for c in pose["contacts"] if c["on"] in SUPPORT_M)


def main() -> None:
    """Fit every pose of the files named on the command line."""
    yaml = YAML()
    for name in sys.argv[1:]:
        path = Path(name)
        figure = yaml.load(path.read_text(encoding="utf-8"))
        for pose in figure["poses"]:
            print(path.stem, pose.get("label", ""), f"{fit(figure, pose) * 100:.1f} cm")
        yaml.dump(figure, path)


if __name__ == "__main__":
    main()
