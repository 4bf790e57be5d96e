"""A clip of squats or sit-to-stands becomes repetitions and the knee, hip and trunk angles of the nearer leg.

The far leg is a gap: one camera cannot compare left with right. Every frame is looked at with its mirror image; the
frames at the deepest points are looked at again, slightly shifted, to see how much the answer shakes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.person.model import PictureConfirmation
from evenpull.capture.pose import Image, Landmarks, PoseEstimator
from evenpull.capture.still import blurred_still
from evenpull.core.side import Side, mirror
from evenpull.knowledge import Catalogue
from evenpull.measure.clip_track import ClipTrack, Progress, frames_at, track_clip
from evenpull.measure.kinematics import (
    ANGLES,
    Angle,
    LimbLengths,
    angles,
    is_side_on,
    limb_lengths,
    near_side,
    published_deg,
)
from evenpull.measure.looks import look
from evenpull.measure.photo_gates import refuse
from evenpull.measure.pictures import AngleCurve, CapturedPicture, named_points
from evenpull.measure.records import Gap, Measured, Measurement
from evenpull.measure.repetitions import Repetition, repetitions
from evenpull.measure.side_check import HOW_TO_CONFIRM, UNCONFIRMED, is_mirrored
from evenpull.measure.view import IN_WORDS, View, view_of, yaw_deg

PEAKS_LOOKED_AT = 4
LOOKS_AT_A_PEAK = 5
SLANTED = "Filmed at a slant: joint angles are rough. Film straight from the side for better ones."
SIDED = ("knee_flexion", "hip_flexion")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Curve:
    """One angle: mean of both orientations, and what widens its sd, all degrees (n,)."""

    value: NDArray[np.float64]
    half: NDArray[np.float64]
    depth: NDArray[np.float64]
    method: float

    def sd(self, jitter: float) -> NDArray[np.float64]:
        """Return the sd of each value, degrees (n,)."""
        return np.asarray(np.sqrt(self.method**2 + jitter**2 + self.half**2 + self.depth**2))


def measure_clip(
    clip_path: Path,
    *,
    confirmation: PictureConfirmation | None,
    catalogue: Catalogue,
    estimator: PoseEstimator,
    progress: Progress | None = None,
) -> tuple[Measured, CapturedPicture]:
    """Measure a clip of squats or sit-to-stands filmed from the side or at a slant from the front.

    Hip flexion is the angle of the thigh against the trunk, so it holds the bend of the low back too. Knee and hip have a
    side and are withheld until the person has said which side of the picture is right; the other two have none.

    Args:
        clip_path: The clip.
        confirmation: What the person said about it, if anything.
        catalogue: For the names of movements.
        estimator: Who finds people in pictures.
        progress: Told the time in s of each frame that is done.

    Raises:
        InputError: When the file cannot be read.
        CaptureRefused: When a gate does not accept it; `reason` says which.
    """
    file = clip_path.name
    track = track_clip(clip_path, estimator=estimator, progress=progress)
    yaw = yaw_deg((track.own.world + track.flipped.world) / 2)
    view = view_of(yaw)
    near = near_side(yaw)
    if near is None:
        raise refuse(
            "no_joint_view",
            f"this clip is filmed {IN_WORDS[view]}, where the bend of knees and hips cannot be seen",
            file=file,
            hint="Film from the side, with the phone at hip height.",
        )
    lengths = limb_lengths((track.own.points + track.flipped.points) / 2, side=near)
    curves = _curves(track, near=near, yaw=yaw, lengths=lengths)
    reps = repetitions(curves["knee_flexion"].value)
    shown = [rep.peak for rep in reps[:PEAKS_LOOKED_AT]] or [int(np.argmax(curves["knee_flexion"].value))]
    jitter, still_of = _at_peaks(clip_path, track, shown, near=near, yaw=yaw, lengths=lengths, estimator=estimator)
    mirrored = is_mirrored(confirmation, view=view)
    true_near: Side | None = None if mirrored is None else ("left" if (near == "left") != mirrored else "right")
    measured = _measured(curves, reps, jitter=jitter, side=true_near, view=view, yaw=yaw, track=track, file=file)
    picture = _picture(
        curves, reps, jitter=jitter, near=near, mirrored=mirrored, view=view, track=track, shown=still_of, file=file
    )
    return measured, picture


def _curves(track: ClipTrack, *, near: Side, yaw: float, lengths: LimbLengths) -> dict[str, _Curve]:
    own = angles(track.own.points, track.own.world, side=near, yaw=yaw, lengths=lengths)
    flipped = angles(track.flipped.points, track.flipped.world, side=near, yaw=yaw, lengths=lengths)
    return {name: _joined(own[name], flipped[name], method=published_deg(name, yaw=yaw)) for name in ANGLES}


def _joined(own: Angle, flipped: Angle, *, method: float) -> _Curve:
    return _Curve(
        value=(own.value_deg + flipped.value_deg) / 2,
        half=np.abs(own.value_deg - flipped.value_deg) / 2,
        depth=(own.depth_half + flipped.depth_half) / 2,
        method=method,
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Shown:
    """The frame that becomes the still, with the person in it and its index on the time grid."""

    image: Image
    person: Landmarks


def _at_peaks(
    path: Path,
    track: ClipTrack,
    peaks: list[int],
    *,
    near: Side,
    yaw: float,
    lengths: LimbLengths,
    estimator: PoseEstimator,
) -> tuple[dict[str, float], _Shown]:
    """Look again, shifted, at the frames of the deepest points: each angle's jitter in degrees, and a still."""
    frame_times = np.array(track.frame_times)
    seen = np.array([i for i, roi in enumerate(track.rois) if roi is not None])
    frames = [int(seen[np.argmin(np.abs(frame_times[seen] - track.time_s[peak]))]) for peak in peaks]
    variances: dict[str, list[float]] = {name: [] for name in ANGLES}
    shown: _Shown | None = None
    for number, image in frames_at(path, frames):
        roi = track.rois[number]
        if roi is None:
            continue
        flipped = np.ascontiguousarray(image[:, ::-1])
        groups = (
            look(image, roi, estimator=estimator, times=LOOKS_AT_A_PEAK),
            [
                seen_there.mirrored(width=track.width)
                for seen_there in look(
                    flipped, roi.mirrored(width=track.width), estimator=estimator, times=LOOKS_AT_A_PEAK
                )
            ],
        )
        for group in groups:
            for name, variance in _variances(group, near=near, yaw=yaw, lengths=lengths).items():
                variances[name].append(variance)
        if shown is None and groups[0]:
            shown = _Shown(image=image, person=groups[0][0])
    if shown is None:
        raise refuse(
            "tracking_lost",
            "the person is not found surely enough at the deepest points",
            file=path.name,
            hint="Film against a plain background in good light.",
        )
    return {name: float(np.sqrt(np.mean(values or [0.0]))) for name, values in variances.items()}, shown


