"""The six rows of the first page, pelvis to breathing: what was seen, how sure, or how to look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from evenpull.core.words import say, say_many
from evenpull.infer.records import Call, MuscleState
from evenpull.knowledge.kinds import PostureMetric, Test
from evenpull.knowledge.load import Catalogue
from evenpull.measure.records import Measurement
from evenpull.report.places import PLACES, ROWS, row_of, row_of_muscle
from evenpull.report.records import Assessment
from evenpull.report.words import LEVELS, SURE, Names, capital, lower_first, reading, sentence, spread

RESOLVED = 0.8
ORDINARY_P = 0.2
_EXTRA = {
    "breathing": (
        say("Watch one minute of breathing"),
        (
            say("Lie on your back, one hand on the chest and one on the belly."),
            say("Breathe as you like for one minute and feel which hand moves more."),
            say("Write down the answer to the breathing questions."),
        ),
    ),
    "pelvis": (
        say("Take a side photo with two marks"),
        (
            say("Put a dot of tape on the bony point at the front and at the back of the hip."),
            say("Let someone take a photo from the side at hip height, three metres away."),
            say("Put the photo into your folder."),
        ),
    ),
}

_QUESTIONS = (say("Answer the questions about this place"), (say("The start page asks them in a minute."),))
_PHOTOS = {
    "front": (
        say("Take a front photo"),
        say("Let someone take a photo from the front, three metres away, the phone upright."),
    ),
    "side": (
        say("Take a side photo"),
        say("Let someone take a photo from the side, three metres away, the phone upright."),
    ),
    "back": (
        say("Take a back photo"),
        say("Let someone take a photo from the back, three metres away, the phone upright."),
    ),
}
_WHERE = {"left": say("{what} (left)"), "right": say("{what} (right)")}
_AT_HOME = ("wall", "chair", "tape", "phone", "mat", "floor", "step", "table", "doorway", "helper")

State = Literal["called", "finding", "ordinary", "unsure", "not_looked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HowTo:
    """How one place can be looked at: a title, minutes and short steps."""

    title: str
    minutes: float
    steps: tuple[str, ...]
    figure: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: its place, what was seen in short sentences, the word for how sure, and how to look when nobody has."""

    id: str
    title: str
    state: State
    seen: tuple[str, ...]
    sure: str
    probability: float | None
    how: HowTo | None


def six_rows(assessment: Assessment, catalogue: Catalogue) -> tuple[Row, ...]:
    """Return the six rows in their fixed order, every one filled."""
    return tuple(_row(name, assessment, catalogue) for name in ROWS)


def _row(name: str, assessment: Assessment, catalogue: Catalogue) -> Row:
    names = Names(catalogue)
    calls = [c for c in _calls(assessment) if row_of_muscle(c.muscle, catalogue) == name]
    looked = [m for m in assessment.measurements if m.kind != "context" and row_of(m.metric, catalogue) == name]
    findings = [text for m in looked if (text := _finding(m, catalogue, names))]
    seen = [f"{names.call(c)}." for c in calls] + findings
    made = partial(Row, id=name, title=capital(PLACES[name]), probability=None, how=None)
    if calls:
        best = max(calls, key=lambda c: (c.probability, c.muscle))
        return made(state="called", seen=tuple(seen), sure=SURE[best.word], probability=best.probability)
    if findings:
        return made(state="finding", seen=tuple(seen), sure=say("seen, says little about muscles"))
    if not looked:
        how = _how(name, assessment, catalogue)
        return made(state="not_looked", seen=(say("Not looked at."),), sure=say("not looked at"), how=how)
    what = ", ".join(_looked_at(looked))
    states = [s for s in _states(assessment) if row_of_muscle(s.muscle, catalogue) == name]
    if not states or _mostly_ordinary(states):
        said = say("Looked at: {what}. Nothing stands out.", what=what)
        return made(state="ordinary", seen=(said,), sure=SURE["ordinary"])
    said = say("Looked at: {what}. Nothing stands out so far.", what=what)
    return made(state="unsure", seen=(said,), sure=SURE["cannot_tell"])


def _calls(assessment: Assessment) -> tuple[Call, ...]:
    return assessment.inference.calls if assessment.inference else ()


def _states(assessment: Assessment) -> tuple[MuscleState, ...]:
    return assessment.inference.muscles if assessment.inference else ()


