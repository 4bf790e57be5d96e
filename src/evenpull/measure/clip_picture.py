"""The still of a clip with its face blurred, lines and angle curves, named by the person's own sides."""

from __future__ import annotations

from dataclasses import dataclass

from evenpull.capture.pose import Image, Landmarks
from evenpull.capture.still import blurred_still
from evenpull.core.side import SIDES, Side
from evenpull.core.words import say
from evenpull.measure.clip_results import Jitter
from evenpull.measure.movement.findings import true_side
from evenpull.measure.movement.screen import Screen
from evenpull.measure.pictures import AngleCurve, CapturedPicture, named_points

LINES = (("shoulder", "hip", say("trunk")), ("hip", "knee", say("thigh")), ("knee", "ankle", say("shank")))
ARM = (("shoulder", "elbow", say("upper arm")), ("elbow", "wrist", say("forearm")))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shown:
    """The frame that becomes the still, with the person in it."""

    image: Image
    person: Landmarks


def picture_of(
    screen: Screen, *, jitter: Jitter, mirrored: bool | None, notes: tuple[str, ...], shown: Shown, file: str
) -> CapturedPicture:
    """Return the picture that a report shows of a clip.

    Args:
        screen: What the clip shows, sides as seen.
        jitter: How much each angle shakes between looks at the same frame, degrees.
        mirrored: Whether left and right are exchanged; None when not known.
        notes: What the gates noticed.
        shown: The frame to show.
        file: Name of the clip.
    """
    person = shown.person.renamed() if mirrored else shown.person
    still = blurred_still(shown.image, [person])
    swapped = {"left": "right", "right": "left"} if mirrored else {}
    view = "_".join(swapped.get(part, part) for part in screen.facing.view.split("_"))
    seen: tuple[Side, ...] = SIDES if screen.facing.near is None else (screen.facing.near,)
    named = sorted(str(true_side(side, mirrored=bool(mirrored))) for side in seen)
    parts = (*LINES, *ARM) if screen.movement in {"arm_raise", "overhead_squat"} else LINES
    peaks = tuple(rep.peak for rep in screen.reps)
    return CapturedPicture(
        file=file,
        kind="clip",
        jpeg=still.jpeg,
        width=still.width,
        height=still.height,
        points=named_points(person.points * still.scale),
        lines=tuple((f"{side}_{a}", f"{side}_{b}", label) for side in named for a, b, label in parts),
        view=view,
        side_confirmed=mirrored is not None,
        curves=tuple(
            AngleCurve(
                name=name,
                side=None if mirrored is None else true_side(side, mirrored=mirrored),
                time_s=tuple(screen.time_s.tolist()),
                value_deg=tuple(curve.value.tolist()),
                sd_deg=tuple(curve.sd(jitter.get((name, side), 0.0)).tolist()),
                peaks=peaks,
            )
            for (name, side), curve in screen.curves.items()
        ),
        notes=notes,
    )
