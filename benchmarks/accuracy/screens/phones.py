"""One phone's OpenPose points against markers: straight leg raises and back squats of four people."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import INDEX
from evenpull.core.side import SIDES
from evenpull.knowledge import load
from evenpull.measure.movement import PoseFrame, Poses, facing, poses_of, screen
from evenpull.measure.movement.readings import TRUNK_SIDE_SD
from evenpull.measure.movement.turns import cycles
from evenpull.measure.repetitions import smooth
from screens.clips import DATA
from screens.verdict import Peak, Verdict

Array = NDArray[np.float64]

MOST_RANGE_ERROR_DEG = 8.5
"""Straight leg raise: root mean square error of each person's range."""
MOST_SIDE_ERROR_DEG = 5.0
"""Back squat: root mean square error of the bar's tilt; left-right flags below this are noise."""

PEOPLE = ("P03", "P04", "P06", "P14")


def columns(name: str) -> tuple[Array, Array]:
    """Return times (n,) and columns (n, 3) of one recording, zero-filled rows as gaps that are bridged."""
    path = DATA / "mvespa_phone_vs_omc" / "csv" / f"{name}.csv"
    rows = np.genfromtxt(path, delimiter=",", skip_header=1)
    time_s, values = rows[:, 0], rows[:, 1:4]
    lost = (values[:, 2] == 0) if name.endswith("_op") else np.all(values == 0, axis=1)
    lost |= ~np.isfinite(values).all(axis=1)
    kept = ~lost
    return time_s, np.column_stack([np.interp(time_s, time_s[kept], column[kept]) for column in values.T])


def even(time_s: Array, values: Array, *, rate: float = 30.0) -> tuple[Array, Array]:
    """Return a curve on an even grid, smoothed as ours are."""
    grid = np.arange(time_s[0], time_s[-1] + 1e-9, 1 / rate)
    return grid, smooth(np.interp(grid, time_s, values), rate=rate)


def lag(ours: Array, theirs: Array) -> int:
    """Return by how many samples theirs has to be moved to lie on ours best."""
    best, best_score = 0, -np.inf
    for shift in range(-len(theirs) + 60, len(ours) - 60):
        a, b = max(0, shift), min(len(ours), shift + len(theirs))
        if b - a < 0.6 * min(len(ours), len(theirs)):
            continue
        x, y = ours[a:b], theirs[a - shift : b - shift]
        score = float(np.corrcoef(x, y)[0, 1])
        if score > best_score:
            best, best_score = shift, score
    return best


def paired(ours: Array, theirs: Array, *, least_ours: float, least_theirs: float) -> list[tuple[int, int]]:
    """Return the peaks that belong together: within one second after the curves are laid on each other."""
    shift = lag(ours, theirs)
    there = [(cycle.peak + shift, cycle.peak) for cycle in cycles(theirs, least=least_theirs)]
    pairs = []
    for cycle in cycles(ours, least=least_ours):
        near = [(abs(at - cycle.peak), peak) for at, peak in there if abs(at - cycle.peak) <= 30]
        if near:
            pairs.append((cycle.peak, min(near)[1]))
    return pairs


def leg_raises(verdict: Verdict) -> list[Peak]:
    """Compare the straight leg raises."""
    print("straight leg raise: phone against markers")
    catalogue = load()
    peaks: list[Peak] = []
    errors = []
    for person in PEOPLE:
        time_s, hip = columns(f"slr_{person}_hip_op")
        ankle = columns(f"slr_{person}_ankle_op")[1]
        n = min(len(hip), len(ankle))
        poses = lying(time_s[:n], hip[:n, :2], ankle[:n, :2])
        found = screen(poses, poses, movement="straight_leg_raise", facing=facing(90.0), catalogue=catalogue)
        curve = found.curves["leg_raise", "left"]
        clock, there = markers_angle(person)
        if clock is None:
            print(f"  {person}: the hip marker is missing in most frames; left out")
            continue
        pairs = paired(curve.value, there, least_ours=20.0, least_theirs=20.0)
        if not pairs:
            print(f"  {person}: no repetition could be paired")
            continue
        rest, truth_rest = float(np.percentile(curve.value, 5)), float(np.percentile(there, 5))
        own = [
            Peak(
                case="slr",
                person=person,
                ours=float(curve.value[a]),
                theirs=float(there[b]),
                sd=float(curve.sd(0.0)[a]),
            )
            for a, b in pairs
        ]
        peaks += own
        reach = float(np.median([p.ours for p in own])) - rest
        truth = float(np.median([p.theirs for p in own])) - truth_rest
        errors.append(reach - truth)
        print(
            f"  {person}: {len(found.reps)} repetitions, markers {len(cycles(there, least=20.0))}, {len(own)} paired; "
            f"range {reach:5.1f} against {truth:5.1f} degrees"
            f" (error {reach - truth:+5.1f}, stated sd {np.median(curve.sd(0.0)):4.1f}); peaks in 95 % "
            f"{sum(p.inside for p in own)} of {len(own)}; spread of peak errors "
            f"{np.std([p.ours - p.theirs for p in own]):4.1f}"
        )
    verdict.say(
        "range error, root mean square, degrees", float(np.sqrt(np.mean(np.square(errors)))), MOST_RANGE_ERROR_DEG
    )
    return peaks


