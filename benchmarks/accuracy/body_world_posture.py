"""Rows about pelvis and posture: where the body settles when a muscle, a leg or the ground changes.

They stand on the middle of the draws of joint stiffness, whose plausible spread moves each by a factor of about two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from body_world_stage import Size, Stage

from evenpull.body.changes import apply, parse_change
from evenpull.body.settle import Ground, settle
from evenpull.body.settle.published import STEP_LOG, hip_extension_gained

WEDGE_RAD = float(np.deg2rad(10.0))


def moved(stage: Stage, change: str | None = None, ground: Ground | None = None) -> Mapping[str, float]:
    """Return how posture changes, degrees and mm by metric."""
    person = apply(stage.person, [parse_change(change)], stage.body) if change else stage.person
    return settle(stage.body, person, healthy=stage.person, ground=ground or Ground()).change


def slope(percent: str, low: float, high: float) -> Callable[[Stage], Size]:
    """Return the way to lordosis per tilt when hip flexors are shorter or longer."""

    def way(stage: Stage) -> Size:
        change = moved(stage, f"both.iliopsoas.length={percent}")
        value = change["lumbar_lordosis"] / change["pelvic_tilt"]
        return Size(least=value, more=value, low=low, high=high, unit="deg per deg")

    return way


def stretched(stage: Stage) -> Size:
    """Tilt per degree of hip extension that longer hip flexors give."""
    percent = 100 * np.expm1(STEP_LOG)
    tilt = moved(stage, f"both.iliopsoas.length=+{percent:.4f}%")["pelvic_tilt"]
    value = tilt / abs(hip_extension_gained(stage.body, stage.person))
    return Size(least=value, more=value, low=-1.0, high=0.0, unit="deg per deg")


def lift(stage: Stage) -> Size:
    """Obliquity on a lift of 15 mm under one foot."""
    value = abs(moved(stage, ground=Ground(lift_left_m=0.015))["pelvic_obliquity"])
    return Size(least=value, more=value, low=1.2, high=np.inf, unit="deg")


def linear(stage: Stage) -> tuple[bool, str]:
    """Obliquity against lifts of 6 to 22 mm."""
    lifts = np.array([0.006, 0.011, 0.016, 0.022])
    found = [moved(stage, ground=Ground(lift_left_m=float(h)))["pelvic_obliquity"] for h in lifts]
    r2 = float(np.corrcoef(lifts, found)[0, 1] ** 2)
    return r2 > 0.9, f"R^2 {r2:.3f}; {', '.join(f'{v:.2f}' for v in found)} deg"


def wedged(stage: Stage, *names: str) -> dict[str, float]:
    """Return the changes of some metrics on wedges under both outer edges."""
    change = moved(stage, ground=Ground(wedge_left_rad=WEDGE_RAD, wedge_right_rad=WEDGE_RAD))
    return {name: change[name] for name in names}


def everted(stage: Stage) -> tuple[bool, str]:
    """Foot on wedges."""
    change = moved(stage, ground=Ground(wedge_left_rad=WEDGE_RAD, wedge_right_rad=WEDGE_RAD))
    name = next((n for n in change if n.startswith(("foot", "subtalar", "rearfoot")) and n.endswith("right")), None)
    if name is None:
        return False, f"no metric of the foot among {', '.join(change)}"
    return abs(change[name]) > 0.1, f"{name} {change[name]:+.2f} deg on 10 degrees"


def chain(stage: Stage) -> tuple[bool, str]:
    """Shank, hip and pelvis on wedges."""
    found = wedged(stage, "shank_rotation_right", "hip_rotation_right", "pelvic_tilt")
    return all(v > 0 for v in found.values()), ", ".join(f"{n} {v:+.2f} deg" for n, v in found.items())


def spine(stage: Stage) -> tuple[bool, str]:
    """Lordosis and tilt on wedges."""
    found = wedged(stage, "pelvic_tilt", "lumbar_lordosis")
    return all(abs(v) > 0.01 for v in found.values()), ", ".join(f"{n} {v:+.2f} deg" for n, v in found.items())


POSTURE_SIZES: dict[str, Callable[[Stage], Size]] = {
    "VT037": slope("-5%", 0.85, 1.05),
    "VT038": slope("+5%", 0.90, 1.15),
    "VT045": stretched,
    "VT049": lift,
}
POSTURE_SIGNS: dict[str, Callable[[Stage], tuple[bool, str]]] = {
    "VT050": linear,
    "VT051": everted,
    "VT052": chain,
    "VT053": spine,
}