def resolved(state: MuscleState) -> bool:
    """Tell whether any evidence narrowed what is known of a group enough to speak of it."""
    return any(m.sd < RESOLVED * m.prior_sd for m in (state.length, state.strength))


def ordinary(state: MuscleState) -> bool:
    """Tell whether every property of a group that evidence has narrowed is probably ordinary."""
    known = [m for m in (state.length, state.strength) if m.sd < RESOLVED * m.prior_sd]
    return bool(known) and all(m.p_low < ORDINARY_P and m.p_high < ORDINARY_P for m in known)


def _mostly_ordinary(states: list[MuscleState]) -> bool:
    known = [state for state in states if resolved(state)]
    return bool(known) and all(ordinary(state) for state in known)


def _looked_at(looked: list[Measurement]) -> list[str]:
    """Return how many readings of each kind there are, those that are."""
    tests, photos, clips, looks, answers = (
        sum(m.kind == kind for m in looked) for kind in ("test", "posture", "movement", "observed", "answer")
    )
    parts = [
        say_many("{count} test reading", "{count} test readings", tests) if tests else "",
        say_many("{count} photo reading", "{count} photo readings", photos) if photos else "",
        say_many("{count} clip reading", "{count} clip readings", clips) if clips else "",
        say_many("{count} look by eye", "{count} looks by eye", looks) if looks else "",
        say_many("{count} answer", "{count} answers", answers) if answers else "",
    ]
    return [part for part in parts if part]


def _finding(m: Measurement, catalogue: Catalogue, names: Names) -> str:
    """Return a short sentence for a measurement that stands out by more than its error, else an empty string."""
    where = _WHERE.get(m.side or "", "{what}")
    if m.kind == "observed" and m.metric in catalogue.compensations:
        level = round(m.value)
        what = where.format(what=sentence(names.metric(m.metric))[:-1])
        return f"{what}: {LEVELS[min(3, level)]}." if level >= 1 else ""
    metric = catalogue.posture_metrics.get(m.metric)
    if metric is None or metric.mean is None or metric.sd is None or m.quality == "poor":
        return ""
    if abs(m.value - metric.mean.value) <= 2 * metric.sd.value + m.sd:
        return ""
    return say(
        "{what}: {reading} (error {error}).",
        what=where.format(what=names.metric(m.metric)),
        reading=reading(m.value, m.unit),
        error=spread(m.sd, m.unit),
    )


def _how(name: str, assessment: Assessment, catalogue: Catalogue) -> HowTo:
    """Return the quickest way to look at a place that this person may use: a drawn home test, a photo or a question."""
    have = {*assessment.person.equipment, *_AT_HOME}
    tests = [
        test
        for key, test in catalogue.tests.items()
        if test.setting == "home"
        and key in catalogue.figures
        and row_of(key, catalogue) == name
        and set(test.needs) <= have
        and may_do(test, assessment, catalogue)
    ]
    if tests:
        best = min(tests, key=lambda test: ("helper" in test.needs, test.minutes, test.id))
        return test_how(best, catalogue)
    metrics = [
        m for m in catalogue.posture_metrics.values() if m.row == name and m.from_keypoints and m.view in _PHOTOS
    ]
    if metrics:
        return _photo_how(min(metrics, key=lambda m: m.id))
    title, steps = _EXTRA.get(name, _QUESTIONS)
    return HowTo(title=title, minutes=1, steps=steps)


def may_do(test: Test, assessment: Assessment, catalogue: Catalogue) -> bool:
    """Tell whether a test may be proposed: not declined, and not taken away by safety."""
    from evenpull.safety.filter import check_test  # noqa: PLC0415 - only pages that propose a test need the rules

    if test.id in assessment.person.declined_tests:
        return False
    return check_test(test, assessment.profile, catalogue).allowed


def test_how(test: Test, catalogue: Catalogue) -> HowTo:
    """Return how a test is done at home."""
    figure = test.id if test.id in catalogue.figures else None
    return HowTo(title=capital(lower_first(test.plain)), minutes=test.minutes, steps=test.steps, figure=figure)


def _photo_how(metric: PostureMetric) -> HowTo:
    title, taken = _PHOTOS[metric.view]
    return HowTo(
        title=title,
        minutes=1,
        steps=(
            say("Stand as you always do, arms loose, something in your right hand."),
            taken,
            say("Put it into your folder and say which hand holds the thing."),
        ),
    )
