"""A clip of one movement becomes repetitions, angles, control and faults, as far as its view can show them.

Every frame is looked at with its mirror image; the frames at the deepest points are looked at again, slightly shifted,
to see how much the answer shakes. What is measured, and why, is in `measure/movement`; here is what is about files.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from evenpull.capture.person.model import PictureConfirmation
from evenpull.capture.pose import Landmarks, PoseEstimator
from evenpull.core.words import say
from evenpull.errors import CaptureRefused, Where
from evenpull.knowledge import Catalogue
from evenpull.measure.clip_picture import Shown, picture_of
from evenpull.measure.clip_results import Jitter, measurements
from evenpull.measure.clip_track import ClipTrack, Looked, Progress, frames_at, track_clip
from evenpull.measure.gates import ClipAsked, check_clip, withhold
from evenpull.measure.looks import look
from evenpull.measure.movement.angles import Named, angles_of
from evenpull.measure.movement.kinds import MOVEMENTS
from evenpull.measure.movement.poses import Poses, facing_of
from evenpull.measure.movement.readings import View
from evenpull.measure.movement.recognise import recognise, settle
from evenpull.measure.movement.screen import Screen, screen, view_of
from evenpull.measure.photo_gates import refuse
from evenpull.measure.pictures import CapturedPicture
from evenpull.measure.records import Measured
from evenpull.measure.side_check import is_mirrored

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
    """Measure a clip of one movement: see `movement.MOVEMENTS`.

    Hip flexion is the angle of the thigh against the trunk, so it holds the bend of the low back too. What has a
    side is withheld until the person has said which side of the picture is right.

    Args:
        clip_path: The clip.
        confirmation: What the person said about it, if anything.
        catalogue: Faults and their levels; a clip's errors are those of `kinematics` and `movement.readings`.
        estimator: Who finds people in pictures.
        progress: Told the time in s of each frame that is done.

    Raises:
        InputError: When the file cannot be read.
        CaptureRefused: When a gate does not accept it; `reason` says which.
    """
    file = clip_path.name
    said = confirmation.movement if confirmation else None
    lying = said in MOVEMENTS and MOVEMENTS[str(said)].lying
    track = track_clip(clip_path, estimator=estimator, progress=progress, lying=lying)
    own, flipped = _poses(track, track.own), _poses(track, track.flipped)
    found, seen = screen_of(own, flipped, said=said, catalogue=catalogue, file=file)
    jitter, still = _at_peaks(clip_path, track, found, own=own, estimator=estimator)
    mirrored = is_mirrored(confirmation, view=found.facing.view)
    table = check_clip(track.seen, ClipAsked(lying=lying, near=found.facing.near, mirrored=bool(mirrored)))
    notes = table.warnings
    measured = measurements(
        found, jitter=jitter, mirrored=mirrored, notes=notes, seen=seen, catalogue=catalogue, file=file
    )
    measured = withhold(measured, table, looks_like={"left": "right", "right": "left"} if mirrored else None)
    return measured, picture_of(found, jitter=jitter, mirrored=mirrored, notes=notes, shown=still, file=file)


def screen_of(own: Poses, flipped: Poses, *, said: str | None, catalogue: Catalogue, file: str) -> tuple[Screen, str]:
    """Recognise the movement, check it against what was said, and measure it; return what was seen beside it.

    Args:
        own: The person as the picture shows them.
        flipped: From the picture's mirror image, turned back.
        said: The movement that the person said, if any.
        catalogue: Faults and their levels.
        file: Name of the recording.

    Raises:
        CaptureRefused: `wrong_movement`, `no_joint_view`.
    """
    facing = facing_of(own, flipped)
    middle = Poses(time_s=own.time_s, points=(own.points + flipped.points) / 2, world=(own.world + flipped.world) / 2)
    seen = recognise(middle, facing=facing)
    movement = settle(said, seen, facing=facing, poses=middle, file=file)
    if movement is None:
        raise CaptureRefused(
            say("no movement that is measured here is seen in this clip: {seen}", seen=seen.words),
            reason="wrong_movement",
            where=Where(file=file),
            hint=say("Film three to ten slow repetitions of one movement, such as a squat."),
        )
    found = screen(own, flipped, movement=movement, facing=facing, catalogue=catalogue, standing=seen.standing)
    return found, seen.words


def _poses(track: ClipTrack, looked: Looked) -> Poses:
    return Poses(time_s=track.time_s, points=looked.points, world=looked.world)


def _at_peaks(
    path: Path, track: ClipTrack, found: Screen, *, own: Poses, estimator: PoseEstimator
) -> tuple[Jitter, Shown]:
    """Look again, shifted, at the frames of the deepest points: each angle's jitter in degrees, and a still."""
    peaks = [rep.peak for rep in found.reps[:PEAKS_LOOKED_AT]] or [int(np.argmax(found.drive))]
    frame_times = np.array(track.frame_times)
    tracked = np.array([i for i, roi in enumerate(track.rois) if roi is not None])
    frames = [int(tracked[np.argmin(np.abs(frame_times[tracked] - track.time_s[peak]))]) for peak in peaks]
    whole = view_of(own, facing=found.facing, standing=found.standing)
    variances: dict[Named, list[float]] = {}
    shown: Shown | None = None
    for number, image in frames_at(path, frames):
        pair = track.rois[number]
        if pair is None:
            continue
        flipped = np.ascontiguousarray(image[:, ::-1])
        here = look(image, pair[0], estimator=estimator, times=LOOKS_AT_A_PEAK)
        there = look(flipped, pair[1].mirrored(width=track.width), estimator=estimator, times=LOOKS_AT_A_PEAK)
        for group in (here, [seen.mirrored(width=track.width) for seen in there]):
            for named, variance in _variances(group, whole=whole, movement=found.movement).items():
                variances.setdefault(named, []).append(variance)
        if shown is None and here:
            shown = Shown(image=image, person=here[0])
    if shown is None:
        raise refuse(
            "tracking_lost",
            say("the person is not found surely enough at the deepest points"),
            file=path.name,
            hint=say("Film against a plain background in good light."),
        )
    return {named: float(np.sqrt(np.mean(values))) for named, values in variances.items()}, shown


def _variances(group: list[Landmarks], *, whole: View, movement: str) -> dict[Named, float]:
    if len(group) < 2:
        return {}
    looks = Poses(
        time_s=np.arange(len(group), dtype=np.float64),
        points=np.stack([p.points for p in group]),
        world=np.stack([p.world for p in group]),
    )
    view = View(poses=looks, facing=whole.facing, leg=whole.leg, lengths=whole.lengths, standing=whole.standing)
    return {named: float(angle.value_deg.var(ddof=1)) for named, angle in angles_of(view, movement=movement).items()}
