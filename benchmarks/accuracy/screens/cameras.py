"""Four cameras that saw one person: how far the angles that they give agree."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.errors import CaptureRefused
from evenpull.measure.kinematics import Angle
from evenpull.measure.movement import Facing
from evenpull.measure.movement.angles import Named, angles_of, method_deg
from evenpull.measure.movement.poses import facing_of
from evenpull.measure.movement.screen import view_of
from screens.clips import DATA, poses_in
from screens.verdict import Verdict

Array = NDArray[np.float64]

LEAST_AGREEING = 0.85
"""Of the time in which the difference of two cameras lies in its 95 % interval; taken over from the peaks after the
first run of the cameras, for which no criterion had been set."""

CAMERAS = ("cam01", "cam02", "cam03", "cam04")

Sight = tuple[Array, Facing, list[dict[Named, Angle]]]
"""What one camera sees: times, from where, and the angles from the picture and from its mirror image."""


def cameras(verdict: Verdict, *, keep: Path | None) -> None:
    """Compare what four cameras say of the same legs at the same time."""
    print("four cameras, one person: agreement of the near leg's angles")
    shown: dict[str, Sight] = {}
    for name in CAMERAS:
        try:
            own, flipped = poses_in(DATA / "pose2sim_demo" / "single" / f"{name}.mp4", keep=keep, name=name)
        except CaptureRefused as refused:
            print(f"  {name}: refused, {refused.reason}: {refused.message}")
            continue
        turned = facing_of(own, flipped)
        print(f"  {name}: seen {turned.view} ({turned.yaw:+.0f} degrees), near leg {turned.near}")
        if turned.near is not None:
            views = [view_of(poses, facing=turned, standing=None) for poses in (own, flipped)]
            shown[name] = (own.time_s, turned, [angles_of(view, movement="squat") for view in views])
    names = sorted(shown)
    for number, first in enumerate(names):
        for second in names[number + 1 :]:
            for angle, share in _pair(first, shown[first], second, shown[second]).items():
                verdict.say(
                    f"{first} and {second} {angle} share of time inside 95 %", share, LEAST_AGREEING, at_least=True
                )
    if not names:
        print("  no camera sees a leg from the side or at a slant")


def _pair(first: str, one: Sight, second: str, two: Sight) -> dict[str, float]:
    (time_a, facing_a, angles_a), (time_b, facing_b, angles_b) = one, two
    if facing_a.near != facing_b.near:
        print(f"  {first} and {second} see different legs")
        return {}
    grid = time_a[(time_a >= time_b[0]) & (time_a <= time_b[-1])]
    shares: dict[str, float] = {}
    for key in angles_a[0]:
        if key not in angles_b[0]:
            continue
        curves, variances = [], []
        for time_s, turned, both in ((time_a, facing_a, angles_a), (time_b, facing_b, angles_b)):
            value = (both[0][key].value_deg + both[1][key].value_deg) / 2
            half = np.abs(both[0][key].value_deg - both[1][key].value_deg) / 2
            depth = (both[0][key].depth_half + both[1][key].depth_half) / 2
            curves.append(np.interp(grid, time_s, value))
            variances.append(np.interp(grid, time_s, method_deg(key[0], turned) ** 2 + half**2 + depth**2))
        apart, sd = curves[0] - curves[1], np.sqrt(variances[0] + variances[1])
        print(
            f"  {first} and {second} {key[0]:18s} rms difference {np.sqrt(np.mean(apart**2)):5.1f}  stated "
            f"{np.median(sd):5.1f}  in 95 % {np.mean(np.abs(apart) <= 1.96 * sd):4.0%}"
        )
        shares[key[0]] = float(np.mean(np.abs(apart) <= 1.96 * sd))
    return shares
