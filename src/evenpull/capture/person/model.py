"""The shape of `person.yaml`, field by field. Ids are checked against the catalogue by the reader, not here.

Units are in the names or in a `unit` beside the value. No signed angle is accepted without the words of its direction.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from evenpull.capture.person.limits import FIRST_DAY, LAST_DAY, MAX_LIST, MAX_WORDS
from evenpull.core.words import say

Day = Annotated[dt.date, Field(ge=FIRST_DAY, le=LAST_DAY)]
Words = Annotated[str, Field(max_length=MAX_WORDS)]
Many = Field(max_length=MAX_LIST)
Score = Annotated[float, Field(ge=0, le=10)]
SideWord = Literal["left", "right"]
SideOrBothWord = Literal["left", "right", "both"]
YesNo = Literal["yes", "no"]
GlobalChange = Literal["much_better", "better", "a_little_better", "the_same", "a_little_worse", "worse", "much_worse"]
"""At a retest: all in all, compared with the first time."""


class Part(BaseModel):
    """A part of the person file: unknown fields are refused, values never change after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class About(Part):
    """Who the body belongs to. Sex chooses norms; `unstated` uses the wider of both."""

    sex: Literal["male", "female", "unstated"]
    age_years: Annotated[int, Field(ge=0, le=120)]
    height_cm: Annotated[float, Field(ge=90, le=250)]
    mass_kg: Annotated[float, Field(ge=25, le=350)]
    hand: Literal["left", "right", "both"] = "right"
    foot: Literal["left", "right", "both"] = "right"


class Screening(Part):
    """Answers to the safety questions. Every question of the catalogue's screen must be here; silence is not "no".

    An answer is `yes` or `no`; a few questions take a number or a choice that the catalogue lists.
    """

    date: Day
    answers: dict[str, YesNo | float | str]


class Pain(Part):
    """One painful place and how it behaves; 0-10 scales, no and worst imaginable."""

    site: str
    side: SideOrBothWord = "both"
    now: Score
    usual: Score
    worst: Score
    weeks: Annotated[float, Field(ge=0, le=5200)]
    days_per_week: Annotated[float, Field(ge=0, le=7)]
    began: Literal["gradually", "suddenly", "after_injury", "after_surgery", "not_sure"] = "not_sure"
    worse_with: Annotated[tuple[Words, ...], Many] = ()
    eases_with: Annotated[tuple[Words, ...], Many] = ()
    settles_after_min: Annotated[float, Field(ge=0, le=10080)] | None = None
    spreads_below_knee: YesNo = "no"
    numb_or_tingling: YesNo = "no"
    night: YesNo = "no"
    morning_stiff_min: Annotated[float, Field(ge=0, le=720)] = 0


class Activity(Part):
    """Something that is hard now, in the person's own words; `able` from 0 (cannot) to 10 (as before)."""

    what: Annotated[str, Field(min_length=2, max_length=200)]
    able: Score


class RolandMorris(Part):
    """The Roland-Morris form for backs: how many of its 24 lines apply today. The form itself is not part of this."""

    ticked: Annotated[int, Field(ge=0, le=24)]


class Feels(Part):
    """How life is going, each 0-10; more is more of the word."""

    stress: Score | None = None
    sleep: Score | None = None
    mood: Score | None = None
    fear_of_movement: Score | None = None
    confidence: Score | None = None


class SidedAnswer(Part):
    """An answer that belongs to a side."""

    value: str | float | bool
    side: SideOrBothWord


class Observed(Part):
    """A fault scored by eye. `looked_not_there` differs from not being listed, which means "not looked at"."""

    movement: str
    view: Literal["front", "side", "back"]
    fault: str
    side: SideOrBothWord = "both"
    how: Literal["looked_not_there", "slight", "clear", "marked"]
    by: Literal["self", "helper", "trainer", "clinician"] = "self"


