"""The planner's sentences for the person: why an item is there, what could not be served, what comes later."""

from __future__ import annotations

from evenpull.infer.records import Call
from evenpull.knowledge.load import Catalogue
from evenpull.plan.needs import Need

REGIONS = {
    "trunk_low": "the low back and pelvis",
    "neck_upper": "the neck and upper back",
    "hip": "the hips",
    "knee": "the knees",
    "ankle_foot": "the feet and ankles",
    "shoulder_arm": "the shoulders",
    "general": "the whole body",
}
GROUPS = {"move": "Easy movement and calm breathing", "strength": "Basic strength", "control": "Steady control"}
WORDS = {"short": "short", "weak": "weaker than usual", "overactive": "overactive"}


def lay(muscle: str, catalogue: Catalogue) -> str:
    """Return what a person calls a group of muscles."""
    entry = catalogue.muscles.get(muscle)
    return entry.lay if entry else muscle.replace("_", " ")


def sided(muscle: str, *, left: float, right: float, catalogue: Catalogue) -> str:
    """Return `left hip flexors`, or `hip flexors on both sides`."""
    name = lay(muscle, catalogue)
    if left > 0 and right > 0:
        return f"{name} on both sides"
    return f"{'left' if left > 0 else 'right'} {name}"


def reason(need: Need, calls: dict[str, Call], catalogue: Catalogue) -> str:
    """Return one short sentence: which need an exercise answers."""
    if need.kind == "region":
        region = REGIONS.get(need.region, need.region.replace("_", " "))
        return f"{GROUPS[need.group]} for {region}. No single muscle was picked out for this."
    if need.kind == "balance":
        return "Balance practice belongs in each session from 65 years on."
    muscle = need.id.split(".", 1)[1]
    whom = sided(muscle, left=need.left, right=need.right, catalogue=catalogue)
    if need.kind == "pair":
        return f"Trains the muscles that pull against the {whom}."
    if need.kind == "control":
        return f"Practises steady control around the {whom}."
    words = sorted({calls[name].word for name in need.calls if name in calls}, reverse=True)
    sure = words[0] if words else "possibly"
    return f"For the {whom}: {sure} {WORDS[need.kind]}."


def unmet(need: Need, catalogue: Catalogue) -> str:
    """Return one sentence about a need that this plan does not serve."""
    muscle = need.id.split(".", 1)[1]
    whom = sided(muscle, left=need.left, right=need.right, catalogue=catalogue)
    what = {
        "short": "a stretch or roll",
        "overactive": "a roll",
        "weak": "a strength exercise",
        "pair": "a strength exercise for the muscles that pull against them",
        "control": "a control exercise",
    }[need.kind]
    return f"No room or no fitting exercise yet: {what} for the {whom}."


def unpaired(muscle: str, catalogue: Catalogue) -> str:
    """Return one sentence about a stretch without its partner."""
    return (
        f"The stretch of the {lay(muscle, catalogue)} has no strength partner yet: none fits this person or this time."
    )


PHASES = {
    "start": "Start: few exercises, done well",
    "minimum": "Least dose: few exercises, done well",
    "standard": "Build: the same exercises and a few more",
    "full": "Build: the same exercises and a few more",
    "maintenance": "Keep: a little strength and movement",
    "pregnancy": "Gentle general exercise",
    "general": "General activity",
}
