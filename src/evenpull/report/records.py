"""An assessment: everything that one run found, ready to be written or drawn."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.capture.person.model import Person
from evenpull.infer.records import Inference
from evenpull.measure.records import Gap, Measurement
from evenpull.plan.records import Programme
from evenpull.safety.records import SafetyProfile


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """One joint angle over a clip: times in s, values and sd in degrees, repetition peaks as indices."""

    name: str
    side: str | None
    time_s: tuple[float, ...]
    value_deg: tuple[float, ...]
    sd_deg: tuple[float, ...]
    peaks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A photo or a clip's still for the report.

    Args:
        file: Name inside the person's folder.
        kind: `photo` or `clip`.
        jpeg: The picture with the face blurred, at most 900 pixels on its long side.
        width, height: Its size in pixels.
        points: Landmark name to (x, y) in its pixels.
        lines: Pairs of landmark names to draw, with a label.
        view: What view was found.
        side_confirmed: Whether the person confirmed which side is right.
        curves: For clips.
        notes: Warnings of the gates, in words.
    """

    file: str
    kind: str
    jpeg: bytes
    width: int
    height: int
    points: dict[str, tuple[float, float]]
    lines: tuple[tuple[str, str, str], ...]
    view: str
    side_confirmed: bool
    curves: tuple[Curve, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PullOnPelvis:
    """What the findings do to the posture of a simulated healthy body.

    Args:
        changes: Of the muscles, as `evenpull body settle --change` takes them.
        tilt_deg: Forward tilt of the pelvis that they bring: middle and ends of the central 95 %, degrees.
        lordosis_deg: The same of the hollow of the low back.
        keeps_weight: Whether posture may say anything about muscles.
        sentence: The answer in words.
        notes: What limits it.
        picture: The pelvis on its four ropes, SVG.
    """

    changes: tuple[str, ...]
    tilt_deg: tuple[float, float, float]
    lordosis_deg: tuple[float, float, float]
    keeps_weight: bool
    sentence: str
    notes: tuple[str, ...]
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One run over one person folder.

    Args:
        programme: None when safety allows none; `profile` says why.
        no_programme: In words, why there is none.
        inference: None when safety stops before calls or `profile.no_calls` says that none are made.
        created: ISO 8601 with offset.
        inputs_sha256: Hash of everything that was read.
        notices: What of the person's file was read otherwise than it is written, one sentence each.
        pull: What the findings do to a simulated body; None without a finding about the pelvis, or without the body.
    """

    person: Person
    profile: SafetyProfile
    measurements: tuple[Measurement, ...]
    gaps: tuple[Gap, ...]
    inference: Inference | None
    programme: Programme | None
    no_programme: str
    pictures: tuple[Picture, ...]
    created: str
    inputs_sha256: str
    catalogue_sha256: str
    evenpull_version: str
    notices: tuple[str, ...] = ()
    pull: PullOnPelvis | None = None
