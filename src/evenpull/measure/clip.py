"""A clip of squats or sit-to-stands becomes repetitions and the knee, hip and trunk angles of the nearer leg.

The far leg is a gap: one camera cannot compare left with right. Every frame is looked at with its mirror image; the
frames at the deepest points are looked at again, slightly shifted, to see how much the answer shakes.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evenpull.capture.person.model import PictureConfirmation
from evenpull.capture.pose import Landmarks, PoseEstimator
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.knowledge import Catalogue
from evenpull.measure.clip_results import Curve, Shown, measurements, picture_of
from evenpull.measure.clip_track import ClipTrack, Progress, frames_at, track_clip
from evenpull.measure.kinematics import (
    ANGLES,
    Angle,
    LimbLengths,
    angles,
    limb_lengths,
    near_side,
    published_deg,
)
from evenpull.measure.looks import look
from evenpull.measure.photo_gates import refuse
from evenpull.measure.pictures import CapturedPicture
from evenpull.measure.records import Measured
from evenpull.measure.repetitions import repetitions
from evenpull.measure.side_check import is_mirrored
from evenpull.measure.view import IN_WORDS, view_of, yaw_deg

PEAKS_LOOKED_AT = 4
LOOKS_AT_A_PEAK = 5


def measure_clip(
    clip_path: Path,
    *,
    confirmation: PictureConfirmation | None,
    catalogue: Catalogue,
    estimator: PoseEstimator,
    progress: Progress | None = None,
) -> tuple[Measured, CapturedPicture]:
    """Measure a clip of squats or sit-to-stands filmed from the side or at a slant from the front.

    Hip flexion is the angle of the thigh against the trunk, so it holds the bend of the low back too. Knee and hip have
    a side and are withheld until the person has said which side of the picture is right; the other two have none.

    Args:
        clip_path: The clip.
        confirmation: What the person said about it, if anything.
        catalogue: As for photos; a clip's errors are those of `kinematics`.
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
            say("this clip is filmed {view}, where the bend of knees and hips cannot be seen", view=IN_WORDS[view]),
            file=file,
            hint=say("Film from the side, with the phone at hip height."),
        )
    lengths = limb_lengths((track.own.points + track.flipped.points) / 2, side=near)
    curves = _curves(track, near=near, yaw=yaw, lengths=lengths)
    reps = repetitions(curves["knee_flexion"].value)
    shown = [rep.peak for rep in reps[:PEAKS_LOOKED_AT]] or [int(np.argmax(curves["knee_flexion"].value))]
    jitter, still_of = _at_peaks(clip_path, track, shown, near=near, yaw=yaw, lengths=lengths, estimator=estimator)
    mirrored = is_mirrored(confirmation, view=view)
    true_near: Side | None = None if mirrored is None else ("left" if (near == "left") != mirrored else "right")
    measured = measurements(curves, reps, jitter=jitter, side=true_near, view=view, yaw=yaw, track=track, file=file)
    picture = picture_of(
        curves, reps, jitter=jitter, near=near, mirrored=mirrored, view=view, track=track, shown=still_of, file=file
    )
    return measured, picture


def _curves(track: ClipTrack, *, near: Side, yaw: float, lengths: LimbLengths) -> dict[str, Curve]:
    own = angles(track.own.points, track.own.world, side=near, yaw=yaw, lengths=lengths)
    flipped = angles(track.flipped.points, track.flipped.world, side=near, yaw=yaw, lengths=lengths)
    return {name: _joined(own[name], flipped[name], method=published_deg(name, yaw=yaw)) for name in ANGLES}


def _joined(own: Angle, flipped: Angle, *, method: float) -> Curve:
    return Curve(
        value=(own.value_deg + flipped.value_deg) / 2,
        half=np.abs(own.value_deg - flipped.value_deg) / 2,
        depth=(own.depth_half + flipped.depth_half) / 2,
        method=method,
    )


def _at_peaks(
    path: Path,
    track: ClipTrack,
    peaks: list[int],
    *,
    near: Side,
    yaw: float,
    lengths: LimbLengths,
    estimator: PoseEstimator,
) -> tuple[dict[str, float], Shown]:
    """Look again, shifted, at the frames of the deepest points: each angle's jitter in degrees, and a still."""
    frame_times = np.array(track.frame_times)
    seen = np.array([i for i, roi in enumerate(track.rois) if roi is not None])
    frames = [int(seen[np.argmin(np.abs(frame_times[seen] - track.time_s[peak]))]) for peak in peaks]
    variances: dict[str, list[float]] = {name: [] for name in ANGLES}
    shown: Shown | None = None
    for number, image in frames_at(path, frames):
        pair = track.rois[number]
        if pair is None:
            continue
        flipped = np.ascontiguousarray(image[:, ::-1])
        own = look(image, pair[0], estimator=estimator, times=LOOKS_AT_A_PEAK)
        there = look(flipped, pair[1].mirrored(width=track.width), estimator=estimator, times=LOOKS_AT_A_PEAK)
        groups = own, [seen_there.mirrored(width=track.width) for seen_there in there]
        for group in groups:
            for name, variance in _variances(group, near=near, yaw=yaw, lengths=lengths).items():
                variances[name].append(variance)
        if shown is None and groups[0]:
            shown = Shown(image=image, person=groups[0][0])
    if shown is None:
        raise refuse(
            "tracking_lost",
            say("the person is not found surely enough at the deepest points"),
            file=path.name,
            hint=say("Film against a plain background in good light."),
        )
    return {name: float(np.sqrt(np.mean(values or [0.0]))) for name, values in variances.items()}, shown


def _variances(group: list[Landmarks], *, near: Side, yaw: float, lengths: LimbLengths) -> dict[str, float]:
    if len(group) < 2:
        return {}
    points, world = np.stack([p.points for p in group]), np.stack([p.world for p in group])
    found = angles(points, world, side=near, yaw=yaw, lengths=lengths)
    return {name: float(angle.value_deg.var(ddof=1)) for name, angle in found.items()}
