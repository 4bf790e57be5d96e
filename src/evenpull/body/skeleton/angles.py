"""Names, directions and healthy limits of the joint angles, in degrees.

Every angle is zero in standing with hanging arms, palms to the thighs. Names without a side mean the middle of the
body, or both sides when the joint has two. Directions: flexion forward (the knee's backward), abduction and bending
away from the middle, rotation outward; of the middle joints, bend and rotation count towards the person's left.
"""

from __future__ import annotations

from collections.abc import Mapping

from evenpull.core.side import SIDES, mirror
from evenpull.core.words import say
from evenpull.errors import OutOfRange, UnknownId

MIDDLE_RANGE: dict[str, tuple[float, float]] = {
    "lumbar_flexion": (-35, 65),
    "lumbar_bend": (-35, 35),
    "lumbar_rotation": (-20, 20),
    "thoracic_flexion": (-30, 45),
    "thoracic_bend": (-30, 30),
    "thoracic_rotation": (-50, 50),
    "neck_flexion": (-50, 50),
    "neck_bend": (-45, 45),
    "neck_rotation": (-75, 75),
    "head_flexion": (-25, 25),
}
SIDED_RANGE: dict[str, tuple[float, float]] = {
    "hip_flexion": (-30, 135),
    "hip_abduction": (-30, 75),
    "hip_rotation": (-50, 75),
    "knee_flexion": (-5, 160),
    "ankle_dorsiflexion": (-60, 40),
    "toe_extension": (-40, 75),
    "girdle_elevation": (-12, 30),
    "girdle_protraction": (-25, 25),
    "shoulder_flexion": (-65, 185),
    "shoulder_abduction": (-55, 185),
    "shoulder_rotation": (-140, 100),  # inward from hanging; past -100 only with the arm lifted ahead
    "elbow_flexion": (-5, 155),
    "forearm_pronation": (-90, 95),
    "wrist_extension": (-80, 95),
    "finger_flexion": (-20, 110),
}


def both_sides(angles_deg: Mapping[str, float]) -> dict[str, float]:
    """Return every angle by its full name (`knee_flexion_left`); a sided name wins over the one for both.

    Raises:
        UnknownId: When a name is no joint angle.
        OutOfRange: When a healthy joint does not go there.
    """
    full: dict[str, float] = {}
    for name, value in angles_deg.items():
        if name in SIDED_RANGE:
            for side in SIDES:
                full.setdefault(f"{name}_{side}", value)
        else:
            full[name] = value
    for name, value in full.items():
        base, _, end = name.rpartition("_")
        limits = SIDED_RANGE.get(base) if end in SIDES else MIDDLE_RANGE.get(name)
        if limits is None:
            raise UnknownId(name, kind=say("joint angle"), allowed=[*MIDDLE_RANGE, *SIDED_RANGE])
        if not limits[0] <= value <= limits[1]:
            low, high = limits
            raise OutOfRange(say("{name} goes from {low:g} to {high:g} degrees", name=name, low=low, high=high))
    return full


def mirrored(angles_deg: Mapping[str, float]) -> dict[str, float]:
    """Return the mirrored posture: sides swapped, bends and rotations of the middle turned round."""
    out: dict[str, float] = {}
    for name, value in both_sides(angles_deg).items():
        base, _, side = name.rpartition("_")
        if side in SIDES:
            out[f"{base}_{mirror(side)}"] = value
        else:
            out[name] = -value if name.endswith(("_bend", "_rotation")) else value
    return out
