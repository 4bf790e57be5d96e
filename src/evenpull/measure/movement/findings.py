"""Sizes of faults become levels with their errors, for the person's own sides; what cannot be seen becomes a gap."""

from __future__ import annotations

from collections.abc import Iterable

from evenpull.core.side import Side
from evenpull.core.words import say
from evenpull.knowledge import Catalogue
from evenpull.knowledge.kinds import Compensation
from evenpull.measure.movement.levels import level_of
from evenpull.measure.movement.readings import READINGS
from evenpull.measure.movement.screen import Screen, Size
from evenpull.measure.records import Gap, Measured, Measurement, MeasurementQuality
from evenpull.measure.side_check import HOW_TO_CONFIRM, UNCONFIRMED

TOO_ROUGH = 1.5
"""A level with a larger sd than this many levels says next to nothing and is not weighed."""

UNITS = {"deg": say("degrees"), "cm": say("cm")}

NO_PELVIS = say("The points found on a body hold none on the pelvis or the back, so the low back cannot be seen.")
NO_ARCH = say("The points found on a body hold none on the arch of the foot.")
NO_NECK = say("The points found on a body hold none at the base of the neck.")
NO_BLADE = say("The points found on a body hold none on the shoulder blade.")
ARM_MOVES_POINT = say("The point of the shoulder is moved by the arm itself, by more than a shrug does.")
TURN = say("A turn about the upright axis cannot be measured by one camera.")
FOOT_PART = say("The foot is one of the parts that are rated, and it cannot be seen.")
TWO_CLIPS = say("It compares two clips, which is not done here.")
BY_EYE = say("Look for them by eye and list them as observed.")

UNSEEN = {
    "back_arches": NO_PELVIS,
    "back_arches_arms_up": NO_PELVIS,
    "back_rounds": NO_PELVIS,
    "back_rounds_first": NO_PELVIS,
    "early_shrug": ARM_MOVES_POINT,
    "feet_flatten": NO_ARCH,
    "foot_collapses": NO_ARCH,
    "head_forward": NO_NECK,
    "shoulder_blade_wings": NO_BLADE,
    "single_leg_squat_quality": FOOT_PART,
    "trunk_turns_in": TURN,
    "better_with_heels_raised": TWO_CLIPS,
    "better_with_hands_on_hips": TWO_CLIPS,
}
"""Why the points of a body cannot show a fault."""

OTHER_VIEW = {
    "front": say("These are seen only from the front or from behind, square to the camera: {faults}."),
    "side": say("These are seen only straight from the side: {faults}."),
}
FILM_AGAIN = {
    "front": say("Film a second clip from the front or from behind."),
    "side": say("Film a second clip from the side, with the phone at hip height."),
}


def true_side(side: Side | None, *, mirrored: bool) -> Side | None:
    """Return whose side that is which is seen as `side`, in a mirrored picture or not."""
    if side is None or not mirrored:
        return side
    return "left" if side == "right" else "right"


def findings(screen: Screen, *, mirrored: bool | None, catalogue: Catalogue, file: str) -> Measured:
    """Return the faults of a movement as levels, and a gap for each reason that hides some of them.

    Args:
        screen: What the recording shows.
        mirrored: Whether left and right are exchanged; None when not known: then what has a side is withheld.
        catalogue: Limits of the levels, and what the movement is looked at for.
        file: Name of the recording.
    """
    rows = []
    withheld: list[str] = []
    for size in screen.sizes:
        entry = catalogue.compensations[size.fault]
        if entry.sided and mirrored is None:
            withheld.append(size.fault)
            continue
        side = true_side(size.side, mirrored=bool(mirrored))
        rows.append(_finding(size, entry, side=side, screen=screen, file=file))
    gaps = [*_hidden(screen, mirrored=mirrored, catalogue=catalogue, file=file)]
    gaps += _unseen(screen, catalogue=catalogue, file=file)
    if withheld:
        gaps.append(
            Gap(
                metric="movement_faults",
                side=None,
                reason=UNCONFIRMED + " " + say("Not told: {faults}.", faults=_named(withheld, catalogue)),
                closes=HOW_TO_CONFIRM,
                source=file,
            )
        )
    return Measured(measurements=tuple(sorted(rows, key=lambda row: row.id)), gaps=tuple(gaps))