def lying(time_s: Array, hip: Array, ankle: Array) -> Poses:
    """Return poses of a person on a level bench from hip and ankle; y of these files grows upward."""
    frames = []
    for t, h, a in zip(time_s, hip, ankle, strict=True):
        points = np.zeros((len(INDEX), 2))
        for side in SIDES:
            points[INDEX[f"{side}_hip"]] = (h[0], -h[1])
            points[INDEX[f"{side}_ankle"]] = (a[0], -a[1])
            points[INDEX[f"{side}_shoulder"]] = (h[0] - 150.0, -h[1])
            points[INDEX[f"{side}_knee"]] = ((h[0] + a[0]) / 2, -(h[1] + a[1]) / 2)
        frames.append(PoseFrame(time_s=float(t), points=points))
    return poses_of(frames)


def markers_angle(person: str) -> tuple[Array, Array] | tuple[None, None]:
    """Return the markers' angle of hip to ankle over the level, or none where the hip is missing too often."""
    path = DATA / "mvespa_phone_vs_omc" / "csv" / f"slr_{person}_hip_coda.csv"
    rows = np.genfromtxt(path, delimiter=",", skip_header=1)[:, 1:4]
    if float(np.mean(np.all(rows == 0, axis=1))) > 0.5:
        return None, None
    time_s, hip = columns(f"slr_{person}_hip_coda")
    other_s, ankle = columns(f"slr_{person}_ankle_coda")
    line = np.column_stack([np.interp(time_s, other_s, c) for c in ankle.T]) - hip
    return even(time_s, np.degrees(np.arctan2(line[:, 2], np.hypot(line[:, 0], line[:, 1]))))


def squats(verdict: Verdict) -> list[Peak]:
    """Compare the back squats: tilt of the bar at the deepest point, and range over repetitions."""
    print("back squat: hands in the picture against markers at the bar's ends")
    peaks: list[Peak] = []
    for person in PEOPLE:
        phone = {s: columns(f"bsq_{person}_{s}_op") for s in SIDES}
        coda = {s: columns(f"bsq_{person}_{s}_coda") for s in SIDES}
        clock, _ = even(phone["left"][0], phone["left"][1][:, 1])
        at = {s: np.column_stack([even(*_column(phone[s], c))[1] for c in (0, 1)]) for s in SIDES}
        there = {s: np.column_stack([even(*_column(coda[s], c))[1] for c in (1, 2)]) for s in SIDES}
        n, m = min(map(len, at.values())), min(map(len, there.values()))
        line, bar = at["left"][:n] - at["right"][:n], there["left"][:m] - there["right"][:m]
        tilt = np.degrees(np.arctan2(line[:, 1], np.abs(line[:, 0])))
        truth = np.degrees(np.arctan2(bar[:, 1], np.abs(bar[:, 0])))
        depth = (at["left"][:n, 1] + at["right"][:n, 1]) / 2
        real = (there["left"][:m, 1] + there["right"][:m, 1]) / 2
        pairs = paired(depth, real, least_ours=40.0, least_theirs=150.0)
        if len(pairs) < 2:
            print(f"  {person}: {len(pairs)} repetitions could be paired; left out")
            continue
        a, b = np.array(pairs).T
        scale = float(np.median((real[b] - np.percentile(real, 10)) / (depth[a] - np.percentile(depth, 10))))
        off = scale * (depth[a] - np.percentile(depth, 10)) - (real[b] - np.percentile(real, 10))
        rest, rest_there = _resting(tilt, depth), _resting(truth, real)
        own = [
            Peak(
                case="squat",
                person=person,
                ours=float(tilt[i] - rest),
                theirs=float(truth[j] - rest_there),
                sd=TRUNK_SIDE_SD,
            )
            for i, j in pairs
        ]
        peaks += own
        errors = np.array([p.ours - p.theirs for p in own])
        print(
            f"  {person}: {len(clock)} frames, {len(pairs)} repetitions paired; range error after one scale "
            f"{np.sqrt(np.mean(off**2)):5.1f} mm of {np.median(real[b] - np.percentile(real, 10)):5.0f}; "
            f"left-right: tilt error {errors.mean():+5.1f}, rms {np.sqrt(np.mean(errors**2)):4.1f} degrees; in 95 % "
            f"{sum(p.inside for p in own)} of {len(own)}"
        )
    errors = np.array([p.ours - p.theirs for p in peaks])
    verdict.say(
        "left-right tilt error, root mean square, degrees", float(np.sqrt(np.mean(errors**2))), MOST_SIDE_ERROR_DEG
    )
    return peaks


def _column(recording: tuple[Array, Array], column: int) -> tuple[Array, Array]:
    return recording[0], recording[1][:, column]


def _resting(curve: Array, depth: Array) -> float:
    return float(np.median(curve[depth <= np.percentile(depth, 25)]))
