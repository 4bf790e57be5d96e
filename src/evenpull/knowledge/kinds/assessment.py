"""Tests, questions, contexts, posture metrics, compensations seen in movement, and the named patterns."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from evenpull.knowledge.kinds.common import (
    Claim,
    Entry,
    EvidenceWord,
    Id,
    Known,
    Record,
    Sentence,
    SourceId,
    Value,
)
from evenpull.knowledge.kinds.facts import Facts


class Norm(Record):
    """What one published population read on one protocol. Norms are joined to readings by `protocol` and unit only.

    Args:
        protocol: Id of how it was done; readings of another protocol never use this norm.
        unit: Unit of mean and sd.
        sex: Whom it is for.
        age: Age range in years, inclusive.
        mean: Healthy mean with its own source.
        sd: Healthy spread between people *including* that study's measurement error.
        error: That study's own measurement error (sd), where known; None: the test's default error.
        methods: Methods whose readings may use this norm; empty: all of the test's.
        applies: How well it fits an ordinary adult ("athletes: use with care").
    """

    protocol: Id
    unit: str
    sex: Literal["male", "female", "any"] = "any"
    age: tuple[int, int] = (18, 120)
    mean: Value
    sd: Value
    error: Value | None = None
    methods: tuple[str, ...] = ()
    applies: str = ""

    @property
    def weighs(self) -> bool:
        """Say whether this norm may move a call: only when mean and sd were read in a source or follow from such."""
        return {self.mean.known, self.sd.known} <= {"measured", "derived"}


class Moves(Record):
    """How a test's reading depends on one muscle group.

    Args:
        share: Share of the test's healthy *true* variance that this group's property explains (all shares sum to at
            most 1; the rest is end torque, capsule, bone and other nuisance).
        sign: +1 when a longer or stronger group raises the reading in the test's unit, -1 when it lowers it.
    """

    muscle: Id
    property: Literal["length", "strength"]
    share: Annotated[float, Field(gt=0, le=1)]
    sign: Literal[-1, 1]
    known: Known
    basis: str = ""


class Validity(Record):
    """A reading whose validity hangs on how it was done: `field` is `must_be`, or else the error grows to `else_sd`."""

    field: str
    must_be: str
    else_sd: Value
    text: Sentence


class Test(Entry):
    """A test that a person, helper or practitioner can do.

    Args:
        name, plain: Name for practitioners; name for people.
        property: What it tests.
        setting: `home` tests need a wall, chair, tape or phone.
        joint, motion: What moves.
        sides: Done for each side or once for both.
        unit: The unit readings are typed in; angles carry direction words such as `deg_above_bench`.
        units_accepted: Other units with factor and offset to `unit` (value = factor * given + offset).
        lever: For forces: the lever turns N into Nm; it must be given.
        normalise: `none`, `per_kg` when norms are per body mass.
        possible: Lowest and highest value any adult could have, in `unit`.
        ceiling: The value at which the test ends by rule: a reading there is a bound, not the true value.
        protocol: Id of the way of doing it that `steps` describe; readings are of it unless they say otherwise.
        better: Direction of more length or strength in `unit`.
        steps: How to do it, short whole sentences, own words.
        needs: Equipment ids and `helper`.
        minutes: Time for both sides, to the nearest half.
        error: sd of one reading by method (`goniometer`, `phone_inclinometer`, `tape`, ...), `default` must be present;
            in `unit`, in `Nm` (divided by body mass when `normalise` is `per_kg`), or in `percent` of the reading.
        session_share: Share of the error variance that readings of one session have in common (0.5 by default).
        norms: Published references; empty: only left against right is used, and the report says so.
        spread: Healthy true spread between people where no norm may be used, so that left against right has a scale;
            in `unit`, or in `ln` (of the value) for strength.
        side_difference_sd: Healthy spread of left minus right, true part, when published; in `unit` or in `percent` of
            the mean of both sides.
        moves: What a reading says of muscles.
        validity: Conditions on how it was done.
        competing: Other explanations of a low reading (bone, capsule, pain, effort).
        facts: Physical facts for safety.
        risk: In words, with what to watch.
        stop_rules: Ids.
        censors: Which way the true value lies when pain stopped it.
        direct: Counts as a direct test of its groups (a call needs one, or two independent signs).
    """

    __test__ = False  # a test of people, not one of pytest's

    name: Sentence
    plain: Sentence
    property: Literal["length", "strength", "endurance", "balance", "control"]
    setting: Literal["home", "clinic"]
    joint: str
    motion: str
    sides: Literal["each", "both"]
    unit: str
    units_accepted: dict[str, tuple[float, float]] = Field(default_factory=dict)
    lever: bool = False
    normalise: Literal["none", "per_kg"] = "none"
    possible: tuple[float, float]
    ceiling: float | None = None
    protocol: str = ""
    better: Literal["higher", "lower"]
    steps: tuple[Sentence, ...]
    needs: tuple[str, ...] = ()
    minutes: float
    error: dict[str, Value]
    session_share: float = 0.5
    norms: tuple[Norm, ...] = ()
    spread: Value | None = None
    side_difference_sd: Value | None = None
    moves: tuple[Moves, ...] = ()
    validity: tuple[Validity, ...] = ()
    competing: tuple[Sentence, ...]
    facts: Facts
    risk: Sentence
    stop_rules: tuple[Id, ...]
    censors: Literal["lower", "upper"] = "lower"
    direct: bool = True
    contra_codes: tuple[str, ...] = ()
    evidence_note: str = ""
    sources: tuple[SourceId, ...]


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
        view: Which photo gives it.
        landmarks: Points it needs; keypoints that pose models lack need a mark.
        from_keypoints: Whether body keypoints alone can give it.
        mean, sd: Healthy reference, when a source has it.
        error: sd of one reading by method (`photo`, `marked_photo`).
        claims: What it says of muscles; mostly little or nothing.
        ordinary: One sentence for a value that is ordinary ("most people have a shoulder that sits a little higher").
    """

    name: Sentence
    plain: Sentence
    view: Literal["front", "back", "side"]
    landmarks: tuple[str, ...]
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
    """A named set of short and weak groups; a hypothesis with odds, never a factor of the prior."""

    name: Sentence
    plain: Sentence
    short: tuple[Id, ...]
    weak: tuple[Id, ...]
    sided: bool = False
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
