"""Replay a log over a programme: the days that follow change, and every change says why.

The programme is made anew from the person and the log is replayed over it from its first day, so the same folder gives
the same result, and an entry that is corrected later counts as if it had been right at once.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from evenpull.capture.person.model import Person
from evenpull.core.words import say
from evenpull.knowledge.kinds.exercise import Judge
from evenpull.knowledge.load import Catalogue
from evenpull.plan.adapt.judge import Decision, decide, numbers
from evenpull.plan.adapt.later import drawn_up, opened
from evenpull.plan.adapt.log import Log, LoggedDay, Sides
from evenpull.plan.adapt.missed import shifted, week_at
from evenpull.plan.adapt.records import Adapted, Change, ChangeKind
from evenpull.plan.adapt.steps import Ladder
from evenpull.plan.records import Day, Item, Programme
from evenpull.plan.size import Size, size_of_week
from evenpull.safety.records import SafetyProfile

REST_DAYS = 2
"""Days without an exercise after it was stopped, before its easier form is tried."""
FLARE_DAYS = 7


def adapt(
    programme: Programme, log: Log, *, person: Person, profile: SafetyProfile, catalogue: Catalogue, today: dt.date
) -> Adapted:
    """Return the programme as it stands after a log.

    Args:
        programme: The plan as it was made.
        log: What was done; days before the plan's start are left out.
        person: The person of the plan.
        profile: What safety says; nothing that it took away comes back.
        catalogue: Exercises, doses and the numbers of the rules.
        today: The day on which the plan goes on, for missed weeks.
    """
    replay = _Replay(
        programme=drawn_up(programme),
        person=person,
        profile=profile,
        catalogue=catalogue,
        judge=numbers(catalogue),
        ladder=Ladder(person=person, profile=profile, catalogue=catalogue),
    )
    start = dt.date.fromisoformat(programme.start)
    days = [day for day in log.days if start <= day.date <= today]
    for number, day in enumerate(days):
        replay.pause(days[number - 1].date if number else None, until=day.date)
        replay.after(days[: number + 1])
    replay.pause(days[-1].date if days else None, until=today)
    firm = programme.weeks[-1].number if programme.weeks else 0
    until_now = opened(replay.programme, today=today, least=firm, easier=replay.ladder.easy)
    see_someone = tuple(dict.fromkeys(replay.see_someone))
    return Adapted(programme=until_now, history=tuple(replay.history), see_someone=see_someone)


@dataclass(slots=True, kw_only=True)
class _Replay:
    programme: Programme
    person: Person
    profile: SafetyProfile
    catalogue: Catalogue
    judge: Judge
    ladder: Ladder
    history: list[Change] = field(default_factory=list)
    see_someone: list[str] = field(default_factory=list)
    changed: dict[str, dt.date] = field(default_factory=dict)
    stops: Counter[str] = field(default_factory=Counter)
    week_changes: Counter[int] = field(default_factory=Counter)
    flare: dt.date | None = None

    def pause(self, last: dt.date | None, *, until: dt.date) -> None:
        """Move the weeks to come when whole weeks passed between two entries, or between the last and today."""
        moved = shifted(self.programme, last=last, today=until, judge=self.judge)
        self.programme = moved.programme
        self.history += moved.changes

    def after(self, days: list[LoggedDay]) -> None:
        """Change the days that follow the last logged one."""
        last = days[-1]
        self._flare(days)
        items: dict[str, Item] = {}
        for day in self._ahead(last.date):
            for item in day.items:
                items.setdefault(item.exercise, item)
        done = {each.exercise for each in last.exercises}
        decisions = [self._decision(items[name], days) for name in sorted(done & items.keys())]
        for wanted in ("stop", "regress", "progress"):
            for decision in decisions:
                if decision.verdict == wanted:
                    self._act(items[decision.exercise], decision, last.date)
        for name in sorted(done & items.keys()):
            self._even(items[name], days)

    def _decision(self, item: Item, days: list[LoggedDay]) -> Decision:
        since = self.changed.get(item.exercise, dt.date.min)
        mine = [day for day in days if day.date > since]
        planned = sum(
            since < dt.date.fromisoformat(day.date) <= days[-1].date
            and any(each.exercise == item.exercise for each in day.items)
            for week in self.programme.weeks
            for day in week.days
        )
        return decide(item, mine, planned=planned, flare=self.flare, judge=self.judge, catalogue=self.catalogue)

    def _act(self, item: Item, decision: Decision, date: dt.date) -> None:
        number = self._planned_week(date)
        size = self._size(number)
        if decision.verdict == "stop":
            self.stops[item.exercise] += 1
            if self.stops[item.exercise] > 1 or decision.refer:
                self.see_someone.append(say("{exercise}: {why}", exercise=item.name, why=decision.why))
            taken = frozenset(each.exercise for day in self._ahead(date) for each in day.items)
            new = self.ladder.aside(item, taken=taken, size=size, week=number)
            self._put(item, None, date, kind="stop", why=decision.why, until=date + dt.timedelta(days=REST_DAYS))
            self._put(item, new, date + dt.timedelta(days=REST_DAYS - 1), kind="swap", why=decision.why)
        elif decision.verdict == "regress":
            self._put(
                item,
                self.ladder.down(item, cut=self.judge.cut, size=size, week=number),
                date,
                kind="back",
                why=decision.why,
            )
        elif self.week_changes[self._week(date)] < self.judge.changes:
            steps = self.ladder.ups(item, size=size, week=number)
            fitting = next((step for step in steps if self._fits(item, step, date)), None)
            if fitting is not None:
                self._put(item, fitting, date, kind="grow", why=decision.why)

    def _put(
        self, old: Item, new: Item | None, date: dt.date, *, kind: ChangeKind, why: str, until: dt.date | None = None
    ) -> None:
        """Replace an exercise on the days after a date; None takes it out."""
        name = new.name if new is not None else ""
        if new == old:
            return
        change = Change(
            date=(date + dt.timedelta(days=1)).isoformat(),
            exercise=old.exercise,
            kind=kind,
            before=_dose(old),
            after="" if new is None else _dose(new) if new.exercise == old.exercise else f"{name}, {_dose(new)}",
            why=why,
        )
        self.history.append(change)
        if kind != "stop":
            self.week_changes[self._week(date)] += 1
        for key in {old.exercise, new.exercise if new else old.exercise}:
            self.changed[key] = date

        def ahead(one: Item) -> bool:
            """Whether a later week already asks for as much of the same exercise: growth never takes from it."""
            return kind == "grow" and new is not None and one.exercise == new.exercise and one.seconds >= new.seconds

        def each(day: Day) -> Day:
            if until is not None and dt.date.fromisoformat(day.date) > until:
                return day
            items = [new if one.exercise == old.exercise and not ahead(one) else one for one in day.items]
            return _ordered(day, [one for one in items if one is not None])

        self._edit(date, each)

    def _fits(self, old: Item, new: Item, date: dt.date) -> bool:
        more = new.seconds - old.seconds
        return all(
            sum(one.seconds for one in day.items) + more
            <= self._size(self._planned_week(dt.date.fromisoformat(day.date))).seconds
            for day in self._ahead(date)
            if any(one.exercise == old.exercise for one in day.items)
        )

    def _even(self, item: Item, days: list[LoggedDay]) -> None:
        if item.two_sided or item.sets.left == item.sets.right:
            return
        since = self.changed.get(item.exercise, dt.date.min)
        counts = [
            done.reps
            for day in days
            for done in day.exercises
            if day.date > since and done.exercise == item.exercise and isinstance(done.reps, Sides)
        ][-self.judge.sessions :]
        gaps = [abs(one.left - one.right) / max(one.left, one.right, 1) for one in counts]
        if len(gaps) == self.judge.sessions and max(gaps) < self.judge.side_gap:
            why = say("Both sides now do the same, so the extra set ends.")
            self._put(item, self.ladder.even(item), days[-1].date, kind="even", why=why)

    def _flare(self, days: list[LoggedDay]) -> None:
        last = days[-1]
        usual = self.profile.ceilings.start_level + self.judge.flare_rise
        recent = [day for day in days if (last.date - day.date).days <= FLARE_DAYS and day.start_pain >= usual]
        if len(recent) < 2 or last.start_pain < usual:
            return
        if self.flare is not None and (last.date - self.flare).days <= 2 * FLARE_DAYS:
            if (last.date - self.flare).days > FLARE_DAYS:
                self.see_someone.append(say("The flare lasts longer than a week. See a clinician."))
            return
        self.flare = last.date
        why = say("Your pain before the session was clearly up twice in a week: one easy week, then on as before.")
        self.history.append(Change(date=last.date.isoformat(), exercise="", kind="flare", before="", after="", why=why))

        def each(day: Day) -> Day:
            if (dt.date.fromisoformat(day.date) - last.date).days > FLARE_DAYS:
                return day
            return _ordered(day, [self.ladder.less(item, cut=0.5) for item in day.items[:3]])

        self._edit(last.date, each)

    def _planned_week(self, date: dt.date) -> int:
        """Return which week of the plan a day belongs to; after missed weeks it is not the calendar's."""
        return week_at(self.programme, date)

    def _week(self, date: dt.date) -> int:
        return (date - dt.date.fromisoformat(self.programme.start)).days // 7 + 1

    def _size(self, week: int) -> Size:
        return size_of_week(week, person=self.person, profile=self.profile, mode=self.programme.mode)

    def _ahead(self, date: dt.date) -> list[Day]:
        return [day for week in self.programme.weeks for day in week.days if day.date > date.isoformat()]

    def _edit(self, date: dt.date, each: Callable[[Day], Day]) -> None:
        self.programme = replace(
            self.programme,
            weeks=tuple(
                replace(week, days=tuple(each(day) if day.date > date.isoformat() else day for day in week.days))
                for week in self.programme.weeks
            ),
        )


def _ordered(day: Day, items: list[Item]) -> Day:
    numbered = tuple(replace(item, order=place) for place, item in enumerate(items, start=1))
    return replace(day, items=numbered, minutes=round(sum(item.seconds for item in numbered) / 60, 1))


def _dose(item: Item) -> str:
    sets = str(item.sets.left) if item.sets.left == item.sets.right else f"{item.sets.left} / {item.sets.right}"
    if item.reps is not None:
        return say("{sets} x {count}", sets=sets, count=item.reps)
    if item.hold_s is not None:
        return say("{sets} x {count} s", sets=sets, count=item.hold_s)
    return say("{sets} sets", sets=sets)
