"""Facts that are neither a test nor a sign: ratios, differences between sides, outcome measures, tables of strength.

They are told and cited. None of them weighs in a call: what may weigh is a test's norm or a sign's claim.
"""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Entry, EvidenceWord, Id, Known, Record, Sentence, SourceId, Value

Subject = Literal[
    "ratio",
    "side_difference",
    "range",
    "strength",
    "endurance",
    "reliability",
    "risk",
    "load",
    "timing",
    "outcome_measure",
]


class Quantity(Record):
    """One number of a fact: what it is, whose, and the value with its source.

    Args:
        role: For outcome measures, which limit of change it is: beyond the error, what matters in points, or what
            matters as a share of the start. Of several limits of one kind the largest counts.
    """

    what: Sentence
    role: Literal["error", "matters", "matters_share"] | None = None
    sex: Literal["male", "female", "any"] = "any"
    value: Value


class Column(Record):
    """One column of a table: its name, its unit (1 for a pure number) and what it is."""

    name: Id
    unit: str
    what: Sentence


class TableRow(Record):
    """One line of a table: for whom, and a number for each column."""

    sex: Literal["male", "female", "any"]
    age: str
    numbers: tuple[float, ...]


class ReferenceFact(Entry):
    """A fact with its sources that no other kind holds.

    Args:
        name: What it is about.
        subject: What sort of fact it is.
        text: The fact in words.
        values: Its numbers, each with unit, population, source and how it is known.
        columns, table: For facts that are a table of one source: each line has a number for every column.
        evidence: For links (to injury or pain): how good the evidence is.
        against: What contradicts or limits it.
        use: What may be done with it, and what not.
        licence: For questionnaires: whether items may be shipped, as far as it is known. No legal advice.
        tests: Tests that it speaks of.
        groups: Muscles that it speaks of.
    """

    name: Sentence
    subject: Subject
    text: Sentence
    values: tuple[Quantity, ...] = ()
    columns: tuple[Column, ...] = ()
    table: tuple[TableRow, ...] = ()
    evidence: EvidenceWord | None = None
    against: str = ""
    use: Sentence
    licence: str = ""
    tests: tuple[Id, ...] = ()
    groups: tuple[Id, ...] = ()
    sources: tuple[SourceId, ...]
    known: Known
