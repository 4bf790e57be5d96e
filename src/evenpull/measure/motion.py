"""A motion file becomes measurements: the same as a clip gives, in three dimensions where the file has three.

`measure_motion` opens a file; `measure_recording` and `measure_keypoints` take what is in memory already.
"""

from __future__ import annotations

from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evenpull.body.markers import Fit, Landmark, fit_markers, opensim_angles, placed_keypoints, placed_markers
from evenpull.body.model.load import load_body
from evenpull.capture.keypoints import KEYPOINT_SUFFIXES, KeypointTrack, from_markers, read_keypoints
from evenpull.capture.motion import Angles, Mapping, Markers, Recording, read_motion, write_angles, write_markers
from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.errors import MissingField, Where
from evenpull.measure.motion_curves import curves_of_angles, curves_of_fit, curves_of_picture
from evenpull.measure.motion_frame import oriented
from evenpull.measure.motion_results import results
from evenpull.measure.records import Gap, Measured

Array = NDArray[np.float64]
SIDE_VIEWS: dict[str, Side] = {"left": "left", "right": "right"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class MotionMeasured:
    """What a motion file gave: measurements, and the fit of its markers to the body, None where there are no markers.

    `time_s` are the frames' times and `rate_hz` their number a second.
    """

    measured: Measured
    fit: Fit | None
    time_s: Array
    rate_hz: float


def measure_motion(
    path: Path, *, view: str | None = None, rate_hz: float | None = None, mapping: Mapping | None = None
) -> MotionMeasured:
    """Measure a motion or keypoint file.

    Args:
        path: TRC, C3D, MOT, STO, JSON, CSV, or a folder of OpenPose JSON files.
        view: For points in a picture: the side that is towards the camera.
        rate_hz: Frames a second, for keypoint files, which do not say it.
        mapping: What a CSV's columns are.

    Raises:
        InputError: When it cannot be read, or holds nothing that a body can be laid on.
    """
    if path.is_dir() or path.suffix.lower() in KEYPOINT_SUFFIXES:
        return measure_keypoints(read_keypoints(path, rate_hz=rate_hz), view=view)
    return measure_recording(read_motion(path, mapping))


def measure_recording(recording: Recording, *, weights: MappingOf[str, float] | None = None) -> MotionMeasured:
    """Measure a recording of markers or coordinates; `weights` say how much markers count.

    Raises:
        InputError: When it holds nothing that a body can be laid on; says what there is.
    """
    if recording.markers.labels:
        track = from_markers(recording)
        if track is not None:
            return measure_keypoints(track)
        paths = {label: recording.markers.at(label) for label in recording.markers.labels}
        return _fitted(recording, placed_markers(paths), paths, method="markers", weights=weights)
    if not recording.angles.labels:
        raise _nothing(recording)
    curves = curves_of_angles(recording.angles)
    if not curves:
        raise MissingField(
            say("the table holds no angle of hip, knee or ankle"),
            where=Where(file=recording.source),
            hint=say("Coordinates are named as OpenSim does: knee_angle_r, hip_flexion_l."),
        )
    note = (say("The angles are another program's; their error is taken as that of markers."),)
    found = results(curves, rate_hz=recording.rate_hz, method="model", file=recording.source, notes=note)
    whole = Measured(measurements=found.measurements, gaps=found.gaps, warnings=recording.warnings)
    return MotionMeasured(measured=whole, fit=None, time_s=recording.time_s, rate_hz=recording.rate_hz)


def measure_keypoints(track: KeypointTrack, *, view: str | None = None) -> MotionMeasured:
    """Measure body points that were found elsewhere, in space or in a picture from the side.

    Raises:
        InputError: When points of a picture come without the view, or not from the side.
    """
    if track.space == "world" and track.format != "mediapipe":
        recording = Recording(
            source=track.source,
            format=track.format,
            time_s=track.time_s,
            rate_hz=track.rate_hz or 30.0,
            markers=Markers(labels=track.labels, position=track.points),
            warnings=track.warnings,
        )
        paths = {label: recording.markers.at(label) for label in track.labels}
        return _fitted(recording, placed_keypoints(paths), paths, method="keypoints_3d")
    if track.space == "world":
        text = say("depth from one camera is a guess: no joint angle is measured from it")
        raise MissingField(text, where=Where(file=track.source), hint=say("Give the points of the picture and --view."))
    if view not in SIDE_VIEWS:
        text = say("points of a picture show how joints bend only from the side")
        hint = say("Say which side is towards the camera: --view left or --view right.")
        raise MissingField(text, where=Where(file=track.source, field="view"), hint=hint)
    near = SIDE_VIEWS[view]
    found = results(
        curves_of_picture(track, near=near), rate_hz=track.rate_hz, method="keypoints_2d", file=track.source
    )
    far: Side = "right" if near == "left" else "left"
    reason = say("The far leg cannot be measured well enough to compare it with the near one.")
    gaps = tuple(
        Gap(metric=name, side=far, reason=reason, source=track.source) for name in ("knee_flexion", "hip_flexion")
    )
    whole = Measured(measurements=found.measurements, gaps=(*found.gaps, *gaps), warnings=track.warnings)
    return MotionMeasured(measured=whole, fit=None, time_s=track.time_s, rate_hz=track.rate_hz or 1.0)


def _fitted(
    recording: Recording,
    places: MappingOf[str, Landmark],
    paths: MappingOf[str, Array],
    *,
    method: str,
    weights: MappingOf[str, float] | None = None,
) -> MotionMeasured:
    file = recording.source
    if not places:
        known = ", ".join(recording.markers.labels[:6])
        text = say("no marker has a name that is known; the first are {names}", names=known)
        raise MissingField(
            text, where=Where(file=file), hint=say("Name markers as R.ASIS and R.Knee, RASI and RKNE, or RHip.")
        )
    placed = oriented(places, paths, up=recording.up, file=file)
    fit = fit_markers(load_body(), places, placed.seen, weights=weights, file=file)
    found = results(
        curves_of_fit(fit, keypoints=method != "markers"),
        rate_hz=recording.rate_hz,
        method=method,
        file=file,
        reduced=method != "markers" or placed.mirrored,
        sides_known=not placed.mirrored,
    )
    lie = say(
        "{count} markers lie {rms:.0f} mm (rms) from the body that was fitted.",
        count=len(fit.labels),
        rms=1000 * fit.rms_m,
    )
    whole = Measured(
        measurements=found.measurements, gaps=found.gaps, warnings=(*recording.warnings, *placed.warnings, lie)
    )
    return MotionMeasured(measured=whole, fit=fit, time_s=recording.time_s, rate_hz=recording.rate_hz)


def _nothing(recording: Recording) -> MissingField:
    held = [
        (bool(recording.forces), say("force plates")),
        (bool(recording.analog.labels), say("channels such as EMG or forces")),
        (bool(recording.orientations.labels), say("turns of sensors")),
    ]
    names = ", ".join(name for there, name in held if there) or say("nothing that is known")
    return MissingField(
        say("the file was read and holds {names}, but no markers and no joint angles", names=names),
        where=Where(file=recording.source),
        hint=say("Give the file of markers or coordinates of the same recording."),
    )


def write_opensim(found: MotionMeasured, folder: Path, *, name: str) -> tuple[Path, ...]:
    """Write the fit as OpenSim files: `<name>_fit.mot` and the markers as `<name>_fit.trc`, y up.

    Raises:
        MissingField: When there is no fit.
        StoreError: When the folder cannot be written.
    """
    if found.fit is None:
        raise MissingField(say("only markers and body points in space give OpenSim files"), where=Where(file=name))
    there = np.asarray(np.isfinite(found.fit.at).all(axis=1))
    names, values = opensim_angles(found.fit)
    whole = np.asarray(there & np.isfinite(values).all(axis=1))
    keep = np.asarray(np.isfinite(values[there]).all(axis=0))
    chosen = [i for i in range(len(names)) if keep[i] or whole.any()]
    rows = whole if whole.any() else there
    angles = Angles(
        labels=tuple(names[i] for i in chosen),
        units=tuple("m" if "_t" in names[i][-3:] and names[i][-1] in "xyz" else "rad" for i in chosen),
        values=values[rows][:, chosen],
    )
    mot, trc = folder / f"{name}_fit.mot", folder / f"{name}_fit.trc"
    write_angles(mot, time_s=found.time_s[rows], angles=angles)
    y_up = found.fit.seen @ np.array([[1.0, 0.0, 0.0], [0.0, 0.0, -1.0], [0.0, 1.0, 0.0]])
    write_markers(
        trc, time_s=found.time_s, rate_hz=found.rate_hz, markers=Markers(labels=found.fit.labels, position=y_up)
    )
    return mot, trc
