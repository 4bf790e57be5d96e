"""Changes of muscles, sides and joints as people say them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenpull.body.changes import Change
from evenpull.core.side import SIDE_WORDS
from evenpull.core.words import say

JOINTS = {
    "hip": say("hip"),
    "knee": say("knee"),
    "patellofemoral": say("kneecap joint"),
    "ankle": say("ankle"),
    "l1_l2": "L1/L2",
    "l2_l3": "L2/L3",
    "l3_l4": "L3/L4",
    "l4_l5": "L4/L5",
    "l5_s1": "L5/S1",
}
PROPERTY_WORDS = {
    ("length", False): say("{group} {percent} % shorter"),
    ("length", True): say("{group} {percent} % longer"),
    ("strength", False): say("{group} {percent} % weaker"),
    ("strength", True): say("{group} {percent} % stronger"),
    ("tone", False): say("{group} {percent} % less tense at rest"),
    ("tone", True): say("{group} {percent} % tenser at rest"),
    ("stiffness", False): say("{group} {percent} % less stiff"),
    ("stiffness", True): say("{group} {percent} % stiffer"),
}


def changes_in_words(changes: Sequence[Change], names: Mapping[str, str]) -> str:
    """Return changes as people say them: left hip flexors 10 % shorter; `names` are the muscles' plain ones by id."""
    said = []
    for change in changes:
        pattern = PROPERTY_WORDS[change.property, change.log > 0]
        group = sided(names[change.group], change.side)
        said.append(pattern.format(group=group, percent=f"{abs(100.0 * change.share()):.1f}".removesuffix(".0")))
    return ", ".join(said) or say("nothing changed")


def sided(what: str, side: str) -> str:
    """Return a part of the body with its side in words."""
    return say("{side} {what}", side=SIDE_WORDS[side], what=what)


def joint_in_words(joint: str) -> str:
    """Return a joint's name with its side."""
    base, _, side = joint.rpartition("_")
    if base in JOINTS and side in ("r", "l"):
        return sided(JOINTS[base], {"r": "right", "l": "left"}[side])
    return JOINTS[joint]


NOT_YOU = say("This is a healthy adult body in a simulation, not you.")
