"""What comes after the firm weeks: the sketch up to week twelve, and the dates of the checks."""

from __future__ import annotations

import datetime as dt

from evenpull.core.words import say
from evenpull.knowledge.load import Catalogue
from evenpull.plan import rules
from evenpull.plan.candidates import Candidate, Pool
from evenpull.plan.records import SketchWeek

LAST_WEEK = 12
CHECK_DAYS = (14, 28, 56, 70, 84)
PHASES = {
    5: (say("Build"), say("If there was no flare for two weeks, one or two exercises take their next step. {steps}")),
    6: (
        say("Easy week and retest"),
        say("Half the sets, then the tests again. The plan is written anew from what they show."),
    ),
    7: (say("Build"), say("Practice of whole movements may begin, if the control exercises went well.")),
    8: (say("Build"), say("Practice of whole movements goes on. Add one thing at a time.")),
    9: (say("Strengthen"), say("If there was no flare for four weeks, load may be added to squats, lunges or lifts.")),
    10: (say("Strengthen"), say("Two to three days with load, one or two of today's exercises as a warm-up.")),
    11: (say("Easy week"), say("Half the sets this week.")),
    12: (say("Look back"), say("The tests again, then two sessions a week to keep what you have.")),
}


def sketch(last: list[Candidate], pool: Pool, catalogue: Catalogue) -> tuple[SketchWeek, ...]:
    """Return weeks 5 to 12 as a sketch; next steps are named only when this person may do them."""
    steps = [
        say(
            "{exercise} may become {harder}.",
            exercise=one.exercise.name,
            harder=catalogue.exercises[one.exercise.harder].name,
        )
        for one in sorted(last, key=lambda one: one.id)
        if one.exercise.harder is not None and one.exercise.harder in pool.allowed
    ]
    return tuple(
        SketchWeek(number=number, phase=phase, text=text.format(steps=" ".join(steps[:2])).strip())
        for number, (phase, text) in PHASES.items()
        if rules.FIRM_WEEKS < number <= LAST_WEEK
    )


def checks(start: dt.date, *, mode: str) -> tuple[tuple[str, str], ...]:
    """Return dates and what to look at: pain and activities each two weeks, tests at six; no weekly range test."""
    look = say("Your pain and your own activities, 0 to 10.")
    found = [((start + dt.timedelta(days=day)).isoformat(), look) for day in CHECK_DAYS]
    tests = say("Your pain and your own activities, 0 to 10, then the tests again.")
    found.append(((start + dt.timedelta(days=rules.RETEST_DAYS)).isoformat(), tests))
    if mode == "pregnancy":
        found.append((start.isoformat(), say("Before you begin: ask your midwife or doctor whether this suits you.")))
    return tuple(sorted(found))
