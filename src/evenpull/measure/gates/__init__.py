"""The gates: what a photo or clip must fulfil before a number of it is shown, one table with reasons and what to do."""

from evenpull.measure.gates.body import (
    IN_PICTURE,
    SMALLEST_BODY,
    Stance,
    lean_in_picture_deg,
    stance_of,
    stands,
)
from evenpull.measure.gates.camera import NO_LEVEL_LINE, StandingView, roll_of_gravity, roll_of_line
from evenpull.measure.gates.clips import ClipAsked, ClipSeen, check_clip
from evenpull.measure.gates.drawn import explained
from evenpull.measure.gates.hidden import CLOTHING_DOUBT
from evenpull.measure.gates.photos import check_camera, check_photo, found_surely, looks_agree, seen_view
from evenpull.measure.gates.picture import light_and_sharpness
from evenpull.measure.gates.records import GateId, GateResult, GateTable, Outcome, Spot, Withheld
from evenpull.measure.gates.withhold import withhold

__all__ = [
    "CLOTHING_DOUBT",
    "IN_PICTURE",
    "NO_LEVEL_LINE",
    "SMALLEST_BODY",
    "ClipAsked",
    "ClipSeen",
    "GateId",
    "GateResult",
    "GateTable",
    "Outcome",
    "Spot",
    "Stance",
    "StandingView",
    "Withheld",
    "check_camera",
    "check_clip",
    "check_photo",
    "explained",
    "found_surely",
    "lean_in_picture_deg",
    "light_and_sharpness",
    "looks_agree",
    "roll_of_gravity",
    "roll_of_line",
    "seen_view",
    "stance_of",
    "stands",
    "withhold",
]
