"""The six rows of the first page, pelvis to breathing: what was seen, how sure, or how to look."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

from evenpull.infer.records import Call, MuscleState
from evenpull.knowledge.kinds import PostureMetric, Test
from evenpull.knowledge.load import Catalogue
from evenpull.measure.records import Measurement
from evenpull.report.records import Assessment
from evenpull.report.words import LEVELS, Names, capital, lower_first, plural, reading, sentence, spread

ROWS = ("pelvis", "shoulders", "core", "hips", "feet", "breathing")
_ROW_OF_REGION = {
    "foot": "feet",
    "leg": "feet",
    "thigh": "hips",
    "hip": "hips",
    "trunk": "core",
    "shoulder": "shoulders",
    "neck": "shoulders",
    "arm": "shoulders",
}
_ROW_OF_JOINT = {
    "ankle": "feet",
    "foot": "feet",
    "knee": "hips",
    "hip": "hips",
    "trunk": "core",
    "spine": "core",
    "lumbar": "core",
    "shoulder": "shoulders",
    "scapula": "shoulders",
    "neck": "shoulders",
    "pelvis": "pelvis",
}
RESOLVED = 0.8
ORDINARY_P = 0.2
_EXTRA = {
    "breathing": (
        "Watch one minute of breathing",
        (
            "Lie on your back, one hand on the chest and one on the belly.",
            "Breathe as you like for one minute and feel which hand moves more.",
            "Write down the answer to the breathing questions.",
        ),
    ),
    "pelvis": (
        "Take a side photo with two marks",
        (
            "Put a dot of tape on the bony point at the front and at the back of the hip.",
            "Let someone take a photo from the side at hip height, three metres away.",
            "Put the photo into your folder.",
        ),
    ),
}

_QUESTIONS = ("Answer the questions about this place", ("The start page asks them in a minute.",))
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


def row_of_muscle(muscle: str, catalogue: Catalogue) -> str:
    """Return the row that a muscle group belongs to."""
    entry = catalogue.muscles.get(muscle)
    return _ROW_OF_REGION[entry.region] if entry else "hips"


def row_of(metric: str, catalogue: Catalogue) -> str | None:
    """Return the row that a test, posture metric, fault or question speaks of; None for habits and feelings."""
    test = catalogue.tests.get(metric)
    if test is not None:
        if test.moves:
            best = max(test.moves, key=lambda move: (move.share, move.muscle))
            return row_of_muscle(best.muscle, catalogue)
        return _ROW_OF_JOINT.get(test.joint, "feet" if test.property == "balance" else "hips")
    for entries in (catalogue.posture_metrics, catalogue.compensations, catalogue.questions):
        entry = entries.get(metric)
        if entry is not None:
            return entry.row if entry.row in ROWS else None
    return None


def six_rows(assessment: Assessment, catalogue: Catalogue) -> tuple[Row, ...]:
    """Return the six rows in their fixed order, every one filled."""
    return tuple(_row(name, assessment, catalogue) for name in ROWS)


def _row(name: str, assessment: Assessment, catalogue: Catalogue) -> Row:
    names = Names(catalogue)
    calls = [c for c in _calls(assessment) if row_of_muscle(c.muscle, catalogue) == name]
    looked = [m for m in assessment.measurements if m.kind != "context" and row_of(m.metric, catalogue) == name]
    findings = [text for m in looked if (text := _finding(m, catalogue, names))]
    seen = [f"{names.call(c)}." for c in calls] + findings
    made = partial(Row, id=name, title=capital(name), probability=None, how=None)
    if calls:
        best = max(calls, key=lambda c: (c.probability, c.muscle))
        sure = best.word.replace("_", " ")
        return made(state="called", seen=tuple(seen), sure=sure, probability=best.probability)
    if findings:
        return made(state="finding", seen=tuple(seen), sure="seen, says little about muscles")
    if not looked:
        how = _how(name, assessment, catalogue)
        return made(state="not_looked", seen=("Not looked at.",), sure="not looked at", how=how)
    what = _looked_at(looked)
    states = [s for s in _states(assessment) if row_of_muscle(s.muscle, catalogue) == name]
    if not states or _mostly_ordinary(states):
        return made(state="ordinary", seen=(f"{what} Nothing stands out.",), sure="ordinary")
    return made(state="unsure", seen=(f"{what} Nothing stands out so far.",), sure="cannot tell")


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


def _looked_at(looked: list[Measurement]) -> str:
    words = {
        "test": "test reading",
        "posture": "photo reading",
        "movement": "clip reading",
        "observed": "look by eye",
        "answer": "answer",
    }
    counts = {kind: sum(m.kind == kind for m in looked) for kind in words}
    parts = [
        ("1 look by eye" if n == 1 else f"{n} looks by eye") if kind == "observed" else plural(n, words[kind])
        for kind, n in counts.items()
        if n
    ]
    return "Looked at: " + ", ".join(parts) + "."


def _finding(m: Measurement, catalogue: Catalogue, names: Names) -> str:
    """Return a short sentence for a measurement that stands out by more than its error, else an empty string."""
    where = f" ({m.side})" if m.side else ""
    if m.kind == "observed" and m.metric in catalogue.compensations:
        level = round(m.value)
        return f"{sentence(names.metric(m.metric))[:-1]}{where}: {LEVELS[min(3, level)]}." if level >= 1 else ""
    metric = catalogue.posture_metrics.get(m.metric)
    if metric is None or metric.mean is None or metric.sd is None or m.quality == "poor":
        return ""
    if abs(m.value - metric.mean.value) <= 2 * metric.sd.value + m.sd:
        return ""
    return f"{names.metric(m.metric)}{where}: {reading(m.value, m.unit)} (error {spread(m.sd, m.unit)})."


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
    metrics = [m for m in catalogue.posture_metrics.values() if m.row == name and m.from_keypoints]
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
    return HowTo(
        title=f"Take a {metric.view} photo",
        minutes=1,
        steps=(
            "Stand as you always do, arms loose, something in your right hand.",
            f"Let someone take a photo from the {metric.view}, three metres away, the phone upright.",
            "Put it into your folder and say which hand holds the thing.",
        ),
    )