class TestReading(Part):
    """One test of one side: a value or trials, in a named unit, with how it was done and what stopped it."""

    __test__ = False  # a person's test, not one of pytest's

    test: str
    side: SideOrBothWord = "both"
    value: float | None = None
    trials: Annotated[tuple[float, ...], Field(max_length=12)] = ()
    unit: str
    lever_cm: Annotated[float, Field(gt=2, le=120)] | None = None
    pain: Score
    stopped_by: Literal["tightness", "pain", "weakness", "joint_block", "nerve", "balance", "time", "end"] | None = None
    by: Literal["self", "helper", "trainer", "clinician"] = "self"
    rater: Annotated[str, Field(max_length=40, description=say("A short mark of who read it, such as B"))] = ""
    device: Annotated[str, Field(max_length=40, description=say("A short mark of the instrument"))] = ""
    method: str | None = None
    date: Day | None = None
    done: Annotated[dict[str, Any], Field(description=say("How it was done, such as pelvis_held_flat: yes"))] = {}
    pelvis_held_flat: YesNo | None = None


class Override(Part):
    """A practitioner's decision on one muscle, with the reason; always shown beside what the data say."""

    muscle: str
    side: SideWord
    property: Literal["short", "long", "weak", "overactive"]
    set: Literal["present", "absent"]
    reason: Annotated[str, Field(min_length=3, max_length=500)]


Pixel = Annotated[float, Field(ge=0, le=100_000)]
Point = tuple[Pixel, Pixel]
"""Right and down in the upright photo, pixels of the file as it is."""


class BothSides(Part):
    """One landmark marked twice, named by the side of the picture: the mirror cannot exchange these."""

    picture_left: Point
    picture_right: Point


class KnownLength(Part):
    """Something of a known length in the picture, beside the body and as far away: the scale for distances."""

    start: Point
    end: Point
    cm: Annotated[float, Field(gt=1, le=300)]


Mark = BothSides | Point | Annotated[tuple[Point, ...], Field(min_length=3, max_length=30)]


class PictureConfirmation(Part):
    """One picture or clip of the folder, what it shows, and the side check.

    `right_hand_shown` is what the person says after looking at the picture once: in it, the object that they held in
    their right hand is at the picture's `left` or `right` edge side. Without it one-sided findings are withheld.
    `marks` are landmarks of the catalogue set by hand; a metric that they give beats the one that the program guesses.
    """

    file: str
    view: Literal["front", "back", "left", "right"] | None = None
    movement: str | None = None
    right_hand_shown: Literal["picture_left", "picture_right"] | None = None
    level_line: tuple[Point, Point] | None = None
    known_length: KnownLength | None = None
    marks: dict[str, Mark] = {}


class Time(Part):
    """What the person offers."""

    minutes: Annotated[float, Field(ge=0, le=180)] = 20
    days_per_week: Annotated[int, Field(ge=0, le=7)] = 4


class Person(Part):
    """A whole `person.yaml`."""

    person: About
    start: Day
    user: Literal["self", "trainer", "physio"] = "self"
    goals: tuple[Literal["less_pain", "prevent", "perform", "balance", "posture", "mobility", "strength"], ...] = ()
    screening: Screening | None = None
    medicines: Annotated[tuple[Words, ...], Many] = ()
    pains: Annotated[tuple[Pain, ...], Many] = ()
    activities: Annotated[tuple[Activity, ...], Field(max_length=3)] = ()
    roland_morris: RolandMorris | None = None
    global_change: GlobalChange | None = None
    feels: Feels = Feels()
    answers: dict[str, SidedAnswer | str | float | bool | tuple[str, ...]] = {}
    observed: Annotated[tuple[Observed, ...], Many] = ()
    tests: Annotated[tuple[TestReading, ...], Many] = ()
    declined_tests: Annotated[tuple[str, ...], Many] = ()
    declined_exercises: Annotated[tuple[str, ...], Field(max_length=500)] = ()
    no_floor: YesNo = "no"
    overrides: Annotated[tuple[Override, ...], Many] = ()
    conditions: Annotated[tuple[str, ...], Many] = ()
    equipment: Annotated[tuple[str, ...], Many] = ()
    pictures: Annotated[tuple[PictureConfirmation, ...], Many] = ()
    time: Time = Time()
    experience: Literal["none", "novice", "regular", "experienced"] = "novice"
