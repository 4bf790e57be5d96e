"""A clip's poses, found once and kept; the sit-to-stand clip against optical capture of the same moment."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import BlazePose
from evenpull.core.side import SIDES, Side
from evenpull.knowledge import load
from evenpull.measure.clip import screen_of
from evenpull.measure.clip_track import track_clip
from evenpull.measure.kinematics import angles, limb_lengths, published_deg
from evenpull.measure.movement import Poses
from evenpull.measure.movement.turns import cycles
from screens.verdict import Peak, Verdict

Array = NDArray[np.float64]
DATA = Path(os.environ.get("EVENPULL_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))

MOST_KNEE_RMSE_DEG = 12.2
"""The published 8.1 degrees of one phone, half as much again at a slant."""
LEAST_IN_1_SD = 0.68

REFERENCE = {"knee_flexion": "knee_flex_{s}", "hip_flexion": "hip_flex_{s}", "trunk_lean_forward": "trunk_tilt"}
WAYS = ("own", "flipped")


def poses_in(clip: Path, *, keep: Path | None, name: str) -> tuple[Poses, Poses]:
    """Return a clip's poses from the picture and from its mirror image."""
    kept = keep / f"{name}.npz" if keep else None
    if kept is not None and kept.is_file():
        found = np.load(kept)
    else:
        track = track_clip(clip, estimator=BlazePose())
        found = {
            "time_s": track.time_s,
            **{f"{way}_{what}": getattr(getattr(track, way), what) for way in WAYS for what in ("points", "world")},
        }
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            np.savez(kept, **found)
    one, two = (
        Poses(time_s=found["time_s"], points=found[f"{way}_points"], world=found[f"{way}_world"]) for way in WAYS
    )
    return one, two


def sit_to_stand(verdict: Verdict, *, keep: Path | None) -> list[Peak]:
    """Compare the clip with optical capture, near and far leg, and return the near leg's peaks."""
    folder = DATA / "opencap_video_mocap"
    own, flipped = poses_in(folder / "STS" / "video.mp4", keep=keep, name="sts")
    found, seen = screen_of(own, flipped, said=None, catalogue=load(), file="STS")
    near = found.facing.near
    with (folder / "derived" / "STS_mocap_angles.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    clock = np.array([float(row["t"]) for row in rows])
    print(
        f"sit-to-stand: recognised as {seen}, seen {found.facing.view}, {len(found.reps)} repetitions, near leg {near}"
    )
    peaks: list[Peak] = []
    for side in SIDES:
        curves = _leg(own, flipped, yaw=found.facing.yaw, side=side)
        for name, (value, sd) in curves.items():
            if name == "trunk_lean_forward" and side != near:
                continue
            sign = -1.0 if name == "trunk_lean_forward" else 1.0
            truth = sign * np.interp(own.time_s, clock, [float(row[REFERENCE[name].format(s=side[0])]) for row in rows])
            error = value - truth
            rmse = float(np.sqrt(np.mean(error**2)))
            inside = [float(np.mean(np.abs(error) <= k * sd)) for k in (1.0, 1.96)]
            far = "" if side == near else "  (far leg: withheld)"
            print(
                f"  {name:18s} {side:5s} rmse {rmse:5.1f}  bias {error.mean():+6.1f}  stated sd {np.median(sd):5.1f}  "
                f"in 1 sd {inside[0]:4.0%}  in 95 % {inside[1]:4.0%}{far}"
            )
            if side != near:
                continue
            verdict.say(f"{name} share inside one sd", inside[0], LEAST_IN_1_SD, at_least=True)
            if name == "knee_flexion":
                verdict.say("knee rmse, degrees", rmse, MOST_KNEE_RMSE_DEG)
                peaks = [_peak(value, truth, sd, at=rep.peak, reach=round(own.rate / 2)) for rep in found.reps]
    truth = np.interp(own.time_s, clock, [float(row[f"knee_flex_{(near or 'left')[0]}"]) for row in rows])
    verdict.say("repetitions missed or too many", abs(len(found.reps) - len(cycles(truth, least=30.0))), 0)
    return peaks


def _leg(own: Poses, flipped: Poses, *, yaw: float, side: Side) -> dict[str, tuple[Array, Array]]:
    """Return one leg's angles and sds, the far one as if it were the near one."""
    found = {}
    both = [
        angles(p.points, p.world, side=side, yaw=yaw, lengths=limb_lengths(p.points, side=side)) for p in (own, flipped)
    ]
    for name in REFERENCE:
        one, two = both[0][name], both[1][name]
        half = np.abs(one.value_deg - two.value_deg) / 2
        depth = (one.depth_half + two.depth_half) / 2
        sd = np.sqrt(published_deg(name, yaw=yaw) ** 2 + half**2 + depth**2)
        found[name] = ((one.value_deg + two.value_deg) / 2, sd)
    return found


def _peak(value: Array, truth: Array, sd: Array, *, at: int, reach: int) -> Peak:
    near = slice(max(0, at - reach), at + reach + 1)
    return Peak(
        case="sts", person="one", ours=float(value[near].max()), theirs=float(truth[near].max()), sd=float(sd[at])
    )
