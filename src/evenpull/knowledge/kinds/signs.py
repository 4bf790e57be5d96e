"""Signs that are no tests: questions, contexts, posture metrics, faults seen in movement, and the named patterns."""

from __future__ import annotations

from typing import Literal

from evenpull.knowledge.kinds.common import Claim, Entry, EvidenceWord, Id, Known, Record, Sentence, SourceId, Value


class AnswerOption(Record):
    """One answer of a question and what it claims. `level` orders options; 0 says nothing.

    A claim here is a weak reading of the property: `shift` is the value read and `scatter` its error, in healthy sds.
    """

    value: str
    text: Sentence
    level: float
    claims: tuple[Claim, ...] = ()


class Question(Entry):
    """A question about habits, signs and feelings.

    Args:
        text: Plain words, grade 8 or below.
        why: Why it is asked, for the person.
        topic: Questions of one topic count as one sign.
        answer: `choice`, `number` or `yes_no`; numbers pick the option whose `level` is nearest below.
        unit: For numbers.
        sided: Whether a side belongs to the answer.
        options: What may be answered.
        short: Whether the short page asks it.
        error_levels: How far an answer strays from the next time it is asked, in levels (sd).
        weight_note: What the literature says of it ("common in people without pain").
    """

    text: Sentence
    why: Sentence
    topic: str
    answer: Literal["choice", "number", "yes_no"]
    unit: str = ""
    possible: tuple[float, float] | None = None
    sided: bool = False
    options: tuple[AnswerOption, ...]
    order: int
    short: bool = False
    error_levels: float = 0.5
    row: Literal["pelvis", "shoulders", "core", "hips", "feet", "breathing", "habits", "feelings"]
    weight_note: Sentence
    sources: tuple[SourceId, ...]


class ContextWhen(Record):
    """When a context holds: an answer in a range, or a lasting pain. Every part that is given must hold.

    Args:
        question: Id of a question whose answer is compared.
        at_least, below: Range of a number's value; for choices, of the option's level.
        pain_sites: Any of these hurts; the context then takes the pain's side.
        weeks_at_least: For how long.
    """

    question: Id | None = None
    at_least: float | None = None
    below: float | None = None
    pain_sites: tuple[Id, ...] = ()
    weeks_at_least: float = 0


class Context(Entry):
    """A group that a person belongs to and by how much that group differs on average: it moves the prior's mean only.

    It is a base rate, never a sign: it counts neither for nor against a call as evidence does.

    Args:
        when: What makes a person belong.
        claims: Per muscle group, `shift` is the group's average difference from healthy people in healthy sds and
            `scatter` the uncertainty of that average (not the spread between people).
        evidence_note: What was compared with what.
    """

    name: Sentence
    plain: Sentence
    when: ContextWhen
    claims: tuple[Claim, ...]
    evidence_note: Sentence
    sources: tuple[SourceId, ...]


class PostureMetric(Entry):
    """Something measured on a standing photo.

    Args:
        view: Which photo gives it; `other` when no photo of a standing body does (a scale, a tape, an X-ray, a sole).
        landmarks: Points it needs; keypoints that pose models lack need a mark.
        marks: Landmarks that a person can set in the photo to have it measured; empty when a photo cannot give it.
        from_keypoints: Whether body keypoints alone can give it.
        mean, sd: Healthy reference, when a source has it.
        error: sd of one reading by method (`photo`, `marked_photo`).
        claims: What it says of muscles; mostly little or nothing.
        ordinary: One sentence for a value that is ordinary ("most people have a shoulder that sits a little higher").
    """

    name: Sentence
    plain: Sentence
    view: Literal["front", "back", "side", "other"]
    landmarks: tuple[str, ...]
    marks: tuple[Id, ...] = ()
    from_keypoints: bool
    formula: Sentence
    unit: str
    sign: Sentence
    mean: Value | None = None
    sd: Value | None = None
    error: dict[str, Value]
    claims: tuple[Claim, ...] = ()
    row: Literal["pelvis", "shoulders", "core", "hips", "feet", "breathing"]
    ordinary: Sentence
    sources: tuple[SourceId, ...]


class Compensation(Entry):
    """A fault seen in a movement, by eye or measured.

    Args:
        movement: Which movement.
        also_in: Other movements in which the same fault is scored in the same way.
        view: Where it is seen from.
        measure: What is measured, its unit, and from which value it counts as slight, clear, marked.
        reliability: sd of the rated level (0-3) by eye.
        claims: What it says of muscles when it is `clear` (level 2): a weak reading, `shift` with error `scatter`.
        competing: Other explanations.
    """

    name: Sentence
    plain: Sentence
    movement: Id
    also_in: tuple[Id, ...] = ()
    view: Literal["front", "side", "back"]
    sided: bool
    definition: Sentence
    unit: str = "level"
    thresholds: tuple[Value, ...] = ()
    reliability: Value
    claims: tuple[Claim, ...]
    competing: tuple[Sentence, ...]
    row: Literal["pelvis", "shoulders", "core", "hips", "feet", "breathing"]
    evidence_note: Sentence
    sources: tuple[SourceId, ...]


class Pattern(Entry):
    """A named set of short and weak groups; a hypothesis with odds, never a factor of the prior.

    Args:
        offered: False when it is only explained and never a candidate: its groups have no state, or it is named for a
            posture or an idea that readings of muscles do not tell; a gap says which.
    """

    name: Sentence
    plain: Sentence
    short: tuple[Id, ...]
    weak: tuple[Id, ...]
    sided: bool = False
    offered: bool = True
    signs: tuple[Sentence, ...]
    chain: Sentence
    against: tuple[Sentence, ...]
    competing: tuple[Sentence, ...]
    confirm_with: tuple[Id, ...]
    pain_sites: tuple[Id, ...]
    evidence: EvidenceWord
    evidence_about: Literal["pain", "load", "posture"]
    convention: str = ""
    seeds: tuple[str, ...] = ()
    known: Known
    sources: tuple[SourceId, ...]