def _variances(group: list[Landmarks], *, near: Side, yaw: float, lengths: LimbLengths) -> dict[str, float]:
    if len(group) < 2:
        return {}
    points, world = np.stack([p.points for p in group]), np.stack([p.world for p in group])
    found = angles(points, world, side=near, yaw=yaw, lengths=lengths)
    return {name: float(angle.value_deg.var(ddof=1)) for name, angle in found.items()}


def _measured(
    curves: dict[str, _Curve],
    reps: tuple[Repetition, ...],
    *,
    jitter: dict[str, float],
    side: Side | None,
    view: View,
    yaw: float,
    track: ClipTrack,
    file: str,
) -> Measured:
    warnings = [*track.notes, *(() if is_side_on(yaw) else (SLANTED,)), *((UNCONFIRMED,) if side is None else ())]
    gaps = _gaps(side=side, file=file)
    if not reps:
        missing = Gap(
            metric="repetitions",
            side=None,
            reason="No squat or sit-to-stand was found in this clip: the knee bends by less than 30 degrees.",
            closes="Film three to ten slow repetitions, standing up fully between them.",
            source=file,
        )
        return Measured(gaps=(missing, *gaps), warnings=tuple(warnings))
    rows = [_count(reps, track=track, file=file)]
    peaks = [rep.peak for rep in reps]
    for name in ANGLES:
        if name in SIDED and side is None:
            continue
        rows.extend(
            _angle_rows(
                name,
                curves[name],
                peaks,
                jitter=jitter[name],
                side=side if name in SIDED else None,
                slanted=not is_side_on(yaw),
                file=file,
            )
        )
    return Measured(measurements=tuple(rows), gaps=gaps, warnings=tuple(warnings))


