"""The planner's sentences for the person: why an item is there, what could not be served, what comes later."""

from __future__ import annotations

from evenpull.core.words import say
from evenpull.infer.records import Call
from evenpull.knowledge.load import Catalogue
from evenpull.plan.needs import Need

REGIONS = {
    "trunk_low": say("the low back and pelvis"),
    "neck_upper": say("the neck and upper back"),
    "hip": say("the hips"),
    "knee": say("the knees"),
    "ankle_foot": say("the feet and ankles"),
    "shoulder_arm": say("the shoulders"),
    "general": say("the whole body"),
}
GROUPS = {
    "move": say("Easy movement and calm breathing for {region}. No single muscle was picked out for this."),
    "strength": say("Basic strength for {region}. No single muscle was picked out for this."),
    "control": say("Steady control for {region}. No single muscle was picked out for this."),
}
SIDED = {"left": say("left {muscles}"), "right": say("right {muscles}"), "both": say("{muscles} on both sides")}
CALLED = {
    ("probably", "short"): say("For the {muscles}: probably short."),
    ("probably", "weak"): say("For the {muscles}: probably weaker than usual."),
    ("probably", "overactive"): say("For the {muscles}: probably overactive."),
    ("possibly", "short"): say("For the {muscles}: possibly short."),
    ("possibly", "weak"): say("For the {muscles}: possibly weaker than usual."),
    ("possibly", "overactive"): say("For the {muscles}: possibly overactive."),
}
UNMET = {
    "short": say("No room or no fitting exercise yet: a stretch or roll for the {muscles}."),
    "overactive": say("No room or no fitting exercise yet: a roll for the {muscles}."),
    "weak": say("No room or no fitting exercise yet: a strength exercise for the {muscles}."),
    "pair": say(
        "No room or no fitting exercise yet: a strength exercise for the muscles that pull against the {muscles}."
    ),
    "control": say("No room or no fitting exercise yet: a control exercise for the {muscles}."),
}
NO_BALANCE = say(
    "No balance exercise fits you alone. From 65 years on it belongs in each session: a physiotherapist can show you "
    "one."
)
PHASES = {
    "start": say("Start: few exercises, done well"),
    "minimum": say("Least dose: few exercises, done well"),
    "standard": say("Build: the same exercises and a few more"),
    "full": say("Build: the same exercises and a few more"),
    "maintenance": say("Keep: a little strength and movement"),
    "pregnancy": say("Gentle general exercise"),
    "general": say("General activity"),
}


def lay(muscle: str, catalogue: Catalogue) -> str:
    """Return what a person calls a group of muscles."""
    entry = catalogue.muscles.get(muscle)
    return entry.lay if entry else muscle.replace("_", " ")


def sided(muscle: str, *, left: float, right: float, catalogue: Catalogue) -> str:
    """Return `left hip flexors`, or `hip flexors on both sides`."""
    side = "both" if left > 0 and right > 0 else "left" if left > 0 else "right"
    return SIDED[side].format(muscles=lay(muscle, catalogue))


def reason(need: Need, calls: dict[str, Call], catalogue: Catalogue) -> str:
    """Return one short sentence: which need an exercise answers."""
    if need.kind == "region":
        return GROUPS[need.group].format(region=REGIONS.get(need.region, need.region.replace("_", " ")))
    if need.kind == "balance":
        return say("Balance practice belongs in each session from 65 years on.")
    muscle = need.id.split(".", 1)[1]
    whom = sided(muscle, left=need.left, right=need.right, catalogue=catalogue)
    if need.kind == "pair":
        return say("Trains the muscles that pull against the {muscles}.", muscles=whom)
    if need.kind == "control":
        return say("Practises steady control around the {muscles}.", muscles=whom)
    words = sorted({calls[name].word for name in need.calls if name in calls}, reverse=True)
    return CALLED[words[0] if words else "possibly", need.kind].format(muscles=whom)


def unmet(need: Need, catalogue: Catalogue) -> str:
    """Return one sentence about a need that this plan does not serve."""
    muscle = need.id.split(".", 1)[1]
    return UNMET[need.kind].format(muscles=sided(muscle, left=need.left, right=need.right, catalogue=catalogue))


def unpaired(muscle: str, catalogue: Catalogue) -> str:
    """Return one sentence about a stretch without its partner."""
    return say(
        "The stretch of the {muscles} has no strength partner yet: none fits this person or this time.",
        muscles=lay(muscle, catalogue),
    )
