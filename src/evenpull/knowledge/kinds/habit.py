"""Habits between the sessions: when they fit, how often they come, where they stand in a calendar, what is known."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, EvidenceWord, Known, Record, Sentence, SourceId, Value

Topic = Literal["breaks", "seat", "sleep", "carrying", "lifting", "moving", "routine", "comfort"]


class Repeat(Record):
    """When a habit stands in a calendar, from the plan's start to its retest.

    Args:
        on: `once` at the start, or again `daily`, on `workdays`, `weekly`, `monthly`; `never` for what is done at need
            only: it stands on the pages, not in the calendar.
        value: The number behind the rhythm, with its source.
    """

    on: Literal["once", "daily", "workdays", "weekly", "monthly", "never"] = "once"
    value: Value | None = None


class Habit(Entry):
    """A daily habit tied to answers.

    Args:
        when: Any of these is enough: `question:option`, `question:>=6` for numbers, `feels:sleep<=4`, `pain:region`,
            `pain:any`, `mode:general` or `always`.
        unless: Any of these takes it away again, in the same words.
        order: Lower comes first when only a few are shown.
        topic: What it is about. `comfort` is offered beside the others and never counts as treatment.
        repeat: When it stands in the calendar.
        moves: Tag of the exercises of which one, that this person may do, is its move each week.
    """

    text: Sentence
    why: Sentence
    rhythm: Sentence
    when: tuple[str, ...]
    unless: tuple[str, ...] = ()
    order: int = 50
    topic: Topic = "routine"
    repeat: Repeat = Repeat()
    moves: str | None = None
    evidence: EvidenceWord
    sources: tuple[SourceId, ...]
    known: Known
