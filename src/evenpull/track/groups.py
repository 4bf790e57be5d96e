"""What the compared tests say of each muscle group's change, read off the joint model."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from scipy.special import ndtr

from evenpull.infer.unknowns import Unknown
from evenpull.track.joint import Array, Joint
from evenpull.track.pairs import Pair
from evenpull.track.records import GroupChange, Level, TestChange

SURE = 0.975
"""Least probability of one direction; the same as beyond a two-sided 95 % interval."""


def group_changes(joint: Joint, *, pairs: Sequence[Pair], tests: Sequence[TestChange]) -> tuple[GroupChange, ...]:
    """Return the change of each group that a compared test speaks of directly, the surest first.

    Args:
        joint: Of both times.
        pairs: What was compared.
        tests: The verdict on each.
    """
    told = {(each.metric, each.side): each for each in tests}
    moved = {pair.new.id for pair in pairs if told[pair.new.metric, pair.new.side].verdict == "really_changed"}
    direct: dict[Unknown, bool] = {}
    for _, row in joint.rows:
        for unknown in row.direct:
            own = any(source in moved for source in row.sources)
            direct[unknown] = direct.get(unknown, False) or own
    found = [_change(unknown, joint, tested=direct[unknown]) for unknown in direct]
    return tuple(
        sorted(
            found,
            key=lambda e: (
                e.verdict != "really_changed",
                -round(max(e.p_less, e.p_more), 9),
                e.muscle,
                e.property,
                e.side,
            ),
        )
    )


def _change(unknown: Unknown, joint: Joint, *, tested: bool) -> GroupChange:
    place = joint.index.place[unknown]
    change = _level(joint.change, place)
    rose = float(ndtr(change.mean / change.sd)) if change.sd > 0 else 0.5
    fell = float(ndtr(-change.mean / change.sd)) if change.sd > 0 else 0.5
    return GroupChange(
        muscle=unknown.muscle,
        side=unknown.side,
        property=unknown.property,
        then=_level(joint.then, place),
        now=_level(joint.now, place),
        change=change,
        prior_sd=float(joint.prior_sd[place]),
        p_less=fell,
        p_more=rose,
        verdict="really_changed" if tested and max(rose, fell) >= SURE else "cannot_tell",
    )


def _level(posterior: tuple[Array, Array], place: int) -> Level:
    mean, covariance = posterior
    return Level(mean=float(mean[place]), sd=sqrt(max(float(covariance[place, place]), 0.0)))