def _count(reps: tuple[Repetition, ...], *, track: ClipTrack, file: str) -> Measurement:
    seconds = tuple(float(track.time_s[rep.top] - track.time_s[rep.peak]) for rep in reps)
    return Measurement(
        id=f"clip.{file}.repetitions",
        kind="movement",
        metric="repetitions",
        side=None,
        value=float(len(reps)),
        sd=0.5,
        unit="reps",
        method="clip",
        moves_muscles=False,
        session=file,
        source=file,
        notes=(f"Each rise took {min(seconds):.1f} to {max(seconds):.1f} seconds.",),
    )


def _angle_rows(
    name: str, curve: _Curve, peaks: list[int], *, jitter: float, side: Side | None, slanted: bool, file: str
) -> list[Measurement]:
    """Return the angle's height at the deepest points, and its range over the clip."""
    at_peaks = curve.value[peaks]
    sd = curve.sd(jitter)
    low = int(np.argmin(curve.value))
    rows = (
        (f"{name}_peak", float(np.median(at_peaks)), float(np.median(sd[peaks])), tuple(float(v) for v in at_peaks)),
        (
            f"{name}_range",
            float(np.median(at_peaks) - curve.value[low]),
            float(np.hypot(np.median(sd[peaks]), sd[low])),
            (),
        ),
    )
    tail = f".{side}" if side else ""
    return [
        Measurement(
            id=f"clip.{file}.{metric}{tail}",
            kind="movement",
            metric=metric,
            side=side,
            value=value,
            sd=spread,
            trials=trials,
            unit="deg",
            method="clip",
            quality="reduced" if slanted else "good",
            moves_muscles=False,
            session=file,
            source=file,
            notes=(SLANTED,) if slanted else (),
        )
        for metric, value, spread, trials in rows
    ]


def _gaps(*, side: Side | None, file: str) -> tuple[Gap, ...]:
    if side is None:
        return tuple(
            Gap(metric=name, side=None, reason=UNCONFIRMED, closes=HOW_TO_CONFIRM, source=file) for name in SIDED
        )
    far: Side = "left" if side == "right" else "right"
    return tuple(
        Gap(
            metric=name,
            side=far,
            reason="The far leg cannot be measured well enough to compare it with the near one.",
            closes=f"Film a second clip with the {far} side towards the camera.",
            source=file,
        )
        for name in SIDED
    )


def _picture(
    curves: dict[str, _Curve],
    reps: tuple[Repetition, ...],
    *,
    jitter: dict[str, float],
    near: Side,
    mirrored: bool | None,
    view: View,
    track: ClipTrack,
    shown: _Shown,
    file: str,
) -> CapturedPicture:
    named = mirror(near) if mirrored else near
    person = shown.person.renamed() if mirrored else shown.person
    still = blurred_still(shown.image, [person])
    shown_view = {"left": "right", "right": "left"} if mirrored else {}
    true_view = "_".join(shown_view.get(part, part) for part in view.split("_"))
    lines = [("shoulder", "hip", "trunk"), ("hip", "knee", "thigh"), ("knee", "ankle", "shank")]
    peaks = tuple(rep.peak for rep in reps)
    return CapturedPicture(
        file=file,
        kind="clip",
        jpeg=still.jpeg,
        width=still.width,
        height=still.height,
        points=named_points(person.points * still.scale),
        lines=tuple((f"{named}_{a}", f"{named}_{b}", label) for a, b, label in lines),
        view=true_view,
        side_confirmed=mirrored is not None,
        curves=tuple(
            AngleCurve(
                name=name,
                side=named if name in SIDED and mirrored is not None else None,
                time_s=tuple(track.time_s.tolist()),
                value_deg=tuple(curves[name].value.tolist()),
                sd_deg=tuple(curves[name].sd(jitter[name]).tolist()),
                peaks=peaks,
            )
            for name in ANGLES
        ),
        notes=track.notes,
    )
