"""What a followed clip says: measurements, gaps, curves and the still, with sides as the person confirmed them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.capture.pose import Image, Landmarks
from evenpull.capture.still import blurred_still
from evenpull.core.side import Side, mirror
from evenpull.core.words import say
from evenpull.measure.clip_track import ClipTrack
from evenpull.measure.kinematics import ANGLES, is_side_on
from evenpull.measure.pictures import AngleCurve, CapturedPicture, named_points
from evenpull.measure.records import Gap, Measured, Measurement
from evenpull.measure.repetitions import Repetition
from evenpull.measure.side_check import HOW_TO_CONFIRM, UNCONFIRMED
from evenpull.measure.view import View

SLANTED = say("Filmed at a slant: joint angles are rough. Film straight from the side for better ones.")
SIDED = ("knee_flexion", "hip_flexion")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Curve:
    """One angle: mean of both orientations, and what widens its sd, all degrees (n,)."""

    value: NDArray[np.float64]
    half: NDArray[np.float64]
    depth: NDArray[np.float64]
    method: float

    def sd(self, jitter: float) -> NDArray[np.float64]:
        """Return the sd of each value, degrees (n,)."""
        return np.asarray(np.sqrt(self.method**2 + jitter**2 + self.half**2 + self.depth**2))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """The frame that becomes the still, with the person in it and its index on the time grid."""

    image: Image
    person: Landmarks


def measurements(
    curves: dict[str, Curve],
    reps: tuple[Repetition, ...],
    *,
    jitter: dict[str, float],
    side: Side | None,
    view: View,
    yaw: float,
    track: ClipTrack,
    file: str,
) -> Measured:
    """Return the repetitions and the angles of the leg on `side`; sided angles only when the side is known."""
    warnings = [*track.notes, *(() if is_side_on(yaw) else (SLANTED,)), *((UNCONFIRMED,) if side is None else ())]
    gaps = _gaps(side=side, file=file)
    if not reps:
        missing = Gap(
            metric="repetitions",
            side=None,
            reason=say("No squat or sit-to-stand was found in this clip: the knee bends by less than 30 degrees."),
            closes=say("Film three to ten slow repetitions, standing up fully between them."),
            source=file,
        )
        return Measured(gaps=(missing, *gaps), warnings=tuple(warnings))
    rows = [_count(reps, track=track, file=file)]
    for name in ANGLES:
        if name in SIDED and side is None:
            continue
        rows.extend(
            _angle_rows(
                name,
                curves[name],
                reps,
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
        notes=(say("Each rise took {least:.1f} to {most:.1f} seconds.", least=min(seconds), most=max(seconds)),),
    )


def _angle_rows(
    name: str,
    curve: Curve,
    reps: tuple[Repetition, ...],
    *,
    jitter: float,
    side: Side | None,
    slanted: bool,
    file: str,
) -> list[Measurement]:
    """Return the angle's highest value in each repetition, and its range over the clip."""
    starts = [0, *(rep.top for rep in reps[:-1])]
    peaks = [a + int(np.argmax(curve.value[a : rep.top + 1])) for a, rep in zip(starts, reps, strict=True)]
    low = int(np.argmin(curve.value))
    sd = curve.sd(jitter)
    highest = tuple(float(value) for value in curve.value[peaks])
    height, height_sd = float(np.median(highest)), float(np.median(sd[peaks]))
    rows = (
        (f"{name}_peak", height, height_sd, highest),
        (f"{name}_range", height - float(curve.value[low]), float(np.hypot(height_sd, sd[low])), ()),
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
    again = {
        "left": say("Film a second clip with the left side towards the camera."),
        "right": say("Film a second clip with the right side towards the camera."),
    }
    return tuple(
        Gap(
            metric=name,
            side=far,
            reason=say("The far leg cannot be measured well enough to compare it with the near one."),
            closes=again[far],
            source=file,
        )
        for name in SIDED
    )


def picture_of(
    curves: dict[str, Curve],
    reps: tuple[Repetition, ...],
    *,
    jitter: dict[str, float],
    near: Side,
    mirrored: bool | None,
    view: View,
    track: ClipTrack,
    shown: Shown,
    file: str,
) -> CapturedPicture:
    """Return the still with its face blurred, the lines and curves, named by the person's own sides."""
    named = mirror(near) if mirrored else near
    person = shown.person.renamed() if mirrored else shown.person
    still = blurred_still(shown.image, [person])
    shown_view = {"left": "right", "right": "left"} if mirrored else {}
    true_view = "_".join(shown_view.get(part, part) for part in view.split("_"))
    lines = [("shoulder", "hip", say("trunk")), ("hip", "knee", say("thigh")), ("knee", "ankle", say("shank"))]
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
