"""What a plan should serve: calls as short, weak and control needs, and a region's general needs beside them.

A need is probability x severity x relevance of a call. Rolling and stretching serve measured shortness only; strength
serves weakness; control serves the joint's pattern. Needs keep both sides, and their weight is the same for a mirrored
person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from evenpull.capture.person.model import Person
from evenpull.infer.records import Call, Inference
from evenpull.knowledge.kinds import Exercise
from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules

Kind = Literal["short", "overactive", "weak", "control", "pair", "region", "balance"]
CONTROL_ROLES = ("re_educate", "integrate", "reinforce")
GROUPS = {"move": ("reposition",), "strength": ("activate",), "control": CONTROL_ROLES}
GOAL_REGIONS = {
    "posture": ("neck_upper",),
    "mobility": ("trunk_low",),
    "strength": ("hip", "knee"),
    "perform": ("hip", "knee"),
    "balance": ("ankle_foot",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """One thing that the plan should serve.

    Args:
        id: Without a side, such as `short.iliopsoas` or `region.trunk_low.strength`.
        kind: What sort of exercise serves it.
        muscles: Groups concerned; for `control` and `pair` with those that pull against them.
        region: Pain region, for general needs.
        group: `move`, `strength` or `control`, for general needs.
        left, right: Need of each side; equal for what has no side.
        calls: Ids of the calls behind it.
    """

    id: str
    kind: Kind
    muscles: tuple[str, ...] = ()
    region: str = ""
    group: str = ""
    left: float
    right: float
    calls: tuple[str, ...] = ()

    @property
    def weight(self) -> float:
        """The need as one number: the greater side and half of the other."""
        return max(self.left, self.right) + 0.5 * min(self.left, self.right)


def call_need(call: Call) -> float:
    """Return probability x severity x relevance of a call (0 to 3)."""
    return call.probability * call.severity * call.relevance


def find_needs(inference: Inference | None, *, person: Person, catalogue: Catalogue, with_calls: bool) -> list[Need]:
    """Return every need with a positive weight, sorted by id."""
    calls = [
        call
        for call in (inference.calls if inference and with_calls else ())
        if call.word in ("probably", "possibly") and call.property in ("short", "weak", "overactive")
    ]
    needs = [*_call_needs(calls, catalogue), *_general_needs(person, catalogue, any_call=bool(calls))]
    if person.person.age_years >= rules.OLDER_AGE:
        weight = rules.BALANCE_WEIGHT
        needs.append(Need(id="balance", kind="balance", left=weight, right=weight))
    return sorted((need for need in needs if need.weight > 0), key=lambda need: need.id)


def antagonists(muscle: str, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the groups that pull against a group, sorted; empty when the catalogue has none."""
    entry = catalogue.muscles.get(muscle)
    if entry is None:
        return ()
    found = set(entry.antagonists)
    for name in entry.antagonists:
        other = catalogue.muscles.get(name)
        if other is not None and not other.posterior:
            found.update(other.members)
    return tuple(sorted(found - {muscle}))


def _call_needs(calls: Iterable[Call], catalogue: Catalogue) -> list[Need]:
    grouped: dict[tuple[str, str], list[Call]] = {}
    for call in calls:
        grouped.setdefault((call.property, call.muscle), []).append(call)
    needs = []
    for (prop, muscle), members in sorted(grouped.items()):
        sides = {"left": 0.0, "right": 0.0}
        for call in members:
            sides[call.side] = max(sides[call.side], call_need(call))
        ids = tuple(sorted(call.id for call in members))
        against = antagonists(muscle, catalogue)

        def need(kind: Kind, muscles: tuple[str, ...], share: float, *, found: dict[str, float] = sides) -> Need:
            left, right = found["left"] * share, found["right"] * share
            return Need(id=f"{kind}.{muscle}", kind=kind, muscles=muscles, left=left, right=right, calls=ids)  # noqa: B023

        direct: Kind = "short" if prop == "short" else "weak" if prop == "weak" else "overactive"
        needs.append(need(direct, (muscle,), 1.0))
        if prop == "short" and against:
            needs.append(need("pair", against, rules.PAIR_WEIGHT))
        if prop != "overactive":
            control = need("control", (muscle, *against), rules.CONTROL_WEIGHT)
            needs.append(control)
    return _merge_same_id(needs)


def _merge_same_id(needs: list[Need]) -> list[Need]:
    """Join the control needs of a group that is both short and weak; the greater need of each side counts."""
    merged: dict[str, Need] = {}
    for need in needs:
        old = merged.get(need.id)
        if old is not None:
            need = Need(  # noqa: PLW2901 - the joined need replaces both
                id=need.id,
                kind=need.kind,
                muscles=need.muscles,
                left=max(old.left, need.left),
                right=max(old.right, need.right),
                calls=tuple(sorted({*old.calls, *need.calls})),
            )
        merged[need.id] = need
    return list(merged.values())


def pain_regions(person: Person, catalogue: Catalogue) -> tuple[str, ...]:
    """Return the regions of a person's pains, sorted."""
    sites = (catalogue.resolve("pain_sites", pain.site) for pain in person.pains)
    return tuple(sorted({catalogue.pain_sites[site].region for site in sites}))


def _general_needs(person: Person, catalogue: Catalogue, *, any_call: bool) -> list[Need]:
    weights: dict[str, float] = {"general": rules.GENERAL_WEIGHT["general"]}
    for goal in person.goals:
        for region in GOAL_REGIONS.get(goal, ()):
            weights[region] = rules.GENERAL_WEIGHT["goal"]
    for region in pain_regions(person, catalogue):
        weights[region] = rules.GENERAL_WEIGHT["pain_with_calls" if any_call else "pain"]
    return [
        Need(
            id=f"region.{region}.{group}",
            kind="region",
            region=region,
            group=group,
            left=weight * share,
            right=weight * share,
        )
        for region, weight in sorted(weights.items())
        for group, share in sorted(rules.GROUP_WEIGHT.items())
    ]


SERVED_BY: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "short": (("lengthen",), ("inhibit",)),
    "overactive": (("inhibit",), ()),
    "weak": (("activate",), CONTROL_ROLES),
    "pair": (("activate",), ()),
    "control": (CONTROL_ROLES, ()),
}
"""Roles that serve a need fully, and roles that serve it on the side when the group is their main one."""


def coverage(exercise: Exercise, need: Need) -> int:
    """Return how far an exercise serves a need: 2 as its main purpose, 1 on the side, 0 not at all."""
    if need.kind == "balance":
        return 2 if "balance" in exercise.tags else 0
    if need.kind == "region":
        return 2 if need.region in exercise.regions and exercise.role in GROUPS[need.group] else 0
    fully, aside = SERVED_BY[need.kind]
    hit = _hit(exercise, need.muscles)
    if exercise.role in fully:
        return hit
    return int(hit == 2 and exercise.role in aside)


def _hit(exercise: Exercise, muscles: tuple[str, ...]) -> int:
    if any(muscle in exercise.primary for muscle in muscles):
        return 2
    return int(any(muscle in exercise.secondary for muscle in muscles))
