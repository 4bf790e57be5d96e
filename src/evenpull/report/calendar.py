"""calendar.ics: the sessions of the firm weeks, habits as often as they come, check-ins and the retest.

Titles say nothing about health.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from icalendar import Calendar, Event

from evenpull.core.words import say
from evenpull.knowledge.load import Catalogue
from evenpull.plan.records import Day, Programme
from evenpull.report.dose import compact
from evenpull.report.habits import reminders
from evenpull.report.plan_view import checks
from evenpull.report.records import Assessment
from evenpull.report.words import number

_SPACE = uuid.UUID("6f0d0e0a-7d0c-5c7e-9b58-3c1e6f1b6a41")
_NOTE = say("Not a diagnosis. Checked on simulated bodies and instruments, not yet on patients.")


def render(assessment: Assessment, catalogue: Catalogue) -> bytes:
    """Return the calendar's bytes; the same assessment gives the same bytes and event ids.

    Args:
        assessment: Must hold a programme.
        catalogue: Where exercise names live.

    Raises:
        ValueError: When there is no programme to schedule.
    """
    if assessment.programme is None:
        raise ValueError("a calendar needs a programme")
    return render_programme(assessment.programme, created=assessment.created)


def render_programme(programme: Programme, *, created: str) -> bytes:
    """Return the calendar of a programme; `created` (ISO 8601) is the stamp of every event."""
    stamp = dt.datetime.fromisoformat(created).astimezone(dt.UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//Evenpull//Evenpull//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")

    def put(kind: str, date: str, title: str, text: str, *, rule: dict[str, Any] | None = None) -> None:
        event = _event(plan_id=programme.plan_id, kind=kind, date=date, title=title, text=text, stamp=stamp)
        if rule is not None:
            event.add("rrule", rule)
        calendar.add_component(event)

    for day in (day for week in programme.weeks for day in week.days if day.items):
        put("session", day.date, say("Evenpull session, {minutes} min", minutes=number(day.minutes)), _exercises(day))
    for date, _ in checks(programme):
        if date != programme.retest:
            told = say("Open your Evenpull folder and answer the check-in.")
            put("check", date, say("Evenpull check-in, 2 min"), told)
    for one in reminders(programme):
        title = say("Evenpull habit, {minutes} min", minutes=one.minutes)
        put(one.key, one.first.isoformat(), title, one.text, rule=one.rule)
    told = say("Do the same tests again, at the same time of day.")
    put("retest", programme.retest, say("Evenpull retest, 20 min"), told)
    return bytes(calendar.to_ical())


def _exercises(day: Day) -> str:
    return "\n".join([*(f"{item.order}. {item.name}: {compact(item)}" for item in day.items), "", _NOTE])


def _event(*, plan_id: str, kind: str, date: str, title: str, text: str, stamp: dt.datetime) -> Event:
    start = dt.date.fromisoformat(date[:10])
    event = Event()
    event.add("uid", f"{uuid.uuid5(_SPACE, f'{plan_id}/{kind}/{start.isoformat()}')}@evenpull")
    event.add("dtstamp", stamp)
    event.add("dtstart", start)
    event.add("dtend", start + dt.timedelta(days=1))
    event.add("summary", title)
    event.add("description", text)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return event
