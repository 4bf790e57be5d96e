"""Tests that a person, helper or practitioner can do: their norms, what they say of muscles, when they are valid."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from evenpull.knowledge.kinds.common import Entry, Id, Known, Record, Reviewer, Sentence, SourceId, Value
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
    reviewed_by: Reviewer | None = None
