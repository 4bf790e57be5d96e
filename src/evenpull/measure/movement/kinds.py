"""The movements that can be measured, which curve counts them, and from where they can be seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from evenpull.core.words import say
from evenpull.measure.movement.poses import Plane

Drive = Literal[
    "knee_flexion",
    "lowering",
    "trunk_lean_forward",
    "bow",
    "arm_elevation",
    "leg_raise",
    "shin_lean_forward",
    "foot_up",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementKind:
    """One movement.

    Args:
        id: As the catalogue names it.
        words: What a reader calls it, with its article.
        drives: The curve that counts it, for each plane it can be measured in.
        hold: Whether it is held still, not repeated.
        lying: Whether the person lies.
        one_leg: Whether it stands on one leg.
    """

    id: str
    words: str
    drives: dict[Plane, Drive]
    hold: bool = False
    lying: bool = False
    one_leg: bool = False

    def least(self, plane: Plane) -> float:
        """Return the least range of the curve that is a repetition, degrees or share of the leg's length."""
        return LEAST[self.drives[plane]]


LEAST: dict[Drive, float] = {
    "knee_flexion": 30.0,
    "lowering": 0.08,
    "trunk_lean_forward": 30.0,
    "bow": 0.25,
    "arm_elevation": 45.0,
    "leg_raise": 20.0,
    "shin_lean_forward": 10.0,
    "foot_up": 0.08,
}
"""Least range of a repetition: degrees; for the lowering of the hips and the lift of a foot shares of the leg's length,
for a bow shares of the trunk's. Chosen by us."""

_KNEES: dict[Plane, Drive] = {"side": "knee_flexion", "slant": "knee_flexion", "front": "lowering"}
_STANCE: dict[Plane, Drive] = {"side": "foot_up", "slant": "foot_up", "front": "foot_up"}

_ALL = (
    MovementKind(id="squat", words=say("a squat"), drives=_KNEES),
    MovementKind(id="overhead_squat", words=say("an overhead squat"), drives=_KNEES),
    MovementKind(id="sit_to_stand", words=say("standing up from a chair"), drives=_KNEES),
    MovementKind(id="single_leg_squat", words=say("a squat on one leg"), drives=_KNEES, one_leg=True),
    MovementKind(id="single_leg_stance", words=say("standing on one leg"), drives=_STANCE, hold=True, one_leg=True),
    MovementKind(
        id="forward_bend",
        words=say("a forward bend"),
        drives={"side": "trunk_lean_forward", "slant": "trunk_lean_forward", "front": "bow"},
    ),
    MovementKind(
        id="arm_raise",
        words=say("raising the arms"),
        drives={"side": "arm_elevation", "slant": "arm_elevation", "front": "arm_elevation"},
    ),
    MovementKind(id="straight_leg_raise", words=say("a straight leg raise"), drives={"side": "leg_raise"}, lying=True),
    MovementKind(id="lunge_test", words=say("a lunge test of the ankle"), drives={"side": "shin_lean_forward"}),
    MovementKind(id="plank", words=say("a plank"), drives={}, hold=True, lying=True),
)
MOVEMENTS: dict[str, MovementKind] = {kind.id: kind for kind in _ALL}
"""Every movement by its id."""

BOTH_LEGS = ("squat", "overhead_squat", "sit_to_stand")
"""Movements that bend both legs: whoever films says which, and only the arms tell one of them apart."""
