"""What every entry shares: strictness, a value with unit, spread, population, source and how it is known."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Known = Literal["measured", "derived", "recalled", "default"]
EvidenceWord = Literal["strong", "moderate", "limited", "conflicting", "contradicted", "none"]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
SourceId = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9_]*$")]
Sentence = Annotated[str, Field(min_length=1)]


class Record(BaseModel):
    """Anything in the catalogue: no unknown fields, no changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Reviewer(Record):
    """A clinician who has reviewed a rule or an exercise."""

    name: Sentence
    licence: Sentence
    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class Entry(Record):
    """A thing of the catalogue; `id` is the file's name and is filled in by the compiler.

    Args:
        id: Lower snake case without a side.
        aliases: Every other id or code by which the tables and people call it.
        deprecated: Id of what replaced it, when it is no longer used. Its own id and aliases then lead there, for ever.
        gaps: What is not known about it, in words.
    """

    id: str = ""
    aliases: tuple[str, ...] = ()
    deprecated: str | None = None
    gaps: tuple[str, ...] = ()


class Value(Record):
    """A number that may be used: unit, spread, whose, from where, how it is known.

    Args:
        value: The number in `unit`.
        unit: Its unit.
        sd: Standard deviation between people or of the error, as the field that holds it says.
        interval: Low and high, with `interval_is` naming what they are.
        interval_is: Such as `95 % CI`, `range`.
        population: Who was measured.
        n: How many.
        source: Key of the source; None only for `default`.
        locator: Where in the source (table, page), when known.
        known: `measured` was read in its source; `derived` by arithmetic on such; `recalled` not found in a source yet;
            `default` chosen so that software can run. The last two may make things safer, never looser.
        basis: For `derived` and `default`: the arithmetic or the reason.
    """

    value: float
    unit: str
    sd: float | None = None
    interval: tuple[float, float] | None = None
    interval_is: str | None = None
    population: str = ""
    n: int | None = None
    source: SourceId | None = None
    locator: str = ""
    known: Known
    basis: str = ""


class Claim(Record):
    """A cited, graded statement that links a sign to one muscle group's property.

    Args:
        muscle: Id of a group or muscle with a posterior.
        property: Which of its properties.
        side: `same` side as the sign, the `other` side, or `both`.
        shift: Of a sign: what it reads the property as, in healthy sds (negative: shorter, weaker); the looser the
            link, the further out, as `scatter` grows with it. Of a context: the group's average difference.
        scatter: Error of that reading, healthy sds; large when the link is loose. Of a context: of that average.
        evidence: Word for the link between the sign and the muscle. `contradicted` and `none` weigh nothing: text only.
        text: What is claimed, in our words.
        against: What contradicts or limits it.
        sources: Keys.
        known: How `shift` is known.
        basis: For `derived`: the arithmetic from the published effect to `shift` and `scatter`. A sign that moves the
            mean by m sds, and so tells m^2 of the variance, is the reading 1/m with error sqrt(1/m^2 - 1).
    """

    muscle: Id
    property: Literal["length", "strength"]
    side: Literal["same", "other", "both"] = "same"
    shift: float
    scatter: Annotated[float, Field(gt=0)]
    evidence: EvidenceWord
    text: Sentence
    against: str = ""
    sources: tuple[SourceId, ...]
    known: Known
    basis: str = ""