def _finding(size: Size, entry: Compensation, *, side: Side | None, screen: Screen, file: str) -> Measurement:
    limits = tuple(limit.value for limit in entry.thresholds)
    level, spread = level_of(size.value, sd=size.sd, limits=limits, by_eye=entry.reliability.value)
    rough = spread > TOO_ROUGH
    reduced = len(size.trials) == 1 or screen.facing.plane == "slant"
    quality: MeasurementQuality = "poor" if rough else "reduced" if reduced else "good"
    told = say(
        "Measured {value:.1f} {unit}, give or take {sd:.1f}, over {count} repetitions; slight from {limit:g}.",
        value=size.value,
        unit=UNITS[size.unit],
        sd=size.sd,
        count=len(size.trials),
        limit=limits[0],
    )
    notes = (
        (told, say("The error is as large as the steps between the levels, so it is not weighed."))
        if rough
        else (told,)
    )
    tail = f".{side}" if side else ""
    return Measurement(
        id=f"clip.{file}.{size.fault}{tail}",
        kind="movement",
        metric=size.fault,
        side=side,
        value=level,
        sd=spread,
        unit="level",
        method="clip",
        quality=quality,
        session=file,
        source=file,
        notes=notes,
    )


def _named(faults: Iterable[str], catalogue: Catalogue) -> str:
    return "; ".join(catalogue.compensations[fault].plain for fault in sorted(set(faults)))


def _hidden(screen: Screen, *, mirrored: bool | None, catalogue: Catalogue, file: str) -> Iterable[Gap]:
    for fault, seen_as in screen.hidden:
        side = None if mirrored is None else true_side(seen_as, mirrored=mirrored)
        yield Gap(
            metric=fault,
            side=side,
            reason=say(
                "Too few repetitions show this: the thigh points to the camera ({fault}).",
                fault=catalogue.compensations[fault].plain,
            ),
            closes=say("Bend the knees less deeply, or film from the side."),
            source=file,
        )


def _unseen(screen: Screen, *, catalogue: Catalogue, file: str) -> Iterable[Gap]:
    """Return one gap for each reason why faults of this movement are not seen from here."""
    read = {reading.fault: reading for reading in READINGS}
    reasons: dict[tuple[str, str], list[str]] = {}
    for fault in sorted(catalogue.compensations):
        entry = catalogue.compensations[fault]
        if screen.movement not in (entry.movement, *entry.also_in):
            continue
        if fault not in read:
            reasons.setdefault(("points", UNSEEN.get(fault, BY_EYE)), []).append(fault)
        elif screen.facing.plane not in read[fault].planes:
            view = "front" if read[fault].planes == ("front",) else "side"
            reasons.setdefault(("view", view), []).append(fault)
        elif read[fault].legs in ("near", "standing") and screen.facing.near is not None:
            far: Side = "left" if screen.facing.near == "right" else "right"
            reasons.setdefault(("far", far), []).append(fault)
    for (why, what), faults in sorted(reasons.items()):
        names = _named(faults, catalogue)
        if why == "points":
            reason, closes = what + " " + say("Not told: {faults}.", faults=names), BY_EYE
        elif why == "view":
            reason, closes = OTHER_VIEW[what].format(faults=names), FILM_AGAIN[what]
        else:
            reason = say("The far side cannot be measured from one side view: {faults}.", faults=names)
            closes = say("Film a second clip with the other side towards the camera.")
        yield Gap(metric="movement_faults", side=None, reason=reason, closes=closes, source=file)
