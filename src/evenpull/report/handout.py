"""Day pages to print: each session of the week with pictures, dose, cues, boxes to tick, and when to stop."""

from __future__ import annotations

import datetime as dt

from evenpull.knowledge.load import Catalogue
from evenpull.plan.records import Programme
from evenpull.report import plan_view
from evenpull.report.figures import figure
from evenpull.report.habits import week_move
from evenpull.report.page import drawn, environment, load_css
from evenpull.report.words import WEEKDAYS, day


def render(programme: Programme, catalogue: Catalogue, *, today: dt.date) -> str:
    """Return the day pages of one week as one HTML file without script or outside address.

    Args:
        programme: The programme, as made or after a log.
        catalogue: For cues, figures and stop rules.
        today: The week that holds this day is printed; the first one before it, the last one after it.
    """
    number = _week(programme, today)
    pages = []
    for session in plan_view.sessions(programme, catalogue, week=number):
        dates = [day(d.date) for d in programme.weeks[number].days if d.items and d.session == session.letter.lower()]
        figures = [drawn(figure(c.figure, catalogue, prefix=f"{session.letter}{c.order}")) for c in session.cards]
        pages.append((session, dates, list(zip(session.cards, figures, strict=True))))
    week = programme.weeks[number]
    habits = [(habit, week_move(habit, week.number)) for habit in programme.habits]
    weekdays = [WEEKDAYS[d.weekday] for d in week.days]
    stops = [catalogue.stop_rules[key] for key in plan_view.shared_stops(programme) if key in catalogue.stop_rules]
    return (
        environment()
        .get_template("handout.html.j2")
        .render(css=load_css(), number=week.number, pages=pages, stops=stops, habits=habits, weekdays=weekdays)
    )


def _week(programme: Programme, today: dt.date) -> int:
    """Return the place of the week that holds a day, or the nearest one."""
    last = len(programme.weeks) - 1
    for place, week in enumerate(programme.weeks):
        if week.days and week.days[-1].date >= today.isoformat():
            return place
    return last
