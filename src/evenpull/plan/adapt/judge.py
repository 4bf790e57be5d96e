"""What logged sessions say about one exercise: grow, stay, go back or stop, by the numbers of the catalogue.

stop        pain above the greatest allowed, an alarm sign, or still raised on two mornings running
go back     pain still raised one morning, or above the day's start by more than allowed twice; too hard twice
grow        the last times all went well, enough sessions were done, and there was no flare
stay        everything else, with its reason
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from evenpull.core.words import say
from evenpull.errors import KnowledgeError
from evenpull.knowledge.kinds.exercise import Judge
from evenpull.knowledge.load import Catalogue
from evenpull.plan.adapt.log import Done, LoggedDay, Sides
from evenpull.plan.records import Item

Verdict = Literal["progress", "hold", "regress", "stop"]
PROGRAMME_RULE = "progress_programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One exercise's verdict, the sentence that says why, and whether a clinician should look now."""

    exercise: str
    verdict: Verdict
    why: str
    refer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """One exercise on one logged day."""

    day: LoggedDay
    done: Done

    @property
    def pain(self) -> float:
        """Greatest own pain: of the exercise where it is known, else of the day."""
        return self.day.worst_pain if self.done.pain is None else self.done.pain

    @property
    def raised_next_morning(self) -> bool:
        """Own pain above the day's start on the next morning."""
        return self.day.next_morning is not None and self.day.next_morning > self.day.start_pain

    def concerns(self, judge: Judge) -> bool:
        """Say whether the morning after may belong to this exercise: it hurt, or nothing tells which one did."""
        known = [done.pain for done in self.day.exercises if done.pain is not None]
        told = len(known) == len(self.day.exercises)
        return not told or self.pain == max(known) or self.pain - self.day.start_pain > judge.rise_most


def numbers(catalogue: Catalogue) -> Judge:
    """Return the catalogue's numbers for the whole programme.

    Raises:
        KnowledgeError: When the catalogue has none.
    """
    rule = catalogue.progress_rules.get(PROGRAMME_RULE)
    if rule is None or rule.judge is None:
        raise KnowledgeError(say("the catalogue has no rule by which a plan changes"))
    return rule.judge


def decide(
    item: Item, days: list[LoggedDay], *, planned: int, flare: dt.date | None, judge: Judge, catalogue: Catalogue
) -> Decision:
    """Judge one exercise after the last of the given days.

    Args:
        item: The exercise as it is planned now.
        days: Logged days since the exercise or its dose last changed, in order.
        planned: How many of the last planned sessions held it.
        flare: Day of the last flare, if any.
        judge: The numbers.
        catalogue: For rules that an exercise has of its own.
    """
    times = [Time(day=day, done=done) for day in days for done in day.exercises if done.exercise == item.exercise]

    verdict, why = _verdict(item, times, planned=planned, flare=flare, judge=judge, catalogue=catalogue)
    alarm = bool(times) and times[-1].day.alarm == "yes"
    mornings = [time.raised_next_morning for time in times[-2:]]
    refer = verdict == "stop" and (alarm or mornings == [True, True])
    return Decision(exercise=item.exercise, verdict=verdict, why=why, refer=refer)


def _verdict(
    item: Item, times: list[Time], *, planned: int, flare: dt.date | None, judge: Judge, catalogue: Catalogue
) -> tuple[Verdict, str]:
    if not times:
        return "hold", say("It was not done yet, so it stays as it is.")
    last = times[-judge.sessions :]
    weeks = catalogue.progress_rules[catalogue.exercises[item.exercise].progress].flare_weeks or judge.flare_weeks
    share = min(len(times), judge.planned) / min(planned, judge.planned) if planned else 1.0
    newest = times[-1].day
    waits = (
        (
            newest.next_morning is None and max(newest.start_pain, newest.worst_pain) > 0,
            say("The next morning is not logged yet, so it stays as it is."),
        ),
        (
            len(last) < judge.sessions,
            say("It was done fewer than three times at this dose, so it stays as it is."),
        ),
        (
            share < judge.share_progress,
            say("Fewer than three of the last four planned sessions were done, so it stays as it is."),
        ),
        (
            flare is not None and (newest.date - flare).days < 7 * weeks,
            say("There was a flare in the last weeks, so nothing grows yet."),
        ),
    )
    wait = next((why for holds, why in waits if holds), None)
    return _too_much(item, last, judge) or (("hold", wait) if wait else _grown(item, last, judge))


def _too_much(item: Item, last: list[Time], judge: Judge) -> tuple[Verdict, str] | None:
    newest = last[-1]
    mornings = [time.raised_next_morning and time.concerns(judge) for time in last]
    rises = [time.pain - time.day.start_pain > judge.rise_most for time in last]
    hard = [(time.done.effort or 0) >= judge.effort_regress for time in last]
    goal = item.reps or item.hold_s or 0
    signs: tuple[tuple[bool, Verdict, str], ...] = (
        (
            newest.day.alarm == "yes" and newest.concerns(judge),
            "stop",
            say("Something sharp, sudden, numb or tingling was logged. Leave it out and see a clinician."),
        ),
        (
            newest.pain > judge.pain_most,
            "stop",
            say("Your own pain went above five out of ten. Leave it out; if it happens again, see a clinician."),
        ),
        (
            mornings[-2:] == [True, True],
            "stop",
            say("Your pain was still up on two mornings. Leave it out and see a clinician."),
        ),
        (mornings[-1], "regress", say("Your pain was still up the next morning, so it goes back one step.")),
        (
            rises[-1] and sum(rises) > 1,
            "regress",
            say("Your pain rose by more than two points twice, so it goes back one step."),
        ),
        (
            newest.done.form_broke and _least(newest.done.reps) < goal,
            "regress",
            say("Form broke before the smallest count, so it goes back one step."),
        ),
        (hard[-1] and sum(hard) > 1, "regress", say("It felt very hard twice, so it goes back one step.")),
    )
    return next(((verdict, why) for holds, verdict, why in signs if holds), None)


def _grown(item: Item, last: list[Time], judge: Judge) -> tuple[Verdict, str]:
    goal, sets = item.reps or item.hold_s or 0, min(item.sets.left, item.sets.right)
    signs = (
        (
            any(time.pain - time.day.start_pain > judge.rise_most for time in last),
            say("Your pain rose by more than two points and settled again, so it stays as it is."),
        ),
        (any(time.done.faults for time in last), say("A fault crept in, so it stays as it is.")),
        (
            item.rpe is not None and any(time.done.effort is None for time in last),
            say("How hard it felt was not logged each time, so it stays as it is."),
        ),
        (
            any((time.done.effort or 0) > judge.effort_progress for time in last),
            say("It was done but felt hard, so it stays as it is."),
        ),
        (
            any(_least(time.done.sets) < sets or _short(time.done, goal) for time in last),
            say("Not every set reached its count, so it stays as it is."),
        ),
    )
    why = next((why for holds, why in signs if holds), None)
    return ("hold", why) if why else ("progress", say("It went well three times in a row, so it takes its next step."))


def _short(done: Done, goal: int) -> bool:
    return done.reps is not None and _least(done.reps) < goal


def _least(count: int | Sides | None) -> int:
    if count is None:
        return 0
    return count if isinstance(count, int) else min(count.left, count.right)
