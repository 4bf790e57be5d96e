"""One exercise of a session as the person reads it: dose per side, reason, end, stop rules and substitute."""

from __future__ import annotations

from evenpull.core.words import say
from evenpull.infer.records import Call
from evenpull.knowledge.load import Catalogue
from evenpull.plan.candidates import Candidate, Pool, substitute_for, uneven_side
from evenpull.plan.needs import Need
from evenpull.plan.records import Item, Why
from evenpull.plan.size import Size
from evenpull.plan.words import reason

REASONS = 2


def as_item(
    one: Candidate,
    *,
    order: int,
    pool: Pool,
    size: Size,
    week: int,
    taken: frozenset[str],
    calls: dict[str, Call],
    catalogue: Catalogue,
) -> Item:
    """Return the item of a chosen exercise."""
    exercise, dose = one.exercise, one.dose
    return Item(
        exercise=one.id,
        name=exercise.name,
        role=exercise.role,
        order=order,
        sets=dose.sets,
        two_sided=dose.two_sided,
        alternating=dose.alternating,
        reps=dose.reps,
        hold_s=dose.hold_s,
        breaths=dose.breaths,
        tempo=dose.tempo,
        tempo_start=dose.tempo_start,
        rpe=dose.rpe,
        rest_s=dose.rest_s,
        side_first=uneven_side(one.serves) if exercise.unilateral or exercise.alternating else None,
        seconds=dose.seconds,
        discomfort_max=dose.discomfort_max,
        why=why(one, calls, catalogue),
        progress_rule=catalogue.progress_rules[exercise.progress].text,
        stop_rules=exercise.stop_rules,
        substitute=substitute_for(one, pool, level=size.level, week=week, taken=taken),
        limits=dose.limits,
    )


def why(one: Candidate, calls: dict[str, Call], catalogue: Catalogue) -> Why:
    """Return what an exercise answers, the greatest need first; general needs only where nothing is called."""
    ranked = sorted(one.serves, key=lambda pair: (-pair[0].weight * pair[1], pair[0].id))
    called = [need for need, _ in ranked if need.calls]
    general = [need for need, _ in ranked if not need.calls]
    first_of_kind = {need.kind: need for need in reversed(called)}
    told: list[Need] = [need for need in called if first_of_kind[need.kind] is need][:REASONS] or general[:1]
    text = " ".join(dict.fromkeys(reason(need, calls, catalogue) for need in told))
    ids = sorted({name for need in called for name in need.calls}, key=lambda name: (name.split(".", 1)[1], name))
    return Why(
        calls=tuple(ids),
        needs=tuple(need.id for need, _ in ranked),
        text=text or say("A general exercise that suits most people."),
    )
