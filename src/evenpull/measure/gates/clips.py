"""Every gate of a clip in one table: landmarks in, answers out; no file is read here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from evenpull.capture.pose import INDEX, Landmarks
from evenpull.core.side import SIDES, Side
from evenpull.core.words import say
from evenpull.measure.gates.body import IN_PICTURE, SMALLEST_BODY, lean_in_picture_deg, stance_of
from evenpull.measure.gates.hidden import far_side, knees_seen, side_check
from evenpull.measure.gates.picture import light, sharpness
from evenpull.measure.gates.records import GateResult, GateTable
from evenpull.measure.gates.swaps import sides_kept
from evenpull.measure.gates.timing import MOST_LOST, frame_rate, length, tracking

LYING_DEG = 60.0
SITTING_SHARE = 0.5

JOINTS = {
    "shoulder": say("the shoulders"),
    "hip": say("the hips"),
    "knee": say("the knees"),
    "ankle": say("the ankles"),
}
"""Joints that have to be in the picture, each with what a reader calls the two."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ClipSeen:
    """What was seen of one person in a clip.

    Args:
        file: The clip's name.
        times_s: Time of every picture, s, rising.
        people: The person in each picture, None where they were not found.
        jumps: Times that someone else was taken for the person and not believed.
        company: Whether a second person is there.
        levels: Grey level and sharpness of some pictures, as `light_and_sharpness` gives them.
    """

    file: str
    times_s: Sequence[float]
    people: Sequence[Landmarks | None]
    jumps: int = 0
    company: bool = False
    levels: Sequence[tuple[float, float]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipAsked:
    """What a movement asks of its clip.

    Args:
        least_s: How long it has to be, s.
        joints: Keys of `JOINTS` that have to be in the picture.
        lying: Whether the person lies on purpose.
        standing: Whether sitting and kneeling are wrong.
        near: The side that is nearer to the camera as it looks, when the clip is seen from the side.
        mirrored: As `side_check.is_mirrored` returns it.
        sided: Metrics that name a side without having one, withheld while the sides are not confirmed.
    """

    least_s: float = 1.5
    joints: Collection[str] = tuple(JOINTS)
    lying: bool = False
    standing: bool = False
    near: Side | None = None
    mirrored: bool | None = None
    sided: Collection[str] = ()


def check_clip(seen: ClipSeen, asked: ClipAsked | None = None) -> GateTable:
    """Return what every gate says about a clip; raises nothing: `GateTable.stop_if_refused` does.

    Args:
        seen: What was seen of one person.
        asked: What the movement asks; by default what every movement on the feet does.
    """
    asked = asked or ClipAsked()
    found = np.array([person is not None for person in seen.people], dtype=bool)
    someone = _someone(seen, any_found=bool(found.any()))
    if someone.outcome == "refused":
        return GateTable(file=seen.file, results=(someone,))
    times = np.asarray(seen.times_s, dtype=np.float64)
    kept = [person for person in seen.people if person is not None]
    numbers = [int(i) for i in np.flatnonzero(found)]
    results = (
        someone,
        length(times[found], least_s=asked.least_s),
        frame_rate(times, times[found]),
        tracking(times, found, jumps=seen.jumps),
        _near_enough(kept),
        _upright(kept, lying=asked.lying),
        _whole_body(kept, frames=numbers, joints=asked.joints),
        *_picture(seen.levels),
        *((_stance(kept),) if asked.standing else ()),
        sides_kept(kept, frames=numbers),
        knees_seen(kept, sides=SIDES if asked.near is None else (asked.near,)),
        far_side(asked.near),
        side_check(asked.mirrored, sided=asked.sided),
    )
    return GateTable(file=seen.file, results=results)


def _someone(seen: ClipSeen, *, any_found: bool) -> GateResult:
    if not any_found:
        return GateResult(
            gate="one_person",
            outcome="refused",
            code="no_person",
            reason=say("no person was found in this clip"),
            to_do=say("Put the phone three metres away, head to feet in the picture, in good light."),
        )
    if seen.company:
        return GateResult(
            gate="one_person",
            outcome="refused",
            code="several_people",
            reason=say("more than one person is in this clip"),
            to_do=say("Film again with one person in the picture, and no mirror behind."),
        )
    return GateResult(gate="one_person", value=1.0, limit=1.0)


def _near_enough(kept: Sequence[Landmarks]) -> GateResult:
    size = float(np.median([person.roi.size for person in kept]))
    if size >= SMALLEST_BODY:
        return GateResult(gate="near_enough", value=size, limit=SMALLEST_BODY, unit="px")
    return GateResult(
        gate="near_enough",
        outcome="refused",
        code="too_small",
        reason=say("the person is too small in this clip to measure"),
        to_do=say("Film from closer by."),
        value=size,
        limit=SMALLEST_BODY,
        unit="px",
    )


def _upright(kept: Sequence[Landmarks], *, lying: bool) -> GateResult:
    lean = float(np.median([lean_in_picture_deg(person) for person in kept]))
    if lying or lean <= LYING_DEG:
        return GateResult(gate="upright", value=lean, limit=LYING_DEG, unit="deg")
    return GateResult(
        gate="upright",
        outcome="refused",
        code="sideways",
        reason=say("the person lies across this clip"),
        to_do=say("Turn the clip upright and save it."),
        value=lean,
        limit=LYING_DEG,
        unit="deg",
    )


def _whole_body(kept: Sequence[Landmarks], *, frames: Sequence[int], joints: Collection[str]) -> GateResult:
    for name in sorted(joints, key=list(JOINTS).index):
        pair = [INDEX[f"left_{name}"], INDEX[f"right_{name}"]]
        out = [
            frame for frame, person in zip(frames, kept, strict=True) if float(person.presence[pair].max()) < IN_PICTURE
        ]
        if len(out) > MOST_LOST * len(kept):
            return GateResult(
                gate="whole_body",
                outcome="refused",
                code="cropped",
                reason=say(
                    "{parts} are outside the picture in {count} frames of this clip", parts=JOINTS[name], count=len(out)
                ),
                to_do=say("Step back until head and feet stay in the picture."),
                frame=out[0],
                value=len(out) / len(kept),
                limit=MOST_LOST,
            )
    return GateResult(gate="whole_body", limit=MOST_LOST)


def _picture(levels: Sequence[tuple[float, float]]) -> tuple[GateResult, ...]:
    if not levels:
        return ()
    grey, sharp = (float(value) for value in np.median(np.asarray(levels, dtype=np.float64), axis=0))
    return light(grey), sharpness(sharp)


def _stance(kept: Sequence[Landmarks]) -> GateResult:
    down = float(np.mean([stance_of(person) != "stands" for person in kept]))
    if down <= SITTING_SHARE:
        return GateResult(gate="stance", value=down, limit=SITTING_SHARE)
    return GateResult(
        gate="stance",
        outcome="refused",
        code="not_standing",
        reason=say("the person in this clip sits or kneels"),
        to_do=say("Stand upright, and film it again."),
        value=down,
        limit=SITTING_SHARE,
    )
