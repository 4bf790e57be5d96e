"""What if a muscle were shorter, weaker or tenser: effort and joint loads in a task, in numbers and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evenpull.app.what_if.names import muscle_names
from evenpull.app.what_if.words import NOT_YOU, changes_in_words, joint_in_words, sided
from evenpull.body.changes import Change, apply
from evenpull.body.model.body import Body
from evenpull.body.model.load import load_body
from evenpull.body.model.parameters import Parameters
from evenpull.body.tasks import Comparison, compare, prepare, task
from evenpull.body.tasks.compare import GroupWork, LoadChange
from evenpull.core.words import say

if TYPE_CHECKING:
    from evenpull.knowledge import Catalogue

NAMED = 3
"""Groups, and joints, that the sentence names."""
LEAST_SHARE = 0.02
"""A group's force that changes by less of itself, or a joint's by less of body weight, is said to stay."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TaskAnswer:
    """A task done by the healthy adult body, and by the same body with some muscles changed.

    Args:
        changes: What was changed.
        task: Id of the task.
        side: On which side it is done, where that matters.
        found: Work and loads of both.
        effort_sentence, load_sentence: The answer in words.
        notes: What limits it.
    """

    changes: tuple[Change, ...]
    task: str
    side: str
    found: Comparison
    effort_sentence: str
    load_sentence: str
    notes: tuple[str, ...]

    def effort_json(self) -> dict[str, Any]:
        """Return the work of every group, in N and as a share of what it can."""
        return self._head(self.effort_sentence) | {
            "effort": {"before": self.found.effort[0], "after": self.found.effort[1]},
            "groups": [asdict(group) | {"change_n": group.change_n} for group in self.found.groups],
            "reserves_nm": {"before": dict(self.found.reserves[0]), "after": dict(self.found.reserves[1])},
        }

    def loads_json(self) -> dict[str, Any]:
        """Return the greatest force in every joint, in N and body weights, at both levels of co-activation."""
        rows = [
            asdict(load)
            | {"before_bw": load.before_n / load.weight_n, "after_bw": load.after_n / load.weight_n}
            | {"change_share": load.change_share}
            for load in self.found.loads
        ]
        return self._head(self.load_sentence) | {"joints": rows, "left_over_nm": dict(self.found.flagged)}

    def _head(self, sentence: str) -> dict[str, Any]:
        return {
            "changes": [str(change) for change in self.changes],
            "task": self.task,
            "side": self.side,
            "sentence": sentence,
            "notes": list(self.notes),
        }


def do_task(
    changes: Sequence[Change],
    *,
    name: str,
    side: str,
    catalogue: Catalogue | None = None,
    body: Body | None = None,
    before: Parameters | None = None,
) -> TaskAnswer:
    """Return what changes in a task when muscles change.

    Args:
        changes: What differs from the healthy adult body.
        name: Id of the task.
        side: `left` or `right`, for tasks that are done on one side.
        catalogue: For the muscles' names; the one that ships when None, of which only those are read.
        body: The body; the one that ships when None.
        before: Its parameters; the calibrated healthy adult when None.

    Raises:
        UnknownId: When there is no such task or side.
        OutOfRange: When the changes add up to more than a muscle can hold.
        NotConverged: When the body cannot do the task.
    """
    from evenpull.body.calibration import healthy  # noqa: PLC0415 - read only when asked for

    body = load_body() if body is None else body
    start = healthy(body) if before is None else before
    found = compare(start, apply(start, changes, body), prepare(body, name, side=side))
    names = muscle_names(catalogue)
    words = {"what": changes_in_words(changes, names), "task": task(name).what}
    return TaskAnswer(
        changes=tuple(changes),
        task=name,
        side=side,
        found=found,
        effort_sentence=_effort_sentence(found, words, names),
        load_sentence=_load_sentence(found.loads, words),
        notes=_notes(found),
    )


def _effort_sentence(found: Comparison, words: dict[str, str], names: Mapping[str, str]) -> str:
    def listed(groups: Sequence[GroupWork]) -> str:
        told = [g for g in groups if abs(g.change_n) >= LEAST_SHARE * max(g.before_n, g.after_n)][:NAMED]
        return ", ".join(
            say("{muscle} {change:+.0f} N", muscle=sided(names[g.group], g.side), change=g.change_n) for g in told
        )

    more, less = listed(found.more()), listed(found.less())
    if more and less:
        return say("{task}. With {what}: more from {more}; less from {less}.", **words, more=more, less=less)
    if more:
        return say("{task}. With {what}: more from {more}.", **words, more=more)
    if less:
        return say("{task}. With {what}: less from {less}.", **words, less=less)
    return say("{task}. With {what}: every muscle group does the same work.", **words)


def _load_sentence(loads: Sequence[LoadChange], words: dict[str, str]) -> str:
    least = [load for load in loads if load.coactivation == 0.0]
    moved = sorted(
        (load for load in least if abs(load.after_n - load.before_n) >= LEAST_SHARE * load.weight_n),
        key=lambda load: (-round(abs(load.after_n - load.before_n), 6), load.joint),
    )[:NAMED]
    if not moved:
        return say("{task}. With {what}: no joint carries 2 % of body weight more or less.", **words)
    told = ", ".join(
        say(
            "{joint} {after:.2f} times body weight (was {before:.2f})",
            joint=joint_in_words(load.joint),
            after=load.after_n / load.weight_n,
            before=load.before_n / load.weight_n,
        )
        for load in moved
    )
    return say("{task}. With {what}, at the most: {told}.", **words, told=told)


def _notes(found: Comparison) -> tuple[str, ...]:
    notes = [
        NOT_YOU,
        say("Muscles work with the least effort here. Real ones also pull against each other: loads are higher."),
    ]
    if any(found.reserves):
        notes.append(say("Some joints need more than these muscles can give; the model filled in the rest."))
    if found.flagged:
        notes.append(say("At some levels of the low back a moment of more than 5 Nm is left over."))
    return tuple(notes)
