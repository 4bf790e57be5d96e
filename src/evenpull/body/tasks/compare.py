"""The same task by two bodies: which muscle groups do more, which less, and what that does to the joints.

Both bodies have the same paths, so the task is worked out once. Loads are given at the least effort, which is a lower
bound, and with 5 % co-activation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evenpull.body.effort import COACTIVATION, Mechanics, Work, mechanics, work
from evenpull.body.groups import group_muscles, modelled_posterior_groups
from evenpull.body.loads import LoadFrames, Loads, joint_loads, load_frames
from evenpull.body.model.body import Body
from evenpull.body.model.parameters import Parameters
from evenpull.body.tasks.perform import FRAMES, perform
from evenpull.body.tasks.read import Task
from evenpull.core.side import SIDES

Array = NDArray[np.float64]
LEAST_CHANGE_N = 1.0
"""A group whose mean active force changes by less than this is said to do the same."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Prepared:
    """A task as a body meets it, whoever's muscles do it."""

    mechanics: Mechanics
    frames: LoadFrames


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupWork:
    """What a muscle group does in a task, before and after a change; means over the frames.

    Args:
        group, side: Which.
        before_n, after_n: Sum of the active forces of its muscles, N.
        before, after: Activation, each muscle counted by its greatest force, 0 to 1.
    """

    group: str
    side: str
    before_n: float
    after_n: float
    before: float
    after: float

    @property
    def change_n(self) -> float:
        """Return how much more active force the group makes, N."""
        return self.after_n - self.before_n


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChange:
    """Greatest force in a joint during a task, before and after, in body weights and N.

    Args:
        joint: Which.
        coactivation: 0, or what every muscle has at least.
        before_n, after_n: N.
        weight_n: Body weight, N.
    """

    joint: str
    coactivation: float
    before_n: float
    after_n: float
    weight_n: float

    @property
    def change_share(self) -> float:
        """Return the change over what it was: 0.1 for 10 % more."""
        return self.after_n / self.before_n - 1.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """Two bodies at one task.

    Args:
        groups: Every modelled group of both sides, at the least effort.
        loads: Every joint at both levels of co-activation.
        effort: Mean effort before and after.
        reserves: What no muscle could do, by coordinate, N m, before and after; empty when the muscles suffice.
        flagged: Lumbar levels that are left with more than 5 N m.
    """

    groups: tuple[GroupWork, ...]
    loads: tuple[LoadChange, ...]
    effort: tuple[float, float]
    reserves: tuple[Mapping[str, float], Mapping[str, float]]
    flagged: Mapping[str, float]

    def more(self) -> tuple[GroupWork, ...]:
        """Return the groups that do more, most first."""
        found = [group for group in self.groups if group.change_n > LEAST_CHANGE_N]
        return tuple(sorted(found, key=lambda g: (-round(g.change_n, 6), g.group, g.side)))

    def less(self) -> tuple[GroupWork, ...]:
        """Return the groups that do less, most first."""
        found = [group for group in self.groups if group.change_n < -LEAST_CHANGE_N]
        return tuple(sorted(found, key=lambda g: (round(g.change_n, 6), g.group, g.side)))


def prepare(body: Body, what: str | Task, *, side: str = "right", frames: int = FRAMES) -> Prepared:
    """Return a task as this body meets it; the slow part of a comparison.

    Raises:
        UnknownId: When there is no such task or side.
        NotConverged: When the body cannot take a posture of the task.
    """
    asked = mechanics(body, perform(body, what, side=side, frames=frames))
    return Prepared(mechanics=asked, frames=load_frames(asked))


def compare(healthy: Parameters, changed: Parameters, task: Prepared) -> Comparison:
    """Return what changes in a task when the muscles change.

    Args:
        healthy, changed: Parameters of two bodies with the same paths.
        task: From `prepare`.

    Raises:
        NotConverged: When no effort is found.

    Example:
        >>> task = prepare(body, "squat")  # doctest: +SKIP
        >>> compare(healthy(body), changed, task).more()  # doctest: +SKIP
    """
    asked = task.mechanics
    loads: list[LoadChange] = []
    least: tuple[Work, Work] | None = None
    flagged: Mapping[str, float] = {}
    for level in (0.0, COACTIVATION):
        before = work(asked, healthy, coactivation=level)
        after = work(asked, changed, coactivation=level, start=before)
        both = (joint_loads(before, task.frames), joint_loads(after, task.frames))
        loads += _load_changes(both, level)
        if least is None:
            least, flagged = (before, after), both[1].flagged()
    assert least is not None
    return Comparison(
        groups=tuple(_group_works(asked.body, *least)),
        loads=tuple(loads),
        effort=(float(least[0].effort.mean()), float(least[1].effort.mean())),
        reserves=(least[0].told_reserves(), least[1].told_reserves()),
        flagged=flagged,
    )


def _load_changes(both: tuple[Loads, Loads], level: float) -> list[LoadChange]:
    return [
        LoadChange(
            joint=name,
            coactivation=level,
            before_n=float(load.size.max()),
            after_n=float(both[1].joints[name].size.max()),
            weight_n=load.weight,
        )
        for name, load in both[0].joints.items()
    ]


def _group_works(body: Body, before: Work, after: Work) -> Sequence[GroupWork]:
    out = []
    for group in modelled_posterior_groups():
        for side in SIDES:
            which = np.array([body.names.index(name) for name in group_muscles(body, group, side)])
            forces, shares = [], []
            for done in (before, after):
                size = done.parameters.muscles.F_0[which]
                forces.append(float((done.tension - done.passive)[:, which].sum(axis=1).mean()))
                shares.append(float((done.activation[:, which] * size).sum(axis=1).mean() / size.sum()))
            out.append(
                GroupWork(
                    group=group, side=side, before_n=forces[0], after_n=forces[1], before=shares[0], after=shares[1]
                )
            )
    return out
